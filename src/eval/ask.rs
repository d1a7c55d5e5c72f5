//! Questions about one record, beside its score.

use super::columns::{Cells, Columns};
use super::condition::holds;
use super::score::Scorer;
use crate::ir::{ColumnId, Cond, Value};

/// A record with its columns calculated.
pub struct Answers<'s> {
    scorer: &'s Scorer<'s>,
    cells: Cells<'s>,
}

impl Scorer<'_> {
    /// Calculates the columns of a record, to ask for them.
    #[must_use]
    pub fn answers<'s>(&'s self, record: &'s [Value]) -> Answers<'s> {
        Answers { scorer: self, cells: Cells::of(self.program, record) }
    }
}

impl Answers<'_> {
    /// The value of a column.
    #[must_use]
    pub fn value(&self, column: ColumnId) -> &Value {
        Columns::of(self.scorer, &self.cells).get(column)
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn holds(&self, cond: &Cond) -> bool {
        holds(cond, &Columns::of(self.scorer, &self.cells))
    }
}
