//! Combinations of sums of which none is better in all of them.

use std::sync::Arc;

use super::side::Side;

/// So many entries are kept apart; beyond that some are put together, which can only claim more than is.
const MOST_ENTRIES: usize = 400;

/// Sums that may be reached together, where more of each is better.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The sums, in hundredths.
    pub gains: Vec<i64>,
    /// The sides that reach them.
    pub sides: Vec<Arc<Side>>,
    /// Whether some record surely reaches them.
    pub is_met: bool,
}

impl Entry {
    pub fn nothing(sums: usize) -> Self {
        Self { gains: vec![0; sums], sides: Vec::new(), is_met: true }
    }

    pub fn add(&mut self, sum: usize, gain: i64, is_known: bool) {
        if let Some(slot) = self.gains.get_mut(sum) {
            *slot = slot.saturating_add(gain);
        }
        self.is_met &= is_known;
    }

    pub fn plus(&self, other: &Self) -> Self {
        let pairs = self.gains.iter().zip(&other.gains);
        Self {
            gains: pairs.map(|(a, b)| a.saturating_add(*b)).collect(),
            sides: self.sides.iter().chain(&other.sides).cloned().collect(),
            is_met: self.is_met && other.is_met,
        }
    }

    /// The better of two in each sum.
    pub fn ideal(&self, other: &Self) -> Self {
        let gains = self.gains.iter().zip(&other.gains).map(|(a, b)| *a.max(b)).collect();
        Self { gains, sides: Vec::new(), is_met: false }
    }

    pub fn total(&self) -> i64 {
        self.gains.iter().fold(0, |all, it| all.saturating_add(*it))
    }

    fn is_at_least(&self, other: &Self) -> bool {
        self.gains.iter().zip(&other.gains).all(|(a, b)| a >= b)
    }
}

/// Entries of which none is better than another in every sum.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    entries: Vec<Entry>,
}

impl Front {
    pub fn of(entry: Entry) -> Self {
        Self { entries: vec![entry] }
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Adds an entry if it is not reached already; drops those that it makes needless.
    pub fn push(&mut self, entry: Entry) {
        let covers = |a: &Entry, b: &Entry| (a.is_met || !b.is_met) && a.is_at_least(b);
        if self.entries.iter().any(|it| covers(it, &entry)) {
            return;
        }
        self.entries.retain(|it| !covers(&entry, it));
        self.entries.push(entry);
        if self.entries.len() > MOST_ENTRIES {
            self.shorten();
        }
    }

    /// Whether an entry that is met is at least as good as all that may be hoped for.
    pub fn is_beyond(&self, hope: &Entry) -> bool {
        self.entries.iter().any(|it| it.is_met && it.is_at_least(hope))
    }

    pub fn join(&mut self, other: Self) {
        other.entries.into_iter().for_each(|it| self.push(it));
    }

    /// Every sum of an entry of each.
    pub fn plus(&self, other: &Self) -> Self {
        let mut all = Self::default();
        for one in &self.entries {
            other.entries.iter().for_each(|it| all.push(one.plus(it)));
        }
        all
    }

    /// The best of all entries in each sum.
    pub fn ideal(&self) -> Option<Entry> {
        self.entries.iter().cloned().reduce(|a, b| a.ideal(&b))
    }

    /// Nothing is known to reach the entries any more.
    pub fn unmet(&mut self) {
        self.entries.iter_mut().for_each(|it| it.is_met = false);
    }

    /// Keeps the best half of the entries, and one that is at least as good as all others.
    fn shorten(&mut self) {
        self.entries.sort_by_cached_key(|it| std::cmp::Reverse(it.total()));
        let rest = Self { entries: self.entries.split_off(MOST_ENTRIES / 2) };
        if let Some(mut ideal) = rest.ideal() {
            ideal.is_met = false;
            self.entries.push(ideal);
        }
    }
}
