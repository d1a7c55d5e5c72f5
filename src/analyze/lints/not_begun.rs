//! # not-begun (W0814): A rule whose time is still to come
//!
//! The first day on which this rule exists is later than today, so it does nothing yet.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   source: text
//! }
//!
//! when source == "Fair" then +5 valid 2999-02-10..2999-04-30
//! ```
//!
//! ```console
//! $ leadscore check rules.score --lint not-begun
//! ```
//!
//! ## Right
//!
//! ```score
//! record Lead {
//!   source: text
//! }
//!
//! when source == "Fair" then +5
//! ```
//!
//! ## Why
//!
//! Rules for a campaign are often written before it begins, and that is well. But who looks for the reason why a rule
//! gives nothing finds it here, and so does who has mistyped a year.
//!
//! What is to come depends on the day of the run; `--as-of` says which day that is. This is a note, which only appears
//! when it is asked for by its name, `not-begun`.

use super::Lint;
use super::expired::dated;
use super::facts::Facts;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::Identity;

pub(super) const LINT: Lint = Lint { code: codes::NOT_BEGUN, by_default: false, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    dated(facts.program()).into_iter().filter_map(|(it, noun, _)| of(facts, it, noun)).collect()
}

fn of(facts: &Facts<'_, '_>, identity: &Identity, noun: &str) -> Option<Diagnostic> {
    let today = facts.space.clock().today;
    let first = identity.valid?.from.filter(|it| *it > today)?;
    let message = format!("This {noun} does nothing yet: its first day is {first}.");
    let finding = Diagnostic::note(codes::NOT_BEGUN, identity.place, message);
    Some(finding.help("If it is meant to count today, change its days."))
}
