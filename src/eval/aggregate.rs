use std::collections::HashSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::columns::Columns;
use super::condition::holds;
use crate::ast::ArithmeticOp;
use crate::ir::{Aggregate, Measure, Operand, Text, Value, calculate};

/// What several events give together; `None` if a sum has too many digits.
pub(super) fn aggregate(columns: &Columns<'_, '_>, it: &Aggregate) -> Option<Value> {
    let members = || columns.members(it.events).filter(|event| holds(&it.filter, event));
    let known = |operand: &Operand| {
        let value = |event: Columns<'_, '_>| match operand {
            Operand::Column(id) => event.get(*id).clone(),
            Operand::Constant(value) => value.clone(),
        };
        members().map(value).filter(|value| !value.is_missing()).collect::<Vec<Value>>()
    };
    let numbers = |operand: &Operand| {
        let mut numbers: Vec<Decimal> =
            known(operand).iter().filter_map(Value::as_number).collect();
        // Where digits are lost, the order of a sum would matter; that of the events must not.
        numbers.sort_unstable();
        numbers
    };
    let found = |value: Option<Value>| Some(value.unwrap_or(Value::Missing));
    match &it.measure {
        Measure::Count => Some(Value::Number(members().count().into())),
        Measure::CountDistinct(operand) => {
            let different: HashSet<Value> = known(operand).into_iter().map(as_compared).collect();
            Some(Value::Number(different.len().into()))
        }
        Measure::Sum(operand) => total(&numbers(operand)).map(Value::Number),
        Measure::Min(operand) => found(numbers(operand).first().copied().map(Value::Number)),
        Measure::Max(operand) => found(numbers(operand).last().copied().map(Value::Number)),
        Measure::Average(operand) => match numbers(operand).as_slice() {
            [] => Some(Value::Missing),
            some => {
                let sum = total(some)?;
                calculate(ArithmeticOp::Divide, sum, some.len().into()).map(Value::Number)
            }
        },
        Measure::Latest(operand) => found(known(operand).into_iter().max_by(in_time)),
        Measure::Earliest(operand) => found(known(operand).into_iter().min_by(in_time)),
    }
}

fn total(numbers: &[Decimal]) -> Option<Decimal> {
    numbers.iter().try_fold(Decimal::ZERO, |sum, &it| calculate(ArithmeticOp::Add, sum, it))
}

/// Dates by days, moments by instants; a column has only one of them.
fn in_time(left: &Value, right: &Value) -> std::cmp::Ordering {
    match (left, right) {
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Moment(a), Value::Moment(b)) => a.cmp(b),
        _ => std::cmp::Ordering::Equal,
    }
}

/// Two values are one if `==` says so: texts without case, numbers without trailing zeros.
fn as_compared(value: Value) -> Value {
    match value {
        Value::Text(Text { folded, .. }) => {
            Value::Text(Text { exact: Arc::clone(&folded), folded })
        }
        Value::Number(number) => Value::Number(number.normalize()),
        other => other,
    }
}
