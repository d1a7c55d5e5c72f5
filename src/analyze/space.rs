//! A program at one moment, as what can be searched: its axes, and which of them belong together.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::block::{Block, Path};
use super::choices::Choices;
use super::events::List;
use super::measured::Marks;
use super::sampled::Sampled;
use super::side::{Looked, Side};
use crate::cells::{Axes, Axis, AxisId, Bits, Logic, Partition, Tested};
use crate::eval::Scorer;
use crate::ir::{AsOf, Clock, ColumnId, Cond, FieldId, Program, Record, Type, Value, Values};

/// The places of tests that cut a column along which points are measured.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Of marks.
    pub ends: BTreeSet<usize>,
    /// Of what lies between them.
    pub between: BTreeSet<usize>,
}

/// A program at one moment.
///
/// Axes that share no field are independent of each other: every combination of their cells is a record. Those that
/// do share one, as `revenue / employees` and `employees`, are one block.
pub struct Space<'p> {
    scorer: Scorer<'p>,
    axes: Axes,
    /// The cells of each axis, made when they are asked for.
    partitions: Vec<OnceCell<Partition>>,
    /// The same for asking which tests of an axis a value passes.
    tested: Vec<OnceCell<Tested<'p>>>,
    blocks: Vec<Block>,
    /// What each block may be, found when it is asked for; none if that takes too long.
    choices: Vec<OnceCell<Option<Choices>>>,
    /// Records of each block of several fields.
    sampled: Vec<OnceCell<Option<Sampled>>>,
    of_axis: Vec<usize>,
    marks: BTreeMap<ColumnId, (AxisId, Places)>,
    as_of: AsOf,
    lists: OnceCell<Vec<List>>,
}

impl<'p> Space<'p> {
    /// The space of a program.
    #[must_use]
    pub fn new(program: &'p Program, as_of: AsOf) -> Self {
        Self::with(program, as_of, &[])
    }

    /// The space of a program and of further conditions over its columns.
    #[must_use]
    pub fn with(program: &'p Program, as_of: AsOf, further: &[Cond]) -> Self {
        let scorer = Scorer::new(program, as_of);
        let clock = scorer.clock();
        let marks = Marks::of(program, clock, further);
        let axes = Axes::with(program, &[further, &marks.ends, &marks.between].concat());
        let marks = places(&axes, &marks);
        let partitions = axes.all().iter().map(|_| OnceCell::new()).collect();
        let tested = axes.all().iter().map(|_| OnceCell::new()).collect();
        let blocks = Block::all(program, &axes);
        let choices = blocks.iter().map(|_| OnceCell::new()).collect();
        let sampled = blocks.iter().map(|_| OnceCell::new()).collect();
        let mut of_axis = vec![0; axes.all().len()];
        for (index, block) in blocks.iter().enumerate() {
            for AxisId(axis) in &block.axes {
                if let Some(slot) = of_axis.get_mut(*axis as usize) {
                    *slot = index;
                }
            }
        }
        Self {
            axes,
            partitions,
            tested,
            blocks,
            choices,
            sampled,
            of_axis,
            marks,
            scorer,
            as_of,
            lists: OnceCell::new(),
        }
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.scorer.program()
    }

