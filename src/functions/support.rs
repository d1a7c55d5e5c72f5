//! What several functions share: taking arguments apart, and numbers that overflow.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::ast::ArithmeticOp;
use crate::ir::{Clock, Value, calculate};

/// The text of the only argument.
pub(super) fn text_of(args: &[Value]) -> Option<&str> {
    args.first()?.as_text().map(|text| &*text.exact)
}

/// The day of the only argument.
pub(super) fn day_of(args: &[Value], clock: &Clock) -> Option<Date> {
    match args.first()? {
        Value::Date(date) => Some(*date),
        Value::Moment(moment) => Some(clock.day_of(*moment)),
        _ => None,
    }
}

/// A whole number, or missing.
pub(super) fn whole(number: Option<impl Into<i64>>) -> Value {
    number.map_or(Value::Missing, |it| Value::Number(Decimal::from(it.into())))
}

/// A number, or missing.
pub(super) fn number(number: Option<Decimal>) -> Value {
    number.map_or(Value::Missing, |it| Value::Number(it.normalize()))
}

/// Yes or no, or missing.
pub(super) fn yes_no(answer: Option<bool>) -> Value {
    answer.map_or(Value::Missing, Value::YesNo)
}

/// The numbers of several arguments or of one list. Among several arguments a missing one makes all
/// missing, as in every calculation.
pub(super) fn numbers_of(args: &[Value]) -> Option<Vec<Decimal>> {
    match args {
        [Value::Numbers(numbers)] => Some(numbers.clone()),
        several => several.iter().map(Value::as_number).collect(),
    }
}

/// The exact sum; `None` beyond 28 digits.
pub(super) fn total(numbers: &[Decimal]) -> Option<Decimal> {
    numbers.iter().try_fold(Decimal::ZERO, |sum, &number| calculate(ArithmeticOp::Add, sum, number))
}
