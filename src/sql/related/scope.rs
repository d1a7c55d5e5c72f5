//! A related list as a program of its own: its members are the records, and their columns are its columns.

use crate::ir::{
    Aggregate, Column, ColumnId, Def, Events, EventsId, FieldId, ForEach, Program, Record, Type,
};
use crate::source::Place;

use crate::sql::needs::{Form, Needs, compared};

/// The programs of all related lists.
#[derive(Debug)]
pub(in crate::sql) struct Scopes(Vec<Program>);

impl Scopes {
    /// Those of a program's lists.
    pub fn of(program: &Program) -> Self {
        Self(program.events.iter().map(|it| scope(program, it)).collect())
    }

    /// That of one list.
    pub fn get(&self, EventsId(index): EventsId) -> Option<&Program> {
        self.0.get(index as usize)
    }

    /// What an aggregate needs of the members.
    pub fn of_aggregate(&self, it: &Aggregate, place: Place) -> Needs {
        let mut needs = Needs::default();
        let Some(program) = self.get(it.events) else { return needs };
        needs.moment(program, place);
        needs.condition(self, program, &it.filter, place);
        if let Some(column) = it.measure.operand().and_then(|it| it.column()) {
            let ty = program.column(column).map(|it| it.ty);
            let form = if it.measure.counts() { compared(ty) } else { Form::Value };
            needs.add(self, program, column, form, place);
        }
        needs
    }

    /// What a rule for each member needs of them.
    pub fn of_rule(&self, it: &ForEach, place: Place) -> Needs {
        let mut needs = Needs::default();
        let Some(program) = self.get(it.events) else { return needs };
        needs.moment(program, place);
        if let (true, Some(time)) = (it.needs_time() || it.first.is_some(), time_column(program)) {
            needs.add(self, program, time, day_form(program, time), place);
        }
        needs.condition(self, program, &it.filter, place);
        for row in it.rows() {
            needs.condition(self, program, &row.condition, place);
        }
        for award in it.awards() {
            if let crate::ir::Award::Measured(_, column) = award {
                needs.add(self, program, *column, Form::Value, place);
            }
        }
        needs
    }
}

impl Needs {
    /// When an event happened.
    fn moment(&mut self, program: &Program, place: Place) {
        if let Some(time) = time_column(program) {
            self.only(time, Form::Value, place);
        }
    }

    /// The same of a list, if these are what its members need.
    pub fn outer_of(&self, scopes: &Scopes, list: EventsId) -> Vec<(ColumnId, Form)> {
        scopes.get(list).map_or_else(Vec::new, |program| self.outer(program))
    }

    /// What is looked at of the record around: its columns in the forms that are needed.
    pub fn outer(&self, program: &Program) -> Vec<(ColumnId, Form)> {
        let outer = |(id, form, _): (ColumnId, Form, Place)| match program.column(id)?.def {
            Def::Outer(outer) => Some((outer, form)),
            _ => None,
        };
        self.all().filter_map(outer).collect()
    }
}

/// The column with the moment of an event.
pub(in crate::sql) fn time_column(program: &Program) -> Option<ColumnId> {
    let time = program.record.time()?;
    let at = program.columns.iter().position(|it| it.def == Def::Field(time))?;
    u32::try_from(at).ok().map(ColumnId)
}

/// The form in which the day of a date or moment is found.
pub(in crate::sql) fn day_form(program: &Program, column: ColumnId) -> Form {
    match program.column(column).map(|it| it.ty) {
        Some(Type::DateTime) => Form::Day,
        _ => Form::Value,
    }
}

fn scope(program: &Program, events: &Events) -> Program {
    let record = program.related(events.record).cloned().unwrap_or_default();
    let mut columns = events.columns.clone();
    columns.extend(missing_time(&record, &columns));
    Program {
        record,
        columns,
        rules: Vec::new(),
        groups: Vec::new(),
        disqualifiers: Vec::new(),
        actions: Vec::new(),
        tests: Vec::new(),
        ..program.clone()
    }
}

/// The moment of an event, if no rule reads it by name.
fn missing_time(record: &Record, columns: &[Column]) -> Option<Column> {
    let time: FieldId = record.time()?;
    let field = record.get(time)?;
    let is_read = columns.iter().any(|it| it.def == Def::Field(time));
    (!is_read).then(|| Column { def: Def::Field(time), ty: field.ty, label: field.name.clone() })
}
