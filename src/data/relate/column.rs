use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::dictionary::Dictionary;
use super::list::Texts;
use crate::ir::{Type, Value};

/// The values of one field of a table, as small as their type allows.
#[derive(Debug)]
pub(super) enum Column {
    /// Numbers of texts.
    Texts(Vec<u32>, Dictionary),
    /// Digits and where the point stands: 8 + 1 bytes.
    Numbers(Vec<i64>, Vec<u8>),
    /// Year, month and day in one number.
    Dates(Vec<i32>),
    /// Seconds, and the rest in nanoseconds from the first that has any.
    Moments(Vec<i64>, Vec<i32>),
    /// No, yes, or neither.
    YesNo(Vec<u8>),
    /// Whatever does not fit the others: lists, nested records, numbers of many digits.
    Any(Vec<Value>),
}

const NONE: i64 = i64::MIN;
const NO_DATE: i32 = i32::MIN;
const NEITHER: u8 = 2;

impl Column {
    pub fn of(ty: Type) -> Self {
        match ty {
            Type::Text => Self::Texts(Vec::new(), Dictionary::default()),
            Type::Number | Type::Integer | Type::Percent => Self::Numbers(Vec::new(), Vec::new()),
            Type::Date => Self::Dates(Vec::new()),
            Type::DateTime => Self::Moments(Vec::new(), Vec::new()),
            Type::YesNo => Self::YesNo(Vec::new()),
            Type::Texts | Type::Numbers | Type::Record(_) | Type::Records(_) => {
                Self::Any(Vec::new())
            }
        }
    }

    /// Adds a text that was met before; tells whether it was.
    pub fn push_known(&mut self, exact: &str) -> bool {
        let Self::Texts(codes, texts) = self else { return false };
        let known = texts.known(exact);
        codes.extend(known);
        known.is_some()
    }

    /// Adds a value.
    pub fn push(&mut self, value: Value) {
        let fits = match (&mut *self, &value) {
            (Self::Any(values), _) => {
                values.push(value);
                return;
            }
            (Self::Texts(codes, texts), Value::Text(text)) => match texts.code(text) {
                Some(code) => push(codes, code),
                None => false,
            },
            (Self::Texts(codes, _), Value::Missing) => push(codes, 0),
            (Self::Numbers(digits, points), Value::Number(number)) => {
                match (i64::try_from(number.mantissa()), u8::try_from(number.scale())) {
                    (Ok(it), Ok(point)) if it != NONE => push(digits, it) && push(points, point),
                    _ => false,
                }
            }
            (Self::Numbers(digits, points), Value::Missing) => {
                push(digits, NONE) && push(points, 0)
            }
            (Self::Dates(dates), Value::Date(date)) => push(dates, packed(*date)),
            (Self::Dates(dates), Value::Missing) => push(dates, NO_DATE),
            (Self::Moments(seconds, rests), Value::Moment(moment)) => {
                let rest = moment.subsec_nanosecond();
                if rest != 0 {
                    rests.resize(seconds.len(), 0);
                    rests.push(rest);
                }
                push(seconds, moment.as_second())
            }
            (Self::Moments(seconds, _), Value::Missing) => push(seconds, NONE),
            (Self::YesNo(answers), Value::YesNo(yes)) => push(answers, u8::from(*yes)),
            (Self::YesNo(answers), Value::Missing) => push(answers, NEITHER),
            _ => false,
        };
        if !fits {
            let mut values: Vec<Value> = (0..self.len()).map(|row| self.value(row)).collect();
            values.push(value);
            *self = Self::Any(values);
        }
    }

