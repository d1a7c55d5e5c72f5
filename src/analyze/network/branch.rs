//! The best values of a network: where points still count twice, the values of a variable are parted in two.

use super::factor::{Network, plus};
use super::messages::Messages;
use super::reduce::reduced;
use super::{NEVER, is_dead};

/// So often points are moved before anything is parted, and after each parting.
const FIRST_ROUNDS: usize = 200;
const LATER_ROUNDS: usize = 12;

/// A choice of values is mended so often.
const MENDED: usize = 4;

/// What a network comes to.
#[derive(Clone, Debug)]
pub(super) struct Most {
    /// Nothing passes this; `NEVER`: nothing is possible.
    pub bound: i64,
    /// For each variable the value with which the most was found.
    pub choice: Vec<usize>,
}

/// The most that a network comes to, in the steps that are left.
pub(super) fn most(network: &Network, left: &mut u64) -> Most {
    let mut choice = firsts(network);
    let mut bound = network.base;
    for (vars, part) in network.parts() {
        let part = reduced(&part, *left);
        let truth = |choice: &[usize]| part.worth(choice);
        let mut branch = Branch::of(&part, Judge { truth: &truth, unit: part.unit }, *left);
        branch.all();
        *left = branch.left;
        let own = branch.bound();
        bound = plus(bound, own);
        for (var, value) in vars.iter().zip(&branch.choice) {
            if let Some(slot) = choice.get_mut(*var) {
                *slot = *value;
            }
        }
    }
    Most { bound, choice }
}

/// The most of all choices as somebody else judges them, who gives none more than the network does. It begins with some
/// choices.
pub(super) fn most_judged(
    network: &Network,
    judge: Judge<'_>,
    choices: Vec<Vec<usize>>,
    left: &mut u64,
) -> Most {
    let mut branch = Branch::of(network, judge, *left);
    choices.into_iter().for_each(|it| branch.weigh(it));
    branch.all();
    *left = branch.left;
    Most { bound: branch.bound(), choice: branch.choice }
}

/// Who says what a choice is truly worth.
#[derive(Clone, Copy)]
pub(super) struct Judge<'j> {
    pub truth: &'j dyn Fn(&[usize]) -> i64,
    /// Two choices differ by a multiple of it.
    pub unit: i64,
}

/// What nothing passes, without parting anything, and a choice that is near.
pub(super) fn at_best(network: &Network, rounds: usize) -> Most {
    let Some(mut messages) = Messages::of(network).filter(|_| !is_dead(network.base)) else {
        return Most { bound: NEVER, choice: firsts(network) };
    };
    let is_possible = messages.tighten(network, NEVER, rounds);
    let bound = if is_possible { plus(network.base, messages.bound) } else { NEVER };
    Most { bound, choice: decoded(network, &messages) }
}

/// The first value of each variable.
fn firsts(network: &Network) -> Vec<usize> {
    network.values.iter().map(|it| it.first().map_or(0, |it| it.0)).collect()
}

struct Branch<'n> {
    network: &'n Network,
    judge: Judge<'n>,
    best: i64,
    choice: Vec<usize>,
    /// What may still be in the parts that were not looked at.
    open: i64,
    left: u64,
}

impl<'n> Branch<'n> {
    fn of(network: &'n Network, judge: Judge<'n>, left: u64) -> Self {
        Self { network, judge, best: NEVER, choice: firsts(network), open: NEVER, left }
    }

    /// The least that would be better than what was found.
    fn need(&self) -> i64 {
        if is_dead(self.best) { NEVER } else { self.best + self.judge.unit }
    }

    fn bound(&self) -> i64 {
        if is_dead(self.best) {
            return self.open;
        }
        // Nothing lies between two multiples of the unit.
        let more = self.open.saturating_sub(self.best).max(0);
        self.best + more - more.checked_rem(self.judge.unit).unwrap_or(0)
    }

    fn all(&mut self) {
        let Some(mut messages) = Messages::of(self.network) else { return };
        self.found(self.choice.clone());
        self.part(&mut messages, FIRST_ROUNDS);
    }

    fn part(&mut self, messages: &mut Messages, rounds: usize) {
        let network = self.network;
        messages.steps = 0;
        let affordable = self.left.checked_div(network.size()).unwrap_or(0).saturating_add(2);
        let rounds = rounds.min(usize::try_from(affordable).unwrap_or(rounds));
        let better = messages.tighten(network, self.need(), rounds);
        self.left = self.left.saturating_sub(messages.steps);
        if !better {
            return;
        }
        self.left = self.left.saturating_sub(network.size());
        let choice = decoded(network, messages);
        self.found(choice.clone());
        if messages.bound < self.need() {
            return;
        }
        if self.left == 0 {
            self.open = self.open.max(messages.bound);
            return;
        }
        let Some((var, inside)) = parting(network, messages, &choice) else {
            // One value is left of each variable, and that choice was looked at.
            return;
        };
        for wanted in [true, false] {
            let mut half = messages.clone();
            if let Some(values) = half.values.get_mut(var) {
                values.retain(|(value, _)| inside.contains(value) == wanted);
            }
            if half.measure() {
                self.part(&mut half, LATER_ROUNDS);
            }
        }
    }

