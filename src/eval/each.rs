//! Rules that give points for each event.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;

use super::columns::Columns;
use super::condition::holds;
use super::score::measured;
use crate::ast::{Duration, Unit, Window};
use crate::ir::{Award, Clock, Decay, Each, ForEach, Points, Value};

/// Halved so often, no number of points that can be written is left.
const MOST_HALVINGS: u32 = 60;

/// What a rule gives for the events of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EachOutcome {
    /// The events that count, in the order in which they happened.
    pub events: Vec<EventPoints>,
    /// How many events there are.
    pub all: usize,
    /// How many do not fit the rule, or are awarded nothing.
    pub unfit: usize,
    /// How many fit, but have no time, which the rule needs.
    pub timeless: usize,
    /// How many fit, but are not the first of their day, week or month.
    pub again: usize,
    /// How many fit, but come after the first few.
    pub beyond: usize,
    /// Whether an award had too many digits.
    pub failed: bool,
}

/// What one event gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPoints {
    /// Its place among the events that exist, from 0.
    pub index: usize,
    /// The row that it fits, for a match.
    pub row: Option<usize>,
    /// Its day in the model's zone, if its time is known.
    pub day: Option<Date>,
    /// Its age in days at as-of, if its time is known.
    pub age: Option<i32>,
    /// The award before it fades.
    pub award: Points,
    /// What it gives.
    pub points: Points,
}

/// An event that fits.
struct Candidate {
    index: usize,
    row: Option<usize>,
    award: Decimal,
    day: Option<Date>,
    moment: Option<Timestamp>,
}

/// What an event that fits a rule is awarded.
#[derive(Clone, Debug)]
pub struct Awarded {
    /// The row that it fits, for a match.
    pub row: Option<usize>,
    /// The award before it fades; nothing if it has too many digits.
    pub award: Option<Decimal>,
    /// When it happened, if that is known.
    pub time: Value,
}

/// What a rule gives for the events of one record.
pub(super) fn for_each(rule: &ForEach, columns: &Columns<'_, '_>) -> EachOutcome {
    let events = columns.members(rule.events).map(|event| {
        let (row, award) =
            holds(&rule.filter, &event).then(|| award(&rule.each, &event)).flatten()?;
        Some(Awarded { row, award, time: event.time().cloned().unwrap_or(Value::Missing) })
    });
    EachOutcome::of(rule, events, columns.clock())
}

impl EachOutcome {
    /// The row that each event fits, and the points that it gives.
    pub fn given(&self) -> impl Iterator<Item = (Option<usize>, Points)> {
        self.events.iter().map(|it| (it.row, it.points))
    }

    /// What a rule gives for the events of one record, in their order; of each that fits, what it is awarded.
    pub fn of(
        rule: &ForEach,
        events: impl Iterator<Item = Option<Awarded>>,
        clock: &Clock,
    ) -> Self {
        let mut outcome = Self::default();
        let mut fitting = outcome.fitting(rule, events, clock);
        outcome.choose(rule, &mut fitting);
        for it in fitting {
            let faded = match (rule.decay, it.day) {
                (Some(decay), Some(day)) => fade(it.award, decay, day, clock),
                _ => Some(it.award),
            };
            let points = faded.and_then(Points::rounded);
            outcome.failed |= points.is_none();
            let Some(points) = points else { continue };
            let age =
                it.day.and_then(|day| clock.today.since(day).ok()).map(|span| span.get_days());
            let award = Points::rounded(it.award).unwrap_or(points);
            let Candidate { index, row, day, .. } = it;
            outcome.events.push(EventPoints { index, row, day, age, award, points });
        }
        outcome
    }

    /// The events that are awarded something and have the time that the rule needs.
    fn fitting(
        &mut self,
        rule: &ForEach,
        events: impl Iterator<Item = Option<Awarded>>,
        clock: &Clock,
    ) -> Vec<Candidate> {
        let mut fitting = Vec::new();
        for (index, given) in events.enumerate() {
            self.all += 1;
            self.failed |= given.as_ref().is_some_and(|it| it.award.is_none());
            // An event that gives nothing does not take the place of one that does.
            let award = given.as_ref().and_then(|it| it.award).filter(|it| !it.is_zero());
            let Some((Awarded { row, time, .. }, award)) = given.zip(award) else {
                self.unfit += 1;
                continue;
            };
            let (day, moment) = match time {
                Value::Date(date) => (Some(date), None),
                Value::Moment(moment) => (Some(clock.day_of(moment)), Some(moment)),
                _ => (None, None),
            };
            if rule.needs_time() && day.is_none() {
                self.timeless += 1;
                continue;
            }
            fitting.push(Candidate { index, row, award, day, moment });
        }
        fitting
    }

