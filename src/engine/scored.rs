use std::collections::BTreeSet;
use std::fmt;

use rust_decimal::Decimal;

use super::choice::{Effect, Given};
use super::scorer::Scorer;
use crate::eval::{Failure, Rating, Reason, Status};
use crate::ir::{GroupId, Points, Program};

/// The score of one record, and everything that can be asked about it.
#[derive(Clone, Copy)]
pub struct Scored<'s, 'p> {
    scorer: &'s Scorer<'p>,
    row: usize,
    score: Points,
    status: Status,
}

impl fmt::Debug for Scored<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Scored");
        shown.field("score", &self.score).field("status", &self.status).field("band", &self.band());
        shown.finish_non_exhaustive()
    }
}

impl<'s, 'p> Scored<'s, 'p> {
    pub(super) fn new(scorer: &'s Scorer<'p>, row: usize) -> Self {
        let score = scorer.scores.get(row).copied().unwrap_or_default();
        let status = match scorer.out.get(row) {
            Some(true) => Status::Disqualified,
            _ => Status::Scored,
        };
        Self { scorer, row, score, status }
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.scorer.program()
    }

    /// The final score.
    #[must_use]
    pub fn score(&self) -> Points {
        self.score
    }

    /// Whether the record takes part.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// The band, as an index into [`Program::bands`]; a disqualified record is in none.
    #[must_use]
    pub fn band_index(&self) -> Option<usize> {
        match self.status() {
            Status::Scored => self.program().band_of(self.score()),
            Status::Disqualified => None,
        }
    }

    /// The name of the band.
    #[must_use]
    pub fn band(&self) -> Option<&'p str> {
        self.program().bands.get(self.band_index()?).map(|it| it.label.as_str())
    }

    /// The stars, if the model has stars.
    #[must_use]
    pub fn stars(&self) -> Option<u32> {
        self.program().stars_of(self.score())
    }

    /// The place in the grid, if the model has one: `A2`.
    #[must_use]
    pub fn grid(&self) -> Option<String> {
        self.program().grid_of(|GroupId(group)| Some(self.points_of(group as usize)))
    }

    /// The score in percent of `ready at`, rounded to two decimals.
    #[must_use]
    pub fn readiness(&self) -> Option<Decimal> {
        self.program().readiness_of(self.score())
    }

    /// What the score comes to.
    #[must_use]
    pub fn rating(&self) -> Rating {
        Rating {
            status: self.status(),
            score: self.score(),
            band: self.band_index(),
            stars: self.stars(),
            grid: self.grid(),
            readiness: self.readiness(),
        }
    }

    /// What each group gives, in the order of [`Program::groups`].
    pub fn groups(&self) -> impl Iterator<Item = Points> + use<'_, 's, 'p> {
        (0..self.program().groups.len()).map(|group| self.points_of(group))
    }

    fn points_of(&self, group: usize) -> Points {
        self.scorer.points_of(group, self.row)
    }

    /// The disqualifiers that apply, as indexes into [`Program::disqualifiers`].
    #[must_use]
    pub fn disqualified_by(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.facts().flat_map(|it| it.out.iter().copied()).collect();
        all.extend(self.effects().filter_map(|it| match it {
            Effect::Out(index) => Some(index),
            Effect::Points(_) => None,
        }));
        all.extend(self.said().flat_map(|it| it.out.iter().copied()));
        all.sort_unstable();
        all
    }

    /// The rules that counted, the weightiest first; ties in the order of the text.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason<'p>> {
        let mut given: Vec<Given> = self.facts().flat_map(|it| it.given.iter().copied()).collect();
        given.extend(self.effects().filter_map(|it| match it {
            Effect::Points(given) => Some(given),
            Effect::Out(_) => None,
        }));
        given.extend(self.said().flat_map(|it| it.given.iter().copied()));
        given.retain(|it| it.points != Points::ZERO);
        let place = |it: &Given| self.scorer.plan.place_of(it.rule);
        given.sort_by_key(|it| (std::cmp::Reverse(it.points.hundredths().abs()), place(it)));
        let reason = |it: &Given| Reason::of(self.program(), it.rule, it.row, it.points);
        given.iter().filter_map(reason).collect()
    }

    /// Whether anything could not be calculated, of this record or of others with it.
    #[must_use]
    pub fn may_have_failed(&self) -> bool {
        self.scorer.may_have_failed()
    }

    /// What could not be calculated: a division by zero, too many digits.
    #[must_use]
    pub fn failed(&self) -> BTreeSet<Failure> {
        let columns = self.facts().flat_map(|it| &it.failed);
        let mut failed: BTreeSet<Failure> = columns.map(|it| Failure::Column(None, *it)).collect();
        failed.extend(self.said().flat_map(|it| &it.failed));
        failed
    }

    fn facts(&self) -> impl Iterator<Item = &'s super::table::Facts> + use<'s, 'p> {
        let (scorer, row) = (self.scorer, self.row);
        (0..scorer.axes.len()).filter_map(move |axis| scorer.facts(axis, row))
    }

    /// The effects of rules over several columns.
    fn effects(&self) -> impl Iterator<Item = Effect> + use<'s, 'p> {
        let (scorer, row) = (self.scorer, self.row);
        let blocks = scorer.plan.blocks.iter().enumerate();
        let of_blocks =
            blocks.flat_map(move |(index, it)| it.effects_of(scorer.holding(index, row)));
        let written = scorer.plan.written.iter();
        let of_written =
            written.filter_map(move |it| it.effect(&|axis, place| scorer.holds(axis, place, row)));
        of_blocks.chain(of_written)
    }

    fn said(&self) -> impl Iterator<Item = &'s super::scorer::Said> + use<'s, 'p> {
        let row = self.row;
        let first = self.scorer.said.partition_point(|(it, _)| *it < row);
        let rest = self.scorer.said.iter().skip(first);
        rest.take_while(move |(it, _)| *it == row).map(|(_, said)| said)
    }
}
