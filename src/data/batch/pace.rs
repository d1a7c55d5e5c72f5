//! How far to look ahead for ordinary rows.

/// The least and the most bytes that a run is looked for in.
const LEAST: usize = 4 * 1024;
const MOST: usize = 256 * 1024;

/// Looks further ahead while rows are ordinary, and less far after one that is not: what was looked at behind it is
/// looked at again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    reach: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { reach: LEAST }
    }
}

impl Pace {
    /// How many bytes to look at.
    pub(super) fn reach(self) -> usize {
        self.reach
    }

    /// Learns from a run that took so many bytes; it was `cut` short if it could not use all it looked at.
    pub(super) fn learn(&mut self, taken: usize, cut: bool) {
        let wanted = if cut { taken + taken / 8 } else { self.reach * 2 };
        self.reach = wanted.clamp(LEAST, MOST);
    }
}
