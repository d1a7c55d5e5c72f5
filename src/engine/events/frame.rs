//! One list that stands in a table, column by column: what is calculated of its events, and which fit a condition.

use std::collections::HashMap;
use std::sync::Arc;

use super::ready::Ready;
use super::rows::RowSet;
use crate::data::{JoinedList, Packed, Texts};
use crate::ir::{Atom, Clock, Column, ColumnId, Cond, Def, EventsId, FieldId, Program, Value};

/// The events of all leads in one list.
#[derive(Debug)]
pub(super) struct Frame<'p> {
    pub id: EventsId,
    pub list: JoinedList,
    pub clock: Clock,
    columns: &'p [Column],
    time: Option<FieldId>,
    calculated: Vec<Option<Calculated>>,
    /// The rows of which rules ask for a column that cannot be calculated there.
    failing: Vec<(ColumnId, RowSet)>,
    /// The rows that fit each filter.
    filters: HashMap<&'p Cond, Arc<RowSet>>,
}

/// The values of a column that does not stand in the data.
#[derive(Debug)]
struct Calculated {
    values: Packed,
    failed: RowSet,
}

impl<'p> Frame<'p> {
    pub fn new(program: &'p Program, id: EventsId, list: JoinedList, clock: &Clock) -> Self {
        let columns = program.columns_of(Some(id));
        let time = program.events(id).and_then(|it| program.related(it.record)?.time());
        Self {
            id,
            list,
            clock: clock.clone(),
            columns,
            time,
            calculated: columns.iter().map(|_| None).collect(),
            failing: Vec::new(),
            filters: HashMap::new(),
        }
    }

