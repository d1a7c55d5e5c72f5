//! Sets of the values of a column, `missing` among them, and what is known of the set of a condition.

use super::line::Line;

/// A set of values of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Values {
    /// Whether `missing` belongs to it.
    pub missing: bool,
    /// The other values in it.
    pub known: Line,
}

impl Values {
    pub fn none() -> Self {
        Self { missing: false, known: Line::none() }
    }

    pub fn all() -> Self {
        Self { missing: true, known: Line::all() }
    }

    pub fn only_missing() -> Self {
        Self { missing: true, known: Line::none() }
    }

    pub fn known(known: Line) -> Self {
        Self { missing: false, known }
    }

    pub fn complement(self) -> Self {
        Self { missing: !self.missing, known: self.known.complement() }
    }

    pub fn intersection(&self, other: &Self) -> Self {
        let missing = self.missing && other.missing;
        Self { missing, known: self.known.intersection(&other.known) }
    }

    pub fn union_of(sets: Vec<Self>) -> Self {
        let missing = sets.iter().any(|it| it.missing);
        Self { missing, known: Line::union_of(sets.into_iter().map(|it| it.known).collect()) }
    }

    pub fn intersection_of(sets: Vec<Self>) -> Self {
        Self::union_of(sets.into_iter().map(Self::complement).collect()).complement()
    }

    pub fn is_empty(&self) -> bool {
        !self.missing && self.known.is_empty()
    }

    /// Whether all of it lies in another set.
    pub fn within(&self, other: &Self) -> bool {
        self.intersection(&other.clone().complement()).is_empty()
    }
}

/// The set of values for which a condition holds, from inside and from outside: what it says about
/// other columns, or in ways that a line cannot show, is left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    /// For these values it surely holds.
    pub sure: Values,
    /// For all other values it surely does not hold.
    pub maybe: Values,
}

impl Bounds {
    /// The set itself.
    pub fn exactly(values: Values) -> Self {
        Self { sure: values.clone(), maybe: values }
    }

    /// Nothing is known.
    pub fn open() -> Self {
        Self { sure: Values::none(), maybe: Values::all() }
    }

    /// Only that it does not hold for a missing value.
    pub fn open_if_known() -> Self {
        Self { sure: Values::none(), maybe: Values::known(Line::all()) }
    }

    /// Of the opposite.
    pub fn complement(self) -> Self {
        Self { sure: self.maybe.complement(), maybe: self.sure.complement() }
    }

    pub fn all_of(parts: Vec<Self>) -> Self {
        Self::any_of(parts.into_iter().map(Self::complement).collect()).complement()
    }

    pub fn any_of(parts: Vec<Self>) -> Self {
        let (sure, maybe) = parts.into_iter().map(|it| (it.sure, it.maybe)).unzip();
        Self { sure: Values::union_of(sure), maybe: Values::union_of(maybe) }
    }
}
