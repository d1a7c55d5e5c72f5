//! A piece as words, numbers, texts and signs, however little sense they make together.

use std::ops::Range;

use crate::syntax::lexical::{Quotes, end_of_word};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Kind {
    /// Letters, digits and `_`, beginning with a letter; an apostrophe inside belongs to it.
    Word,
    /// Begins with a digit: `100`, `5k`, `1.000,50`, `2025-02-20`.
    Number,
    /// Between quotes.
    Text,
    /// A name in back-ticks.
    Ticked,
    /// Anything else: one character, or a run of signs such as `>=`.
    Sign,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::syntax) struct Token {
    pub kind: Kind,
    pub at: Range<usize>,
}

/// Signs that stand together: `>=`, `&&`, `+=`.
const RUNS: &[char] = &['=', '<', '>', '!', '&', '|', '~', '.', ':', '+', '*'];

/// The tokens of a piece; blanks and comments are passed over.
pub(in crate::syntax) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut quotes = Quotes::default();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let (kind, end) = match c {
            '#' => {
                at += rest.find(['\n', '\r']).unwrap_or(rest.len());
                continue;
            }
            _ if c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}') => {
                at += c.len_utf8();
                continue;
            }
            '`' => (Kind::Ticked, quotes.end_of_text(text, at, c)),
            '"' | '“' | '”' | '„' | '‟' | '＂' | '«' | '「' | '‘' | '\'' => {
                (Kind::Text, quotes.end_of_text(text, at, c))
            }
            _ if c.is_numeric() => (Kind::Number, at + number(rest)),
            _ if c.is_alphabetic() || c == '_' => (Kind::Word, end_of_contraction(text, at)),
            _ if RUNS.contains(&c) => {
                let length = rest.find(|other: char| !RUNS.contains(&other));
                (Kind::Sign, at + length.unwrap_or(rest.len()).min(3))
            }
            _ => (Kind::Sign, at + c.len_utf8()),
        };
        // A quote that is never closed is a sign.
        let kind = if matches!(kind, Kind::Text | Kind::Ticked) && end == at + c.len_utf8() {
            Kind::Sign
        } else {
            kind
        };
        found.push(Token { kind, at: at..end });
        at = end;
    }
    found
}

/// `doesn't` is one word.
fn end_of_contraction(text: &str, at: usize) -> usize {
    let end = end_of_word(text, at);
    let rest = text.get(end..).unwrap_or_default();
    let mut chars = rest.chars();
    let Some(quote @ ('\'' | '’')) = chars.next() else { return end };
    let tail: String = chars.take_while(|c| c.is_alphabetic()).collect();
    match tail.as_str() {
        "t" | "s" | "re" => end + quote.len_utf8() + tail.len(),
        _ => end,
    }
}

/// The length of a number with everything that people write into one; not of a dot at its end.
fn number(rest: &str) -> usize {
    let mut end = 0;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        let digit_follows = || {
            rest.get(at + c.len_utf8()..)
                .and_then(|it| it.chars().next())
                .is_some_and(char::is_numeric)
        };
        let inside = c.is_alphanumeric()
            || c == '_'
            || (matches!(c, '.' | ',' | '/' | '-' | '\'' | '’' | ':')
                && before.is_numeric()
                && digit_follows());
        if !inside {
            break;
        }
        end = at + c.len_utf8();
        before = c;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|it| text.get(it.at.clone()).unwrap()).collect()
    }

    #[test]
    fn words_numbers_and_signs_come_apart() {
        assert_eq!(
            words("when title doesn't contain \"a b\" and x>=1.000,50 # end"),
            ["when", "title", "doesn't", "contain", "\"a b\"", "and", "x", ">=", "1.000,50"]
        );
        assert_eq!(
            words("in [Retail, Software]."),
            ["in", "[", "Retail", ",", "Software", "]", "."]
        );
        assert_eq!(words("\"open 5"), ["\"", "open", "5"]);
        assert_eq!(words("then +20pts"), ["then", "+", "20pts"]);
    }
}
