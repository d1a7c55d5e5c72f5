//! Keys that were met, to find those that are there twice, in bounded memory.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap};

/// So many keys are kept. Keys in rising order, as most exports have them, need not be kept at all.
const MOST_KEYS: usize = 1_000_000;

/// The keys of a run.
///
/// A key is kept as 64 bits that are made from it: that two different keys of a run share them is less likely than one
/// in ten million.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    hasher: DefaultHashBuilder,
    /// The last key, as long as each was greater than the one before.
    last: Option<String>,
    /// The keys that came in order, each with its row.
    in_order: Vec<(u64, u64)>,
    /// The row in which each key was first met, since one was out of order.
    met: HashMap<u64, u64>,
    /// Whether some keys were not kept, and would have been needed.
    forgot: bool,
    most: usize,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            hasher: DefaultHashBuilder::default(),
            last: Some(String::new()),
            in_order: Vec::new(),
            met: HashMap::new(),
            forgot: false,
            most: MOST_KEYS,
        }
    }
}

impl Keys {
    /// Takes a key down; gives the row in which it was met before.
    pub fn add(&mut self, key: &str, row: u64) -> Option<u64> {
        let hash = self.hasher.hash_one(key);
        if let Some(last) = &mut self.last {
            if is_greater(key, last) {
                last.clear();
                last.push_str(key);
                if self.in_order.len() <= self.most {
                    self.in_order.push((hash, row));
                }
                return None;
            }
            self.last = None;
            self.forgot = self.in_order.len() > self.most;
            self.met.extend(std::mem::take(&mut self.in_order));
        }
        if let Some(first) = self.met.get(&hash) {
            return Some(*first);
        }
        match self.met.len() < self.most {
            true => drop(self.met.insert(hash, row)),
            false => self.forgot = true,
        }
        None
    }

    /// How many keys were compared, if these are not all.
    pub fn compared(&self) -> Option<usize> {
        self.forgot.then_some(self.most)
    }
}

/// By length first, so that `9` comes before `10`.
fn is_greater(key: &str, last: &str) -> bool {
    (key.len(), key) > (last.len(), last)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap as Exact;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_repeated_key_is_found(start in 0_u64..30, keys in prop::collection::vec(0_u64..40, 0..40)) {
            let mut all = Keys::default();
            let mut exact = Exact::new();
            for (row, key) in (0..start).chain(keys).enumerate() {
                let (key, row) = (key.to_string(), row as u64);
                let first = exact.get(&key).copied();
                prop_assert_eq!(all.add(&key, row), first);
                exact.entry(key).or_insert(row);
            }
            prop_assert_eq!(all.compared(), None);
        }
    }

    #[test]
    fn memory_is_bounded_and_said() {
        let mut all = Keys { most: 10, ..Keys::default() };
        (0..100).for_each(|key| assert_eq!(all.add(&format!("{key}"), key), None));
        assert_eq!(all.compared(), None, "in order, none need be kept");
        assert_eq!(all.add("5", 100), Some(5));
        assert_eq!(all.compared(), Some(10));
        assert_eq!(all.add("50", 101), None, "it came after the first ten");
        assert!(all.met.len() <= 11);
    }
}
