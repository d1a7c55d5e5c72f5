//! Conditions that mean the same.

use std::collections::BTreeMap;

use super::facts::{Facts, Kind, Site};
use crate::cells::{AxisId, Logic};

/// So many combinations of cells are tried before two conditions are compared for certain.
const TRIES: u64 = 64;

/// Sites of rules that are valid on the same days and whose conditions hold of the same leads.
pub(super) fn alike(facts: &Facts<'_, '_>) -> Vec<Vec<usize>> {
    let mut candidates: BTreeMap<(Vec<AxisId>, u64), Vec<usize>> = BTreeMap::new();
    for (index, site) in facts.sites.iter().enumerate() {
        if matches!(site.kind, Kind::Rule(..)) && !site.own.axes().is_empty() {
            let key = (site.own.axes(), answers(facts, &site.own));
            candidates.entry(key).or_default().push(index);
        }
    }
    let mut found: Vec<Vec<usize>> = Vec::new();
    for sites in candidates.into_values().filter(|it| it.len() > 1) {
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for index in sites {
            let class = classes.iter_mut().find(|class| {
                class.first().is_some_and(|first| are_same(facts, *first, index) == Some(true))
            });
            match class {
                Some(class) => class.push(index),
                None => classes.push(vec![index]),
            }
        }
        found.extend(classes.into_iter().filter(|it| it.len() > 1));
    }
    found
}

fn are_same(facts: &Facts<'_, '_>, a: usize, b: usize) -> Option<bool> {
    let (a, b): (&Site<'_>, &Site<'_>) = (facts.sites.get(a)?, facts.sites.get(b)?);
    let only = |one: &Site<'_>, other: &Site<'_>| {
        Logic::all(vec![one.own.clone(), other.own.clone().negated()])
    };
    let same_days = a.identity.valid == b.identity.valid;
    // Of what never holds, something else is said.
    Some(
        same_days
            && (a.cond == b.cond
                || (facts.is_impossible(&only(a, b)) && facts.is_impossible(&only(b, a))))
            && !facts.is_impossible(&a.own),
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

/// A number that looks random, but is always the same (splitmix64).
fn mixed(a: u64, b: u64) -> u64 {
    let mut it = a.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(b).wrapping_add(1);
    it = (it ^ it >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ it >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ it >> 31
}
