use std::cell::{OnceCell, RefCell};

use super::goals::Aim;
use super::owner::Owner;
use crate::eval::{Answers, Fired, Scorer};
use crate::ir::{RuleId, Value};

/// A record, and which goals it reaches. Only what a goal is about is asked, not all rules.
pub(in crate::testing) struct Shown<'s> {
    scorer: &'s Scorer<'s>,
    record: &'s [Value],
    answers: Answers<'s>,
    band: OnceCell<Option<usize>>,
    /// The rule that was asked last: goals about the rows of one follow each other.
    last: RefCell<Option<(RuleId, Option<Fired>)>>,
}

impl<'s> Shown<'s> {
    /// What a record shows.
    pub fn of(scorer: &'s Scorer<'s>, record: &'s [Value]) -> Self {
        let answers = scorer.answers(record);
        Self { scorer, record, answers, band: OnceCell::new(), last: RefCell::new(None) }
    }

    /// Whether it reaches a goal.
    pub fn reaches(&self, aim: &Aim) -> bool {
        let clock = self.scorer.clock();
        match aim {
            Aim::Fires(owner, wanted) => self.fires(*owner) == *wanted,
            Aim::Atom(scope, atom, wanted) => self.answers.any_in(*scope, &mut |value| {
                atom.test.passes(value(atom.column), clock) == *wanted
            }),
            Aim::Edge(scope, column, edge) => {
                self.answers.any_in(*scope, &mut |value| edge.holds(value(*column), clock))
            }
            Aim::Band(band) => {
                let of_score = || self.scorer.score(self.record).band;
                *self.band.get_or_init(of_score) == Some(*band)
            }
        }
    }

    /// Whether it is taken out.
    pub fn is_out(&self) -> bool {
        let all = 0..self.scorer.program().disqualifiers.len();
        all.into_iter().any(|it| self.disqualifies(it))
    }

    fn fires(&self, owner: Owner) -> bool {
        match owner {
            Owner::Rule(id) => self.fired(id, &|_| true),
            Owner::Row(id, row) => self.fired(id, &|it| it.rows.contains(&row)),
            Owner::Disqualifier(index) => self.disqualifies(index),
        }
    }

    fn fired(&self, id: RuleId, so: &dyn Fn(&Fired) -> bool) -> bool {
        let mut last = self.last.borrow_mut();
        match &*last {
            Some((known, fired)) if *known == id => fired.as_ref().is_some_and(so),
            _ => {
                // What cannot be calculated is told elsewhere.
                let fired = self.answers.rule(id, &mut Default::default());
                let is_so = fired.as_ref().is_some_and(so);
                *last = Some((id, fired));
                is_so
            }
        }
    }

    fn disqualifies(&self, index: usize) -> bool {
        let today = self.scorer.clock().today;
        let it = self.scorer.program().disqualifiers.get(index);
        it.is_some_and(|it| it.identity.exists_on(today) && self.answers.holds(&it.condition))
    }
}
