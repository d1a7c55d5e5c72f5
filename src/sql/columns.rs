//! The columns of a record as columns of a statement: each is read or calculated once, in the first step that can.

use std::collections::HashMap;

use super::decided::Decided;
use super::dialect::Speech;
use super::names::{Names, written, written_path};
use super::needs::{Form, Needs, resolved};
use super::tables::Table;
use crate::ir::{Clock, ColumnId, EventsId, Field, Program, Record, RuleId, Test};

/// Columns of a statement, by the step that makes them.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// For each step its columns: how each is made, its name, and what a reader may want to know.
    steps: Vec<Vec<Made>>,
    forms: HashMap<(ColumnId, Form), Known>,
}

/// A column that a step makes.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub expression: String,
    pub name: String,
}

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
    }

    /// Says where a form is found.
    pub fn know(&mut self, column: ColumnId, form: Form, known: Known) {
        self.forms.insert((column, form), known);
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
    /// The columns with what rules for each member give, in hundredths.
    pub each: Vec<(RuleId, String)>,
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
