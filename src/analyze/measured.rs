//! Points for each one of something: they rise or fall evenly along an axis, so only some of its values matter.
//!
//! Between two neighbouring places at which a test changes its answer, or a limit begins to hold, points that all rise
//! together are greatest and least at one of the ends. Those values are *marked*: a mark is one more test of the axis.
//! Where one sum rises while another falls, or is held by a limit, what lies *between* the marks counts too.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::space::Space;
use super::span::Span;
use crate::cells::{Axes, Axis, AxisId, Cuts, Tested};
use crate::ir::{
    Atom, Award, Body, Clock, ColumnId, Cond, Def, Group, Interval, Limits, Points, Program, Test,
    Type,
};

/// So many marks are set on one column; beyond that only limits are known.
const MOST_MARKS: usize = 600;

/// Whole numbers between two marks that lie no further apart are looked at one by one.
const CLOSE: i64 = 64;

/// The tests that cut columns along which points are measured.
#[derive(Default)]
pub(super) struct Marks {
    /// Single values, and what lies beyond the last ones.
    pub ends: Vec<Cond>,
    /// What lies between them.
    pub between: Vec<Cond>,
}

impl Marks {
    /// The marks of a program; `further` conditions ask its columns too.
    pub fn of(program: &Program, clock: &Clock, further: &[Cond]) -> Self {
        let mut marks = Self::default();
        for (column, at) in places(program, clock, further) {
            marks.add(program, column, &at);
        }
        marks
    }

    fn add(&mut self, program: &Program, column: ColumnId, places: &BTreeSet<Decimal>) {
        let whole = program.column(column).is_some_and(|it| it.ty == Type::Integer);
        let near = if whole { Decimal::ONE } else { Decimal::new(1, 7) };
        let mut values: BTreeSet<Decimal> = BTreeSet::new();
        for at in places {
            let base = if whole { [at.floor(), at.ceil()] } else { [*at, *at] };
            values.extend(base.iter().flat_map(|it| {
                [it.checked_sub(near), Some(*it), it.checked_add(near)].into_iter().flatten()
            }));
        }
        if values.len() > MOST_MARKS {
            return;
        }
        let atom = |it| Cond::Atom(Atom { column, test: Test::Numbers(vec![it]) });
        let last = [
            values.first().map(|it| Interval::below(*it)),
            values.last().map(|it| Interval::above(*it)),
        ];
        self.ends.extend(values.iter().map(|it| atom(Interval::only(*it))));
        self.ends.extend(last.into_iter().flatten().map(atom));
        let gaps = values.iter().zip(values.iter().skip(1));
        self.between.extend(gaps.flat_map(|(a, b)| gap(*a, *b, whole)).map(atom));
    }
}

/// What lies between two marks.
fn gap(from: Decimal, to: Decimal, whole: bool) -> Vec<Interval<Decimal>> {
    let open = Interval { from: Some(from), from_excluded: true, to: Some(to), to_excluded: true };
    if !whole {
        return vec![open];
    }
    match from.to_i64().zip(to.to_i64()) {
        Some((a, b)) if b.saturating_sub(a) <= CLOSE => {
            (a.saturating_add(1)..b).map(|it| Interval::only(it.into())).collect()
        }
        _ => vec![open],
    }
}

/// The places at which something changes along columns.
fn places(
    program: &Program,
    clock: &Clock,
    further: &[Cond],
) -> BTreeMap<ColumnId, BTreeSet<Decimal>> {
    let mut places: BTreeMap<ColumnId, BTreeSet<Decimal>> = BTreeMap::new();
    for (each, column, ends) in awards(program) {
        let places = places.entry(column).or_default();
        places.insert(Decimal::ZERO);
        places.extend(ends.iter().filter_map(|it| it.checked_div(each)));
        // A score of another model ends where its limit does.
        if let Some(Def::Score(model, _)) = program.column(column).map(|it| &it.def) {
            let limit = program.model(*model).map(|it| it.limit).unwrap_or_default();
            places.extend([limit.low, limit.high].into_iter().flatten().map(Points::to_decimal));
        }
    }
    if places.is_empty() {
        return places;
    }
    let known = |column: &ColumnId| Cond::Atom(Atom { column: *column, test: Test::Missing });
    let asked: Vec<Cond> = further.iter().cloned().chain(places.keys().map(known)).collect();
    let axes = Axes::with(program, &asked);
    for axis in axes.all() {
        for (column, test) in &axis.tests {
            // What is tested of a calculated value cuts it, whatever it is calculated from.
            if let (Some(places), Test::Numbers(intervals)) = (places.get_mut(column), test) {
                places.extend(intervals.iter().flat_map(|it| [it.from, it.to]).flatten());
            }
        }
        if axis.columns.iter().any(|it| places.contains_key(it)) {
            match Cuts::of(axis, program, clock) {
                Some(cuts) => {
                    add_cuts(&mut places, axis, &cuts, &Tested::new(axis, program, clock))
                }
                // Where a test changes its answer is not known, as of `abs(balance)`.
                None => drop(places.remove(&axis.root)),
            }
        }
    }
    places
}

