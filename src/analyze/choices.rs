//! What a block may be, one choice after the other, and of which of them each test holds.
//!
//! A search goes from the choices to the tests. Here it is turned round, so that thousands of conditions can be asked
//! one by one: what a condition asks of a block are a few stretches of its choices, whatever else the model asks.

use std::collections::BTreeMap;

use super::block::Path;
use super::space::Space;
use crate::cells::{AxisId, Line, Logic, Stretches};
use crate::ir::Value;

/// So many tests are asked of sampled records.
const MOST_ASKED: usize = 3_000_000;

/// The choices of a block.
pub(super) struct Choices {
    records: Records,
    holds: BTreeMap<AxisId, Vec<Stretches>>,
    /// Whether no record is anything else.
    pub is_complete: bool,
    /// The weights of all choices before each place, modulo [`WHOLE`].
    weights: Vec<u64>,
}

/// What stands at the fields of a block.
enum Records {
    /// Values of a single field.
    Plain(Path, Vec<Value>),
    /// Values of several fields.
    Joint(Vec<Vec<(Path, Value)>>),
}

/// A prime number: weights are counted modulo it.
pub(super) const WHOLE: u64 = (1 << 61) - 1;

impl Choices {
    /// The choices of a block; `None` if there are too many to ask.
    pub fn of(space: &Space<'_>, index: usize) -> Option<Self> {
        let block = space.block(index)?;
        let (records, holds, is_complete) = match (&block.plain, block.axes.as_slice()) {
            (Some(path), [axis]) => {
                let line = Line::of(space.axes().get(*axis)?, space.program(), space.clock())?;
                let records = Records::Plain(path.clone(), line.values);
                (records, BTreeMap::from([(*axis, line.tests)]), line.complete)
            }
            _ => joint(space, index)?,
        };
        let mut choices = Self { records, holds, is_complete, weights: Vec::new() };
        choices.weigh(index as u64);
        Some(choices)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.records {
            Records::Plain(_, values) => values.len(),
            Records::Joint(records) => records.len(),
        }
    }

    /// The values of a choice at their paths.
    pub fn values(&self, place: usize) -> Vec<(Path, Value)> {
        match &self.records {
            Records::Plain(path, values) => {
                let known = values.get(place).filter(|it| !it.is_missing());
                known.map(|it| (path.clone(), it.clone())).into_iter().collect()
            }
            Records::Joint(records) => records.get(place).cloned().unwrap_or_default(),
        }
    }

    /// Whether a test holds of a choice.
    pub fn bit(&self, axis: AxisId, test: usize, place: usize) -> bool {
        self.test(axis, test).is_some_and(|it| it.contains(place))
    }

    fn test(&self, axis: AxisId, test: usize) -> Option<&Stretches> {
        self.holds.get(&axis)?.get(test)
    }

    /// The choices of which a condition about this block alone holds; `None` if it asks something else.
    pub fn places(&self, logic: &Logic) -> Option<Stretches> {
        logic.places(self.len(), &|axis, test| self.test(axis, test))
    }

    /// Gives each choice a weight that looks random; all together weigh 1.
    fn weigh(&mut self, block: u64) {
        let others = (1..self.len() as u64).map(|place| mixed(block, place) % WHOLE);
        let first = minus(1, others.clone().fold(0, plus));
        let mut sum = 0;
        self.weights = vec![sum];
        for weight in std::iter::once(first).chain(others) {
            sum = plus(sum, weight);
            self.weights.push(sum);
        }
    }

    /// The weight of some choices.
    pub fn weight(&self, places: &Stretches) -> u64 {
        let before = |place: usize| self.weights.get(place).copied().unwrap_or(1);
        let of_range = |it: &std::ops::Range<usize>| minus(before(it.end), before(it.start));
        places.ranges().iter().map(of_range).fold(0, plus)
    }
}

/// Records of fields that belong together, with what the interpreter says of them.
fn joint(space: &Space<'_>, index: usize) -> Option<Joint> {
    let (block, sampled) = (space.block(index)?, space.sampled(index)?);
    let tests = |axis: &AxisId| space.axes().get(*axis).map_or(0, |it| it.tests.len());
    let all: usize = block.axes.iter().map(tests).sum();
    // Thinned out evenly; the first is the empty one.
    let most = (MOST_ASKED / all.max(1)).max(1);
    let step = sampled.records.len().div_ceil(most).max(1);
    let records = sampled.records.iter().step_by(step).cloned().collect();
    let of_test = |axis: AxisId, place: usize| {
        let mut holds = Stretches::default();
        if let Some(passing) = sampled.passing(space, axis, place) {
            let kept = passing.iter().filter(|it| it % step == 0).map(|it| it / step);
            kept.for_each(|it| holds.push(it..it + 1));
        }
        holds
    };
    let of_axis = |axis: &AxisId| (0..tests(axis)).map(|it| of_test(*axis, it)).collect();
    let holds = block.axes.iter().map(|axis| (*axis, of_axis(axis))).collect();
    Some((Records::Joint(records), holds, false))
}

type Joint = (Records, BTreeMap<AxisId, Vec<Stretches>>, bool);

/// A sum modulo [`WHOLE`].
pub(super) fn plus(a: u64, b: u64) -> u64 {
    (a + b) % WHOLE
}

fn minus(a: u64, b: u64) -> u64 {
    plus(a, WHOLE - b)
}

/// A product modulo [`WHOLE`].
pub(super) fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(WHOLE);
    u64::try_from(product).unwrap_or(0)
}

/// A number that looks random, but is always the same (splitmix64).
pub(super) fn mixed(a: u64, b: u64) -> u64 {
    let mut it = a.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(b).wrapping_add(1);
    it = (it ^ it >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ it >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ it >> 31
}
