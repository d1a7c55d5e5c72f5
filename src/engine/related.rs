//! Records of other files that belong to the rows of a batch.

use std::sync::Arc;

use super::alone::at;
use super::bulk::Column;
use super::events::{Key, TableEvents};
use super::plan::{Plan, Source};
use super::scorer::Scorer;
use crate::data::{Chunk, Joins};
use crate::ir::{FieldId, Value};

/// What is joined to the rows of a batch, one after the other.
#[derive(Debug)]
pub(super) struct Related<'p> {
    /// Adds records to the values of a row: all but the events that are only counted.
    pub joins: Joins,
    pub events: Arc<TableEvents<'p>>,
    /// For each list of events the column with the keys.
    keys: Vec<Option<usize>>,
    /// The axes whose values stand in related records.
    axes: Vec<usize>,
    /// How many values a row has, with those that link it to others.
    pub size: usize,
}

impl<'p> Related<'p> {
    pub fn new(
        plan: &Plan<'p>,
        joins: Joins,
        events: Arc<TableEvents<'p>>,
        columns: &[Column],
        size: usize,
    ) -> Self {
        let counted: Vec<FieldId> =
            events.lists().map(|it| it.field()).filter(|list| !plan.asks_for(*list)).collect();
        let place = |field: FieldId| columns.iter().position(|it| it.field == field);
        let is_related = |source: &Source| match source {
            Source::Field(field) => place(*field).is_none(),
            Source::Path(_) => true,
            Source::Asked(_) | Source::Counted(_) => false,
        };
        let axes = plan.axes.iter().enumerate().filter(|(_, it)| is_related(&it.source));
        Self {
            joins: joins.without(&counted),
            keys: events.lists().map(|it| place(it.key())).collect(),
            axes: axes.map(|(index, _)| index).collect(),
            events,
            size,
        }
    }

    /// Whether nothing is joined to any row.
    pub fn is_empty(&self) -> bool {
        self.is_alone() && self.keys.is_empty()
    }

    /// Whether a row needs no values but those that stand in it.
    pub fn is_alone(&self) -> bool {
        self.joins.is_empty() && self.axes.is_empty()
    }

    /// Adds the records that belong to a row, and finds the cells of their values.
    pub fn join(&mut self, record: &mut Vec<Value>, scorer: &mut Scorer<'_>) {
        if self.is_alone() {
            return;
        }
        self.joins.fill(record);
        for index in &self.axes {
            let Some(axis) = scorer.plan.axes.get(*index) else { continue };
            let value = match &axis.source {
                Source::Field(field) => at(record, &[*field]),
                Source::Path(path) => at(record, path),
                Source::Asked(_) | Source::Counted(_) => None,
            };
            let value = value.unwrap_or(&Value::Missing);
            if let Some(state) = scorer.axes.get_mut(*index) {
                state.cells.push(state.located.cell_of(axis, &mut state.table, value));
            }
        }
    }

    /// The key by which the events of a row are found in one of the lists.
    pub fn key<'b>(
        &self,
        list: usize,
        columns: &[Column],
        chunk: &'b Chunk,
        row: usize,
    ) -> Key<'b> {
        let place = self.keys.get(list).copied().flatten();
        let Some(column) = place.and_then(|it| columns.get(it)) else {
            return Key::Value(Value::Missing);
        };
        match column.plain_text(chunk, row) {
            Some(text) => Key::Text(text),
            None => Key::Value(column.value(chunk, row)),
        }
    }
}
