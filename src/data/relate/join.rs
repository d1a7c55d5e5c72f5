use std::sync::Arc;

use super::examples::Examples;
use super::index::key_text;
use super::members::finding;
use super::shape::{Joined, Shape};
use super::table::Table;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{FieldId, Value, Values};

/// Adds joined records to the values of leads.
///
/// ```text
/// [id, company_id, …, visits: missing] ─► [id, company_id, …, visits: [[/pricing, 2025-03-01], …]]
/// ```
#[derive(Debug)]
pub struct Joins {
    /// How many values a lead has.
    own: usize,
    node: Node,
}

/// Keys that were not found, for each field with a related record.
#[derive(Debug, Default)]
pub struct Missed(Vec<Examples>);

/// The joins of one record, and those of the records nested in it.
#[derive(Debug, Default)]
struct Node {
    joins: Vec<Join>,
    nested: Vec<(usize, Node)>,
}

/// The records of one field.
#[derive(Debug)]
struct Join {
    /// The place of the field among the values.
    field: usize,
    /// The place of the value by which they are found.
    key: usize,
    many: bool,
    label: String,
    column: String,
    other: String,
    table: Arc<Table>,
    index: usize,
    /// Which fields are read of them.
    read: Vec<bool>,
    inner: Node,
    missed: Examples,
}

impl Joins {
    pub(super) fn new(shape: &Shape, tables: &[Arc<Table>]) -> Self {
        Self { own: shape.own, node: Node::new(shape, tables) }
    }

    /// Adds the joined records to the values of a lead, as its loader gives them.
    pub fn fill(&mut self, values: &mut Vec<Value>) {
        self.node.fill(values);
        values.truncate(self.own);
    }

    /// The same but for some lists, which are left as they are.
    #[must_use]
    pub fn without(mut self, lists: &[FieldId]) -> Self {
        self.node.joins.retain(|it| !lists.iter().any(|list| list.0 as usize == it.field));
        self
    }

    /// The fields of a lead by which records are found.
    pub fn keys(&self) -> impl Iterator<Item = FieldId> {
        let keys = self.node.joins.iter().filter_map(|it| u32::try_from(it.key).ok());
        keys.map(FieldId)
    }

    /// Whether there is nothing to add.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.node.is_empty()
    }

    /// Takes out which keys were not found, for whoever counts them elsewhere.
    pub fn take_missed(&mut self) -> Missed {
        let mut all = Vec::new();
        self.node.each_missed(&mut |it| all.push(std::mem::take(it)));
        Missed(all)
    }

    /// Adds which keys were not found elsewhere, by joins of the same records.
    pub fn add_missed(&mut self, missed: Missed) {
        let mut missed = missed.0.into_iter();
        self.node
            .each_missed(&mut |it| missed.next().into_iter().for_each(|more| it.add_all(more)));
    }

    /// Whether a key was looked for and not found.
    #[must_use]
    pub fn has_problem(&self) -> bool {
        self.node.any(&|join| join.missed.any())
    }

    /// All findings, at the end of the leads.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        self.node.findings(&mut findings);
        findings
    }
}

