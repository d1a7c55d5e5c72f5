//! Related lists: the columns of their events, and rules that give points for each.

use super::{Award, Column, ColumnId, Cond, RecordId, Row};
use crate::ast::{Duration, Unit};

/// Names a related list of a program, as an index into [`Program::events`](super::Program::events).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventsId(pub u32);

/// Names a model whose score is used, as an index into [`Program::models`](super::Program::models).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModelId(pub u32);

/// A related list and what is asked of its members.
///
/// The members have columns of their own, which see the record around them through
/// [`Def::Outer`](super::Def::Outer). A member whose time is later than as-of does not exist.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The list around which this one stands; `None` if it belongs to the scored record.
    pub outer: Option<EventsId>,
    /// The column with the list, among those of `outer`.
    pub list: ColumnId,
    /// What its members are.
    pub record: RecordId,
    /// The list's name in explanations: `visits`.
    pub label: String,
    /// Every column of a member that something reads.
    pub columns: Vec<Column>,
}

/// A rule that gives points for each event.
///
/// Events that pass the filter and are awarded something are put in the order of their time, the greatest
/// points first among equals. `once` then keeps the first of each day, week or month, `first` the first
/// few. The points of the rest fade with their age, are rounded, and add up.
#[derive(Clone, Debug, PartialEq)]
pub struct ForEach {
    /// The events.
    pub events: EventsId,
    /// Which of them count.
    pub filter: Cond,
    /// What each gives.
    pub each: Each,
    /// One event in each of these counts.
    pub once: Option<Unit>,
    /// Only so many events count.
    pub first: Option<u32>,
    /// How points fade with the age of an event.
    pub decay: Option<Decay>,
}

/// What each event gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Each {
    /// One award.
    Award(Award),
    /// That of the first row that fits.
    Match(Vec<Row>),
}

/// How points fade with the age of an event in calendar days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decay {
    /// Half as many after every whole period.
    Halving(Duration),
    /// On a straight line to nothing.
    Fading(Duration),
}

impl ForEach {
    /// The rows, if each event is matched.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        match &self.each {
            Each::Award(_) => &[],
            Each::Match(rows) => rows,
        }
    }

    /// The awards that it can give.
    pub fn awards(&self) -> impl Iterator<Item = &Award> {
        let (one, rows) = match &self.each {
            Each::Award(award) => (Some(award), &[][..]),
            Each::Match(rows) => (None, rows.as_slice()),
        };
        one.into_iter().chain(rows.iter().map(|row| &row.award))
    }

    /// Whether points are nothing but added up: whichever events come first.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        !self.needs_time() && self.first.is_none()
    }

    /// Whether an event needs a time to count.
    #[must_use]
    pub fn needs_time(&self) -> bool {
        self.once.is_some() || self.decay.is_some()
    }
}
