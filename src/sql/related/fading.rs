//! Points that fade with the age of an event.

use rust_decimal::Decimal;

use crate::ast::{Duration, Unit};
use crate::ir::{Decay, Points};
use crate::sql::dialect::Speech;

/// Days beyond which the calendars of warehouses may end.
const END_OF_CALENDARS: i64 = 730_000;

/// The hundredths of points that an event gives, by its day: what is left of so many hundredths.
///
/// Halved points are few and calculated here, so every warehouse agrees on their rounding. Points that fade on a line
/// are calculated in whole numbers there.
pub(super) fn faded(speech: &dyn Speech, points: Points, decay: Decay, day: &str, today: &str) -> String {
    match decay {
        Decay::Halving(period) => halved(speech, points, period, day, today),
        Decay::Fading(period) => on_a_line(speech, points, period, day, today),
    }
}

fn halved(speech: &dyn Speech, points: Points, period: Duration, day: &str, today: &str) -> String {
    let mut cases = String::from("CASE");
    let mut rest = Points::ZERO;
    for (times, left) in (1..).zip(halvings(points)) {
        let back = i64::from(period.count).saturating_mul(times);
        if back.saturating_mul(days(period.unit)) > END_OF_CALENDARS {
            rest = left;
            break;
        }
        let start = speech.later(today, -back, period.unit);
        cases.push_str(&format!(" WHEN {day} > {start} THEN {}", left.hundredths()));
    }
    format!("{cases} ELSE {} END", rest.hundredths())
}

/// What is left of points before they are halved, after one halving, after two, as long as anything is left.
fn halvings(points: Points) -> impl Iterator<Item = Points> {
    let left = move |times: u32| {
        let parts = Decimal::from(1_u64.checked_shl(times)?);
        Points::rounded(points.to_decimal().checked_div(parts)?)
    };
    (0..64).map_while(left).take_while(|it| *it != Points::ZERO)
}

fn on_a_line(speech: &dyn Speech, points: Points, period: Duration, day: &str, today: &str) -> String {
    let start = speech.later(today, -i64::from(period.count), period.unit);
    let whole = |days: &str| format!("CAST({days} AS BIGINT)");
    let left = whole(&speech.days_between(&start, day));
    let all = whole(&speech.days_between(&start, today));
    let hundredths = points.hundredths();
    let twice = hundredths.unsigned_abs().saturating_mul(2);
    let sign = if hundredths < 0 { "-" } else { "" };
    // Half away from zero: of twice the points and one part more, the halves that are whole.
    let rounded = speech.whole_quotient(&format!("{twice} * {left} + {all}"), &format!("2 * {all}"));
    format!("CASE WHEN {day} > {start} THEN {sign}{rounded} ELSE 0 END")
}

/// The most days that a unit has.
fn days(unit: Unit) -> i64 {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 31,
        Unit::Quarter => 92,
        Unit::Year => 366,
    }
}
