//! What the tests of an axis may answer together, where not every cell of it has a known value.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::side::{Looked, MOST_SIDES};
use super::space::Space;
use super::texts;
use crate::cells::{Answer, Axis, AxisId, Bits, Partition};
use crate::ir::{Aggregate, ColumnId, Def, Operand, Points, Program, Record, Test, Type, Value};

/// Every answer that an axis may give; some may be impossible, but none is left out. `None` if they are too many.
pub(super) fn possible(space: &Space<'_>, id: AxisId, looked: &Looked) -> Option<Vec<Bits>> {
    let axis = space.axes().get(id)?;
    let partition = space.cells(id, looked)?;
    if partition.complete {
        let def = space.program().column(axis.root).map(|it| &it.def);
        let tested = space.tested(id)?;
        let passed = |value: &Value| {
            let mut answer = Answer::default();
            tested.ask(value, &mut answer);
            looked.project(id, &answer.passed, axis.tests.len())
        };
        // What comes of events begins with 0 and ends with as-of, which may lie in the middle of a cell.
        let edges = match def {
            Some(Def::Aggregate(it)) if is_time(space.program(), it) => {
                vec![last_time(space, axis)]
            }
            Some(Def::Aggregate(_)) => vec![Value::Number(Decimal::ZERO)],
            Some(Def::Compare(..)) => (-1..=1).map(|it| Value::Number(it.into())).collect(),
            _ => Vec::new(),
        };
        let cells = partition.cells.iter().filter(|it| may_be(space, def, &it.value));
        let of_cells = cells.map(|it| looked.project(id, &it.passed, axis.tests.len()));
        let all: BTreeSet<Bits> = of_cells.chain(edges.iter().map(passed)).collect();
        return Some(all.into_iter().collect());
    }
    let mut all = vec![Bits::none_of(axis.tests.len())];
    for column in &axis.columns {
        let own: Vec<usize> = looked
            .of(id)
            .filter(|it| axis.tests.get(*it).is_some_and(|(of, _)| of == column))
            .collect();
        if own.is_empty() {
            continue;
        }
        let answers = of_column(space, axis, *column, &own)?;
        if all.len().saturating_mul(answers.len()) > MOST_SIDES {
            return None;
        }
        let both = |bits: &Bits, answer: &[usize]| {
            let mut bits = bits.clone();
            answer.iter().for_each(|it| bits.insert(*it));
            bits
        };
        all =
            all.iter().flat_map(|it| answers.iter().map(move |answer| both(it, answer))).collect();
    }
    Some(all)
}

/// Whether a column of its own kind may have a value: a count is never below 0, and a score is inside its limit.
fn may_be(space: &Space<'_>, def: Option<&Def>, value: &Value) -> bool {
    let (program, clock) = (space.program(), space.clock());
    match (def, value) {
        (Some(Def::Aggregate(it)), Value::Date(day)) if is_time(program, it) => *day <= clock.today,
        (Some(Def::Aggregate(it)), Value::Moment(moment)) if is_time(program, it) => {
            *moment <= clock.now
        }
        (Some(Def::Score(_, of)), Value::Missing) => of.is_some(),
        (Some(Def::Score(id, _)), Value::Number(number)) => {
            let limit = program.model(*id).map(|it| it.limit).unwrap_or_default();
            let points = Points::rounded(*number);
            points.is_none_or(|it| limit.keep(it) == it)
        }
        (Some(Def::Aggregate(it)), Value::Missing) => {
            !it.measure.counts() && !matches!(it.measure, crate::ir::Measure::Sum(_))
        }
        (Some(Def::Aggregate(it)), Value::Number(number)) => {
            !it.measure.counts() || *number >= Decimal::ZERO
        }
        (Some(Def::Compare(..)), Value::Number(number)) => {
            [Decimal::NEGATIVE_ONE, Decimal::ZERO, Decimal::ONE].contains(number)
        }
        _ => true,
    }
}

/// Whether an aggregate is the time of an event; those later than as-of do not exist.
fn is_time(program: &Program, aggregate: &Aggregate) -> bool {
    let Some(events) = program.events(aggregate.events) else { return false };
    let column = aggregate.measure.operand().and_then(Operand::column);
    let def = column.and_then(|it| Some(&events.columns.get(it.0 as usize)?.def));
    let time = program.related(events.record).and_then(Record::time);
    time.is_some_and(|time| def == Some(&Def::Field(time)))
}

/// The last time of an event that exists.
fn last_time(space: &Space<'_>, axis: &Axis) -> Value {
    match axis.ty(space.program()) {
        Some(Type::Date) => Value::Date(space.clock().today),
        _ => Value::Moment(space.clock().now),
    }
}

