//! Reports of a comparison: for people at a terminal, for reviewers, for browsers, for programs.

mod chart;
mod html;
mod json;
mod markdown;
mod sentences;
mod text;

pub use html::to_html;
pub use json::to_json;
pub use markdown::to_markdown;
pub use text::to_text;

use super::meaning::Changes;
use super::proof::Proof;
use super::reasons::Reason;
use super::tally::{Standing, Tally};

/// A comparison of two versions of some rules.
#[derive(Clone, Debug)]
pub struct Report {
    /// The old version, as it was named.
    pub old: String,
    /// The new version, as it was named.
    pub new: String,
    /// The moment of the comparison: `as of the end of 2025-03-01 (UTC)`.
    pub moment: String,
    /// The leads that were scored, as they were named.
    pub data: Option<String>,
    /// The models that both versions have.
    pub models: Vec<ModelReport>,
    /// The names of models that only the old version has.
    pub removed: Vec<String>,
    /// The names of models that only the new version has.
    pub added: Vec<String>,
    /// Sentences that tell which gates are shut.
    pub shut: Vec<String>,
}

/// The comparison of one model.
#[derive(Clone, Debug)]
pub struct ModelReport {
    /// Its name.
    pub name: String,
    /// How its versions differ.
    pub changes: Changes,
    /// What is sure about every lead.
    pub proof: Proof,
    /// What happens to the leads that were scored.
    pub impact: Option<Impact>,
}

/// What happens to leads.
#[derive(Clone, Debug)]
pub struct Impact {
    /// All of them, counted.
    pub tally: Tally,
    /// Those whose score moves most.
    pub movers: Vec<Mover>,
}

/// A lead whose score moves.
#[derive(Clone, Debug)]
pub struct Mover {
    /// Its key, if it has one.
    pub key: Option<String>,
    /// The number of its row.
    pub row: u64,
    /// Where it stood.
    pub old: Standing,
    /// Where it stands.
    pub new: Standing,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What disqualified it before, and what does now.
    pub disqualified_by: (Vec<String>, Vec<String>),
}

impl Mover {
    /// What it is called by: `L0001`, or `row 7`.
    #[must_use]
    pub fn name(&self) -> String {
        self.key.clone().unwrap_or_else(|| format!("row {}", self.row))
    }
}
