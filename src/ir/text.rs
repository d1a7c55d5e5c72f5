use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text as the language sees it: NFC without white space around it, and folded for comparison.
///
/// Both forms are shared, so a copy costs nothing: an event table repeats few texts many times.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text {
    /// NFC, trimmed: what `is exactly` compares and reports show.
    pub exact: Arc<str>,
    /// `exact` with every code point folded: what all other comparisons see.
    pub folded: Arc<str>,
}

impl Text {
    /// A text from data or from a literal.
    ///
    /// ```
    /// use leadscore::ir::Text;
    /// assert_eq!(&*Text::new(" Straße ").folded, "straße");
    /// assert_eq!(Text::new("ΟΔΟΣ").folded, Text::new("οδος").folded);
    /// ```
    #[must_use]
    pub fn new(written: &str) -> Self {
        let trimmed = written.trim();
        let exact: Arc<str> = match is_nfc(trimmed) {
            true => trimmed.into(),
            false => trimmed.nfc().collect::<String>().into(),
        };
        let folded = fold_chars(&exact);
        let folded = if *folded == *exact { Arc::clone(&exact) } else { folded.into() };
        Self { exact, folded }
    }

    /// Whether nothing is left of it: a blank counts as missing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.exact.is_empty()
    }
}

/// A piece of text to look for: NFC and folded, its blanks kept.
#[must_use]
pub fn fold(written: &str) -> String {
    if is_nfc(written) {
        return fold_chars(written);
    }
    fold_chars(&written.nfc().collect::<String>())
}

/// Names are compared in NFC and without case.
#[must_use]
pub fn name_key(name: &str) -> String {
    fold(name.trim())
}

/// Simple case folding, code point by code point, from a table of one Unicode version: no locale and
/// no change of length (<https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt>, status C + S).
fn fold_chars(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let fold_char = |c: char| {
        if c.is_ascii() {
            return c.to_ascii_lowercase();
        }
        unicode_case_mapping::case_folded(c)
            .and_then(|code| char::from_u32(code.get()))
            .unwrap_or(c)
    };
    text.chars().map(fold_char).collect()
}
