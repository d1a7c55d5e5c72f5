use std::cmp::Reverse;

use super::{Code, Diagnostic, codes};
use crate::source::Place;

/// Findings in the order of files and lines, each once: two models may share a library.
///
/// Of several findings with one cause the one that knows most stays.
#[must_use]
pub fn in_order(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings
        .sort_by_key(|it| it.place().map(|place| (place.file, place.span.start, Reverse(it.code))));
    let errors: Vec<Place> =
        findings.iter().filter(|it| it.is_error()).filter_map(Diagnostic::place).collect();
    let mut unique: Vec<Diagnostic> = Vec::with_capacity(findings.len());
    for finding in findings {
        // Equal findings stand at one place, so they are neighbours.
        let mut same_place = unique.iter().rev().take_while(|it| it.place() == finding.place());
        let known = same_place.any(|it| *it == finding || follows(it, &finding));
        let between = BETWEEN_RULES.contains(&finding.code);
        if known || between && holds_an_error(&finding, &errors) {
            continue;
        }
        unique.push(finding);
    }
    unique
}

/// What is said of two rules beside each other.
const BETWEEN_RULES: &[Code] =
    &[codes::TWICE_THE_SAME_NAME, codes::RANGES_DO_NOT_MEET, codes::SAME_CONDITION];

/// Whether a finding is about something that has an error of its own: first that is mended.
fn holds_an_error(finding: &Diagnostic, errors: &[Place]) -> bool {
    finding.labels.iter().any(|label| {
        let Place { file, span } = label.place;
        let first = errors.partition_point(|it| (it.file, it.span.start) < (file, span.start));
        errors.get(first).is_some_and(|it| it.file == file && it.span.start < span.end)
    })
}

/// Whether a finding only says less of what another says: that a name of several words lacks its
/// back-ticks, where there is no such name.
fn follows(known: &Diagnostic, finding: &Diagnostic) -> bool {
    finding.code == codes::NAME_OF_WORDS && known.code == codes::UNKNOWN_NAME
}
