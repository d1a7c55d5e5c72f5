//! # never-counts (W0806): A rule that never counts
//!
//! In a group with `highest` or `lowest` only one rule counts, and whenever this one fires, another one gives more.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   title:   text
//!   country: text
//! }
//!
//! group "Contact" highest {
//!   when title contains "Director" then +20
//!   when title contains "Director of Sales" and country == "DE" then +15
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
//!   title:   text
//!   country: text
//! }
//!
//! group "Contact" highest {
//!   when title contains "Director" then +20
//!   when title contains "Director of Sales" and country == "DE" then +25
//! }
//! ```
//!
//! ## Why
//!
//! A Director of Sales is a Director too. Both rules fire, 20 is more than 15, and so the second rule never adds
//! anything. Give it more points, or let both count in a group that adds up.

use super::Lint;
use super::facts::{Facts, Kind, Site, constant};
use crate::cells::Logic;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{GroupId, GroupKind, Points};

pub(super) const LINT: Lint = Lint { code: codes::NEVER_COUNTS, by_default: true, find };

/// Of larger groups not all pairs are looked at.
const MOST_RULES: usize = 200;

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let groups = (0..).map(GroupId).zip(&facts.program().groups);
    let chosen = groups.filter(|(_, it)| {
        matches!(it.kind, GroupKind::Highest | GroupKind::Lowest) && it.rules.len() <= MOST_RULES
    });
    chosen.flat_map(|(id, group)| of_group(facts, id, group.kind)).collect()
}

fn of_group(facts: &Facts<'_, '_>, group: GroupId, kind: GroupKind) -> Vec<Diagnostic> {
    let rules: Vec<(usize, &Site<'_>, Points)> = facts
        .sites
        .iter()
        .enumerate()
        .filter_map(|(index, site)| match site.kind {
            Kind::Rule(_, of, award) if of == group => Some((index, site, constant(award)?)),
            _ => None,
        })
        .collect();
    let mut findings = Vec::new();
    for (at, (index, site, points)) in rules.iter().enumerate() {
        // Of equals the first written counts.
        let beats = |(other, (_, _, it)): &(usize, &(usize, &Site<'_>, Points))| match kind {
            GroupKind::Highest => it > points || (it == points && *other < at),
            _ => it < points || (it == points && *other < at),
        };
        let better: Vec<&Site<'_>> =
            rules.iter().enumerate().filter(beats).map(|(_, (_, site, _))| *site).collect();
        let none = better.iter().map(|it| it.own.clone().negated());
        let counts = Logic::all(std::iter::once(site.own.clone()).chain(none).collect());
        if better.is_empty() || facts.never_fires(*index) || !facts.is_impossible(&counts) {
            continue;
        }
        let covers = |other: &&&Site<'_>| {
            let apart = Logic::all(vec![site.own.clone(), other.own.clone().negated()]);
            facts.is_impossible(&apart)
        };
        let word = if kind == GroupKind::Highest { "more" } else { "less" };
        let message = format!(
            "This rule never counts: whenever it fires, another one gives as much or {word}."
        );
        let mut finding = Diagnostic::warning(codes::NEVER_COUNTS, site.identity.place, message)
            .help("Only one rule of this group counts. Change the points, or take this rule out.");
        if let Some(other) = better.iter().find(covers) {
            finding = finding.also(other.identity.place, "this one counts");
        }
        findings.push(facts.removable(finding, site));
    }
    findings
}
