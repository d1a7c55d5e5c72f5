//! Numbers as data write them, read exactly.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::ir::NumberFormat;

/// A number, exact up to 28 digits, without trailing zeros; `None` for anything else.
///
/// Read are a sign, digits, the format's thousands (groups of three, or two and three as in `1,23,456`) and
/// decimal mark, and an exponent. A mark that the format does not announce is not understood, because
/// `1,234` and `1.234` mean different numbers to different people.
///
/// ```
/// use leadscore::data::number;
/// use leadscore::ir::NumberFormat;
/// let continental = NumberFormat::parse("1.234,56")?;
/// assert_eq!(number("1.696.975,21", continental).unwrap().to_string(), "1696975.21");
/// assert_eq!(number("1E+05", NumberFormat::default()).unwrap().to_string(), "100000");
/// assert_eq!(number("1,234", NumberFormat::default()), None);
/// # Ok::<(), leadscore::ir::NoFormat>(())
/// ```
#[must_use]
pub fn number(text: &str, format: NumberFormat) -> Option<Decimal> {
    Digits::read(&narrow(text), format)?.decimal(0)
}

/// The 20 of `20`, `20%` or `20 %`; `None` for anything else.
///
/// With `as_fraction` a number without a sign of percent is a fraction of one: 0.2 is 20.
#[must_use]
pub fn percent(text: &str, format: NumberFormat, as_fraction: bool) -> Option<Decimal> {
    let text = narrow(text);
    match text.strip_suffix('%') {
        Some(number) => Digits::read(number.trim_end(), format)?.decimal(0),
        None => Digits::read(&text, format)?.decimal(if as_fraction { 2 } else { 0 }),
    }
}

/// Full-width characters, which Chinese and Japanese keyboards type, as the plain ones.
fn narrow(text: &str) -> Cow<'_, str> {
    let is_wide = |c: char| ('\u{FF01}'..='\u{FF5E}').contains(&c);
    if !text.contains(is_wide) {
        return Cow::Borrowed(text);
    }
    let plain = |c| if is_wide(c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c };
    Cow::Owned(text.chars().map(plain).collect())
}

/// The most significant digits of a number.
const MOST_DIGITS: i64 = 28;

/// The number `±mantissa × 10^exponent`, its mantissa without trailing zeros.
#[derive(Default)]
struct Digits {
    negative: bool,
    mantissa: i128,
    exponent: i64,
    /// Digits of the mantissa.
    significant: i64,
    /// Zeros after the mantissa, which count only if another digit follows.
    zeros: i64,
}

impl Digits {
    fn read(text: &str, format: NumberFormat) -> Option<Self> {
        let mut digits = Self::default();
        let unsigned = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
        digits.negative = text.starts_with(['-', '−']);
        let mut groups = Groups::default();
        let mut decimals = None;
        let mut rest = unsigned.chars();
        while let Some(c) = rest.next() {
            match (c, &mut decimals) {
                ('0'..='9', decimals) => {
                    digits.push(c.to_digit(10)?)?;
                    match decimals {
                        Some(count) => *count += 1,
                        None => groups.digits += 1,
                    }
                }
                ('e' | 'E', _) => {
                    digits.exponent = exponent(rest.as_str())?;
                    break;
                }
                (mark, None) if mark == format.decimal => decimals = Some(0),
                (mark, None) if format.separates(mark) => groups.next()?,
                _ => return None,
            }
        }
        let decimals: i64 = decimals.unwrap_or(0);
        if !groups.end_well() || groups.digits + decimals == 0 {
            return None;
        }
        digits.exponent += digits.zeros - decimals;
        Some(digits)
    }

    /// Appends a digit; `None` when there are too many.
    fn push(&mut self, digit: u32) -> Option<()> {
        if digit == 0 {
            self.zeros += i64::from(self.mantissa != 0);
            // A zero before the first other digit only moves the decimal mark, which `read` counts.
            return Some(());
        }
        self.significant += self.zeros + 1;
        if self.significant > MOST_DIGITS {
            return None;
        }
        let power = u32::try_from(self.zeros + 1).ok()?;
        self.mantissa = self.mantissa.checked_mul(10_i128.checked_pow(power)?)? + i128::from(digit);
        self.zeros = 0;
        Some(())
    }

    /// The number times ten to the power `shift`, if a decimal can hold it exactly.
    fn decimal(&self, shift: i64) -> Option<Decimal> {
        if self.mantissa == 0 {
            return Some(Decimal::ZERO);
        }
        let exponent = self.exponent + shift;
        let signed = if self.negative { -self.mantissa } else { self.mantissa };
        if exponent > 0 {
            if self.significant + exponent > MOST_DIGITS {
                return None;
            }
            let power = 10_i128.checked_pow(u32::try_from(exponent).ok()?)?;
            return Decimal::try_from_i128_with_scale(signed.checked_mul(power)?, 0).ok();
        }
        let scale =
            u32::try_from(-exponent).ok().filter(|scale| i64::from(*scale) <= MOST_DIGITS)?;
        Decimal::try_from_i128_with_scale(signed, scale).ok()
    }
}

/// The digits between the separators of thousands: `1.234.567`, and `12,34,567` as in India.
#[derive(Default)]
struct Groups {
    /// Digits since the last separator.
    digits: i64,
    /// Digits of each group before, once there is a separator; the first may have fewer.
    width: Option<i64>,
    separated: bool,
}

