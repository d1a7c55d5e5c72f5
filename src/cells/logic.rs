//! Conditions over cells: each test is a bit of its axis.

use std::collections::BTreeMap;

use super::{Axes, AxisId, Stretches};
use crate::ir::Cond;

/// A condition whose tests are places on axes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Logic {
    /// Always or never.
    Const(bool),
    /// A test of an axis, by its place there.
    Bit(AxisId, usize),
    /// Not so.
    Not(Box<Logic>),
    /// All of them.
    All(Vec<Logic>),
    /// At least one of them.
    Any(Vec<Logic>),
}

/// What each axis must be for all of it to hold.
pub type Cube = BTreeMap<AxisId, Logic>;

/// Beyond so many cubes a condition is evaluated as it is written.
const MOST_CUBES: usize = 64;

impl Logic {
    /// The condition; `None` if one of its tests lies on no axis.
    #[must_use]
    pub fn of(cond: &Cond, axes: &Axes) -> Option<Self> {
        let all = |parts: &[Cond]| parts.iter().map(|it| Self::of(it, axes)).collect::<Option<_>>();
        Some(match cond {
            Cond::Const(yes) => Self::Const(*yes),
            Cond::Atom(atom) => {
                let (axis, bit) = axes.place(atom.column, &atom.test)?;
                Self::Bit(axis, bit)
            }
            Cond::Not(inner) => Self::of(inner, axes)?.negated(),
            Cond::All(parts) => Self::All(all(parts)?),
            Cond::Any(parts) => Self::Any(all(parts)?),
        })
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Const(yes) => Self::Const(!yes),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// All of several conditions, as short as constants among them allow.
    #[must_use]
    pub fn all(parts: Vec<Self>) -> Self {
        joined(parts, false)
    }

    /// At least one of several conditions, as short as constants among them allow.
    #[must_use]
    pub fn any(parts: Vec<Self>) -> Self {
        joined(parts, true)
    }

    /// What is left to ask where some bits are known.
    #[must_use]
    pub fn given(&self, bit: &impl Fn(AxisId, usize) -> Option<bool>) -> Self {
        let each = |parts: &[Self]| parts.iter().map(|it| it.given(bit)).collect();
        match self {
            Self::Const(yes) => Self::Const(*yes),
            Self::Bit(axis, place) => bit(*axis, *place).map_or_else(|| self.clone(), Self::Const),
            Self::Not(inner) => inner.given(bit).negated(),
            Self::All(parts) => Self::all(each(parts)),
            Self::Any(parts) => Self::any(each(parts)),
        }
    }

    /// Calls `visit` for every test, with its place on its axis.
    pub fn bits(&self, visit: &mut impl FnMut(AxisId, usize)) {
        match self {
            Self::Const(_) => {}
            Self::Bit(axis, place) => visit(*axis, *place),
            Self::Not(inner) => inner.bits(visit),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|it| it.bits(visit)),
        }
    }

    /// Whether it holds where these bits are set.
    pub fn holds(&self, bit: &impl Fn(AxisId, usize) -> bool) -> bool {
        match self {
            Self::Const(yes) => *yes,
            Self::Bit(axis, place) => bit(*axis, *place),
            Self::Not(inner) => !inner.holds(bit),
            Self::All(parts) => parts.iter().all(|it| it.holds(bit)),
            Self::Any(parts) => parts.iter().any(|it| it.holds(bit)),
        }
    }

    /// Where on a line it holds, if `test` says where each test does; `None` if one of them lies elsewhere.
    #[must_use]
    pub fn places<'s>(
        &self,
        length: usize,
        test: &impl Fn(AxisId, usize) -> Option<&'s Stretches>,
    ) -> Option<Stretches> {
        let each = |parts: &[Self], turned: bool| {
            let one = |it: &Self| {
                let places = it.places(length, test)?;
                Some(if turned { places.not(length) } else { places })
            };
            parts.iter().map(one).collect::<Option<Vec<_>>>().map(Stretches::any)
        };
        Some(match self {
            Self::Const(yes) => Stretches::from(0..if *yes { length } else { 0 }),
            Self::Bit(axis, place) => test(*axis, *place)?.clone(),
            Self::Not(inner) => inner.places(length, test)?.not(length),
            Self::Any(parts) => each(parts, false)?,
            Self::All(parts) => each(parts, true)?.not(length),
        })
    }

    /// The axes that it asks, each once.
    #[must_use]
    pub fn axes(&self) -> Vec<AxisId> {
        let mut found = Vec::new();
        self.bits(&mut |axis, _| found.push(axis));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Cubes of which exactly one holds where the condition holds, and none where it does not; `None` if they
    /// would be too many.
    #[must_use]
    pub fn cubes(&self) -> Option<Vec<Cube>> {
        disjoint(self, true)
    }
}

