//! What a test means: whether a value passes it, and whether a condition holds.

use super::{Clock, ColumnId, Cond, Interval, Test, Value};

impl Test {
    /// Whether a value passes. Nothing but [`Test::Missing`] is passed by a missing value.
    ///
    /// ```
    /// use leadscore::ir::{AsOf, Clock, Interval, Test, Value};
    /// let clock = Clock::new(AsOf::Day("2025-03-01".parse()?), jiff::tz::TimeZone::UTC);
    /// let test = Test::Numbers(vec![Interval::closed(100.into(), 500.into())]);
    /// assert!(test.passes(&Value::Number(100.into()), &clock));
    /// assert!(!test.passes(&Value::Missing, &clock));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    #[must_use]
    pub fn passes(&self, value: &Value, clock: &Clock) -> bool {
        match (self, value) {
            (Self::Missing, value) => value.is_missing(),
            (Self::YesNo(wanted), Value::YesNo(yes)) => wanted == yes,
            (Self::Numbers(intervals), Value::Number(number)) => inside(intervals, *number),
            (Self::Dates(intervals), Value::Date(date)) => inside(intervals, *date),
            (Self::Moments(intervals), Value::Moment(moment)) => inside(intervals, *moment),
            (Self::Texts(texts), Value::Text(text)) => {
                texts.iter().any(|it| it.folded == text.folded)
            }
            (Self::Exactly(wanted), Value::Text(text)) => text.exact == *wanted,
            (Self::Pattern(pattern), Value::Text(text)) => pattern.found_in(&text.folded),
            (Self::Matches(regex), Value::Text(text)) => regex.is_match(&text.exact),
            (Self::HasText(wanted), Value::Texts(texts)) => {
                texts.iter().any(|text| text.folded == wanted.folded)
            }
            (Self::HasNumber(wanted), Value::Numbers(numbers)) => numbers.contains(wanted),
            (Self::Age(window, duration), Value::Date(date)) => {
                clock.days(*window, *duration).is_some_and(|days| days.contains(*date))
            }
            (Self::Age(window, duration), Value::Moment(moment)) => {
                match clock.moments(*window, *duration) {
                    Some(moments) => moments.contains(*moment),
                    None => clock
                        .days(*window, *duration)
                        .is_some_and(|days| days.contains(clock.day_of(*moment))),
                }
            }
            _ => false,
        }
    }
}

impl Cond {
    /// Whether it holds, wherever the values of its columns come from.
    pub fn holds<'v>(&self, clock: &Clock, value: &impl Fn(ColumnId) -> &'v Value) -> bool {
        match self {
            Self::Const(yes) => *yes,
            Self::Atom(atom) => atom.test.passes(value(atom.column), clock),
            Self::Not(inner) => !inner.holds(clock, value),
            Self::All(parts) => parts.iter().all(|it| it.holds(clock, value)),
            Self::Any(parts) => parts.iter().any(|it| it.holds(clock, value)),
        }
    }
}

fn inside<T: Ord + Copy>(intervals: &[Interval<T>], value: T) -> bool {
    intervals.iter().any(|interval| interval.contains(value))
}
