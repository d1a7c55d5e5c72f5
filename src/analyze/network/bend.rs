//! How the points of a group bend what its rules sum up to.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::factor::gcd;
use crate::ir::{Group, Limits, Points};

/// Slopes are counted in thousandths.
pub(super) const WHOLE: i64 = 1_000;

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

    /// Whether what it gives is just the sum.
    pub(super) fn is_straight(&self) -> bool {
        self.weight.is_none() && self.limit.is_none()
    }

    /// Whether it is held by a limit.
    pub(super) fn is_limited(&self) -> bool {
        !self.limit.is_none() && self.weight != Some(Decimal::ZERO)
    }

    /// Where a sum is lifted by a limit, two that never give more, and one of which gives as much: one without that limit,
    /// and one that gives what the limit says.
    pub(super) fn cases(&self, range: Range) -> Option<[Self; 2]> {
        let end = if self.least { self.limit.high } else { self.limit.low }?;
        let limit = match self.least {
            true => Limits { high: None, ..self.limit },
            false => Limits { low: None, ..self.limit },
        };
        let open = Self { limit, ..*self };
        let held = Self {
            weight: Some(Decimal::ZERO),
            limit: Limits { low: Some(end), high: Some(end) },
            ..*self
        };
        let is_held = self.weight != held.weight;
        (is_held && open.given(range.low) < self.given(range.low)).then_some([open, held])
    }

    /// What a sum gives; both as more is better.
    pub(super) fn given(&self, gain: i64) -> i64 {
        let sign = |points: i64| if self.least { -points } else { points };
        let sum = Points::from_hundredths(sign(gain));
        let points = self.limit.keep(self.weight.map_or(sum, |it| sum.weighted(it)));
        sign(points.hundredths())
    }

    /// Of what all that it gives is a multiple, in hundredths, if all sums are multiples of a grain.
    pub fn unit(&self, grain: i64) -> i64 {
        let weight = self.weight.unwrap_or(Decimal::ONE);
        let grain = weight.checked_mul(grain.into()).filter(Decimal::is_integer);
        let ends = [self.limit.low, self.limit.high].into_iter().flatten();
        let ends = ends.map(Points::hundredths);
        ends.fold(grain.and_then(|it| it.to_i64()).unwrap_or(1), gcd)
    }

    /// The slope where no limit holds.
    pub(super) fn free(&self) -> i64 {
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

    /// How far a sum lies beyond the place where a line of a slope touches what is given.
    pub(super) fn beyond(&self, sum: i64, slope: i64, range: Range) -> i64 {
        let above = |it: i64| self.given(it).saturating_mul(WHOLE).saturating_sub(slope * it);
        let touched = self.corners(range).into_iter().chain([sum]);
        // Of several such places the sum itself, if it is one.
        let touched = touched.max_by_key(|it| (above(*it), *it == sum));
        if self.is_limited() { sum.saturating_sub(touched.unwrap_or(sum)) } else { 0 }
    }

    /// How far a line through zero has to be raised so that nothing passes it.
    pub(super) fn raised(&self, slope: i64, range: Range) -> i64 {
        let above = |it: i64| self.given(it).saturating_mul(WHOLE).saturating_sub(slope * it);
        let most = self.corners(range).into_iter().map(above).max().unwrap_or(0);
        // Rounding may add half a hundredth between two corners.
        let exact =
            |it: Decimal| it.checked_mul(range.grain.into()).is_some_and(|it| it.is_integer());
        let rounds = !self.weight.is_none_or(exact);
        most.saturating_add(if rounds { WHOLE } else { 0 })
    }

    /// The line with which to begin: from end to end if that lies above all between, else as if no limit held.
    pub(super) fn first(&self, range: Range) -> i64 {
        let (free, Range { low, high, .. }) = (self.free(), range);
        let (width, rise) = (high - low, self.given(high) - self.given(low));
        let straight = rise.saturating_mul(WHOLE).checked_div(width).unwrap_or(free);
        let raised = |slope| self.raised(slope, range).saturating_add(slope * high);
        if raised(straight) < raised(free) { straight } else { free }
    }
}

/// How far a sum may reach, and of what it is a multiple.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Range {
    pub low: i64,
    pub high: i64,
    pub grain: i64,
}

/// What sums give together, each as it is bent.
pub(super) fn total(bends: &[Bend], sums: &[i64]) -> i64 {
    bends.iter().zip(sums).map(|(bend, sum)| bend.given(*sum)).fold(0, i64::saturating_add)
}
