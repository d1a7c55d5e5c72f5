//! Questions about one record, beside its score.

use std::collections::BTreeSet;

use super::columns::{Cells, Columns};
use super::condition::holds;
use super::score::{Failure, Fired, GroupOutcome, Scorer};
use crate::ir::{ColumnId, Cond, EventsId, GroupId, RuleId, Value};

/// Asks about the columns of a record, or of an event.
pub type Says<'s> = dyn for<'c> FnMut(&dyn Fn(ColumnId) -> &'c Value) -> bool + 's;

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
    /// Takes what several events give together as known, so that it is not calculated; `None` if it cannot be.
    pub fn know(&self, column: ColumnId, value: Option<Value>) {
        self.cells.know(column, value);
    }

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

    /// Whether something is so of the record, or of one of its events: `says` is asked about the values of each.
    #[must_use]
    pub fn any_in(&self, scope: Option<EventsId>, says: &mut Says<'_>) -> bool {
        any_in(&Columns::of(self.scorer, &self.cells), scope, says)
    }

    /// What a rule gives, if it fires; what of it cannot be calculated is added to `failed`.
    pub fn rule(&self, id: RuleId, failed: &mut BTreeSet<Failure>) -> Option<Fired> {
        let rule = self.scorer.program.rule(id)?;
        self.scorer.rule(id, rule, &Columns::of(self.scorer, &self.cells), failed)
    }

    /// What a group gives; what of it cannot be calculated is added to `failed`.
    pub fn group(&self, id: GroupId, failed: &mut BTreeSet<Failure>) -> Option<GroupOutcome> {
        let group = self.scorer.program.group(id)?;
        Some(self.scorer.group(group, &Columns::of(self.scorer, &self.cells), failed))
    }

    /// Adds the calculations that have given nothing so far.
    pub fn failures(&self, failed: &mut BTreeSet<Failure>) {
        self.cells.failures(None, failed);
    }
}

fn any_in(columns: &Columns<'_, '_>, scope: Option<EventsId>, says: &mut Says<'_>) -> bool {
    let Some(id) = scope else { return says(&|column| columns.get(column)) };
    let outer = columns.scorer.program().events(id).and_then(|it| it.outer);
    let mut found = false;
    each_around(columns, outer, &mut |around| {
        found = found || around.members(id).any(|event| says(&|column| event.get(column)));
    });
    found
}

/// Visits the record, or each event of a list around others.
fn each_around(
    columns: &Columns<'_, '_>,
    scope: Option<EventsId>,
    visit: &mut dyn FnMut(&Columns<'_, '_>),
) {
    let Some(id) = scope else { return visit(columns) };
    let outer = columns.scorer.program().events(id).and_then(|it| it.outer);
    each_around(columns, outer, &mut |around| {
        around.members(id).for_each(|event| visit(&event));
    });
}
