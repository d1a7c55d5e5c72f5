//! The tests that stand beside the rules: runs them, says what they exercise, proposes those that are missing, and tries
//! which changes of the rules they notice.
//!
//! What tests should show is a list of [`goals`]: that each rule fires and does not, that each part of a condition holds
//! and does not, both sides of every bound, every row and every band. [`Coverage`] counts those that tests reach.

mod coverage;
mod generate;
mod mutate;
mod run;
mod search;
mod words;

pub use coverage::{Aim, Coverage, Edge, Goal, Kind, Owner, Tally, goals};
pub use generate::{Proposal, Proposals, generate};
pub use mutate::{Change, Fate, Mutation};
pub use run::{Failure, Verdict, run_tests};
