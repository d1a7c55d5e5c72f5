//! What is sure about every lead that there can be, as a report tells it.

use crate::ir::Points;

/// What is sure about two versions of a model, for every lead that there can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// What is sure.
    pub verdict: Verdict,
    /// How far a score can rise.
    pub rise: Reach,
    /// How far a score can fall, in points below 0.
    pub fall: Reach,
    /// A lead that only one version disqualifies.
    pub status: Option<Witness>,
    /// A lead that comes into another band.
    pub band: Option<Witness>,
    /// Fields that the versions read differently from data; no lead is made up with them.
    pub retyped: Vec<String>,
}

/// What is sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// No lead gets another score, band or status.
    Equal,
    /// Some do.
    Different,
    /// Neither could be shown.
    #[default]
    Undecided,
}

impl Verdict {
    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Different => "different",
            Self::Undecided => "undecided",
        }
    }
}

/// How far a score can move in one direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// No lead moves further; `None`: no end is known.
    pub most: Option<Points>,
    /// A lead that moves far.
    pub witness: Option<Witness>,
}

impl Reach {
    /// Whether some lead moves as far as any can.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        let found = self.witness.as_ref().map_or(Points::ZERO, Witness::change);
        self.most == Some(found)
    }
}

/// A lead that shows something, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The fields that matter, on one line: `industry "Retail", employees 500`.
    pub lead: String,
    /// The same as a test has them: `industry: "Retail", employees: 500`.
    pub given: String,
    /// Its score and the name of its band or status before.
    pub before: (Points, String),
    /// The same after.
    pub after: (Points, String),
}

impl Witness {
    /// By how much its score moves.
    #[must_use]
    pub fn change(&self) -> Points {
        self.after.0 - self.before.0
    }

    /// `20 → 25, Cold → Warm`
    #[must_use]
    pub fn moves(&self) -> String {
        moves((self.before.0, &self.before.1), (self.after.0, &self.after.1))
    }
}

/// `20 → 25, Cold → Warm`; what stays is said once.
pub(super) fn moves(before: (Points, &str), after: (Points, &str)) -> String {
    let score = match before.0 == after.0 {
        true => before.0.to_string(),
        false => format!("{} → {}", before.0, after.0),
    };
    match before.1 == after.1 {
        true => format!("{score}, {}", after.1),
        false => format!("{score}, {} → {}", before.1, after.1),
    }
}
