//! # W0808: A result that no lead can have
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
//! The message shows the lead that comes nearest. `leadscore check --bounds` shows what each group can give.
//! [W0718](W0718.md) says the same where the limit of the model alone decides it.

use super::Lint;
use super::facts::Facts;
use crate::analyze::bounds::{Bound, Bounds};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Band, Points};
use crate::source::Place;

pub(super) const LINT: Lint = Lint { code: codes::RESULT_OUT_OF_REACH, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let program = facts.program();
    let mut findings = bands(facts, facts.total(), &program.bands, "the score is");
    let stars = program.stars.iter().flatten().zip(&program.places.stars);
    for (number, (from, place)) in (2..).zip(stars) {
        findings.extend(too_high(
            facts,
            facts.total(),
            *from,
            *place,
            &format!("{number} stars"),
            "the score is",
        ));
    }
    if let (Some(from), Some(place)) = (program.ready_at, program.places.ready_at) {
        findings.extend(too_high(
            facts,
            facts.total(),
            from,
            place,
            "the score that is ready",
            "the score is",
        ));
    }
    for axis in program.grid.iter().flat_map(|it| &it.axes) {
        findings.extend(bands(
            facts,
            facts.group(axis.group),
            &axis.steps,
            "the points of the group are",
        ));
    }
    findings
}

fn bands(
    facts: &Facts<'_, '_>,
    bounds: Option<&Bounds>,
    bands: &[Band],
    what: &str,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut above: Option<Points> = None;
    for band in bands {
        let label = format!("*{}*", band.label);
        let high =
            band.from.and_then(|from| too_high(facts, bounds, from, band.place, &label, what));
        let low = above.and_then(|above| too_low(facts, bounds, above, band.place, &label, what));
        findings.extend(high.or(low));
        above = band.from;
    }
    findings
}

/// Where the greatest stays below what is needed.
fn too_high(
    facts: &Facts<'_, '_>,
    bounds: Option<&Bounds>,
    from: Points,
    place: Place,
    label: &str,
    what: &str,
) -> Option<Diagnostic> {
    let bound = &bounds?.greatest;
    let most = bound.points.filter(|it| *it < from)?;
    let message = format!("No lead comes to {label}: it needs {from}, and {what} at most {most}.");
    Some(finding(facts, message, place, bound, "best"))
}

/// Where the least is already more than what is allowed.
fn too_low(
    facts: &Facts<'_, '_>,
    bounds: Option<&Bounds>,
    above: Points,
    place: Place,
    label: &str,
    what: &str,
) -> Option<Diagnostic> {
    let bound = &bounds?.least;
    let least = bound.points.filter(|it| *it >= above)?;
    let message =
        format!("No lead comes to {label}: it is below {above}, and {what} at least {least}.");
    Some(finding(facts, message, place, bound, "lowest"))
}

fn finding(
    facts: &Facts<'_, '_>,
    message: String,
    place: Place,
    bound: &Bound,
    which: &str,
) -> Diagnostic {
    let finding = Diagnostic::warning(codes::RESULT_OUT_OF_REACH, place, message);
    match &bound.witness {
        Some(lead) => finding.help(format!(
            "The {which} lead: {}. Change the points, or what is needed.",
            facts.line(lead)
        )),
        None => finding.help("Change the points, or what is needed."),
    }
}
