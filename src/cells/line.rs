use super::partition::unordered;
use super::{Answer, Axis, Cuts, Stretches, Tested};
use crate::ir::{Clock, ColumnId, Program, Test, Type, Value};

/// The values of an axis one after the other, and where on this line each of its tests holds.
///
/// It says the same as a [`Partition`](super::Partition), turned round: from a test to the values that pass it. Of
/// thousands of tests of a number each holds in a stretch or two, while each cell passes thousands.
#[derive(Clone, Debug)]
pub struct Line {
    /// A missing value, then one of each cell, in order where they have one. Some may lie in the same cell.
    pub values: Vec<Value>,
    /// The places at which each test of the axis holds.
    pub tests: Vec<Stretches>,
    /// Whether every value lies in a cell of one of these.
    pub complete: bool,
}

/// So many answers of single tests are asked for one axis.
const MOST_ASKED: usize = 20_000_000;

impl Line {
    /// The line of an axis at one moment; `None` if it takes too long to ask all values about all tests.
    #[must_use]
    pub fn of(axis: &Axis, program: &Program, clock: &Clock) -> Option<Self> {
        match Cuts::of(axis, program, clock) {
            Some(cuts) => Some(Self::ordered(axis, &cuts, program, clock)),
            None => Self::unordered(axis, program, clock),
        }
    }

    pub(super) fn ordered(axis: &Axis, cuts: &Cuts, program: &Program, clock: &Clock) -> Self {
        let whole = axis.ty(program) == Some(Type::Integer);
        let inside = (0..cuts.intervals()).filter_map(|it| cuts.inside(it, whole));
        let values: Vec<Value> = std::iter::once(Value::Missing).chain(inside).collect();
        let along = |(column, test): &(ColumnId, Test)| {
            Along { axis, program, clock }.holds(*column, test, &values)
        };
        let tests = axis.tests.iter().map(along).collect();
        Self { values, tests, complete: true }
    }

    fn unordered(axis: &Axis, program: &Program, clock: &Clock) -> Option<Self> {
        let (values, complete) = unordered(axis, program);
        let values: Vec<Value> = std::iter::once(Value::Missing).chain(values).collect();
        let tested = Tested::new(axis, program, clock);
        if tested.singles().saturating_mul(values.len()) > MOST_ASKED {
            return None;
        }
        let mut tests = vec![Stretches::default(); axis.tests.len()];
        let mut answer = Answer::default();
        for (place, value) in values.iter().enumerate() {
            tested.ask(value, &mut answer);
            for test in answer.passed.iter() {
                if let Some(holds) = tests.get_mut(test) {
                    holds.push(place..place + 1);
                }
            }
        }
        Some(Self { values, tests, complete })
    }
}

/// A line of values that have an order.
struct Along<'a> {
    axis: &'a Axis,
    program: &'a Program,
    clock: &'a Clock,
}

impl Along<'_> {
    /// Where a test holds: it changes its answer only at its own cuts, so one value between two of them tells of all.
    fn holds(&self, column: ColumnId, test: &Test, values: &[Value]) -> Stretches {
        let root = self.axis.root;
        let columns = if column == root { vec![root] } else { self.axis.columns.clone() };
        let alone = Axis { root, columns, tests: vec![(column, test.clone())] };
        let tested = (column != root).then(|| Tested::new(&alone, self.program, self.clock));
        let mut answer = Answer::default();
        let mut passes = |place: usize| match (values.get(place), &tested) {
            (Some(value), None) => test.passes(value, self.clock),
            (Some(value), Some(tested)) => {
                tested.ask(value, &mut answer);
                answer.passed.contains(0)
            }
            (None, _) => false,
        };
        let mut holds = Stretches::default();
        if passes(0) {
            holds.push(0..1);
        }
        let cuts = Cuts::of(&alone, self.program, self.clock);
        let mut from = 1;
        for interval in 0..cuts.as_ref().map_or(1, Cuts::intervals) {
            let before = |it: &Value| {
                let own = cuts.as_ref().and_then(|cuts| cuts.interval_of(it));
                own.is_none_or(|own| own <= interval)
            };
            let to = values.partition_point(before);
            if from < to && passes(from) {
                holds.push(from..to);
            }
            from = from.max(to);
        }
        holds
    }
}
