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
//! over: version control keeps them, and nobody reads them by mistake. A rule that is still to come is told by
//! [not-begun](not-begun.md).
//!
//! What is past depends on the day of the run; `--as-of` says which day that is. This is a note, which only appears
//! when it is asked for by its name, `expired`.

use super::Lint;
use super::facts::{Facts, removable};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Identity, Program};

pub(super) const LINT: Lint = Lint { code: codes::EXPIRED, by_default: false, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let all = dated(facts.program()).into_iter();
    all.filter_map(|(it, noun, beside)| of(facts, it, noun, beside)).collect()
}

/// All that may have days of its own: what it is, and how many stand beside it.
pub(super) fn dated(program: &Program) -> Vec<(&Identity, &'static str, usize)> {
    let of_rules = program.groups.iter().flat_map(|group| {
        let rules = group.rules.iter().filter_map(|it| program.rule(*it));
        rules.flat_map(|rule| {
            let rows = rule.rows();
            let of_rows = rows.iter().map(|it| (&it.identity, "row", rows.len()));
            std::iter::once((&rule.identity, "rule", group.rules.len())).chain(of_rows)
        })
    });
    let out = program.disqualifiers.iter().map(|it| (&it.identity, "condition", usize::MAX));
    of_rules.chain(out).collect()
}

fn of(facts: &Facts<'_, '_>, identity: &Identity, noun: &str, beside: usize) -> Option<Diagnostic> {
    let today = facts.space.clock().today;
    let last = identity.valid?.to.filter(|it| *it < today)?;
    let message = format!("This {noun} does nothing any more: its last day was {last}.");
    let finding = Diagnostic::note(codes::EXPIRED, identity.place, message)
        .help("Take it out, or change its days.");
    Some(removable(finding, identity.place, noun, beside))
}
