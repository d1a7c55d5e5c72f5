//! What comes of comparing two versions.

use super::rules::RuleChanges;
use crate::analyze::lead::Lead;
use crate::eval::Rating;
use crate::ir::Points;

/// What two versions of a model have in common and what not.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What is sure.
    pub verdict: Verdict,
    /// How far a score may rise.
    pub rise: Extent,
    /// How far a score may fall; in points below 0.
    pub fall: Extent,
    /// A record that only one of the versions disqualifies.
    pub status: Option<Change>,
    /// A record that comes into another band, or gets other stars or another place in the grid.
    pub rating: Option<Change>,
    /// Which rules differ.
    pub rules: RuleChanges,
    /// Fields that both versions declare, but do not read alike from data. Of those no record is made up.
    pub retyped: Vec<String>,
}

/// What is sure about two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No record gets another score, band, stars, grid, readiness or status.
    Equal,
    /// At least one record does, and it is told.
    Different,
    /// Neither could be shown.
    Undecided,
}

/// How far a score may move in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// No record moves further; `None`: no end is known.
    pub most: Option<Points>,
    /// The record that moves furthest of those that were found.
    pub change: Option<Change>,
}

impl Extent {
    /// Whether the record that was found moves as far as any can.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        let found = self.change.as_ref().map(Change::points).or(Some(Points::ZERO));
        self.most.is_some() && found == self.most
    }
}

/// A record before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The record with the fields of the old version.
    pub old: Lead,
    /// The record with the fields of the new version.
    pub new: Lead,
    /// What it came to.
    pub before: Rating,
    /// What it comes to.
    pub after: Rating,
}

impl Change {
    /// By how much its score moves.
    #[must_use]
    pub fn points(&self) -> Points {
        self.after.score - self.before.score
    }
}

/// What is known of two versions before they are compared.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// No score rises by more.
    pub rise: Option<Points>,
    /// No score falls by more; in points below 0.
    pub fall: Option<Points>,
    /// Records that move.
    pub changes: Vec<Change>,
}

impl Known {
    /// How far scores rise, or fall, if that needs no search.
    pub(super) fn extent(&self, down: bool) -> Option<Extent> {
        let most = if down { self.fall } else { self.rise };
        let change = self.changes.iter().find(|it| Some(it.points()) == most).cloned();
        let is_sure = most == Some(Points::ZERO) || change.is_some();
        is_sure.then(|| Extent { change: change.filter(|it| it.points() != Points::ZERO), most })
    }
}

impl Extent {
    pub(super) fn nothing() -> Self {
        Self { most: Some(Points::ZERO), change: None }
    }
}

impl Change {
    /// Whether its band, stars or grid are others.
    pub(super) fn is_of_rating(&self) -> bool {
        let words = |it: &Rating| (it.band, it.stars, it.grid.clone());
        words(&self.before) != words(&self.after)
    }
}
