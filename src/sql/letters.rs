//! What may not stand beside a whole word, as a set of a regular expression.

use std::sync::LazyLock;

/// Letters, digits and marks of every script.
static IN_WORDS: LazyLock<String> = LazyLock::new(|| {
    let is_in_word =
        |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let mut ranges: Vec<(char, char)> = Vec::new();
    for c in (char::MIN..=char::MAX).filter(|c| is_in_word(*c)) {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(c) => *last = c,
            _ => ranges.push((c, c)),
        }
    }
    let mut set = String::new();
    for (first, last) in ranges {
        set.push(first);
        if first != last {
            set.push('-');
            set.push(last);
        }
    }
    set
});

/// The members of the set, without brackets.
pub(super) fn in_words() -> &'static str {
    &IN_WORDS
}
