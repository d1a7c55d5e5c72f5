//! Values as literals of the language.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use crate::format::{print_datetime, print_name, print_text};
use crate::ir::{Clock, Program, Record, Type, Value};

/// Writes values as rules and tests have them.
pub(crate) struct Writer<'p> {
    pub program: &'p Program,
    /// The zone of moments.
    pub zone: &'p TimeZone,
    /// What stands behind the name of a field.
    pub colon: &'static str,
}

/// A value as a rule file writes it: `"DE"`, `5M`, `2025-03-01T10:00`.
pub(crate) fn value_words(program: &Program, value: &Value, ty: Type) -> String {
    Writer { program, zone: &program.zone, colon: ": " }.value(value, ty)
}

impl Writer<'_> {
    /// The known fields of a record, separated by commas.
    pub fn fields(&self, record: &Record, values: &[Value]) -> String {
        let known = record.fields.iter().zip(values).filter(|(_, value)| !is_blank(value));
        let written = known.map(|(field, value)| {
            format!("{}{}{}", print_name(&field.name), self.colon, self.value(value, field.ty))
        });
        written.collect::<Vec<_>>().join(", ")
    }

    /// `{ industry: "Retail", employees: 3 }`
    pub fn record(&self, record: &Record, values: &[Value]) -> String {
        let fields = self.fields(record, values);
        if fields.is_empty() { "{}".to_owned() } else { format!("{{ {fields} }}") }
    }

    fn value(&self, value: &Value, ty: Type) -> String {
        let several = |members: Vec<String>| format!("[{}]", members.join(", "));
        match value {
            Value::Text(text) => print_text(&text.exact),
            Value::Number(number) if ty == Type::Percent => format!("{}%", number.normalize()),
            Value::Number(number) => number_words(number.normalize()),
            Value::Moment(moment) => self.moment(*moment),
            Value::Texts(texts) => several(texts.iter().map(|it| print_text(&it.exact)).collect()),
            Value::Numbers(numbers) => {
                several(numbers.iter().map(|it| number_words(it.normalize())).collect())
            }
            Value::Record(values) => self.related(values, ty),
            Value::Records(records) => {
                several(records.iter().map(|values| self.related(values, ty)).collect())
            }
            Value::Missing | Value::Date(_) | Value::YesNo(_) => value.to_string(),
        }
    }

    fn related(&self, values: &[Value], ty: Type) -> String {
        let record = ty.related().and_then(|it| self.program.related(it));
        record.map_or_else(|| "{}".to_owned(), |it| self.record(it, values))
    }

    /// In local time, with the offset only where clocks are turned back and it could be either.
    fn moment(&self, moment: Timestamp) -> String {
        let zoned = self.zone.to_datetime(moment);
        let plain = Clock::instant(self.zone, zoned) == moment;
        let offset = self.zone.to_offset(moment);
        print_datetime(zoned, (!plain).then_some(offset))
    }
}

/// Whether a value is left out: nothing is known, or a list of related records is empty.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Missing => true,
        Value::Records(records) => records.is_empty(),
        _ => false,
    }
}

/// `5M`, `100k`, `12_345`, `2.5`
fn number_words(number: Decimal) -> String {
    let (million, thousand) = (Decimal::from(1_000_000), Decimal::from(1_000));
    let is_whole = |unit: Decimal| (number % unit).is_zero();
    if number.abs() < thousand * Decimal::TEN {
        number.to_string()
    } else if is_whole(million) {
        format!("{}M", (number / million).normalize())
    } else if is_whole(thousand) {
        format!("{}k", (number / thousand).normalize())
    } else {
        let text = number.to_string();
        let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
        let mut grouped = String::new();
        let digits = whole.trim_start_matches('-').len();
        for (index, c) in whole.trim_start_matches('-').chars().enumerate() {
            if index > 0 && (digits - index).is_multiple_of(3) {
                grouped.push('_');
            }
            grouped.push(c);
        }
        format!("{}{grouped}{rest}", if number.is_sign_negative() { "-" } else { "" })
    }
}
