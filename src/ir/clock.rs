use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp};

use crate::ast::{Duration, Unit, Window};

use super::Interval;

/// The one moment at which a run takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// An instant.
    Instant(Timestamp),
    /// The end of a day in the model's zone.
    Day(Date),
}

/// What is no moment of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a date like 2025-03-01, or a moment like 2025-03-01T12:00Z")]
pub struct NoMoment;

impl From<Timestamp> for AsOf {
    fn from(instant: Timestamp) -> Self {
        Self::Instant(instant)
    }
}

impl From<Date> for AsOf {
    /// The end of the day.
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl FromStr for AsOf {
    type Err = NoMoment;

    /// A date, or a date with a time and its distance from UTC.
    fn from_str(text: &str) -> Result<Self, NoMoment> {
        match text.parse::<Date>() {
            Ok(date) if !text.contains([':', 'T', ' ']) => Ok(Self::Day(date)),
            _ => text.parse::<Timestamp>().map(Self::Instant).map_err(|_| NoMoment),
        }
    }
}

/// As-of in the model's zone. Nothing else in leadscore reads time.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The instant.
    pub now: Timestamp,
    /// Its day in the model's zone.
    pub today: Date,
    zone: TimeZone,
}

impl Clock {
    /// A clock that stands at `as_of` in `zone`.
    #[must_use]
    pub fn new(as_of: AsOf, zone: TimeZone) -> Self {
        match as_of {
            AsOf::Instant(now) => Self { now, today: zone.to_datetime(now).date(), zone },
            AsOf::Day(today) => {
                let next =
                    today.tomorrow().unwrap_or(today).to_datetime(jiff::civil::Time::midnight());
                let end = earlier_instant(&zone, next);
                let now = Timestamp::from_nanosecond(end.as_nanosecond() - 1).unwrap_or(end);
                Self { now, today, zone }
            }
        }
    }

    /// The day of an instant in the model's zone.
    #[must_use]
    pub fn day_of(&self, moment: Timestamp) -> Date {
        self.zone.to_datetime(moment).date()
    }

    /// The model's zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The days inside a window: `None` for units shorter than a day.
    ///
    /// Days count on the calendar; months and years are counted from today and clamp to the month's end.
    #[must_use]
    pub fn days(&self, window: Window, duration: Duration) -> Option<Interval<Date>> {
        let back = |sign: i64| {
            let count = i64::from(duration.count) * sign;
            let span = match duration.unit {
                Unit::Minute | Unit::Hour => return None,
                Unit::Day => Span::new().try_days(count),
                Unit::Week => Span::new().try_weeks(count),
                Unit::Month => Span::new().try_months(count),
                Unit::Quarter => Span::new().try_months(count * 3),
                Unit::Year => Span::new().try_years(count),
            };
            // Beyond the calendar everything is nearer than the edge.
            let edge = if sign < 0 { Date::MIN } else { Date::MAX };
            Some(span.and_then(|span| self.today.checked_add(span)).unwrap_or(edge))
        };
        Some(match window {
            Window::WithinLast => Interval::closed(back(-1)?, self.today),
            Window::LessThanAgo => {
                Interval { from_excluded: true, ..Interval::closed(back(-1)?, self.today) }
            }
            Window::MoreThanAgo => Interval::below(back(-1)?),
            Window::WithinNext => Interval::closed(self.today, back(1)?),
            Window::LessThanFromNow => {
                Interval { to_excluded: true, ..Interval::closed(self.today, back(1)?) }
            }
            Window::MoreThanFromNow => Interval::above(back(1)?),
        })
    }

    /// The instants inside a window of minutes or hours: `None` for longer units.
    #[must_use]
    pub fn moments(&self, window: Window, duration: Duration) -> Option<Interval<Timestamp>> {
        let seconds = match duration.unit {
            Unit::Minute => i64::from(duration.count) * 60,
            Unit::Hour => i64::from(duration.count) * 3600,
            _ => return None,
        };
        let moved = |sign: i64, edge| {
            self.now.checked_add(Span::new().seconds(seconds * sign)).unwrap_or(edge)
        };
        let (back, ahead) = (moved(-1, Timestamp::MIN), moved(1, Timestamp::MAX));
        Some(match window {
            Window::WithinLast => Interval::closed(back, self.now),
            Window::LessThanAgo => {
                Interval { from_excluded: true, ..Interval::closed(back, self.now) }
            }
            Window::MoreThanAgo => Interval::below(back),
            Window::WithinNext => Interval::closed(self.now, ahead),
            Window::LessThanFromNow => {
                Interval { to_excluded: true, ..Interval::closed(self.now, ahead) }
            }
            Window::MoreThanFromNow => Interval::above(ahead),
        })
    }

    /// The instant of a local date and time in the model's zone; in a clock change, with the earlier offset.
    #[must_use]
    pub fn instant(zone: &TimeZone, local: DateTime) -> Timestamp {
        earlier_instant(zone, local)
    }
}

/// A local time that a clock change skips or repeats is read with the offset from before the change.
fn earlier_instant(zone: &TimeZone, local: DateTime) -> Timestamp {
    let offset = match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
    };
    let edge = if local.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    offset.to_timestamp(local).unwrap_or(edge)
}
