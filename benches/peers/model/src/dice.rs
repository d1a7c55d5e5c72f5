//! Numbers by chance that are the same in every run (SplitMix64).

/// A sequence of numbers that its seed decides.
pub struct Dice(u64);

impl Dice {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something happens that does in `percent` of all cases.
    pub fn chance(&mut self, percent: f64) -> bool {
        self.share() * 100.0 < percent
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.share() * end as f64) as usize
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from + 1) as usize) as i64
    }

    /// A number below `end`, small ones much more often than great ones.
    pub fn skewed(&mut self, end: usize, power: i32) -> usize {
        (self.share().powi(power) * end as f64) as usize
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One of several, the first ones much more often than the last ones.
    pub fn pick_skewed<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.skewed(all.len(), 3)]
    }

    /// Some different ones of several, in the order in which they were drawn.
    pub fn some<'a, T: PartialEq>(&mut self, all: &'a [T], count: usize) -> Vec<&'a T> {
        let mut some: Vec<&T> = Vec::new();
        while some.len() < count.min(all.len()) {
            let one = self.pick_skewed(all);
            if !some.contains(&one) {
                some.push(one);
            }
        }
        some
    }
}
