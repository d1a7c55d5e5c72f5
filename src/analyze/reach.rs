//! Which scores there may be at all: not only the least and the greatest, but the holes between them.
//!
//! Parts that share nothing are gone through apart, side by side; what they may come to is put together as sets of spans.
//! Every set holds at least what records reach, so a hole is sure. Where a set grows too large, nothing is said.

use std::collections::{BTreeSet, HashSet};

use super::bounds::{Of, given, is_plain};
use super::measured::Share;
use super::part::{Part, Parts};
use super::search::{Budget, Search};
use super::space::Space;
use super::span::Span;
use crate::cells::Logic;
use crate::ir::{Group, GroupId, Points};

/// So many different combinations of sums are kept apart.
const MOST_SUMS: usize = 20_000;

/// What each of several sums is, in one case.
type Sums = Vec<Span>;

/// Spans in which all scores lie, in rising order, none touching the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachable(Vec<(Points, Points)>);

impl Reachable {
    /// Whether a record may come to some points of this range, both ends included.
    #[must_use]
    pub fn meets(&self, from: Points, to: Points) -> bool {
        self.0.iter().any(|(low, high)| *low <= to && from <= *high)
    }

    /// The nearest points below and above a range that records may come to.
    #[must_use]
    pub fn around(&self, from: Points, to: Points) -> (Option<Points>, Option<Points>) {
        let below = self.0.iter().rev().map(|it| it.1).find(|it| *it < from);
        let above = self.0.iter().map(|it| it.0).find(|it| *it > to);
        (below, above)
    }

    /// The least and the greatest points of a range that records may come to; `None` if they come to none of them.
    #[must_use]
    pub fn inside(&self, from: Points, to: Points) -> Option<(Points, Points)> {
        let mut met = self.0.iter().filter(|(low, high)| *low <= to && from <= *high);
        let first = met.next()?;
        let last = met.next_back().unwrap_or(first);
        Some((first.0.max(from), last.1.min(to)))
    }

    /// The spans, each from the least to the greatest.
    #[must_use]
    pub fn spans(&self) -> &[(Points, Points)] {
        &self.0
    }

    fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut sorted: Vec<(Points, Points)> =
            spans.into_iter().map(|it| (it.low, it.high)).collect();
        sorted.sort_unstable();
        let mut joined: Vec<(Points, Points)> = Vec::with_capacity(sorted.len());
        for (low, high) in sorted {
            match joined.last_mut() {
                Some(last) if low <= last.1 => last.1 = last.1.max(high),
                _ => joined.push((low, high)),
            }
        }
        Self(joined)
    }

    /// What one of these and one of those come to together.
    fn plus(&self, other: &Self) -> Option<Self> {
        if self.0.len().saturating_mul(other.0.len()) > MOST_SUMS * 10 {
            return None;
        }
        let pairs = self.0.iter().flat_map(|a| other.0.iter().map(move |b| (a, b)));
        let all = Self::of(pairs.map(|(a, b)| Span { low: a.0 + b.0, high: a.1 + b.1 }));
        (all.0.len() <= MOST_SUMS).then_some(all)
    }
}

