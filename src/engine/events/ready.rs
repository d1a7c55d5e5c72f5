//! A test made ready for many values.

use std::ops::Range;

use jiff::civil::{Date, date};

use crate::ir::{Clock, Interval, Test, Value};

/// A test at one moment.
pub(super) struct Ready<'t> {
    test: &'t Test,
    clock: &'t Clock,
    /// The days inside of a window.
    days: Option<Days>,
}

/// Days of which most moments are known to be inside or outside without looking for their day in the zone.
struct Days {
    days: Interval<Date>,
    /// Seconds that are inside in every zone.
    inside: Range<i64>,
    /// Seconds that are inside in some zone.
    around: Range<i64>,
}

/// No zone is so far from UTC, in days.
const MARGIN: i64 = 3;

const DAY: i64 = 24 * 60 * 60;

impl<'t> Ready<'t> {
    pub fn new(test: &'t Test, clock: &'t Clock) -> Self {
        let days = match test {
            Test::Age(window, duration) if clock.moments(*window, *duration).is_none() => {
                clock.days(*window, *duration).map(Days::new)
            }
            _ => None,
        };
        Self { test, clock, days }
    }

    /// Whether a value passes.
    pub fn passes(&self, value: &Value) -> bool {
        match (&self.days, value) {
            (Some(Days { days, .. }), Value::Date(date)) => days.contains(*date),
            (Some(Days { days, inside, around }), Value::Moment(moment)) => {
                let second = moment.as_second();
                let is_near =
                    || around.contains(&second) && days.contains(self.clock.day_of(*moment));
                inside.contains(&second) || is_near()
            }
            _ => self.test.passes(value, self.clock),
        }
    }
}

impl Days {
    fn new(days: Interval<Date>) -> Self {
        let from = days.from.map_or(i64::MIN / 2, start_of);
        let to = days.to.map_or(i64::MAX / 2, start_of);
        let margin = MARGIN * DAY;
        Self { days, inside: from + margin..to - margin, around: from - margin..to + margin }
    }
}

/// The first second of a day in UTC.
fn start_of(day: Date) -> i64 {
    i64::from((day - date(1970, 1, 1)).get_days()) * DAY
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::ast::{Duration, Unit, Window};
    use crate::ir::AsOf;

    proptest! {
        #[test]
        fn many_values_pass_what_each_passes_alone(
            zone in select(vec!["UTC", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Apia"]),
            unit in select(vec![Unit::Hour, Unit::Day, Unit::Month, Unit::Year]),
            window in select(vec![
                Window::WithinLast, Window::LessThanAgo, Window::MoreThanAgo,
                Window::WithinNext, Window::LessThanFromNow, Window::MoreThanFromNow,
            ]),
            count in prop_oneof![1_u32..60, Just(9_000)],
            minutes in prop_oneof![-50_000_i64..50_000, any::<i32>().prop_map(i64::from)],
        ) {
            let clock = Clock::new(AsOf::Day(date(2025, 3, 1)), TimeZone::get(zone).unwrap());
            let test = Test::Age(window, Duration { count, unit });
            let moment = Timestamp::from_second(clock.now.as_second() + minutes * 60).unwrap();
            for value in [Value::Moment(moment), Value::Date(clock.day_of(moment)), Value::Missing] {
                let alone = test.passes(&value, &clock);
                prop_assert_eq!(Ready::new(&test, &clock).passes(&value), alone, "{:?}", value);
            }
        }
    }
}
