//! The ways in which dates and numbers are commonly written, to find out how a column writes them.

use crate::ir::{DateFormat, Field, NumberFormat, Type};

/// Days, in the order in which they are tried: where several fit, the first is the likeliest.
const DAYS: &[&str] = &[
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD.MM.YYYY",
    "DD-MM-YYYY",
    "MM-DD-YYYY",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
    "YYYYMMDD",
    "DD/MM/YY",
    "MM/DD/YY",
    "DD.MM.YY",
    "DD-MM-YY",
    "DD MMM YYYY",
    "DD-MMM-YYYY",
    "DD-MMM-YY",
    "MMM DD, YYYY",
    "MMM DD YYYY",
    "YYYY年MM月DD日",
];

/// Times of day behind a day.
const TIMES: &[&str] = &["HH:mm", "HH:mm:ss", "h:mm a", "h:mm:ss a"];

/// Numbers with marks other than a decimal point, in the order in which they are tried.
const NUMBERS: &[&str] = &["1,234.56", "1234,56", "1.234,56", "1 234,56", "1'234.56", "1 234.56"];

/// Another way to declare a field.
#[derive(Clone, Debug)]
pub(in crate::data) struct Guess {
    /// What to write in the schema: `format "DD/MM/YYYY"`.
    pub words: String,
    /// The field declared so.
    pub field: Field,
}

/// Every common format of days, for a field of this type; with a time of day too, if `times`.
pub(in crate::data) fn dates(ty: Type, times: bool) -> impl Iterator<Item = DateFormat> {
    let shown = matches!(ty, Type::Date | Type::DateTime);
    let days = DAYS.iter().filter(move |_| shown);
    days.flat_map(move |day| {
        let with_time =
            TIMES.iter().filter(move |_| times).map(move |time| format!("{day} {time}"));
        std::iter::once((*day).to_owned()).chain(with_time)
    })
    .filter_map(|written| DateFormat::parse(&written).ok())
}

/// Every common format of numbers but the plain one.
pub(in crate::data) fn numbers() -> impl Iterator<Item = NumberFormat> {
    NUMBERS.iter().filter_map(|example| NumberFormat::parse(example).ok())
}

/// The other ways in which a field might have been declared.
pub(in crate::data) fn other_declarations(field: &Field) -> Vec<Guess> {
    let base = Field { missing: Vec::new(), ..field.clone() };
    let guess = |words: String, field: Field| Guess { words, field };
    let mut guesses = Vec::new();
    match field.ty {
        Type::Date | Type::DateTime => {
            if field.date_format.is_some() {
                guesses.push(guess(
                    "the usual form 2025-02-20, without a format".to_owned(),
                    Field { date_format: None, ..base.clone() },
                ));
            }
            guesses.extend(dates(field.ty, true).map(|format| {
                let words = format!("format \"{}\"", format.written);
                guess(words, Field { date_format: Some(format), ..base.clone() })
            }));
        }
        Type::Number | Type::Integer | Type::Percent | Type::Numbers => {
            if field.ty == Type::Integer {
                guesses.push(guess(
                    "the type number".to_owned(),
                    Field { ty: Type::Number, ..base.clone() },
                ));
            }
            if field.number_format != NumberFormat::default() {
                let plain = NumberFormat::default();
                guesses.push(guess(
                    "the usual form 1234.56, without a format".to_owned(),
                    Field { number_format: plain, ..base.clone() },
                ));
            }
            guesses.extend(numbers().map(|format| {
                guess(
                    format!("format \"{format}\""),
                    Field { number_format: format, ..base.clone() },
                )
            }));
            if field.ty.is_numeric() {
                guesses.push(guess(
                    "the type percent".to_owned(),
                    Field { ty: Type::Percent, ..base },
                ));
            }
        }
        Type::Text | Type::YesNo | Type::Texts | Type::Record(_) | Type::Records(_) => {}
    }
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_can_be_read() {
        assert_eq!(dates(Type::DateTime, true).count(), DAYS.len() * (TIMES.len() + 1));
        assert_eq!(numbers().count(), NUMBERS.len());
    }
}