    /// Why a condition cannot be evaluated for all events at once; nothing if it can.
    pub fn obstacle(&self, cond: &Cond) -> Option<&'static str> {
        let mut found = None;
        cond.atoms(&mut |atom| found = found.or_else(|| self.obstacle_of(atom.column)));
        found
    }

    /// Why a column has no values of its own here.
    pub fn obstacle_of(&self, column: ColumnId) -> Option<&'static str> {
        match &self.definition(column)? {
            Def::Field(_) => None,
            Def::Outer(_) => Some("asks about the record around the events"),
            Def::Aggregate(_) => Some("asks about events of the events"),
            Def::Score(..) => Some("asks for a score of the events"),
            def => def.sources().into_iter().find_map(|it| self.obstacle_of(it)),
        }
    }

    fn definition(&self, column: ColumnId) -> Option<&'p Def> {
        self.columns.get(column.0 as usize).map(|it| &it.def)
    }

    /// The rows that fit a filter; one that is used again is evaluated once.
    pub fn fitting(&mut self, filter: &'p Cond) -> Arc<RowSet> {
        if let Some(known) = self.filters.get(filter) {
            return Arc::clone(known);
        }
        let found = Arc::new(self.among(&RowSet::all(self.list.size()), filter));
        self.filters.insert(filter, Arc::clone(&found));
        found
    }

    /// Which of these rows fit a condition. Of each row the same columns are asked for as when it stands alone.
    pub fn among(&mut self, rows: &RowSet, cond: &Cond) -> RowSet {
        match cond {
            Cond::Const(true) => rows.clone(),
            Cond::Const(false) => RowSet::none(self.list.size()),
            Cond::Atom(atom) => {
                self.ask(atom.column, rows);
                self.passing(rows, atom)
            }
            Cond::Not(inner) => {
                let mut left = rows.clone();
                left.remove(&self.among(rows, inner));
                left
            }
            Cond::All(parts) => {
                parts.iter().fold(rows.clone(), |left, part| self.among(&left, part))
            }
            Cond::Any(parts) => {
                let mut left = rows.clone();
                for part in parts {
                    let found = self.among(&left, part);
                    left.remove(&found);
                }
                let mut found = rows.clone();
                found.remove(&left);
                found
            }
        }
    }

    /// Which of these rows pass a test: of texts each different one is tested once.
    fn passing(&self, rows: &RowSet, Atom { column, test }: &Atom) -> RowSet {
        let ready = Ready::new(test, &self.clock);
        let passes = |value: &Value| ready.passes(value);
        match self.texts(*column) {
            Some(Texts { codes, values }) => {
                let first = std::iter::once(passes(&Value::Missing));
                let passed: Vec<bool> = first.chain(values.iter().map(passes)).collect();
                let code = |row: u32| codes.get(row as usize).map_or(0, |code| *code as usize);
                rows.filter(|row| passed.get(code(row)).copied().unwrap_or(false))
            }
            None => rows.filter(|row| passes(&self.value(*column, row))),
        }
    }

    fn texts(&self, column: ColumnId) -> Option<Texts<'_>> {
        match self.definition(column)? {
            Def::Field(field) => self.list.texts(*field),
            _ => self.calculated(column)?.values.texts(),
        }
    }

    fn calculated(&self, column: ColumnId) -> Option<&Calculated> {
        self.calculated.get(column.0 as usize)?.as_ref()
    }

    /// The value of a column in a row; of a calculated one, if it was asked for.
    pub fn value(&self, column: ColumnId, row: u32) -> Value {
        match self.definition(column) {
            Some(Def::Field(field)) => self.list.value(*field, row),
            Some(Def::Related(of, field)) => match self.value(*of, row) {
                Value::Record(values) => values.get(field.0 as usize).cloned(),
                _ => None,
            }
            .unwrap_or(Value::Missing),
            _ => self.calculated(column).map_or(Value::Missing, |it| it.values.value(row)),
        }
    }

    /// When the event in a row happened, if that is known.
    pub fn time(&self, row: u32) -> Value {
        self.time.map_or(Value::Missing, |field| self.list.value(field, row))
    }

    /// Takes notice that some rows are asked for a column, which is calculated if it does not stand in the data.
    pub fn ask(&mut self, column: ColumnId, rows: &RowSet) {
        let Some(def) = self.definition(column) else { return };
        def.sources().into_iter().for_each(|it| self.ask(it, rows));
        if matches!(def, Def::Field(_) | Def::Related(..)) {
            return;
        }
        let index = column.0 as usize;
        if self.calculated(column).is_none() {
            let calculated = self.calculate(column, def);
            if let Some(slot) = self.calculated.get_mut(index) {
                *slot = calculated;
            }
        }
        let Some(calculated) = self.calculated(column).filter(|it| !it.failed.is_empty()) else {
            return;
        };
        let mut failing = calculated.failed.clone();
        failing.keep(rows);
        match self.failing.iter_mut().find(|(known, _)| *known == column) {
            Some((_, known)) => known.add(&failing),
            None => self.failing.push((column, failing)),
        }
    }

    /// The columns that were asked for and cannot be calculated of one of these rows.
    pub fn failing(&self, rows: &[u32]) -> impl Iterator<Item = ColumnId> {
        let fails = |set: &RowSet| rows.iter().any(|row| set.contains(*row));
        self.failing.iter().filter(move |(_, set)| fails(set)).map(|(column, _)| *column)
    }

    /// Calculates a column for all rows; one that is made of a text alone, for each text once.
    fn calculate(&self, column: ColumnId, def: &Def) -> Option<Calculated> {
        let size = self.list.size();
        let ty = self.columns.get(column.0 as usize)?.ty;
        let mut sources = def.sources();
        sources.sort_unstable();
        sources.dedup();
        let result = |values: &[Value]| {
            let value = |id: ColumnId| {
                let place = sources.iter().position(|it| *it == id);
                place.and_then(|it| values.get(it)).unwrap_or(&Value::Missing)
            };
            def.calculated(&self.clock, &value).and_then(Result::ok)
        };
        let mut values = Packed::of(ty);
        let mut found = |result: Option<Value>| {
            let failed = result.is_none();
            values.push(result.unwrap_or(Value::Missing));
            failed
        };
        let all = RowSet::all(size);
        let failed = match (sources.as_slice(), sources.first().and_then(|it| self.texts(*it))) {
            ([_], Some(Texts { codes, values })) => {
                let missing = std::iter::once(&Value::Missing);
                let of_texts: Vec<Option<Value>> =
                    missing.chain(values).map(|it| result(std::slice::from_ref(it))).collect();
                let code = |row: u32| codes.get(row as usize).map_or(0, |code| *code as usize);
                all.filter(|row| found(of_texts.get(code(row)).cloned().flatten()))
            }
            _ => {
                let mut known = vec![Value::Missing; sources.len()];
                all.filter(|row| {
                    for (slot, source) in known.iter_mut().zip(&sources) {
                        *slot = self.value(*source, row);
                    }
                    found(result(&known))
                })
            }
        };
        Some(Calculated { values, failed })
    }

    /// Forgets what is needed only while conditions are evaluated.
    pub fn settle(&mut self) {
        self.filters = HashMap::new();
    }
}
