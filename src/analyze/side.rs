//! What a block may be: each side is one answer to the tests that a question looks at.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::block::{Block, Path};
use super::columns;
use super::sampled::Sampled;
use super::space::Space;
use super::texts;
use crate::cells::{Answer, AxisId, Bits, Logic};
use crate::ir::{Clock, Column, Def, Operand, Test, Value};

/// So many sides are told apart; beyond that a block may be anything.
pub(super) const MOST_SIDES: usize = 4_096;

/// What a question looks at.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    /// The tests on each axis.
    pub tests: BTreeMap<AxisId, BTreeSet<usize>>,
    /// The axes of which only marked values count, as points are measured along them.
    pub measured: BTreeMap<AxisId, BTreeSet<usize>>,
}

impl Looked {
    /// Looks at what a condition asks.
    pub fn add(&mut self, logic: &Logic) {
        logic.bits(&mut |axis, place| {
            self.tests.entry(axis).or_default().insert(place);
        });
    }

    /// The tests of an axis that are looked at.
    pub fn of(&self, axis: AxisId) -> impl Iterator<Item = usize> + '_ {
        self.tests.get(&axis).into_iter().flatten().copied()
    }

    /// The bits that are looked at.
    pub fn project(&self, axis: AxisId, bits: &Bits, size: usize) -> Bits {
        let mut kept = Bits::none_of(size);
        self.of(axis).filter(|it| bits.contains(*it)).for_each(|it| kept.insert(it));
        kept
    }

    /// Whether a known value lies between the marks of a measured axis, where nothing is greater or less than at
    /// one of them.
    fn skips(&self, axis: AxisId, bits: &Bits) -> bool {
        self.measured.get(&axis).is_some_and(|marks| !marks.iter().any(|it| bits.contains(*it)))
    }
}

/// One answer to all tests of a block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Side {
    /// The tests that hold, on each axis.
    pub bits: Vec<(AxisId, Bits)>,
    /// Values that give these answers; `None` if it is not known whether there are any.
    pub values: Option<Vec<(Path, Value)>>,
}

impl Side {
    /// Whether a test holds; `None` if it lies on an axis of another block.
    pub fn bit(&self, axis: AxisId, place: usize) -> Option<bool> {
        self.bits.iter().find(|(it, _)| *it == axis).map(|(_, bits)| bits.contains(place))
    }

    /// The sides of a block, and whether it can be nothing else.
    pub fn all(space: &Space<'_>, index: usize, looked: &Looked) -> Option<(Vec<Arc<Self>>, bool)> {
        let block = space.block(index)?;
        let mut sides = Sides { space, looked, known: HashSet::new(), sides: Vec::new() };
        let complete = match (&block.plain, block.axes.as_slice()) {
            (Some(path), [axis]) => sides.plain(path, *axis),
            _ => sides.joint(block, space.sampled(index)?),
        };
        Some((sides.sides, complete))
    }
}

/// Whether comparing tells which of two values is greater.
fn is_ordered(column: Option<&Column>) -> bool {
    column.is_some_and(|it| it.ty.is_ordered())
}

/// Whether a reader would stumble over a value: a negative number, a day that is to come.
fn is_odd(value: &Value, clock: &Clock) -> bool {
    match value {
        Value::Number(number) => number.is_sign_negative(),
        Value::Date(date) => *date > clock.today,
        Value::Moment(moment) => *moment > clock.now,
        _ => false,
    }
}

struct Sides<'s, 'p> {
    space: &'s Space<'p>,
    looked: &'s Looked,
    known: HashSet<Vec<(AxisId, Bits)>>,
    sides: Vec<Arc<Side>>,
}

impl Sides<'_, '_> {
    fn add(&mut self, bits: Vec<(AxisId, Bits)>, values: Option<Vec<(Path, Value)>>) {
        let size = |axis: AxisId| self.space.axes().get(axis).map_or(0, |it| it.tests.len());
        let bits: Vec<(AxisId, Bits)> = bits
            .into_iter()
            .map(|(axis, bits)| (axis, self.looked.project(axis, &bits, size(axis))))
            .collect();
        if self.known.insert(bits.clone()) {
            self.sides.push(Arc::new(Side { bits, values }));
        }
    }

    /// The sides of a value that stands in the data.
    fn plain(&mut self, path: &Path, axis: AxisId) -> bool {
        let space = self.space;
        let (Some(partition), Some(definition), Some(tested)) =
            (space.cells(axis, self.looked), space.axes().get(axis), space.tested(axis))
        else {
            return false;
        };
        let mut cells: Vec<_> = partition.cells.iter().collect();
        // Of sides that are equally good the first is shown: what is usual comes first.
        cells.sort_by_key(|it| is_odd(&it.value, space.clock()));
        for cell in cells {
            if !cell.value.is_missing() && self.looked.skips(axis, &cell.passed) {
                continue;
            }
            let values = if cell.value.is_missing() {
                Vec::new()
            } else {
                vec![(path.clone(), cell.value.clone())]
            };
            self.add(vec![(axis, cell.passed.clone())], Some(values));
        }
        if partition.complete {
            return true;
        }
        let mut answer = Answer::default();
        for value in texts::made(space.program(), definition, self.looked.of(axis)) {
            tested.ask(&value, &mut answer);
            self.add(vec![(axis, answer.passed.clone())], Some(vec![(path.clone(), value)]));
        }
        self.ghosts(&[axis])
    }

