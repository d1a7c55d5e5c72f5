//! # expired (W0810): A rule whose time is over
//!
//! The last day on which this rule exists is past, so it does nothing any more.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   source: text
//! }
//!
//! when source == "Fair" then +5 valid 2020-02-10..2020-04-30
//! ```
//!
//! ```console
//! $ leadscore check rules.score --lint expired
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
//! Rules with `valid` need nobody to remember them, so they stay in the file for years. Take them out when they are
//! over: version control keeps them, and nobody reads them by mistake. A rule that is still to come is not reported.
//!
//! What is past depends on the day of the run; `--as-of` says which day that is. This is a note, which only appears
//! when it is asked for by its name, `expired`.

use super::Lint;
use super::facts::Facts;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::Identity;

pub(super) const LINT: Lint = Lint { code: codes::EXPIRED, by_default: false, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let program = facts.program();
    let of_rules = program.rules.iter().flat_map(|rule| {
        let rows = rule.rows().iter().map(|it| (&it.identity, "row"));
        std::iter::once((&rule.identity, "rule")).chain(rows)
    });
    let out = program.disqualifiers.iter().map(|it| (&it.identity, "condition"));
    of_rules.chain(out).filter_map(|(it, noun)| of(facts, it, noun)).collect()
}

fn of(facts: &Facts<'_, '_>, identity: &Identity, noun: &str) -> Option<Diagnostic> {
    let today = facts.space.clock().today;
    let last = identity.valid?.to.filter(|it| *it < today)?;
    let message = format!("This {noun} does nothing any more: its last day was {last}.");
    Some(
        Diagnostic::note(codes::EXPIRED, identity.place, message)
            .help("Take it out, or change its days."),
    )
}