/// Where the score or the points of a group may lie, of records `under` a condition; `None` if it would take too long to tell.
///
/// ```
/// # use leadscore::{analyze::{Budget, Of, Space, reachable}, Program};
/// let rules = "record Lead { staff: integer  city: text }
/// when staff > 100 then +30
/// when city == \"Graz\" then +40";
/// let program: Program = rules.parse()?;
/// let space = Space::new(program.ir(), "2025-03-01".parse()?);
/// let all = reachable(&space, Of::Total, None, Budget::USUAL).expect("few rules");
/// let points = |it: &str| leadscore::ir::Points::rounded(it.parse().expect("a number")).expect("points");
/// assert!(all.meets(points("30"), points("39")));
/// assert!(!all.meets(points("41"), points("69")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn reachable(
    space: &Space<'_>,
    of: Of,
    under: Option<&Logic>,
    budget: Budget,
) -> Option<Reachable> {
    let program = space.program();
    let asked: Vec<&Group> = match of {
        Of::Total | Of::Sum => program.groups.iter().collect(),
        Of::Group(id) | Of::Rules(id) => program.group(id).into_iter().collect(),
    };
    let bends = |group: &Group| !is_plain(group) && !matches!(of, Of::Rules(_));
    // The first sum is that of all groups that nothing bends, the last says whether the condition holds.
    let bent: Vec<&Group> = asked.iter().filter(|it| bends(it)).copied().collect();
    let mut next = 0;
    let shares = asked.into_iter().map(|group| {
        next += usize::from(bends(group));
        Share { group, sum: if bends(group) { next } else { 0 }, is_taken: false }
    });
    let mut parts = Parts::every(space, &shares.collect::<Vec<_>>());
    let condition = bent.len() + 1;
    if let Some(under) = under {
        parts.push(Part::whether(condition, under.clone()));
    }
    let search = Search::new(space, parts.looked, vec![false; condition + 1], budget);
    let mut cases = Cases { search, sums: condition + 1, left: budget.0 };
    let mut all = Reachable::of([Span::ZERO]);
    for cluster in cases.clusters(parts.all) {
        let found = cases.of_cluster(cluster, &bent, under.is_some().then_some(condition))?;
        all = all.plus(&found)?;
    }
    let whole = |points: Points| match of {
        Of::Total => program.limit.keep(program.start_at + points),
        Of::Sum => program.start_at + points,
        Of::Group(_) | Of::Rules(_) => points,
    };
    let spans = all.0.iter().map(|it| Span { low: whole(it.0), high: whole(it.1) });
    Some(Reachable::of(spans))
}

/// Where the points of two groups may lie in one record, as pairs of spans from the least to the greatest; `None` if they
/// share no field, so that every combination is one, or if it would take too long to tell.
pub(super) fn together(
    space: &Space<'_>,
    ids: [GroupId; 2],
    budget: Budget,
) -> Option<Vec<[(Points, Points); 2]>> {
    let groups: Vec<&Group> = ids.iter().filter_map(|it| space.program().group(*it)).collect();
    let shares = groups.iter().enumerate();
    let shares = shares.map(|(sum, group)| Share { group, sum, is_taken: false });
    let parts = Parts::every(space, &shares.collect::<Vec<_>>());
    let search = Search::new(space, parts.looked, vec![false; groups.len()], budget);
    let mut cases = Cases { search, sums: groups.len(), left: budget.0 };
    let open = cases.search.blocks(&parts.all);
    let components = cases.search.components(parts.all, &open);
    let asks_both = |it: &Vec<Part>| (0..2).all(|sum| it.iter().any(|part| part.sum == sum));
    if !components.iter().any(asks_both) {
        return None;
    }
    let mut all = HashSet::from([vec![Span::ZERO; groups.len()]]);
    for component in components {
        let own = cases.of_parts(component, &open)?;
        all = cases.plus(&all, &own)?;
    }
    let pair = |sums: &Sums| {
        let mut spans = groups.iter().zip(sums).map(|(group, span)| {
            let (low, high) = (given(group, span.low), given(group, span.high));
            (low.min(high), low.max(high))
        });
        Some([spans.next()?, spans.next()?])
    };
    all.iter().map(pair).collect()
}

/// Goes through the cases that parts tell apart.
struct Cases<'s, 'p> {
    search: Search<'s, 'p>,
    sums: usize,
    left: u64,
}

impl Cases<'_, '_> {
    /// Components that give to the same bent sum, together: only then is known what its group gives.
    fn clusters(&self, parts: Vec<Part>) -> Vec<Vec<Vec<Part>>> {
        let open = self.search.blocks(&parts);
        let mut clusters: Vec<(BTreeSet<usize>, Vec<Vec<Part>>)> = Vec::new();
        for component in self.search.components(parts, &open) {
            let mut sums: BTreeSet<usize> =
                component.iter().map(|it| it.sum).filter(|it| *it > 0).collect();
            let mut together = vec![component];
            clusters.retain_mut(|(other, components)| {
                let apart = other.is_disjoint(&sums);
                if !apart {
                    sums.append(other);
                    together.append(components);
                }
                apart
            });
            clusters.push((sums, together));
        }
        clusters.into_iter().map(|(_, components)| components).collect()
    }

