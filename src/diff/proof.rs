//! What is sure about every lead that there can be, as a report tells it.

use std::fmt;

use super::meaning::Changes;
use super::narrow;
use super::tally::{Standing, States};
use crate::analyze::{self, Budget, Known, compare_knowing};
use crate::eval::Rating;
use crate::ir::{AsOf, Band, Clock, Points, Program, name_key};

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
    /// Scores that belong to another band, from the highest.
    pub shifts: Vec<Shift>,
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

/// Scores that belonged to one band and belong to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The least of these scores; `None`: there is none.
    pub from: Option<Points>,
    /// Where they end, not included; `None`: nowhere.
    pub below: Option<Points>,
    /// The name of the band before.
    pub old: String,
    /// The name of the band after.
    pub new: String,
}

impl Proof {
    /// What can be proved about two versions at one moment.
    #[must_use]
    pub fn of(old: &Program, new: &Program, changes: &Changes, as_of: AsOf) -> Self {
        let ends = narrow::ends(old, new, changes, as_of, Budget::SHORT);
        let tried = ends.tried(old, new, as_of);
        let known = Known { rise: ends.rise, fall: ends.fall, changes: tried.clone() };
        let found = compare_knowing(&known, old, new, as_of, Budget::SHORT);
        let teller = Teller {
            program: new,
            clock: Clock::new(as_of, new.zone.clone()),
            before: States::of(old),
            after: States::of(new),
        };
        let nearer = |one: Option<Points>, other: Option<Points>| {
            one.into_iter().chain(other).min_by_key(|it| it.hundredths().abs())
        };
        let reach = |it: &analyze::Extent, end: Option<Points>, sign: i64| {
            let far = |it: &&analyze::Change| it.points().hundredths() * sign;
            // Of equal ones the first: its blanks are those that do not matter to the whole model.
            let all = tried.iter().rev().chain(&it.change).filter(|it| far(it) > 0);
            Reach {
                most: nearer(it.most, end),
                witness: all.max_by_key(far).map(|it| teller.witness(it)),
            }
        };
        let is_of_band = |it: &analyze::Change| {
            let name = |program: &Program, band: Option<usize>| {
                band.and_then(|it| program.bands.get(it)).map(|it| name_key(&it.label))
            };
            name(old, it.before.band) != name(new, it.after.band)
        };
        let differs = tried.iter().any(|it| it.before.score != it.after.score);
        Self {
            verdict: match found.verdict {
                _ if differs => Verdict::Different,
                analyze::Verdict::Equal => Verdict::Equal,
                analyze::Verdict::Different => Verdict::Different,
                analyze::Verdict::Undecided => Verdict::Undecided,
            },
            rise: reach(&found.rise, ends.rise, 1),
            fall: reach(&found.fall, ends.fall, -1),
            status: found.status.map(|it| teller.witness(&it)),
            band: found.rating.filter(is_of_band).map(|it| teller.witness(&it)),
            shifts: shifts(&old.bands, &new.bands),
            retyped: found.retyped,
        }
    }
}

/// Tells of leads in words.
struct Teller<'p> {
    program: &'p Program,
    clock: Clock,
    before: States,
    after: States,
}

impl Teller<'_> {
    fn witness(&self, change: &analyze::Change) -> Witness {
        let state = |states: &States, it: &Rating| {
            let Rating { score, band, status, .. } = *it;
            (score, states.name(Standing { score, band, status }).to_owned())
        };
        Witness {
            lead: change.new.line(self.program, &self.clock),
            given: change.new.given(self.program, &self.clock),
            before: state(&self.before, &change.before),
            after: state(&self.after, &change.after),
        }
    }
}

/// The scores that belong to a band of another name.
fn shifts(old: &[Band], new: &[Band]) -> Vec<Shift> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    // Between two neighbouring ends no band of either version begins.
    let mut ends: Vec<Option<Points>> = old.iter().chain(new).map(|it| it.from).collect();
    ends.sort_unstable();
    ends.dedup();
    let name = |bands: &[Band], from: Option<Points>| {
        let band = bands.iter().find(|it| it.from <= from)?;
        Some(band.label.clone())
    };
    let mut shifts: Vec<Shift> = Vec::new();
    for (index, from) in ends.iter().enumerate() {
        let (Some(was), Some(is)) = (name(old, *from), name(new, *from)) else { continue };
        if name_key(&was) == name_key(&is) {
            continue;
        }
        let below = ends.get(index + 1).copied().flatten();
        shifts.push(Shift { from: *from, below, old: was, new: is });
    }
    shifts.reverse();
    shifts
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

impl fmt::Display for Shift {
    /// `Scores from 60 to below 65 were Warm and are Hot.`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, below, old, new } = self;
        match (from, below) {
            (Some(from), Some(below)) => write!(f, "Scores from {from} to below {below}")?,
            (Some(from), None) => write!(f, "Scores from {from}")?,
            (None, Some(below)) => write!(f, "Scores below {below}")?,
            (None, None) => f.write_str("All scores")?,
        }
        write!(f, " were {old} and are {new}.")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(all: &[(&str, Option<i64>)]) -> Vec<Band> {
        let points = |it: i64| Points::from_hundredths(it * 100);
        let band = |(label, from): &(&str, Option<i64>)| Band {
            label: (*label).to_owned(),
            from: from.map(points),
            place: crate::source::FileId(0).at(crate::source::Span::default()),
        };
        all.iter().map(band).collect()
    }

    #[test]
    fn scores_between_old_and_new_ends_belong_elsewhere() {
        let old = bands(&[("Hot", Some(60)), ("Warm", Some(20)), ("Cold", None)]);
        let new = bands(&[("Hot", Some(50)), ("Warm", Some(30)), ("Cold", None)]);
        let told: Vec<String> = shifts(&old, &new).iter().map(Shift::to_string).collect();
        assert_eq!(
            told,
            [
                "Scores from 50 to below 60 were Warm and are Hot.",
                "Scores from 20 to below 30 were Warm and are Cold.",
            ]
        );
        assert!(shifts(&old, &old).is_empty());
        let renamed = bands(&[("Call", Some(60)), ("warm", Some(20)), ("Cool", None)]);
        let told: Vec<String> = shifts(&old, &renamed).iter().map(Shift::to_string).collect();
        assert_eq!(
            told,
            ["Scores from 60 were Hot and are Call.", "Scores below 20 were Cold and are Cool."]
        );
    }
}
