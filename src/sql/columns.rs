//! The columns of a record as columns of a statement: each is read or calculated once, in the first step that can.

use std::collections::{BTreeSet, HashMap};
use std::mem::swap;

use rust_decimal::Decimal;

use super::decided::Decided;
use super::dialect::Speech;
use super::models::Models;
use super::names::{Names, written, written_path};
use super::needs::{Form, Needs, resolved};
use super::tables::Table;
use crate::ir::{Clock, ColumnId, EventsId, Field, Limits, Program, Record, RuleId, Test};

/// Columns of a statement, by the step that makes them.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// For each step its columns: how each is made, its name, and what a reader may want to know.
    steps: Vec<Vec<Made>>,
    /// The tables that steps join.
    joins: Vec<Join>,
    /// What was read of fields, by how their columns are called.
    readings: Vec<(String, Field, Form, Known)>,
    forms: HashMap<(ColumnId, Form), Known>,
    /// The last step that anything known here comes from.
    last: usize,
}

/// A table with one row for each key, joined in a step.
#[derive(Clone, Debug)]
pub(super) struct Join {
    pub step: usize,
    pub table: String,
    pub alias: String,
    pub key: String,
    /// The column with the key in the step before.
    pub by: String,
}

/// A column that a step makes.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub expression: String,
    pub name: String,
}

/// So many points for each one of a column, inside the limits of a row and of its rule.
pub(super) type MeasuredAward = (Decimal, ColumnId, [Limits; 2]);

/// Where a form of a column is found.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Its name in SQL.
    pub name: String,
    /// The first step after which it is there.
    pub step: usize,
    /// How many decimals its numbers may have.
    pub decimals: u32,
}

impl Columns {
    /// Adds a column to a step.
    pub fn make(&mut self, step: usize, name: &str, expression: String) {
        while self.steps.len() <= step {
            self.steps.push(Vec::new());
        }
        if let Some(columns) = self.steps.get_mut(step) {
            columns.push(Made { expression, name: name.to_owned() });
        }
        self.last = self.last.max(step);
    }

    /// Joins a table in a step.
    pub fn join(&mut self, join: Join) {
        self.joins.push(join);
    }

    /// Says where a form is found.
    pub fn know(&mut self, column: ColumnId, form: Form, known: Known) {
        self.last = self.last.max(known.step);
        self.forms.insert((column, form), known);
    }

    /// Takes over what was read of a field before; tells whether these forms are all there.
    pub fn reread(
        &mut self,
        id: ColumnId,
        forms: &BTreeSet<Form>,
        source: &str,
        field: &Field,
    ) -> bool {
        let is_it = |it: &&(String, Field, Form, Known)| it.0 == source && it.1 == *field;
        let read: Vec<(Form, Known)> =
            self.readings.iter().filter(is_it).map(|it| (it.2, it.3.clone())).collect();
        let is_read = forms.iter().all(|form| read.iter().any(|(it, _)| it == form));
        if is_read {
            read.into_iter().for_each(|(form, known)| self.know(id, form, known));
        }
        is_read
    }

    /// Remembers what was read of a field.
    pub fn was_read(&mut self, id: ColumnId, source: &str, field: &Field) {
        for form in [Form::Value, Form::Folded, Form::Day] {
            if let Some(known) = self.forms.get(&(id, form)) {
                self.readings.push((source.to_owned(), field.clone(), form, known.clone()));
            }
        }
    }

    /// Where a form of a column is found.
    pub fn find(&self, program: &Program, column: ColumnId, form: Form) -> Option<&Known> {
        let (column, form) = resolved(program, column, form);
        self.forms.get(&(column, form)).or_else(|| match form {
            // A day of a date is the date itself.
            Form::Day => self.forms.get(&(column, Form::Value)),
            _ => None,
        })
    }

    /// The columns of each step.
    pub fn steps(&self) -> &[Vec<Made>] {
        &self.steps
    }

    /// The tables that a step joins.
    pub fn joins(&self, step: usize) -> impl Iterator<Item = &Join> {
        self.joins.iter().filter(move |it| it.step == step)
    }

    /// The last step that anything known here comes from.
    pub fn last(&self) -> usize {
        self.last
    }

    /// The same steps, for other columns.
    pub fn swap_steps(&mut self, other: &mut Self) {
        swap(&mut self.steps, &mut other.steps);
        swap(&mut self.joins, &mut other.joins);
        swap(&mut self.readings, &mut other.readings);
    }
}

/// What every part of the work needs.
pub(super) struct Work<'p> {
    pub program: &'p Program,
    pub speech: &'static dyn Speech,
    pub needs: Needs,
    pub names: Names,
    pub columns: Columns,
    pub moments: super::clock::Moments,
    pub refusals: Vec<super::Refusal>,
    /// Whether texts are trimmed and folded, which needs tables of letters.
    pub reads_texts: bool,
    pub folds_texts: bool,
    /// The program of the statement and the models that it uses, and which of them this is.
    pub models: &'p Models,
    pub model: usize,
    /// The scores that models give to the records of tables.
    pub score_tables: Vec<super::related::ScoreTable>,
    /// The scores that models give to these records.
    pub scores: Vec<(usize, Known)>,
    /// The related lists as programs of their own.
    pub scopes: &'p super::related::Scopes,
    /// What tables are called.
    pub mapping: &'p super::Mapping,
    /// The list whose members these records are; `None`: they are scored.
    pub scope: Option<EventsId>,
    /// How their table is called in the step that reads it.
    pub alias: String,
    /// The column with the key of the record to which a member belongs.
    pub owner: Option<String>,
    /// The column with the key by which members find these records.
    pub key: Option<String>,
    /// The related records that are joined to them, one to each.
    pub ones: Vec<super::related::One>,
    /// The lists of theirs that are gone through.
    pub passes: Vec<super::related::Pass>,
    /// The columns with what rules for each member give.
    pub each: Vec<(RuleId, String)>,
    /// Whether reasons are told of these records, and the columns with measured awards that they name.
    pub gives_reasons: bool,
    pub measured_awards: Vec<(MeasuredAward, String)>,
    /// Whether tables are those of a dbt project.
    pub is_dbt: bool,
    /// For each group the rules that one column decides, put together.
    pub decided: Vec<Vec<Decided>>,
    /// Tests that have a column of their own.
    pub shared: HashMap<(ColumnId, Test), String>,
    /// Tables in which texts are looked up.
    pub tables: Vec<Table>,
    /// The moment of the run; if whoever runs the statement gives it, any.
    pub clock: Clock,
    /// Whether the moment of the run is known.
    pub knows_moment: bool,
}

impl Work<'_> {
    /// The SQL name of a form of a column.
    pub fn name(&self, column: ColumnId, form: Form) -> String {
        let known = self.columns.find(self.program, column, form);
        known.map_or_else(|| "NULL".to_owned(), |it| it.name.clone())
    }

    /// A table as SQL writes it; that of related records by the field that leads to them.
    pub fn table(&self, record: &Record, by: Option<(&Record, &Field)>) -> String {
        let name = self.mapping.table(record, by);
        if self.is_dbt {
            return super::shape::marked(&name);
        }
        written_path(&name, self.speech)
    }

    /// A new name as SQL writes it.
    pub fn new_name(&mut self, wish: &str) -> String {
        let name = self.names.new_like(wish);
        written(&name, self.speech)
    }
}
