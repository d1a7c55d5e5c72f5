//! What a part of a score gives, as a table over the variables that it asks.

use std::collections::BTreeMap;

use super::NEVER;
use super::encode::{Ask, Variables};
use super::factor::Asked;
use crate::analyze::part::Part;
use crate::cells::{AxisId, Logic};

/// A table has so many entries at most; what is asked beyond that may be this or that.
const MOST_ENTRIES: usize = 4_096;

/// What some variables give to a sum.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub sum: usize,
    pub asked: Vec<Asked>,
    pub table: Vec<i64>,
}

impl Term {
    /// What a choice of values gives.
    pub fn worth(&self, choice: &[usize]) -> i64 {
        let of = |it: &Asked| it.class_of(choice.get(it.var).copied().unwrap_or(0)) * it.stride;
        let entry: usize = self.asked.iter().map(of).sum();
        self.table.get(entry).copied().unwrap_or(NEVER)
    }
}

/// What a test answers where some values are known.
pub(super) type Known<'k> = &'k dyn Fn(AxisId, usize) -> Option<bool>;

/// The variables of a table, each with a value of every class.
struct Scope {
    asked: Vec<Asked>,
    values: Vec<Vec<usize>>,
    entries: usize,
}

/// The terms of a part. `gain` says what an option gives at most.
pub(super) fn of_part(vars: &mut Variables, part: &Part, gain: &dyn Fn(&Part) -> i64) -> Vec<Term> {
    let logics: Vec<&Logic> = part.options.iter().map(|(logic, _)| logic).collect();
    let scope = scope(vars, &logics, None);
    if scope.entries <= MOST_ENTRIES || scope.asked.len() < 2 || part.options.len() < 2 {
        let worth = |known: Known<'_>, _: usize| gain(&part.given(&known));
        return vec![table(vars, part.sum, scope, &worth)];
    }
    chain(vars, part, gain)
}

/// Of many options the first that holds: a variable says which that is, and a table for each option sees to it.
fn chain(vars: &mut Variables, part: &Part, gain: &dyn Fn(&Part) -> i64) -> Vec<Term> {
    let count = part.options.len();
    if count >= usize::from(u16::MAX) {
        // More than can be counted: it may be any of them.
        let most = gain(&part.given(&|_, _| None));
        return vec![Term { sum: part.sum, asked: Vec::new(), table: vec![most] }];
    }
    let choice = vars.choice(count + 1);
    let sure = |(_, span): &(Logic, _)| {
        gain(&Part { sum: part.sum, options: vec![(Logic::Const(true), *span)] })
    };
    let class: Vec<u16> = (0..=count).filter_map(|it| u16::try_from(it).ok()).collect();
    let asked = vec![Asked { var: choice, class, size: count + 1, stride: 1 }];
    let gains = part.options.iter().map(sure).chain([0]).collect();
    let mut terms = vec![Term { sum: part.sum, asked, table: gains }];
    for (place, (logic, _)) in part.options.iter().enumerate() {
        let scope = scope(vars, &[logic], Some((choice, place)));
        let fits = |known: Known<'_>, chosen: usize| {
            let told = logic.given(&known);
            let fits = match chosen.cmp(&place) {
                std::cmp::Ordering::Less => true,
                std::cmp::Ordering::Equal => told != Logic::Const(false),
                std::cmp::Ordering::Greater => told != Logic::Const(true),
            };
            if fits { 0 } else { NEVER }
        };
        terms.push(table(vars, part.sum, scope, &fits));
    }
    terms
}

/// The variables that conditions ask. With a choice between options the place of one of them is told too.
fn scope(vars: &Variables, logics: &[&Logic], choice: Option<(usize, usize)>) -> Scope {
    let mut bits: Vec<(AxisId, usize)> = Vec::new();
    logics.iter().for_each(|it| it.bits(&mut |axis, place| bits.push((axis, place))));
    bits.sort_unstable();
    bits.dedup();
    let mut of: BTreeMap<usize, (Asked, Vec<usize>)> = BTreeMap::new();
    // What has more values than classes can be counted may be any of them.
    let countable = |it: &(usize, Vec<Ask>)| vars.size(it.0) <= usize::from(u16::MAX);
    for (var, asks) in vars.asked(&bits).into_iter().filter(countable) {
        let told = |value: usize| asks.iter().map(|it| vars.tells(var, value, *it)).collect();
        of.insert(var, classes(var, vars.size(var), told));
    }
    if let Some((var, place)) = choice {
        let told = |value: usize| vec![value < place, value == place];
        of.insert(var, classes(var, vars.size(var), told));
    }
    let mut all: Vec<(Asked, Vec<usize>)> = of.into_values().collect();
    let entries = |all: &Vec<(Asked, Vec<usize>)>| {
        all.iter().fold(1_usize, |n, it| n.saturating_mul(it.0.size))
    };
    let entries = entries(&all);
    if logics.len() < 2 {
        shorten(&mut all, choice.map(|it| it.0));
    }
    Scope::of(all, entries)
}

/// Leaves variables out until the table is small enough.
fn shorten(all: &mut Vec<(Asked, Vec<usize>)>, kept: Option<usize>) {
    while all.len() > 1
        && all.iter().fold(1_usize, |n, it| n.saturating_mul(it.0.size)) > MOST_ENTRIES
    {
        let others = all.iter().enumerate().filter(|(_, it)| Some(it.0.var) != kept);
        let Some((place, _)) = others.max_by_key(|(_, it)| it.0.size) else { return };
        all.remove(place);
    }
}

impl Scope {
    fn of(all: Vec<(Asked, Vec<usize>)>, entries: usize) -> Self {
        let (mut asked, values): (Vec<Asked>, Vec<Vec<usize>>) = all.into_iter().unzip();
        let mut stride = 1_usize;
        for it in &mut asked {
            it.stride = stride;
            stride = stride.saturating_mul(it.size);
        }
        Self { asked, values, entries }
    }
}

/// The values of a variable by what is told of them, with the first of each class.
fn classes(var: usize, size: usize, told: impl Fn(usize) -> Vec<bool>) -> (Asked, Vec<usize>) {
    let mut known: BTreeMap<Vec<bool>, u16> = BTreeMap::new();
    let mut firsts = Vec::new();
    let mut class = Vec::with_capacity(size);
    for value in 0..size {
        let next = u16::try_from(known.len()).unwrap_or(u16::MAX);
        let own = *known.entry(told(value)).or_insert(next);
        if usize::from(own) == firsts.len() {
            firsts.push(value);
        }
        class.push(own);
    }
    (Asked { var, class, size: firsts.len(), stride: 1 }, firsts)
}

fn table(
    vars: &Variables,
    sum: usize,
    scope: Scope,
    worth: &dyn Fn(Known<'_>, usize) -> i64,
) -> Term {
    let size = scope.asked.iter().fold(1_usize, |n, it| n.saturating_mul(it.size));
    let table = (0..size).map(|entry| {
        let value = |var: usize| {
            let place = scope.asked.iter().position(|it| it.var == var)?;
            let class = scope.asked.get(place)?.class_at(entry);
            scope.values.get(place)?.get(class).copied()
        };
        let known = |axis: AxisId, place: usize| vars.bit(axis, place, &value);
        let chosen =
            scope.asked.iter().find(|it| vars.is_choice(it.var)).and_then(|it| value(it.var));
        worth(&known, chosen.unwrap_or(0))
    });
    Term { sum, table: table.collect(), asked: scope.asked }
}
