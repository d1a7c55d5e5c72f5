//! Related records.
//!
//! One related record is joined to the record that names it, in the step that reads both. A list is gone through once:
//! a chain of steps reads its members, calculates what rules ask of each, and adds up what they give, by the key of the
//! record that they belong to. The totals are joined to that record as soon as all that the members need of it is there.
//! What another model gives to related records is a table of scores, one for each key.

mod chain;
mod each;
mod fading;
mod key;
mod measure;
mod one;
mod pass;
mod repeats;
mod rounds;
mod scope;
mod score;

pub(super) use chain::Around;
pub(super) use one::One;
pub(super) use pass::Pass;
pub(super) use scope::Scopes;
pub(super) use score::ScoreTable;

use crate::source::Place;

use super::{Reason, Refusal};

/// Related records that a statement cannot speak of.
fn refusal(place: Place, message: impl Into<String>, help: impl Into<String>) -> Refusal {
    Refusal { reason: Reason::Related, place, message: message.into(), help: help.into() }
}
