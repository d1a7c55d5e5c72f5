//! From a value to its cell.

use hashbrown::HashMap;

use super::keys::Keys;
use super::met::{Found, Key, Met};
use super::plan::PlannedAxis;
use super::table::{CellId, Table};
use crate::cells::Cuts;
use crate::ir::{Text, Value};

/// Where the cells of values that were met are found again.
#[derive(Debug)]
pub(super) struct Located {
    keys: Option<Keys>,
    /// The cell of each interval, once it was met.
    intervals: Vec<Option<CellId>>,
    missing: Option<CellId>,
    no: Option<CellId>,
    yes: Option<CellId>,
    /// Short texts that came last.
    met: Met,
    texts: HashMap<Box<str>, CellId>,
    values: HashMap<Value, CellId>,
}

/// So many different values of an axis are remembered.
const MOST_VALUES: usize = 1 << 16;

impl Located {
    /// Nothing met yet.
    pub fn new(axis: &PlannedAxis<'_>) -> Self {
        let keys = axis.cuts.as_ref().and_then(Keys::of);
        let intervals = axis.cuts.as_ref().map_or(0, Cuts::intervals);
        Self {
            keys,
            intervals: vec![None; intervals],
            missing: None,
            no: None,
            yes: None,
            met: Met::new(),
            texts: HashMap::new(),
            values: HashMap::new(),
        }
    }

    /// The cell of a value.
    pub fn cell_of(&mut self, axis: &PlannedAxis<'_>, table: &mut Table, value: &Value) -> CellId {
        match value {
            Value::Missing => self.missing(axis, table),
            Value::YesNo(yes) => {
                let slot = if *yes { &mut self.yes } else { &mut self.no };
                *slot.get_or_insert_with(|| table.cell_of(axis, value))
            }
            Value::Text(text) => {
                let key = Key::of_text(text.exact.as_bytes()).filter(|_| self.met.pays(1));
                let Some(key) = key else { return self.of_text(axis, table, value, text) };
                let found = self.met.find(&key);
                self.met.learn(1, usize::from(found.is_some()));
                if let Some(found) = found {
                    return found.cell;
                }
                let cell = self.of_text(axis, table, value, text);
                self.met.insert(key, Found { cell, is_value: true });
                cell
            }
            Value::Number(_) | Value::Date(_) | Value::Moment(_) if axis.cuts.is_some() => {
                let by_key = self.keys.as_ref().and_then(|it| it.interval_of(value));
                let interval = by_key.or_else(|| axis.cuts.as_ref()?.interval_of(value));
                self.in_interval(axis, table, interval, || value.clone())
            }
            Value::Record(_) | Value::Records(_) => table.cell_of(axis, value),
            _ => match self.values.get(value) {
                Some(cell) => *cell,
                None => {
                    let cell = table.cell_of(axis, value);
                    if self.values.len() < MOST_VALUES {
                        self.values.insert(value.clone(), cell);
                    }
                    cell
                }
            },
        }
    }

    /// The cell of a text, by all that were met.
    fn of_text(
        &mut self,
        axis: &PlannedAxis<'_>,
        table: &mut Table,
        value: &Value,
        text: &Text,
    ) -> CellId {
        if let Some(cell) = self.texts.get(&*text.exact) {
            return *cell;
        }
        let cell = table.cell_of(axis, value);
        if self.texts.len() < MOST_VALUES {
            self.texts.insert(text.exact.as_ref().into(), cell);
        }
        cell
    }

    /// The cell of a missing value.
    pub fn missing(&mut self, axis: &PlannedAxis<'_>, table: &mut Table) -> CellId {
        *self.missing.get_or_insert_with(|| table.cell_of(axis, &Value::Missing))
    }

    /// The cell of an interval, in which a value lies.
    fn in_interval(
        &mut self,
        axis: &PlannedAxis<'_>,
        table: &mut Table,
        interval: Option<usize>,
        value: impl FnOnce() -> Value,
    ) -> CellId {
        match interval.and_then(|it| self.intervals.get_mut(it)) {
            Some(slot) => *slot.get_or_insert_with(|| table.cell_of(axis, &value())),
            None => table.cell_of(axis, &value()),
        }
    }

    /// The cell of an interval, if it was met.
    pub fn met(&self, interval: usize) -> Option<CellId> {
        self.intervals.get(interval).copied().flatten()
    }

    /// The keys by which a value's interval is found.
    pub fn keys(&self) -> Option<&Keys> {
        self.keys.as_ref()
    }
}
