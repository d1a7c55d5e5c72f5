//! Workflow commands of GitHub: each puts an annotation on the lines of a file.

use std::path::Path;

use super::{Report, Spot};
use crate::diagnostic::Severity;
use crate::diagnostic::render::message;
use crate::source::{Place, Sources};

pub(super) fn write(report: &Report<'_>) -> String {
    let annotations = report.findings.iter().map(|finding| {
        let title = format!("{}: {}", finding.code, finding.code.title);
        let text = finding.with_advice("\n");
        let place = finding.place();
        annotation(finding.severity, place, report.sources, report.root, &title, &text)
    });
    annotations.collect()
}

/// `::error file=rules.score,line=2,endLine=2,col=6,endColumn=10,title=E0201: …::There is no field *town*.`
///
/// Files below `root` are named from there.
#[must_use]
pub fn annotation(
    severity: Severity,
    place: Option<Place>,
    sources: &Sources,
    root: &Path,
    title: &str,
    text: &str,
) -> String {
    let mut properties = Vec::new();
    if let Some(spot) = place.and_then(|it| Spot::new(it, sources, root)) {
        let (start, end) = (spot.start, spot.end);
        properties.push(("file", spot.path));
        properties.push(("line", start.line.to_string()));
        properties.push(("endLine", end.line.to_string()));
        // Columns are taken for a single line only.
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            properties.push(("endColumn", end.column.to_string()));
        }
    }
    properties.push(("title", title.to_owned()));
    let properties = properties.iter().map(|(key, value)| format!("{key}={}", property(value)));
    let properties = properties.collect::<Vec<_>>().join(",");
    format!("::{} {properties}::{}\n", command(severity), data(text))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// A message may hold anything but a line break; `%` begins an escape.
fn data(text: &str) -> String {
    message(text, true).replace('%', "%25").replace('\n', "%0A")
}

/// Properties stand between `:` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
