//! A record for a choice of values.

use std::collections::BTreeMap;

use super::encode::{Encoded, Told, Wanted};
use crate::analyze::block::Path;
use crate::analyze::search::Search;
use crate::analyze::space::Space;
use crate::analyze::texts;
use crate::cells::{Answer, AxisId};
use crate::ir::Value;

/// The record that comes nearest to a choice. Of columns of which not all is listed a value is made.
pub(in crate::analyze) fn record(
    encoded: &Encoded,
    space: &Space<'_>,
    search: &mut Search<'_, '_>,
    choice: &[usize],
) -> Vec<Value> {
    let Told { sides, loose } = encoded.told(choice);
    let mut values: Vec<(Path, Value)> =
        sides.iter().filter_map(|it| it.values.clone()).flatten().collect();
    let mut blocks: BTreeMap<usize, Vec<(AxisId, Wanted)>> = BTreeMap::new();
    for (axis, wanted) in loose {
        blocks.entry(space.block_of(axis)).or_default().push((axis, wanted));
    }
    for (block, wanted) in blocks {
        values.extend(nearest(space, search, block, &wanted));
    }
    space.record(values.iter())
}

/// The values of a block that agree with most of what is wanted.
fn nearest(
    space: &Space<'_>,
    search: &mut Search<'_, '_>,
    block: usize,
    wanted: &[(AxisId, Wanted)],
) -> Vec<(Path, Value)> {
    let sides = search.sides(block);
    let of_side = sides.0.iter().filter_map(|side| {
        let agrees = |(axis, wanted): &(AxisId, Wanted)| {
            wanted.iter().filter(|(place, bit)| side.bit(*axis, *place) == Some(*bit)).count()
        };
        Some((wanted.iter().map(agrees).sum::<usize>(), side.values.clone()?))
    });
    let made = wanted.iter().filter_map(|(axis, wanted)| made(space, block, *axis, wanted));
    of_side.chain(made).max_by_key(|it| it.0).map(|it| it.1).unwrap_or_default()
}

/// A value that is made of all that it should hold.
fn made(
    space: &Space<'_>,
    block: usize,
    axis: AxisId,
    wanted: &Wanted,
) -> Option<(usize, Vec<(Path, Value)>)> {
    let path = space.block(block)?.plain.clone()?;
    let (definition, tested) = (space.axes().get(axis)?, space.tested(axis)?);
    let held = wanted.iter().filter(|it| it.1).map(|it| it.0);
    let value = texts::holding(space.program(), definition, held)?;
    let mut answer = Answer::default();
    tested.ask(&value, &mut answer);
    let agrees = wanted.iter().filter(|(place, bit)| answer.passed.contains(*place) == *bit);
    Some((agrees.count(), vec![(path, value)]))
}
