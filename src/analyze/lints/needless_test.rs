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
//! It is taken out unasked only if that changes no score on any day, no comment goes with it, and no test names the rule by
//! its text. Else `leadscore fix --suggestions` offers it.
//!
//! [`adds-nothing`](adds-nothing.md) says the same of tests of a single field.

use super::Lint;
use super::facts::{Facts, Kind, Site, listed};
use crate::cells::Logic;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Cond, Expected, Test, Written, fold};

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
    let finding = |place| Diagnostic::warning(codes::NEEDLESS_TEST, place, message).help(help);
    let Some(part) = written(facts, site, needless) else {
        return Some(finding(site.identity.place));
    };
    let finding = finding(part.place);
    Some(match part.commented || !keeps_all(facts, site) {
        true => finding.offer(LEAVE_OUT, part.cut, ""),
        false => finding.fix(LEAVE_OUT, part.cut, ""),
    })
}

const LEAVE_OUT: &str = "Leave this part out.";

/// Where a part of a condition stands, if it can be only one place.
fn written<'f>(facts: &'f Facts<'_, '_>, site: &Site<'_>, part: &Cond) -> Option<&'f Written> {
    let mut inside = facts.written_in(site.identity.place);
    // What is always or never so has gone from the condition, so its parts are no longer the written ones.
    if inside.clone().any(|it| matches!(it.cond, Cond::Const(_))) || count(site.cond, part) != 1 {
        return None;
    }
    let only = inside.find(|it| it.cond == *part)?;
    inside.all(|it| it.cond != *part || it.place == only.place).then_some(only)
}

/// How often a part stands in a condition.
fn count(cond: &Cond, part: &Cond) -> usize {
    let inside = match cond {
        Cond::Const(_) | Cond::Atom(_) => 0,
        Cond::Not(inner) => count(inner, part),
        Cond::All(parts) | Cond::Any(parts) => parts.iter().map(|it| count(it, part)).sum(),
    };
    inside + usize::from(cond == part)
}

/// Whether scores and tests stay as they are without the part, on every day.
fn keeps_all(facts: &Facts<'_, '_>, site: &Site<'_>) -> bool {
    let program = facts.program();
    let around = match site.kind {
        Kind::Row(rule) => program.rule(rule).map(|it| &it.identity),
        Kind::Rule(..) | Kind::Out => None,
    };
    let expectations = program.tests.iter().flat_map(|it| &it.expectations);
    let mut named = expectations.filter_map(|it| match &it.expected {
        Expected::Fired(name, _) => Some(fold(name)),
        Expected::That(..) => None,
    });
    // A test may name a rule by its own text, which changes.
    let texts: Vec<String> =
        around.into_iter().chain([site.identity]).map(|it| fold(&it.text)).collect();
    !program.asks_the_day(site.cond) && !named.any(|it| texts.contains(&it))
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