    /// Puts events in the order of their time, and keeps those that count.
    fn choose(&mut self, rule: &ForEach, fitting: &mut Vec<Candidate>) {
        // Among events of one moment the greatest points come first, so that the order of the table does not matter.
        let unknown_last = |it: &Candidate| (it.day.is_none(), it.day, it.moment);
        fitting.sort_by(|a, b| unknown_last(a).cmp(&unknown_last(b)).then(b.award.cmp(&a.award)));
        if let Some(unit) = rule.once {
            let before = fitting.len();
            fitting.dedup_by_key(|it| it.day.map(|day| period_of(day, unit)));
            self.again = before - fitting.len();
        }
        if let Some(first) = rule.first {
            let kept = usize::try_from(first).unwrap_or(usize::MAX).min(fitting.len());
            self.beyond = fitting.len() - kept;
            fitting.truncate(kept);
        }
    }
}

/// The row that an event fits, and what it is awarded before it fades: nothing if that has too many digits.
fn award(each: &Each, event: &Columns<'_, '_>) -> Option<(Option<usize>, Option<Decimal>)> {
    let (row, award) = match each {
        Each::Award(award) => (None, award),
        Each::Match(rows) => {
            let today = event.clock().today;
            let fits = |row: &crate::ir::Row| {
                row.identity.exists_on(today) && holds(&row.condition, event)
            };
            let (index, row) = rows.iter().enumerate().find(|(_, row)| fits(row))?;
            (Some(index), &row.award)
        }
    };
    match award {
        Award::Measured(_, column) if event.get(*column).is_missing() => None,
        _ => Some((row, measured(award, event))),
    }
}

/// The first day of the period in which a day lies; weeks begin on Monday.
fn period_of(day: Date, unit: Unit) -> Date {
    match unit {
        Unit::Week => {
            let back = i64::from(day.weekday().since(Weekday::Monday));
            day.checked_sub(jiff::Span::new().days(back)).unwrap_or(Date::MIN)
        }
        Unit::Month => day.first_of_month(),
        _ => day,
    }
}

/// Points that fade with the age of an event in calendar days; periods count back from as-of.
fn fade(award: Decimal, decay: Decay, day: Date, clock: &Clock) -> Option<Decimal> {
    match decay {
        Decay::Halving(period) => {
            let halvings = whole_periods(day, period, clock);
            if halvings > MOST_HALVINGS {
                return Some(Decimal::ZERO);
            }
            award.checked_div(Decimal::from(1_u64 << halvings))
        }
        Decay::Fading(period) => {
            let start = back(clock, period)?;
            let days = |from: Date, to: Date| to.since(from).ok().map(|span| span.get_days());
            let (left, all) = (days(start, day)?, days(start, clock.today)?);
            if left <= 0 || all <= 0 {
                return Some(Decimal::ZERO);
            }
            award.checked_mul(left.into())?.checked_div(all.into())
        }
    }
}

/// How many whole periods lie between an event and as-of.
fn whole_periods(day: Date, period: Duration, clock: &Clock) -> u32 {
    let days = match period.unit {
        Unit::Day => Some(period.count),
        Unit::Week => period.count.checked_mul(7),
        _ => None,
    };
    // Months differ in length; days can be counted at once.
    if let (Some(days), Ok(age)) = (days, clock.today.since(day)) {
        let age = u32::try_from(age.get_days()).unwrap_or(0);
        return age.checked_div(days).unwrap_or(0);
    }
    let reached = |times: u32| {
        let count = period.count.saturating_mul(times);
        back(clock, Duration { count, ..period }).is_some_and(|start| day <= start)
    };
    // Every period is at least a day, so a search by halves finds the last one that is reached.
    let (mut low, mut high) = (0, MOST_HALVINGS + 1);
    while low < high {
        let middle = (low + high).div_ceil(2);
        match reached(middle) {
            true => low = middle,
            false => high = middle - 1,
        }
    }
    low
}

/// The day a period before as-of.
fn back(clock: &Clock, period: Duration) -> Option<Date> {
    clock.days(Window::WithinLast, period)?.from
}
