//! # gap (W0807): Values in the middle that no rule takes
//!
//! The rules of a `first match` group divide one field into ranges, but some values between them are in none.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   employees: integer
//! }
//!
//! group "Size" first match {
//!   when employees > 500 then +20
//!   when employees in 100..400 then +10
//!   when employees < 100 then +5
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
//! }
//!
//! group "Size" first match {
//!   when employees > 500 then +20
//!   when employees in 100..500 then +10
//!   when employees < 100 then +5
//! }
//! ```
//!
//! ## Why
//!
//! A company with 450 employees gets nothing, while smaller and larger ones get something. Let the ranges meet, or say
//! what the rest gets with a last rule. Values below the least range or above the greatest are not reported.
//! Which of the two ranges the rest belongs to changes scores, so it is left to you.

use super::Lint;
use super::facts::{Facts, Kind, Site};
use crate::analyze::block::path;
use crate::analyze::lead::Lead;
use crate::cells::{Cell, Cuts};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{GroupId, GroupKind};
use crate::source::Place;

pub(super) const LINT: Lint = Lint { code: codes::GAP, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let groups = (0..).map(GroupId).zip(&facts.program().groups);
    let first = groups.filter(|(_, it)| it.kind == GroupKind::FirstMatch);
    first.filter_map(|(id, _)| of_group(facts, id)).collect()
}

fn of_group(facts: &Facts<'_, '_>, group: GroupId) -> Option<Diagnostic> {
    let of_group = |site: &&Site<'_>| matches!(site.kind, Kind::Rule(_, of, _) if of == group);
    let rules: Vec<&Site<'_>> = facts.sites.iter().filter(of_group).collect();
    let [axis] = rules.first()?.own.axes()[..] else { return None };
    if rules.len() < 2 || rules.iter().any(|it| it.own.axes() != [axis]) {
        return None;
    }
    let definition = facts.space.axes().get(axis)?;
    // Only where values have an order something lies between them.
    Cuts::of(definition, facts.program(), facts.space.clock())?;
    let cells = facts.space.partition(axis)?.cells.iter().filter(|it| !it.value.is_missing());
    let taker =
        |cell: &Cell| rules.iter().find(|it| it.own.holds(&|_, place| cell.passed.contains(place)));
    let cells: Vec<(&Cell, Option<Place>)> =
        cells.map(|cell| (cell, taker(cell).map(|it| it.identity.place))).collect();
    let first = cells.iter().position(|(_, taker)| taker.is_some())?;
    let free = cells.iter().skip(first).position(|(_, taker)| taker.is_none())? + first;
    let (cell, _) = cells.get(free)?;
    let below = cells.get(free.checked_sub(1)?)?.1?;
    let above = cells.iter().skip(free).find_map(|(_, taker)| *taker)?;
    let path = path(facts.program(), definition.root)?;
    let values = facts.space.record([(path, cell.value.clone())].iter());
    let message = format!(
        "A lead with {} gets nothing here, though those with less and with more do.",
        facts.line(&Lead { values })
    );
    let place = facts.program().group(group)?.place?;
    Some(
        Diagnostic::warning(codes::GAP, place, message)
            .also(below, "takes those below")
            .also(above, "takes those above")
            .help("Let the ranges meet, or add a last rule for the rest."),
    )
}
