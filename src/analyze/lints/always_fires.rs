//! # always-fires (W0802): A rule that every lead fits
//!
//! Every lead fits this condition, known or not. So it decides nothing.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   employees: integer
//!   country:   text
//! }
//!
//! disqualify when not (country == "DE" and employees > 10) or (country in ["DE", "AT"] and employees > 5)
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
//! disqualify when not (country == "DE" and employees > 10)
//! ```
//!
//! ## Why
//!
//! A lead that is not German with more than 10 employees fits the first half. One that is has more than 5 and fits the
//! second half. So all fit, and a disqualifier that fits all leads leaves none to score. Points that everybody gets say
//! nothing about a lead; `start at 10` after the model says that more plainly.
//!
//! [`always-true`](always-true.md) says the same of a condition about a single field.

use super::Lint;
use super::facts::{Facts, Kind, Site, constant, listed};
use crate::analyze::bounds::is_plain;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Cond, Group, GroupKind};

pub(super) const LINT: Lint = Lint { code: codes::ALWAYS_FIRES, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    facts.sites.iter().filter_map(|site| of_site(facts, site)).collect()
}

fn of_site(facts: &Facts<'_, '_>, site: &Site<'_>) -> Option<Diagnostic> {
    // What asks nothing was written so, as `otherwise` is.
    if matches!(site.cond, Cond::Const(_)) || site.own.axes().len() < 2 {
        return None;
    }
    if !facts.is_impossible(&site.own.clone().negated()) {
        return None;
    }
    let columns = listed(&facts.columns(site.cond));
    let (message, help) = match site.kind {
        Kind::Out => (
            "Every lead is disqualified by this.".to_owned(),
            format!("Whatever {columns} are, one of its parts holds. Change its condition."),
        ),
        Kind::Rule(..) | Kind::Row(_) => (
            format!("Every lead fits this {}.", site.noun()),
            format!(
                "Whatever {columns} are, its condition holds. Change it, or {}.",
                for_everybody(facts, site)
            ),
        ),
    };
    Some(Diagnostic::warning(codes::ALWAYS_FIRES, site.identity.place, message).help(help))
}

/// What gives everybody the points of a rule.
fn for_everybody(facts: &Facts<'_, '_>, site: &Site<'_>) -> String {
    let program = facts.program();
    let points = match site.kind {
        Kind::Rule(_, group, award) => {
            let group = program.group(group);
            let adds_up = |it: &&Group| it.kind == GroupKind::Sum && is_plain(it);
            group.filter(adds_up).and_then(|_| constant(award))
        }
        Kind::Row(_) | Kind::Out => None,
    };
    match points {
        Some(points) => format!("write `start at {}` after the model", program.start_at + points),
        None => "give everybody points with `start at`".to_owned(),
    }
}
