//! The reference interpreter: simple on purpose. What it says is what the language means.

mod aggregate;
mod ask;
mod columns;
mod condition;
mod crossings;
mod each;
mod event_lines;
mod explain;
mod near;
mod next_band;
mod range;
mod rating;
mod score;
mod tree;

pub use aggregate::together;
pub use ask::{Answers, Says};
pub use crossings::{Crossing, Previous};
pub use each::{Awarded, EachOutcome, EventPoints};
pub use event_lines::{EventLine, EventLines};
pub use explain::{Explanation, Line, NearMiss, Part, explain};
pub use next_band::NextBand;
pub use range::ScoreRange;
pub use rating::Rating;
pub use score::{Failure, Fired, GroupOutcome, Outcome, Reason, Scorer, Status};

use crate::ir::{Clock, Cond, Value};

/// Whether a condition holds about one value, which is its only column.
#[must_use]
pub fn holds_of(cond: &Cond, value: Value, clock: &Clock) -> bool {
    cond.holds(clock, &|_| &value)
}
