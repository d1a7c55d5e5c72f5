//! Regular expressions that look for no more than a piece of text.

use crate::format::print_text;
use crate::pmml::NO_WORD;

/// A piece of text that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    how: &'static str,
    pub text: String,
}

impl Piece {
    /// The test as rules write it: `contains "AI"`.
    pub fn test(&self) -> String {
        format!("{} {}", self.how, print_text(&self.text))
    }
}

/// How a regular expression that is no more than a text looks for it.
pub(super) fn piece(regex: &str) -> Option<Piece> {
    let word = regex
        .strip_prefix(&format!("(^|{NO_WORD})"))
        .and_then(|it| it.strip_suffix(&format!("($|{NO_WORD})")));
    let (how, text) = if let Some(word) = word {
        ("contains word", word)
    } else if let Some(start) = regex.strip_prefix('^') {
        ("starts with", start)
    } else if let Some(end) = regex.strip_suffix('$').filter(|it| !it.ends_with('\\')) {
        ("ends with", end)
    } else {
        ("contains", regex)
    };
    Some(Piece { how, text: literal(text)? })
}

/// The text that a regular expression without any choice stands for.
fn literal(regex: &str) -> Option<String> {
    let mut text = String::new();
    let mut chars = regex.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                // `\x20`, a blank that no reader trims.
                'x' => {
                    let code: String = chars.by_ref().take(2).collect();
                    text.push(char::from(u8::from_str_radix(&code, 16).ok()?));
                }
                other if other.is_alphanumeric() => return None,
                other => text.push(other),
            },
            '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$' => {
                return None;
            }
            other => text.push(other),
        }
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_and_choices_are_not() {
        let read = |it: &str| piece(it).map(|it| it.test());
        assert_eq!(read(r"^a\.b\x20"), Some("starts with \"a.b \"".to_owned()));
        // An escaped backslash before x20 is no blank.
        assert_eq!(read(r"a\\x20"), Some(r#"contains "a\\x20""#.to_owned()));
        assert_eq!(read(r"a\d"), None);
        assert_eq!(read("a|b"), None);
    }
}
