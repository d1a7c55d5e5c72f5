//! Chance that is the same on every run.

/// SplitMix64: a counter that grows by a fixed odd step, its bits then stirred by two multiplications.
/// Twelve lines, good enough to draw names from a hat, and equal on every system because it is all integers.
pub struct Rng {
    counter: u64,
}

impl Rng {
    /// Each example begins with a number of its own, so that changing one leaves the others alone.
    pub fn new(seed: u64) -> Self {
        Self { counter: seed }
    }

    fn next(&mut self) -> u64 {
        self.counter = self.counter.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.counter;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        let width = u64::from(high.saturating_sub(low)) + 1;
        // The remainder is below `width`, which is at most 2^32, so it always fits.
        low + u32::try_from(self.next() % width).unwrap_or(0)
    }

    /// True in so many cases of a hundred.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of the values, all equally likely.
    pub fn pick<T: Copy + Default>(&mut self, values: &[T]) -> T {
        let last = u32::try_from(values.len()).unwrap_or(u32::MAX).saturating_sub(1);
        let chosen = self.between(0, last);
        usize::try_from(chosen)
            .ok()
            .and_then(|index| values.get(index))
            .copied()
            .unwrap_or_default()
    }

    /// One of the values, as likely as the weight beside it.
    pub fn weighted<T: Copy + Default>(&mut self, values: &[(T, u32)]) -> T {
        let total: u32 = values.iter().map(|(_, weight)| weight).sum();
        let mut left = self.between(1, total.max(1));
        for (value, weight) in values {
            if left <= *weight {
                return *value;
            }
            left -= weight;
        }
        T::default()
    }

    /// A number from one of several stretches, each as likely as its weight: `(low, high, weight)`.
    /// This is how a few large firms get among many small ones.
    pub fn spread(&mut self, stretches: &[(u32, u32, u32)]) -> u32 {
        let choices: Vec<((u32, u32), u32)> =
            stretches.iter().map(|(low, high, weight)| ((*low, *high), *weight)).collect();
        let (low, high) = self.weighted(&choices);
        self.between(low, high)
    }

    /// Up to `most` different values, in the order of the list.
    pub fn some_of(&mut self, values: &[&str], most: u32, separator: &str) -> String {
        let mut wanted = self.between(1, most);
        let mut chosen = Vec::new();
        let mut left = u32::try_from(values.len()).unwrap_or(u32::MAX);
        for value in values {
            if wanted > 0 && self.between(1, left.max(1)) <= wanted {
                chosen.push(*value);
                wanted -= 1;
            }
            left = left.saturating_sub(1);
        }
        chosen.join(separator)
    }
}
