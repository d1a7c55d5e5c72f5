//! Moves the score of a record: step by step, the rule that brings it nearest to where it should be.

use super::place::weight;
use super::{Search, Values, WIDTH};
use crate::analyze::{Space, some_records};
use crate::eval::Status;
use crate::ir::{Points, RuleId};
use crate::testing::coverage::Owner;

/// How many steps are made at most.
const MOST_STEPS: usize = 40;

/// So many rules are asked on the way to a band; with thousands of rules each step tries many thousands of records.
const MOST_ASKED: usize = 20_000_000;

impl Search<'_> {
    /// Records in a band: one that is reached step by step, or else those that are found on the way to high and low scores.
    pub(in crate::testing) fn band(&self, band: usize) -> Vec<Values> {
        match self.stepped_into(band) {
            Some(record) => vec![record],
            None => {
                let is_in = |it: &Values| self.scorer.score(it).band == Some(band);
                let records = some_records(&Space::new(self.program, self.as_of));
                records.into_iter().filter(is_in).take(WIDTH).collect()
            }
        }
    }

    fn stepped_into(&self, band: usize) -> Option<Values> {
        let bands = &self.program.bands;
        let low = bands.get(band)?.from;
        let high = band.checked_sub(1).and_then(|it| bands.get(it)).and_then(|it| it.from);
        let distance = |record: &Values| {
            let outcome = self.scorer.score(record);
            let below = low.map_or(Points::ZERO, |low| low - outcome.score);
            let least = Points::from_hundredths(1);
            let above = high.map_or(Points::ZERO, |high| outcome.score - high + least);
            (outcome.status == Status::Disqualified, below.max(above).max(Points::ZERO))
        };
        let mut record = self.blank();
        let mut left = MOST_ASKED / self.program.rules.len().max(1);
        for _ in 0..MOST_STEPS {
            let here = distance(&record);
            if here == (false, Points::ZERO) {
                return Some(record);
            }
            let steps = self.steps(&record);
            left = left.checked_sub(steps.len())?;
            let steps = steps.into_iter().map(|it| (distance(&it), it));
            let nearest = steps.min_by_key(|(far, it)| (*far, weight(it)));
            record = nearest.filter(|(far, _)| *far < here)?.1;
        }
        None
    }

    /// Records with many different scores, up to high ones and down to low ones.
    pub(in crate::testing) fn many_scores(&self) -> Vec<Values> {
        let mut found = vec![(self.score(&self.blank()), self.blank())];
        for sign in [1, -1] {
            let mut record = self.blank();
            for _ in 0..MOST_STEPS {
                let steps = self.steps(&record).into_iter().map(|it| (self.score(&it), it));
                let mut best = None;
                for (score, step) in steps {
                    let far = score.hundredths().saturating_mul(sign);
                    if best.as_ref().is_none_or(|(most, _)| far > *most) {
                        best = Some((far, step.clone()));
                    }
                    if found.iter().all(|(known, _)| *known != score) {
                        found.push((score, step));
                    }
                }
                let here = self.score(&record).hundredths().saturating_mul(sign);
                let Some((_, next)) = best.filter(|(far, _)| *far > here) else { break };
                record = next;
            }
        }
        found.into_iter().map(|(_, record)| record).collect()
    }

    fn score(&self, record: &Values) -> Points {
        self.scorer.score(record).score
    }

    /// Records that one more rule fires for, or one less.
    fn steps(&self, record: &Values) -> Vec<Values> {
        let rules = (0..).map(RuleId).zip(&self.program.rules);
        let owners = rules.flat_map(|(id, rule)| match rule.rows().len() {
            0 => vec![Owner::Rule(id)],
            rows => (0..rows).map(|row| Owner::Row(id, row)).collect(),
        });
        let each = owners.flat_map(|it| [true, false].map(|fires| self.fires(it, fires, record)));
        each.flatten().collect()
    }
}
