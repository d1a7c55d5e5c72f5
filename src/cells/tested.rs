use rust_decimal::Decimal;

use super::{Axis, Bits, TextTests};
use crate::ir::{Clock, ColumnId, Def, Part, Program, Test, Type, Value};

/// An axis prepared to say which of its tests a value passes.
///
/// This is what cells are made of: two values lie in one cell if they pass the same tests.
#[derive(Clone, Debug)]
pub struct Tested<'p> {
    program: &'p Program,
    clock: Clock,
    /// The columns of the axis, the root first.
    columns: Vec<ColumnId>,
    /// How many tests there are.
    size: usize,
    /// For each column the tests of texts.
    texts: Vec<TextTests>,
    /// The other tests, each with its number and the place of its column.
    others: Vec<(usize, usize, Test)>,
}

/// What is known of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The tests that it passes, by their numbers on the axis.
    pub passed: Bits,
    /// The columns that could not be calculated from it.
    pub failed: Vec<ColumnId>,
}

impl<'p> Tested<'p> {
    /// Prepares an axis at one moment.
    #[must_use]
    pub fn new(axis: &Axis, program: &'p Program, clock: &Clock) -> Self {
        let place = |column: &ColumnId| axis.columns.iter().position(|it| it == column);
        let is_text =
            |column: ColumnId| program.column(column).is_some_and(|it| it.ty == Type::Text);
        let of_texts = |column: ColumnId| {
            let tests = axis.tests.iter().enumerate();
            let own = tests.filter(move |(_, (it, _))| *it == column && is_text(column));
            TextTests::new(own.map(|(bit, (_, test))| (bit, test)))
        };
        let texts = axis.columns.iter().map(|it| of_texts(*it)).collect();
        let tests = axis.tests.iter().enumerate();
        let others = tests
            .filter(|(_, (column, test))| *test == Test::Missing || !is_text(*column))
            .filter_map(|(bit, (column, test))| Some((bit, place(column)?, test.clone())))
            .collect();
        Self {
            program,
            clock: clock.clone(),
            columns: axis.columns.clone(),
            size: axis.tests.len(),
            texts,
            others,
        }
    }

    /// If a part of a text decides every test that a known text may pass: what gives the part, which then stands for
    /// the text as a root.
    #[must_use]
    pub fn part(&self) -> Option<Part> {
        let [root, derived] = self.columns.as_slice() else { return None };
        let Def::Call(function, _) = &self.program.column(*derived)?.def else { return None };
        let asks_root = self.texts.first().is_some_and(|it| !it.is_empty())
            || self.others.iter().any(|(_, place, test)| *place == 0 && *test != Test::Missing);
        let is_text = self.program.column(*root)?.ty == Type::Text;
        function.part.filter(|_| is_text && !asks_root)
    }

    /// How many tests are asked one by one, and not found together.
    #[must_use]
    pub fn singles(&self) -> usize {
        self.others.len() + self.texts.iter().map(TextTests::singles).sum::<usize>()
    }

    /// What a value of the root is told to be, in `answer`.
    pub fn ask(&self, root: &Value, answer: &mut Answer) {
        answer.passed.clear(self.size);
        answer.failed.clear();
        let derived = self.derived(root, &mut answer.failed);
        let value = |place: usize| match place.checked_sub(1) {
            None => root,
            Some(place) => derived.get(place).unwrap_or(&Value::Missing),
        };
        for (place, texts) in self.texts.iter().enumerate() {
            if let Value::Text(text) = value(place) {
                texts.passed(text, &mut answer.passed);
            }
        }
        for (bit, place, test) in &self.others {
            if test.passes(value(*place), &self.clock) {
                answer.passed.insert(*bit);
            }
        }
    }

    /// The columns that are numbers for a value of the root.
    pub(crate) fn numbers(&self, root: &Value) -> Vec<(ColumnId, Decimal)> {
        let derived = self.derived(root, &mut Vec::new());
        let values = std::iter::once(root).chain(&derived);
        let pairs = self.columns.iter().zip(values);
        pairs.filter_map(|(column, value)| Some((*column, value.as_number()?))).collect()
    }

    /// The values of all columns but the root, in their order.
    fn derived(&self, root: &Value, failed: &mut Vec<ColumnId>) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        for id in self.columns.iter().skip(1) {
            let value = |column: ColumnId| {
                let place = self.columns.iter().position(|it| *it == column);
                match place.and_then(|it| it.checked_sub(1)) {
                    None => root,
                    Some(place) => values.get(place).unwrap_or(&Value::Missing),
                }
            };
            let column = self.program.column(*id);
            let calculated = column.and_then(|it| it.def.calculated(&self.clock, &value));
            let value = calculated.unwrap_or(Ok(Value::Missing)).unwrap_or_else(|_| {
                failed.push(*id);
                Value::Missing
            });
            values.push(value);
        }
        values
    }
}
