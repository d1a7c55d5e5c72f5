//! What a change does to many leads, counted.

use rust_decimal::{Decimal, RoundingStrategy};

use super::histogram::Histogram;
use crate::eval::Status;
use crate::ir::{Band, Points, Program, name_key};

/// Where a lead stands in one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its score.
    pub score: Points,
    /// Its band, as an index into those of the program.
    pub band: Option<usize>,
    /// Whether it takes part.
    pub status: Status,
}

/// The places where leads can stand in one version: its bands, and out of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States {
    bands: Vec<Band>,
    /// The names of all states; the last is `disqualified`.
    pub names: Vec<String>,
}

impl States {
    /// The states of a program; without bands there is one for all leads that take part.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let mut names: Vec<String> = program.bands.iter().map(|it| it.label.clone()).collect();
        if names.is_empty() {
            names.push(Status::Scored.word().to_owned());
        }
        names.push(Status::Disqualified.word().to_owned());
        Self { bands: program.bands.clone(), names }
    }

    /// Where a lead stands.
    #[must_use]
    pub fn place(&self, standing: Standing) -> usize {
        let out = self.out();
        match standing.status {
            Status::Disqualified => out,
            Status::Scored => standing.band.unwrap_or(0).min(out.saturating_sub(1)),
        }
    }

    /// The name of where a lead stands.
    #[must_use]
    pub fn name(&self, standing: Standing) -> &str {
        self.names.get(self.place(standing)).map_or("", String::as_str)
    }

    fn out(&self) -> usize {
        self.names.len().saturating_sub(1)
    }

    /// The least score of a band by its name; of the lowest there is none.
    fn least(&self, name: &str) -> Option<Option<Points>> {
        let key = name_key(name);
        self.bands.iter().find(|it| name_key(&it.label) == key).map(|it| it.from)
    }
}

/// How a lead moves from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Stays,
    Up,
    Down,
    /// To a band of another name that is neither higher nor lower.
    Elsewhere,
    Out,
    Back,
}

/// What is counted of leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub leads: u64,
    /// Their score, band or status is another one.
    pub changed: u64,
    /// Their score is higher.
    pub rose: u64,
    /// Their score is lower.
    pub fell: u64,
    /// Their band or status is another one.
    pub moved: u64,
    /// Their band is a higher one.
    pub up: u64,
    /// Their band is a lower one.
    pub down: u64,
    /// They are disqualified and were not.
    pub disqualified: u64,
    /// They were disqualified and are not.
    pub readmitted: u64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        let Self { leads, changed, rose, fell, moved, up, down, disqualified, readmitted } = other;
        self.leads += leads;
        self.changed += changed;
        self.rose += rose;
        self.fell += fell;
        self.moved += moved;
        self.up += up;
        self.down += down;
        self.disqualified += disqualified;
        self.readmitted += readmitted;
    }
}

/// Leads by their standings before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The states before.
    pub before: States,
    /// The states after.
    pub after: States,
    /// How many leads went from each state to each.
    pub matrix: Vec<Vec<u64>>,
    /// How many leads did what.
    pub counts: Counts,
    /// The scores before and after.
    pub scores: Histogram,
    moves: Vec<Vec<Move>>,
    change: i128,
}

impl Tally {
    /// Of no leads yet.
    #[must_use]
    pub fn new(old: &Program, new: &Program) -> Self {
        let (before, after) = (States::of(old), States::of(new));
        let moves: Vec<Vec<Move>> = (0..before.names.len())
            .map(|from| (0..after.names.len()).map(|to| moved(&before, from, &after, to)).collect())
            .collect();
        Self {
            matrix: vec![vec![0; after.names.len()]; before.names.len()],
            counts: Counts::default(),
            scores: Histogram::default(),
            moves,
            change: 0,
            before,
            after,
        }
    }

    /// Counts a lead; tells whether anything of it has changed.
    pub fn add(&mut self, old: Standing, new: Standing) -> bool {
        let (from, to) = (self.before.place(old), self.after.place(new));
        if let Some(count) = self.matrix.get_mut(from).and_then(|it| it.get_mut(to)) {
            *count += 1;
        }
        self.scores.add(old.score, new.score);
        let change = (new.score - old.score).hundredths();
        self.change += i128::from(change);
        let moved = self.moves.get(from).and_then(|it| it.get(to)).copied();
        let moved = moved.unwrap_or(Move::Stays);
        let counts = &mut self.counts;
        counts.leads += 1;
        counts.rose += u64::from(change > 0);
        counts.fell += u64::from(change < 0);
        counts.moved += u64::from(moved != Move::Stays);
        counts.up += u64::from(moved == Move::Up);
        counts.down += u64::from(moved == Move::Down);
        counts.disqualified += u64::from(moved == Move::Out);
        counts.readmitted += u64::from(moved == Move::Back);
        let changed = change != 0 || moved != Move::Stays;
        counts.changed += u64::from(changed);
        changed
    }

    /// Adds what was counted of other leads with the same two versions.
    pub fn merge(&mut self, other: Self) {
        for (row, more) in self.matrix.iter_mut().zip(other.matrix) {
            row.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        }
        self.scores.merge(other.scores);
        self.change += other.change;
        self.counts += other.counts;
    }

    /// By how much scores have changed on average, to hundredths.
    #[must_use]
    pub fn mean_change(&self) -> Decimal {
        let sum = i64::try_from(self.change).map_or(Decimal::ZERO, |it| Decimal::new(it, 2));
        let mean = sum.checked_div(self.counts.leads.into()).unwrap_or_default();
        mean.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
    }

    /// How many stood in each state before.
    #[must_use]
    pub fn totals_before(&self) -> Vec<u64> {
        self.matrix.iter().map(|row| row.iter().sum()).collect()
    }

    /// How many stand in each state after.
    #[must_use]
    pub fn totals_after(&self) -> Vec<u64> {
        let of = |to: usize| self.matrix.iter().filter_map(|row| row.get(to)).sum();
        (0..self.after.names.len()).map(of).collect()
    }

    /// A count in percent of all leads, to one decimal.
    #[must_use]
    pub fn share(&self, count: u64) -> Decimal {
        let share = (Decimal::from(count) * Decimal::ONE_HUNDRED)
            .checked_div(self.counts.leads.into())
            .unwrap_or_default();
        share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize()
    }
}

fn moved(before: &States, from: usize, after: &States, to: usize) -> Move {
    match (from == before.out(), to == after.out()) {
        (true, true) => return Move::Stays,
        (false, true) => return Move::Out,
        (true, false) => return Move::Back,
        (false, false) => {}
    }
    let (Some(old), Some(new)) = (before.names.get(from), after.names.get(to)) else {
        return Move::Stays;
    };
    if name_key(old) == name_key(new) || before.bands.is_empty() && after.bands.is_empty() {
        return Move::Stays;
    }
    // Two names are compared where both are known; else by the points at which they begin.
    let ranks = match (after.least(old), after.least(new), before.least(old), before.least(new)) {
        (Some(old), Some(new), ..) | (_, _, Some(old), Some(new)) => Some((old, new)),
        (_, Some(new), Some(old), _) => Some((old, new)),
        _ => None,
    };
    match ranks {
        Some((old, new)) if new > old => Move::Up,
        Some((old, new)) if new < old => Move::Down,
        _ => Move::Elsewhere,
    }
}
