//! The values of one column, counted.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ir::{Text, Value};

/// How many different texts are counted.
const MOST_TEXTS: usize = 10_000;

/// What is known of the values of a column. Its size is bounded.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Records with a value.
    pub known: u64,
    /// Texts and members of lists by what they are compared with, with their first spelling.
    texts: HashMap<Arc<str>, (Arc<str>, u64)>,
    /// The least and the greatest number or date.
    pub range: Option<(Value, Value)>,
}

impl Tally {
    pub fn add(&mut self, value: &Value) {
        self.known += u64::from(!value.is_missing());
        match value {
            Value::Text(text) => self.text(text),
            Value::Texts(texts) => texts.iter().for_each(|text| self.text(text)),
            Value::Number(_) | Value::Date(_) | Value::Moment(_) => self.ordered(value),
            Value::Numbers(numbers) => {
                numbers.iter().for_each(|number| self.ordered(&Value::Number(*number)));
            }
            Value::Missing | Value::YesNo(_) | Value::Record(_) | Value::Records(_) => {}
        }
    }

    fn text(&mut self, text: &Text) {
        if let Some((_, count)) = self.texts.get_mut(&text.folded) {
            *count += 1;
        } else if self.texts.len() < MOST_TEXTS {
            self.texts.insert(text.folded.clone(), (text.exact.clone(), 1));
        }
    }

    fn ordered(&mut self, value: &Value) {
        match &mut self.range {
            None => self.range = Some((value.clone(), value.clone())),
            Some((least, greatest)) => {
                if is_less(value, least) {
                    *least = value.clone();
                } else if is_less(greatest, value) {
                    *greatest = value.clone();
                }
            }
        }
    }

    /// The texts with their counts, the most frequent first.
    pub fn frequent(&self) -> Vec<(&str, u64)> {
        let mut texts: Vec<(&str, u64)> =
            self.texts.values().map(|(text, count)| (&**text, *count)).collect();
        texts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        texts
    }
}

fn is_less(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a < b,
        (Value::Date(a), Value::Date(b)) => a < b,
        (Value::Moment(a), Value::Moment(b)) => a < b,
        _ => false,
    }
}
