//! What a value looks like: the forms that numbers, dates and yes/no can have.

use std::sync::LazyLock;

use jiff::civil::Time;

use super::guesses;
use crate::data::values::dates::Written;
use crate::data::values::numbers::{number, percent};
use crate::ir::{DateFormat, NumberFormat, Type};

/// One form.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::data) enum Shape {
    YesNo,
    /// With or without a sign of percent.
    Percent(NumberFormat),
    Number(NumberFormat),
    /// A number without a fraction.
    Whole(NumberFormat),
    /// ISO 8601, with or without a time.
    Iso,
    /// ISO 8601 with a time other than midnight.
    IsoTime,
    Date(DateFormat),
}

/// A set of shapes: bit `n` stands for the shape at place `n` of [`SHAPES`].
pub(in crate::data) type Shapes = u128;

/// Every shape; where several fit equally well, the first is the likeliest.
pub(in crate::data) static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let formats = || std::iter::once(NumberFormat::default()).chain(guesses::numbers());
    let mut shapes = vec![Shape::YesNo, Shape::Iso, Shape::IsoTime];
    shapes.extend(formats().map(Shape::Percent));
    shapes.extend(formats().map(Shape::Number));
    shapes.extend(formats().map(Shape::Whole));
    shapes.extend(guesses::dates(Type::DateTime, true).map(Shape::Date));
    shapes
});

/// Of the shapes in `among`, those that a trimmed value has.
pub(in crate::data) fn shapes_of(text: &str, among: Shapes) -> Shapes {
    let has_digit = text.chars().any(char::is_numeric);
    let mut shapes = 0;
    for (place, shape) in SHAPES.iter().enumerate().take(Shapes::BITS as usize) {
        let bit = 1 << place;
        // Without a digit it can only be yes or no.
        if among & bit != 0 && (has_digit || *shape == Shape::YesNo) && shape.fits(text) {
            shapes |= bit;
        }
    }
    shapes
}

impl Shape {
    fn fits(&self, text: &str) -> bool {
        match self {
            Self::YesNo => is_yes_no(text),
            Self::Percent(format) => percent(text, *format, false).is_some(),
            Self::Number(format) => !is_code(text) && number(text, *format).is_some(),
            Self::Whole(format) => {
                !is_code(text) && number(text, *format).is_some_and(|number| number.is_integer())
            }
            Self::Iso => Written::iso(text).is_some(),
            Self::IsoTime => {
                let time = Written::iso(text).and_then(|written| written.time);
                time.is_some_and(|time| time != Time::midnight())
            }
            Self::Date(format) => {
                // Eight digits are a date only in our times; otherwise they are a number like any other.
                let plausible = |date: &Written| (1900..2100).contains(&date.date.year());
                Written::formatted(text, format).filter(plausible).is_some()
            }
        }
    }
}

/// Whether it is one of the words that yes/no is written with, or 1 or 0.
fn is_yes_no(text: &str) -> bool {
    const WORDS: [&str; 8] = ["yes", "no", "true", "false", "y", "n", "1", "0"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether digits are a name rather than an amount: `0123`, `+359…`, more digits than anybody counts to.
pub(in crate::data) fn is_code(text: &str) -> bool {
    let mut chars = text.chars();
    let first = (chars.next(), chars.next());
    let zero_first = matches!(first, (Some('0'), Some(next)) if next.is_ascii_digit());
    zero_first
        || text.starts_with('+')
        || (text.len() > 15 && text.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&'static Shape> {
        let shapes = shapes_of(text, Shapes::MAX);
        SHAPES
            .iter()
            .enumerate()
            .filter(|(place, _)| shapes >> place & 1 == 1)
            .map(|(_, it)| it)
            .collect()
    }

    fn day(written: &str) -> Shape {
        Shape::Date(DateFormat::parse(written).unwrap())
    }

    #[test]
    fn all_shapes_have_a_bit() {
        assert!(SHAPES.len() <= Shapes::BITS as usize);
    }

    #[test]
    fn values_have_the_shapes_they_look_like() {
        assert_eq!(of("yes"), [&Shape::YesNo]);
        assert!(of("1").contains(&&Shape::YesNo));
        assert!(of("12").contains(&&Shape::Whole(NumberFormat::default())));
        assert!(!of("12.5").contains(&&Shape::Whole(NumberFormat::default())));
        assert!(of("20%").contains(&&Shape::Percent(NumberFormat::default())));
        assert!(!of("20%").contains(&&Shape::Number(NumberFormat::default())));
        assert_eq!(of("2025-02-20"), [&Shape::Iso]);
        assert_eq!(of("2025-02-20 10:00"), [&Shape::Iso, &Shape::IsoTime]);
        assert!(of("20/02/2025").contains(&&day("DD/MM/YYYY")));
        assert!(!of("20/02/2025").contains(&&day("MM/DD/YYYY")));
        assert!(of("20250220").contains(&&day("YYYYMMDD")));
        assert!(!of("10000101").contains(&&day("YYYYMMDD")));
        for text in ["0123", "+359888123456", "1234567890123456"] {
            assert!(is_code(text), "{text}");
        }
        for text in ["0", "0.5", "-12", "1000000"] {
            assert!(!is_code(text), "{text}");
        }
        assert!(of("Sofia").is_empty());
        assert!(of("").is_empty());
    }
}
