//! A record that is good, though perhaps not the best: one block after the other is changed for the better.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::best::Whole;
use super::part::Part;
use super::search::Search;
use super::side::Side;
use super::space::Space;
use crate::cells::AxisId;
use crate::ir::{Points, Value};

/// So often every block is tried again.
const ROUNDS: usize = 6;

pub(super) fn climb(
    search: &mut Search<'_, '_>,
    space: &Space<'_>,
    parts: &[Part],
    open: &BTreeSet<usize>,
    whole: Whole<'_>,
) -> Vec<Value> {
    let mut asked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        let blocks: BTreeSet<usize> =
            part.axes().into_iter().map(|it| space.block_of(it)).collect();
        blocks.into_iter().for_each(|it| asked.entry(it).or_default().push(index));
    }
    let choices: BTreeMap<usize, Vec<Arc<Side>>> = open
        .iter()
        .map(|&block| {
            let sides = search.sides(block);
            (block, sides.0.iter().filter(|it| it.values.is_some()).cloned().collect())
        })
        .collect();
    let mut record: BTreeMap<usize, Arc<Side>> = choices
        .iter()
        .filter_map(|(block, sides)| Some((*block, Arc::clone(sides.first()?))))
        .collect();
    let mut given: Vec<i64> = parts.iter().map(|it| gain(search, space, it, &record)).collect();
    let mut sums = search.sums(parts, &given);
    for _ in 0..ROUNDS {
        let mut better = false;
        for (block, sides) in &choices {
            let touched = asked.get(block).map_or(&[][..], Vec::as_slice);
            // What it does for all sums together breaks ties where a limit hides it.
            let worth =
                |sums: &[i64]| (whole(sums), sums.iter().fold(0_i64, |a, b| a.saturating_add(*b)));
            let mut best: (Points, i64) = worth(&sums);
            let before = record.get(block).cloned();
            let mut chosen = before.clone();
            for side in sides {
                record.insert(*block, Arc::clone(side));
                let mut tried = sums.clone();
                for index in touched {
                    let (Some(part), Some(was)) = (parts.get(*index), given.get(*index)) else {
                        continue;
                    };
                    let now = gain(search, space, part, &record);
                    if let Some(slot) = tried.get_mut(part.sum) {
                        *slot = slot.saturating_add(now.saturating_sub(*was));
                    }
                }
                if worth(&tried) > best {
                    best = worth(&tried);
                    chosen = Some(Arc::clone(side));
                }
            }
            better |= chosen != before;
            if let Some(side) = chosen {
                record.insert(*block, side);
            }
            for index in touched {
                if let (Some(part), Some(slot)) = (parts.get(*index), given.get_mut(*index)) {
                    *slot = gain(search, space, part, &record);
                }
            }
            sums = search.sums(parts, &given);
        }
        if !better {
            break;
        }
    }
    space.record(record.values().filter_map(|it| it.values.as_ref()).flatten())
}

/// What a part gives for a record.
fn gain(
    search: &Search<'_, '_>,
    space: &Space<'_>,
    part: &Part,
    record: &BTreeMap<usize, Arc<Side>>,
) -> i64 {
    let bit = |axis: AxisId, place: usize| {
        record.get(&space.block_of(axis)).and_then(|it| it.bit(axis, place)).unwrap_or(false)
    };
    let held = part.options.iter().find(|(logic, _)| logic.holds(&bit));
    held.map_or(0, |(_, span)| search.best_of(part.sum, *span))
}
