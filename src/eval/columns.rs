use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use super::aggregate::aggregate;
use super::score::{Failure, Scorer};
use crate::ir::{Clock, Column, ColumnId, Def, EventsId, FieldId, Program, Value, Values};

/// What has been calculated of one record, and of its events: each value once, when it is asked for.
pub(super) struct Cells<'r> {
    record: &'r [Value],
    values: Vec<OnceCell<Value>>,
    /// The members of each related list that stands around this record.
    members: Vec<OnceCell<Vec<Cells<'r>>>>,
    /// The calculations that gave nothing.
    failed: RefCell<Vec<ColumnId>>,
}

impl<'r> Cells<'r> {
    /// Nothing calculated yet of a record that is scored.
    pub fn of(program: &Program, record: &'r [Value]) -> Self {
        Self::in_scope(program, None, record)
    }

    fn in_scope(program: &Program, scope: Option<EventsId>, record: &'r [Value]) -> Self {
        let inner = program.events.iter().rposition(|it| it.outer == scope);
        let lists = inner.map_or(0, |at| at + 1);
        Self {
            record,
            values: vec![OnceCell::new(); program.columns_of(scope).len()],
            members: std::iter::repeat_with(OnceCell::new).take(lists).collect(),
            failed: RefCell::default(),
        }
    }

    /// Takes the value of a column as known; `None` if its calculation gives nothing.
    pub fn know(&self, ColumnId(index): ColumnId, value: Option<Value>) {
        if value.is_none() {
            self.failed.borrow_mut().push(ColumnId(index));
        }
        if let Some(cell) = self.values.get(index as usize) {
            // A value that was calculated before is the same.
            let _ = cell.set(value.unwrap_or(Value::Missing));
        }
    }

    /// The calculations that gave nothing: a division by zero, too many digits.
    pub fn failures(&self, scope: Option<EventsId>, found: &mut BTreeSet<Failure>) {
        let failed = self.failed.borrow();
        found.extend(failed.iter().map(|column| Failure::Column(scope, *column)));
        for (id, members) in (0..).map(EventsId).zip(&self.members) {
            for member in members.get().into_iter().flatten() {
                member.failures(Some(id), found);
            }
        }
    }
}

/// The columns of one record: of the scored one, or of an event with the record around it.
#[derive(Clone, Copy)]
pub(super) struct Columns<'c, 'r> {
    pub scorer: &'c Scorer<'c>,
    scope: Option<EventsId>,
    cells: &'c Cells<'r>,
    outer: Option<&'c Columns<'c, 'r>>,
}

impl<'c, 'r> Columns<'c, 'r> {
    /// The columns of a record that is scored.
    pub fn of(scorer: &'c Scorer<'c>, cells: &'c Cells<'r>) -> Self {
        Self { scorer, scope: None, cells, outer: None }
    }

    pub fn clock(&self) -> &'c Clock {
        self.scorer.clock()
    }

    fn definitions(&self) -> &'c [Column] {
        self.scorer.program().columns_of(self.scope)
    }

    /// The value of a column.
    pub fn get(&self, id: ColumnId) -> &'c Value {
        let index = id.0 as usize;
        let Some(column) = self.definitions().get(index) else { return &Value::Missing };
        match &column.def {
            Def::Field(_) | Def::Related(..) => self.stored(id).unwrap_or(&Value::Missing),
            Def::Outer(outer) => self.outer.map_or(&Value::Missing, |it| it.get(*outer)),
            def => match self.cells.values.get(index) {
                Some(cell) => cell.get_or_init(|| self.calculate(id, def)),
                None => &Value::Missing,
            },
        }
    }

    /// The value of a column that stands in the record itself, or in one related to it.
    fn stored(&self, id: ColumnId) -> Option<&'r Value> {
        match self.definitions().get(id.0 as usize)?.def {
            Def::Field(FieldId(field)) => self.cells.record.get(field as usize),
            Def::Outer(outer) => self.outer?.stored(outer),
            Def::Related(of, FieldId(field)) => match self.stored(of)? {
                Value::Record(values) => values.get(field as usize),
                _ => None,
            },
            _ => None,
        }
    }

    /// The members of a related list, in its order; those later than as-of do not exist.
    pub fn members<'m>(
        &'m self,
        id: EventsId,
    ) -> impl Iterator<Item = Columns<'m, 'r>> + use<'m, 'c, 'r> {
        let program = self.scorer.program();
        let cells = self.cells.members.get(id.0 as usize).map(|it| {
            it.get_or_init(|| match program.events(id).and_then(|it| self.stored(it.list)) {
                Some(Value::Records(records)) => self
                    .existing(id, records)
                    .map(|record| Cells::in_scope(program, Some(id), record))
                    .collect(),
                _ => Vec::new(),
            })
        });
        cells.into_iter().flatten().map(move |cells| Columns {
            scorer: self.scorer,
            scope: Some(id),
            cells,
            outer: Some(self),
        })
    }

    /// How many members of a related list are later than as-of.
    pub fn later(&self, id: EventsId) -> usize {
        let list = self.scorer.program().events(id).and_then(|it| self.stored(it.list));
        match list {
            Some(Value::Records(all)) => all.len() - self.existing(id, all).count(),
            _ => 0,
        }
    }

    fn existing(
        &self,
        id: EventsId,
        records: &'r [Values],
    ) -> impl Iterator<Item = &'r Values> + use<'c, 'r> {
        let program = self.scorer.program();
        let time = program.events(id).and_then(|it| program.related(it.record)?.time());
        let clock = self.clock();
        records.iter().filter(move |record| match time.map(|time| value_of(record, time)) {
            Some(Value::Moment(moment)) => *moment <= clock.now,
            Some(Value::Date(date)) => *date <= clock.today,
            _ => true,
        })
    }

    /// The moment of an event, if its record has one and it is known.
    pub fn time(&self) -> Option<&'c Value> {
        let program = self.scorer.program();
        let events = program.events(self.scope?)?;
        let time = program.related(events.record)?.time()?;
        self.cells.record.get(time.0 as usize).filter(|it| !it.is_missing())
    }

    fn calculate(&self, id: ColumnId, def: &Def) -> Value {
        let failing = |result: Option<Value>| {
            result.unwrap_or_else(|| {
                self.cells.failed.borrow_mut().push(id);
                Value::Missing
            })
        };
        match def {
            Def::Aggregate(it) => failing(aggregate(self, it)),
            Def::Score(model, of) => {
                let record = match of {
                    None => Some(self.cells.record),
                    Some(of) => match self.get(*of) {
                        Value::Record(values) => Some(&**values),
                        _ => None,
                    },
                };
                match (record, self.scorer.model(*model)) {
                    (Some(record), Some(scorer)) => {
                        Value::Number(scorer.score(record).score.to_decimal())
                    }
                    _ => Value::Missing,
                }
            }
            def => match def.calculated(self.clock(), &|column| self.get(column)) {
                Some(result) => failing(result.ok()),
                // It stands in the data.
                None => self.get(id).clone(),
            },
        }
    }
}

fn value_of(values: &[Value], field: FieldId) -> &Value {
    values.get(field.0 as usize).unwrap_or(&Value::Missing)
}
