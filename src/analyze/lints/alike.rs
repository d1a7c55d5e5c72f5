//! Conditions that mean the same.

use std::collections::{BTreeMap, HashMap};

use super::facts::{Facts, Kind, Site};
use crate::analyze::choices::mixed;
use crate::analyze::glance::weight;
use crate::cells::{AxisId, Logic};
use crate::ir::Cond;

/// So many combinations of cells are tried before two conditions are compared for certain.
const TRIES: u64 = 64;

/// Sites of rules that are valid on the same days and whose conditions hold of the same leads.
pub(super) fn alike(facts: &Facts<'_, '_>) -> Vec<Vec<usize>> {
    let mut by_axes: BTreeMap<Vec<AxisId>, Vec<usize>> = BTreeMap::new();
    for (index, site) in facts.sites.iter().enumerate() {
        // Of what never holds, something else is said.
        let is_rule = matches!(site.kind, Kind::Rule(..)) && !site.own.axes().is_empty();
        if is_rule && !facts.never_fires(index) {
            by_axes.entry(site.own.axes()).or_default().push(index);
        }
    }
    let candidates = by_axes.values().filter(|it| it.len() > 1).flat_map(|it| split(facts, it));
    let classes = candidates.filter(|it| it.len() > 1).flat_map(|it| classes(facts, it));
    classes.filter(|it| it.len() > 1).collect()
}

/// Sites that may mean the same, together.
fn split(facts: &Facts<'_, '_>, sites: &[usize]) -> Vec<Vec<usize>> {
    let own = |index: &usize| facts.sites.get(*index).map(|it| &it.own);
    let weights = sites.iter().map(|it| weight(facts.space, own(it)?)).collect::<Option<Vec<_>>>();
    let keys = weights.unwrap_or_else(|| {
        sites.iter().map(|it| own(it).map_or(0, |it| answers(facts, it))).collect()
    });
    let mut together: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    sites.iter().zip(keys).for_each(|(site, key)| together.entry(key).or_default().push(*site));
    together.into_values().collect()
}

/// Sites that surely mean the same, together.
fn classes(facts: &Facts<'_, '_>, sites: Vec<usize>) -> Vec<Vec<usize>> {
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let mut written: HashMap<&Cond, usize> = HashMap::new();
    for index in sites {
        let Some(site) = facts.sites.get(index) else { continue };
        let same = |class: &Vec<usize>| {
            class.first().is_some_and(|first| are_same(facts, *first, index) == Some(true))
        };
        // What is written alike is found at once, and beyond the budget nothing else is proved.
        let known = written.get(site.cond).copied();
        let known = known.filter(|it| classes.get(*it).is_some_and(same));
        let class = match known {
            None if !facts.is_tired() => classes.iter().position(same),
            known => known,
        };
        match class.and_then(|it| classes.get_mut(it)) {
            Some(class) => class.push(index),
            None => {
                written.insert(site.cond, classes.len());
                classes.push(vec![index]);
            }
        }
    }
    classes
}

fn are_same(facts: &Facts<'_, '_>, a: usize, b: usize) -> Option<bool> {
    let (a, b): (&Site<'_>, &Site<'_>) = (facts.sites.get(a)?, facts.sites.get(b)?);
    let only = |one: &Site<'_>, other: &Site<'_>| {
        Logic::all(vec![one.own.clone(), other.own.clone().negated()])
    };
    let same_days = a.identity.valid == b.identity.valid;
    Some(
        same_days
            && (a.cond == b.cond
                || (facts.is_impossible(&only(a, b)) && facts.is_impossible(&only(b, a)))),
    )
}

/// Whether a condition holds in each of some combinations of cells, as bits.
fn answers(facts: &Facts<'_, '_>, logic: &Logic) -> u64 {
    let answer = |number: u64| {
        logic.holds(&|AxisId(axis), place| {
            let Some(partition) = facts.space.partition(AxisId(axis)) else { return false };
            let cells = partition.cells.len().max(1) as u64;
            let cell = mixed(number, u64::from(axis)) % cells;
            let cell = partition.cells.get(usize::try_from(cell).unwrap_or(0));
            cell.is_some_and(|it| it.passed.contains(place))
        })
    };
    (0..TRIES).fold(0, |all, number| all << 1 | u64::from(answer(number)))
}