/// Adds the places at which a test of an axis changes its answer: along the root, and what is calculated there.
fn add_cuts(
    places: &mut BTreeMap<ColumnId, BTreeSet<Decimal>>,
    axis: &Axis,
    cuts: &Cuts,
    told: &Tested<'_>,
) {
    if let (Some(places), Cuts::Numbers(cuts)) = (places.get_mut(&axis.root), cuts) {
        places.extend(cuts.iter().map(|it| it.at));
    }
    for value in cuts.beside() {
        for (column, number) in told.numbers(&value).into_iter().filter(|it| it.0 != axis.root) {
            if let Some(places) = places.get_mut(&column) {
                places.insert(number);
            }
        }
    }
}

/// Every measured award of a rule or row, with the points at which a limit of the row, rule or group may hold it.
fn awards(program: &Program) -> impl Iterator<Item = (Decimal, ColumnId, Vec<Decimal>)> + '_ {
    let ends =
        |limit: Limits| [limit.low, limit.high].into_iter().flatten().map(Points::to_decimal);
    program.groups.iter().flat_map(move |group| {
        let weight = group.weight.unwrap_or(Decimal::ONE);
        let of_group = ends(group.limit).filter_map(move |it| it.checked_div(weight));
        let of_group: Vec<Decimal> = of_group.collect();
        group.rules.iter().filter_map(|id| program.rule(*id)).flat_map(move |rule| {
            let held = ends(rule.limit).chain(of_group.clone()).collect::<Vec<_>>();
            let all = of_rule(&rule.body).map(move |(each, column, limit)| {
                (each, column, ends(limit).chain(held.iter().copied()).collect())
            });
            all.collect::<Vec<_>>()
        })
    })
}

/// The measured awards of a rule, with the limits of rows.
fn of_rule(body: &Body) -> impl Iterator<Item = (Decimal, ColumnId, Limits)> + '_ {
    let all: Vec<(&Award, Limits)> = match body {
        Body::When(_, award) => vec![(award, Limits::default())],
        Body::Match(rows) => rows.iter().map(|it| (&it.award, it.limit)).collect(),
        Body::ForEach(_) => Vec::new(),
    };
    all.into_iter().filter_map(|(award, limit)| match award {
        Award::Measured(each, column) => Some((*each, *column, limit)),
        Award::Constant(_) => None,
    })
}

/// A group whose points a question adds to one of its sums, or takes away from it.
#[derive(Clone, Copy)]
pub(super) struct Share<'g> {
    pub group: &'g Group,
    pub sum: usize,
    pub is_taken: bool,
}

/// The axes along which more than one sum moves, or one of them both up and down: there the best may lie between two
/// marks.
pub(super) fn bent(space: &Space<'_>, shares: &[Share<'_>]) -> BTreeSet<AxisId> {
    let mut ways: BTreeMap<AxisId, BTreeSet<(usize, bool)>> = BTreeMap::new();
    for share in shares {
        let rules = share.group.rules.iter().filter_map(|it| space.program().rule(*it));
        for (each, column, _) in rules.flat_map(|it| of_rule(&it.body)) {
            let Some((axis, _)) = space.marks(column) else { continue };
            let falls = each.is_sign_negative() != share.is_taken;
            let ways = ways.entry(axis).or_default();
            ways.insert((share.sum, falls));
            // What is calculated from a value may fall where the value rises.
            if space.axes().get(axis).is_some_and(|it| it.root != column) {
                ways.insert((share.sum, !falls));
            }
        }
    }
    ways.into_iter().filter(|(_, ways)| ways.len() > 1).map(|(axis, _)| axis).collect()
}

/// What a measured award gives in an interval between neighbouring marks.
pub(super) fn given(
    each: Decimal,
    at: &Interval<Decimal>,
    keep: impl Fn(Points) -> Points,
) -> Span {
    let points = |number: Decimal| each.checked_mul(number).and_then(Points::rounded);
    match (at.from, at.to) {
        (Some(from), Some(to)) => match (points(from), points(to)) {
            (Some(from), Some(to)) => Span::hull(keep(from), keep(to)),
            _ => Span::hull(keep(-Span::FAR), keep(Span::FAR)),
        },
        (Some(end), None) | (None, Some(end)) => {
            // On and on from the last mark.
            let away = (each > Decimal::ZERO) == at.from.is_some();
            let far = if away { Span::FAR } else { -Span::FAR };
            points(end).map_or(Span::hull(keep(-Span::FAR), keep(Span::FAR)), |it| {
                Span::hull(keep(it), keep(far))
            })
        }
        (None, None) => Span::hull(keep(-Span::FAR), keep(Span::FAR)),
    }
}
