//! Which goals no record can reach, as far as it can be proved.

use super::edges::Edge;
use super::goals::{Aim, Goal};
use crate::analyze::{Budget, Found, Of, Space, greatest, least, satisfy};
use crate::ir::{AsOf, Atom, Award, Cond, Points, Program};

/// How far a proof is looked for.
const BUDGET: Budget = Budget(2_000);

/// Proves on one day.
pub(in crate::testing) struct Prover<'p> {
    program: &'p Program,
    space: Space<'p>,
}

impl<'p> Prover<'p> {
    /// A prover that can be asked about some goals.
    pub fn new<'g>(
        program: &'p Program,
        as_of: AsOf,
        goals: impl Iterator<Item = &'g Goal>,
    ) -> Self {
        let clock = crate::ir::Clock::new(as_of, program.zone.clone());
        let conds: Vec<Cond> =
            goals.filter_map(|it| condition(&it.aim, program, clock.today)).collect();
        Self { program, space: Space::with(program, as_of, &conds) }
    }

    /// Whether it is proved that no record reaches a goal.
    pub fn is_impossible(&self, goal: &Goal) -> bool {
        if let Aim::Band(band) = goal.aim {
            return self.is_out_of_reach(band);
        }
        let cond = condition(&goal.aim, self.program, self.space.clock().today);
        let cond = cond.and_then(|it| self.space.condition(&it));
        cond.is_some_and(|it| satisfy(&self.space, &it, BUDGET) == Found::Impossible)
    }

    /// Whether every score lies below a band, or above it.
    fn is_out_of_reach(&self, band: usize) -> bool {
        let bands = &self.program.bands;
        let from = |band: Option<usize>| bands.get(band?)?.from;
        let (low, high) = (from(Some(band)), from(band.checked_sub(1)));
        let most = || greatest(&self.space, Of::Total, None, BUDGET)?.points;
        let fewest = || least(&self.space, Of::Total, None, BUDGET)?.points;
        let is_below = |low: Points| most().is_some_and(|most| most < low);
        let is_above = |high: Points| fewest().is_some_and(|fewest| fewest >= high);
        low.is_some_and(is_below) || high.is_some_and(is_above)
    }
}

/// The condition under which a record reaches a goal; `None` where it is about events or a window of time.
fn condition(aim: &Aim, program: &Program, today: jiff::civil::Date) -> Option<Cond> {
    match aim {
        Aim::Fires(owner, wanted) => {
            let asked = owner.asked(program, today).filter(|it| it.scope.is_none())?;
            // What gives points per something does not fire where that is missing.
            if !wanted && matches!(asked.award, Some(Award::Measured(..))) {
                return None;
            }
            Some(asked.cond.negated_if(!wanted))
        }
        Aim::Atom(None, atom, wanted) => Some(Cond::Atom(atom.clone()).negated_if(!wanted)),
        Aim::Edge(None, column, Edge::In(test)) => {
            Some(Cond::Atom(Atom { column: *column, test: test.clone() }))
        }
        Aim::Atom(..) | Aim::Edge(..) | Aim::Band(_) => None,
    }
}
