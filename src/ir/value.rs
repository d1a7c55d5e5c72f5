use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Text;

/// The values of one record, in the order of its fields; shared, so a copy costs nothing.
pub type Values = Arc<[Value]>;

/// One value of a record.
///
/// ```
/// use leadscore::Value;
/// assert_eq!(Value::from(250), Value::Number(250.into()));
/// assert_eq!(Value::from("Oslo").to_string(), "Oslo");
/// assert_eq!(Value::from(None::<bool>), Value::Missing);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Nothing known: a blank, an absent key, a declared missing value, a value of the wrong type.
    Missing,
    /// A text.
    Text(Text),
    /// A number; for a percent the 20 of 20%.
    Number(Decimal),
    /// A calendar day.
    Date(Date),
    /// An instant.
    Moment(Timestamp),
    /// Yes or no.
    YesNo(bool),
    /// Several texts; never empty.
    Texts(Vec<Text>),
    /// Several numbers; never empty.
    Numbers(Vec<Decimal>),
    /// One related record.
    Record(Values),
    /// Several related records; none are an empty list, which is never missing.
    Records(Arc<[Values]>),
}

impl Value {
    /// A text value; a blank is missing.
    #[must_use]
    pub fn text(written: &str) -> Self {
        let text = Text::new(written);
        if text.is_blank() { Self::Missing } else { Self::Text(text) }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<Decimal> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&Text> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl From<&str> for Value {
    /// As [`Value::text`].
    fn from(written: &str) -> Self {
        Self::text(written)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::YesNo(yes)
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Date(day)
    }
}

impl From<Timestamp> for Value {
    fn from(moment: Timestamp) -> Self {
        Self::Moment(moment)
    }
}

macro_rules! from_numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(number.into())
            }
        }
    )*};
}

from_numbers!(Decimal, i32, i64, u32, u64);

/// What is not there is missing.
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

impl std::fmt::Display for Value {
    /// As results and explanations show it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        fn several<T: std::fmt::Display>(
            f: &mut std::fmt::Formatter<'_>,
            members: impl Iterator<Item = T>,
        ) -> std::fmt::Result {
            for (index, member) in members.enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                write!(f, "{comma}{member}")?;
            }
            Ok(())
        }
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Text(text) => f.write_str(&text.exact),
            Self::Number(number) => write!(f, "{}", number.normalize()),
            Self::Date(date) => write!(f, "{date}"),
            Self::Moment(moment) => write!(f, "{moment}"),
            Self::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Texts(texts) => several(f, texts.iter().map(|text| &text.exact)),
            Self::Numbers(numbers) => several(f, numbers.iter().map(Decimal::normalize)),
            Self::Record(_) => f.write_str("known"),
            Self::Records(records) => write!(f, "{}", records.len()),
        }
    }
}
