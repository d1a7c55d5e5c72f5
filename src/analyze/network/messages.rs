//! Moving points between tables, so that what nothing passes becomes smaller.
//!
//! A variable takes in what its factors give for each of its values, and gives it out again in equal shares to those
//! that are still to come. No sum changes by that. What is known at a variable while it holds everything tells which of
//! its values cannot be part of anything better than what was found.

use super::factor::{Link, Network};
use super::{NEVER, is_dead};

/// A network while points are moved in it.
#[derive(Clone, Debug)]
pub(super) struct Messages {
    /// For each variable the values that are left, with what they hold.
    pub values: Vec<Vec<(usize, i64)>>,
    /// What the entries of each factor hold.
    pub tables: Vec<Vec<i64>>,
    tops: Vec<i64>,
    peaks: Vec<i64>,
    /// Nothing passes this.
    pub bound: i64,
    /// How many entries were looked at.
    pub steps: u64,
}

impl Messages {
    /// The messages of a network before anything is moved; `None` if a variable has no value.
    pub fn of(network: &Network) -> Option<Self> {
        let values = network.values.clone();
        let tables: Vec<Vec<i64>> = network.factors.iter().map(|it| it.table.clone()).collect();
        let mut it =
            Self { values, tables, tops: Vec::new(), peaks: Vec::new(), bound: 0, steps: 0 };
        it.measure().then_some(it)
    }

    /// Finds what nothing passes; `false` if nothing is possible any more.
    pub fn measure(&mut self) -> bool {
        self.tops = self.values.iter().map(|it| top(it)).collect();
        self.peaks = self.tables.iter().map(|it| peak(it)).collect();
        let all = || self.tops.iter().chain(&self.peaks);
        self.bound = all().fold(0, |sum: i64, it| sum.saturating_add(*it));
        !all().any(|it| is_dead(*it))
    }

    /// Moves points along the variables and back until nothing better than `need` is possible, which gives `false`, or
    /// little changes any more.
    pub fn tighten(&mut self, network: &Network, need: i64, most: usize) -> bool {
        let mut before = self.bound;
        for round in 0..most {
            let count = self.values.len();
            for step in 0..count {
                let forward = round % 2 == 0;
                let var = if forward { step } else { count - 1 - step };
                if !self.visit(network, var, forward, need) {
                    return false;
                }
            }
            // What is saved in two rounds has to be worth them.
            if round % 2 == 1 {
                let left = self.bound.saturating_sub(need).max(0);
                if before.saturating_sub(self.bound) <= left / 100 {
                    break;
                }
                before = self.bound;
            }
        }
        true
    }

    fn visit(&mut self, network: &Network, var: usize, forward: bool, need: i64) -> bool {
        let links = network.links(var);
        let peaks: i64 = links.iter().filter_map(|it| self.peaks.get(it.factor)).sum();
        let was = self.tops.get(var).copied().unwrap_or(0);
        for link in links {
            self.pull(network, *link, var);
        }
        let Some(values) = self.values.get_mut(var) else { return false };
        let most = top(values);
        if is_dead(most) {
            return false;
        }
        // All tables around the variable have given everything away.
        self.bound = self.bound - was - peaks + most;
        let others = self.bound - most;
        values.retain(|(_, worth)| others.saturating_add(*worth) >= need);
        if values.is_empty() {
            return false;
        }
        self.push(network, var, forward);
        let now = self.values.get(var).map_or(NEVER, |it| top(it));
        if let Some(slot) = self.tops.get_mut(var) {
            *slot = now;
        }
        let mut all = now;
        for link in links {
            let peak = self.tables.get(link.factor).map_or(NEVER, |it| peak(it));
            if is_dead(peak) {
                return false;
            }
            if let Some(slot) = self.peaks.get_mut(link.factor) {
                *slot = peak;
            }
            all += peak;
        }
        self.bound = others + all;
        true
    }

    /// Takes in what a factor gives for each value of a variable.
    fn pull(&mut self, network: &Network, link: Link, var: usize) {
        let Some((_, asked)) = network.linked(link) else { return };
        let (Some(table), Some(values)) =
            (self.tables.get_mut(link.factor), self.values.get_mut(var))
        else {
            return;
        };
        self.steps += (table.len() + values.len()) as u64;
        let mut most = vec![NEVER; asked.size];
        for (entry, worth) in table.iter().enumerate() {
            if let Some(slot) = most.get_mut(asked.class_at(entry)) {
                *slot = (*slot).max(*worth);
            }
        }
        for (entry, worth) in table.iter_mut().enumerate() {
            let given = most.get(asked.class_at(entry)).copied().unwrap_or(0);
            if !is_dead(*worth) {
                *worth -= given;
            }
        }
        values.retain_mut(|(value, worth)| {
            let given = most.get(asked.class_of(*value)).copied().unwrap_or(NEVER);
            *worth = worth.saturating_add(given);
            !is_dead(given)
        });
    }

    /// Gives out what a variable holds, in equal shares to the factors whose other variables are still to come.
    fn push(&mut self, network: &Network, var: usize, forward: bool) {
        let links = network.links(var);
        let last = |link: &Link| {
            network.factors.get(link.factor).map_or(0, |it| it.asked.len().saturating_sub(1))
        };
        let ahead = links.iter().filter(|it| it.place < last(it)).count();
        let behind = links.iter().filter(|it| it.place > 0).count();
        let shares = i64::try_from(ahead.max(behind)).unwrap_or(1).max(1);
        let Some(values) = self.values.get_mut(var) else { return };
        let held = values.clone();
        for link in links {
            let (Some((_, asked)), Some(table)) =
                (network.linked(*link), self.tables.get_mut(link.factor))
            else {
                continue;
            };
            let mut given = vec![NEVER; asked.size];
            for (value, worth) in &held {
                if let Some(slot) = given.get_mut(asked.class_of(*value)) {
                    *slot = (*slot).max(*worth);
                }
            }
            let gets = if forward { link.place < last(link) } else { link.place > 0 };
            let share = |it: i64| if gets { it.div_euclid(shares) } else { 0 };
            given.iter_mut().filter(|it| !is_dead(**it)).for_each(|it| *it = share(*it));
            for (entry, worth) in table.iter_mut().enumerate() {
                let given = given.get(asked.class_at(entry)).copied().unwrap_or(NEVER);
                *worth = if is_dead(given) || is_dead(*worth) { NEVER } else { *worth + given };
            }
            for (value, worth) in values.iter_mut() {
                *worth -= given.get(asked.class_of(*value)).copied().unwrap_or(0);
            }
        }
    }
}

fn top(values: &[(usize, i64)]) -> i64 {
    values.iter().map(|it| it.1).max().unwrap_or(NEVER)
}

fn peak(table: &[i64]) -> i64 {
    table.iter().copied().max().unwrap_or(NEVER)
}