    /// What a cluster gives to the score, where the condition holds.
    fn of_cluster(
        &mut self,
        components: Vec<Vec<Part>>,
        bent: &[&Group],
        condition: Option<usize>,
    ) -> Option<Reachable> {
        let asks = |it: &Part| Some(it.sum) == condition;
        let is_asked = components.iter().flatten().any(asks);
        let mut all = HashSet::from([vec![Span::ZERO; self.sums]]);
        for component in components {
            let open = self.search.blocks(&component);
            let own = self.of_parts(component, &open)?;
            all = self.plus(&all, &own)?;
        }
        let holds = |sums: &&Sums| {
            let told = condition.filter(|_| is_asked).and_then(|it| sums.get(it));
            told.is_none_or(|it| it.high > Points::ZERO)
        };
        let total = |sums: &Sums| {
            let plain = sums.first().copied().unwrap_or(Span::ZERO);
            let groups = bent.iter().zip(sums.iter().skip(1));
            groups.fold(plain, |all, (group, sum)| Span {
                low: all.low + given(group, sum.low),
                high: all.high + given(group, sum.high),
            })
        };
        Some(Reachable::of(all.iter().filter(holds).map(total)))
    }

    /// Everything that parts may come to over the blocks that are still open.
    fn of_parts(&mut self, parts: Vec<Part>, open: &BTreeSet<usize>) -> Option<HashSet<Sums>> {
        let (base, rest) = self.decided(parts);
        let mut all = HashSet::from([base]);
        for component in self.search.components(rest, open) {
            let own = self.of_component(component, open)?;
            all = self.plus(&all, &own)?;
        }
        Some(all)
    }

    fn of_component(&mut self, parts: Vec<Part>, open: &BTreeSet<usize>) -> Option<HashSet<Sums>> {
        let Some(block) = self.search.next(&parts, open) else {
            // What no test answers may be anything.
            let mut sums = vec![Span::ZERO; self.sums];
            parts.iter().for_each(|it| add(&mut sums, it.sum, it.span()));
            return Some(HashSet::from([sums]));
        };
        let sides = self.search.sides(block);
        let (sides, true) = &*sides else { return None };
        let mut open = open.clone();
        open.remove(&block);
        let mut seen: HashSet<(Sums, Vec<Part>)> = HashSet::new();
        let mut all = HashSet::new();
        for side in sides {
            self.left = self.left.checked_sub(1 + parts.len() as u64)?;
            let given = parts.iter().map(|it| it.given(&|axis, place| side.bit(axis, place)));
            let (base, rest) = self.decided(given.collect());
            if !seen.insert((base.clone(), rest.clone())) {
                continue;
            }
            let own = self.of_parts(rest, &open)?;
            all.extend(self.plus(&HashSet::from([base]), &own)?);
            if all.len() > MOST_SUMS {
                return None;
            }
        }
        Some(all)
    }

    /// Every sum of one of each.
    fn plus(&mut self, these: &HashSet<Sums>, those: &HashSet<Sums>) -> Option<HashSet<Sums>> {
        self.left = self.left.checked_sub(these.len().saturating_mul(those.len()) as u64)?;
        let mut all = HashSet::new();
        for one in these {
            for other in those {
                let mut sums = one.clone();
                other.iter().enumerate().for_each(|(sum, span)| add(&mut sums, sum, *span));
                all.insert(sums);
            }
        }
        (all.len() <= MOST_SUMS).then_some(all)
    }

    /// What is decided already, and the parts that are not.
    fn decided(&self, parts: Vec<Part>) -> (Sums, Vec<Part>) {
        let mut base = vec![Span::ZERO; self.sums];
        let mut rest = Vec::new();
        for part in parts {
            match part.decided() {
                Some(span) => add(&mut base, part.sum, span),
                None => rest.push(part),
            }
        }
        (base, rest)
    }
}

fn add(sums: &mut Sums, sum: usize, span: Span) {
    if let Some(slot) = sums.get_mut(sum) {
        *slot = Span { low: slot.low + span.low, high: slot.high + span.high };
    }
}
