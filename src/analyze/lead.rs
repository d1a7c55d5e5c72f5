//! Records that show what a finding claims, as their writer would write them.

use super::literal::{Writer, is_blank};
use crate::ir::{Clock, Program, Value};

/// So many characters of a text are shown in messages.
const MOST_SHOWN: usize = 60;

/// A record that shows something: its values in the order of the program's fields, blank where they do not matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lead {
    /// The values, as those of a test.
    pub values: Vec<Value>,
}

impl Lead {
    /// The fields inside of `given { … }` of a test: `industry: "Retail", employees: 500`.
    ///
    /// Blank fields are left out, so an empty record gives an empty text.
    #[must_use]
    pub fn given(&self, program: &Program, clock: &Clock) -> String {
        Writer { program, zone: clock.zone(), colon: ": " }.fields(&program.record, &self.values)
    }

    /// The fields on one line of a message: `industry "Retail", employees 500`; of an empty record, `nothing known`.
    /// Texts that are very long are cut short.
    #[must_use]
    pub fn line(&self, program: &Program, clock: &Clock) -> String {
        let values: Vec<Value> = self.values.iter().map(shortened).collect();
        let line =
            Writer { program, zone: clock.zone(), colon: " " }.fields(&program.record, &values);
        if line.is_empty() { "nothing known".to_owned() } else { line }
    }
}

/// A value with no more of a text than a message has room for.
fn shortened(value: &Value) -> Value {
    match value {
        Value::Text(text) if text.exact.chars().count() > MOST_SHOWN => {
            let shown: String = text.exact.chars().take(MOST_SHOWN).collect();
            Value::text(&format!("{shown}…"))
        }
        other => other.clone(),
    }
}

impl Lead {
    /// What is left of a record without the values that do not matter for what it shows.
    pub(super) fn with_less(mut record: Vec<Value>, shows: &dyn Fn(&[Value]) -> bool) -> Self {
        for index in 0..record.len() {
            while let Some(less) = record
                .get(index)
                .map(smaller)
                .and_then(|all| all.into_iter().find(|it| shows(&with(&record, index, it.clone()))))
            {
                record = with(&record, index, less);
            }
        }
        Self { values: record }
    }
}

fn with(values: &[Value], index: usize, value: Value) -> Vec<Value> {
    let mut values = values.to_vec();
    if let Some(slot) = values.get_mut(index) {
        *slot = value;
    }
    values
}

/// What says less than a value, the least first.
fn smaller(value: &Value) -> Vec<Value> {
    match value {
        Value::Missing => Vec::new(),
        Value::Record(values) => {
            let fields = fields_less(values).map(|it| Value::Record(it.into()));
            std::iter::once(Value::Missing).chain(fields).collect()
        }
        Value::Records(records) if records.is_empty() => Vec::new(),
        Value::Records(records) => {
            let half = records.iter().take(records.len() / 2).cloned().collect::<Vec<_>>();
            let without = |out: usize| {
                let kept = records.iter().enumerate().filter(move |(it, _)| *it != out);
                kept.map(|(_, it)| it.clone()).collect::<Vec<_>>()
            };
            let fewer = [Vec::new(), half].into_iter().chain((0..records.len()).map(without));
            let poorer = records.iter().enumerate().flat_map(|(index, event)| {
                fields_less(event).map(move |it| {
                    let mut records = records.to_vec();
                    if let Some(slot) = records.get_mut(index) {
                        *slot = it.into();
                    }
                    records
                })
            });
            fewer.chain(poorer).map(|it| Value::Records(it.into())).collect()
        }
        _ => vec![Value::Missing],
    }
}

/// A record without one of its known fields, each in turn.
fn fields_less(values: &[Value]) -> impl Iterator<Item = Vec<Value>> + '_ {
    let known = values.iter().enumerate().filter(|(_, value)| !is_blank(value));
    known.map(|(index, value)| {
        let blank = match value {
            Value::Records(_) => Value::Records([].into()),
            _ => Value::Missing,
        };
        with(values, index, blank)
    })
}
