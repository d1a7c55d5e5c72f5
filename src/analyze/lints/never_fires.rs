//! # never-fires (W0801): A rule that can never fire
//!
//! No lead fits this rule, row or disqualifier: its tests exclude each other, or earlier rules and rows take every
//! lead that fits.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   employees: integer
//!   country:   text
//! }
//!
//! group "Size and place" first match {
//!   when employees >= 100 then +10
//!   when employees < 100 or employees is missing then +2
//!   when country == "DE" then +5
//! }
//! ```
//!
//! ```console
//! $ leadscore check rules.score
//! ```
//!
//! ## Right
//!
//! ```score
//! record Lead {
//!   employees: integer
//!   country:   text
//! }
//!
//! group "Size and place" first match {
//!   when country == "DE" then +5
//!   when employees >= 100 then +10
//!   when employees < 100 or employees is missing then +2
//! }
//! ```
//!
//! ## Why
//!
//! In a group with `first match` only the first rule that fits counts. The first two rules take every lead between
//! them, so the third one never gives its points. Write it first, or in a group of its own.
//!
//! This is proved for all leads that there may be, not guessed from data. Where it cannot be proved, nothing is said.
//! [`never-true`](never-true.md) and [`never-reached`](never-reached.md) say the same of a condition about a single field.

use super::Lint;
use super::facts::{Facts, Site, listed};
use crate::cells::Logic;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::Cond;

pub(super) const LINT: Lint = Lint { code: codes::NEVER_FIRES, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let sites = facts.sites.iter().enumerate();
    sites.filter_map(|(index, site)| of_site(facts, index, site)).collect()
}

fn of_site(facts: &Facts<'_, '_>, index: usize, site: &Site<'_>) -> Option<Diagnostic> {
    let place = site.identity.place;
    let noun = site.noun();
    if facts.never_fires(index) {
        let message = match noun {
            "condition" => "No lead is ever disqualified by this.".to_owned(),
            _ => format!("This {noun} can never fire: no lead fits it."),
        };
        let guilty = facts.columns(&contradiction(facts, site.cond));
        let help = match guilty.as_slice() {
            [] => "Change its condition, or take it out.".to_owned(),
            [only] => {
                format!("What it asks of *{only}* cannot all be so. Change one of its tests.")
            }
            several => {
                format!(
                    "What it asks of {} cannot all be so. Change one of its tests.",
                    listed(several)
                )
            }
        };
        let finding = Diagnostic::warning(codes::NEVER_FIRES, place, message).help(help);
        return Some(facts.removable(finding, site));
    }
    // `otherwise` after rows that leave nothing over tells the reader that the rest was thought of.
    if site.before.is_empty() || *site.cond == Cond::Const(true) {
        return None;
    }
    if !facts.is_impossible(&site.reached()) {
        return None;
    }
    let takers = takers(facts, site);
    let message = format!("This {noun} can never fire: whatever fits it, an earlier one takes.");
    let mut finding = Diagnostic::warning(codes::NEVER_FIRES, place, message)
        .help(format!("Move this {noun} before the ones that take its leads, or take it out."));
    for taker in takers.into_iter().take(MOST_TAKERS) {
        finding = finding.also(taker, "takes some of them");
    }
    Some(facts.removable(finding, site))
}

/// So many earlier rules are shown.
const MOST_TAKERS: usize = 3;

/// The earlier ones that are needed to take everything.
fn takers(facts: &Facts<'_, '_>, site: &Site<'_>) -> Vec<crate::source::Place> {
    let mut needed: Vec<usize> = (0..site.before.len()).collect();
    for index in 0..site.before.len() {
        let others: Vec<usize> = needed.iter().copied().filter(|it| *it != index).collect();
        let none = others.iter().filter_map(|it| site.before.get(*it));
        let none = none.map(|(_, it)| it.clone().negated());
        let left = Logic::all(std::iter::once(site.own.clone()).chain(none).collect());
        if facts.is_impossible(&left) {
            needed = others;
        }
    }
    needed.iter().filter_map(|it| site.before.get(*it)).map(|(it, _)| it.place).collect()
}

/// The tests that exclude each other, without those that do not matter for it.
fn contradiction(facts: &Facts<'_, '_>, cond: &Cond) -> Cond {
    let Cond::All(parts) = cond else { return cond.clone() };
    let mut needed = parts.clone();
    for part in parts {
        let others: Vec<Cond> = needed.iter().filter(|it| *it != part).cloned().collect();
        let logic = facts.space.condition(&Cond::all(others.clone()));
        if logic.is_some_and(|it| facts.is_impossible(&it)) {
            needed = others;
        }
    }
    Cond::all(needed)
}
