//! Results for people.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::{Results, Tested};
use crate::source::{Place, Sources};
use crate::testing::{Coverage, Fate, Kind, Mutation, Tally, Verdict};

pub(super) fn write(results: &Results<'_>) -> String {
    let sources = &results.project.sources;
    let mut text = String::new();
    for verdict in results.verdicts().filter(|it| !it.failures.is_empty()) {
        failed(&mut text, verdict, sources);
    }
    let failed = results.failed();
    let passed = results.verdicts().count() - failed;
    text.push_str(&format!("{passed} passed, {failed} failed\n"));
    for model in &results.models {
        if let Some(coverage) = &model.coverage {
            covered(&mut text, model, coverage, sources);
        }
        if let Some(mutation) = &model.mutation {
            changed(&mut text, model, mutation, sources);
        }
    }
    if results.coverages().count() > 1 {
        let total: Tally = results.coverages().map(Coverage::total).sum();
        text.push_str(&format!("\nall models: {}\n", share(total)));
    }
    text
}

fn failed(text: &mut String, verdict: &Verdict, sources: &Sources) {
    text.push_str(&format!("FAILED  {}  ({})\n", verdict.name, spot(verdict.place, sources)));
    for failure in &verdict.failures {
        text.push_str(&format!("  expected {}, but {}\n", failure.expected, failure.actual));
    }
    for line in verdict.explanation.lines() {
        text.push_str(format!("  | {line}").trim_end());
        text.push('\n');
    }
    text.push('\n');
}

/// `rules.score:12`
pub(super) fn spot(place: Place, sources: &Sources) -> String {
    let line = sources.get(place.file).map(|file| {
        format!("{}:{}", file.name(), file.line_column(place.span.start as usize).line)
    });
    line.unwrap_or_default()
}

/// What the tests of a model cover, kind by kind, and the lines of which something is missing.
fn covered(text: &mut String, model: &Tested, coverage: &Coverage, sources: &Sources) {
    let tests = match model.verdicts.len() {
        1 => "1 test".to_owned(),
        several => format!("{several} tests"),
    };
    text.push_str(&format!("\n{}: {tests}\n", model.program.name));
    let rows = Kind::ALL.into_iter().map(|kind| (kind.word(), coverage.of_kind(kind)));
    let rows = rows.chain([("together", coverage.total())]).filter(|(_, it)| it.all > 0);
    for (word, tally) in rows {
        text.push_str(&format!("  {word:<20} {}\n", share(tally)));
    }
    match coverage.impossible.len() {
        0 => {}
        1 => text.push_str("  1 more can be reached by no lead, and is left out\n"),
        several => text
            .push_str(&format!("  {several} more can be reached by no lead, and are left out\n")),
    }
    let lacks = coverage.lacks().map(|it| (it.place, it.lack.as_str()));
    annotated(text, lacks, sources);
}

/// How many changes the tests of a model notice, and the lines of those that none does.
fn changed(text: &mut String, model: &Tested, mutation: &Mutation, sources: &Sources) {
    let Tally { reached, all } = mutation.tally();
    let percent = mutation.tally().percent();
    let name = &model.program.name;
    text.push_str(&format!("\n{name}: {reached} of {all} changes noticed, {percent}%"));
    match mutation.count(Fate::Same) {
        0 => text.push('\n'),
        1 => text.push_str("; 1 more changes no result\n"),
        several => text.push_str(&format!("; {several} more change no result\n")),
    }
    let notes: Vec<_> =
        mutation.missed().map(|it| (it.place, format!("no test notices: {it}"))).collect();
    annotated(text, notes.iter().map(|(place, note)| (*place, note.as_str())), sources);
}

/// `12 of  15   80%`
fn share(tally: Tally) -> String {
    format!("{:>4} of {:>4} {:>5}%", tally.reached, tally.all, tally.percent())
}

/// Lines of rule files, each with what is to be said of it.
pub(super) fn annotated<'a>(
    text: &mut String,
    notes: impl Iterator<Item = (Place, &'a str)>,
    sources: &Sources,
) {
    let mut files: BTreeMap<_, BTreeMap<usize, Vec<&str>>> = BTreeMap::new();
    for (place, note) in notes {
        let Some(file) = sources.get(place.file) else { continue };
        let line = file.line_column(place.span.start as usize).line;
        files.entry(place.file).or_default().entry(line).or_default().push(note);
    }
    for (id, lines) in files {
        let Some(file) = sources.get(id) else { continue };
        text.push_str(&format!("\n{}\n", file.name()));
        let width = lines.keys().last().map_or(1, |it| it.to_string().width());
        for (number, notes) in lines {
            let line = file.line(number);
            text.push_str(&format!("{number:>width$} │ {}\n", line.trim_end()));
            let indent = line.len() - line.trim_start().len() + 2;
            for note in notes {
                text.push_str(&format!("{:width$} │ {:indent$}- {note}\n", "", ""));
            }
        }
    }
}
