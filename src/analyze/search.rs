//! The greatest that several sums come to together: a search over the sides of blocks.
//!
//! Parts that have no block in common are searched apart. Inside of a component one block is tried side by side, and
//! what is then left falls into components again. As a limit of a group may make a smaller sum as good as a greater
//! one, what comes back is a *front*: every combination of sums of which no other is better in all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::front::{Entry, Front};
use super::part::Part;
use super::side::{Looked, Side};
use super::space::Space;
use super::span::Span;

/// How long a search may take, in steps: the result is the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget(
    /// How many times a part may be looked at.
    pub u64,
);

impl Budget {
    /// Enough for most questions about most models; some seconds at most.
    pub const USUAL: Self = Self(2_000_000);

    /// For one question of very many, such as those of the lints; a fraction of a second.
    pub const SHORT: Self = Self(50_000);
}

/// So many parts are written anew for the sides of one block; more would fill the memory.
const MOST_AT_ONCE: usize = 250_000;

/// What a block may be, and whether it can be nothing else.
pub(super) type Sides = (Vec<Arc<Side>>, bool);

/// A search for the best of several sums.
pub(super) struct Search<'s, 'p> {
    space: &'s Space<'p>,
    looked: Looked,
    sides: HashMap<usize, Arc<Sides>>,
    /// For each sum whether less of it is better.
    least: Vec<bool>,
    steps: u64,
}

impl<'s, 'p> Search<'s, 'p> {
    pub fn new(space: &'s Space<'p>, looked: Looked, least: Vec<bool>, budget: Budget) -> Self {
        Self { space, looked, sides: HashMap::new(), least, steps: budget.0 }
    }

    /// The blocks that parts ask.
    pub fn blocks(&self, parts: &[Part]) -> BTreeSet<usize> {
        let asked = parts.iter().flat_map(Part::axes).map(|it| self.space.block_of(it));
        asked.filter(|it| self.space.block(*it).is_some()).collect()
    }

    /// What a block may be.
    pub fn sides(&mut self, block: usize) -> Arc<Sides> {
        let (space, looked) = (self.space, &self.looked);
        let sides = || Arc::new(space.sides(block, looked));
        Arc::clone(self.sides.entry(block).or_insert_with(sides))
    }

    /// What a span adds to the sums, as more is better.
    fn gain(&self, entry: &mut Entry, sum: usize, span: Span) {
        entry.add(sum, self.best_of(sum, span), span.is_known());
    }

    /// The best of a span, as more is better.
    pub fn best_of(&self, sum: usize, span: Span) -> i64 {
        let least = self.least.get(sum).copied().unwrap_or(false);
        if least { (-span.low).hundredths() } else { span.high.hundredths() }
    }

    /// The sums of what parts give.
    pub fn sums(&self, parts: &[Part], given: &[i64]) -> Vec<i64> {
        let mut sums = vec![0_i64; self.least.len()];
        for (part, gain) in parts.iter().zip(given) {
            if let Some(slot) = sums.get_mut(part.sum) {
                *slot = slot.saturating_add(*gain);
            }
        }
        sums
    }

    /// What is looked at.
    pub fn looked(&self) -> &Looked {
        &self.looked
    }

    /// What a part gives at most, whatever the tests answer.
    pub fn most_of(&self, part: &Part) -> i64 {
        self.best_of(part.sum, part.span())
    }

    fn nothing(&self) -> Entry {
        Entry::nothing(self.least.len())
    }

    /// The best that parts may come to, each taken for itself.
    fn outer(&self, parts: &[Part]) -> Entry {
        let mut entry = self.nothing();
        parts.iter().for_each(|it| self.gain(&mut entry, it.sum, it.span()));
        entry.is_met = false;
        entry
    }

    /// The best that parts may come to: each is taken together with the others of one of its blocks.
    fn outer_by_block(&mut self, parts: &[Part], open: &BTreeSet<usize>) -> Entry {
        let mut of_block: BTreeMap<usize, Vec<&Part>> = BTreeMap::new();
        let mut loose = Vec::new();
        for part in parts {
            match part
                .axes()
                .into_iter()
                .map(|it| self.space.block_of(it))
                .find(|it| open.contains(it))
            {
                Some(block) => of_block.entry(block).or_default().push(part),
                None => loose.push(part.clone()),
            }
        }
        let mut all = self.outer(&loose);
        for (block, parts) in of_block {
            let sides = self.sides(block);
            let (sides, true) = &*sides else {
                let parts: Vec<Part> = parts.into_iter().cloned().collect();
                all = all.plus(&self.outer(&parts));
                continue;
            };
            let of_side = |side: &Arc<Side>| {
                let parts: Vec<Part> =
                    parts.iter().map(|it| it.given(&|axis, place| side.bit(axis, place))).collect();
                self.outer(&parts)
            };
            let best = sides.iter().map(of_side).reduce(|a, b| a.ideal(&b));
            all = all.plus(&best.unwrap_or_else(|| self.nothing()));
        }
        all
    }

    /// The front of some parts over the blocks that are still open.
    pub fn front(&mut self, parts: Vec<Part>, open: &BTreeSet<usize>) -> Front {
        let mut base = self.nothing();
        let mut rest = Vec::new();
        for part in parts {
            match part.decided() {
                Some(span) => self.gain(&mut base, part.sum, span),
                None => rest.push(part),
            }
        }
        let mut front = Front::of(base);
        for component in self.components(rest, open) {
            let own = self.component(component, open);
            front = front.plus(&own);
        }
        front
    }

