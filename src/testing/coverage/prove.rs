//! Which goals no record can reach, as far as it can be proved.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::goals::{Aim, Goal};
use crate::analyze::{Bounds, Budget, Of, Space, is_impossible, outer_bounds, some_scores};
use crate::eval::Scorer;
use crate::ir::{
    AsOf, Atom, Award, Clock, ColumnId, Cond, Def, EventsId, Interval, Points, Program, Test, Type,
};

/// How far a proof is looked for.
const BUDGET: Budget = Budget(2_000);

/// Proves on one day.
pub(in crate::testing) struct Prover<'p> {
    program: &'p Program,
    as_of: AsOf,
    /// Columns that come of events of which there are none.
    empty: BTreeSet<ColumnId>,
    space: Space<'p>,
    /// Scores that some records have.
    scores: OnceCell<Vec<Points>>,
    /// The ends of all scores.
    bounds: OnceCell<Option<Bounds>>,
}

impl<'p> Prover<'p> {
    /// A prover that can be asked about some goals.
    pub fn new<'g>(
        program: &'p Program,
        as_of: AsOf,
        goals: impl Iterator<Item = &'g Goal>,
    ) -> Self {
        let ids = (0..).map(ColumnId).zip(&program.columns);
        let empty = ids.filter_map(|(id, column)| match &column.def {
            Def::Aggregate(it) => never_in(program, as_of, it.events, &it.filter).then_some(id),
            _ => None,
        });
        let empty = empty.collect();
        let space = Space::new(program, as_of);
        let (scores, bounds) = (OnceCell::new(), OnceCell::new());
        let mut prover = Self { program, as_of, empty, space, scores, bounds };
        let conds: Vec<Cond> = goals.filter_map(|it| prover.condition(&it.aim)).collect();
        prover.space = Space::with(program, as_of, &conds);
        prover
    }

    /// Whether it is proved that no record reaches a goal.
    pub fn is_impossible(&self, goal: &Goal) -> bool {
        if let Aim::Band(band) = goal.aim {
            return self.is_out_of_reach(band);
        }
        if let Some((events, cond)) = self.of_events(&goal.aim) {
            return never_in(self.program, self.as_of, events, &cond);
        }
        let cond = self.condition(&goal.aim).and_then(|it| self.space.condition(&it));
        cond.is_some_and(|it| is_impossible(&self.space, &it, BUDGET))
    }

    /// Whether every score lies below a band, or above it. Where some score shows that it is not so, nothing is proved.
    fn is_out_of_reach(&self, band: usize) -> bool {
        let bands = &self.program.bands;
        let from = |band: Option<usize>| bands.get(band?)?.from;
        let (low, high) = (from(Some(band)), from(band.checked_sub(1)));
        let scores = self.scores.get_or_init(|| some_scores(&self.space));
        let bounds = || {
            let all = || outer_bounds(&self.space, Of::Total, None, BUDGET);
            self.bounds.get_or_init(all).as_ref()
        };
        let most = || bounds()?.greatest.points;
        let fewest = || bounds()?.least.points;
        let is_below = |low: Points| {
            scores.iter().all(|it| *it < low) && most().is_some_and(|most| most < low)
        };
        let is_above = |high: Points| {
            scores.iter().all(|it| *it >= high) && fewest().is_some_and(|fewest| fewest >= high)
        };
        low.is_some_and(is_below) || high.is_some_and(is_above)
    }

    /// The condition under which a record reaches a goal; `None` where it is about events.
    fn condition(&self, aim: &Aim) -> Option<Cond> {
        let clock = self.space.clock();
        let cond = match aim {
            Aim::Fires(owner, wanted) => {
                let asked = owner.asked(self.program, clock.today);
                let asked = asked.filter(|it| it.scope.is_none())?;
                // What gives points per something does not fire where that is missing.
                if !wanted && matches!(asked.award, Some(Award::Measured(..))) {
                    return None;
                }
                asked.cond.negated_if(!wanted)
            }
            Aim::Atom(None, atom, wanted) => Cond::Atom(atom.clone()).negated_if(!wanted),
            Aim::Edge(None, column, edge) => {
                let ty = self.program.column(*column)?.ty;
                Cond::Atom(Atom { column: *column, test: edge.test(ty, clock)? })
            }
            Aim::Atom(..) | Aim::Edge(..) | Aim::Band(_) => return None,
        };
        Some(self.without_events(&cond))
    }

    /// The condition under which an event reaches a goal.
    fn of_events(&self, aim: &Aim) -> Option<(EventsId, Cond)> {
        let clock = self.space.clock();
        match aim {
            Aim::Fires(owner, true) => {
                let asked = owner.asked(self.program, clock.today)?;
                Some((asked.scope?, asked.cond))
            }
            Aim::Atom(Some(events), atom, wanted) => {
                Some((*events, Cond::Atom(atom.clone()).negated_if(!wanted)))
            }
            Aim::Edge(Some(events), column, edge) => {
                let ty = self.program.columns_of(Some(*events)).get(column.0 as usize)?.ty;
                let test = edge.test(ty, clock)?;
                Some((*events, Cond::Atom(Atom { column: *column, test })))
            }
            _ => None,
        }
    }

    /// What is left of a condition where nothing is asked of events that there cannot be.
    fn without_events(&self, cond: &Cond) -> Cond {
        if self.empty.is_empty() {
            return cond.clone();
        }
        let blank = self.space.blank();
        let scorer = Scorer::new(self.program, self.as_of);
        let answers = scorer.answers(&blank);
        let says = |atom: &Atom| atom.test.passes(answers.value(atom.column), scorer.clock());
        let known = |atom: &Atom, yes| self.empty.contains(&atom.column) && says(atom) == yes;
        let yes = cond.replaced(&|it| known(it, true), true);
        yes.replaced(&|it| known(it, false), false)
    }
}

/// Whether it is proved that no event of a list fulfils a condition.
fn never_in(program: &Program, as_of: AsOf, events: EventsId, cond: &Cond) -> bool {
    let is_own = |it: &Def| !matches!(it, Def::Outer(_) | Def::Aggregate(_) | Def::Score(..));
    let columns = program.columns_of(Some(events));
    if !columns.iter().all(|it| is_own(&it.def)) {
        return false;
    }
    let Some(alone) = program.member_alone(events) else { return false };
    let clock = Clock::new(as_of, program.zone.clone());
    let cond = Cond::all([cond.clone()].into_iter().chain(not_later(&alone, &clock)).collect());
    let space = Space::with(&alone, as_of, std::slice::from_ref(&cond));
    let cond = space.condition(&cond);
    cond.is_some_and(|it| is_impossible(&space, &it, BUDGET))
}

/// An event exists if it is not later than as-of, or its time is not known; `None` if its time is not asked.
fn not_later(alone: &Program, clock: &Clock) -> Option<Cond> {
    let time = alone.record.time()?;
    let place = alone.columns.iter().position(|it| it.def == Def::Field(time))?;
    let column = ColumnId(u32::try_from(place).ok()?);
    let later = match alone.columns.get(place)?.ty {
        Type::Date => Test::Dates(vec![Interval::above(clock.today)]),
        _ => Test::Moments(vec![Interval::above(clock.now)]),
    };
    Some(Cond::Atom(Atom { column, test: later }).negated())
}
