//! # cancel-out (W0805): Two rules that cancel out
//!
//! Two rules fire for the same leads, and one takes away just what the other one gives.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   industry: text
//!   country:  text
//! }
//!
//! group "Fit" {
//!   when industry == "Retail" and country in ["DE", "AT"] then +10
//! }
//!
//! group "Risk" {
//!   when country in ["AT", "DE"] and industry == "retail" then -10
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
//!   industry: text
//!   country:  text
//! }
//!
//! group "Fit" {
//!   when industry == "Retail" and country in ["DE", "AT"] then +10
//! }
//!
//! group "Risk" {
//!   when industry == "Retail" and country == "RU" then -10
//! }
//! ```
//!
//! ## Why
//!
//! A retailer from Germany gets 10 points and loses them again, so neither rule does anything. That happens when two
//! people write rules for the same thing, or when a rule was copied to be turned into another one. Take both out, or
//! change the one that is wrong.
//!
//! Taking both out changes no score, but it does take their reasons out of explanations, so it is only offered, where other
//! rules stand beside them.
//!
//! Rules in groups with a weight or a limit are compared only inside of their group.

use super::Lint;
use super::facts::{Facts, Kind, Site, constant};
use crate::analyze::bounds::is_plain;
use crate::diagnostic::{Diagnostic, Edit, codes};
use crate::ir::{Group, GroupId, GroupKind, Points};

pub(super) const LINT: Lint = Lint { code: codes::CANCEL_OUT, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for class in facts.alike() {
        for (at, second) in class.iter().enumerate().skip(1) {
            let earlier = class.iter().take(at);
            findings.extend(earlier.filter_map(|first| of_pair(facts, *first, *second)).next());
        }
    }
    findings
}

fn of_pair(facts: &Facts<'_, '_>, first: usize, second: usize) -> Option<Diagnostic> {
    let (first, second) = (facts.sites.get(first)?, facts.sites.get(second)?);
    let (Kind::Rule(_, group, a), Kind::Rule(_, other, b)) = (first.kind, second.kind) else {
        return None;
    };
    let (a, b) = (constant(a)?, constant(b)?);
    let adds_up = |id: GroupId| facts.program().group(id).filter(|it| it.kind == GroupKind::Sum);
    let (one, two) = (adds_up(group)?, adds_up(other)?);
    let together = group == other || (is_plain(one) && is_plain(two));
    if !together || a == Points::ZERO || a + b != Points::ZERO {
        return None;
    }
    let message = format!("This {} and the {} of another rule cancel out.", b.signed(), a.signed());
    let finding = Diagnostic::warning(codes::CANCEL_OUT, second.identity.place, message)
        .also(first.identity.place, "the other rule")
        .help(
            "Both fire for the same leads, so neither does anything. Change one, or take both out.",
        );
    let sound = if group == other { one.rules.len() > 2 } else { of_both(one, two) };
    let axes = facts.program().grid.iter().flat_map(|it| &it.axes);
    let is_axis = |id: GroupId| axes.clone().any(|it| it.group == id);
    // The score stays, but in a grid the points of each group count.
    if !sound || group != other && (is_axis(group) || is_axis(other)) {
        return Some(finding);
    }
    let edit = |site: &Site<'_>| Edit { place: site.identity.place, text: String::new() };
    Some(finding.offer_edits("Take both rules out.", vec![edit(first), edit(second)]))
}

/// Whether each of two groups has a rule that is left.
fn of_both(one: &Group, other: &Group) -> bool {
    one.rules.len() > 1 && other.rules.len() > 1
}
