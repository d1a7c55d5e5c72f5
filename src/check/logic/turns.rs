//! Things of which the first that fits takes all: rows of a `match`, rules of a `first match` group.

use super::taken::taken_before;
use super::values::{Bounds, Values};
use super::view::views;
use crate::check::context::Context;
use crate::ir::{ColumnId, Cond, Test};

/// Something that can be taken by what stands before it.
pub(super) struct Turn<'a> {
    pub cond: &'a Cond,
    /// Whether what fits it is surely taken by it: it always exists, and always gives points.
    pub takes: bool,
}

impl Context<'_> {
    /// The earlier ones that leave nothing for each.
    pub(super) fn taken(&self, column: ColumnId, turns: &[Turn<'_>]) -> Vec<Option<Vec<usize>>> {
        let columns = self.columns_seen();
        let mut tests: Vec<&Test> = Vec::new();
        for turn in turns {
            turn.cond.atoms(&mut |atom| {
                if columns.root(atom.column) == column {
                    tests.push(&atom.test);
                }
            });
        }
        let mut found = vec![None; turns.len()];
        for view in views(&tests, columns.get(column).map(|it| it.ty)) {
            let bounds = turns.iter().map(|turn| {
                let bounds = columns.bounds(turn.cond, column, view);
                if turn.takes { bounds } else { Bounds { sure: Values::none(), ..bounds } }
            });
            let bounds: Vec<Bounds> = bounds.collect();
            let taken = taken_before(&columns.universe(column, view), &bounds);
            for (slot, taken) in found.iter_mut().zip(taken) {
                *slot = slot.take().or(taken);
            }
        }
        found
    }
}
