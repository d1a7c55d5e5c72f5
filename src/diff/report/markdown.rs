//! The report as a comment for reviewers: the summary first, details folded.

use super::chart::chart;
use super::sentences::{self, impact, matrix, mover, proof, reasons, summary, unpaired};
use super::{Impact, ModelReport, Report};
use crate::diff::change::{Change, How, Kind};

/// How many changes are listed.
const MOST: usize = 100;

/// The report as Markdown, as GitHub and GitLab show it in comments.
#[must_use]
pub fn to_markdown(report: &Report) -> String {
    let mut page = String::from("### What this change of rules does\n\n");
    let data = report.data.as_ref().map(|it| format!(", with the leads of {}", code(it)));
    page.push_str(&format!(
        "{} → {}, {}{}\n\n",
        code(&report.old),
        code(&report.new),
        words(&report.moment),
        data.unwrap_or_default(),
    ));
    for line in &report.shut {
        page.push_str(&format!("> **{}**\n\n", words(line)));
    }
    for line in unpaired(report) {
        page.push_str(&format!("{}\n\n", words(&line)));
    }
    for model in &report.models {
        of_model(model, &mut page);
    }
    page
}

fn of_model(model: &ModelReport, page: &mut String) {
    page.push_str(&format!("**{}**: {}\n\n", words(&model.name), summary(model)));
    if let Some(leads) = &model.impact {
        for line in impact(leads) {
            page.push_str(&format!("- {}\n", words(&line)));
        }
        if leads.tally.counts.leads > 0 {
            page.push('\n');
            page.push_str(&table(leads));
        }
        page.push('\n');
    }
    if !model.changes.all.is_empty() {
        folded(page, "What has changed", &changes(&model.changes.all));
    }
    let proof: String = proof(&model.proof).iter().map(|it| format!("- {}\n", words(it))).collect();
    folded(page, "For every lead that there can be", &proof);
    let changed = model.impact.as_ref().filter(|it| it.tally.counts.changed > 0);
    if let Some(leads) = changed {
        if !leads.movers.is_empty() {
            folded(page, "Those who move most", &movers(leads));
        }
        // Indented, a line is shown as it is.
        let bars: String = chart(leads).iter().map(|line| format!("    {line}\n")).collect();
        folded(page, "Scores before and after", &bars);
    }
}

fn folded(page: &mut String, summary: &str, body: &str) {
    page.push_str(&format!("<details><summary>{summary}</summary>\n\n{body}\n</details>\n\n"));
}

/// Comments have a greatest length, and nobody reads that far.
fn changes(all: &[Change]) -> String {
    let mut text: String = all.iter().take(MOST).map(change).collect();
    if let Some(more) = all.len().checked_sub(MOST).filter(|it| *it > 0) {
        text.push_str(&format!("- and {more} more\n"));
    }
    text
}

fn change(change: &Change) -> String {
    let kind = match change.kind {
        Kind::Added => "New",
        Kind::Removed => "Gone",
        Kind::Changed => "Changed",
        Kind::Renamed => "Only in words",
    };
    let mut text = format!("- {kind}: {} {}", change.what.word(), code(&change.name));
    if let Some(place) = sentences::place(change) {
        text.push_str(&format!(" {}", words(&place)));
    }
    if let Some(says) = &change.says {
        text.push_str(&format!(": {}", code(says)));
    }
    text.push('\n');
    for aspect in &change.aspects {
        let shown = match &aspect.how {
            How::Text(old, new) => {
                let side = |it: &Option<String>| it.as_deref().map_or("none".to_owned(), code);
                format!("{} → {}", side(old), side(new))
            }
            How::Without(parts) | How::With(parts) => code(parts),
            How::Meaning(_) | How::Order => words(&aspect.to_string()),
        };
        text.push_str(&format!("  - {}: {shown}\n", aspect.of));
    }
    text
}

fn table(leads: &Impact) -> String {
    let (header, rows) = matrix(leads);
    let line = |row: &[String]| {
        let cells: Vec<String> = row.iter().map(|it| cell(&words(it))).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let right = "|---|".to_owned() + &"--:|".repeat(header.len().saturating_sub(1));
    let rows: String = rows.iter().map(|it| line(it)).collect();
    format!("{}{right}\n{rows}", line(&header))
}

fn movers(leads: &Impact) -> String {
    let mut text = String::from("| lead | score | why |\n|---|---|---|\n");
    for it in &leads.movers {
        let reasons: Vec<String> = reasons(it)
            .into_iter()
            .map(|(label, points)| format!("{} {}", words(&label), words(&points)))
            .collect();
        let cells = [code(&it.name()), words(&mover(leads, it)), reasons.join("<br>")];
        text.push_str(&format!("| {} |\n", cells.map(|it| cell(&it)).join(" | ")));
    }
    text
}

/// Words in which nothing is markup, a link or a name to be told.
fn words(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => safe.push(' '),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // GitHub writes to whoever is named like this.
            '@' => safe.push_str("@\u{2060}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '|' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

/// Text as it is, between more back-ticks than stand in it.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // Blanks keep back-ticks at the ends apart from the fence.
    let blank =
        if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// What stands in a cell of a table: there a line ends the cell even in code.
fn cell(text: &str) -> String {
    let mut safe = String::new();
    let mut escaped = false;
    for c in text.chars() {
        if c == '|' && !escaped {
            safe.push('\\');
        }
        escaped = c == '\\' && !escaped;
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let cases = [
            ("a_b*c", "a\\_b\\*c"),
            ("<b> & @ana", "&lt;b&gt; &amp; @\u{2060}ana"),
            ("[x](y)\nz", "\\[x\\](y) z"),
            ("a|b", "a\\|b"),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected);
        }
        assert_eq!(code("a ``b`` c"), "```a ``b`` c```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(cell(&code("a|b")), "`a\\|b`");
        assert_eq!(cell(&words("a|b")), "a\\|b");
    }
}
