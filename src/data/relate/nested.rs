//! Related records inside the rows of others: objects, and lists of objects.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value as Json;

use super::members::Members;
use super::shape::Shape;
use crate::data::values::loader::{Cell, Loader};
use crate::data::values::spot::Spot;
use crate::data::{Binding, NotUnderstood};
use crate::diagnostic::Diagnostic;
use crate::ir::{Field, Type, Value, Values};

/// Reads the related records of one field.
#[derive(Clone, Debug)]
pub(in crate::data) struct Nested {
    many: bool,
    loader: Loader,
    members: Members,
}

impl Nested {
    /// A reader for the records of a field of the record at `spot`.
    pub fn new(field: &Field, shape: &Shape, spot: &Spot) -> Self {
        let spot = spot.below(&field.column);
        let many = matches!(field.ty, Type::Records(_));
        let binding = match many {
            true => Binding::of_keys(&shape.record, &shape.used),
            false => Binding::of_nameless(&shape.record, &shape.used),
        };
        Self {
            many,
            members: Members::new(&spot.label(), &shape.record, &shape.clock),
            loader: Loader::of(shape, binding, spot),
        }
    }

    /// The records in a cell; what is none is counted by the caller.
    pub fn value(&mut self, cell: Cell<'_>, row: u64) -> Result<Value, NotUnderstood> {
        match cell {
            Cell::Absent => Ok(self.none()),
            Cell::Json(json) => self.json(json, row),
            // A cell of CSV may hold JSON.
            Cell::Text(text) => match text.trim() {
                "" => Ok(self.none()),
                text => {
                    let json = serde_json::from_str(text).map_err(|_| NotUnderstood)?;
                    self.json(&json, row)
                }
            },
        }
    }

    /// A related list is empty, never missing.
    pub fn none(&self) -> Value {
        if self.many { Value::Records(Arc::new([])) } else { Value::Missing }
    }

    fn json(&mut self, json: &Json, row: u64) -> Result<Value, NotUnderstood> {
        match (json, self.many) {
            (Json::Null, _) => Ok(self.none()),
            (Json::String(text), _) if text.trim().is_empty() => Ok(self.none()),
            (Json::Array(members), true) => self.list(members, row),
            (Json::Object(_), true) => {
                self.members.reshaped.add(|| format!("row {row}"));
                self.list(std::slice::from_ref(json), row)
            }
            (Json::Object(_), false) => self.one(json, row).map(Value::Record),
            (Json::Array(members), false) => match members.as_slice() {
                [] => Ok(self.none()),
                [one] => {
                    self.members.reshaped.add(|| format!("row {row}"));
                    self.one(one, row).map(Value::Record)
                }
                _ => Err(NotUnderstood),
            },
            _ => Err(NotUnderstood),
        }
    }

    fn one(&mut self, json: &Json, row: u64) -> Result<Values, NotUnderstood> {
        let Json::Object(object) = json else { return Err(NotUnderstood) };
        Ok(self.loader.object(object, row).into())
    }

    /// The members that count. A list with one member that is no object is not understood.
    fn list(&mut self, members: &[Json], row: u64) -> Result<Value, NotUnderstood> {
        let mut keys = HashSet::new();
        let mut known = Vec::new();
        for member in members.iter().filter(|it| !it.is_null()) {
            let values = self.one(member, row)?;
            if let Some(key) = self.loader.unique_key(&values)
                && !keys.insert(key)
            {
                let key = self.loader.key(&values).unwrap_or_default();
                self.members.repeated.add(|| format!("\"{key}\" (row {row})"));
                continue;
            }
            if let Some(time) = self.members.time() {
                let time = values.get(time.0 as usize).unwrap_or(&Value::Missing);
                if !self.members.exists(time, || format!("row {row}")) {
                    continue;
                }
            }
            known.push(values);
        }
        Ok(Value::Records(known.into()))
    }

    pub fn values_not_understood(&self) -> u64 {
        self.loader.values_not_understood()
    }

    pub fn has_problem(&self) -> bool {
        self.members.any() || self.loader.has_problem()
    }

    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut findings = self.loader.diagnostics();
        findings.extend(self.members.findings(None));
        findings
    }
}
