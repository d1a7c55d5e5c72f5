/// A set of small numbers: the tests that a value passes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bits {
    words: Vec<u64>,
}

const WORD: usize = u64::BITS as usize;

impl Bits {
    /// None of `size` numbers.
    #[must_use]
    pub fn none_of(size: usize) -> Self {
        Self { words: vec![0; size.div_ceil(WORD)] }
    }

    /// Takes all numbers out, and makes room for `size` of them.
    pub fn clear(&mut self, size: usize) {
        self.words.clear();
        self.words.resize(size.div_ceil(WORD), 0);
    }

    /// Puts a number in; one beyond the size is left out.
    pub fn insert(&mut self, number: usize) {
        if let Some(word) = self.words.get_mut(number / WORD) {
            *word |= 1 << (number % WORD);
        }
    }

    /// Whether a number is in.
    #[must_use]
    pub fn contains(&self, number: usize) -> bool {
        self.words.get(number / WORD).is_some_and(|word| word >> (number % WORD) & 1 == 1)
    }

    /// The numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(index * WORD + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_in_and_come_out_in_order() {
        let mut bits = Bits::none_of(130);
        [129, 0, 64, 63, 500].into_iter().for_each(|it| bits.insert(it));
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert!(bits.contains(64) && !bits.contains(65) && !bits.contains(500));
        bits.clear(10);
        assert_eq!(bits.iter().count(), 0);
    }
}
