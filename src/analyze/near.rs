//! Leads that come near to some points, or to just as many.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::best::NEVER;
use super::bounds::{Bounds, Of, Question};
use super::climb::climb;
use super::lead::Lead;
use super::network::{Bend, gcd};
use super::search::{Budget, Search};
use super::side::Side;
use super::space::Space;
use crate::cells::Logic;
use crate::ir::{Points, Value};

/// Less than all points that count, by more than there are points.
const OUTSIDE: Points = Points::from_hundredths(i64::MIN / 4);

/// So many changes of one value are tried, and so many pairs of them.
const MOST_CHANGES: usize = 4_000;
const MOST_PAIRS: usize = 400;

/// Both ends of the score.
pub(super) struct Ends {
    pub bounds: Bounds,
    /// The highest and the lowest lead that were found, whether or not others come further.
    pub leads: Vec<Vec<Value>>,
}

/// Both ends of the score; `None` if no record is under the condition.
pub(super) fn ends(space: &Space<'_>, under: Option<&Logic>, budget: Budget) -> Option<Ends> {
    let question = Question::new(space, Of::Total, under);
    let [(least, lowest), (greatest, highest)] = [true, false].map(|is_least| {
        let best = question.best(is_least, budget);
        let nearest = best.found.as_ref().filter(|it| it.0 != NEVER).map(|(points, record)| {
            let reaches = |it: &[Value]| question.actual(is_least, it) == *points;
            Lead::with_less(record.clone(), &reaches).values
        });
        (question.bound(is_least, best), nearest)
    });
    let bounds = Bounds { least: least?, greatest: greatest? };
    Some(Ends { bounds, leads: [highest, lowest].into_iter().flatten().collect() })
}

/// Of what every score is a multiple, counted from where the model starts, as long as no limit of the model holds.
pub(super) fn grain(space: &Space<'_>) -> Points {
    let question = Question::new(space, Of::Total, None);
    let of_group = |(sum, group)| Bend::of(group, false).unit(question.parts.grain(sum));
    let groups = (1..).zip(question.groups.iter().copied()).map(of_group);
    Points::from_hundredths(groups.fold(question.parts.grain(0), gcd).max(1))
}

/// A record that comes near the least of the scores between two ends, or near the greatest: first to them, then towards
/// it, and to just as many points if one or two values make the difference.
pub(super) fn near(
    space: &Space<'_>,
    under: Option<&Logic>,
    [low, high]: [Points; 2],
    least: bool,
    budget: Budget,
) -> Vec<Value> {
    let question = Question::every(space, Of::Total, under);
    let sign = |points: Points| if least { -points } else { points };
    let whole = |gains: &[i64]| {
        let signed = question.whole(least, gains);
        match sign(signed) {
            _ if signed == NEVER => NEVER,
            points if points < low => OUTSIDE - (low - points),
            points if points > high => OUTSIDE - (points - high),
            _ => signed,
        }
    };
    let flags = question.groups.iter().map(|_| least);
    let flags = std::iter::once(least).chain(flags).chain([false]).collect();
    let mut search = Search::new(space, question.parts.looked.clone(), flags, budget);
    let open = search.blocks(&question.parts.all);
    let record = climb(&mut search, space, &question.parts.all, &open, &whole);
    let wanted = sign(if least { low } else { high });
    let points = |it: &[Value]| question.actual(least, it);
    changed(&mut search, space, &open, &record, wanted, &points).unwrap_or(record)
}

/// The record with one block changed, or two, so that it comes to just so many points; `None` if it does already.
fn changed(
    search: &mut Search<'_, '_>,
    space: &Space<'_>,
    open: &BTreeSet<usize>,
    record: &[Value],
    wanted: Points,
    points: &dyn Fn(&[Value]) -> Points,
) -> Option<Vec<Value>> {
    let start = points(record);
    if start == wanted {
        return None;
    }
    let mut changes: Vec<(Points, usize, Arc<Side>)> = Vec::new();
    for block in open {
        let sides = search.sides(*block);
        for side in sides.0.iter().filter(|it| it.values.is_some()) {
            if changes.len() >= MOST_CHANGES {
                break;
            }
            let with = space.changed(record, *block, side);
            let its = points(&with);
            if its == wanted {
                return Some(with);
            }
            changes.push((its - start, *block, Arc::clone(side)));
        }
    }
    let mut by_change: BTreeMap<Points, Vec<usize>> = BTreeMap::new();
    for (index, (change, ..)) in changes.iter().enumerate() {
        by_change.entry(*change).or_default().push(index);
    }
    let pairs = changes.iter().enumerate().flat_map(|(index, (change, block, side))| {
        let others = by_change.get(&(wanted - start - *change)).into_iter().flatten();
        let later = others.filter(move |it| **it > index).filter_map(|it| changes.get(*it));
        later.filter(|it| it.1 != *block).map(move |it| ((*block, side), (it.1, &it.2)))
    });
    let mut both = pairs.take(MOST_PAIRS).map(|((block, side), (other, its))| {
        space.changed(&space.changed(record, block, side), other, its)
    });
    both.find(|it| points(it) == wanted)
}