/// `or` of conditions if `decisive`, else `and`.
fn joined(parts: Vec<Logic>, decisive: bool) -> Logic {
    if parts.contains(&Logic::Const(decisive)) {
        return Logic::Const(decisive);
    }
    let mut left: Vec<Logic> =
        parts.into_iter().filter(|it| !matches!(it, Logic::Const(_))).collect();
    match (left.len(), decisive) {
        (0, _) => Logic::Const(!decisive),
        (1, _) => left.swap_remove(0),
        (_, true) => Logic::Any(left),
        (_, false) => Logic::All(left),
    }
}

/// The cubes of a condition, or of its opposite.
fn disjoint(logic: &Logic, wanted: bool) -> Option<Vec<Cube>> {
    // What one axis decides is one side of a cube, however it is written.
    if let [axis] = logic.axes().as_slice() {
        let side = if wanted { logic.clone() } else { logic.clone().negated() };
        return Some(vec![Cube::from([(*axis, side)])]);
    }
    match (logic, wanted) {
        (Logic::Const(yes), _) => Some(if *yes == wanted { vec![Cube::new()] } else { Vec::new() }),
        (Logic::Bit(..), _) => None,
        (Logic::Not(inner), _) => disjoint(inner, !wanted),
        (Logic::All(parts), true) | (Logic::Any(parts), false) => {
            every(&by_axis(parts, logic), wanted)
        }
        (Logic::Any(parts), true) | (Logic::All(parts), false) => {
            // The first that holds: itself, or not it but the next, or neither but the third …
            let mut cubes = Vec::new();
            let mut none_before = vec![Cube::new()];
            for part in by_axis(parts, logic) {
                cubes.extend(product(&none_before, &disjoint(&part, wanted)?)?);
                none_before = product(&none_before, &disjoint(&part, !wanted)?)?;
                if cubes.len() > MOST_CUBES {
                    return None;
                }
            }
            Some(cubes)
        }
    }
}

fn every(parts: &[Logic], wanted: bool) -> Option<Vec<Cube>> {
    parts.iter().try_fold(vec![Cube::new()], |cubes, it| product(&cubes, &disjoint(it, wanted)?))
}

/// The parts with those of one axis put together, as a list of the same kind as `whole`.
fn by_axis(parts: &[Logic], whole: &Logic) -> Vec<Logic> {
    let mut together: BTreeMap<AxisId, Vec<Logic>> = BTreeMap::new();
    let mut rest = Vec::new();
    for part in parts {
        match part.axes().as_slice() {
            [axis] => together.entry(*axis).or_default().push(part.clone()),
            _ => rest.push(part.clone()),
        }
    }
    let joined = |mut parts: Vec<Logic>| match (parts.len(), whole) {
        (1, _) => parts.swap_remove(0),
        (_, Logic::All(_)) => Logic::All(parts),
        _ => Logic::Any(parts),
    };
    together.into_values().map(joined).chain(rest).collect()
}

/// All combinations of two lists of cubes.
fn product(left: &[Cube], right: &[Cube]) -> Option<Vec<Cube>> {
    if left.len().saturating_mul(right.len()) > MOST_CUBES {
        return None;
    }
    let both = |a: &Cube, b: &Cube| {
        let mut cube = a.clone();
        for (axis, side) in b {
            let side = match cube.remove(axis) {
                Some(Logic::All(mut sides)) => {
                    sides.push(side.clone());
                    Logic::All(sides)
                }
                Some(other) => Logic::All(vec![other, side.clone()]),
                None => side.clone(),
            };
            cube.insert(*axis, side);
        }
        cube
    };
    Some(left.iter().flat_map(|a| right.iter().map(move |b| both(a, b))).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn logic() -> impl Strategy<Value = Logic> {
        let leaf = prop_oneof![
            9 => (0_u32..4, 0_usize..2).prop_map(|(axis, bit)| Logic::Bit(AxisId(axis), bit)),
            1 => any::<bool>().prop_map(Logic::Const),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                inner.clone().prop_map(Logic::negated),
                prop::collection::vec(inner.clone(), 0..4).prop_map(Logic::All),
                prop::collection::vec(inner, 0..4).prop_map(Logic::Any),
            ]
        })
    }

    proptest! {
        #[test]
        fn exactly_one_cube_holds_where_the_condition_does(logic in logic()) {
            let Some(cubes) = logic.cubes() else { return Ok(()) };
            for bits in 0_u32..256 {
                let bit = |AxisId(axis): AxisId, place: usize| bits >> (axis as usize * 2 + place) & 1 == 1;
                let holding = cubes.iter().filter(|cube| cube.values().all(|it| it.holds(&bit))).count();
                prop_assert_eq!(holding, usize::from(logic.holds(&bit)));
            }
        }
    }
}
