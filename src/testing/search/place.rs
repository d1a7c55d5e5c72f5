//! Puts values into records, along the fields that lead to them.

use std::sync::Arc;

use crate::ir::{Clock, FieldId, Program, Record, Type, Value};
use crate::testing::coverage::noon;

/// The fields that lead from the scored record to a value, through related records and members of lists.
pub(in crate::testing) type Path = Vec<FieldId>;

/// Which member of a list is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::testing) enum Member {
    /// The last one; a first one if there is none.
    Last,
    /// One more.
    New,
}

/// A record of which nothing is known.
pub(in crate::testing) fn blank(record: &Record) -> Vec<Value> {
    let empty = |ty| match ty {
        Type::Records(_) => Value::Records(Arc::new([])),
        _ => Value::Missing,
    };
    record.fields.iter().map(|field| empty(field.ty)).collect()
}

/// Puts values of records together.
pub(in crate::testing) struct Placer<'p> {
    pub program: &'p Program,
    /// Events that are new happen on its day: one without a time counts nowhere that a time is needed.
    pub clock: &'p Clock,
}

impl Placer<'_> {
    /// A record with a value at the end of a path; `None` where the path leads nowhere.
    pub fn put(
        &self,
        values: &[Value],
        path: &[FieldId],
        value: &Value,
        member: Member,
    ) -> Option<Vec<Value>> {
        self.put_in(&self.program.record, values, path, value, member)
    }

    fn put_in(
        &self,
        record: &Record,
        values: &[Value],
        path: &[FieldId],
        value: &Value,
        member: Member,
    ) -> Option<Vec<Value>> {
        let (field, rest) = path.split_first()?;
        let ty = record.get(*field)?.ty;
        let mut values = values.to_vec();
        let slot = values.get_mut(field.0 as usize)?;
        *slot = match (rest, ty) {
            ([], _) => value.clone(),
            (rest, Type::Record(id)) => {
                let related = self.program.related(id)?;
                let inner = match slot {
                    Value::Record(values) => values.to_vec(),
                    _ => blank(related),
                };
                Value::Record(self.put_in(related, &inner, rest, value, member)?.into())
            }
            (rest, Type::Records(id)) => {
                let related = self.program.related(id)?;
                let mut members = match slot {
                    Value::Records(members) => members.to_vec(),
                    _ => Vec::new(),
                };
                let last = if member == Member::Last { members.pop() } else { None };
                let last = last.map_or_else(|| self.event(related), |it| it.to_vec());
                members.push(self.put_in(related, &last, rest, value, member)?.into());
                Value::Records(members.into())
            }
            _ => return None,
        };
        Some(values)
    }

    /// A new member of a list: nothing is known of it but when it was.
    fn event(&self, record: &Record) -> Vec<Value> {
        let mut values = blank(record);
        if let Some(time) = record.time()
            && let (Some(field), Some(slot)) = (record.get(time), values.get_mut(time.0 as usize))
        {
            *slot = match field.ty {
                Type::DateTime => noon(self.clock.today, self.clock),
                _ => Value::Date(self.clock.today),
            };
        }
        values
    }

    /// A record with so many members in a list: copies of the last one, or new ones.
    pub fn repeat(&self, values: &[Value], path: &[FieldId], count: usize) -> Option<Vec<Value>> {
        let found = self.at(&self.program.record, values, path);
        let record = self.record_of(path)?;
        let mut members = match found {
            Some(Value::Records(members)) => members.to_vec(),
            _ => Vec::new(),
        };
        members.truncate(count);
        let last = members.last().cloned().unwrap_or_else(|| self.event(record).into());
        members.resize(count, last);
        self.put(values, path, &Value::Records(members.into()), Member::Last)
    }

    /// The value at the end of a path, of the last members of lists.
    pub fn value<'v>(&self, values: &'v [Value], path: &[FieldId]) -> Option<&'v Value> {
        self.at(&self.program.record, values, path)
    }

    fn record_of(&self, path: &[FieldId]) -> Option<&Record> {
        path.iter().try_fold(&self.program.record, |record, field| {
            self.program.related(record.get(*field)?.ty.related()?)
        })
    }

    fn at<'v>(&self, record: &Record, values: &'v [Value], path: &[FieldId]) -> Option<&'v Value> {
        let (field, rest) = path.split_first()?;
        let value = values.get(field.0 as usize)?;
        if rest.is_empty() {
            return Some(value);
        }
        let related = self.program.related(record.get(*field)?.ty.related()?)?;
        match value {
            Value::Record(values) => self.at(related, values, rest),
            Value::Records(members) => self.at(related, members.last()?, rest),
            _ => None,
        }
    }
}

/// How many values a record gives: of two that show the same, the lighter one is easier to read.
pub(in crate::testing) fn weight(values: &[Value]) -> usize {
    let of = |value: &Value| match value {
        Value::Missing => 0,
        Value::Record(values) => 1 + weight(values),
        Value::Records(members) => members.iter().map(|it| 1 + weight(it)).sum(),
        Value::Texts(texts) => texts.len(),
        Value::Numbers(numbers) => numbers.len(),
        _ => 1,
    };
    values.iter().map(of).sum()
}
