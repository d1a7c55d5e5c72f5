use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::ir::{Clock, ColumnId, Def, Operand, Program, Value, calculate};

/// The values of all columns of one record, and the calculations that gave nothing.
pub(super) struct Columns {
    pub values: Vec<Value>,
    pub failed: Vec<ColumnId>,
}

impl Columns {
    /// Columns stand after what they are derived from, so one pass in order is enough.
    pub fn of(program: &Program, record: &[Value], clock: &Clock) -> Self {
        let mut columns =
            Self { values: Vec::with_capacity(program.columns.len()), failed: Vec::new() };
        for column in &program.columns {
            let value = columns.value(&column.def, record, clock);
            columns.values.push(value);
        }
        columns
    }

    pub fn get(&self, id: ColumnId) -> &Value {
        self.values.get(id.0 as usize).unwrap_or(&Value::Missing)
    }

    fn value(&mut self, def: &Def, record: &[Value], clock: &Clock) -> Value {
        match def {
            Def::Field(field) => record.get(field.0 as usize).cloned().unwrap_or(Value::Missing),
            Def::Negate(inner) => match self.get(*inner) {
                Value::Number(number) => Value::Number(-number),
                _ => Value::Missing,
            },
            Def::Arithmetic(op, left, right) => {
                let (left, right) = (self.operand(left), self.operand(right));
                let (Value::Number(left), Value::Number(right)) = (left, right) else {
                    return Value::Missing;
                };
                match calculate(*op, left, right) {
                    Some(result) => Value::Number(result),
                    None => {
                        self.failed
                            .push(ColumnId(u32::try_from(self.values.len()).unwrap_or(u32::MAX)));
                        Value::Missing
                    }
                }
            }
            Def::Default(inner, default) => match self.get(*inner) {
                Value::Missing => default.clone(),
                known => known.clone(),
            },
            Def::Compare(left, right) => compare(self.get(*left), self.get(*right)),
            Def::DayOf(inner) => match self.get(*inner) {
                Value::Moment(moment) => Value::Date(clock.day_of(*moment)),
                _ => Value::Missing,
            },
            Def::Call(function, args) => {
                let args: Vec<Value> = args.iter().map(|it| self.operand(it)).collect();
                (function.call)(&args, clock)
            }
        }
    }

    fn operand(&self, operand: &Operand) -> Value {
        match operand {
            Operand::Column(id) => self.get(*id).clone(),
            Operand::Constant(value) => value.clone(),
        }
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
