//! What can be told of a condition at a glance, without a search.
//!
//! Most conditions ask a few blocks one thing each, and blocks are independent: there is a record for such a condition if
//! each block has a choice for it. What is not told here is left to a search.

use std::collections::BTreeMap;

use super::choices::{Choices, plus, times};
use super::space::Space;
use crate::cells::{Cube, Logic, Stretches};

/// Whether some record fulfils a condition; `None` if that takes a search.
pub(super) fn may_hold(space: &Space<'_>, logic: &Logic) -> Option<bool> {
    let mut is_open = false;
    for cube in logic.cubes()? {
        match of_cube(space, &cube) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => is_open = true,
        }
    }
    (!is_open).then_some(false)
}

fn of_cube(space: &Space<'_>, cube: &Cube) -> Option<bool> {
    let mut all = Some(true);
    for (block, side) in by_block(space, cube) {
        let choices = space.choices(block);
        let places = choices.and_then(|it| it.places(&side));
        match (choices, places) {
            (Some(choices), Some(places)) if places.is_empty() => match choices.is_complete {
                true => return Some(false),
                false => all = None,
            },
            (Some(_), Some(_)) => {}
            _ => all = None,
        }
    }
    all
}

/// What a cube asks of each block.
fn by_block(space: &Space<'_>, cube: &Cube) -> BTreeMap<usize, Logic> {
    let mut sides: BTreeMap<usize, Vec<Logic>> = BTreeMap::new();
    for (axis, side) in cube {
        sides.entry(space.block_of(*axis)).or_default().push(side.clone());
    }
    sides.into_iter().map(|(block, all)| (block, Logic::all(all))).collect()
}

/// The weight of all records that fulfil a condition. Conditions that mean the same weigh the same, however they are
/// written; others hardly ever do.
pub(super) fn weight(space: &Space<'_>, logic: &Logic) -> Option<u64> {
    let of_cube = |cube: &Cube| {
        let sides = by_block(space, cube).into_iter();
        sides
            .map(|(block, side)| of_side(space.choices(block)?, &side))
            .try_fold(1, |all, it| Some(times(all, it?)))
    };
    logic.cubes()?.iter().map(of_cube).try_fold(0, |all, it| Some(plus(all, it?)))
}

fn of_side(choices: &Choices, side: &Logic) -> Option<u64> {
    let places: Stretches = choices.places(side)?;
    Some(choices.weight(&places))
}
