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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_are_halved_until_nothing_is_left() {
        let left = |points: i64| {
            let all = halvings(Points::from_hundredths(points));
            all.map(Points::hundredths).collect::<Vec<_>>()
        };
        assert_eq!(left(800), [800, 400, 200, 100, 50, 25, 13, 6, 3, 2, 1]);
        assert_eq!(left(-3), [-3, -2, -1]);
        assert!(left(0).is_empty());
        assert_eq!(left(Points::GREATEST.hundredths()).len(), 48);
    }

    proptest! {
        /// Whole numbers give what decimals give that are rounded half away from zero.
        #[test]
        fn a_line_in_whole_numbers_is_rounded_as_points_are(
            hundredths in 0_i64..=100_000_000,
            all in 1_i64..=4000,
            left in 1_i64..=4000,
        ) {
            let left = left.min(all);
            let exact = Points::from_hundredths(hundredths).to_decimal() * Decimal::from(left);
            let expected = Points::rounded(exact / Decimal::from(all)).unwrap();
            prop_assert_eq!((2 * hundredths * left + all) / (2 * all), expected.hundredths());
        }
    }
}