    /// The sides of what is made of several fields, of events or by other models.
    fn joint(&mut self, block: &Block, sampled: &Sampled) -> bool {
        let (space, looked) = (self.space, self.looked);
        let of_axis = |axis: &AxisId| {
            let size = space.axes().get(*axis).map_or(0, |it| it.tests.len());
            let passing = |place| Some((place, sampled.passing(space, *axis, place)?));
            let tests: Vec<_> = looked.of(*axis).filter_map(passing).collect();
            (*axis, size, tests)
        };
        let axes: Vec<_> = block.axes.iter().map(of_axis).collect();
        for (number, values) in sampled.records.iter().enumerate() {
            let bits = axes.iter().map(|(axis, size, tests)| {
                let mut bits = Bits::none_of(*size);
                let passed = tests.iter().filter(|(_, passing)| passing.contains(number));
                passed.for_each(|(place, _)| bits.insert(*place));
                (*axis, bits)
            });
            let bits: Vec<(AxisId, Bits)> = bits.collect();
            let skips = bits.iter().any(|(axis, bits)| self.looked.skips(*axis, bits));
            if (!skips || values.is_empty()) && self.known.insert(bits.clone()) {
                self.sides.push(Arc::new(Side { bits, values: Some(values.clone()) }));
            }
        }
        let looked = block.axes.iter().filter(|it| self.looked.tests.contains_key(it));
        let looked: Vec<AxisId> = looked.copied().collect();
        self.ghosts(&looked)
    }

    /// Every combination that may be possible, though no values are known for it.
    fn ghosts(&mut self, axes: &[AxisId]) -> bool {
        let mut all: Vec<Vec<(AxisId, Bits)>> = vec![Vec::new()];
        for axis in axes {
            let Some(cells) = columns::possible(self.space, *axis, self.looked) else {
                return false;
            };
            let cells: Vec<Bits> =
                cells.into_iter().filter(|it| !self.looked.skips(*axis, it)).collect();
            if all.len().saturating_mul(cells.len()) > MOST_SIDES {
                return false;
            }
            let with = |before: &Vec<(AxisId, Bits)>, bits: &Bits| {
                let mut next = before.clone();
                next.push((*axis, bits.clone()));
                next
            };
            all = all.iter().flat_map(|it| cells.iter().map(move |bits| with(it, bits))).collect();
        }
        // The sides that were found hold all axes of the block, looked at or not.
        let found: HashSet<Vec<(AxisId, Bits)>> = self
            .known
            .iter()
            .map(|it| it.iter().filter(|(axis, _)| axes.contains(axis)).cloned().collect())
            .collect();
        for bits in all {
            if !found.contains(&bits) && !self.lacks_a_source(&bits) && !self.turns_round(&bits) {
                self.add(bits, None);
            }
        }
        true
    }

    /// Whether two comparisons of the same values, `a > b` and `b > a`, do not fit each other.
    fn turns_round(&self, bits: &[(AxisId, Bits)]) -> bool {
        let program = self.space.program();
        let compared = |axis: AxisId| {
            let root = self.space.axes().get(axis).map(|it| it.root);
            match root.and_then(|it| program.column(it)).map(|it| &it.def) {
                Some(Def::Compare(left, right)) => Some((*left, *right)),
                _ => None,
            }
        };
        let gives = |axis: AxisId, bits: &Bits, value: &Value| {
            let tests = self.space.axes().get(axis).map_or(&[][..], |it| it.tests.as_slice());
            self.looked.of(axis).all(|place| {
                let test = tests.get(place);
                test.is_some_and(|(_, test)| test.passes(value, self.space.clock()))
                    == bits.contains(place)
            })
        };
        let signs = [-1, 0, 1];
        bits.iter().enumerate().any(|(index, (one, of_one))| {
            bits.iter().skip(index + 1).any(|(other, of_other)| {
                let (Some((a, b)), Some(turned)) = (compared(*one), compared(*other)) else {
                    return false;
                };
                let fits = |sign: i32| {
                    gives(*one, of_one, &Value::Number(sign.into()))
                        && gives(*other, of_other, &Value::Number((-sign).into()))
                };
                let missing = || {
                    gives(*one, of_one, &Value::Missing) && gives(*other, of_other, &Value::Missing)
                };
                turned == (b, a)
                    && is_ordered(program.column(a))
                    && !signs.iter().any(|it| fits(*it))
                    && !missing()
            })
        })
    }

    /// Whether something is known though a part from which it is calculated is missing.
    fn lacks_a_source(&self, bits: &[(AxisId, Bits)]) -> bool {
        let program = self.space.program();
        let answers = |axis: AxisId, bits: &Bits, missing: bool| {
            let Some(axis) = self.space.axes().get(axis) else { return false };
            bits.iter().any(|place| {
                let test = axis.tests.get(place);
                test.is_some_and(|(column, test)| {
                    *column == axis.root && (*test == Test::Missing) == missing
                })
            })
        };
        bits.iter().filter(|(axis, bits)| answers(*axis, bits, false)).any(|(axis, _)| {
            let root = self.space.axes().get(*axis).map(|it| it.root);
            let sources = match root.and_then(|it| program.column(it)).map(|it| &it.def) {
                Some(Def::Compare(left, right)) => vec![*left, *right],
                Some(Def::Arithmetic(_, left, right)) => {
                    [left, right].into_iter().filter_map(Operand::column).collect()
                }
                // Only these two give something for a missing list.
                Some(Def::Call(function, args)) if !matches!(function.name, "count" | "sum") => {
                    args.iter().filter_map(Operand::column).collect()
                }
                _ => Vec::new(),
            };
            bits.iter().any(|(source, bits)| {
                let root = self.space.axes().get(*source).map(|it| it.root);
                root.is_some_and(|it| sources.contains(&it)) && answers(*source, bits, true)
            })
        })
    }
}
