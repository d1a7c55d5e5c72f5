//! Windows of time seen from as-of, as pieces of a line of ages. What lies ahead has an age below 0.

use rust_decimal::Decimal;

use super::line::Line;
use super::values::{Bounds, Values};
use crate::ast::{Duration, Unit, Window};
use crate::ir::{Interval, Test};

/// What ages are counted in. As long as all windows of a column are of one kind, the line is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Minutes and hours.
    Minutes,
    /// Days and weeks; a month is 28 to 31 of them.
    Days,
    /// Months, quarters and years.
    Months,
}

/// Beyond so many days windows reach the end of the calendar.
const MOST_DAYS: u32 = 1_400_000;

/// The scale for the windows among some tests; `None` if there are none.
pub(super) fn scale(tests: &[&Test]) -> Option<Scale> {
    let mut scales = tests.iter().filter_map(|test| match test {
        Test::Age(_, duration) => Some(of_unit(duration.unit)),
        _ => None,
    });
    let first = scales.next()?;
    Some(if scales.all(|it| it == first) { first } else { Scale::Days })
}

fn of_unit(unit: Unit) -> Scale {
    match unit {
        Unit::Minute | Unit::Hour => Scale::Minutes,
        Unit::Day | Unit::Week => Scale::Days,
        Unit::Month | Unit::Quarter | Unit::Year => Scale::Months,
    }
}

/// The ages inside a window.
pub(super) fn bounds(window: Window, duration: Duration, scale: Scale) -> Bounds {
    let Some((least, most)) = length(duration, scale) else { return Bounds::open_if_known() };
    let whole = scale == Scale::Days;
    // The longer the time, the more lies inside a window that begins now, and the less beyond.
    let (sure, maybe) = match window {
        Window::MoreThanAgo | Window::MoreThanFromNow => (most, least),
        _ => (least, most),
    };
    let ages = |length| Values::known(ages(window, length, whole));
    Bounds { sure: ages(sure), maybe: ages(maybe) }
}

fn ages(window: Window, length: Decimal, whole: bool) -> Line {
    let past = Interval::closed(Decimal::ZERO, length);
    let ahead = Interval::closed(-length, Decimal::ZERO);
    let ages = match window {
        Window::WithinLast => past,
        Window::LessThanAgo => Interval { to_excluded: true, ..past },
        Window::MoreThanAgo => Interval::above(length),
        Window::WithinNext => ahead,
        Window::LessThanFromNow => Interval { from_excluded: true, ..ahead },
        Window::MoreThanFromNow => Interval::below(-length),
    };
    super::view::numbers(ages, whole)
}

/// The least and the greatest length of a time; `None` if the scale cannot show it.
fn length(Duration { count, unit }: Duration, scale: Scale) -> Option<(Decimal, Decimal)> {
    let months = match unit {
        Unit::Quarter => count.checked_mul(3)?,
        Unit::Year => count.checked_mul(12)?,
        _ => count,
    };
    let (least, most) = match (scale, unit) {
        (Scale::Minutes, Unit::Minute) => (count, count),
        (Scale::Minutes, Unit::Hour) => (count.checked_mul(60)?, count.checked_mul(60)?),
        (Scale::Days, Unit::Day) => (count, count),
        (Scale::Days, Unit::Week) => (count.checked_mul(7)?, count.checked_mul(7)?),
        (Scale::Days, Unit::Month | Unit::Quarter | Unit::Year) => {
            let (years, rest) = (months / 12, months % 12);
            let least = years.checked_mul(365)?.checked_add(rest * 28)?;
            (least, years.checked_mul(366)?.checked_add(rest * 31)?)
        }
        (Scale::Months, Unit::Month | Unit::Quarter | Unit::Year) => (months, months),
        _ => return None,
    };
    let in_days = if scale == Scale::Months { most.checked_mul(31)? } else { most };
    (scale == Scale::Minutes || in_days <= MOST_DAYS).then(|| (least.into(), most.into()))
}
