use std::sync::Arc;

use hashbrown::HashMap;

use crate::ir::{Text, Value};

/// Texts by their numbers: an event table repeats few texts many times. 0 is no text.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    codes: HashMap<Arc<str>, u32>,
    values: Vec<Value>,
}

impl Dictionary {
    /// The number of a text that was met before.
    pub fn known(&self, exact: &str) -> Option<u32> {
        self.codes.get(exact).copied()
    }

    /// The number of a text; `None` when there are too many.
    pub fn code(&mut self, text: &Text) -> Option<u32> {
        if let Some(code) = self.known(&text.exact) {
            return Some(code);
        }
        let code = u32::try_from(self.values.len() + 1).ok()?;
        self.codes.insert(Arc::clone(&text.exact), code);
        self.values.push(Value::Text(text.clone()));
        Some(code)
    }

    /// The texts, from number 1.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    pub fn value(&self, code: u32) -> Value {
        let place = (code as usize).checked_sub(1);
        place.and_then(|place| self.values.get(place)).cloned().unwrap_or(Value::Missing)
    }
}
