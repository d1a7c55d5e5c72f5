//! What other tools are asked to do when the score of a record crosses a line.

use super::{Band, ColumnId, Points, Value};
use crate::source::Place;

/// `on entering Hot do notify(owner: owner_email)`
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// What sets it off.
    pub trigger: Trigger,
    /// Its name, for the tool that carries it out.
    pub name: String,
    /// Its arguments, in the order of the text.
    pub args: Vec<(String, Argument)>,
    /// Its own text in canonical form, on one line.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// What sets an action off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The record is in a band, an index into the program's, and was not.
    Entering(usize),
    /// The record was in a band and is not.
    Leaving(usize),
    /// The score is above the points and was not.
    RisingAbove(Points),
    /// The score is below the points and was not.
    FallingBelow(Points),
}

/// What a tool is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Always the same; texts are templates.
    Constant(Value),
    /// A value of the record or of its result, with its type.
    From(Source),
    /// A text with values put in.
    Template(Vec<Piece>),
}

/// A piece of a text with values put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it is written.
    Text(String),
    /// A value; nothing if it is missing.
    From(Source),
}

/// Where a value of an action comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A field, a `let` or a calculation.
    Column(ColumnId),
    /// The result of the run.
    Standing(Standing),
}

/// Where a record stands: results that an action can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The score.
    Score,
    /// The name of the band.
    Band,
    /// The stars.
    Stars,
    /// The place in the grid.
    Grid,
    /// The readiness in percent.
    Readiness,
    /// `scored` or `disqualified`.
    Status,
    /// The score before.
    PreviousScore,
    /// The band before.
    PreviousBand,
}

impl Standing {
    /// All of them, with the names that actions call them by.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("score", Self::Score),
        ("band", Self::Band),
        ("stars", Self::Stars),
        ("grid", Self::Grid),
        ("readiness", Self::Readiness),
        ("status", Self::Status),
        ("previous_score", Self::PreviousScore),
        ("previous_band", Self::PreviousBand),
    ];
}

impl Trigger {
    /// The words after `on`: `entering Hot`, `score rising above 80`.
    #[must_use]
    pub fn words(self, bands: &[Band]) -> String {
        let label = |band: usize| bands.get(band).map_or("", |it| it.label.as_str());
        match self {
            Self::Entering(band) => format!("entering {}", label(band)),
            Self::Leaving(band) => format!("leaving {}", label(band)),
            Self::RisingAbove(points) => format!("score rising above {points}"),
            Self::FallingBelow(points) => format!("score falling below {points}"),
        }
    }
}

impl Action {
    /// The columns that its arguments are taken from.
    pub fn columns(&self) -> impl Iterator<Item = ColumnId> + '_ {
        let sources = self.args.iter().flat_map(|(_, arg)| match arg {
            Argument::Constant(_) => Vec::new(),
            Argument::From(source) => vec![*source],
            Argument::Template(pieces) => pieces
                .iter()
                .filter_map(|it| if let Piece::From(source) = it { Some(*source) } else { None })
                .collect(),
        });
        sources.filter_map(|it| if let Source::Column(id) = it { Some(id) } else { None })
    }
}
