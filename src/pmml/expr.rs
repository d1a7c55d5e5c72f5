//! Expressions of PMML.

use std::fmt;

use rust_decimal::Decimal;

use super::xml::Element;

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Constant {
    Number(Decimal),
    Text(String),
    YesNo(bool),
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{}", number.normalize()),
            Self::Text(text) => f.write_str(text),
            Self::YesNo(yes) => write!(f, "{yes}"),
        }
    }
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    Field(String),
    Constant(Constant),
    Apply(&'static str, Vec<Expr>),
    /// The steps of a field, from the highest, each with the least number in it.
    Steps(String, &'static str, Vec<(String, Option<Decimal>)>),
    /// What was read from a model.
    #[cfg(feature = "formats")]
    Read(Box<Element>),
}

impl From<Constant> for Expr {
    fn from(constant: Constant) -> Self {
        Self::Constant(constant)
    }
}

impl Expr {
    pub fn field(name: &str) -> Self {
        Self::Field(name.to_owned())
    }

    pub fn number(number: impl Into<Decimal>) -> Self {
        Self::Constant(Constant::Number(number.into()))
    }

    pub fn text(text: &str) -> Self {
        Self::Constant(Constant::Text(text.to_owned()))
    }

    pub fn yes_no(yes: bool) -> Self {
        Self::Constant(Constant::YesNo(yes))
    }

    pub fn apply(function: &'static str, args: Vec<Self>) -> Self {
        Self::Apply(function, args)
    }

    pub fn known(field: &str) -> Self {
        Self::apply("isNotMissing", vec![Self::field(field)])
    }

    /// One or the other; without the other nothing.
    pub fn either(condition: Self, then: Self, otherwise: Option<Self>) -> Self {
        Self::apply("if", [condition, then].into_iter().chain(otherwise).collect())
    }

    /// All of several: of one, itself. Functions of PMML want two.
    pub fn joined(function: &'static str, mut parts: Vec<Self>) -> Option<Self> {
        if parts.len() < 2 { parts.pop() } else { Some(Self::apply(function, parts)) }
    }

    /// A sum as a tree of few storeys: evaluators call themselves for each.
    pub fn sum(mut parts: Vec<Self>) -> Self {
        if parts.len() < 2 {
            return parts.pop().unwrap_or_else(|| Self::number(0));
        }
        let right = parts.split_off(parts.len() / 2);
        Self::apply("+", vec![Self::sum(parts), Self::sum(right)])
    }

    /// A calculation that gives nothing if one of these fields is missing.
    pub fn if_known(fields: &[String], then: Self) -> Self {
        let known = fields.iter().map(|it| Self::known(it)).collect();
        match Self::joined("and", known) {
            Some(known) => Self::either(known, then, None),
            None => then,
        }
    }

    /// The nearest whole number, half away from zero, of `scaled`, divided by `unit`. `nudge` multiplies what is rounded:
    /// binary fractions make 1.005 × 100 a little too small.
    pub fn rounded(scaled: &Self, unit: Decimal, nudge: Decimal) -> Self {
        let half = || Self::number(Decimal::new(5, 1));
        let floor = |it| Self::apply("floor", vec![it]);
        let nudged = || match nudge == Decimal::ONE {
            true => scaled.clone(),
            false => Self::apply("*", vec![scaled.clone(), Self::number(nudge)]),
        };
        let down = floor(Self::apply("-", vec![half(), nudged()]));
        let up = floor(Self::apply("+", vec![nudged(), half()]));
        let negative = Self::apply("lessThan", vec![scaled.clone(), Self::number(0)]);
        let minus = Self::apply("-", vec![Self::number(0), down]);
        let whole = Self::either(negative, minus, Some(up));
        Self::apply("/", vec![whole, Self::number(unit)])
    }

    pub fn element(&self) -> Element {
        match self {
            Self::Field(name) => Element::new("FieldRef").with("field", name),
            Self::Constant(constant) => {
                let ty = match constant {
                    Constant::Number(_) => "double",
                    Constant::Text(_) => "string",
                    Constant::YesNo(_) => "boolean",
                };
                Element::new("Constant").with("dataType", ty).saying(constant)
            }
            Self::Apply(function, args) => Element::new("Apply")
                .with("function", function)
                .holding(args.iter().map(Self::element)),
            Self::Steps(field, ty, steps) => Element::new("Discretize")
                .with("field", field)
                .with("dataType", ty)
                .holding(bins(steps)),
            #[cfg(feature = "formats")]
            Self::Read(element) => (**element).clone(),
        }
    }
}

/// Each step reaches from its own least number to that of the step above it.
fn bins(steps: &[(String, Option<Decimal>)]) -> Vec<Element> {
    let mut above = None;
    let bin = |(label, from): &(String, Option<Decimal>)| {
        let closure = if from.is_some() { "closedOpen" } else { "openOpen" };
        let mut interval = Element::new("Interval").with("closure", closure);
        if let Some(from) = from {
            interval = interval.with("leftMargin", from);
        }
        if let Some(to) = above {
            interval = interval.with("rightMargin", to);
        }
        above = *from;
        Element::new("DiscretizeBin").with("binValue", label).holding([interval])
    };
    steps.iter().map(bin).collect()
}
