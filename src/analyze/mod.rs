//! What can be proved about rules, without any data.
//!
//! Every program cuts the values of a record into finitely many [cells](crate::cells). So questions about all records
//! that there may be have an answer, and it is found by a search over cells:
//!
//! | question | function |
//! |---|---|
//! | can this condition hold? | [`satisfy`] |
//! | what is the least and the greatest score? | [`bounds`] |
//! | which scores are there at all? | [`reachable`] |
//! | do two versions give the same scores? | [`compare`] |
//!
//! Each answer that says "there is a record" comes with one, a [`Lead`], of which the interpreter says so too. Each
//! answer that says "there is none" is sure. Where a search ends before it is done, or values cannot be made up, it
//! says neither. Searches count their steps, so an answer is the same on every machine.

mod bands;
mod best;
mod block;
mod bounds;
mod choices;
mod climb;
mod columns;
mod compare;
mod events;
mod front;
mod glance;
mod lead;
mod literal;
mod measured;
mod near;
mod network;
mod part;
mod reach;
mod sample;
mod sampled;
mod satisfy;
mod search;
mod side;
mod space;
mod span;
mod sweep;
mod texts;

pub mod lints;

pub use bands::{OfBand, OfBands, of_bands};
pub use bounds::{Bound, Bounds, Of, bounds, greatest, least, outer_bounds};
pub use compare::{
    Change, Difference, Extent, Known, RuleChanges, Verdict, are_equal, compare, compare_knowing,
};
pub use lead::Lead;
pub(crate) use literal::{Writer, is_blank, value_words};
pub use reach::{Reachable, reachable};
pub use satisfy::{Found, is_impossible, satisfy};
pub use search::Budget;
pub use space::Space;
pub use sweep::{some_records, some_scores};