    /// Which text stands in each row, if all of them are texts.
    pub fn texts(&self) -> Option<Texts<'_>> {
        match self {
            Self::Texts(codes, texts) => Some(Texts { codes, values: texts.values() }),
            _ => None,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Texts(codes, _) => codes.len(),
            Self::Numbers(digits, _) => digits.len(),
            Self::Dates(dates) => dates.len(),
            Self::Moments(seconds, _) => seconds.len(),
            Self::YesNo(answers) => answers.len(),
            Self::Any(values) => values.len(),
        }
    }

    /// The value in a row.
    pub fn value(&self, row: usize) -> Value {
        let value = match self {
            Self::Texts(codes, texts) => codes.get(row).map(|code| texts.value(*code)),
            Self::Numbers(digits, points) => {
                let digits = digits.get(row).copied().filter(|it| *it != NONE);
                let number = digits.zip(points.get(row)).and_then(|(digits, point)| {
                    Decimal::try_from_i128_with_scale(digits.into(), (*point).into()).ok()
                });
                number.map(Value::Number)
            }
            Self::Dates(dates) => dates.get(row).and_then(|it| unpacked(*it)).map(Value::Date),
            Self::Moments(seconds, rests) => {
                let second = seconds.get(row).copied().filter(|it| *it != NONE);
                let rest = rests.get(row).copied().unwrap_or_default();
                second.and_then(|it| Timestamp::new(it, rest).ok()).map(Value::Moment)
            }
            Self::YesNo(answers) => match answers.get(row) {
                Some(0) => Some(Value::YesNo(false)),
                Some(1) => Some(Value::YesNo(true)),
                _ => None,
            },
            Self::Any(values) => values.get(row).cloned(),
        };
        value.unwrap_or(Value::Missing)
    }
}

fn push<T>(values: &mut Vec<T>, value: T) -> bool {
    values.push(value);
    true
}

/// Year, month and day in nine bits or fewer each but for the year.
fn packed(date: Date) -> i32 {
    i32::from(date.year()) << 9 | i32::from(date.month()) << 5 | i32::from(date.day())
}

fn unpacked(packed: i32) -> Option<Date> {
    let part = |bits: i32| i8::try_from(bits).ok();
    let year = i16::try_from(packed >> 9).ok()?;
    Date::new(year, part(packed >> 5 & 15)?, part(packed & 31)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Text;

    fn comes_back(ty: Type, values: &[Value]) {
        let mut column = Column::of(ty);
        values.iter().for_each(|it| column.push(it.clone()));
        for (row, value) in values.iter().enumerate() {
            assert_eq!(column.value(row), *value, "{ty:?} {row}");
        }
        assert_eq!(column.value(values.len()), Value::Missing);
    }

    #[test]
    fn values_come_back() {
        let text = |it: &str| Value::Text(Text::new(it));
        comes_back(Type::Text, &[text("A"), Value::Missing, text("a"), text("A")]);
        let number = |it: &str| Value::Number(it.parse().unwrap());
        comes_back(Type::Number, &[number("1.50"), Value::Missing, number("-7"), number("0")]);
        let long = number("79228162514264337593543950335");
        comes_back(Type::Number, &[number("1.50"), Value::Missing, long, number("2")]);
        let days = [Date::MIN, Date::MAX, "2024-02-29".parse().unwrap()];
        comes_back(Type::Date, &[&days.map(Value::Date)[..], &[Value::Missing]].concat());
        let moments =
            ["1969-12-31T23:59:59.5Z", "2025-03-01T10:00Z", "2025-03-01T10:00:00.000000001Z"];
        let moments = moments.map(|it| Value::Moment(it.parse().unwrap()));
        comes_back(Type::DateTime, &[&moments[1..2], &[Value::Missing], &moments[..]].concat());
        comes_back(Type::YesNo, &[Value::YesNo(true), Value::Missing, Value::YesNo(false)]);
        let texts = Value::Texts(vec![Text::new("a"), Text::new("b")]);
        comes_back(Type::Texts, &[texts, Value::Missing]);
    }

    #[test]
    fn known_texts_need_no_value() {
        let mut column = Column::of(Type::Text);
        assert!(!column.push_known("/pricing"));
        column.push(Value::text("/pricing"));
        assert!(column.push_known("/pricing"));
        assert_eq!(column.value(1), Value::text("/pricing"));
        assert!(!Column::of(Type::Number).push_known("/pricing"));
    }
}
