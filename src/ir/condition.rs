use std::hash::{Hash, Hasher};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use regex::Regex;
use rust_decimal::Decimal;

use crate::ast::{Duration, TextOp, Window};

use super::{ColumnId, Text};
use crate::source::Place;

/// A condition: a boolean combination of atoms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cond {
    /// Always or never.
    Const(bool),
    /// One test of one column.
    Atom(Atom),
    /// Not so.
    Not(Box<Cond>),
    /// All of them; of none: yes.
    All(Vec<Cond>),
    /// At least one of them; of none: no.
    Any(Vec<Cond>),
}

/// A part of an `and` or `or` as it is written, for those who suggest other words. Conditions themselves know no places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it means.
    pub cond: Cond,
    /// Where it stands.
    pub place: Place,
    /// What goes if it is taken out: the `and` or `or` beside it too.
    pub cut: Place,
    /// Whether a comment would go with it.
    pub commented: bool,
}

impl Cond {
    /// The opposite; two negations cancel out.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Const(yes) => Self::Const(!yes),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The opposite if asked for.
    #[must_use]
    pub fn negated_if(self, negate: bool) -> Self {
        if negate { self.negated() } else { self }
    }

    /// All of several conditions, constants folded and inner `and`s flattened.
    #[must_use]
    pub fn all(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Const(true) => {}
                Self::Const(false) => return Self::Const(false),
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Const(true),
            1 => flat.pop().unwrap_or(Self::Const(true)),
            _ => Self::All(flat),
        }
    }

    /// At least one of several conditions, constants folded and inner `or`s flattened.
    #[must_use]
    pub fn any(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Const(false) => {}
                Self::Const(true) => return Self::Const(true),
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Const(false),
            1 => flat.pop().unwrap_or(Self::Const(false)),
            _ => Self::Any(flat),
        }
    }

    /// The same with some atoms replaced by yes or no, and folded.
    #[must_use]
    pub fn replaced(&self, which: &dyn Fn(&Atom) -> bool, yes: bool) -> Self {
        let parts = |parts: &[Self]| parts.iter().map(|it| it.replaced(which, yes)).collect();
        match self {
            Self::Atom(atom) if which(atom) => Self::Const(yes),
            Self::Not(inner) => inner.replaced(which, yes).negated(),
            Self::All(inner) => Self::all(parts(inner)),
            Self::Any(inner) => Self::any(parts(inner)),
            other => other.clone(),
        }
    }

    /// The number of atoms.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Const(_) => 0,
            Self::Atom(_) => 1,
            Self::Not(inner) => inner.size(),
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::size).sum(),
        }
    }

    /// Calls `visit` for every atom.
    pub fn atoms<'a>(&'a self, visit: &mut impl FnMut(&'a Atom)) {
        match self {
            Self::Const(_) => {}
            Self::Atom(atom) => visit(atom),
            Self::Not(inner) => inner.atoms(visit),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.atoms(visit);
                }
            }
        }
    }
}

/// One test of one column against constants. Of a missing value every test but `Missing` is false.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Atom {
    /// The column.
    pub column: ColumnId,
    /// The test.
    pub test: Test,
}

/// What a column is tested for.
#[derive(Clone, Debug)]
pub enum Test {
    /// Nothing is known.
    Missing,
    /// Yes, or no.
    YesNo(bool),
    /// A number inside one of the intervals.
    Numbers(Vec<Interval<Decimal>>),
    /// A day inside one of the intervals.
    Dates(Vec<Interval<Date>>),
    /// An instant inside one of the intervals.
    Moments(Vec<Interval<Timestamp>>),
    /// A text equal to one of these, compared folded.
    Texts(Vec<Text>),
    /// A text equal to this, not folded.
    Exactly(Arc<str>),
    /// A piece of text found in it.
    Pattern(TextPattern),
    /// The whole text matches, without case.
    Matches(Regex),
    /// A list with this text among its members, compared folded.
    HasText(Text),
    /// A list with this number among its members.
    HasNumber(Decimal),
    /// A day or instant inside a window seen from as-of.
    Age(Window, Duration),
}

impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Missing, Self::Missing) => true,
            (Self::YesNo(a), Self::YesNo(b)) => a == b,
            (Self::Numbers(a), Self::Numbers(b)) => a == b,
            (Self::Dates(a), Self::Dates(b)) => a == b,
            (Self::Moments(a), Self::Moments(b)) => a == b,
            (Self::Texts(a), Self::Texts(b)) => a == b,
            (Self::HasText(a), Self::HasText(b)) => a == b,
            (Self::Exactly(a), Self::Exactly(b)) => a == b,
            (Self::Pattern(a), Self::Pattern(b)) => a == b,
            (Self::Matches(a), Self::Matches(b)) => a.as_str() == b.as_str(),
            (Self::HasNumber(a), Self::HasNumber(b)) => a == b,
            (Self::Age(a, b), Self::Age(c, d)) => a == c && b == d,
            _ => false,
        }
    }
}

impl Eq for Test {}

impl Hash for Test {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Missing => {}
            Self::YesNo(it) => it.hash(state),
            Self::Numbers(it) => it.hash(state),
            Self::Dates(it) => it.hash(state),
            Self::Moments(it) => it.hash(state),
            Self::Texts(it) => it.hash(state),
            Self::Exactly(it) => it.hash(state),
            Self::Pattern(it) => it.hash(state),
            Self::Matches(it) => it.as_str().hash(state),
            Self::HasText(it) => it.hash(state),
            Self::HasNumber(it) => it.hash(state),
            Self::Age(window, duration) => (window, duration).hash(state),
        }
    }
}

/// A piece of text to look for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextPattern {
    /// Where.
    pub op: TextOp,
    /// What, folded, its blanks kept.
    pub text: String,
    /// What, as it was written: for explanations.
    pub written: String,
}

impl TextPattern {
    /// Whether a folded text holds it.
    #[must_use]
    pub fn found_in(&self, folded: &str) -> bool {
        match self.op {
            TextOp::Contains => folded.contains(&self.text),
            TextOp::StartsWith => folded.starts_with(&self.text),
            TextOp::EndsWith => folded.ends_with(&self.text),
            // Every place is tried: a word may begin inside a find that is no word.
            TextOp::ContainsWord => folded.char_indices().any(|(at, _)| {
                let (before, rest) = folded.split_at_checked(at).unwrap_or((folded, ""));
                rest.strip_prefix(self.text.as_str()).is_some_and(|after| {
                    !before.chars().next_back().is_some_and(in_word)
                        && !after.chars().next().is_some_and(in_word)
                })
            }),
        }
    }
}

/// A letter, a digit or a mark: what may not stand beside a whole word.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// An interval; an absent end is open to infinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval<T> {
    /// The lower end.
    pub from: Option<T>,
    /// Whether the lower end does not belong to it.
    pub from_excluded: bool,
    /// The upper end.
    pub to: Option<T>,
    /// Whether the upper end does not belong to it.
    pub to_excluded: bool,
}

impl<T: Ord + Copy> Interval<T> {
    /// From one end to the other, both included.
    pub fn closed(from: T, to: T) -> Self {
        Self { from: Some(from), from_excluded: false, to: Some(to), to_excluded: false }
    }

    /// Only one value.
    pub fn only(value: T) -> Self {
        Self::closed(value, value)
    }

    /// Everything less.
    pub fn below(end: T) -> Self {
        Self { from: None, from_excluded: false, to: Some(end), to_excluded: true }
    }

    /// Everything greater.
    pub fn above(end: T) -> Self {
        Self { from: Some(end), from_excluded: true, to: None, to_excluded: false }
    }

    /// Whether a value lies inside.
    pub fn contains(&self, value: T) -> bool {
        let above = self
            .from
            .is_none_or(|from| if self.from_excluded { value > from } else { value >= from });
        let below =
            self.to.is_none_or(|to| if self.to_excluded { value < to } else { value <= to });
        above && below
    }
}
