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

use std::ops::Range;

use super::Lint;
use super::facts::{Facts, Kind, Site};
use crate::analyze::block::path;
use crate::analyze::lead::Lead;
use crate::cells::{AxisId, Cuts, Line, Stretches};
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
    let line = Line::of(definition, facts.program(), facts.space.clock())?;
    let taken = takers(&line, axis, &rules)?;
    let (below, above) =
        taken.iter().zip(taken.iter().skip(1)).find(|(a, b)| a.0.end < b.0.start)?;
    let (free, below, above) = (line.values.get(below.0.end)?, below.1, above.1);
    let path = path(facts.program(), definition.root)?;
    let values = facts.space.record([(path, free.clone())].iter());
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

/// The stretches of known values that rules take, in their order, and who takes them.
fn takers(line: &Line, axis: AxisId, rules: &[&Site<'_>]) -> Option<Vec<(Range<usize>, Place)>> {
    let length = line.values.len();
    let mut free = Stretches::from(1..length);
    let mut taken = Vec::new();
    for rule in rules {
        let test = |of: AxisId, test: usize| line.tests.get(test).filter(|_| of == axis);
        let places = rule.own.places(length, &test)?;
        let mine = places.and(&free);
        taken.extend(mine.ranges().iter().map(|it| (it.clone(), rule.identity.place)));
        free = free.and(&places.not(length));
    }
    taken.sort_unstable_by_key(|(it, _)| it.start);
    Some(taken)
}
