//! Findings for programs: one JSON object each. `docs/schema/diagnostic.schema.json` describes it.

use serde_json::{Value, json};

use super::Report;

use crate::diagnostic::{Applicability, Diagnostic};
use crate::source::{Place, Sources};

/// A finding as one JSON object, in the shape of `docs/schema/diagnostic.schema.json`.
///
/// Every place has its file, and both ends as byte offsets and as lines and columns (from 1) in characters,
/// UTF-16 units and bytes.
///
/// ```
/// use leadscore::diagnostic::{Diagnostic, codes, to_json};
/// use leadscore::source::{SourceFile, Sources, Span};
///
/// let mut sources = Sources::new();
/// let file = sources.add(SourceFile::new("a.score", "when emploees > 5 then +1"));
/// let finding = Diagnostic::error(codes::UNKNOWN_NAME, file.at(Span::new(5, 13)), "There is no field emploees.");
/// let json = to_json(&finding, &sources);
/// assert_eq!(json["code"], "E0201");
/// assert_eq!(json["labels"][0]["place"]["start"]["column"], 6);
/// ```
#[must_use]
pub fn to_json(finding: &Diagnostic, sources: &Sources) -> Value {
    let labels = finding.labels.iter().filter_map(|label| {
        Some(json!({ "place": place(label.place, sources)?, "text": label.text }))
    });
    let suggestions = finding.suggestions.iter().map(|suggestion| {
        let edits = suggestion.edits.iter().filter_map(|edit| {
            Some(json!({ "place": place(edit.place, sources)?, "text": edit.text }))
        });
        json!({
            "message": suggestion.message,
            "safe": suggestion.applicability == Applicability::Safe,
            "edits": edits.collect::<Vec<_>>(),
        })
    });
    json!({
        "code": finding.code.id,
        "title": finding.code.title,
        "url": finding.code.url(),
        "severity": finding.severity.word(),
        "message": finding.message,
        "labels": labels.collect::<Vec<_>>(),
        "help": finding.help,
        "suggestions": suggestions.collect::<Vec<_>>(),
    })
}

/// A place with both its ends; `None` for a place of other sources.
fn place(place: Place, sources: &Sources) -> Option<Value> {
    let file = sources.get(place.file)?;
    let point = |offset: u32| {
        let at = file.line_column(offset as usize);
        json!({ "offset": offset, "line": at.line, "column": at.column, "utf16": at.utf16, "byte": at.byte })
    };
    Some(
        json!({ "file": file.name(), "start": point(place.span.start), "end": point(place.span.end) }),
    )
}

/// One object on each line.
pub(super) fn write(report: &Report<'_>) -> String {
    let lines = report.findings.iter().map(|it| to_json(it, report.sources).to_string() + "\n");
    lines.collect()
}
