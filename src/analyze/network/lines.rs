//! What bends is replaced by straight lines that nothing passes; what lies between them and the truth is searched.

use super::bend::{self, Bend, Range, WHOLE};
use super::branch::{Judge, Most, at_best, most, most_judged};
use super::encode::Encoded;
use super::factor::{Network, gcd, plus};
use super::mend::mend;
use super::weigh::Look;
use super::{NEVER, is_dead};
use crate::ir::Points;

/// So often lines are turned at most.
const ROUNDS: usize = 24;

/// So often points are moved for a first bound.
const FIRST_ROUNDS: usize = 40;

/// Each time takes such a part of the steps at most.
const SHARE: u64 = 32;

/// Sums of which each is replaced by a line.
pub(super) struct Lines<'l> {
    pub encoded: &'l Encoded,
    pub ranges: &'l [Range],
    pub cap: &'l dyn Fn(Option<Points>) -> Points,
    /// How many entries may still be looked at.
    pub left: u64,
}

impl Lines<'_> {
    fn network(&self, slopes: &[i64]) -> Network {
        Network::of(&self.encoded.sizes(), &self.encoded.terms, slopes)
    }

    fn first(&self, bends: &[Bend]) -> Vec<i64> {
        bends.iter().zip(self.ranges).map(|(bend, range)| bend.first(*range)).collect()
    }

    /// How far the lines have to be raised so that nothing passes them.
    fn raised(&self, bends: &[Bend], slopes: &[i64]) -> i64 {
        let each = bends.iter().zip(self.ranges).zip(slopes);
        each.map(|((bend, range), slope)| bend.raised(*slope, *range)).fold(0, i64::saturating_add)
    }

    /// What the whole is at most for so many thousandths.
    fn points(&self, all: i64) -> Points {
        let sum = Points::from_hundredths(all.div_euclid(WHOLE));
        (self.cap)((!is_dead(all)).then_some(sum))
    }

    /// A quick bound, and a choice that is near.
    pub fn at_most(&mut self, bends: &[Bend]) -> (Points, Vec<usize>) {
        let slopes = self.first(bends);
        let network = self.network(&slopes);
        self.left = self.left.saturating_sub(network.size() * FIRST_ROUNDS as u64);
        let Most { bound, choice } = at_best(&network, FIRST_ROUNDS);
        let raised = self.raised(bends, &slopes);
        (self.points(plus(bound, raised)), choice)
    }

    /// What the sums come to at most, unless that is no more than `known`.
    pub fn most(&mut self, bends: &[Bend], known: Points, look: Look<'_>) -> Points {
        let mut slopes = self.first(bends);
        let mut best = (i64::MAX, slopes.clone());
        let mut choices: Vec<Vec<usize>> = Vec::new();
        let (mut found, mut halved) = (i64::MIN, 0);
        let share = self.left / SHARE;
        for _ in 0..ROUNDS {
            let mut left = share.min(self.left);
            self.left -= left;
            let Most { bound, mut choice } = most(&self.network(&slopes), &mut left);
            self.left += left;
            if is_dead(bound) {
                return self.points(bound);
            }
            let all = bound.saturating_add(self.raised(bends, &slopes));
            if all < best.0 {
                best = (all, slopes.clone());
            } else {
                // Too far.
                halved += 1;
                slopes.clone_from(&best.1);
            }
            // The lines are turned by what lies on them, but what is truly better is looked at.
            let on_lines = choice.clone();
            mend(self.encoded, bends, &mut choice);
            let least = self.points(best.0);
            if least <= known || look(&choice, least) {
                return least;
            }
            found = found.max(self.given(bends, &choice));
            let turned = self.turn(bends, &on_lines, &slopes, all.saturating_sub(found) >> halved);
            choices.push(choice);
            if turned == slopes {
                break;
            }
            slopes = turned;
        }
        let Most { bound, choice } = self.below(bends, &best.1, choices);
        let least = self.points(best.0.min(bound));
        look(&choice, least);
        least
    }

    /// What lies between lines and the truth, beginning with some choices.
    fn below(&mut self, bends: &[Bend], slopes: &[i64], choices: Vec<Vec<usize>>) -> Most {
        let network = self.network(slopes);
        // The network does not know how far lines are raised, nor what no variable decides.
        let apart = self.raised(bends, slopes).saturating_add(network.base);
        let truth = |choice: &[usize]| match network.worth(choice) {
            it if is_dead(it) => NEVER,
            _ => self.given(bends, choice).saturating_sub(apart),
        };
        let judge = Judge { truth: &truth, unit: self.unit(bends) };
        let mut left = self.left;
        let Most { bound, choice } = most_judged(&network, judge, choices, &mut left);
        self.left = left;
        Most { bound: plus(bound, apart), choice }
    }

    /// What a choice truly gives, in thousandths.
    fn given(&self, bends: &[Bend], choice: &[usize]) -> i64 {
        let sums: Vec<i64> = (0..bends.len()).map(|it| self.encoded.sum(it, choice)).collect();
        bend::total(bends, &sums).saturating_mul(WHOLE)
    }

    /// Of what all that sums give is a multiple, in thousandths.
    fn unit(&self, bends: &[Bend]) -> i64 {
        let all = bends.iter().zip(self.ranges).map(|(bend, range)| bend.unit(range.grain));
        all.fold(0, gcd).max(1) * WHOLE
    }

    /// Lays lines flatter whose sums have come beyond the place where they touch, and others steeper, as far as it takes to
    /// come down by `over` if nothing else changes.
    fn turn(&self, bends: &[Bend], choice: &[usize], slopes: &[i64], over: i64) -> Vec<i64> {
        let each = bends.iter().zip(self.ranges).zip(slopes).enumerate();
        let beyond = each.map(|(sum, ((bend, range), slope))| {
            bend.beyond(self.encoded.sum(sum, choice), *slope, *range)
        });
        let beyond: Vec<i64> = beyond.collect();
        let all: i128 = beyond.iter().map(|it| i128::from(*it) * i128::from(*it)).sum();
        let turned = bends.iter().zip(slopes).zip(&beyond).map(|((bend, slope), beyond)| {
            let step = i128::from(over).saturating_mul(i128::from(*beyond)).checked_div(all);
            let step = step.and_then(|it| i64::try_from(it).ok()).unwrap_or(0);
            match bend.is_limited() {
                true => slope.saturating_sub(step).clamp(0, bend.free()),
                false => *slope,
            }
        });
        turned.collect()
    }
}
