//! Sums that limits and weights bend: what bends is replaced by a straight line that nothing passes.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::branch::{Most, at_most, most};
use super::encode::Encoded;
use super::factor::Network;
use super::is_dead;
use crate::ir::{Group, Limits, Points};

/// Slopes are counted in thousandths.
const WHOLE: i64 = 1_000;

/// So many lines are tried where a limit holds the most back.
const ROUNDS: u32 = 8;

/// So often points are moved to tell how far a sum reaches.
const RANGE_ROUNDS: usize = 40;

/// How the points of a group come of the sum of its rules.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::analyze) struct Bend {
    weight: Option<Decimal>,
    limit: Limits,
    /// Whether less of it is better.
    least: bool,
}

impl Bend {
    /// A sum that nothing bends.
    pub fn none(least: bool) -> Self {
        Self { least, ..Self::default() }
    }

    pub fn is_least(&self) -> bool {
        self.least
    }

    pub fn of(group: &Group, least: bool) -> Self {
        Self { weight: group.weight, limit: group.limit, least }
    }

    /// What a sum gives; both as more is better.
    fn given(&self, gain: i64) -> i64 {
        let sign = |points: i64| if self.least { -points } else { points };
        let sum = Points::from_hundredths(sign(gain));
        let points = self.limit.keep(self.weight.map_or(sum, |it| sum.weighted(it)));
        sign(points.hundredths())
    }

    /// The slope where no limit holds.
    fn free(&self) -> i64 {
        let weight = self.weight.unwrap_or(Decimal::ONE).checked_mul(WHOLE.into());
        weight.and_then(|it| it.round().to_i64()).unwrap_or(WHOLE)
    }

    /// Sums at which the line may touch, from one end of what may be to the other.
    fn corners(&self, Range { low, high, .. }: Range) -> Vec<i64> {
        let weight = self.weight.unwrap_or(Decimal::ONE);
        let ends = [self.limit.low, self.limit.high].into_iter().flatten();
        let at = ends.filter_map(|it| {
            let at = Decimal::from(it.hundredths()).checked_div(weight)?;
            let at = at.round_dp_with_strategy(0, RoundingStrategy::ToNegativeInfinity).to_i64()?;
            Some(if self.least { at.saturating_neg() } else { at })
        });
        let near = at.flat_map(|it| (-2..=2).map(move |more: i64| it.saturating_add(more)));
        let inside = near.filter(|it| (low..=high).contains(it));
        [low, high].into_iter().chain(inside).collect()
    }

    /// Where a line of a slope touches what is given.
    fn touch(&self, slope: i64, range: Range) -> i64 {
        let corners = self.corners(range).into_iter();
        corners
            .max_by_key(|it| self.given(*it).saturating_mul(WHOLE).saturating_sub(slope * it))
            .unwrap_or(range.high)
    }

    /// How far a line through zero has to be raised so that nothing passes it.
    fn raised(&self, slope: i64, range: Range) -> i64 {
        let above = |it: i64| self.given(it).saturating_mul(WHOLE).saturating_sub(slope * it);
        let most = self.corners(range).into_iter().map(above).max().unwrap_or(0);
        // Rounding may add half a hundredth between two corners.
        let exact =
            |it: Decimal| it.checked_mul(range.grain.into()).is_some_and(|it| it.is_integer());
        let rounds = !self.weight.is_none_or(exact);
        most.saturating_add(if rounds { WHOLE } else { 0 })
    }

    /// The line with which to begin: from end to end if that lies above all between, else as if no limit held.
    fn first(&self, range: Range) -> i64 {
        let (free, Range { low, high, .. }) = (self.free(), range);
        let (width, rise) = (high - low, self.given(high) - self.given(low));
        let straight = rise.saturating_mul(WHOLE).checked_div(width).unwrap_or(free);
        let raised = |slope| self.raised(slope, range).saturating_add(slope * high);
        if raised(straight) < raised(free) { straight } else { free }
    }
}

/// How far a sum may reach, and of what it is a multiple.
#[derive(Clone, Copy, Debug, Default)]
struct Range {
    low: i64,
    high: i64,
    grain: i64,
}

/// What is asked of several sums.
pub(in crate::analyze) struct Weighed<'w> {
    pub bends: &'w [Bend],
    /// What the whole is at most if all sums give so much together; less than anything if that cannot be.
    pub cap: &'w dyn Fn(Option<Points>) -> Points,
    /// How many entries may be looked at.
    pub steps: u64,
}

