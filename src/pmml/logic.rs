//! Conditions over named fields: as predicates of a scorecard, and as expressions.
//!
//! PMML knows three answers where leadscore knows two: a test of a missing value is neither true nor false. Predicates
//! have no `not`, so no answer is ever turned around, and "neither" counts as false. The opposite of a test says itself
//! that a missing value passes. In expressions each test asks first whether there is a value.

use super::expr::{Constant, Expr};
use super::xml::Element;

/// A condition over fields of the PMML model.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pred {
    /// Always or never.
    Const(bool),
    /// A field compared with a constant; no if it is missing.
    Is(String, Op, Constant),
    /// A field that is, or is not, one of several constants; no if it is missing.
    Among(String, bool, Vec<Constant>),
    /// A field that is missing, or is not.
    Missing(String, bool),
    /// All of them.
    All(Vec<Pred>),
    /// At least one of them.
    Any(Vec<Pred>),
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Op {
    fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }

    /// Predicates and functions share these names.
    fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::NotEqual => "notEqual",
            Self::Less => "lessThan",
            Self::LessOrEqual => "lessOrEqual",
            Self::Greater => "greaterThan",
            Self::GreaterOrEqual => "greaterOrEqual",
        }
    }
}

impl Pred {
    /// A field that is yes.
    pub fn yes(field: &str) -> Self {
        Self::Is(field.to_owned(), Op::Equal, Constant::YesNo(true))
    }

    /// All of several, folded.
    pub fn all(parts: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Const(true) => {}
                Self::Const(false) => return Self::Const(false),
                Self::All(inner) => flat.extend(inner),
                other if flat.contains(&other) => {}
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Const(true),
            1 => flat.pop().unwrap_or(Self::Const(true)),
            _ => Self::All(flat),
        }
    }

    /// At least one of several, folded, each once.
    pub fn any(parts: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Const(false) => {}
                Self::Const(true) => return Self::Const(true),
                Self::Any(inner) => {
                    let new = inner.into_iter().filter(|it| !flat.contains(it)).collect::<Vec<_>>();
                    flat.extend(new);
                }
                other if flat.contains(&other) => {}
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Const(false),
            1 => flat.pop().unwrap_or(Self::Const(false)),
            _ => Self::Any(flat),
        }
    }

    /// The opposite: what a missing value did not pass, it passes.
    pub fn negated(self) -> Self {
        match self {
            Self::Const(yes) => Self::Const(!yes),
            Self::Is(field, op, value) => Self::any(vec![
                Self::Missing(field.clone(), true),
                Self::Is(field, op.opposite(), value),
            ]),
            Self::Among(field, yes, values) => Self::any(vec![
                Self::Missing(field.clone(), true),
                Self::Among(field, !yes, values),
            ]),
            Self::Missing(field, yes) => Self::Missing(field, !yes),
            Self::All(parts) => Self::any(parts.into_iter().map(Self::negated).collect()),
            Self::Any(parts) => Self::all(parts.into_iter().map(Self::negated).collect()),
        }
    }

    /// The predicate of an attribute.
    pub fn predicate(&self) -> Element {
        let compound = |operator: &str, parts: &[Self]| {
            Element::new("CompoundPredicate")
                .with("booleanOperator", operator)
                .holding(parts.iter().map(Self::predicate))
        };
        let simple = |field: &str, operator: &str| {
            Element::new("SimplePredicate").with("field", field).with("operator", operator)
        };
        match self {
            Self::Const(true) => Element::new("True"),
            Self::Const(false) => Element::new("False"),
            Self::Is(field, op, value) => simple(field, op.name()).with("value", value),
            Self::Missing(field, true) => simple(field, "isMissing"),
            Self::Missing(field, false) => simple(field, "isNotMissing"),
            Self::Among(field, yes, values) => Element::new("SimpleSetPredicate")
                .with("field", field)
                .with("booleanOperator", if *yes { "isIn" } else { "isNotIn" })
                .holding([array(values)]),
            Self::All(parts) => compound("and", parts),
            Self::Any(parts) => compound("or", parts),
        }
    }

    /// The same as an expression that is always true or false.
    pub fn expr(&self) -> Expr {
        match self {
            Self::Const(yes) => Expr::yes_no(*yes),
            Self::Is(field, op, value) => guarded(
                field,
                Expr::apply(op.name(), vec![Expr::field(field), value.clone().into()]),
            ),
            Self::Among(field, yes, values) => {
                let function = if *yes { "isIn" } else { "isNotIn" };
                let mut args = vec![Expr::field(field)];
                args.extend(values.iter().cloned().map(Expr::from));
                guarded(field, Expr::apply(function, args))
            }
            Self::Missing(field, true) => Expr::apply("isMissing", vec![Expr::field(field)]),
            Self::Missing(field, false) => Expr::known(field),
            Self::All(parts) => Expr::apply("and", parts.iter().map(Self::expr).collect()),
            Self::Any(parts) => Expr::apply("or", parts.iter().map(Self::expr).collect()),
        }
    }
}

fn guarded(field: &str, test: Expr) -> Expr {
    Expr::either(Expr::known(field), test, Some(Expr::yes_no(false)))
}

/// `"Manufacturing" "Retail"`: an array's members stand between blanks, so texts are quoted. None of them holds a quote.
fn array(values: &[Constant]) -> Element {
    let is_text = values.iter().any(|it| matches!(it, Constant::Text(_)));
    let member = |value: &Constant| match value {
        Constant::Text(text) => format!("\"{text}\""),
        other => other.to_string(),
    };
    let members: Vec<String> = values.iter().map(member).collect();
    Element::new("Array")
        .with("type", if is_text { "string" } else { "real" })
        .with("n", values.len())
        .saying(members.join(" "))
}
