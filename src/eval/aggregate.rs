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
    match it.measure.operand() {
        None => together(&it.measure, members().count(), Vec::new()),
        Some(operand) => {
            let values = members().map(|event| match operand {
                Operand::Column(id) => event.get(*id).clone(),
                Operand::Constant(value) => value.clone(),
            });
            let known: Vec<Value> = values.filter(|value| !value.is_missing()).collect();
            together(&it.measure, known.len(), known)
        }
    }
}

/// What a measure takes of so many events, by their known values; `None` if a sum has too many digits.
///
/// ```
/// use leadscore::eval::together;
/// use leadscore::ir::{Measure, Operand, Value};
/// let numbers = [3, 5].map(|it| Value::Number(it.into())).to_vec();
/// let measure = Measure::Sum(Operand::Constant(Value::Missing));
/// assert_eq!(together(&measure, 2, numbers), Some(Value::Number(8.into())));
/// assert_eq!(together(&Measure::Count, 2, Vec::new()), Some(Value::Number(2.into())));
/// ```
#[must_use]
pub fn together(measure: &Measure, events: usize, known: Vec<Value>) -> Option<Value> {
    let numbers = || {
        let mut numbers: Vec<Decimal> = known.iter().filter_map(Value::as_number).collect();
        // Where digits are lost, the order of a sum would matter; that of the events must not.
        numbers.sort_unstable();
        numbers
    };
    let found = |value: Option<Value>| Some(value.unwrap_or(Value::Missing));
    match measure {
        Measure::Count => Some(Value::Number(events.into())),
        Measure::CountDistinct(_) => {
            let different: HashSet<Value> = known.into_iter().map(as_compared).collect();
            Some(Value::Number(different.len().into()))
        }
        Measure::Sum(_) => total(&numbers()).map(Value::Number),
        Measure::Min(_) => found(numbers().first().copied().map(Value::Number)),
        Measure::Max(_) => found(numbers().last().copied().map(Value::Number)),
        Measure::Average(_) => match numbers().as_slice() {
            [] => Some(Value::Missing),
            some => {
                let sum = total(some)?;
                calculate(ArithmeticOp::Divide, sum, some.len().into()).map(Value::Number)
            }
        },
        Measure::Latest(_) => found(known.into_iter().max_by(in_time)),
        Measure::Earliest(_) => found(known.into_iter().min_by(in_time)),
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
