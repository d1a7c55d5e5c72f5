//! One untyped cell in, one typed value out.

use std::collections::HashSet;

use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::dates::Written;
use super::numbers::{number, percent};
use crate::ir::{Field, NumberFormat, Text, Type, Value};

/// A cell that holds something, but nothing that its type knows. In a score it counts as missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not understood")]
pub struct NotUnderstood;

/// What separates the members of a list in one cell, if the schema does not say.
const USUAL_SPLIT: &str = ";";

/// Reads the cells of one field.
///
/// White space around a cell never counts. Blank, JSON null and the field's declared missing values are
/// [`Value::Missing`]. What is left is read by the field's type:
///
/// | type | understood |
/// |---|---|
/// | text | everything; of a closed list, only its values, in any case |
/// | number, integer, percent | see [`number`] and [`percent`]; `100.0` is whole |
/// | date, datetime | ISO 8601, see [`Written::iso`]; with a declared format, only that format |
/// | yes/no | true/false, yes/no, y/n, 1/0, in any case |
/// | lists | members between the declared marks, `;` if none is declared, or a JSON array; empty members are dropped |
///
/// A date keeps its written day, whatever time or offset follows. A datetime without a time is midnight;
/// without an offset it is in the zone given. A list with one member that is not understood is not understood.
///
/// ```
/// use leadscore::data::{Decoder, NotUnderstood};
/// use leadscore::ir::{Field, Type, Value};
///
/// let employees = Decoder::new(&Field::new("employees", Type::Integer), &jiff::tz::TimeZone::UTC);
/// assert_eq!(employees.text(" 250 "), Ok(Value::Number(250.into())));
/// assert_eq!(employees.text(""), Ok(Value::Missing));
/// assert_eq!(employees.text("12 people"), Err(NotUnderstood));
/// ```
#[derive(Clone, Debug)]
pub struct Decoder {
    field: Field,
    zone: TimeZone,
    /// The folded values of a closed list.
    closed: Option<HashSet<std::sync::Arc<str>>>,
}

impl Decoder {
    /// A decoder for a field; times without an offset are in `zone`.
    #[must_use]
    pub fn new(field: &Field, zone: &TimeZone) -> Self {
        let closed = field
            .values
            .as_ref()
            .map(|values| values.iter().map(|value| value.folded.clone()).collect());
        Self { field: field.clone(), zone: zone.clone(), closed }
    }

    /// Reads a cell of text.
    ///
    /// # Errors
    ///
    /// When it is neither missing nor a value of the field's type.
    pub fn text(&self, cell: &str) -> Result<Value, NotUnderstood> {
        let text = cell.trim();
        if text.is_empty() || self.means_missing(text) {
            return Ok(Value::Missing);
        }
        if self.is_list()
            && text.starts_with('[')
            && let Ok(Json::Array(members)) = serde_json::from_str(text)
        {
            return self.array(&members);
        }
        match self.field.ty {
            Type::Texts => {
                collect(self.members(text).map(|member| self.one_text(member)), Value::Texts)
            }
            Type::Numbers => {
                let format = self.field.number_format;
                collect(self.members(text).map(|member| one_number(member, format)), Value::Numbers)
            }
            _ => self.single(text, self.field.number_format),
        }
    }

    /// Reads a JSON value. Its numbers are written with a point, whatever the field's format.
    ///
    /// # Errors
    ///
    /// When it is neither missing nor a value of the field's type: an object, an array for a field with one value.
    pub fn json(&self, cell: &Json) -> Result<Value, NotUnderstood> {
        match cell {
            Json::Null => Ok(Value::Missing),
            Json::String(text) => self.text(text),
            Json::Array(members) if self.is_list() => self.array(members),
            Json::Bool(_) | Json::Number(_) if self.is_list() => {
                self.array(std::slice::from_ref(cell))
            }
            Json::Bool(_) | Json::Number(_) => {
                let text = cell.to_string();
                if self.means_missing(&text) {
                    return Ok(Value::Missing);
                }
                self.single(&text, NumberFormat::default())
            }
            Json::Array(_) | Json::Object(_) => Err(NotUnderstood),
        }
    }

