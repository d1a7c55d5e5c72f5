//! Numbers and days in their plainest form, read without making a value of them.

/// So many digits fit into 64 bits.
const MOST_DIGITS: usize = 18;

/// `-12.50` as -1250 and 2 decimals; `None` for any other form of a number, and for what is none.
pub(super) fn plain_number(text: &[u8]) -> Option<(i64, u32)> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let mut mantissa = 0_i64;
    let mut point = None;
    for (at, byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + i64::from(digit);
        } else if *byte == b'.' && point.is_none() && at > 0 {
            point = Some(at);
        } else {
            return None;
        }
    }
    let decimals = match point {
        None if digits.is_empty() => return None,
        None => 0,
        Some(at) => digits.len() - at - 1,
    };
    if point.is_some() && decimals == 0 {
        return None;
    }
    Some((if negative { -mantissa } else { mantissa }, u32::try_from(decimals).ok()?))
}

/// `2025-02-20` as a day since the first of January 1970; `None` for any other form, and for days that do not exist.
pub(super) fn plain_day(text: &[u8]) -> Option<i32> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    // All eight digits at once: of each byte, how far it lies from 0.
    let digits = u64::from_le_bytes([y1, y2, y3, y4, m1, m2, d1, d2]) ^ 0x3030_3030_3030_3030;
    let above_nine = digits.wrapping_add(0x7676_7676_7676_7676) | digits;
    if above_nine & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    // Neighbours put together: four numbers of two digits.
    let pairs = digits * 10 + (digits >> 8);
    let [century, _, year, _, month, _, day, _] = pairs.to_le_bytes();
    let year = i16::from(century) * 100 + i16::from(year);
    let (month, day) = (month as i8, day as i8);
    let exists = (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    exists.then(|| epoch_day(year, month, day))
}

/// A day of the Gregorian calendar, counted from the first of January 1970: years that begin in March, in cycles of
/// 400 (<https://howardhinnant.github.io/date_algorithms.html>, `days_from_civil`).
pub(super) fn epoch_day(year: i16, month: i8, day: i8) -> i32 {
    let (year, month, day) = (i32::from(year), i32::from(month), i32::from(day));
    let year = year - i32::from(month <= 2);
    let cycle = year.div_euclid(400);
    let year_of_cycle = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle * 146_097 + day_of_cycle - 719_468
}

fn days_in(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::data::{Written, number};
    use crate::ir::NumberFormat;

    proptest! {
        #[test]
        fn a_plain_number_is_what_every_number_is(text in "-?[0-9.,e+ -]{0,20}") {
            if let Some((mantissa, scale)) = plain_number(text.as_bytes()) {
                let known = number(&text, NumberFormat::default());
                prop_assert_eq!(known, Some(Decimal::new(mantissa, scale)));
            }
        }

        #[test]
        fn a_plain_day_is_what_every_day_is(text in "[0-2][09][0-9]{2}-[01][0-9]-[0-3][0-9]") {
            let epoch = jiff::civil::date(1970, 1, 1);
            let known = Written::iso(&text).map(|it| (it.date - epoch).get_days());
            prop_assert_eq!(plain_day(text.as_bytes()), known);
        }
    }

    #[test]
    fn other_forms_are_left_to_others() {
        for text in ["", "-", ".", "5.", ".5", "+1", "1e3", "1 000", "1.2.3", "1234567890123456789"]
        {
            assert_eq!(plain_number(text.as_bytes()), None, "{text}");
        }
        assert_eq!(plain_number(b"-12.50"), Some((-1250, 2)));
        for text in ["2025-02-30", "2025-2-3", "2025-02-20T10:00", "0000-00-00"] {
            assert_eq!(plain_day(text.as_bytes()), None, "{text}");
        }
    }
}
