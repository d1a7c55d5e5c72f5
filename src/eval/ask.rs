//! Questions about one record, beside its score.

use super::columns::Columns;
use super::condition::holds;
use super::score::Scorer;
use crate::ir::{ColumnId, Cond, Value};

/// A record with its columns calculated.
pub struct Answers<'s> {
    columns: Columns,
    clock: &'s crate::ir::Clock,
}

impl Scorer<'_> {
    /// Calculates the columns of a record, to ask for them.
    #[must_use]
    pub fn answers(&self, record: &[Value]) -> Answers<'_> {
        Answers { columns: Columns::of(self.program, record, &self.clock), clock: &self.clock }
    }
}

impl Answers<'_> {
    /// The value of a column.
    #[must_use]
    pub fn value(&self, column: ColumnId) -> &Value {
        self.columns.get(column)
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn holds(&self, cond: &Cond) -> bool {
        holds(cond, &self.columns, self.clock)
    }
}
