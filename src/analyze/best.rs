//! The best that sums come to together, and a record that shows it.
//!
//! First a search side by side ([`Search`]); where that leaves something open, the sums are weighed
//! ([`network`](super::network)). Records are looked for in the order in which they promise most, and each is given to
//! the interpreter.

use super::climb::climb;
use super::events::grow;
use super::front::{Entry, Front};
use super::network::{self, Bend, Encoded, Weighed};
use super::part::Parts;
use super::search::{Budget, Search};
use super::space::Space;
use crate::ir::{Points, Value};

/// The best of several sums: a bound that nothing passes, and a record that comes nearest to it.
pub(super) struct Best {
    /// At most this.
    pub outer: Points,
    /// A record, and what it comes to by the interpreter.
    pub found: Option<(Points, Vec<Value>)>,
}

/// What sums come to together; the more of each, the more.
pub(super) type Whole<'w> = &'w dyn Fn(&[i64]) -> Points;

/// What a record comes to, by the interpreter.
pub(super) type Actual<'w> = &'w dyn Fn(&[Value]) -> Points;

/// What a record comes to that does not fit: less than anything.
pub(super) const NEVER: Points = Points::from_hundredths(i64::MIN / 2);

/// What is asked of several sums.
pub(super) struct Aim<'a> {
    /// How each sum counts, and whether less of it is better.
    pub bends: Vec<Bend>,
    /// The sum that has to be more than nothing.
    pub must: Option<usize>,
    /// What they come to together.
    pub whole: Whole<'a>,
    /// What that is at most if all sums, each as it counts, add up to so much.
    pub cap: &'a dyn Fn(Points) -> Points,
}

/// The best that parts come to.
pub(super) fn best(
    space: &Space<'_>,
    parts: Parts,
    aim: &Aim<'_>,
    actual: Actual<'_>,
    budget: Budget,
) -> Best {
    let whole = aim.whole;
    let (mut search, front) = searched(space, &parts, aim, budget);
    let mut outer = front.entries().iter().map(|it| whole(&it.gains)).max().unwrap_or_default();
    let mut look = Look { actual, found: None };
    let mut entries: Vec<&Entry> = front.entries().iter().collect();
    entries.sort_by_cached_key(|it| std::cmp::Reverse((whole(&it.gains), it.is_met)));
    // Records of the best few, even if it is not known that they come to as much.
    let done = entries.iter().take(MOST_LOOKS).any(|it| {
        let record = space.record(it.sides.iter().filter_map(|it| it.values.as_ref()).flatten());
        look.at(record, outer)
    });
    let open = search.blocks(&parts.all);
    if !done && !look.at(climb(&mut search, space, &parts.all, &open, whole), outer) {
        outer = outer.min(weighed(&mut search, space, &parts, aim, budget, false, &mut look));
        if !look.reaches(outer) {
            weighed(&mut search, space, &parts, aim, budget, true, &mut look);
        }
    }
    if !look.reaches(outer) {
        let start = look.found.as_ref().map_or_else(|| space.record([].iter()), |it| it.1.clone());
        look.at(grow(space, start, actual, outer), outer);
    }
    Best { outer, found: look.found }
}

/// What parts come to at most; nothing is said about whether a record reaches it.
pub(super) fn outer(space: &Space<'_>, parts: &Parts, aim: &Aim<'_>, budget: Budget) -> Points {
    let (mut search, front) = searched(space, parts, aim, budget);
    let ends = front.entries().iter().map(|it| ((aim.whole)(&it.gains), it.is_met));
    let (outer, is_met) = ends.max().unwrap_or_default();
    if is_met {
        return outer;
    }
    let mut look = Look { actual: &|_| NEVER, found: None };
    outer.min(weighed(&mut search, space, parts, aim, budget, false, &mut look))
}

/// The front of all parts, and the search that made it.
fn searched<'s, 'p>(
    space: &'s Space<'p>,
    parts: &Parts,
    aim: &Aim<'_>,
    budget: Budget,
) -> (Search<'s, 'p>, Front) {
    let least = aim.bends.iter().map(Bend::is_least).collect();
    let mut search = Search::new(space, parts.looked.clone(), least, budget);
    let open = search.blocks(&parts.all);
    let front = search.front(parts.all.clone(), &open);
    (search, front)
}

/// What parts come to at most by weighing: over all that blocks may be, or over what `is_known` to have a record.
fn weighed(
    search: &mut Search<'_, '_>,
    space: &Space<'_>,
    parts: &Parts,
    aim: &Aim<'_>,
    budget: Budget,
    is_known: bool,
    look: &mut Look<'_>,
) -> Points {
    let open = || Points::from_hundredths(i64::MAX);
    // A single part is looked at as a whole.
    if parts.all.len() < 2 {
        return open();
    }
    let Some(encoded) = Encoded::of(search, space, &parts.all, aim.must, is_known) else {
        return open();
    };
    let cap = |sum: Option<Points>| sum.map_or(NEVER, aim.cap);
    let steps = budget.0.saturating_mul(STEPS_OF_WEIGHING);
    let weighed = Weighed { bends: &aim.bends, cap: &cap, steps };
    weighed.most(&encoded, &mut |choice, outer| {
        look.at(network::record(&encoded, space, search, choice), outer)
    })
}

/// The best record that was looked at.
struct Look<'a> {
    actual: Actual<'a>,
    found: Option<(Points, Vec<Value>)>,
}

impl Look<'_> {
    /// Looks at a record; whether something reaches so much now.
    fn at(&mut self, record: Vec<Value>, outer: Points) -> bool {
        let points = (self.actual)(&record);
        if self.found.as_ref().is_none_or(|(known, _)| points > *known) {
            self.found = Some((points, record));
        }
        self.reaches(outer)
    }

    fn reaches(&self, outer: Points) -> bool {
        self.found.as_ref().is_some_and(|(points, _)| *points >= outer)
    }
}

/// So many entries of a front are tried as records.
const MOST_LOOKS: usize = 20;

/// A step of a search takes as long as so many of weighing.
const STEPS_OF_WEIGHING: u64 = 25;
