//! The tests that stand beside the rules: runs them, says what they exercise, proposes those that are missing, and tries
//! which changes of the rules they notice.
//!
//! What tests should show is a list of [`goals`]: that each rule fires and does not, that each part of a condition holds
//! and does not, both sides of every bound, every row and every band. [`Coverage`] counts those that tests reach.

mod coverage;
mod edges;
mod goals;
mod run;
mod words;

pub use coverage::{Coverage, Tally};
pub use edges::Edge;
pub use goals::{Aim, Goal, Kind, Owner, goals};
pub use run::{Failure, Verdict, run_tests};
