//! Diagnostics for programs: one JSON object each.

use serde_json::{Value, json};

use super::{Applicability, Diagnostic, Severity};
use crate::source::{Place, Sources};

/// A diagnostic as one JSON object: `code`, `severity`, `message`, `labels`, `help`, `suggestions`.
///
/// Every place has its file, byte offsets, and line and column (from 1) in characters and UTF-16 units.
#[must_use]
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| json!({ "place": place(label.place, sources), "text": label.text }))
        .collect();
    let suggestions: Vec<Value> = diagnostic
        .suggestions
        .iter()
        .map(|suggestion| {
            let edits: Vec<Value> = suggestion
                .edits
                .iter()
                .map(|edit| json!({ "place": place(edit.place, sources), "text": edit.text }))
                .collect();
            json!({
                "message": suggestion.message,
                "safe": suggestion.applicability == Applicability::Safe,
                "edits": edits,
            })
        })
        .collect();
    json!({
        "code": diagnostic.code.id,
        "severity": match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        "message": diagnostic.message,
        "labels": labels,
        "help": diagnostic.help,
        "suggestions": suggestions,
    })
}

fn place(place: Place, sources: &Sources) -> Value {
    let Some(file) = sources.get(place.file) else { return Value::Null };
    let point = |offset: u32| {
        let at = file.line_column(offset as usize);
        json!({ "offset": offset, "line": at.line, "column": at.column, "utf16": at.utf16, "byte": at.byte })
    };
    json!({ "file": file.name(), "start": point(place.span.start), "end": point(place.span.end) })
}
