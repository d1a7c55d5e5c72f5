//! Results in SARIF: expectations that fail, what no test reaches, and changes that none notices.

use std::path::PathBuf;

use super::Results;
use crate::diagnostic::{Remark, Severity, sarif_of};

/// The kinds of results, each with what it means.
const KINDS: [(&str, &str); 3] = [
    ("test-fails", "A test expects something else"),
    ("not-tested", "No test reaches this"),
    ("not-noticed", "No test notices a change here"),
];

pub(super) fn write(results: &Results<'_>) -> String {
    let root = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    let failures = results.verdicts().flat_map(|verdict| {
        verdict.failures.iter().map(|it| Remark {
            kind: 0,
            severity: Severity::Error,
            place: it.place,
            text: format!(
                "{}: expected {}, but {}\n{}",
                verdict.name, it.expected, it.actual, verdict.explanation
            ),
        })
    });
    let lacks = results.coverages().flat_map(|it| it.lacks()).map(|it| Remark {
        kind: 1,
        severity: Severity::Warning,
        place: it.place,
        text: it.lack.clone(),
    });
    let missed = results.mutations().flat_map(|it| it.missed()).map(|it| Remark {
        kind: 2,
        severity: Severity::Warning,
        place: it.place,
        text: format!("No test notices: {it}"),
    });
    let remarks: Vec<Remark> = failures.chain(lacks).chain(missed).collect();
    sarif_of(&remarks, &KINDS, &results.project.sources, &root)
}
