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
    /// Of a text, a part that decides the result: called with it alone, the function gives the same. `None` where
    /// no such part is known.
    pub part: Option<fn(&str) -> Option<&str>>,
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
