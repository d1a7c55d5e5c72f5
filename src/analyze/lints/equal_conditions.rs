//! # equal-conditions (W0804): Two rules that always fire together
//!
//! Two rules of one group have conditions that mean the same, though they are written in different ways.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   employees: integer
//!   country:   text
//! }
//!
//! when country == "DE" and employees > 99 then +10
//! when not (country != "DE" or employees < 100 or employees is missing) then +5
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
//! when country == "DE" and employees > 99 then +15
//! ```
//!
//! ## Why
//!
//! Both conditions hold for leads from Germany with 100 employees or more. Whoever fits one fits the other and gets 15
//! points. Perhaps one of them was meant to say something else. If not, one rule says it
//! better.
//!
//! Each rule has a reason of its own, so only you can say what one rule would be called; nothing is joined unasked.
//!
//! [`same-condition`](same-condition.md) says the same of conditions that are written alike.

use super::Lint;
use super::facts::{Facts, Kind, constant};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{GroupKind, Points};

pub(super) const LINT: Lint = Lint { code: codes::EQUAL_CONDITIONS, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for class in facts.alike() {
        for (at, second) in class.iter().enumerate().skip(1) {
            let earlier = class.iter().take(at).rev();
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
    // What is written alike the checker has seen.
    if group != other || first.cond == second.cond {
        return None;
    }
    // In other groups one of them never counts, which is said already.
    if facts.program().group(group)?.kind != GroupKind::Sum {
        return None;
    }
    let message = match (constant(a), constant(b)) {
        // They cancel out, which is said already.
        (Some(a), Some(b)) if a + b == Points::ZERO => return None,
        (Some(a), Some(b)) => format!(
            "This rule fires whenever another one does, so a lead that fits gets {} and {}.",
            a.signed(),
            b.signed()
        ),
        _ => "This rule fires whenever another one does.".to_owned(),
    };
    let one = match (constant(a), constant(b)) {
        (Some(a), Some(b)) => format!("write one rule with {}", (a + b).signed()),
        _ => "make them one rule".to_owned(),
    };
    let finding = Diagnostic::warning(codes::EQUAL_CONDITIONS, second.identity.place, message)
        .also(first.identity.place, "the other one")
        .help(format!("Their conditions mean the same. Change one of them, or {one}."));
    Some(finding)
}
