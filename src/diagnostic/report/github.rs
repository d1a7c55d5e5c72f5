//! Workflow commands of GitHub: each puts an annotation on the lines of a file.

use super::Report;
use crate::diagnostic::Severity;
use crate::diagnostic::render::message;

/// `::error file=rules.score,line=2,endLine=2,col=6,endColumn=10,title=E0201: …::There is no field *town*.`
pub(super) fn write(report: &Report<'_>) -> String {
    let mut text = String::new();
    for finding in report.findings {
        let mut properties = Vec::new();
        if let Some(spot) = report.spot(finding) {
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
        properties.push(("title", format!("{}: {}", finding.code, finding.code.title)));
        let properties = properties.iter().map(|(key, value)| format!("{key}={}", property(value)));
        text.push_str(&format!(
            "::{} {}::{}\n",
            command(finding.severity),
            properties.collect::<Vec<_>>().join(","),
            data(&finding.with_advice("\n"))
        ));
    }
    text
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
