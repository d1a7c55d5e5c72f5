//! What a statement shows of each lead, called as in other results of leadscore.

use rust_decimal::Decimal;

use super::columns::Work;
use super::points::written as points;
use crate::ir::{Band, Field, GridAxis, Program, Record};

/// The most decimals of a factor that any dialect multiplies exactly.
const MOST_DECIMALS: u32 = 9;

/// The names of what is made of points.
pub(super) struct Totals {
    pub groups: Vec<String>,
    pub score: String,
    pub disqualified: Option<String>,
    pub reasons: Option<String>,
}

/// A column of the result.
pub(super) struct Shown {
    pub code: String,
    pub name: String,
}

/// The columns of the result.
pub(super) fn shown(work: &Work<'_>, keys: &[(Field, String)], totals: &Totals) -> Vec<Shown> {
    let program = work.program;
    let mut shown: Vec<Shown> = Vec::new();
    for (field, name) in keys {
        shown.push(Shown { code: name.clone(), name: field.column.clone() });
    }
    let mut show =
        |name: &str, code: String| shown.push(Shown { code, name: result_name(program, name) });
    show("score", totals.score.clone());
    if !program.bands.is_empty() {
        let band = steps_of(work, &program.bands, &totals.score);
        show(
            "band",
            match &totals.disqualified {
                Some(out) => format!("CASE WHEN {out} THEN NULL{} END", band),
                None => format!("CASE{band} END"),
            },
        );
    }
    if let Some(stars) = &program.stars {
        let each = |it| format!("CASE WHEN {} >= {} THEN 1 ELSE 0 END", totals.score, points(it));
        let all: Vec<String> =
            std::iter::once("1".to_owned()).chain(stars.iter().map(|it| each(*it))).collect();
        show("stars", all.join(" + "));
    }
    if let Some(grid) = &program.grid {
        let axis = |axis: &GridAxis| {
            let group = totals.groups.get(axis.group.0 as usize).cloned().unwrap_or_default();
            format!("CASE{} END", steps_of(work, &axis.steps, &group))
        };
        let all: Vec<String> = grid.axes.iter().map(axis).collect();
        show("grid", format!("concat({})", all.join(", ")));
    }
    if let Some(readiness) = readiness(work, program, &totals.score) {
        show("readiness", readiness);
    }
    show(
        "status",
        match &totals.disqualified {
            Some(out) => format!("CASE WHEN {out} THEN 'disqualified' ELSE 'scored' END"),
            None => "'scored'".to_owned(),
        },
    );
    for (group, name) in program.groups.iter().zip(&totals.groups) {
        let label = group
            .name
            .as_ref()
            .map_or("points outside groups".to_owned(), |it| format!("points of {it}"));
        show(&label, name.clone());
    }
    if let Some(name) = &totals.reasons {
        show("reasons", name.clone());
    }
    shown
}

/// The fields that stand before the results: the keys, or all fields of a record without a key.
pub(super) fn shown_fields(record: &Record) -> impl Iterator<Item = &Field> {
    let has_key = record.fields.iter().any(|it| it.key);
    record.fields.iter().filter(move |it| (it.key || !has_key) && it.ty.related().is_none())
}

/// How a column of the result is called: as in the results of `leadscore score`, unless a column of the leads that is
/// shown beside it has the same name.
pub(super) fn result_name(program: &Program, name: &str) -> String {
    let is_taken = shown_fields(&program.record).any(|it| it.column.eq_ignore_ascii_case(name));
    if is_taken { format!("leadscore_{name}") } else { name.to_owned() }
}

/// The clauses of the first step that points reach.
fn steps_of(work: &Work<'_>, steps: &[Band], value: &str) -> String {
    let clause = |step: &Band| {
        let label = work.speech.text(&step.label);
        match step.from {
            Some(from) => format!(" WHEN {value} >= {} THEN {label}", points(from)),
            None => format!(" ELSE {label}"),
        }
    };
    steps.iter().map(clause).collect()
}

/// The score in percent of `ready at`, by a factor where that is exact.
fn readiness(work: &Work<'_>, program: &Program, score: &str) -> Option<String> {
    let ready = program.ready_at?;
    let factor = Decimal::ONE_HUNDRED.checked_div(ready.to_decimal())?.normalize();
    let is_exact = factor.scale() <= MOST_DECIMALS
        && factor.checked_mul(ready.to_decimal()) == Some(Decimal::ONE_HUNDRED);
    Some(match is_exact {
        true => work.speech.points(&format!("{score} * {}", work.speech.decimal(factor))),
        false => work.speech.share(score, &points(ready)),
    })
}
