//! Results for programs: one JSON document. `docs/cli.md` describes it.

use serde_json::{Value as Json, json};

use super::{Results, Tested};
use crate::source::{Place, Sources};
use crate::testing::{Coverage, Fate, Kind, Mutation, Tally, Verdict};

pub(super) fn write(results: &Results<'_>) -> String {
    let sources = &results.project.sources;
    let failed = results.failed();
    let models: Vec<Json> = results.models.iter().map(|it| model(it, sources)).collect();
    let passed = results.verdicts().count() - failed;
    format!("{:#}\n", json!({ "passed": passed, "failed": failed, "models": models }))
}

fn model(it: &Tested, sources: &Sources) -> Json {
    let tests: Vec<Json> = it.verdicts.iter().map(|it| verdict(it, sources)).collect();
    let mut model = json!({ "model": it.program.name, "tests": tests });
    if let (Some(model), Some(coverage)) = (model.as_object_mut(), &it.coverage) {
        model.insert("coverage".to_owned(), covered(coverage, sources));
    }
    if let (Some(model), Some(mutation)) = (model.as_object_mut(), &it.mutation) {
        model.insert("mutation".to_owned(), changed(mutation, sources));
    }
    model
}

fn verdict(it: &Verdict, sources: &Sources) -> Json {
    let failures = it.failures.iter();
    let failures = failures.map(|it| json!({ "expected": it.expected, "actual": it.actual }));
    json!({
        "name": it.name,
        "place": place(it.place, sources),
        "passed": it.failures.is_empty(),
        "failures": failures.collect::<Vec<_>>(),
        "explanation": it.explanation,
    })
}

fn covered(coverage: &Coverage, sources: &Sources) -> Json {
    let kinds = Kind::ALL.into_iter().map(|kind| (kind, coverage.of_kind(kind)));
    let kinds = kinds.filter(|(_, it)| it.all > 0);
    let kinds = kinds.map(|(kind, it)| (kind.word().to_owned(), tally(it)));
    let goals = coverage.goals.iter().map(|(goal, tests)| {
        json!({
            "kind": goal.kind.word(),
            "name": goal.name,
            "place": place(goal.place, sources),
            "tests": tests,
        })
    });
    let impossible = coverage.impossible.iter().map(|goal| {
        json!({ "kind": goal.kind.word(), "name": goal.name, "place": place(goal.place, sources) })
    });
    json!({
        "total": tally(coverage.total()),
        "kinds": kinds.collect::<serde_json::Map<_, _>>(),
        "goals": goals.collect::<Vec<_>>(),
        "impossible": impossible.collect::<Vec<_>>(),
    })
}

fn changed(mutation: &Mutation, sources: &Sources) -> Json {
    let changes = mutation.changes.iter().map(|(change, fate)| {
        json!({
            "place": place(change.place, sources),
            "was": change.was,
            "becomes": change.becomes,
            "fate": match fate {
                Fate::Noticed => "noticed",
                Fate::Missed => "missed",
                Fate::Same => "same",
            },
        })
    });
    json!({ "total": tally(mutation.tally()), "changes": changes.collect::<Vec<_>>() })
}

fn tally(it: Tally) -> Json {
    json!({ "reached": it.reached, "of": it.all, "percent": it.percent() })
}

/// A file and a line.
pub(super) fn place(place: Place, sources: &Sources) -> Json {
    let file = sources.get(place.file);
    let line = file.map(|it| it.line_column(place.span.start as usize).line);
    json!({ "file": file.map(|it| it.name()), "line": line })
}
