//! # needless-test (W0803): A test that makes no difference
//!
//! A part of this condition can be left out, and the same leads fit: the other parts decide it already.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   employees: integer
//!   country:   text
//! }
//!
//! when (employees > 500 and country == "DE") or (employees > 100 and country in ["DE", "AT"]) then +10
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
//! when (employees > 500 and country == "CH") or (employees > 100 and country in ["DE", "AT"]) then +10
//! ```
//!
//! ## Why
//!
//! Whoever has more than 500 employees and is German has more than 100 and is in the list, so the first half lets nobody
//! in whom the second half does not. Most often a value was copied and not changed, or `or` stands where `and` was
//! meant. If the condition is right, it is easier to read without that part.
//!
//! [`adds-nothing`](adds-nothing.md) says the same of tests of a single field.

use super::Lint;
use super::facts::{Facts, Site, listed};
use crate::cells::Logic;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Cond, Test};

pub(super) const LINT: Lint = Lint { code: codes::NEEDLESS_TEST, by_default: true, find };

/// Conditions with more tests are not looked at: each test is a question of its own.
const MOST_TESTS: usize = 60;

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let sites = facts.sites.iter().enumerate();
    sites.filter_map(|(index, site)| of_site(facts, index, site)).collect()
}

fn of_site(facts: &Facts<'_, '_>, index: usize, site: &Site<'_>) -> Option<Diagnostic> {
    if site.own.axes().len() < 2 || site.cond.size() > MOST_TESTS {
        return None;
    }
    let needless = needless(facts, site.cond, &Logic::Const(true))?;
    // Of what never or always holds, everything is needless; others say so.
    if facts.never_fires(index) || facts.is_impossible(&site.own.clone().negated()) {
        return None;
    }
    let columns = listed(&facts.columns(needless));
    let tests = if needless.size() == 1 { "The test of" } else { "What is asked of" };
    let message = format!("{tests} {columns} makes no difference here.");
    let help = "The rest of the condition decides it already. Leave this part out, or change it.";
    Some(Diagnostic::warning(codes::NEEDLESS_TEST, site.identity.place, message).help(help))
}

/// `revenue is known` beside `revenue > employees`: that tells the reader that somebody thought of blanks.
fn only_asks_if_known(cond: &Cond) -> bool {
    let mut only = true;
    cond.atoms(&mut |atom| only &= atom.test == Test::Missing);
    only
}

/// A part that changes nothing where `around` holds.
fn needless<'c>(facts: &Facts<'_, '_>, cond: &'c Cond, around: &Logic) -> Option<&'c Cond> {
    let (parts, all) = match cond {
        Cond::Const(_) | Cond::Atom(_) => return None,
        Cond::Not(inner) => return needless(facts, inner, around),
        Cond::All(parts) => (parts, true),
        Cond::Any(parts) => (parts, false),
    };
    let logics = parts.iter().map(|it| facts.space.condition(it)).collect::<Option<Vec<_>>>()?;
    for (index, (part, logic)) in parts.iter().zip(&logics).enumerate() {
        let turned = |it: &Logic, turn: bool| if turn { it.clone().negated() } else { it.clone() };
        let others = logics.iter().enumerate().filter(|(it, _)| *it != index);
        let others: Vec<Logic> = others.map(|(_, it)| turned(it, !all)).collect();
        let own = turned(logic, all);
        // What tests of the same value say of each other, the checker has told or left alone.
        let axes = logic.axes();
        let near = others.iter().filter(|it| it.axes() == axes).cloned().chain([own.clone()]);
        let near = Logic::all(near.collect());
        let around = Logic::all(std::iter::once(around.clone()).chain(others).collect());
        if facts.is_impossible(&Logic::all(vec![around.clone(), own]))
            && !(axes.len() == 1 && facts.is_impossible(&near))
            && !only_asks_if_known(part)
        {
            return Some(part);
        }
        if let Some(found) = needless(facts, part, &around) {
            return Some(found);
        }
    }
    None
}
