//! Values that need not be looked at, because another one of the variable is never worse.

use std::collections::HashMap;

use super::factor::{Asked, Factor, Network};
use super::{NEVER, is_dead};

/// So many comparisons of two values are made for one variable.
const MOST_COMPARED: usize = 20_000_000;

/// The network without values that another one makes needless, as far as it takes no more than so many steps.
pub(super) fn reduced(network: &Network, steps: u64) -> Network {
    let share = steps / (2 * network.values.len().max(1) as u64);
    let most = usize::try_from(share).unwrap_or(MOST_COMPARED).min(MOST_COMPARED);
    let mut network = network.clone();
    for var in 0..network.values.len() {
        alike(&mut network, var);
    }
    // Where values are gone, others may be needless.
    for _ in 0..2 {
        for var in 0..network.values.len() {
            beaten(&mut network, var, most);
        }
    }
    network
}

/// Of values that no factor tells apart the best is kept.
fn alike(network: &mut Network, var: usize) {
    let asked: Vec<&Asked> =
        network.links(var).iter().filter_map(|it| Some(network.linked(*it)?.1)).collect();
    let mut best: HashMap<Vec<usize>, (usize, i64)> = HashMap::new();
    for (value, worth) in network.values.get(var).into_iter().flatten() {
        let classes = asked.iter().map(|it| it.class_of(*value)).collect();
        let slot = best.entry(classes).or_insert((*value, *worth));
        if *worth > slot.1 {
            *slot = (*value, *worth);
        }
    }
    let mut kept: Vec<(usize, i64)> = best.into_values().collect();
    kept.sort_unstable();
    if let Some(values) = network.values.get_mut(var) {
        *values = kept;
    }
}

/// Takes out a value if another one gives at least as much, whatever the other variables are.
fn beaten(network: &mut Network, var: usize, most: usize) {
    let values = network.values.get(var).cloned().unwrap_or_default();
    let links = network.links(var).len().max(1);
    if values.len().saturating_mul(values.len()).saturating_mul(links) > most {
        return;
    }
    let leads: Vec<(&Asked, Vec<Option<i64>>)> = network
        .links(var)
        .iter()
        .filter_map(|it| network.linked(*it))
        .map(|(factor, asked)| (asked, lead(factor, asked)))
        .collect();
    let never_more = |(one, own): (usize, i64), (other, its): (usize, i64)| {
        let mut each = leads.iter().map(|(asked, lead)| {
            let at = asked.class_of(one) * asked.size + asked.class_of(other);
            lead.get(at).copied().flatten()
        });
        let more = each.try_fold(own - its, |sum, it| Some(sum.saturating_add(it?)));
        more.is_some_and(|it| it <= 0)
    };
    let mut kept = values.clone();
    for value in values.iter().rev() {
        if kept.iter().any(|it| it.0 != value.0 && never_more(*value, *it)) {
            kept.retain(|it| it.0 != value.0);
        }
    }
    if let Some(values) = network.values.get_mut(var) {
        *values = kept;
    }
}

/// For each two classes how much more one gives than the other at most; `None` where only one of them may be.
fn lead(factor: &Factor, asked: &Asked) -> Vec<Option<i64>> {
    let mut lead = vec![Some(NEVER); asked.size * asked.size];
    for (entry, worth) in factor.table.iter().enumerate().filter(|it| !is_dead(*it.1)) {
        let one = asked.class_at(entry);
        let rest = entry - one * asked.stride;
        for other in 0..asked.size {
            let its = factor.table.get(rest + other * asked.stride).copied();
            let more = its.filter(|it| !is_dead(*it)).map(|it| worth - it);
            if let Some(slot) = lead.get_mut(one * asked.size + other) {
                *slot = slot.zip(more).map(|(a, b)| a.max(b));
            }
        }
    }
    lead
}
