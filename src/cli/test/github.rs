//! Results as annotations of GitHub: tests that fail are errors, what no test reaches is a warning.

use std::path::PathBuf;

use super::Results;
use crate::diagnostic::{Severity, annotation};
use crate::source::Place;

pub(super) fn write(results: &Results<'_>) -> String {
    let root = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    let note = |severity, place: Place, title: &str, text: &str| {
        annotation(severity, Some(place), &results.project.sources, &root, title, text)
    };
    let mut text = String::new();
    for it in results.verdicts().filter(|it| !it.failures.is_empty()) {
        let lines = it.failures.iter();
        let lines = lines.map(|it| format!("expected {}, but {}\n", it.expected, it.actual));
        let told = lines.collect::<String>() + &it.explanation;
        text.push_str(&note(Severity::Error, it.place, &format!("Test fails: {}", it.name), &told));
    }
    for goal in results.coverages().flat_map(|it| it.lacks()) {
        text.push_str(&note(Severity::Warning, goal.place, "Not tested", &goal.lack));
    }
    for change in results.mutations().flat_map(|it| it.missed()) {
        let told = format!("No test notices: {change}");
        text.push_str(&note(Severity::Warning, change.place, "Not noticed", &told));
    }
    text
}
