//! # limit-idle (W0809): A limit that never cuts anything
//!
//! The points of a group or model never come to this end of its limit, so the limit changes no score.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   employees: integer
//!   country:   text
//! }
//!
//! group "Fit" limit -50..50 {
//!   when employees > 100 then +20
//!   when country == "DE" then +10
//! }
//! ```
//!
//! ```console
//! $ leadscore check rules.score --lint limit-idle
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
//! group "Fit" limit ..25 {
//!   when employees > 100 then +20
//!   when country == "DE" then +10
//! }
//! ```
//!
//! ## Why
//!
//! The group gives 30 points at most and never takes any away. A reader of `limit -50..50` expects more. The limit may
//! be meant for rules that come later; then it does no harm, and so this is a note that only appears when it is asked
//! for by its name, `limit-idle`. Nothing is taken out unasked for the same reason.

use super::Lint;
use super::facts::Facts;
use crate::analyze::bounds::{Bounds, Of, outer_bounds};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{GroupId, Limits, Points};
use crate::source::Place;

pub(super) const LINT: Lint = Lint { code: codes::LIMIT_IDLE, by_default: false, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let program = facts.program();
    let mut findings = Vec::new();
    for (id, group) in (0..).map(GroupId).zip(&program.groups) {
        if let Some(place) = group.place.filter(|_| !group.limit.is_none()) {
            // The weight stands before the limit.
            let weighted = |points: Points| group.weight.map_or(points, |it| points.weighted(it));
            let all = outer_bounds(facts.space, Of::Rules(id), None, facts.budget);
            findings.extend(all.and_then(|it| idle(&it, weighted, group.limit, place, "group")));
        }
    }
    if let Some(place) = program.places.limit {
        let all = outer_bounds(facts.space, Of::Sum, None, facts.budget);
        findings.extend(all.and_then(|it| idle(&it, |it| it, program.limit, place, "model")));
    }
    findings
}

fn idle(
    bounds: &Bounds,
    weighted: impl Fn(Points) -> Points,
    limit: Limits,
    place: Place,
    what: &str,
) -> Option<Diagnostic> {
    let end = |points: Option<Points>| points.map(&weighted);
    let high = limit.high.zip(end(bounds.greatest.points)).filter(|(limit, most)| most < limit);
    let low = limit.low.zip(end(bounds.least.points)).filter(|(limit, least)| least > limit);
    let message = match (low, high) {
        (Some((low, least)), Some((high, most))) => format!(
            "This limit never cuts anything: the {what} gives {least} to {most}, between {low} and {high}."
        ),
        (None, Some((high, most))) => {
            format!("The {what} gives at most {most}, so the limit {high} never cuts anything.")
        }
        (Some((low, least)), None) => {
            format!("The {what} gives at least {least}, so the limit {low} never cuts anything.")
        }
        (None, None) => return None,
    };
    let left = Limits {
        low: limit.low.filter(|_| low.is_none()),
        high: limit.high.filter(|_| high.is_none()),
    };
    let help = match left.is_none() {
        true => "Leave the limit out, or change it.".to_owned(),
        false => format!("Write limit {left}, or another end."),
    };
    Some(Diagnostic::note(codes::LIMIT_IDLE, place, message).help(help))
}
