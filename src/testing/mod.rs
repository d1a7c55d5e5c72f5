//! The tests that stand beside the rules: runs them, says what they exercise, proposes those that are missing, and tries
//! which changes of the rules they notice.
//!
//! What tests should show is a list of [`goals`]: that each rule fires and does not, that each part of a condition holds
//! and does not, both sides of every bound, every row and every band. [`Coverage`] counts those that tests reach.

mod change;
mod coverage;
mod domain;
mod domain_of_test;
mod edges;
mod generate;
mod goals;
mod inverse;
mod mutate;
mod owner;
mod place;
mod pool;
mod prove;
mod run;
mod search;
mod variants;
mod words;
mod write;

pub use change::Change;
pub use coverage::{Coverage, Tally};
pub use edges::Edge;
pub use generate::{Proposal, Proposals, generate};
pub use goals::{Aim, Goal, Kind, goals};
pub use mutate::{Fate, Mutation};
pub use owner::Owner;
pub use run::{Failure, Verdict, run_tests};
