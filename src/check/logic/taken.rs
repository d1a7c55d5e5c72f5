//! The first of several that fits takes all: which of them are left with nothing?

use std::collections::BTreeSet;

use super::line::{Cut, Line};
use super::values::{Bounds, Values};

/// How many of those that took something are told apart.
const MOST_TAKERS: usize = 64;

/// A line cut into cells, with the first that took each.
struct Cells {
    cuts: Vec<Cut>,
    takers: Vec<Option<usize>>,
    /// For each cell the next one that may still be free, itself included; one more at the end.
    free: Vec<usize>,
}

/// For each of several, in their order: the earlier ones that leave nothing for it, if they do.
///
/// What an earlier one surely fits is taken. Sorting the ends and skipping what is taken makes it n log n.
pub(super) fn taken_before(universe: &Values, all: &[Bounds]) -> Vec<Option<Vec<usize>>> {
    let mut cells = Cells::new(universe, all);
    // What cannot be is taken by nobody.
    cells.take(&universe.known.clone().complement(), None);
    let mut missing = (!universe.missing).then_some(None);
    let mut found = Vec::with_capacity(all.len());
    for (index, Bounds { sure, maybe }) in all.iter().enumerate() {
        let maybe = maybe.intersection(universe);
        let nothing_left = !maybe.is_empty()
            && !cells.any_free(&maybe.known)
            && (!maybe.missing || missing.is_some());
        found.push(nothing_left.then(|| {
            let mut takers = cells.takers(&maybe.known);
            takers.extend(missing.flatten().filter(|_| maybe.missing));
            takers.into_iter().collect()
        }));
        cells.take(&sure.known, Some(index));
        if sure.missing {
            missing.get_or_insert(Some(index));
        }
    }
    found
}

impl Cells {
    fn new(universe: &Values, all: &[Bounds]) -> Self {
        let lines = all.iter().flat_map(|it| [&it.sure.known, &it.maybe.known]);
        let lines = lines.chain([&universe.known]);
        let ends = lines.flat_map(Line::pieces).flat_map(|(from, to)| [from, to]);
        let mut cuts: Vec<Cut> = ends.flatten().cloned().collect();
        cuts.sort();
        cuts.dedup();
        let count = cuts.len() + 1;
        Self { cuts, takers: vec![None; count], free: (0..=count).collect() }
    }

    /// The cells of each piece of a line.
    fn ranges(&self, line: &Line) -> Vec<(usize, usize)> {
        let at = |cut: &Cut| self.cuts.partition_point(|it| it < cut) + 1;
        let end = self.cuts.len() + 1;
        let range =
            |(from, to): (Option<&Cut>, Option<&Cut>)| (from.map_or(0, at), to.map_or(end, at));
        line.pieces().into_iter().map(range).collect()
    }

    /// The first free cell from here on.
    fn next_free(&mut self, cell: usize) -> usize {
        let mut last = cell;
        while let Some(&next) = self.free.get(last).filter(|it| **it != last) {
            last = next;
        }
        // Later searches start at the end of this one.
        let mut step = cell;
        while let Some(slot) = self.free.get_mut(step).filter(|it| **it != last) {
            step = std::mem::replace(slot, last);
        }
        last
    }

    fn any_free(&mut self, line: &Line) -> bool {
        self.ranges(line).into_iter().any(|(from, to)| self.next_free(from) < to)
    }

    fn take(&mut self, line: &Line, taker: Option<usize>) {
        for (from, to) in self.ranges(line) {
            let mut cell = self.next_free(from);
            while cell < to {
                if let (Some(slot), Some(free)) =
                    (self.takers.get_mut(cell), self.free.get_mut(cell))
                {
                    *slot = taker;
                    *free = cell + 1;
                }
                cell = self.next_free(cell + 1);
            }
        }
    }

    fn takers(&self, line: &Line) -> BTreeSet<usize> {
        let cells = self.ranges(line).into_iter().flat_map(|(from, to)| from..to);
        cells.filter_map(|it| *self.takers.get(it)?).take(MOST_TAKERS).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Interval;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    fn between(from: i64, to: i64) -> Bounds {
        let range = Interval::closed(Decimal::from(from), Decimal::from(to));
        Bounds::exactly(Values::known(super::super::view::numbers(range, true)))
    }

    #[test]
    fn several_together_take_all() {
        let all = [between(1, 5), between(6, 9), between(3, 7), between(3, 10), between(0, 1)];
        let found = taken_before(&Values::all(), &all);
        assert_eq!(found, [None, None, Some(vec![0, 1]), None, None]);
    }

    #[test]
    fn missing_is_taken_too() {
        let missing = Bounds::exactly(Values::only_missing());
        let all = [missing.clone(), between(1, 2), missing];
        assert_eq!(taken_before(&Values::all(), &all), [None, None, Some(vec![0])]);
    }

    proptest! {
        #[test]
        fn it_is_what_one_finds_number_by_number(
            ends in proptest::collection::vec((0_i64..12, 0_i64..12), 0..12)
        ) {
            let all: Vec<Bounds> = ends.iter().map(|&(a, b)| between(a.min(b), a.max(b))).collect();
            let mut gone = [false; 12];
            for (&(a, b), found) in ends.iter().zip(taken_before(&Values::all(), &all)) {
                let range = usize::try_from(a.min(b)).unwrap()..=usize::try_from(a.max(b)).unwrap();
                let wanted = range.clone().all(|it| gone[it]);
                prop_assert_eq!(found.is_some(), wanted);
                range.for_each(|it| gone[it] = true);
            }
        }
    }
}
