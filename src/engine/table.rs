//! What each cell of an axis decides, added up when the cell is first met.

use hashbrown::HashMap;

use super::choice::{Effect, Given};
use super::plan::PlannedAxis;
use crate::cells::{Answer, AxisId, Bits};
use crate::ir::{ColumnId, Value};

/// A cell, as an index into a [`Table`].
pub(super) type CellId = u32;

/// So many cells are kept; with more the table begins anew, so that memory stays bounded.
const MOST_CELLS: usize = 1 << 16;

/// The cells of an axis that have been met.
#[derive(Debug, Default)]
pub(super) struct Table {
    ids: HashMap<Answer, CellId>,
    facts: Vec<Facts>,
    /// For each cell what it adds to each of the sums of its axis.
    sums: Vec<i64>,
    /// For each cell its word in each of the blocks of its axis.
    words: Vec<u64>,
    /// Whether each cell disqualifies.
    out: Vec<bool>,
    answer: Answer,
    any_failed: bool,
    any_out: bool,
}

/// What is not needed for the score alone.
#[derive(Debug)]
pub(super) struct Facts {
    /// The tests that hold.
    pub passed: Bits,
    /// The columns that cannot be calculated.
    pub failed: Vec<ColumnId>,
    /// What the rules that ask nothing else give.
    pub given: Vec<Given>,
    /// The disqualifiers that ask nothing else.
    pub out: Vec<usize>,
}

impl Table {
    /// The cell of a value.
    pub fn cell_of(&mut self, axis: &PlannedAxis<'_>, value: &Value) -> CellId {
        axis.tested.ask(value, &mut self.answer);
        match self.ids.get(&self.answer) {
            Some(id) => *id,
            None => self.meet(axis),
        }
    }

    /// Works out what a new cell decides.
    fn meet(&mut self, axis: &PlannedAxis<'_>) -> CellId {
        let Answer { passed, failed } = self.answer.clone();
        let holds = |_: AxisId, place: usize| passed.contains(place);
        let (mut given, mut out) = (Vec::new(), Vec::new());
        for choice in &axis.choices {
            match choice.effect(&holds) {
                Some(Effect::Points(points)) => given.push(points),
                Some(Effect::Out(index)) => out.push(index),
                None => {}
            }
        }
        for sum in &axis.sums {
            let of_sum = given.iter().filter(|it| it.sum == *sum);
            self.sums.push(of_sum.map(|it| it.points.hundredths()).sum());
        }
        self.words.extend(axis.sides.iter().map(|side| side.word(&holds)));
        self.out.push(!out.is_empty());
        self.any_out |= !out.is_empty();
        self.any_failed |= !failed.is_empty();
        let id = CellId::try_from(self.facts.len()).unwrap_or(CellId::MAX);
        self.facts.push(Facts { passed, failed, given, out });
        self.ids.insert(self.answer.clone(), id);
        id
    }

    /// Whether there are too many cells to go on.
    pub fn is_full(&self) -> bool {
        self.facts.len() >= MOST_CELLS
    }

    /// What a cell decides.
    pub fn facts(&self, cell: CellId) -> Option<&Facts> {
        self.facts.get(cell as usize)
    }

    /// Adds what the cell of each row gives to one of the sums of the axis.
    pub fn add(&self, place: usize, of: usize, cells: &[CellId], sums: &mut [i64]) {
        for (cell, sum) in cells.iter().zip(sums) {
            *sum += self.sums.get(*cell as usize * of + place).copied().unwrap_or(0);
        }
    }

    /// What one cell adds to each of the sums of the axis.
    pub fn sums_of(&self, cell: CellId, sums: usize) -> &[i64] {
        let start = cell as usize * sums;
        self.sums.get(start..start + sums).unwrap_or_default()
    }

    /// The cubes of a block that one cell allows.
    pub fn allowed(&self, place: usize, of: usize, cell: CellId) -> u64 {
        self.words.get(cell as usize * of + place).copied().unwrap_or(0)
    }

    /// Whether one cell disqualifies.
    pub fn is_out(&self, cell: CellId) -> bool {
        self.out.get(cell as usize).copied().unwrap_or(false)
    }

    /// Takes out the cubes of a block that the cell of each row does not allow.
    pub fn allow(&self, place: usize, of: usize, cells: &[CellId], words: &mut [u64]) {
        for (cell, word) in cells.iter().zip(words) {
            *word &= self.allowed(place, of, *cell);
        }
    }

    /// Marks the rows whose cell disqualifies.
    pub fn put_out(&self, cells: &[CellId], out: &mut [bool]) {
        for (cell, out) in cells.iter().zip(out) {
            *out |= self.is_out(*cell);
        }
    }

    /// Whether anything could not be calculated from the value of any cell so far.
    pub fn any_failed(&self) -> bool {
        self.any_failed
    }

    /// Whether any cell so far disqualifies.
    pub fn any_out(&self) -> bool {
        self.any_out
    }
}
