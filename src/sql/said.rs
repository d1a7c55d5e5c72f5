//! Conditions put together, with no more brackets than they need.

/// A condition that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    text: String,
    binds: Binds,
}

/// How tightly its parts hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Or,
    And,
    Not,
    Test,
}

impl Said {
    /// A single test.
    pub fn test(text: impl Into<String>) -> Self {
        Self { text: text.into(), binds: Binds::Test }
    }

    /// Always or never.
    pub fn constant(yes: bool) -> Self {
        Self::test(if yes { "TRUE" } else { "FALSE" })
    }

    /// What begins with a `NOT` of its own, or ends in `IS NOT TRUE`.
    pub fn negation(text: String) -> Self {
        Self { text, binds: Binds::Not }
    }

    /// All of them.
    pub fn all(parts: Vec<Self>) -> Self {
        Self::joined(parts, Binds::And, " AND ", true)
    }

    /// At least one of them.
    pub fn any(parts: Vec<Self>) -> Self {
        Self::joined(parts, Binds::Or, " OR ", false)
    }

    fn joined(mut parts: Vec<Self>, binds: Binds, word: &str, of_none: bool) -> Self {
        match parts.len() {
            0 => return Self::constant(of_none),
            1 => return parts.swap_remove(0),
            _ => {}
        }
        let inside = |it: Self| match it.binds >= binds {
            true => it.text,
            false => format!("({})", it.text),
        };
        let texts: Vec<String> = parts.into_iter().map(inside).collect();
        Self { text: texts.join(word), binds }
    }

    /// Between brackets, if anything but a single word or call.
    pub fn bracketed(&self) -> String {
        let is_word = self.text.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_word { self.text.clone() } else { format!("({})", self.text) }
    }

    /// As it is.
    pub fn text(&self) -> &str {
        &self.text
    }
}
