//! What of two versions belongs together.

use std::collections::{HashMap, VecDeque};

use super::joint::Key;

/// One thing in two versions, or in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair<'e, T> {
    Both(&'e T, &'e T),
    Old(&'e T),
    New(&'e T),
}

impl<'e, T> Pair<'e, T> {
    pub fn before(&self) -> Option<&'e T> {
        match self {
            Self::Both(old, _) | Self::Old(old) => Some(old),
            Self::New(_) => None,
        }
    }

    pub fn after(&self) -> Option<&'e T> {
        match self {
            Self::Both(_, new) | Self::New(new) => Some(new),
            Self::Old(_) => None,
        }
    }
}

/// By what two things are known to be the same one.
pub(super) type Pass<T> = fn(&T) -> Option<Key>;

/// Pairs things by the surest key first, each once. They come in the new order, and what is gone comes last.
pub(super) fn pairs<'e, T>(old: &'e [T], new: &'e [T], passes: &[Pass<T>]) -> Vec<Pair<'e, T>> {
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let mut is_paired = vec![false; old.len()];
    for pass in passes {
        let mut waiting: HashMap<Key, VecDeque<usize>> = HashMap::new();
        for (index, it) in old.iter().enumerate() {
            if is_paired.get(index) == Some(&false)
                && let Some(key) = pass(it)
            {
                waiting.entry(key).or_default().push_back(index);
            }
        }
        for (it, partner) in new.iter().zip(&mut partners) {
            if partner.is_some() {
                continue;
            }
            let found = pass(it).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(paired) = found.and_then(|index| is_paired.get_mut(index)) {
                *paired = true;
                *partner = found;
            }
        }
    }
    let of_new = new.iter().zip(partners).map(|(it, partner)| {
        match partner.and_then(|index| old.get(index)) {
            Some(old) => Pair::Both(old, it),
            None => Pair::New(it),
        }
    });
    let gone = old.iter().zip(&is_paired).filter(|(_, paired)| !**paired);
    of_new.chain(gone.map(|(it, _)| Pair::Old(it))).collect()
}

/// Whether paired things stand in another order; those of which only one is there do not matter.
pub(super) fn is_reordered<'e, T: 'e>(
    old: &'e [T],
    pairs: impl Iterator<Item = &'e Pair<'e, T>>,
) -> bool {
    let places: HashMap<*const T, usize> =
        old.iter().enumerate().map(|(place, it)| (std::ptr::from_ref(it), place)).collect();
    let paired = pairs.filter_map(|it| match it {
        Pair::Both(old, _) => places.get(&std::ptr::from_ref::<T>(old)),
        Pair::Old(_) | Pair::New(_) => None,
    });
    !paired.is_sorted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::joint::key;

    fn paired(old: &[&str], new: &[&str]) -> Vec<String> {
        let same: Pass<&str> = |it| Some(key(it));
        let first: Pass<&str> = |it| Some(key(&it.chars().next()));
        let shown = |pair: &Pair<'_, &str>| match pair {
            Pair::Both(old, new) => format!("{old}={new}"),
            Pair::Old(old) => format!("-{old}"),
            Pair::New(new) => format!("+{new}"),
        };
        pairs(old, new, &[same, first]).iter().map(shown).collect()
    }

    #[test]
    fn the_surest_key_comes_first_and_each_is_paired_once() {
        assert_eq!(paired(&["a1", "a2"], &["a2", "a3"]), ["a2=a2", "a1=a3"]);
        assert_eq!(paired(&["a", "a"], &["a", "a", "a"]), ["a=a", "a=a", "+a"]);
        assert_eq!(paired(&["b", "a"], &["c"]), ["+c", "-b", "-a"]);
    }

    #[test]
    fn order_is_that_of_pairs() {
        let same: Pass<&str> = |it| Some(key(it));
        for (new, expected) in [(["a", "x", "c"], false), (["c", "x", "a"], true)] {
            let old = ["a", "b", "c"];
            assert_eq!(is_reordered(&old, pairs(&old, &new, &[same]).iter()), expected);
        }
    }
}