impl Node {
    fn new(shape: &Shape, tables: &[Arc<Table>]) -> Self {
        let nested =
            shape.nested.iter().map(|(id, inner)| (id.0 as usize, Self::new(inner, tables)));
        Self {
            joins: shape.joined.iter().filter_map(|it| Join::new(it, shape, tables)).collect(),
            nested: nested.filter(|(_, node)| !node.is_empty()).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.joins.is_empty() && self.nested.is_empty()
    }

    fn fill(&mut self, values: &mut [Value]) {
        for join in &mut self.joins {
            let found = join.found(values.get(join.key).unwrap_or(&Value::Missing));
            if let Some(slot) = values.get_mut(join.field) {
                *slot = found;
            }
        }
        for (field, node) in &mut self.nested {
            let Some(slot) = values.get_mut(*field) else { continue };
            let mut filled = |values: &Values| -> Values {
                let mut values = values.to_vec();
                node.fill(&mut values);
                values.into()
            };
            match slot {
                Value::Record(values) => *values = filled(values),
                Value::Records(records) => *records = records.iter().map(filled).collect(),
                _ => {}
            }
        }
    }

    /// Calls `visit` for what was not found of each related record; a list is never missing.
    fn each_missed(&mut self, visit: &mut impl FnMut(&mut Examples)) {
        for join in &mut self.joins {
            if !join.many {
                visit(&mut join.missed);
            }
            join.inner.each_missed(visit);
        }
        self.nested.iter_mut().for_each(|(_, node)| node.each_missed(visit));
    }

    fn any(&self, is: &impl Fn(&Join) -> bool) -> bool {
        self.joins.iter().any(|join| is(join) || join.inner.any(is))
            || self.nested.iter().any(|(_, node)| node.any(is))
    }

    fn findings(&self, findings: &mut Vec<Diagnostic>) {
        for join in &self.joins {
            findings.extend(join.finding());
            join.inner.findings(findings);
        }
        self.nested.iter().for_each(|(_, node)| node.findings(findings));
    }
}

/// Whether anything is joined to the records of a shape, or to those nested in them.
pub(super) fn is_joined(shape: &Shape) -> bool {
    !shape.joined.is_empty() || shape.nested.iter().any(|(_, inner)| is_joined(inner))
}

impl Join {
    fn new(joined: &Joined, owner: &Shape, tables: &[Arc<Table>]) -> Option<Self> {
        let (shape, table) = (&joined.shape, tables.get(joined.table)?);
        let mut read = vec![false; shape.record.fields.len()];
        for id in &shape.used {
            if let Some(field) = read.get_mut(id.0 as usize) {
                *field = true;
            }
        }
        let inner = Node::new(shape, tables);
        if inner.joins.is_empty() {
            read.truncate(shape.own);
        }
        Some(Self {
            field: joined.field.0 as usize,
            key: joined.key.0 as usize,
            many: joined.many,
            label: owner.record.get(joined.field)?.name.clone(),
            column: owner.record.get(joined.key)?.column.clone(),
            other: shape.record.name.clone(),
            table: Arc::clone(table),
            index: joined.index,
            read,
            inner,
            missed: Examples::default(),
        })
    }

    /// What is related to the record with this key. A related list is empty, never missing.
    fn found(&mut self, key: &Value) -> Value {
        let table = Arc::clone(&self.table);
        let index = table.indexes.get(self.index);
        let key = key_text(key);
        let rows = key.as_deref().and_then(|key| index?.rows(key)).unwrap_or_default();
        if self.many {
            return Value::Records(rows.iter().map(|row| self.row(&table, *row)).collect());
        }
        match (rows.first(), key) {
            (Some(row), _) => Value::Record(self.row(&table, *row)),
            (None, Some(key)) => {
                self.missed.add(|| format!("\"{key}\""));
                Value::Missing
            }
            (None, None) => Value::Missing,
        }
    }

    fn row(&mut self, table: &Table, row: u32) -> Values {
        let values = self.read.iter().enumerate().map(|(field, is_read)| match is_read {
            true => table.value(field, row),
            false => Value::Missing,
        });
        if self.inner.is_empty() {
            return values.collect();
        }
        let mut values: Vec<Value> = values.collect();
        self.inner.fill(&mut values);
        values.into()
    }

    fn finding(&self) -> Option<Diagnostic> {
        let (column, other) = (&self.column, &self.other);
        finding(
            &self.label,
            &self.missed,
            codes::NO_PARENT,
            [
                &format!("names a record of {other} that is not there, by its \"{column}\""),
                &format!("name a record of {other} that is not there, by their \"{column}\""),
            ],
            "Nothing is known of it then. Capitals and zeros in front count in keys.",
        )
    }
}
