//! One line for each finding, in the form that compilers and editors share.

use super::Report;
use crate::diagnostic::render::message;

/// `rules.score:2:6: error[E0201]: There is no field *town*. (There are: city, employees)`
pub(super) fn write(report: &Report<'_>) -> String {
    let mut text = String::new();
    for finding in report.findings {
        if let Some(spot) = report.spot(finding) {
            let (line, column) = (spot.start.line, spot.start.column);
            text.push_str(&one_line(&format!("{}:{line}:{column}: ", spot.file.name())));
        }
        let severity = finding.severity.word();
        text.push_str(&one_line(&format!("{severity}[{}]: {}", finding.code, finding.message)));
        let advice = finding.advice().join(" ");
        if !advice.is_empty() {
            text.push_str(&one_line(&format!(" ({advice})")));
        }
        text.push('\n');
    }
    text
}

fn one_line(text: &str) -> String {
    message(text, true).replace('\n', " ")
}
