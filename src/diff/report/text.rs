//! The report for people at a terminal or in a log.

use unicode_width::UnicodeWidthStr;

use super::chart::chart;
use super::sentences::{self, impact, matrix, mover, proof, reasons, summary, unpaired};
use super::{Impact, ModelReport, Report};
use crate::diff::change::{Change, Kind};

/// An aspect longer than this stands on two lines.
const LONG: usize = 72;

/// The report as text.
#[must_use]
pub fn to_text(report: &Report) -> String {
    let mut lines = vec![format!("{} → {}, {}", report.old, report.new, report.moment)];
    lines.extend(unpaired(report));
    for model in &report.models {
        lines.push(String::new());
        of_model(report, model, &mut lines);
    }
    if !report.shut.is_empty() {
        lines.push(String::new());
        lines.extend(report.shut.iter().cloned());
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn of_model(report: &Report, model: &ModelReport, lines: &mut Vec<String>) {
    lines.push(format!("{}: {}", model.name, summary(model)));
    for it in &model.changes.all {
        lines.extend(change(it).into_iter().map(|line| format!("  {line}")));
    }
    lines.push(String::new());
    lines.push("For every lead that there can be".to_owned());
    lines.extend(proof(&model.proof).into_iter().map(|line| format!("  {line}")));
    if let (Some(it), Some(data)) = (&model.impact, &report.data) {
        lines.push(String::new());
        lines.push(format!("For the leads of {data}"));
        of_leads(it, lines);
    }
}

fn of_leads(leads: &Impact, lines: &mut Vec<String>) {
    lines.extend(impact(leads).into_iter().map(|line| format!("  {line}")));
    if leads.tally.counts.leads == 0 {
        return;
    }
    lines.push(String::new());
    lines.extend(table(leads).into_iter().map(|line| format!("  {line}")));
    if leads.tally.counts.changed == 0 {
        return;
    }
    lines.push(String::new());
    lines.push("Scores".to_owned());
    lines.extend(chart(leads).into_iter().map(|line| format!("  {line}")));
    if leads.movers.is_empty() {
        return;
    }
    lines.push(String::new());
    lines.push("Those who move most".to_owned());
    for it in &leads.movers {
        lines.push(format!("  {}: {}", it.name(), mover(leads, it)));
        let reasons = reasons(it);
        let width = reasons.iter().map(|(label, _)| label.width()).max().unwrap_or_default();
        for (label, points) in reasons {
            lines.push(format!("      {}  {points}", padded(&label, width)));
        }
    }
}

/// A change with its sign, and its aspects below it.
fn change(change: &Change) -> Vec<String> {
    let mut head = format!("{} {} {}", change.kind.sign(), change.what.word(), change.name);
    if let Some(place) = sentences::place(change) {
        head.push_str(&format!(", {place}"));
    }
    if let Some(says) = &change.says {
        head.push_str(&format!(": {says}"));
    }
    if change.kind == Kind::Renamed {
        head.push_str(" (only in words)");
    }
    let width = change.aspects.iter().map(|it| it.of.len()).max().unwrap_or_default();
    let mut lines = vec![head];
    for aspect in &change.aspects {
        let label = padded(aspect.of, width);
        match (aspect.old(), aspect.now()) {
            (Some(old), Some(new)) if old.width() + new.width() > LONG => {
                lines.push(format!("    {label}    {old}"));
                lines.push(format!("    {}  → {new}", padded("", width)));
            }
            _ => lines.push(format!("    {label}  {aspect}")),
        }
    }
    lines
}

/// The bands before and after, numbers to the right.
fn table(leads: &Impact) -> Vec<String> {
    let (header, rows) = matrix(leads);
    let all: Vec<&Vec<String>> = std::iter::once(&header).chain(&rows).collect();
    let width = |column: usize| {
        all.iter().filter_map(|row| row.get(column)).map(|it| it.width()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            if column == 0 { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
        });
        cells.collect::<Vec<_>>().join("   ").trim_end().to_owned()
    };
    all.into_iter().map(line).collect()
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
