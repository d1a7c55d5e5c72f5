//! What a score comes to: its band, its stars, its place in the grid, its readiness.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Band, GroupId, Points, Program};

impl Program {
    /// The band of a score, as an index into [`Program::bands`].
    #[must_use]
    pub fn band_of(&self, score: Points) -> Option<usize> {
        step(&self.bands, score)
    }

    /// The stars of a score, if the model has stars.
    #[must_use]
    pub fn stars_of(&self, score: Points) -> Option<u32> {
        let reached = self.stars.as_ref()?.iter().filter(|&&from| score >= from).count();
        Some(u32::try_from(reached).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// A score in percent of `ready at`, if the model has it: to two decimals, half away from zero.
    #[must_use]
    pub fn readiness_of(&self, score: Points) -> Option<Decimal> {
        let ready = self.ready_at?.to_decimal();
        let share = score.to_decimal().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(ready)?;
        let rounded = share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        Some(rounded.normalize())
    }

    /// The place in the grid, `A2`, if the model has one.
    pub fn grid_of(&self, points: impl Fn(GroupId) -> Option<Points>) -> Option<String> {
        let mut place = String::new();
        for axis in &self.grid.as_ref()?.axes {
            place.push_str(&axis.steps.get(step(&axis.steps, points(axis.group)?)?)?.label);
        }
        Some(place)
    }
}

/// The first step whose least points are reached.
fn step(steps: &[Band], points: Points) -> Option<usize> {
    steps.iter().position(|step| step.from.is_none_or(|from| points >= from))
}
