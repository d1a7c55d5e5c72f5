//! # result-out-of-reach (W0808): A result that no lead can have
//!
//! No lead comes to this band, these stars, this place in a grid, or to `ready at`: the points of all rules together
//! do not reach so far.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   employees: integer
//!   country:   text
//! }
//!
//! when employees > 100 then +30
//! when country in ["DE", "AT"] then +20
//!
//! bands { Hot from 80, Warm from 30, Cold otherwise }
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
//! when employees > 100 then +30
//! when country in ["DE", "AT"] then +20
//!
//! bands { Hot from 50, Warm from 30, Cold otherwise }
//! ```
//!
//! ## Why
//!
//! The best lead gets 50 points, so nobody is ever Hot, and sales waits for ever. Lower the band, or give more points.
//! This happens when points are taken out of a model, or a limit is put on a group, and the bands stay as they were.
//!
//! A band in the middle is out of reach if no points add up to it: with two rules of 40 points there are scores of 0, 40 and 80,
//! and no lead is in a band from 50 to 70.
//!
//! A place in a grid can be out of reach though each of its steps is not: where two groups ask the same field, what gives many
//! points to one may leave few to the other.
//!
//! The message shows the lead that comes nearest. `leadscore check --bounds` shows what each group can give.
//! [`out-of-reach`](out-of-reach.md) says the same where the limit of the model alone decides it.

use super::facts::Facts;
use super::{Lint, grid};
use crate::analyze::bounds::{Bounds, Of, greatest, least};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::{Outcome, Status};
use crate::ir::{Band, GroupId, Points};
use crate::source::Place;

pub(super) const LINT: Lint = Lint { code: codes::RESULT_OUT_OF_REACH, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let program = facts.program();
    let score = Reach { facts, of: Of::Total, what: "the score is" };
    let mut findings = score.bands(&program.bands);
    let thresholds: &[Points] = program.stars.as_deref().unwrap_or_default();
    let next = thresholds.iter().skip(1).map(Some).chain([None]);
    let stars = thresholds.iter().zip(next).zip(&program.places.stars);
    for (number, ((from, next), place)) in (2..).zip(stars) {
        let label = format!("{number} stars");
        if score.is_seen(Some(*from), next.copied()) {
            continue;
        }
        let high = score.too_high(*from, *place, &label);
        findings.extend(high.or_else(|| score.in_a_hole(*from, *next?, *place, &label)));
    }
    if let (Some(from), Some(place)) = (program.ready_at, program.places.ready_at)
        && !score.is_seen(Some(from), None)
    {
        findings.extend(score.too_high(from, place, "the score that is ready"));
    }
    for axis in program.grid.iter().flat_map(|it| &it.axes) {
        let of = Of::Group(axis.group);
        let group = Reach { facts, of, what: "the points of the group are" };
        findings.extend(group.bands(&axis.steps));
    }
    findings.extend(grid::find(facts));
    findings
}

/// How far a score or the points of a group reach.
struct Reach<'f, 's, 'p> {
    facts: &'f Facts<'s, 'p>,
    of: Of,
    what: &'static str,
}

impl Reach<'_, '_, '_> {
    /// The ends of what may be, which take long to find.
    fn bounds(&self) -> Option<&Bounds> {
        match self.of {
            Of::Group(id) => self.facts.group(id),
            _ => self.facts.total(),
        }
    }

    /// Whether a record is known that has so much, and less than what is above.
    fn is_seen(&self, from: Option<Points>, above: Option<Points>) -> bool {
        let points = |it: &Outcome| match self.of {
            Of::Group(GroupId(id)) => it.groups.get(id as usize).map(|it| it.points),
            _ => Some(it.score).filter(|_| it.status == Status::Scored),
        };
        let lies =
            |it: Points| from.is_none_or(|from| it >= from) && above.is_none_or(|above| it < above);
        self.facts.seen().iter().filter_map(points).any(lies)
    }

    fn bands(&self, bands: &[Band]) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let mut above: Option<Points> = None;
        for band in bands {
            if self.is_seen(band.from, above) {
                above = band.from;
                continue;
            }
            let label = format!("*{}*", band.label);
            let high = band.from.and_then(|from| self.too_high(from, band.place, &label));
            let low = || self.too_low(above?, band.place, &label);
            let between = || self.in_a_hole(band.from?, above?, band.place, &label);
            findings.extend(high.or_else(low).or_else(between));
            above = band.from;
        }
        findings
    }

    /// Where the greatest stays below what is needed.
    fn too_high(&self, from: Points, place: Place, label: &str) -> Option<Diagnostic> {
        let most = self.bounds()?.greatest.points.filter(|it| *it < from)?;
        let what = self.what;
        let message =
            format!("No lead comes to {label}: it needs {from}, and {what} at most {most}.");
        Some(self.finding(message, place, false))
    }

    /// Where the least is already more than what is allowed.
    fn too_low(&self, above: Points, place: Place, label: &str) -> Option<Diagnostic> {
        let least = self.bounds()?.least.points.filter(|it| *it >= above)?;
        let what = self.what;
        let message =
            format!("No lead comes to {label}: it is below {above}, and {what} at least {least}.");
        Some(self.finding(message, place, true))
    }

    /// Where scores lie below and above, and none between.
    fn in_a_hole(
        &self,
        from: Points,
        above: Points,
        place: Place,
        label: &str,
    ) -> Option<Diagnostic> {
        let last = above - Points::from_hundredths(1);
        let all = self.facts.reachable(self.of).filter(|it| !it.meets(from, last))?;
        let what = self.what;
        let message =
            format!("No lead comes to {label}: {what} never from {from} to below {above}.");
        let (below, beyond) = all.around(from, last);
        let nearest: Vec<String> =
            below.into_iter().chain(beyond).map(|it| it.to_string()).collect();
        let help = format!(
            "The nearest are {}. Change the points, or what is needed.",
            nearest.join(" and ")
        );
        Some(Diagnostic::warning(codes::RESULT_OUT_OF_REACH, place, message).help(help))
    }

    fn finding(&self, message: String, place: Place, lowest: bool) -> Diagnostic {
        let finding = Diagnostic::warning(codes::RESULT_OUT_OF_REACH, place, message);
        let (space, budget) = (self.facts.space, self.facts.budget);
        let under = space.takes_part().filter(|_| self.of == Of::Total);
        let (bound, which) = match lowest {
            true => (least(space, self.of, under.as_ref(), budget), "lowest"),
            false => (greatest(space, self.of, under.as_ref(), budget), "best"),
        };
        match bound.and_then(|it| it.witness) {
            Some(lead) => finding.help(format!(
                "The {which} lead: {}. Change the points, or what is needed.",
                self.facts.line(&lead)
            )),
            None => finding.help("Change the points, or what is needed."),
        }
    }
}
