//! How the parts of an `and` or `or` go together: do they exclude each other, does one add nothing?
//!
//! Everything is judged as an `and`: an `or` is the opposite of an `and` of opposites, so that what is
//! always true there is never true here.

use std::collections::{BTreeMap, HashMap};

use super::values::{Bounds, Values};
use super::view::{Columns, View, views};
use crate::ast::LogicalOp;
use crate::ir::{ColumnId, Cond, Test};

/// What was found about the parts of an `and` or `or`.
pub(super) struct Clash<'t> {
    /// The parts that bring it about, by their number.
    pub parts: Vec<usize>,
    /// The column that they are about.
    pub column: ColumnId,
    /// How it shows.
    pub view: View<'t>,
    /// Whether it is so for missing values too.
    pub also_missing: bool,
    /// Whether all that the parts say together is that the value is missing (of an `or`: known).
    pub just_asks: bool,
}

/// A part that adds nothing because of another part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Useless {
    pub part: usize,
    pub because: usize,
}

/// What there is to say about an `and` or `or`.
pub(super) struct Judgement<'t> {
    /// Parts that exclude each other (of an `or`: that cover everything).
    pub clash: Option<Clash<'t>>,
    /// Parts that add nothing.
    pub useless: Vec<Useless>,
}

/// How many steps are taken for one `and` or `or`: only machines write larger ones.
const MOST_STEPS: usize = 300_000;

/// Up to so many parts about one column are compared with each other.
const MOST_PAIRED: usize = 64;

/// The parts that test a column, and the tests.
#[derive(Default)]
struct Subject<'t> {
    parts: Vec<usize>,
    tests: Vec<&'t Test>,
}

/// The values that each part about one column lets through.
struct Seen<'t> {
    column: ColumnId,
    view: View<'t>,
    parts: Vec<usize>,
    bounds: Vec<Bounds>,
    universe: Values,
}

/// Judges the parts of an `and` or `or`.
pub(super) fn judge<'t>(op: LogicalOp, conds: &'t [Cond], columns: Columns<'_>) -> Judgement<'t> {
    let mut judgement = Judgement { clash: None, useless: copies(conds) };
    let mut steps = 0;
    for (column, subject) in subjects(conds, columns) {
        if subject.parts.len() < 2 {
            continue;
        }
        let size: usize =
            subject.parts.iter().filter_map(|&it| conds.get(it)).map(Cond::size).sum();
        for view in views(&subject.tests, columns.get(column).map(|it| it.ty)) {
            steps += size;
            if steps > MOST_STEPS {
                return judgement;
            }
            let seen = Seen::new(op, conds, columns, column, &subject.parts, view);
            if seen.is_told() {
                continue;
            }
            if let Some(clash) = seen.clash() {
                return Judgement { clash: Some(clash), useless: Vec::new() };
            }
            for found in seen.useless() {
                if judgement.useless.iter().all(|it| it.part != found.part) {
                    judgement.useless.push(found);
                }
            }
        }
    }
    judgement
}

/// Parts that are equal to an earlier one, whatever they are about.
fn copies(conds: &[Cond]) -> Vec<Useless> {
    let mut firsts: HashMap<&Cond, usize> = HashMap::with_capacity(conds.len());
    let copies = conds.iter().enumerate().filter_map(|(part, cond)| {
        let because = *firsts.entry(cond).or_insert(part);
        (because != part).then_some(Useless { part, because })
    });
    copies.collect()
}

fn subjects<'t>(conds: &'t [Cond], columns: Columns<'_>) -> BTreeMap<ColumnId, Subject<'t>> {
    let mut subjects: BTreeMap<ColumnId, Subject<'t>> = BTreeMap::new();
    for (index, cond) in conds.iter().enumerate() {
        cond.atoms(&mut |atom| {
            let subject = subjects.entry(columns.root(atom.column)).or_default();
            if subject.parts.last() != Some(&index) {
                subject.parts.push(index);
            }
            subject.tests.push(&atom.test);
        });
    }
    subjects
}

impl<'t> Seen<'t> {
    fn new(
        op: LogicalOp,
        conds: &[Cond],
        columns: Columns<'_>,
        column: ColumnId,
        parts: &[usize],
        view: View<'t>,
    ) -> Self {
        let universe = columns.universe(column, view);
        let bounds = parts.iter().filter_map(|&part| conds.get(part)).map(|cond| {
            let bounds = columns.bounds(cond, column, view);
            let Bounds { sure, maybe } =
                if op == LogicalOp::And { bounds } else { bounds.complement() };
            Bounds { sure, maybe: maybe.intersection(&universe) }
        });
        Self { column, view, parts: parts.to_vec(), bounds: bounds.collect(), universe }
    }

    /// Whether a part is wrong by itself: then it has been said there.
    fn is_told(&self) -> bool {
        self.bounds.iter().any(|it| it.maybe.is_empty() || self.universe.within(&it.sure))
    }

    fn together(&self, which: &[usize]) -> Values {
        let sets = which.iter().filter_map(|&it| self.bounds.get(it)).map(|it| it.maybe.clone());
        Values::intersection_of(sets.collect()).intersection(&self.universe)
    }

    /// Parts of which nothing passes all, or nothing but a missing value.
    fn clash(&self) -> Option<Clash<'t>> {
        let all: Vec<usize> = (0..self.bounds.len()).collect();
        let left = self.together(&all);
        if !left.known.is_empty()
            || self.bounds.iter().any(|it| it.maybe.known.is_empty()) && left.missing
        {
            return None;
        }
        let also_missing = !left.missing;
        let clashes = |which: &[usize]| {
            let left = self.together(which);
            left.known.is_empty() && (!also_missing || !left.missing)
        };
        let which = fewest(all, &clashes);
        let sure = |it: &usize| self.bounds.get(*it).is_some_and(|it| it.sure.missing);
        let just_asks = !also_missing && which.iter().all(sure);
        let parts = which.iter().filter_map(|&it| self.parts.get(it).copied()).collect();
        Some(Clash { parts, column: self.column, view: self.view, also_missing, just_asks })
    }

    /// Parts that everything passes that passes another part.
    fn useless(&self) -> Vec<Useless> {
        if self.bounds.len() > MOST_PAIRED {
            return Vec::new();
        }
        let implies = |a: usize, b: usize| match (self.bounds.get(a), self.bounds.get(b)) {
            (Some(a), Some(b)) => a.maybe.within(&b.sure),
            _ => false,
        };
        let because = |it: usize| {
            let mut others = (0..self.bounds.len()).filter(|&other| other != it);
            // Of two that mean the same the later one is too much.
            others.find(|&other| implies(other, it) && (other < it || !implies(it, other)))
        };
        let name = |it: usize| self.parts.get(it).copied();
        (0..self.bounds.len())
            .filter_map(|it| Some(Useless { part: name(it)?, because: name(because(it)?)? }))
            .collect()
    }
}

/// The fewest that clash: two if two do, else all that are needed.
fn fewest(all: Vec<usize>, clashes: &impl Fn(&[usize]) -> bool) -> Vec<usize> {
    if all.len() > MOST_PAIRED {
        return all;
    }
    let pairs = all.iter().flat_map(|&b| all.iter().take(b).map(move |&a| [a, b]));
    if let Some(pair) = pairs.into_iter().find(|pair| clashes(pair)) {
        return pair.to_vec();
    }
    let mut kept = all;
    for candidate in kept.clone() {
        let without: Vec<usize> = kept.iter().copied().filter(|&it| it != candidate).collect();
        if clashes(&without) {
            kept = without;
        }
    }
    kept
}
