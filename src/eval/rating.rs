use rust_decimal::Decimal;

use super::score::{Outcome, Status};
use crate::ir::Points;

/// What the score of a record comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rating {
    /// Whether the record takes part.
    pub status: Status,
    /// The final score.
    pub score: Points,
    /// The band, as an index into [`Program::bands`](crate::ir::Program::bands); a disqualified record is in none.
    pub band: Option<usize>,
    /// The stars, if the model has stars.
    pub stars: Option<u32>,
    /// The place in the grid, if the model has one: `A2`.
    pub grid: Option<String>,
    /// The score in percent of `ready at`, rounded to two decimals.
    pub readiness: Option<Decimal>,
}

impl Outcome {
    /// What the score comes to.
    #[must_use]
    pub fn rating(&self) -> Rating {
        Rating {
            status: self.status,
            score: self.score,
            band: self.band,
            stars: self.stars,
            grid: self.grid.clone(),
            readiness: self.readiness,
        }
    }
}
