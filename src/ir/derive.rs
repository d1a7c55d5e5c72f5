//! Values calculated from other values of the same record.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Clock, ColumnId, Def, Operand, Value, calculate};

/// A calculation that gives nothing though all its parts are known: a division by zero, or too many digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a division by zero, or too many digits")]
pub struct NoResult;

impl Def {
    /// The value that is calculated from other columns of the record.
    ///
    /// `None` if it is not calculated from them: it stands in the data, comes of events or from another model.
    pub fn calculated<'v>(
        &self,
        clock: &Clock,
        value: &impl Fn(ColumnId) -> &'v Value,
    ) -> Option<Result<Value, NoResult>> {
        Some(Ok(match self {
            Self::Negate(inner) => match value(*inner) {
                Value::Number(number) => Value::Number(-number),
                _ => Value::Missing,
            },
            Self::Arithmetic(op, left, right) => {
                match (number(left, value), number(right, value)) {
                    (Some(left), Some(right)) => match calculate(*op, left, right) {
                        Some(result) => Value::Number(result),
                        None => return Some(Err(NoResult)),
                    },
                    _ => Value::Missing,
                }
            }
            Self::Default(inner, default) => match value(*inner) {
                Value::Missing => default.clone(),
                known => known.clone(),
            },
            Self::Compare(left, right) => compare(value(*left), value(*right)),
            Self::DayOf(inner) => match value(*inner) {
                Value::Moment(moment) => Value::Date(clock.day_of(*moment)),
                _ => Value::Missing,
            },
            Self::Call(function, args) => {
                let args: Vec<Value> = args
                    .iter()
                    .map(|it| match it {
                        Operand::Column(id) => value(*id).clone(),
                        Operand::Constant(constant) => constant.clone(),
                    })
                    .collect();
                (function.call)(&args, clock)
            }
            Self::Field(_)
            | Self::Outer(_)
            | Self::Related(..)
            | Self::Aggregate(_)
            | Self::Score(..) => return None,
        }))
    }
}

fn number<'v>(operand: &Operand, value: &impl Fn(ColumnId) -> &'v Value) -> Option<Decimal> {
    match operand {
        Operand::Column(id) => value(*id).as_number(),
        Operand::Constant(constant) => constant.as_number(),
    }
}

/// -1, 0 or 1; for types without an order 0 or 1; missing if either side is.
fn compare(left: &Value, right: &Value) -> Value {
    let order = match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Moment(a), Value::Moment(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) if a.folded == b.folded => Ordering::Equal,
        (Value::YesNo(a), Value::YesNo(b)) if a == b => Ordering::Equal,
        (Value::Text(_), Value::Text(_)) | (Value::YesNo(_), Value::YesNo(_)) => Ordering::Greater,
        _ => return Value::Missing,
    };
    Value::Number(Decimal::from(order as i8))
}
