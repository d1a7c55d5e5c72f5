//! An explanation as a tree that a salesperson can read.

use unicode_width::UnicodeWidthStr;

use super::event_lines::EventLines;
use super::explain::{Explanation, Line, Part};
use super::score::Status;
use crate::ir::Points;

/// How many events of one rule are shown one by one.
const EVENTS_SHOWN: usize = 20;

/// Longer labels of rules and events run over the dots.
const LONGEST_LABEL: usize = 72;
const LONGEST_EVENT: usize = 96;

/// How many rules that nearly fired are shown.
const NEAR_SHOWN: usize = 5;

impl Explanation {
    /// The explanation as lines of text; `title` names the record.
    #[must_use]
    pub fn draw(&self, title: &str) -> String {
        let mut text = String::new();
        headline(&mut text, self, title);
        let speaks = |part: &&Part| part.lines.iter().any(|line| line.points != Points::ZERO);
        let shown: Vec<&Part> = self.parts.iter().filter(speaks).collect();
        let width = width(&shown);
        for part in &shown {
            part_lines(&mut text, part, width);
        }
        let silent = self.parts.iter().filter(|part| !speaks(part));
        let silent: Vec<&str> = silent.filter_map(|part| part.name.as_deref()).collect();
        if !silent.is_empty() {
            text.push_str(&format!("\nNothing counts in: {}\n", silent.join(", ")));
        }
        text.push_str(&format!("\n{}\n", row("Score", self.outcome.score, width, "", false)));
        after(&mut text, self);
        text
    }
}

/// How far dots go: as far as the longest label, but no endless one moves the points away.
fn width(parts: &[&Part]) -> usize {
    let lines = || parts.iter().flat_map(|part| &part.lines);
    let names = parts.iter().filter_map(|part| part.name.as_ref()).map(|name| name.width());
    let labels = names.chain(lines().map(|line| line.label.width() + 4)).max().unwrap_or(0);
    let events = lines().filter_map(|line| line.events.as_ref());
    let events = events.flat_map(|it| it.events.iter().take(EVENTS_SHOWN));
    let events = events.map(|it| it.to_string().width() + 6).max().unwrap_or(0);
    labels.min(LONGEST_LABEL).max(events.min(LONGEST_EVENT)).max(24)
}

fn headline(text: &mut String, explanation: &Explanation, title: &str) {
    let outcome = &explanation.outcome;
    text.push_str(&format!("{title}: {}", counted(outcome.score)));
    if let Some(band) = &explanation.band {
        text.push_str(&format!(", {band}"));
    }
    if let Some(stars) = outcome.stars {
        text.push_str(&format!(", {stars} {}", if stars == 1 { "star" } else { "stars" }));
    }
    if let Some(grid) = &outcome.grid {
        text.push_str(&format!(", {grid}"));
    }
    if let Some(readiness) = outcome.readiness {
        text.push_str(&format!(", {readiness}% ready"));
    }
    text.push('\n');
    if explanation.status() == Status::Disqualified {
        text.push_str(&format!("DISQUALIFIED: {}\n", explanation.disqualified_by.join("; ")));
    }
}

fn part_lines(text: &mut String, part: &Part, width: usize) {
    text.push('\n');
    if let Some(name) = &part.name {
        text.push_str(&row(name, part.points, width, "", true));
        text.push('\n');
    }
    let indent = if part.name.is_some() { "  " } else { "" };
    // A rule that gives nothing explains nothing.
    for line in part.lines.iter().filter(|line| line.points != Points::ZERO) {
        let Line { label, points, adjustment, .. } = line;
        let label = if *adjustment { format!("({label})") } else { label.clone() };
        text.push_str(&row(&label, *points, width, indent, true));
        text.push('\n');
        if let Some(events) = &line.events {
            event_lines(text, events, width, indent);
        }
    }
}

/// Event by event, and how many were left out.
fn event_lines(text: &mut String, lines: &EventLines, width: usize, indent: &str) {
    let indent = format!("{indent}    ");
    for event in lines.events.iter().take(EVENTS_SHOWN) {
        text.push_str(&row(&event.to_string(), event.points, width, &indent, true));
        text.push('\n');
    }
    let (_, more) = lines.events.split_at(lines.events.len().min(EVENTS_SHOWN));
    if !more.is_empty() {
        let points = more.iter().map(|it| it.points).sum();
        text.push_str(&row(&format!("and {} before", more.len()), points, width, &indent, true));
        text.push('\n');
    }
    text.push_str(&format!("{indent}{}\n", lines.counts));
}

/// A label, dots and points.
fn row(label: &str, points: Points, width: usize, indent: &str, signed: bool) -> String {
    let points = if signed { points.signed() } else { points.to_string() };
    let used = indent.len() + label.width();
    let dots = ".".repeat((width + 4).saturating_sub(used).max(3));
    format!("{indent}{label} {dots} {points:>6}")
}

fn after(text: &mut String, explanation: &Explanation) {
    if let Some(next) = &explanation.next_band {
        text.push_str(&format!(
            "\nTo {}: {}\n",
            next.band,
            counted(next.missing).replacen(' ', " more ", 1)
        ));
        match next.score {
            Some(score) => {
                for change in &next.changes {
                    text.push_str(&format!("  - {change}\n"));
                }
                text.push_str(&format!("  That would make {score}.\n"));
            }
            None => {
                text.push_str("  No change of one or two fields of the lead itself leads there.\n")
            }
        }
    }
    if !explanation.near.is_empty() {
        text.push_str("\nNearly fired\n");
        for near in explanation.near.iter().take(NEAR_SHOWN) {
            text.push_str(&format!(
                "  {:>6}  {}: {}\n",
                near.points.signed(),
                near.label,
                near.needs
            ));
        }
        let more = explanation.near.len().saturating_sub(NEAR_SHOWN);
        if more > 0 {
            text.push_str(&format!("          and {more} more\n"));
        }
    }
    if let Some(range) = &explanation.range {
        let bounds = match (range.low, range.high) {
            (Some(low), Some(high)) => format!("lie anywhere from {low} to {high} at most"),
            (Some(low), None) => format!("be any from {low}"),
            (None, Some(high)) => format!("be any up to {high}"),
            (None, None) => "be any".to_owned(),
        };
        text.push_str(&format!(
            "\nNot known: {}\n  Once known, the score can {bounds}.\n",
            range.fields.join(", ")
        ));
    }
}

/// `1 point`, `20 points`
fn counted(points: Points) -> String {
    let one = points == Points::from_hundredths(100);
    format!("{points} {}", if one { "point" } else { "points" })
}
