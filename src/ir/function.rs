use std::ops::Range;

use super::{Clock, Type, Value};

/// A built-in function: all that checker, interpreter and documentation need to know.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it takes and gives, for people: `domain(text) → text`.
    pub usage: &'static str,
    /// What it does, in Markdown; the first sentence stands in lists.
    pub docs: &'static str,
    /// Calls with their results, which run as tests.
    pub examples: &'static [Example],
    /// What it takes and gives.
    pub signature: Signature,
    /// Its meaning.
    pub call: Call,
    /// Of a text, the part that decides the result: called with it alone, the function gives the same. `None` where
    /// no such part is known.
    pub part: Option<Part>,
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The only `@` with all that follows, of ASCII without any of `/`, `:`, `?` and `#`: many e-mail addresses share it.
    AfterAt,
}

impl Part {
    /// Where the part stands in a text, if it has one.
    ///
    /// ```
    /// use leadscore::ir::Part;
    /// assert_eq!(Part::AfterAt.of("ana@example.com"), Some(3..15));
    /// assert_eq!(Part::AfterAt.of("https://example.com/@ana"), None);
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> Option<Range<usize>> {
        match self {
            Self::AfterAt => {
                let (name, rest) = text.split_once('@')?;
                let is_other = |c: char| matches!(c, '/' | ':' | '?' | '#') || !c.is_ascii();
                let is_plain = !rest.contains('@') && !text.contains(is_other);
                is_plain.then_some(name.len()..text.len())
            }
        }
    }
}

/// The meaning of a function: its arguments may be missing, and so may its result.
pub type Call = fn(&[Value], &Clock) -> Value;

/// `leadscore` source of a call, and its result as explanations show it.
#[derive(Debug)]
pub struct Example {
    /// `domain("ana@example.com")`
    pub call: &'static str,
    /// `example.com`
    pub gives: &'static str,
}

/// What a function takes and gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// One text gives a value of this type.
    OfText(Type),
    /// One date or datetime gives a whole number.
    OfDay,
    /// Two dates or datetimes give a whole number.
    OfDays,
    /// Two datetimes give a number.
    OfMoments,
    /// One number gives a number of the same type.
    OfNumber,
    /// A number, and perhaps how many decimals: gives a number.
    Round,
    /// Two or more numbers, or one list of numbers: gives a number.
    OfNumbers,
    /// One list of numbers gives a number.
    OfNumberList,
    /// One list gives a whole number.
    OfList,
}

/// Functions are known by their names.
impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Function {}

impl std::hash::Hash for Function {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}