/// What the tests of one column may answer together: each answer is the places of the tests that hold.
fn of_column(
    space: &Space<'_>,
    axis: &Axis,
    column: ColumnId,
    places: &[usize],
) -> Option<Vec<Vec<usize>>> {
    let tests: Vec<(ColumnId, Test)> =
        places.iter().filter_map(|it| axis.tests.get(*it).cloned()).collect();
    let (alone, partition) = alone(space, column, tests);
    let known = |bits: &Bits| -> Vec<usize> {
        bits.iter().filter_map(|it| places.get(it).copied()).collect()
    };
    let of_cells = partition.cells.iter().map(|it| known(&it.passed));
    if partition.complete {
        return Some(of_cells.collect());
    }
    let free = free(space, &alone, column)?;
    let sets = texts::subsets(&free)?;
    let sets = sets.into_iter().filter(|set| texts::agree(&alone.tests, &free, set));
    let free = sets.map(|set| set.iter().filter_map(|it| places.get(*it).copied()).collect());
    let mut all: Vec<Vec<usize>> = of_cells.chain(free).collect();
    all.sort();
    all.dedup();
    Some(all)
}

/// The cells of a column as if it stood in the data.
fn alone(space: &Space<'_>, column: ColumnId, tests: Vec<(ColumnId, Test)>) -> (Axis, Partition) {
    let axis = Axis { root: column, columns: vec![column], tests };
    let mut partition = Partition::of(&axis, space.program(), space.clock());
    // What has a value for blanks is never missing.
    if matches!(space.program().column(column).map(|it| &it.def), Some(Def::Default(..))) {
        partition.cells.retain(|it| !it.value.is_missing());
    }
    (axis, partition)
}

/// What a column of an axis may be, as far as it can be said without listing everything.
#[derive(Clone, Debug, Default)]
pub(super) struct Loose {
    /// The tests of the column, by their places on the axis.
    pub places: Vec<usize>,
    /// Values of which all tests are known.
    pub answers: Vec<Bits>,
    /// Of any other value these tests may hold or not, and no others do; `None` if there is no other value.
    pub free: Option<Vec<usize>>,
    /// Two of them, and answers that they never give together.
    pub apart: Vec<(usize, usize, (bool, bool))>,
}

/// The same as [`possible`] for one column with any number of patterns or members; `None` if nothing asks it, or nothing
/// can be said.
pub(super) fn loose(
    space: &Space<'_>,
    id: AxisId,
    column: ColumnId,
    looked: &Looked,
) -> Option<Loose> {
    let axis = space.axes().get(id)?;
    let own = |it: &usize| axis.tests.get(*it).is_some_and(|(of, _)| *of == column);
    let places: Vec<usize> = looked.of(id).filter(own).collect();
    if places.is_empty() {
        return None;
    }
    let tests: Vec<(ColumnId, Test)> =
        places.iter().filter_map(|it| axis.tests.get(*it).cloned()).collect();
    let (alone, partition) = alone(space, column, tests);
    let free = free(space, &alone, column).filter(|_| !partition.complete);
    if free.is_none() && !partition.complete {
        return None;
    }
    let is_free = |place: usize| free.as_ref().is_some_and(|it| it.contains(&place));
    let cells = partition.cells.iter().filter(|cell| {
        partition.complete || cell.value.is_missing() || cell.passed.iter().any(|it| !is_free(it))
    });
    let on_axis = |place: usize| places.get(place).copied();
    let answers = cells.map(|cell| {
        let mut bits = Bits::none_of(axis.tests.len());
        cell.passed.iter().filter_map(on_axis).for_each(|it| bits.insert(it));
        bits
    });
    let answers: Vec<Bits> = answers.collect();
    let mut apart = Vec::new();
    for (at, one) in free.iter().flatten().enumerate() {
        for other in free.iter().flatten().skip(at + 1) {
            let pair = [*one, *other];
            let agree = |held: &[usize]| texts::agree(&alone.tests, &pair, held);
            let cases = [(true, false), (false, true), (true, true)];
            let held =
                |(a, b)| [(a, *one), (b, *other)].into_iter().filter(|it| it.0).map(|it| it.1);
            let never = cases.into_iter().filter(|it| !agree(&held(*it).collect::<Vec<_>>()));
            if let Some((one, other)) = on_axis(*one).zip(on_axis(*other)) {
                apart.extend(never.map(|it| (one, other, it)));
            }
        }
    }
    let free = free.map(|it| it.into_iter().filter_map(on_axis).collect());
    Some(Loose { places, answers, free, apart })
}

/// The tests of a column that hold or not whatever else does; `None` if its type is no text and no list.
fn free(space: &Space<'_>, alone: &Axis, column: ColumnId) -> Option<Vec<usize>> {
    match space.program().column(column)?.ty {
        Type::Text => {
            let is_pattern = |test: &Test| matches!(test, Test::Pattern(_) | Test::Matches(_));
            Some(positions(&alone.tests, is_pattern))
        }
        Type::Texts | Type::Numbers => {
            Some(positions(&alone.tests, |it| matches!(it, Test::HasText(_) | Test::HasNumber(_))))
        }
        // A related record is there or not.
        Type::Record(_) => Some(Vec::new()),
        _ => None,
    }
}

fn positions(tests: &[(ColumnId, Test)], wanted: impl Fn(&Test) -> bool) -> Vec<usize> {
    let found = tests.iter().enumerate().filter(|(_, (_, test))| wanted(test));
    found.map(|(place, _)| place).collect()
}
