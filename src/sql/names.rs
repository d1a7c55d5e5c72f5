//! Names of columns and steps: quoted only where a plain word would not do, and each used once.

use std::collections::{HashMap, HashSet};

use super::dialect::Speech;
use super::reserved;

/// Names that statements use themselves.
const OWN: &[&str] = &["blanks", "cased", "folded", "leads", "n", "x"];

/// A name as SQL writes it: a plain word as it is, anything else in the dialect's quotes.
pub(super) fn written(name: &str, speech: &dyn Speech) -> String {
    let is_word = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && name.starts_with(|c: char| c.is_ascii_lowercase());
    if is_word && !speech.is_reserved(name) { name.to_owned() } else { speech.name(name) }
}

/// The name of a table, of which each part is written by itself.
pub(super) fn written_path(path: &str, speech: &dyn Speech) -> String {
    let parts: Vec<String> = path.split('.').map(|it| written(it.trim(), speech)).collect();
    parts.join(".")
}

/// The names that are in use.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The next number of each word that was wished for more than once.
    next: HashMap<String, u32>,
}

impl Names {
    /// A name like this one that nothing else has: small letters, digits and `_`.
    pub fn new_like(&mut self, wish: &str) -> String {
        let mut word: String = wish
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '_' })
            .collect();
        while word.contains("__") {
            word = word.replace("__", "_");
        }
        let word = word.trim_matches('_');
        let word: String = word.chars().take(40).collect();
        let word = match word.chars().next() {
            None => "it".to_owned(),
            Some(first) if first.is_ascii_digit() => format!("of_{word}"),
            Some(_) => word,
        };
        let is_free =
            |it: &str| !self.taken.contains(it) && !reserved::in_any(it) && !OWN.contains(&it);
        let mut free = word.clone();
        let next = self.next.entry(word.clone()).or_insert(2);
        while !is_free(&free) {
            free = format!("{word}_{next}");
            *next += 1;
        }
        self.taken.insert(free.clone());
        free
    }
}