impl Groups {
    fn next(&mut self) -> Option<()> {
        let fits = match (self.separated, self.width) {
            (false, _) => (1..=3).contains(&self.digits),
            (true, None) => {
                self.width = Some(self.digits);
                matches!(self.digits, 2 | 3)
            }
            (true, Some(width)) => self.digits == width,
        };
        self.separated = true;
        self.digits = 0;
        fits.then_some(())
    }

    fn end_well(&self) -> bool {
        !self.separated || self.digits == 3
    }
}

/// What follows the `E`: a sign and up to four digits.
fn exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn format(example: &str) -> NumberFormat {
        NumberFormat::parse(example).unwrap()
    }

    fn read(text: &str, example: &str) -> Option<String> {
        number(text, format(example)).map(|number| number.to_string())
    }

    #[test]
    fn plain_numbers() {
        for (text, value) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("12", "12"),
            ("+12", "12"),
            ("-12.50", "-12.5"),
            ("−3", "-3"),
            ("007", "7"),
            ("0.001", "0.001"),
            (".5", "0.5"),
            ("5.", "5"),
            ("100.0", "100"),
            ("1000", "1000"),
            ("1001000", "1001000"),
            ("1E+05", "100000"),
            ("1.5e3", "1500"),
            ("15e-1", "1.5"),
            ("0e9999", "0"),
            ("１２．５", "12.5"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
            ("1.000000000000000000000000000000000000", "1"),
            ("1e27", "1000000000000000000000000000"),
            ("0.30000000000000004", "0.30000000000000004"),
        ] {
            assert_eq!(read(text, "1234.56").as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_plain_number() {
        for text in [
            "",
            "-",
            ".",
            "+-1",
            "--1",
            "1,5",
            "1,234",
            "1 234",
            "1'234",
            "1.2.3",
            "12 people",
            "€12",
            "12€",
            "20%",
            "NaN",
            "inf",
            "Infinity",
            "1e",
            "1e+",
            "e5",
            "1e5.0",
            "1e99999",
            "0x10",
            "1_000",
            "(5)",
            "5-",
            "1e28",
            "1e-29",
            "10000000000000000000000000001",
            "0.33333333333333333333333333333333",
            "½",
            "٣",
        ] {
            assert_eq!(read(text, "1234.56"), None, "{text}");
        }
    }

    #[test]
    fn announced_thousands() {
        for (text, example, value) in [
            ("1.234,56", "1.234,56", Some("1234.56")),
            ("1.234", "1.234,56", Some("1234")),
            ("1234,56", "1.234,56", Some("1234.56")),
            ("1.234.567", "1.234,56", Some("1234567")),
            ("1.23", "1.234,56", None),
            ("1.2345", "1.234,56", None),
            ("1234.567", "1.234,56", None),
            ("1,234.567", "1.234,56", None),
            (".123", "1.234,56", None),
            ("1..234", "1.234,56", None),
            ("1.234,", "1.234,56", Some("1234")),
            ("1 234,5", "1 234,56", Some("1234.5")),
            ("1\u{a0}234\u{202f}567,5", "1 234,56", Some("1234567.5")),
            ("12 34", "1 234,56", None),
            ("1’234.5", "1'234.56", Some("1234.5")),
            ("12,34,567.8", "1,234.56", Some("1234567.8")),
            ("1,234,56", "1,234.56", None),
            ("1,23", "1,234.56", None),
            ("12,5", "1234,56", Some("12.5")),
            ("12.5", "1234,56", None),
            ("-1.234,5E2", "1.234,56", Some("-123450")),
        ] {
            assert_eq!(read(text, example).as_deref(), value, "{text} as {example}");
        }
    }

    #[test]
    fn percents() {
        let plain = NumberFormat::default();
        for (text, as_fraction, value) in [
            ("20", false, Some("20")),
            ("20%", false, Some("20")),
            ("20 %", false, Some("20")),
            ("２０％", false, Some("20")),
            ("-3.5%", false, Some("-3.5")),
            ("0.2", true, Some("20")),
            ("0.125", true, Some("12.5")),
            ("20%", true, Some("20")),
            ("1e-30", true, Some("0.0000000000000000000000000001")),
            ("%", false, None),
            ("20%%", false, None),
            ("20 pct", false, None),
        ] {
            let read = percent(text, plain, as_fraction).map(|number| number.to_string());
            assert_eq!(read.as_deref(), value, "{text}");
        }
        assert_eq!(percent("12,5 %", format("1234,56"), false).unwrap().to_string(), "12.5");
    }

    /// A decimal as a format writes it.
    fn print(value: Decimal, format: NumberFormat) -> String {
        let text = value.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = if value.is_sign_negative() { "-".to_owned() } else { String::new() };
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                out.extend(format.group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(format.decimal);
            out.push_str(fraction);
        }
        out
    }

    proptest! {
        #[test]
        fn reading_undoes_printing(mantissa in -(10_i128.pow(28) - 1)..10_i128.pow(28), scale in 0_u32..=28) {
            let value = Decimal::try_from_i128_with_scale(mantissa, scale).unwrap();
            for example in ["1234.56", "1,234.56", "1.234,56", "1 234,56", "1'234.56", "1234,56"] {
                prop_assert_eq!(number(&print(value, format(example)), format(example)), Some(value));
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in "[-+0-9.,eE' %]{0,40}") {
            for example in ["1234.56", "1,234.56", "1 234,56"] {
                if let Some(value) = number(&text, format(example)) {
                    // What was read can be written plainly and read again.
                    prop_assert_eq!(number(&value.to_string(), NumberFormat::default()), Some(value));
                }
            }
        }
    }
}