    /// Looks at a choice of values, and at what it becomes if one after the other is changed for the better.
    fn found(&mut self, mut choice: Vec<usize>) {
        self.weigh(choice.clone());
        for _ in 0..MENDED {
            self.left = self.left.saturating_sub(self.network.choices());
            let mut changed = false;
            for (var, values) in self.network.values.iter().enumerate() {
                let mut best = (self.around(&choice, var), choice.get(var).copied().unwrap_or(0));
                let was = best.1;
                for (value, _) in values {
                    if let Some(slot) = choice.get_mut(var) {
                        *slot = *value;
                    }
                    let worth = self.around(&choice, var);
                    if worth > best.0 {
                        best = (worth, *value);
                    }
                }
                if let Some(slot) = choice.get_mut(var) {
                    *slot = best.1;
                }
                changed |= best.1 != was;
            }
            if !changed {
                break;
            }
        }
        self.weigh(choice);
    }

    fn weigh(&mut self, choice: Vec<usize>) {
        let worth = (self.judge.truth)(&choice);
        if !is_dead(worth) && worth > self.best {
            (self.best, self.choice) = (worth, choice);
        }
    }

    /// What a variable gives, and all factors that ask it.
    fn around(&self, choice: &[usize], var: usize) -> i64 {
        let own = choice.get(var).map_or(NEVER, |it| self.network.own(var, *it));
        let factors =
            self.network.links(var).iter().filter_map(|it| self.network.factors.get(it.factor));
        factors.fold(own, |sum, it| sum.saturating_add(it.worth(choice)))
    }
}

/// For each variable in turn the value that is best with those before it.
fn decoded(network: &Network, messages: &Messages) -> Vec<usize> {
    let mut choice: Vec<usize> = Vec::with_capacity(messages.values.len());
    for (var, values) in messages.values.iter().enumerate() {
        let of_links: Vec<_> = network
            .links(var)
            .iter()
            .filter_map(|link| {
                let (factor, asked) = network.linked(*link)?;
                let table = messages.tables.get(link.factor)?;
                let known: Vec<_> = factor.asked.iter().filter(|it| it.var < var).collect();
                let mut most = vec![NEVER; asked.size];
                for (entry, worth) in table.iter().enumerate() {
                    let fits = known.iter().all(|it| {
                        choice.get(it.var).is_some_and(|at| it.class_of(*at) == it.class_at(entry))
                    });
                    if let Some(slot) = most.get_mut(asked.class_at(entry)).filter(|_| fits) {
                        *slot = (*slot).max(*worth);
                    }
                }
                Some((asked, most))
            })
            .collect();
        let worth = |(value, own): &&(usize, i64)| {
            let given = of_links
                .iter()
                .map(|(asked, most)| most.get(asked.class_of(*value)).copied().unwrap_or(NEVER));
            (given.fold(*own, i64::saturating_add), std::cmp::Reverse(*value))
        };
        choice.push(values.iter().max_by_key(worth).map_or(0, |it| it.0));
    }
    choice
}

/// A variable about whose value its factors disagree most, and the values that belong on one side.
fn parting(
    network: &Network,
    messages: &Messages,
    choice: &[usize],
) -> Option<(usize, Vec<usize>)> {
    let most = |table: &Vec<i64>| table.iter().copied().max().unwrap_or(NEVER);
    let of_factors = network.factors.iter().zip(&messages.tables).filter_map(|(factor, table)| {
        let lost = most(table) - table.get(factor.entry(choice)).copied().unwrap_or(NEVER);
        let asked = factor.asked.iter().filter_map(|asked| {
            let values = messages.values.get(asked.var)?;
            let own = asked.class_of(choice.get(asked.var).copied()?);
            let inside: Vec<usize> =
                values.iter().map(|it| it.0).filter(|it| asked.class_of(*it) == own).collect();
            (inside.len() < values.len()).then_some((values.len(), asked.var, inside))
        });
        let (_, var, inside) = asked.max_by_key(|it| it.0)?;
        Some((lost, var, inside))
    });
    let of_vars = messages.values.iter().enumerate().filter_map(|(var, values)| {
        let top = values.iter().map(|it| it.1).max()?;
        let chosen = choice.get(var).copied()?;
        let own = values.iter().find(|it| it.0 == chosen)?.1;
        (values.len() > 1).then_some((top - own, var, vec![chosen]))
    });
    of_factors.chain(of_vars).max_by_key(|it| it.0).map(|(_, var, inside)| (var, inside))
}
