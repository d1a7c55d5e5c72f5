use std::cmp::Reverse;

use super::{Diagnostic, codes};

/// Findings in the order of files and lines, each once: two models may share a library.
///
/// Of several findings with one cause the one that knows most stays.
#[must_use]
pub fn in_order(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings
        .sort_by_key(|it| it.place().map(|place| (place.file, place.span.start, Reverse(it.code))));
    let mut unique: Vec<Diagnostic> = Vec::with_capacity(findings.len());
    for finding in findings {
        // Equal findings stand at one place, so they are neighbours.
        let mut same_place = unique.iter().rev().take_while(|it| it.place() == finding.place());
        if !same_place.any(|it| *it == finding || follows(it, &finding)) {
            unique.push(finding);
        }
    }
    unique
}

/// Whether a finding only says less of what another says: that a name of several words lacks its
/// back-ticks, where there is no such name.
fn follows(known: &Diagnostic, finding: &Diagnostic) -> bool {
    finding.code == codes::NAME_OF_WORDS && known.code == codes::UNKNOWN_NAME
}
