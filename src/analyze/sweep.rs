//! Records with high and with low scores, found quickly: one block after the other becomes what gives most.
//!
//! Nothing is proved here. But a record that lies in a band shows that the band is not out of reach, which is sooner done
//! than to find the ends of the score.

use super::choices::Choices;
use super::measured::Share;
use super::part::{Part, Parts};
use super::space::Space;
use crate::cells::{AxisId, Logic, Stretches};
use crate::ir::{Points, Value};

/// So often every block is looked at.
const ROUNDS: usize = 2;

/// So many records are kept in each direction.
const MOST_RECORDS: usize = 64;

/// Scores of some records, high and low, which are found much sooner than [`bounds`](super::bounds()). Disqualified records
/// have a score too.
///
/// ```
/// # use leadscore::{Program, analyze::{Space, some_scores}};
/// let program: Program = "record Lead { staff: integer }
/// when staff > 100 then +30
/// when staff < 5 then -10".parse()?;
/// let scores = some_scores(&Space::new(program.ir(), "2025-03-01".parse()?));
/// let scores: Vec<String> = scores.iter().map(|it| it.to_string()).collect();
/// assert_eq!(scores, ["30", "0", "-10", "0"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn some_scores(space: &Space<'_>) -> Vec<Points> {
    some_records(space).iter().map(|it| space.scorer().score(it).score).collect()
}

/// Records on the way from the empty one to a high score and to a low one, found as soon as [`some_scores`].
#[must_use]
pub fn some_records(space: &Space<'_>) -> Vec<Vec<Value>> {
    let groups = space.program().groups.iter();
    let shares: Vec<Share<'_>> =
        groups.map(|group| Share { group, sum: 0, is_taken: false }).collect();
    let parts = Parts::of(space, &shares).all;
    let mut asked: Vec<Vec<usize>> = vec![Vec::new(); space.blocks()];
    for (index, part) in parts.iter().enumerate() {
        let mut blocks: Vec<usize> = part.axes().iter().map(|it| space.block_of(*it)).collect();
        blocks.dedup();
        blocks.iter().for_each(|it| asked.get_mut(*it).into_iter().for_each(|it| it.push(index)));
    }
    [false, true]
        .iter()
        .flat_map(|least| Sweep::new(space, &parts, *least).through(&asked))
        .collect()
}

/// A record that is on its way.
struct Sweep<'s, 'p> {
    space: &'s Space<'p>,
    parts: &'s [Part],
    least: bool,
    /// The choice of each block.
    chosen: Vec<usize>,
}

impl<'s, 'p> Sweep<'s, 'p> {
    fn new(space: &'s Space<'p>, parts: &'s [Part], least: bool) -> Self {
        Self { space, parts, least, chosen: vec![0; space.blocks()] }
    }

    /// The records on the way, with the parts that ask each block.
    fn through(mut self, asked: &[Vec<usize>]) -> Vec<Vec<Value>> {
        let mut steps = vec![self.chosen.clone()];
        for _ in 0..ROUNDS {
            for (block, parts) in asked.iter().enumerate().filter(|(_, parts)| !parts.is_empty()) {
                let Some(choices) = self.space.choices(block) else { continue };
                let best = self.best(block, choices, parts);
                if let Some(slot) = self.chosen.get_mut(block).filter(|it| **it != best) {
                    *slot = best;
                    steps.push(self.chosen.clone());
                }
            }
        }
        let apart = steps.len().div_ceil(MOST_RECORDS).max(1);
        // The last one has come furthest.
        steps.iter().rev().step_by(apart).map(|it| self.record(it)).collect()
    }

    fn record(&self, chosen: &[usize]) -> Vec<Value> {
        let values = chosen.iter().enumerate().flat_map(|(block, place)| {
            self.space.choices(block).map(|it| it.values(*place)).unwrap_or_default()
        });
        self.space.record(values.collect::<Vec<_>>().iter())
    }

    /// The choice of a block that gives most to some parts, where all other blocks stay.
    fn best(&self, block: usize, choices: &Choices, parts: &[usize]) -> usize {
        // What is gained at each place beside the place before it.
        let mut rises = vec![0_i64; choices.len() + 1];
        let mut gain = |places: &Stretches, points: i64| {
            for it in places.ranges() {
                for (end, points) in [(it.start, points), (it.end, points.saturating_neg())] {
                    rises.get_mut(end).into_iter().for_each(|it| *it = it.saturating_add(points));
                }
            }
        };
        for part in parts.iter().filter_map(|it| self.parts.get(*it)) {
            let mut taken = Stretches::default();
            for (logic, span) in &part.options {
                let left = self.given(logic, block);
                if left == Logic::Const(false) {
                    continue;
                }
                let points = if self.least { -span.low } else { span.high };
                let Some(places) = choices.places(&left) else { continue };
                if part.options.len() == 1 {
                    gain(&places, points.hundredths());
                    continue;
                }
                gain(&places.and(&taken.not(choices.len())), points.hundredths());
                if left == Logic::Const(true) {
                    break;
                }
                taken = taken.or(&places);
            }
        }
        let now = self.chosen.get(block).copied().unwrap_or(0);
        let mut sum = 0_i64;
        let sums = rises.iter().take(choices.len()).map(|rise| {
            sum = sum.saturating_add(*rise);
            sum
        });
        let sums: Vec<i64> = sums.collect();
        let best = sums.iter().enumerate().rev().max_by_key(|(_, sum)| **sum);
        let is_better = |(_, sum): &(usize, &i64)| sums.get(now).is_none_or(|own| *sum > own);
        best.filter(is_better).map_or(now, |(place, _)| place)
    }

    /// What is left to ask of a block where all others are chosen.
    fn given(&self, logic: &Logic, block: usize) -> Logic {
        logic.given(&|axis: AxisId, test: usize| {
            let of = self.space.block_of(axis);
            if of == block {
                return None;
            }
            let place = self.chosen.get(of).copied();
            let holds = place.zip(self.space.choices(of)).map(|(it, of)| of.bit(axis, test, it));
            Some(holds.unwrap_or(false))
        })
    }
}
