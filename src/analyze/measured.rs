//! Points for each one of something: they rise or fall evenly along an axis, so only some of its values matter.
//!
//! Between two neighbouring places at which a test changes its answer, or a limit begins to hold, a sum of such points
//! is greatest and least at one of the ends. Those values are *marked*: a mark is one more test of the axis.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::span::Span;
use crate::cells::{Axes, Cuts};
use crate::ir::{
    Award, Body, Clock, ColumnId, Cond, Def, Interval, Limits, Points, Program, Test, Type,
};

/// So many marks are set on one column; beyond that only limits are known.
const MOST_MARKS: usize = 600;

/// The tests that mark values of the columns along which points are measured.
pub(super) fn marks(program: &Program, clock: &Clock) -> Vec<Cond> {
    let mut places: BTreeMap<ColumnId, BTreeSet<Decimal>> = BTreeMap::new();
    for (each, column, limits) in awards(program) {
        let places = places.entry(column).or_default();
        places.insert(Decimal::ZERO);
        let ends = limits.iter().flat_map(|it| [it.low, it.high]).flatten();
        places.extend(ends.filter_map(|it| it.to_decimal().checked_div(each)));
        // A score of another model ends where its limit does.
        if let Some(Def::Score(model, _)) = program.column(column).map(|it| &it.def) {
            let limit = program.model(*model).map(|it| it.limit).unwrap_or_default();
            places.extend([limit.low, limit.high].into_iter().flatten().map(Points::to_decimal));
        }
    }
    if places.is_empty() {
        return Vec::new();
    }
    let axes = Axes::of(program);
    for axis in axes.all() {
        match (places.get_mut(&axis.root), Cuts::of(axis, program, clock)) {
            (Some(places), Some(Cuts::Numbers(cuts))) => {
                places.extend(cuts.iter().map(|it| it.at));
            }
            // Where a test changes its answer is not known, as of `abs(balance)`.
            _ => drop(places.remove(&axis.root)),
        }
    }
    places.into_iter().flat_map(|(column, at)| of_column(program, column, &at)).collect()
}

fn of_column(program: &Program, id: ColumnId, places: &BTreeSet<Decimal>) -> Vec<Cond> {
    let whole = program.column(id).is_some_and(|it| it.ty == Type::Integer);
    let near = if whole { Decimal::ONE } else { Decimal::new(1, 7) };
    let mut values: BTreeSet<Decimal> = BTreeSet::new();
    for at in places {
        let base = if whole { [at.floor(), at.ceil()] } else { [*at, *at] };
        values.extend(base.iter().flat_map(|it| {
            [it.checked_sub(near), Some(*it), it.checked_add(near)].into_iter().flatten()
        }));
    }
    if values.len() > MOST_MARKS {
        return Vec::new();
    }
    let ends = [
        values.first().map(|it| Interval::below(*it)),
        values.last().map(|it| Interval::above(*it)),
    ];
    let marks = values.iter().map(|it| Interval::only(*it)).chain(ends.into_iter().flatten());
    marks
        .map(|it| Cond::Atom(crate::ir::Atom { column: id, test: Test::Numbers(vec![it]) }))
        .collect()
}

/// Every measured award of a rule or row, with the limits that its points are kept in.
fn awards(program: &Program) -> impl Iterator<Item = (Decimal, ColumnId, [Limits; 2])> + '_ {
    program.rules.iter().flat_map(|rule| {
        let own = Limits::default();
        let all: Vec<(&Award, Limits)> = match &rule.body {
            Body::When(_, award) => vec![(award, own)],
            Body::Match(rows) => rows.iter().map(|it| (&it.award, it.limit)).collect(),
            Body::ForEach(_) => Vec::new(),
        };
        all.into_iter().filter_map(move |(award, limit)| match award {
            Award::Measured(each, column) => Some((*each, *column, [limit, rule.limit])),
            Award::Constant(_) => None,
        })
    })
}

/// What a measured award gives in the interval of a mark.
pub(super) fn given(
    each: Decimal,
    at: &Interval<Decimal>,
    keep: impl Fn(Points) -> Points,
) -> Span {
    let points = |number: Decimal| each.checked_mul(number).and_then(Points::rounded);
    match (at.from, at.to) {
        (Some(from), Some(_)) => points(from).map_or(Span::ZERO, |it| Span::only(keep(it))),
        (Some(end), None) | (None, Some(end)) => {
            // On and on from the last mark.
            let away = (each > Decimal::ZERO) == at.from.is_some();
            let far = if away { Span::FAR } else { -Span::FAR };
            points(end).map_or(Span::ZERO, |it| Span::hull(keep(it), keep(far)))
        }
        (None, None) => Span::ZERO,
    }
}
