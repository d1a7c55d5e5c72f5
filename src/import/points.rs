//! A cell → points.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use unicode_normalization::UnicodeNormalization;

use super::sheet::{Cell, Shown};
use crate::data::number;
use crate::ir::NumberFormat;

/// The most points that one award may have.
pub const MOST_POINTS: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Points as a rule awards them, displayed with their sign: `+5`, `-0.5`, `+30%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Points {
    pub amount: Decimal,
    /// Percent of the score at which a lead is ready.
    pub percent: bool,
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = self.amount.normalize();
        let sign = if amount.is_sign_negative() && !amount.is_zero() { "-" } else { "+" };
        let percent = if self.percent { "%" } else { "" };
        write!(f, "{sign}{}{percent}", amount.abs())
    }
}

/// What a column of scores says of all its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// They are percentages even without a sign.
    pub percent: bool,
    /// They are fractions of one: 0.3 is 30%.
    pub fraction: bool,
}

/// What came of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub points: Points,
    /// It had more than two decimals.
    pub rounded: bool,
    /// The number had no sign of percent and is one by its column.
    pub by_column: bool,
}

/// Why a cell gives no points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Blank,
    /// A number of which nobody knows whether it has thousands or decimals.
    TwoReadings {
        text: String,
        large: Decimal,
        small: Decimal,
    },
    TooLarge(String),
    /// Something else than a number, with a word for it if there is one.
    NoNumber(String, Option<&'static str>),
}

/// The points in a cell.
pub(super) fn read(cell: &Cell, unit: Unit) -> Result<Read, Problem> {
    let (number, percent) = match cell {
        Cell::Number(number, Shown::Percent) => (hundredfold(*number), Some(true)),
        Cell::Number(number, Shown::Plain) => (Some(*number), None),
        Cell::Other(text, kind) => return Err(Problem::NoNumber(text.clone(), Some(kind))),
        Cell::Text(text) if text.trim().is_empty() => return Err(Problem::Blank),
        Cell::Text(text) => of_text(text)?,
    };
    let by_column = percent.is_none() && unit.percent;
    let number = match by_column && unit.fraction {
        true => number.and_then(hundredfold),
        false => number,
    };
    let exact = number.filter(|it| it.abs() <= MOST_POINTS);
    let exact = exact.ok_or_else(|| Problem::TooLarge(cell.text().into_owned()))?;
    let amount = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let points = Points { amount, percent: percent.unwrap_or(unit.percent) };
    Ok(Read { points, rounded: amount != exact, by_column })
}

/// The number of a cell that says nothing of percent.
pub(super) fn plain_number(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Number(number, Shown::Plain) => Some(*number),
        Cell::Text(text) => match of_text(text) {
            Ok((number, None)) => number,
            _ => None,
        },
        _ => None,
    }
}

fn hundredfold(number: Decimal) -> Option<Decimal> {
    number.checked_mul(Decimal::ONE_HUNDRED)
}

/// Words behind a number that only say that it is one of points.
const UNITS: &[&str] = &[
    "points",
    "point",
    "pts",
    "pt",
    "p",
    "точки",
    "точка",
    "т",
    "баллов",
    "балла",
    "балл",
    "punkte",
    "punkt",
    "puntos",
    "分",
];
/// What stands for percent.
const PERCENT: &[&str] = &["%", "percent", "per cent", "pct", "процента", "процентов", "prozent"];

/// A number with its sign and unit, and whether it is a percentage; `None` if it does not say.
fn of_text(text: &str) -> Result<(Option<Decimal>, Option<bool>), Problem> {
    let no_number = || Problem::NoNumber(text.trim().to_owned(), None);
    let plain = text.nfkc().collect::<String>().to_lowercase();
    let plain = plain.trim();
    let (plain, percent) = match strip(plain, PERCENT) {
        Some(rest) => (rest, Some(true)),
        None => match strip(plain, UNITS) {
            Some(rest) => (rest, Some(false)),
            None => (plain, None),
        },
    };
    let (negative, digits) = match plain.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, plain.strip_prefix('+').unwrap_or(plain).trim_start()),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return Err(no_number());
    }
    let signed = |number: Decimal| if negative { -number } else { number };
    // Nobody means thousands of percent.
    let unclear = if percent == Some(true) { None } else { two_readings(digits) };
    if let Some((large, small)) = unclear {
        let text = text.trim().to_owned();
        return Err(Problem::TwoReadings { text, large: signed(large), small: signed(small) });
    }
    let read = |format: &str| number(digits, NumberFormat::parse(format).ok()?);
    let found =
        ["1234.56", "1234,56", "1,234.56", "1.234,56", "1 234,56"].into_iter().find_map(read);
    match found {
        Some(number) => Ok((Some(signed(number)), percent)),
        None => Err(no_number()),
    }
}

fn strip<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let text = text.strip_suffix('.').unwrap_or(text);
    words.iter().find_map(|word| text.strip_suffix(word)).map(str::trim_end)
}

/// `1,500` and `1.500`: a thousand and more to some people, one and a half to others. `0,125` is clear.
fn two_readings(digits: &str) -> Option<(Decimal, Decimal)> {
    let (whole, rest) = digits.split_once([',', '.'])?;
    let unclear = (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3;
    let all_digits = [whole, rest].iter().all(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    if !(unclear && all_digits) {
        return None;
    }
    Some((format!("{whole}{rest}").parse().ok()?, format!("{whole}.{rest}").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, unit: Unit) -> String {
        match read(&Cell::Text(text.to_owned()), unit) {
            Ok(read) if read.rounded => format!("{} rounded", read.points),
            Ok(read) => read.points.to_string(),
            Err(problem) => format!("{problem:?}").split([' ', '(']).next().unwrap().to_owned(),
        }
    }

    #[test]
    fn points_as_people_write_them() {
        for (text, points) in [
            ("5", "+5"),
            (" +5 ", "+5"),
            ("-10", "-10"),
            ("−10", "-10"),
            ("–10", "-10"),
            ("- 10", "-10"),
            ("30%", "+30%"),
            ("30 %", "+30%"),
            ("30\u{a0}%", "+30%"),
            ("３０％", "+30%"),
            ("12,5 %", "+12.5%"),
            ("-5%", "-5%"),
            ("30 percent", "+30%"),
            ("1,5", "+1.5"),
            ("1.50", "+1.5"),
            (".5", "+0.5"),
            ("0,125", "+0.13 rounded"),
            ("33.333", "TwoReadings"),
            ("33.3333", "+33.33 rounded"),
            ("12.345%", "+12.35% rounded"),
            ("15 pts", "+15"),
            ("15 points", "+15"),
            ("15 pts.", "+15"),
            ("15 т.", "+15"),
            ("15 分", "+15"),
            ("1,500", "TwoReadings"),
            ("1.500", "TwoReadings"),
            ("1,500.5", "+1500.5"),
            ("1.500,5", "+1500.5"),
            ("1 500", "+1500"),
            ("1500", "+1500"),
            ("0", "+0"),
            ("-0", "+0"),
            ("1e3", "+1000"),
            ("", "Blank"),
            ("\u{a0}", "Blank"),
            ("soon", "NoNumber"),
            ("n/a", "NoNumber"),
            ("%", "NoNumber"),
            ("pts", "NoNumber"),
            ("5-10", "NoNumber"),
            ("5/10", "NoNumber"),
            ("--5", "NoNumber"),
            ("+-5", "NoNumber"),
            ("$5", "NoNumber"),
            ("5 stars", "NoNumber"),
            ("2000000000", "TooLarge"),
        ] {
            assert_eq!(shown(text, Unit::default()), points, "{text:?}");
        }
    }

    #[test]
    fn a_column_of_percent_needs_no_sign() {
        let percent = Unit { percent: true, fraction: false };
        assert_eq!(shown("30", percent), "+30%");
        assert_eq!(shown("30%", percent), "+30%");
        assert_eq!(shown("5 pts", percent), "+5");
        let fraction = Unit { percent: true, fraction: true };
        assert_eq!(shown("0,3", fraction), "+30%");
        assert_eq!(shown("0.125", fraction), "+12.5%");
        assert_eq!(shown("30%", fraction), "+30%");
    }

    #[test]
    fn a_cell_shown_as_percent_is_one() {
        let cell = Cell::of_float(0.1 + 0.2, Shown::Percent);
        assert_eq!(read(&cell, Unit::default()).unwrap().points.to_string(), "+30%");
        assert_eq!(cell.text(), "30%");
        let third = Cell::of_float(100.0 / 3.0, Shown::Plain);
        assert_eq!(read(&third, Unit::default()).unwrap().points.to_string(), "+33.33");
        let date = Cell::Other("2025-01-05".to_owned(), "a date");
        assert!(matches!(read(&date, Unit::default()), Err(Problem::NoNumber(_, Some("a date")))));
    }
}
