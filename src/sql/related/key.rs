//! Keys: by which related records are found. They are compared as texts, exactly, after trim.

use super::refusal;
use crate::ir::{Field, Record, Type};
use crate::source::Place;
use crate::sql::columns::Work;
use crate::sql::names::written;
use crate::sql::texts::quoted;

impl Work<'_> {
    /// The key in a column of a table: a text, or NULL.
    pub(super) fn key_in(&mut self, field: &Field, alias: &str, place: Place) -> String {
        let column = format!("{alias}.{}", written(&field.column, self.speech));
        let key = match field.ty {
            Type::Integer => {
                let number = self.speech.number(&self.speech.as_text(&column));
                self.speech.as_text(&self.speech.whole(&format!("floor({number})")))
            }
            Type::Number => {
                self.refusals.push(refusal(
                    place,
                    format!(
                        "The key {} is a number, which databases write in different ways.",
                        field.name
                    ),
                    "Declare it as text or integer.",
                ));
                return "NULL".to_owned();
            }
            _ => self.trimmed(&column),
        };
        if field.missing.is_empty() {
            return key;
        }
        let missing: Vec<String> = field.missing.iter().map(|it| quoted(it)).collect();
        format!("CASE WHEN lower({key}) NOT IN ({}) THEN {key} END", missing.join(", "))
    }

    /// The key of the records of this frame, as a column of the step that reads them.
    pub(super) fn own_key(&mut self, place: Place) -> Option<String> {
        if self.key.is_none() {
            let field = only_key(&self.program.record)?.clone();
            let alias = self.alias.clone();
            let key = self.key_in(&field, &alias, place);
            let name = self.new_name(&format!("{}_key", self.program.record.name));
            self.columns.make(0, &name, key);
            self.key = Some(name);
        }
        self.key.clone()
    }
}

/// The field that alone names the records of a table.
pub(super) fn only_key(record: &Record) -> Option<&Field> {
    let mut keys = record.keys();
    let key = keys.next().filter(|_| keys.next().is_none())?;
    record.get(key)
}

/// A field by which records are linked: declared, or else a text.
pub(super) fn link(record: &Record, by: &Field) -> Field {
    let declared = record.field(&by.name).and_then(|it| record.get(it));
    declared.filter(|it| it.ty.related().is_none()).unwrap_or(by).clone()
}
