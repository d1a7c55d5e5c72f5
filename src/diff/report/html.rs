//! The report as a page that needs nothing else: no scripts, no files, no network.

use super::chart::{label, most};
use super::sentences::{self, impact, matrix, mover, proof, reasons, summary, unpaired};
use super::{Impact, ModelReport, Report};
use crate::data::thousands;
use crate::diff::change::Change;

const STYLE: &str = include_str!("page.css");

/// The report as a page of HTML.
#[must_use]
pub fn to_html(report: &Report) -> String {
    let title = format!("{} → {}", report.old, report.new);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; connect-src 'none'; img-src 'none'; font-src 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>What this change of rules does</h1>\n<p><code>{}</code> → <code>{}</code>, {}</p>\n",
        safe(&title),
        safe(&report.old),
        safe(&report.new),
        safe(&report.moment),
    );
    for line in &report.shut {
        page.push_str(&format!("<p class=\"shut\">{}</p>\n", safe(line)));
    }
    for line in unpaired(report) {
        page.push_str(&format!("<p>{}</p>\n", safe(&line)));
    }
    for model in &report.models {
        of_model(report, model, &mut page);
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn of_model(report: &Report, model: &ModelReport, page: &mut String) {
    page.push_str(&format!("<h2>{}</h2>\n<p>{}</p>\n", safe(&model.name), summary(model)));
    if !model.changes.all.is_empty() {
        let items: String = model.changes.all.iter().map(change).collect();
        page.push_str(&format!("<ul class=\"changes\">\n{items}</ul>\n"));
    }
    page.push_str("<h3>For every lead that there can be</h3>\n");
    page.push_str(&paragraphs(&proof(&model.proof)));
    if let (Some(leads), Some(data)) = (&model.impact, &report.data) {
        page.push_str(&format!("<h3>For the leads of {}</h3>\n", safe(data)));
        page.push_str(&paragraphs(&impact(leads)));
        of_leads(leads, page);
    }
}

fn of_leads(leads: &Impact, page: &mut String) {
    if leads.tally.counts.leads == 0 {
        return;
    }
    let (header, rows) = matrix(leads);
    page.push_str(&table(&header, &rows));
    if leads.tally.counts.changed == 0 {
        return;
    }
    page.push_str("<h3>Scores</h3>\n");
    page.push_str(&bars(leads));
    if leads.movers.is_empty() {
        return;
    }
    page.push_str("<h3>Those who move most</h3>\n<table class=\"movers\">\n");
    page.push_str("<tr><th>lead</th><th>score</th><th>why</th></tr>\n");
    for it in &leads.movers {
        let why: Vec<String> = reasons(it)
            .iter()
            .map(|(label, points)| format!("{} {}", safe(label), safe(points)))
            .collect();
        page.push_str(&format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            safe(&it.name()),
            safe(&mover(leads, it)),
            why.join("<br>")
        ));
    }
    page.push_str("</table>\n");
}

fn change(change: &Change) -> String {
    let mut item = format!(
        "<li class=\"{}\">{} <code>{}</code>",
        change.kind.word(),
        change.what.word(),
        safe(&change.name)
    );
    if let Some(place) = sentences::place(change) {
        item.push_str(&format!(" {}", safe(&place)));
    }
    if let Some(says) = &change.says {
        item.push_str(&format!(": <code>{}</code>", safe(says)));
    }
    if !change.aspects.is_empty() {
        let rows: String = change
            .aspects
            .iter()
            .map(|it| format!("<dt>{}</dt><dd>{}</dd>", safe(it.of), safe(&it.to_string())))
            .collect();
        item.push_str(&format!("<dl>{rows}</dl>"));
    }
    item.push_str("</li>\n");
    item
}

fn table(header: &[String], rows: &[Vec<String>]) -> String {
    let cells = |row: &[String], tag: &str| -> String {
        row.iter().map(|it| format!("<{tag}>{}</{tag}>", safe(it))).collect()
    };
    let body: String = rows.iter().map(|it| format!("<tr>{}</tr>\n", cells(it, "td"))).collect();
    format!("<table>\n<tr>{}</tr>\n{body}</table>\n", cells(header, "th"))
}

/// Two bars for each step of scores.
fn bars(leads: &Impact) -> String {
    let steps = leads.tally.scores.steps();
    let most = most(&steps);
    let bar = |class: &str, count: u64| {
        let width = count * 100 / most;
        format!(
            "<div class=\"bar {class}\" style=\"width: {width}%\"></div><span>{} {class}</span>",
            thousands(count)
        )
    };
    let rows: String = steps
        .iter()
        .map(|it| {
            format!(
                "<tr><th>{}</th><td>{}<br>{}</td></tr>\n",
                safe(&label(it)),
                bar("before", it.before),
                bar("after", it.after)
            )
        })
        .collect();
    format!("<table class=\"chart\">\n{rows}</table>\n")
}

fn paragraphs(lines: &[String]) -> String {
    lines.iter().map(|it| format!("<p>{}</p>\n", safe(it))).collect()
}

/// Text in which nothing is markup.
fn safe(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_in_a_text_is_markup() {
        let text = "<script>alert('x' & \"y\")</script>";
        let safe = super::safe(text);
        assert!(!safe.contains(['<', '>', '"', '\'']), "{safe}");
        assert_eq!(safe, "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;");
    }
}
