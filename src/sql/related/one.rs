//! One related record: joined by its key in the step that reads the record that names it.

use super::key::{link, only_key};
use super::refusal;
use crate::ir::{ColumnId, Def, Field, FieldId, Record};
use crate::source::Place;
use crate::sql::columns::Work;
use crate::sql::lines::Line;
use crate::sql::names::written;

/// A related record that is joined.
#[derive(Clone, Debug)]
pub(in crate::sql) struct One {
    /// The table in which it is named, and by which field.
    named: (String, String),
    /// How the table is called where it is joined.
    pub alias: String,
    /// The step in which each key stands once.
    pub step: String,
    /// The table.
    table: String,
    /// Its key as an expression, and the name of that.
    key: (String, String),
    /// The place of a record among those with its key.
    nth: String,
    /// The key of it that the record around it has.
    link: String,
    /// The columns that are read.
    columns: Vec<String>,
}

impl Work<'_> {
    /// The alias of the table with the related record of a column.
    pub(super) fn one(&mut self, id: ColumnId, place: Place) -> Option<String> {
        let (owner, field, around) = self.owner(id, place)?;
        let named = (around.clone(), field.name.clone());
        if let Some(known) = self.ones.iter().find(|it| it.named == named) {
            return Some(known.alias.clone());
        }
        let record = field.ty.related().and_then(|it| self.program.related(it))?.clone();
        let (Some(by), Some(key)) = (field.by.as_deref(), only_key(&record)) else {
            self.refusals.push(refusal(
                place,
                format!("The statement cannot find the {} of a {}.", field.name, owner.name),
                format!(
                    "Say by which column it is found, {}: {}, by …, and mark one key of {}.",
                    field.name, record.name, record.name
                ),
            ));
            return None;
        };
        let alias = self.new_name(&field.name);
        let one = One {
            named,
            step: self.new_name(&format!("{}_by_key", record.name)),
            table: self.table(&record, Some((&owner, &field))),
            key: (self.key_in(key, &alias, place), self.new_name(&format!("{}_key", field.name))),
            nth: self.new_name(&format!("{}_place", field.name)),
            link: self.key_in(&link(&owner, by), &around, place),
            columns: Vec::new(),
            alias: alias.clone(),
        };
        self.ones.push(one);
        Some(alias)
    }

    /// The record in which a related record is named, by which field, and the alias of its table.
    fn owner(&mut self, id: ColumnId, place: Place) -> Option<(Record, Field, String)> {
        let field = |record: &Record, id: FieldId| record.get(id).cloned();
        match self.program.column(id)?.def {
            Def::Field(it) => {
                let owner = self.program.record.clone();
                let field = field(&owner, it)?;
                Some((owner, field, self.alias.clone()))
            }
            Def::Related(of, it) => {
                let alias = self.one(of, place)?;
                let owner = self.program.column(of)?.ty.related()?;
                let owner = self.program.related(owner)?.clone();
                let field = field(&owner, it)?;
                if let Some(by) = field.by.as_deref() {
                    self.reads_of_one(&alias, &link(&owner, by));
                }
                Some((owner, field, alias))
            }
            _ => None,
        }
    }

    /// Says that a column of a related record is read.
    pub(super) fn reads_of_one(&mut self, alias: &str, field: &Field) {
        let column = written(&field.column, self.speech);
        if let Some(one) = self.ones.iter_mut().find(|it| it.alias == alias)
            && !one.columns.contains(&column)
        {
            one.columns.push(column);
        }
    }

    /// The key of a related record, which is known if there is one.
    pub(super) fn key_of_one(&self, alias: &str) -> String {
        let one = self.ones.iter().find(|it| it.alias == alias);
        one.map_or_else(|| "NULL".to_owned(), |it| format!("{alias}.{}", it.key.1))
    }
}

impl One {
    /// The step in which the records stand by their keys.
    pub fn lines(&self, run: Option<&str>) -> Vec<Line> {
        let Self { alias, table, key: (key, name), nth, columns, .. } = self;
        // A table has no first row: of several with one key that differ, the least counts.
        let order: Vec<String> = columns.iter().map(|it| format!("{alias}.{it}")).collect();
        let order = if order.is_empty() { key.clone() } else { order.join(", ") };
        let mut made: Vec<String> = columns.iter().map(|it| format!("{alias}.{it}")).collect();
        made.push(format!("{key} AS {name}"));
        made.push(format!("row_number() OVER (PARTITION BY {key} ORDER BY {order}) AS {nth}"));
        let mut lines = vec![Line::code("SELECT")];
        lines.extend(Line::listed(made.iter().map(|it| vec![Line::code(it)]).collect()));
        lines.push(Line::code(format!("FROM {table} AS {alias}")));
        lines.extend(run.map(|it| Line::code(format!("CROSS JOIN {it}"))));
        lines
    }

    /// How it is joined.
    pub fn join(&self) -> Line {
        let Self { alias, step, key: (_, key), nth, link, .. } = self;
        Line::code(format!(
            "LEFT JOIN {step} AS {alias} ON {alias}.{key} = {link} AND {alias}.{nth} = 1"
        ))
    }
}
