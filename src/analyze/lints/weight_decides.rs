//! # weight-decides (W0813): A weight that lets one group decide alone
//!
//! Whatever the other groups give, the band is the same: the weighted group decides it alone.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   employees: integer
//!   visits:    integer
//! }
//!
//! group "Fit" weight 10 {
//!   when employees > 100 then +10
//! }
//!
//! group "Interest" {
//!   when visits > 5 then +30
//! }
//!
//! bands { Hot from 70, Cold otherwise }
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
//!   visits:    integer
//! }
//!
//! group "Fit" weight 5 {
//!   when employees > 100 then +10
//! }
//!
//! group "Interest" {
//!   when visits > 5 then +30
//! }
//!
//! bands { Hot from 70, Cold otherwise }
//! ```
//!
//! ## Why
//!
//! A lead with the right size is Hot without a visit, and one of the wrong size never, however often it comes. The rules of the
//! other groups change the score, but nothing depends on them. Lower the weight, or put the bands where both groups count.
//!
//! This is proved with all that each group can give. Groups without `weight` are not reported.

use super::Lint;
use super::facts::Facts;
use crate::analyze::bounds::Of;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Group, GroupId, Points};

pub(super) const LINT: Lint = Lint { code: codes::WEIGHT_DECIDES, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let program = facts.program();
    if program.bands.len() < 2 {
        return Vec::new();
    }
    let groups = (0..).map(GroupId).zip(&program.groups);
    let weighted = groups.filter(|(_, it)| it.weight.is_some());
    weighted.filter_map(|(id, group)| of_group(facts, id, group)).collect()
}

fn of_group(facts: &Facts<'_, '_>, id: GroupId, group: &Group) -> Option<Diagnostic> {
    let program = facts.program();
    let (least, most) = others(facts, id)?;
    if least == most {
        return None;
    }
    let band = |points: Points| {
        program.band_of(program.limit.keep(program.start_at + points)).unwrap_or(usize::MAX)
    };
    let reached = facts.reachable(Of::Group(id))?;
    let mut bands = Vec::new();
    for (low, high) in reached.spans() {
        // More points never lead to a lower band, so the ends tell of all between.
        let (worst, best) = (band(*low + least), band(*high + most));
        if worst != best {
            return None;
        }
        bands.push(worst);
    }
    bands.dedup();
    if bands.len() < 2 {
        return None;
    }
    let (weight, name) = (group.weight?.normalize(), group.name.as_deref().unwrap_or_default());
    let message = format!(
        "With the weight {weight} \"{name}\" decides the band alone: the other groups change nothing."
    );
    let help = format!(
        "They give {least} to {most} together. Lower the weight, or put the bands where both count."
    );
    Some(Diagnostic::warning(codes::WEIGHT_DECIDES, group.place?, message).help(help))
}

/// The least and the greatest that all other groups may give together.
fn others(facts: &Facts<'_, '_>, id: GroupId) -> Option<(Points, Points)> {
    let groups = (0..).map(GroupId).take(facts.program().groups.len()).filter(|it| *it != id);
    let bounds = groups.map(|it| {
        let bounds = facts.group(it)?;
        Some((bounds.least.points?, bounds.greatest.points?))
    });
    let bounds = bounds.collect::<Option<Vec<_>>>()?;
    let sum = |of: fn(&(Points, Points)) -> Points| bounds.iter().map(of).sum::<Points>();
    Some((sum(|it| it.0), sum(|it| it.1)))
}
