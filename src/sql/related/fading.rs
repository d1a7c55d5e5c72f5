//! Points that fade with the age of an event.

use rust_decimal::Decimal;

use super::each::case;
use crate::ast::{Duration, Unit};
use crate::ir::{Decay, Points};
use crate::sql::columns::Work;

/// Days beyond which the calendars of warehouses may end.
const END_OF_CALENDARS: i64 = 365_000;

impl Work<'_> {
    /// The hundredths of points that an event gives, by its day: what is left of so many hundredths.
    ///
    /// Halved points are few and calculated here, so every warehouse agrees on their rounding. Points that fade on a
    /// line are calculated there, in whole numbers.
    pub(super) fn faded(&mut self, points: Points, decay: Decay, day: &str) -> String {
        match decay {
            Decay::Halving(period) => self.halved(points, period, day),
            Decay::Fading(period) => self.on_a_line(points, period, day),
        }
    }

    fn halved(&mut self, points: Points, period: Duration, day: &str) -> String {
        let mut cases = Vec::new();
        let mut rest = Points::ZERO;
        for (times, left) in (1..).zip(halvings(points)) {
            let back = i64::from(period.count).saturating_mul(times);
            if back.saturating_mul(days(period.unit)) > END_OF_CALENDARS {
                rest = left;
                break;
            }
            let start = self.moments.edge(-back, period.unit, &mut self.names);
            cases.push((format!("{day} > {start}"), left.hundredths().to_string()));
        }
        case(&cases, &rest.hundredths().to_string())
    }

    fn on_a_line(&mut self, points: Points, period: Duration, day: &str) -> String {
        let today = self.moments.today();
        let start = self.moments.edge(-i64::from(period.count), period.unit, &mut self.names);
        let speech = self.speech;
        let whole = |days: &str| format!("CAST({days} AS BIGINT)");
        let left = whole(&speech.days_between(&start, day));
        let all = whole(&speech.days_between(&start, &today));
        let hundredths = points.hundredths();
        let twice = hundredths.unsigned_abs().saturating_mul(2);
        let sign = if hundredths < 0 { "-" } else { "" };
        // Half away from zero: of twice the points and one part more, the halves that are whole.
        let rounded =
            speech.whole_quotient(&format!("{twice} * {left} + {all}"), &format!("2 * {all}"));
        format!("CASE WHEN {day} > {start} THEN {sign}{rounded} ELSE 0 END")
    }
}

/// What is left of points before they are halved, after one halving, after two, as long as anything is left.
fn halvings(points: Points) -> impl Iterator<Item = Points> {
    let left = move |times: u32| {
        let parts = Decimal::from(1_u64.checked_shl(times)?);
        Points::rounded(points.to_decimal().checked_div(parts)?)
    };
    (0..64).map_while(left).take_while(|it| *it != Points::ZERO)
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
