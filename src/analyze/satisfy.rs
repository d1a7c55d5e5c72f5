//! Whether a condition can hold at all.

use super::best::{Aim, best, outer};
use super::glance::may_hold;
use super::lead::Lead;
use super::network::Bend;
use super::part::{Part, Parts};
use super::search::Budget;
use super::space::Space;
use crate::cells::Logic;
use crate::ir::{Points, Value};

/// What a search for a record came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A record of which the interpreter says so too.
    Witness(Lead),
    /// There is none.
    Impossible,
    /// None was found, but there may be one.
    Undecided,
}

impl Found {
    /// The record, if there is one.
    #[must_use]
    pub fn witness(&self) -> Option<&Lead> {
        if let Self::Witness(lead) = self { Some(lead) } else { None }
    }
}

/// Whether it is sure that no record fulfils a condition; no record is looked for.
#[must_use]
pub fn is_impossible(space: &Space<'_>, cond: &Logic, budget: Budget) -> bool {
    if let Some(may_hold) = may_hold(space, cond) {
        return !may_hold;
    }
    let mut parts = Parts::default();
    parts.push(Part::whether(0, cond.clone()));
    outer(space, &parts, &whether(), budget) < Points::from_hundredths(1)
}

/// As much of a single sum as there may be.
fn whether() -> Aim<'static> {
    Aim {
        bends: vec![Bend::none(false)],
        must: None,
        whole: &|gains| Points::from_hundredths(gains.first().copied().unwrap_or(0)),
        cap: &|points| points,
    }
}

/// Looks for a record of which a condition holds.
///
/// ```
/// # use leadscore::{analyze::{Budget, Found, Space, satisfy}, ir::{AsOf, Body}, project::Project};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("a.score");
/// # std::fs::write(&path, "record Lead { employees: integer  industry: text }
/// # when employees > 100 and (employees < 50 or industry == \"Retail\") then +5\n")?;
/// # let project = Project::load(&[path]);
/// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
/// let space = Space::new(&program, AsOf::Day("2025-03-01".parse()?));
/// // when employees > 100 and (employees < 50 or industry == "Retail") then +5
/// let Body::When(cond, _) = &program.rules[0].body else { unreachable!() };
/// let cond = space.condition(cond).expect("the program's own condition");
/// let Found::Witness(lead) = satisfy(&space, &cond, Budget::USUAL) else { unreachable!() };
/// assert_eq!(lead.line(&program, space.clock()), r#"employees 101, industry "Retail""#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn satisfy(space: &Space<'_>, cond: &Logic, budget: Budget) -> Found {
    let mut parts = Parts::default();
    parts.push(Part::whether(0, cond.clone()));
    let yes = Points::from_hundredths(1);
    let actual = |record: &[Value]| if space.holds(cond, record) { yes } else { Points::ZERO };
    let best = best(space, parts, &whether(), &actual, budget);
    match best.found {
        _ if best.outer < yes => Found::Impossible,
        Some((points, record)) if points == yes => {
            Found::Witness(Lead::with_less(record, &|it| space.holds(cond, it)))
        }
        _ => Found::Undecided,
    }
}
