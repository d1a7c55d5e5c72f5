//! Texts: which of many tests one passes, found in one pass over it.

use std::collections::HashMap;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::Bits;
use crate::ast::TextOp;
use crate::ir::{Test, Text, TextPattern};

/// All tests of one text, turned round: from what is found in it to the tests that it passes.
///
/// ```
/// use leadscore::ast::TextOp;
/// use leadscore::cells::{Bits, TextTests};
/// use leadscore::ir::{Test, Text, TextPattern};
/// let holds = |text: &str| Test::Pattern(TextPattern {
///     op: TextOp::Contains, text: text.to_owned(), written: text.to_owned(),
/// });
/// let tests = [holds("sales"), Test::Texts(vec![Text::new("Sales Director")]), holds("intern")];
/// let matcher = TextTests::new(tests.iter().enumerate());
/// let mut passed = Bits::none_of(tests.len());
/// matcher.passed(&Text::new("SALES director"), &mut passed);
/// assert_eq!(passed.iter().collect::<Vec<_>>(), [0, 1]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct TextTests {
    equal: HashMap<Arc<str>, Vec<usize>>,
    exactly: HashMap<Arc<str>, Vec<usize>>,
    patterns: Vec<(usize, TextPattern)>,
    /// Finds the places of all patterns at once; none if there are too few to pay, or too many to build it.
    finder: Option<AhoCorasick>,
    regexes: Vec<(usize, Regex)>,
}

/// So few patterns are looked for one after the other.
const FEW: usize = 3;

impl TextTests {
    /// The tests of texts among these, each with the number under which it is known.
    #[must_use]
    pub fn new<'t>(tests: impl IntoIterator<Item = (usize, &'t Test)>) -> Self {
        let mut all = Self::default();
        for (bit, test) in tests {
            match test {
                Test::Texts(texts) => {
                    for text in texts {
                        all.equal.entry(Arc::clone(&text.folded)).or_default().push(bit);
                    }
                }
                Test::Exactly(text) => all.exactly.entry(Arc::clone(text)).or_default().push(bit),
                Test::Pattern(pattern) => all.patterns.push((bit, pattern.clone())),
                Test::Matches(regex) => all.regexes.push((bit, regex.clone())),
                _ => {}
            }
        }
        // An empty pattern has no place; it is left to its own meaning.
        let findable = all.patterns.iter().all(|(_, it)| !it.text.is_empty());
        if all.patterns.len() > FEW && findable {
            all.finder = AhoCorasick::new(all.patterns.iter().map(|(_, it)| &it.text)).ok();
        }
        all
    }

    /// Whether there are no tests.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.equal.is_empty()
            && self.exactly.is_empty()
            && self.patterns.is_empty()
            && self.regexes.is_empty()
    }

    /// How many tests are asked one by one.
    #[must_use]
    pub fn singles(&self) -> usize {
        let patterns = if self.finder.is_some() { 0 } else { self.patterns.len() };
        patterns + self.regexes.len()
    }

    /// Puts the number of every test that a text passes into `passed`.
    pub fn passed(&self, text: &Text, passed: &mut Bits) {
        let equal = self.equal.get(&text.folded);
        let exactly = self.exactly.get(&text.exact);
        equal.into_iter().chain(exactly).flatten().for_each(|bit| passed.insert(*bit));
        for (bit, regex) in &self.regexes {
            if regex.is_match(&text.exact) {
                passed.insert(*bit);
            }
        }
        match &self.finder {
            None => {
                for (bit, pattern) in &self.patterns {
                    if pattern.found_in(&text.folded) {
                        passed.insert(*bit);
                    }
                }
            }
            Some(finder) => self.find(finder, &text.folded, passed),
        }
    }

    fn find(&self, finder: &AhoCorasick, folded: &str, passed: &mut Bits) {
        for found in finder.find_overlapping_iter(folded) {
            let Some((bit, pattern)) = self.patterns.get(found.pattern().as_usize()) else {
                continue;
            };
            let fits = match pattern.op {
                TextOp::Contains => true,
                TextOp::StartsWith => found.start() == 0,
                TextOp::EndsWith => found.end() == folded.len(),
                // Whether a word begins and ends here depends on its neighbours.
                TextOp::ContainsWord => !passed.contains(*bit) && pattern.found_in(folded),
            };
            if fits {
                passed.insert(*bit);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ir::{AsOf, Clock, Value};

    fn a_test() -> impl Strategy<Value = Test> {
        let op = prop_oneof![
            Just(TextOp::Contains),
            Just(TextOp::ContainsWord),
            Just(TextOp::StartsWith),
            Just(TextOp::EndsWith)
        ];
        let pattern = (op, "[ab ö]{0,3}").prop_map(|(op, text)| {
            Test::Pattern(TextPattern { op, text: text.clone(), written: text })
        });
        prop_oneof![
            4 => pattern,
            1 => "[aAbö]{1,3}".prop_map(|it| Test::Texts(vec![Text::new(&it)])),
            1 => "[aAbö]{1,3}".prop_map(|it| Test::Exactly(it.into())),
        ]
    }

    proptest! {
        #[test]
        fn together_they_say_what_each_says_alone(
            tests in prop::collection::vec(a_test(), 0..12),
            text in "[aAbBöÖ -]{0,12}",
        ) {
            let clock = Clock::new(AsOf::Day("2025-03-01".parse().unwrap()), jiff::tz::TimeZone::UTC);
            let text = Text::new(&text);
            let mut passed = Bits::none_of(tests.len());
            TextTests::new(tests.iter().enumerate()).passed(&text, &mut passed);
            for (bit, test) in tests.iter().enumerate() {
                let alone = test.passes(&Value::Text(text.clone()), &clock);
                prop_assert_eq!(passed.contains(bit), alone, "{:?}", test);
            }
        }
    }
}
