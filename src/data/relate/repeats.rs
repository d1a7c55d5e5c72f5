use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

/// Finds the rows whose key an earlier row has, in 16 bytes a row: 96 bits of a hash, and the row behind them.
///
/// Among a billion keys, two different ones have the same 96 bits once in a hundred billion runs.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    hashes: Vec<u128>,
}

impl Repeats {
    pub fn push(&mut self, key: &str, row: u32) {
        let mut hasher = SipHasher13::new();
        hasher.write(key.as_bytes());
        let hash = hasher.finish128().as_u128();
        self.hashes.push(hash & !u128::from(u32::MAX) | u128::from(row));
    }

    /// The rows that repeat a key, each behind the first with it, in the order of the rows.
    pub fn rows(mut self) -> Vec<(u32, u32)> {
        const ROW: u128 = u32::MAX as u128;
        self.hashes.sort_unstable();
        let mut first = None;
        let mut repeats = Vec::new();
        for hash in self.hashes {
            let (key, row) = (hash & !ROW, u32::try_from(hash & ROW).unwrap_or_default());
            match first {
                Some((known, first)) if known == key => repeats.push((row, first)),
                _ => first = Some((key, row)),
            }
        }
        repeats.sort_unstable();
        repeats.into_iter().map(|(row, first)| (first, row)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Repeats;

    #[test]
    fn later_rows_repeat_the_first() {
        let mut repeats = Repeats::default();
        for (row, key) in (0..).zip(["a", "b", "a", "c", "b", "a", "d"]) {
            repeats.push(key, row);
        }
        assert_eq!(repeats.rows(), [(0, 2), (1, 4), (0, 5)]);
        assert_eq!(Repeats::default().rows(), []);
    }
}
