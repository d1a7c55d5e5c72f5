//! Sets of values of an ordered type, kept as the places where they begin and end.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A place between two neighbouring values. On one line all cuts are of one kind, and a place has one name:
/// of whole numbers and days the one before the upper neighbour.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    /// Just before a number, or just after it.
    Number(Decimal, bool),
    /// Just before a day, or just after it.
    Day(Date, bool),
    /// Just before an instant, or just after it.
    Moment(Timestamp, bool),
    /// Just before a text, in the order of bytes.
    Text(Vec<u8>),
}

/// A set of values: outside or inside at the lower end of the line, and the other way round after each cut.
///
/// ```text
/// numbers above 5, but not 7      ─────┤5━━━━━┤7├━━━━━━
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    begins_inside: bool,
    /// In rising order, none twice.
    cuts: Vec<Cut>,
}

impl Cut {
    /// Just before a whole number, or just after it.
    pub fn whole(number: Decimal, after: bool) -> Self {
        let above =
            if after { number.floor().checked_add(Decimal::ONE) } else { Some(number.ceil()) };
        above.map_or(Self::Number(number, after), |above| Self::Number(above, false))
    }

    /// Just before a day, or just after it.
    pub fn day(day: Date, after: bool) -> Self {
        match day.tomorrow() {
            Ok(next) if after => Self::Day(next, false),
            _ => Self::Day(day, after),
        }
    }
}

impl Line {
    pub fn none() -> Self {
        Self { begins_inside: false, cuts: Vec::new() }
    }

    pub fn all() -> Self {
        Self::none().complement()
    }

    /// From one cut to another; an absent end is open.
    pub fn between(from: Option<Cut>, to: Option<Cut>) -> Self {
        if let (Some(from), Some(to)) = (&from, &to)
            && from >= to
        {
            return Self::none();
        }
        Self { begins_inside: from.is_none(), cuts: from.into_iter().chain(to).collect() }
    }

    pub fn complement(self) -> Self {
        Self { begins_inside: !self.begins_inside, ..self }
    }

    pub fn is_empty(&self) -> bool {
        !self.begins_inside && self.cuts.is_empty()
    }

    pub fn union(&self, other: &Self) -> Self {
        self.merged(other, |a, b| a || b)
    }

    pub fn intersection(&self, other: &Self) -> Self {
        self.merged(other, |a, b| a && b)
    }

    /// The union of many, in n log n.
    pub fn union_of(mut lines: Vec<Self>) -> Self {
        while lines.len() > 1 {
            let pairs = lines.chunks(2).map(|pair| match pair {
                [a, b] => a.union(b),
                rest => rest.first().cloned().unwrap_or_else(Self::none),
            });
            lines = pairs.collect();
        }
        lines.pop().unwrap_or_else(Self::none)
    }

    /// The pieces from below, each from its lower to its upper cut.
    pub fn pieces(&self) -> Vec<(Option<&Cut>, Option<&Cut>)> {
        let first = self.begins_inside.then_some(None);
        let ends: Vec<Option<&Cut>> = first.into_iter().chain(self.cuts.iter().map(Some)).collect();
        ends.chunks(2)
            .filter_map(|pair| Some((*pair.first()?, pair.get(1).copied().flatten())))
            .collect()
    }

    /// Walks along both lines at once; a cut stays where the answer changes.
    fn merged(&self, other: &Self, keep: fn(bool, bool) -> bool) -> Self {
        let (mut in_a, mut in_b) = (self.begins_inside, other.begins_inside);
        let begins_inside = keep(in_a, in_b);
        let mut inside = begins_inside;
        let mut cuts = Vec::with_capacity(self.cuts.len() + other.cuts.len());
        let (mut a, mut b) = (self.cuts.iter().peekable(), other.cuts.iter().peekable());
        loop {
            let cut = match (a.peek(), b.peek()) {
                (Some(&x), Some(&y)) => x.min(y),
                (Some(&cut), None) | (None, Some(&cut)) => cut,
                (None, None) => return Self { begins_inside, cuts },
            };
            in_a ^= a.next_if_eq(&cut).is_some();
            in_b ^= b.next_if_eq(&cut).is_some();
            if keep(in_a, in_b) != inside {
                inside = !inside;
                cuts.push(cut.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(at: i64) -> Cut {
        Cut::Number(at.into(), false)
    }

    /// Which of the numbers 0 to 9 lie inside, with everything below and above at the ends.
    fn members(line: &Line) -> Vec<bool> {
        (-1..=10)
            .map(|at| {
                let only = Line::between(Some(point(at)), Some(point(at + 1)));
                !line.intersection(&only).is_empty()
            })
            .collect()
    }

    fn line() -> impl Strategy<Value = Line> {
        proptest::collection::vec((0_i64..10, 0_i64..10), 0..4).prop_flat_map(|ends| {
            any::<bool>().prop_map(move |turned| {
                let pieces = ends
                    .iter()
                    .map(|&(from, to)| Line::between(Some(point(from)), Some(point(to))));
                let line = Line::union_of(pieces.collect());
                if turned { line.complement() } else { line }
            })
        })
    }

    proptest! {
        #[test]
        fn lines_are_sets(a in line(), b in line()) {
            let each = |f: fn(bool, bool) -> bool| -> Vec<bool> {
                members(&a).into_iter().zip(members(&b)).map(|(x, y)| f(x, y)).collect()
            };
            prop_assert_eq!(members(&a.union(&b)), each(|x, y| x || y));
            prop_assert_eq!(members(&a.intersection(&b)), each(|x, y| x && y));
            prop_assert_eq!(members(&a.clone().complement()), each(|x, _| !x));
            prop_assert_eq!(a.is_empty(), !members(&a).contains(&true));
            let pieces = a.pieces().into_iter();
            let again = pieces.map(|(from, to)| Line::between(from.cloned(), to.cloned()));
            prop_assert_eq!(Line::union_of(again.collect()), a);
        }
    }

    #[test]
    fn an_end_before_its_beginning_holds_nothing() {
        assert!(Line::between(Some(point(5)), Some(point(5))).is_empty());
        assert!(Line::between(Some(point(5)), Some(point(2))).is_empty());
        assert!(!Line::between(None, None).is_empty());
    }
}
