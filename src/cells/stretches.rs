use std::ops::Range;

/// Places on a long line, as the stretches of it that they fill: in order, and none touches the next.
///
/// ```
/// use leadscore::cells::Stretches;
/// let low = Stretches::from(2..5);
/// let both = low.or(&Stretches::from(5..7)).or(&Stretches::from(9..10));
/// assert_eq!(both.ranges(), [2..7, 9..10]);
/// assert_eq!(both.not(12).ranges(), [0..2, 7..9, 10..12]);
/// assert_eq!(both.and(&Stretches::from(6..20)).ranges(), [6..7, 9..10]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stretches(Vec<Range<usize>>);

impl From<Range<usize>> for Stretches {
    fn from(range: Range<usize>) -> Self {
        let mut it = Self::default();
        it.push(range);
        it
    }
}

impl Stretches {
    /// The stretches.
    #[must_use]
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.0
    }

    /// Whether there is no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a place is among them.
    #[must_use]
    pub fn contains(&self, place: usize) -> bool {
        let next = self.0.partition_point(|it| it.end <= place);
        self.0.get(next).is_some_and(|it| it.start <= place)
    }

    /// Adds places behind all others.
    pub fn push(&mut self, range: Range<usize>) {
        match self.0.last_mut() {
            _ if range.is_empty() => {}
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => self.0.push(range),
        }
    }

    /// The other places of a line that is so long.
    #[must_use]
    pub fn not(&self, length: usize) -> Self {
        let mut others = Self::default();
        let mut from = 0;
        for it in &self.0 {
            others.push(from..it.start.min(length));
            from = it.end;
        }
        others.push(from..length.max(from));
        others
    }

    /// The places of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut both = Self::default();
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            both.push(a.start.max(b.start)..a.end.min(b.end));
            if a.end < b.end {
                ours.next()
            } else {
                theirs.next()
            };
        }
        both
    }

    /// The places of either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self::any([self.clone(), other.clone()])
    }

    /// The places of any of them.
    #[must_use]
    pub fn any(all: impl IntoIterator<Item = Self>) -> Self {
        let mut ranges: Vec<Range<usize>> = all.into_iter().flat_map(|it| it.0).collect();
        ranges.sort_unstable_by_key(|it| it.start);
        let mut any = Self::default();
        ranges.into_iter().for_each(|it| any.push(it));
        any
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LENGTH: usize = 12;

    fn stretches() -> impl Strategy<Value = Stretches> {
        let range = (0..LENGTH, 0..LENGTH).prop_map(|(a, b)| Stretches::from(a.min(b)..a.max(b)));
        prop::collection::vec(range, 0..5).prop_map(Stretches::any)
    }

    proptest! {
        #[test]
        fn each_place_is_told_apart(a in stretches(), b in stretches()) {
            let (and, or, not) = (a.and(&b), a.or(&b), a.not(LENGTH));
            for place in 0..LENGTH {
                let (of_a, of_b) = (a.contains(place), b.contains(place));
                prop_assert_eq!(and.contains(place), of_a && of_b);
                prop_assert_eq!(or.contains(place), of_a || of_b);
                prop_assert_eq!(not.contains(place), !of_a);
            }
            for it in [&and, &or, &not] {
                let apart = it.ranges().windows(2).all(|pair| pair[0].end < pair[1].start);
                prop_assert!(apart && it.ranges().iter().all(|it| !it.is_empty()));
                prop_assert_eq!(it.is_empty(), !(0..LENGTH).any(|place| it.contains(place)));
            }
        }
    }
}
