/// Some rows of a table: a bit for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowSet {
    words: Vec<u64>,
}

const WORD: usize = u64::BITS as usize;

impl RowSet {
    /// None of so many rows.
    pub fn none(size: usize) -> Self {
        Self { words: vec![0; size.div_ceil(WORD)] }
    }

    /// All of so many rows.
    pub fn all(size: usize) -> Self {
        let mut words = vec![!0; size.div_ceil(WORD)];
        if let (Some(last), rest @ 1..) = (words.last_mut(), size % WORD) {
            *last = (1 << rest) - 1;
        }
        Self { words }
    }

    /// Those of its rows for which this is true.
    pub fn filter(&self, mut holds: impl FnMut(u32) -> bool) -> Self {
        let word = |(index, word): (usize, &u64)| {
            let (mut left, mut kept) = (*word, 0);
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                let row = u32::try_from(index * WORD).unwrap_or(u32::MAX).saturating_add(bit);
                kept |= u64::from(holds(row)) << bit;
            }
            kept
        };
        Self { words: self.words.iter().enumerate().map(word).collect() }
    }

    /// Whether a row is in.
    #[inline]
    pub fn contains(&self, row: u32) -> bool {
        let word = self.words.get(row as usize / WORD);
        word.is_some_and(|word| word >> (row as usize % WORD) & 1 == 1)
    }

    /// Whether no row is in.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|it| *it == 0)
    }

    /// Puts rows in.
    pub fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes rows out.
    pub fn remove(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// Keeps only rows that are in the other set too.
    pub fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_have_no_rows_beyond_their_size() {
        for size in [0, 1, 63, 64, 65, 130] {
            let all = RowSet::all(size);
            let rows: Vec<u32> = (0..200).filter(|it| all.contains(*it)).collect();
            assert_eq!(rows.len(), size);
            let mut odd = all.filter(|row| row % 2 == 1);
            assert_eq!((0..200).filter(|it| odd.contains(*it)).count(), size / 2);
            let mut rest = all.clone();
            rest.remove(&odd);
            assert!(!rest.contains(1) && rest.contains(0) == (size > 0));
            odd.add(&rest);
            assert_eq!(odd, all);
            odd.keep(&RowSet::none(size));
            assert!(odd.is_empty());
        }
    }
}