impl Weighed<'_> {
    /// What the whole is at most. `look` is shown each choice of values that was found beside what the whole is at most
    /// by then, and says whether that is reached.
    pub fn most(
        &self,
        encoded: &Encoded,
        look: &mut dyn FnMut(&[usize], Points) -> bool,
    ) -> Points {
        if let Some(sum) = encoded.only_sum() {
            return self.most_of_one(encoded, sum, look);
        }
        let sizes = encoded.sizes();
        let network = |slopes: &[i64]| Network::of(&sizes, &encoded.terms, slopes);
        let ranges = (0..encoded.sums).map(|sum| {
            let only = |slope: i64| {
                let slopes = (0..encoded.sums).map(|it| if it == sum { slope } else { 0 });
                network(&slopes.collect::<Vec<_>>())
            };
            if self.bends.get(sum).is_none_or(Bend::is_straight) {
                return Range::default();
            }
            let (up, down) = (only(1), only(-1));
            let (high, low) = (at_most(&up, RANGE_ROUNDS), -at_most(&down, RANGE_ROUNDS));
            Range { low, high, grain: up.unit }
        });
        let ranges: Vec<Range> = ranges.collect();
        if ranges.iter().any(|it| is_dead(it.high) || it.low > it.high) {
            return (self.cap)(None);
        }
        let bends = || self.bends.iter().zip(&ranges);
        let mut slopes: Vec<i64> = bends().map(|(bend, range)| bend.first(*range)).collect();
        let mut outer: Option<Points> = None;
        for round in 0..ROUNDS {
            let Most { bound, choice } = most(&network(&slopes), self.steps);
            if is_dead(bound) {
                return (self.cap)(None);
            }
            let raised =
                bends().zip(&slopes).map(|((bend, range), slope)| bend.raised(*slope, *range));
            let all = raised.fold(bound, i64::saturating_add).div_euclid(WHOLE);
            let most = (self.cap)(Some(Points::from_hundredths(all)));
            let least = outer.map_or(most, |it| it.min(most));
            outer = Some(least);
            if look(&choice, least) || !self.turn(encoded, &choice, &ranges, &mut slopes, round) {
                break;
            }
        }
        outer.unwrap_or_else(|| (self.cap)(None))
    }

    /// The same where all is given to one sum: however it is bent, more of it is never less.
    fn most_of_one(
        &self,
        encoded: &Encoded,
        sum: usize,
        look: &mut dyn FnMut(&[usize], Points) -> bool,
    ) -> Points {
        let slopes: Vec<i64> = (0..encoded.sums).map(|it| i64::from(it == sum)).collect();
        let network = Network::of(&encoded.sizes(), &encoded.terms, &slopes);
        let Most { bound, choice } = most(&network, self.steps);
        if is_dead(bound) {
            return (self.cap)(None);
        }
        let given = |it: usize, bend: &Bend| bend.given(if it == sum { bound } else { 0 });
        let all = self.bends.iter().enumerate().map(|(it, bend)| given(it, bend)).sum();
        let outer = (self.cap)(Some(Points::from_hundredths(all)));
        look(&choice, outer);
        outer
    }

    /// Lays lines flatter whose sums have come beyond the place where they touch, and others steeper, by a step that
    /// becomes shorter in each round; `false` if all of them touch.
    fn turn(
        &self,
        encoded: &Encoded,
        choice: &[usize],
        ranges: &[Range],
        slopes: &mut [i64],
        round: u32,
    ) -> bool {
        let mut turned = false;
        for (sum, ((bend, range), slope)) in self.bends.iter().zip(ranges).zip(slopes).enumerate() {
            let own = encoded.sum(sum, choice);
            let line = bend.raised(*slope, *range).saturating_add(*slope * own);
            let lost = line.saturating_sub(bend.given(own).saturating_mul(WHOLE));
            if bend.is_straight() || lost == 0 {
                continue;
            }
            let step = bend.free() >> (round + 1);
            let flatter = own > bend.touch(*slope, *range);
            *slope = if flatter { *slope - step } else { *slope + step }.max(0);
            turned = true;
        }
        turned
    }
}

impl Bend {
    fn is_straight(&self) -> bool {
        self.weight.is_none() && self.limit.is_none()
    }
}
