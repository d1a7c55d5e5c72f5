use crate::ir::Points;

/// What points may be: from the least to the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Span {
    pub low: Points,
    pub high: Points,
}

impl Span {
    pub const ZERO: Self = Self { low: Points::ZERO, high: Points::ZERO };

    /// More than any award gives: no bound.
    pub const FAR: Points = Points::from_hundredths(Points::GREATEST.hundredths() * 100);

    pub const fn only(points: Points) -> Self {
        Self { low: points, high: points }
    }

    pub fn hull(a: Points, b: Points) -> Self {
        Self { low: a.min(b), high: a.max(b) }
    }

    pub fn with(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    pub fn is_known(self) -> bool {
        self.low == self.high
    }
}

/// Points with an end; what is beyond all that can be counted has none.
pub(super) fn bounded(points: Points) -> Option<Points> {
    (points.hundredths().abs() < Points::GREATEST.hundredths()).then_some(points)
}
