//! Names of which each is given once.

use std::collections::HashMap;

/// The names that are taken.
#[derive(Debug)]
pub(crate) struct Names {
    /// For each name that is taken the number to try next.
    next: HashMap<String, u32>,
    key: fn(&str) -> String,
    numbered: fn(&str, u32) -> String,
}

impl Names {
    /// Names are one and the same if their keys are; `numbered` makes a name of one that is taken.
    pub fn new(key: fn(&str) -> String, numbered: fn(&str, u32) -> String) -> Self {
        Self { next: HashMap::new(), key, numbered }
    }

    /// Takes a name, whether it is taken already or not.
    pub fn reserve(&mut self, name: &str) {
        self.next.entry((self.key)(name)).or_insert(2);
    }

    /// Whether a name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.next.contains_key(&(self.key)(name))
    }

    /// This name, or one like it that nothing else has.
    pub fn own(&mut self, wanted: &str) -> String {
        if !self.has(wanted) {
            self.reserve(wanted);
            return wanted.to_owned();
        }
        let key = (self.key)(wanted);
        let mut number = self.next.get(&key).copied().unwrap_or(2);
        let mut name = (self.numbered)(wanted, number);
        while self.has(&name) {
            number = number.saturating_add(1);
            name = (self.numbered)(wanted, number);
        }
        self.next.insert(key, number.saturating_add(1));
        self.reserve(&name);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_given_once() {
        let mut names = Names::new(str::to_lowercase, |it, number| format!("{it} ({number})"));
        names.reserve("a (3)");
        let given = ["a", "A", "a", "b", "a (2)"].map(|it| names.own(it));
        assert_eq!(given, ["a", "A (2)", "a (4)", "b", "a (2) (2)"]);
    }
}
