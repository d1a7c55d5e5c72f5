//! Findings in sentences, for those who listen to a screen reader: no drawing, no marks.

use super::visible::message;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Place, SourceFile, Sources};

/// The longest piece of a rule file that is read out, in characters.
const LONGEST: usize = 80;

/// Tells one finding in sentences, a line each.
///
/// ```
/// use leadscore::diagnostic::{Diagnostic, codes, tell};
/// use leadscore::source::{SourceFile, Sources, Span};
///
/// let mut sources = Sources::new();
/// let file = sources.add(SourceFile::new("a.score", "when emploees > 5 then +1"));
/// let place = file.at(Span::new(5, 13));
/// let finding = Diagnostic::error(codes::UNKNOWN_NAME, place, "There is no field *emploees*.");
/// assert_eq!(tell(&finding, &sources), "\
/// Error E0201 in a.score, line 1, characters 6 to 13.
/// There is no field emploees.
/// The text there is: emploees
///
/// ");
/// ```
#[must_use]
pub fn tell(finding: &Diagnostic, sources: &Sources) -> String {
    let severity = match finding.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    };
    let mut lines = Vec::new();
    let mut labels = finding.labels.iter().filter_map(|label| {
        let file = sources.get(label.place.file)?;
        Some((file, label.place, label.text.as_str()))
    });
    let main = labels.next();
    let place = main.map(|(file, place, _)| format!(" in {}", position(file, place)));
    lines.push(format!("{severity} {}{}.", finding.code, place.unwrap_or_default()));
    lines.push(without_marks(&finding.message));
    if let Some((file, place, words)) = main {
        lines.extend(quoted(file, place, "The text there is"));
        lines.extend((!words.is_empty()).then(|| format!("About it: {}.", without_marks(words))));
    }
    for (file, place, words) in labels {
        let words = if words.is_empty() { "it goes together with this" } else { words };
        lines.push(format!("See also {}: {}.", position(file, place), without_marks(words)));
        lines.extend(quoted(file, place, "The text there is"));
    }
    advise(finding, &mut lines);
    message(&lines.join("\n"), true) + "\n\n"
}

fn advise(finding: &Diagnostic, lines: &mut Vec<String>) {
    let choices = finding.choices();
    let help = finding.help.as_deref();
    let only = finding.suggestions.first().map(|it| it.message.as_str());
    match (help, choices.len()) {
        (Some(help), _) => lines.push(format!("Help: {}", without_marks(help))),
        (None, 0 | 1) => lines.extend(only.map(|it| format!("Help: {}", without_marks(it)))),
        (None, _) => {}
    }
    if choices.len() > 1 {
        lines.push("Choices:".to_owned());
        let numbered = choices.iter().enumerate();
        lines.extend(numbered.map(|(index, choice)| format!("{}. {choice}", index + 1)));
    }
}

/// `rules.score, line 2, characters 18 to 31`
fn position(file: &SourceFile, place: Place) -> String {
    let at = |offset: u32| file.line_column(offset as usize);
    let (start, end) = (at(place.span.start), at(place.span.end));
    let begin = format!("{}, line {}", file.name(), start.line);
    if place.span.is_empty() {
        format!("{begin}, before character {}", start.column)
    } else if start.line < end.line {
        format!(
            "{begin}, character {}, to line {}, character {}",
            start.column, end.line, end.column
        )
    } else if start.column + 1 >= end.column {
        format!("{begin}, character {}", start.column)
    } else {
        format!("{begin}, characters {} to {}", start.column, end.column - 1)
    }
}

/// What stands at a place, or before it if it is a point.
fn quoted(file: &SourceFile, place: Place, words: &str) -> Option<String> {
    let text = file.slice(place.span);
    if !text.is_empty() {
        let mut first: String = text.lines().next()?.chars().take(LONGEST).collect();
        if first.len() < text.trim_end().len() {
            first.push_str(" and so on");
        }
        return Some(format!("{words}: {first}"));
    }
    let at = file.line_column(place.span.start as usize);
    let before = file.line(at.line).get(..at.byte - 1)?.trim();
    let skip = before.chars().count().saturating_sub(LONGEST);
    let last: String = before.chars().skip(skip).collect();
    (!last.is_empty()).then(|| format!("The text before it is: {last}"))
}

/// A message without the stars around names; quotes for back-ticks. A reader would say "star" and "grave".
fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    let mut open = false;
    while let Some(c) = chars.next() {
        let blank_behind = chars.peek().is_none_or(|it| it.is_whitespace());
        match c {
            '`' => plain.push('"'),
            '*' if open && !before.is_whitespace() => open = false,
            '*' if !before.is_alphanumeric() && !blank_behind => open = true,
            other => plain.push(other),
        }
        before = c;
    }
    plain
}