    /// A cell of ASCII in an open text field, trimmed: it is its own value, so nothing need be made of it to
    /// compare it with others.
    pub(crate) fn plain<'c>(&self, cell: &'c str) -> Option<&'c str> {
        let is_open_text = self.field.ty == Type::Text && self.closed.is_none();
        let text = cell.trim();
        let is_plain = is_open_text && text.is_ascii() && !text.is_empty();
        (is_plain && !self.means_missing(text)).then_some(text)
    }

    fn is_list(&self) -> bool {
        matches!(self.field.ty, Type::Texts | Type::Numbers)
    }

    fn array(&self, members: &[Json]) -> Result<Value, NotUnderstood> {
        // Each member as text, with the format that its numbers have.
        let mut known = Vec::new();
        for member in members {
            let (text, format) = match member {
                Json::Null => continue,
                Json::Array(_) | Json::Object(_) => return Err(NotUnderstood),
                Json::String(text) => (text.clone(), self.field.number_format),
                Json::Bool(_) | Json::Number(_) => (member.to_string(), NumberFormat::default()),
            };
            if self.is_known(&text) {
                known.push((text, format));
            }
        }
        let members = known.iter().map(|(text, format)| (text.as_str(), *format));
        match self.field.ty {
            Type::Numbers => {
                collect(members.map(|(it, format)| one_number(it.trim(), format)), Value::Numbers)
            }
            _ => collect(members.map(|(it, _)| self.one_text(it)), Value::Texts),
        }
    }

    /// The members of a list in one cell.
    fn members<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let split = self.field.split.as_deref().filter(|split| !split.is_empty());
        text.split(split.unwrap_or(USUAL_SPLIT)).map(str::trim).filter(|it| self.is_known(it))
    }

    fn is_known(&self, member: &str) -> bool {
        let member = member.trim();
        !member.is_empty() && !self.means_missing(member)
    }

    fn means_missing(&self, text: &str) -> bool {
        let missing = &self.field.missing;
        match missing.is_empty() {
            true => false,
            // Folding plain ASCII needs no table and no memory.
            false if text.is_ascii() => missing.iter().any(|it| it.eq_ignore_ascii_case(text)),
            false => missing.contains(&Text::new(text).folded),
        }
    }

    fn single(&self, text: &str, format: NumberFormat) -> Result<Value, NotUnderstood> {
        match self.field.ty {
            Type::Number => one_number(text, format).map(Value::Number),
            Type::Integer => {
                one_number(text, format).and_then(|number| whole(number).map(Value::Number))
            }
            Type::Percent => {
                let number = percent(text, format, self.field.as_fraction);
                number.map(Value::Number).ok_or(NotUnderstood)
            }
            Type::Date => self.date(text).map(|written| Value::Date(written.date)),
            Type::DateTime => self.date(text).map(|it| Value::Moment(it.instant(&self.zone))),
            Type::YesNo => yes_no(text).map(Value::YesNo),
            Type::Text | Type::Texts | Type::Numbers => self.one_text(text).map(Value::Text),
            // They are records of their own, read as such.
            Type::Record(_) | Type::Records(_) => Err(NotUnderstood),
        }
    }

    fn one_text(&self, text: &str) -> Result<Text, NotUnderstood> {
        let text = Text::new(text);
        match &self.closed {
            Some(closed) if !closed.contains(&text.folded) => Err(NotUnderstood),
            _ => Ok(text),
        }
    }

    fn date(&self, text: &str) -> Result<Written, NotUnderstood> {
        match &self.field.date_format {
            Some(format) => Written::formatted(text, format),
            None => Written::iso(text),
        }
        .ok_or(NotUnderstood)
    }
}

/// Members as a list; of none, missing.
fn collect<T>(
    members: impl Iterator<Item = Result<T, NotUnderstood>>,
    list: impl FnOnce(Vec<T>) -> Value,
) -> Result<Value, NotUnderstood> {
    let members: Vec<T> = members.collect::<Result<_, _>>()?;
    Ok(if members.is_empty() { Value::Missing } else { list(members) })
}

fn one_number(text: &str, format: NumberFormat) -> Result<Decimal, NotUnderstood> {
    number(text, format).ok_or(NotUnderstood)
}

fn whole(number: Decimal) -> Result<Decimal, NotUnderstood> {
    if number.is_integer() { Ok(number) } else { Err(NotUnderstood) }
}

fn yes_no(text: &str) -> Result<bool, NotUnderstood> {
    let is = |words: [&str; 4]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(["yes", "true", "y", "1"]) {
        Ok(true)
    } else if is(["no", "false", "n", "0"]) {
        Ok(false)
    } else {
        Err(NotUnderstood)
    }
}

#[cfg(test)]
mod tests;
