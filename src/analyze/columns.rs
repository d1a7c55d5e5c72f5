//! What the tests of an axis may answer together, where not every cell of it has a known value.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::side::{Looked, MOST_SIDES};
use super::space::Space;
use super::texts;
use crate::cells::{Axis, AxisId, Bits, Partition};
use crate::ir::{ColumnId, Def, Points, Program, Test, Type, Value};

/// Every answer that an axis may give; some may be impossible, but none is left out. `None` if they are too many.
pub(super) fn possible(space: &Space<'_>, id: AxisId, looked: &Looked) -> Option<Vec<Bits>> {
    let axis = space.axes().get(id)?;
    let places: Vec<usize> = looked.of(id).collect();
    let partition = space.partition(id)?;
    if partition.complete {
        let def = space.program().column(axis.root).map(|it| &it.def);
        let passed = |value: &Value| {
            let mut bits = Bits::none_of(axis.tests.len());
            for place in &places {
                if let Some((_, test)) = axis.tests.get(*place)
                    && test.passes(value, space.clock())
                {
                    bits.insert(*place);
                }
            }
            bits
        };
        // What comes of events begins with 0, which may lie in the middle of a cell.
        let edges = match def {
            Some(Def::Aggregate(_)) => vec![Value::Number(Decimal::ZERO)],
            Some(Def::Compare(..)) => (-1..=1).map(|it| Value::Number(it.into())).collect(),
            _ => Vec::new(),
        };
        let plain = axis.is_plain();
        let cells =
            partition.cells.iter().filter(|it| !plain || may_be(space.program(), def, &it.value));
        let of_cells = cells.map(|cell| {
            let mut bits = Bits::none_of(axis.tests.len());
            places.iter().filter(|it| cell.passed.contains(**it)).for_each(|it| bits.insert(*it));
            bits
        });
        let of_edges = edges.iter().filter(|_| plain).map(passed);
        let all: BTreeSet<Bits> = of_cells.chain(of_edges).collect();
        return Some(all.into_iter().collect());
    }
    let mut all = vec![Bits::none_of(axis.tests.len())];
    for column in &axis.columns {
        let own: Vec<usize> = places
            .iter()
            .copied()
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
fn may_be(program: &Program, def: Option<&Def>, value: &Value) -> bool {
    match (def, value) {
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

/// What the tests of one column may answer together: each answer is the places of the tests that hold.
fn of_column(
    space: &Space<'_>,
    axis: &Axis,
    column: ColumnId,
    places: &[usize],
) -> Option<Vec<Vec<usize>>> {
    let program: &Program = space.program();
    let tests: Vec<(ColumnId, Test)> =
        places.iter().filter_map(|it| axis.tests.get(*it).cloned()).collect();
    let alone = Axis { root: column, columns: vec![column], tests };
    let partition = Partition::of(&alone, program, space.clock());
    let known = |bits: &Bits| -> Vec<usize> {
        bits.iter().filter_map(|it| places.get(it).copied()).collect()
    };
    let of_cells = partition.cells.iter().map(|it| known(&it.passed));
    if partition.complete {
        return Some(of_cells.collect());
    }
    let free: Vec<usize> = match program.column(column)?.ty {
        Type::Text => {
            let is_pattern = |test: &Test| matches!(test, Test::Pattern(_) | Test::Matches(_));
            positions(&alone.tests, is_pattern)
        }
        Type::Texts | Type::Numbers => {
            positions(&alone.tests, |it| matches!(it, Test::HasText(_) | Test::HasNumber(_)))
        }
        // A related record is there or not.
        Type::Record(_) => Vec::new(),
        _ => return None,
    };
    let sets = texts::subsets(&free)?;
    let sets = sets.into_iter().filter(|set| texts::agree(&alone.tests, &free, set));
    let free = sets.map(|set| set.iter().filter_map(|it| places.get(*it).copied()).collect());
    let mut all: Vec<Vec<usize>> = of_cells.chain(free).collect();
    all.sort();
    all.dedup();
    Some(all)
}

fn positions(tests: &[(ColumnId, Test)], wanted: impl Fn(&Test) -> bool) -> Vec<usize> {
    let found = tests.iter().enumerate().filter(|(_, (_, test))| wanted(test));
    found.map(|(place, _)| place).collect()
}
