//! Of many things the few with the greatest weight.

/// So many things with the greatest weights; of equal ones those that came first.
///
/// ```
/// use leadscore::diff::Top;
/// let mut top = Top::new(2);
/// for (weight, name) in [(1, "a"), (3, "b"), (3, "c"), (2, "d"), (9, "e")] {
///     top.offer(weight, || name);
/// }
/// assert_eq!(top.into_all(), ["e", "b"]);
/// ```
#[derive(Clone, Debug)]
pub struct Top<W, T> {
    most: usize,
    /// The greatest weight first.
    all: Vec<(W, T)>,
}

impl<W: Ord, T> Top<W, T> {
    /// None yet, and so many at most.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, all: Vec::new() }
    }

    /// Keeps a thing if it is one of those; only then it is made.
    pub fn offer(&mut self, weight: W, make: impl FnOnce() -> T) {
        let place = self.all.partition_point(|(it, _)| *it >= weight);
        if place < self.most {
            self.all.insert(place, (weight, make()));
            self.all.truncate(self.most);
        }
    }

    /// Adds others that come later.
    pub fn merge(&mut self, other: Self) {
        other.all.into_iter().for_each(|(weight, it)| self.offer(weight, || it));
    }

    /// The things, that with the greatest weight first.
    #[must_use]
    pub fn into_all(self) -> Vec<T> {
        self.all.into_iter().map(|(_, it)| it).collect()
    }
}