    /// The moment.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        self.scorer.clock()
    }

    /// The interpreter, which has the last word about every witness.
    #[must_use]
    pub fn scorer(&self) -> &Scorer<'p> {
        &self.scorer
    }

    /// The axes.
    #[must_use]
    pub fn axes(&self) -> &Axes {
        &self.axes
    }

    /// A condition over the program's columns; `None` if it asks what neither the program asks nor the space was
    /// made [with](Self::with).
    #[must_use]
    pub fn condition(&self, cond: &Cond) -> Option<Logic> {
        Logic::of(cond, &self.axes)
    }

    pub(super) fn partition(&self, id: AxisId) -> Option<&Partition> {
        let axis = self.axes.get(id)?;
        let cells = || Partition::of(axis, self.program(), self.clock());
        Some(self.partitions.get(id.0 as usize)?.get_or_init(cells))
    }

    /// What tells which tests of an axis a value passes.
    pub(super) fn tested(&self, id: AxisId) -> Option<&Tested<'p>> {
        let axis = self.axes.get(id)?;
        let prepared = || Tested::new(axis, self.program(), self.clock());
        Some(self.tested.get(id.0 as usize)?.get_or_init(prepared))
    }

    /// The cells of an axis as far as some of its tests tell them apart: a question looks at few of many.
    pub(super) fn cells(&self, id: AxisId, looked: &Looked) -> Option<Partition> {
        let axis = self.axes.get(id)?;
        let places: Vec<usize> = looked.of(id).collect();
        // All cells are known already, but a few tests may have some where one of the others has none.
        if places.len().saturating_mul(2) > axis.tests.len() {
            let all =
                self.partition(id).filter(|it| it.complete || places.len() == axis.tests.len());
            if all.is_some() {
                return all.cloned();
            }
        }
        let tests: Vec<_> = places.iter().filter_map(|it| axis.tests.get(*it).cloned()).collect();
        let columns = match tests.iter().all(|(column, _)| *column == axis.root) {
            true => vec![axis.root],
            false => axis.columns.clone(),
        };
        let few = Axis { root: axis.root, columns, tests };
        let mut partition = Partition::of(&few, self.program(), self.clock());
        for cell in &mut partition.cells {
            let mut passed = Bits::none_of(axis.tests.len());
            let own = cell.passed.iter().filter_map(|it| places.get(it));
            own.for_each(|it| passed.insert(*it));
            cell.passed = passed;
        }
        Some(partition)
    }

    pub(super) fn block_of(&self, AxisId(axis): AxisId) -> usize {
        self.of_axis.get(axis as usize).copied().unwrap_or(usize::MAX)
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> usize {
        self.blocks.len()
    }

    pub(super) fn block(&self, index: usize) -> Option<&Block> {
        self.blocks.get(index)
    }

    /// The choices of a block.
    pub(super) fn choices(&self, index: usize) -> Option<&Choices> {
        self.choices.get(index)?.get_or_init(|| Choices::of(self, index)).as_ref()
    }

    /// Records of a block.
    pub(super) fn sampled(&self, index: usize) -> Option<&Sampled> {
        self.sampled.get(index)?.get_or_init(|| Sampled::of(self, index)).as_ref()
    }

    /// The record of which nothing is known.
    #[must_use]
    pub fn blank(&self) -> Vec<Value> {
        blank(&self.program().record)
    }

    /// The record in which some values stand at their paths, and nothing else.
    #[must_use]
    pub(super) fn record<'v>(&self, values: impl Iterator<Item = &'v (Path, Value)>) -> Vec<Value> {
        let shape = &self.program().record;
        let mut record = blank(shape);
        for (path, value) in values {
            self.put(&mut record, shape, path, value);
        }
        record
    }

    /// A record of which a block is something else.
    #[must_use]
    pub(super) fn changed(&self, record: &[Value], block: usize, side: &Side) -> Vec<Value> {
        let shape = &self.program().record;
        let mut record = record.to_vec();
        let blank = blank(shape);
        for path in self.block(block).into_iter().flat_map(|it| it.fields.keys()) {
            let none = match path.as_slice() {
                [only] => blank.get(only.0 as usize).unwrap_or(&Value::Missing),
                _ => &Value::Missing,
            };
            self.put(&mut record, shape, path, none);
        }
        for (path, value) in side.values.iter().flatten() {
            self.put(&mut record, shape, path, value);
        }
        record
    }

    fn put(&self, record: &mut [Value], shape: &Record, path: &[FieldId], value: &Value) {
        let Some((first, rest)) = path.split_first() else { return };
        let Some(slot) = record.get_mut(first.0 as usize) else { return };
        if rest.is_empty() {
            *slot = value.clone();
            return;
        }
        let related = shape.get(*first).and_then(|it| it.ty.related());
        let Some(inner) = related.and_then(|it| self.program().related(it)) else { return };
        let mut values = match slot {
            Value::Record(values) => values.to_vec(),
            _ => blank(inner),
        };
        self.put(&mut values, inner, rest, value);
        *slot = Value::Record(Values::from(values));
    }

    /// Whether a condition holds of a record, by the interpreter.
    #[must_use]
    pub fn holds(&self, logic: &Logic, record: &[Value]) -> bool {
        let answers = self.scorer.answers(record);
        logic.holds(&|axis, place| {
            let test = self.axes.get(axis).and_then(|it| it.tests.get(place));
            test.is_some_and(|(column, test)| test.passes(answers.value(*column), self.clock()))
        })
    }

    /// What a block may be, as far as a question tells it apart.
    pub(super) fn sides(&self, block: usize, looked: &Looked) -> (Vec<Arc<Side>>, bool) {
        Side::all(self, block, looked).unwrap_or((Vec::new(), false))
    }

    /// The related lists of the record, with events for them.
    pub(super) fn lists(&self) -> &[List] {
        self.lists.get_or_init(|| List::all(self.program(), self.as_of))
    }

    /// The marks of a column, as tests of its axis.
    pub(super) fn marks(&self, column: ColumnId) -> Option<(AxisId, &Places)> {
        let (axis, places) = self.marks.get(&column)?;
        Some((*axis, places))
    }
}

/// Where marks lie.
fn places(axes: &Axes, marks: &Marks) -> BTreeMap<ColumnId, (AxisId, Places)> {
    let mut all: BTreeMap<ColumnId, (AxisId, Places)> = BTreeMap::new();
    let ends = marks.ends.iter().map(|it| (it, false));
    for (cond, is_between) in ends.chain(marks.between.iter().map(|it| (it, true))) {
        let Cond::Atom(atom) = cond else { continue };
        let Some((axis, place)) = axes.place(atom.column, &atom.test) else { continue };
        let (_, places) = all.entry(atom.column).or_insert_with(|| (axis, Places::default()));
        if is_between { &mut places.between } else { &mut places.ends }.insert(place);
    }
    all
}

/// A record of which nothing is known.
fn blank(record: &Record) -> Vec<Value> {
    let of = |ty: Type| match ty {
        Type::Records(_) => Value::Records(Arc::new([])),
        _ => Value::Missing,
    };
    record.fields.iter().map(|it| of(it.ty)).collect()
}