    /// Parts that share open blocks, directly or through others, together.
    pub fn components(&self, parts: Vec<Part>, open: &BTreeSet<usize>) -> Vec<Vec<Part>> {
        let mut components: Vec<Component> = Vec::new();
        let mut of_block: HashMap<usize, usize> = HashMap::new();
        for (number, part) in parts.into_iter().enumerate() {
            let asked = part.axes().into_iter().map(|it| self.space.block_of(it));
            let blocks: Vec<usize> = asked.filter(|it| open.contains(it)).collect();
            let near: BTreeSet<usize> =
                blocks.iter().filter_map(|it| of_block.get(it)).copied().collect();
            let index = match near.first() {
                Some(first) if near.len() == 1 => *first,
                _ => {
                    let joined = Component::joined(&mut components, &near);
                    let known = joined.blocks.iter().map(|it| (*it, components.len()));
                    of_block.extend(known);
                    components.push(joined);
                    components.len() - 1
                }
            };
            let Some(component) = components.get_mut(index) else { continue };
            let is_new = |it: &usize| of_block.insert(*it, index) != Some(index);
            component.blocks.extend(blocks.into_iter().filter(is_new));
            component.last = number;
            component.turned.push(part);
        }
        components.retain(|it| !it.turned.is_empty());
        components.sort_by_key(|it| it.last);
        components.into_iter().map(|it| it.turned.into_iter().rev().collect()).collect()
    }

    fn component(&mut self, parts: Vec<Part>, open: &BTreeSet<usize>) -> Front {
        let Some(block) = self.next(&parts, open) else { return Front::of(self.outer(&parts)) };
        if self.steps == 0 {
            return Front::of(self.outer_by_block(&parts, open));
        }
        let sides = self.sides(block);
        let (sides, complete) = &*sides;
        if sides.len().saturating_mul(parts.len()) > MOST_AT_ONCE {
            return Front::of(self.outer_by_block(&parts, open));
        }
        let mut open = open.clone();
        open.remove(&block);
        let mut front = Front::default();
        for (rest, own) in self.by_rest(&parts, sides) {
            if self.steps == 0 {
                open.insert(block);
                front.push(self.outer_by_block(&parts, &open));
                return front;
            }
            let hope = own.ideal().map(|it| it.plus(&self.outer(&rest)));
            if hope.is_some_and(|it| front.is_beyond(&it)) {
                continue;
            }
            front.join(own.plus(&self.front(rest, &open)));
        }
        if !complete {
            let mut unknown = self.front(parts, &open);
            unknown.unmet();
            front.join(unknown);
        }
        front
    }

    /// The sides of a block by what they leave to ask: what they give themselves, the best hope first.
    fn by_rest(&mut self, parts: &[Part], sides: &[Arc<Side>]) -> Vec<(Vec<Part>, Front)> {
        let mut places: HashMap<Vec<Part>, usize> = HashMap::new();
        let mut all: Vec<(Vec<Part>, Front)> = Vec::new();
        for side in sides {
            self.steps = self.steps.saturating_sub(1 + parts.len() as u64);
            let mut own = self.nothing();
            own.sides.push(Arc::clone(side));
            own.is_met = side.values.is_some();
            let mut rest = Vec::new();
            for part in parts {
                let left = part.given(&|axis, place| side.bit(axis, place));
                match left.decided() {
                    Some(span) => self.gain(&mut own, left.sum, span),
                    None => rest.push(left),
                }
            }
            let place = *places.entry(rest.clone()).or_insert(all.len());
            match all.get_mut(place) {
                Some((_, front)) => front.push(own),
                None => all.push((rest, Front::of(own))),
            }
        }
        all.sort_by_cached_key(|(rest, own)| {
            let hope = own.ideal().map(|it| it.plus(&self.outer(rest)).total());
            std::cmp::Reverse(hope)
        });
        all
    }

    /// The block that most parts share.
    pub fn next(&self, parts: &[Part], open: &BTreeSet<usize>) -> Option<usize> {
        let mut asked: BTreeMap<usize, usize> = BTreeMap::new();
        for part in parts {
            let blocks: BTreeSet<usize> =
                part.axes().into_iter().map(|it| self.space.block_of(it)).collect();
            let several = blocks.len();
            for block in blocks.into_iter().filter(|it| open.contains(it)) {
                *asked.entry(block).or_default() += several * several;
            }
        }
        asked
            .into_iter()
            .max_by_key(|(block, parts)| (*parts, std::cmp::Reverse(*block)))
            .map(|it| it.0)
    }
}

/// Parts that belong together.
#[derive(Default)]
struct Component {
    blocks: Vec<usize>,
    /// The parts, turned round: in the end those that were added last come first.
    turned: Vec<Part>,
    /// The number of the part that was added last.
    last: usize,
}

impl Component {
    /// Some components as one; nothing is left of them where they stood.
    fn joined(all: &mut [Self], near: &BTreeSet<usize>) -> Self {
        let mut joined = Self::default();
        let mut taken: Vec<Self> = Vec::new();
        for index in near {
            taken.extend(all.get_mut(*index).map(std::mem::take));
        }
        taken.sort_by_key(|it| std::cmp::Reverse(it.last));
        for mut it in taken {
            joined.blocks.append(&mut it.blocks);
            joined.turned.append(&mut it.turned);
        }
        joined
    }
}
