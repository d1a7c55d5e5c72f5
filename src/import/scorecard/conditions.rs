//! Predicates → conditions.
//!
//! A test of a missing value is neither true nor false in PMML, and an attribute that is not true does not count. So a
//! test reads as it is, except `notEqual` and `isNotIn`: rules would take a missing value there, PMML does not.

use super::Stop;
use super::dictionary::{Dictionary, Meaning, Type};
use super::numbers::decimal;
use super::pieces::Piece;
use crate::format::print_text;
use crate::pmml::Element;

/// A condition as rules write it, with whether it is a single test.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    pub text: String,
    single: bool,
}

impl Condition {
    fn single(text: String) -> Self {
        Self { text, single: true }
    }

    pub fn inside(&self) -> String {
        if self.single { self.text.clone() } else { format!("({})", self.text) }
    }
}

/// Whether an element is a predicate.
pub(super) fn is_predicate(element: &Element) -> bool {
    matches!(
        element.name.as_str(),
        "SimplePredicate" | "SimpleSetPredicate" | "CompoundPredicate" | "True" | "False"
    )
}

/// A predicate as a condition.
pub(super) fn condition(predicate: &Element, names: &Dictionary) -> Result<Condition, Stop> {
    match predicate.name.as_str() {
        "True" => Ok(Condition::single("yes".to_owned())),
        "False" => Ok(Condition::single("no".to_owned())),
        "SimplePredicate" => simple(predicate, names, false),
        "SimpleSetPredicate" => set(predicate, names, false),
        "CompoundPredicate" => compound(predicate, names),
        other => {
            let message = format!("Rules cannot say <{other}> in a condition.");
            let help = "Use simple predicates, sets, and compounds with and / or.";
            Err(Stop::part(predicate, message, help))
        }
    }
}

fn compound(predicate: &Element, names: &Dictionary) -> Result<Condition, Stop> {
    let word = match predicate.attribute("booleanOperator") {
        Some("and") => "and",
        Some("or") => "or",
        other => {
            let operator = other.unwrap_or("nothing");
            let message = format!("Rules cannot say the compound with {operator}.");
            let help = "Use and / or, and `isMissing` for what is not known.";
            return Err(Stop::part(predicate, message, help));
        }
    };
    let parts = predicate.children.iter().filter(|it| it.name != "Extension");
    let parts: Vec<&Element> = parts.collect();
    // `x is missing or x is not A` is what rules call `x != A`.
    if let ("or", [missing, other]) = (word, parts.as_slice())
        && missing.attribute("operator") == Some("isMissing")
        && missing.attribute("field") == other.attribute("field")
    {
        let negative = match other.name.as_str() {
            "SimplePredicate" if other.attribute("operator") == Some("notEqual") => {
                Some(simple(other, names, true)?)
            }
            "SimpleSetPredicate" if other.attribute("booleanOperator") == Some("isNotIn") => {
                Some(set(other, names, true)?)
            }
            _ => None,
        };
        if let Some(negative) = negative {
            return Ok(negative);
        }
    }
    let parts = parts.into_iter().map(|it| condition(it, names)).collect::<Result<Vec<_>, _>>()?;
    match parts.as_slice() {
        [] => Err(Stop::part(predicate, "The compound holds no condition.", "Delete it.")),
        [only] => Ok(only.clone()),
        several => {
            let texts: Vec<String> = several.iter().map(Condition::inside).collect();
            Ok(Condition { text: texts.join(&format!(" {word} ")), single: false })
        }
    }
}

/// A comparison; `or_missing` of one that is told to take a missing value too.
fn simple(predicate: &Element, names: &Dictionary, or_missing: bool) -> Result<Condition, Stop> {
    let operator = predicate.attribute("operator").unwrap_or_default();
    let (subject, ty) = match names.meaning(predicate)? {
        Meaning::Field(name, ty) => (name, *ty),
        Meaning::Number { text, .. } => (text, Type::Number),
        Meaning::Contains(field, piece) => return contained(predicate, field, piece, or_missing),
    };
    let single = |text| Ok(Condition::single(text));
    let sign = match operator {
        "isMissing" => return single(format!("{subject} is missing")),
        "isNotMissing" => return single(format!("{subject} is known")),
        "equal" => "==",
        "notEqual" => "!=",
        "lessThan" => "<",
        "lessOrEqual" => "<=",
        "greaterThan" => ">",
        "greaterOrEqual" => ">=",
        other => {
            let message = format!("Rules do not know the comparison {other}.");
            let help = "Comparisons are equal, notEqual, lessThan, lessOrEqual, greaterThan, greaterOrEqual.";
            return Err(Stop::part(predicate, message, help));
        }
    };
    let value = constant(predicate, predicate.attribute("value").unwrap_or_default(), ty)?;
    let is_order = !matches!(sign, "==" | "!=");
    if is_order && matches!(ty, Type::Text | Type::YesNo) {
        let message = format!("{subject} has no order, so {operator} cannot be asked of it.");
        return Err(Stop::part(predicate, message, "Name the values with isIn."));
    }
    let test = format!("{subject} {sign} {value}");
    if sign == "!=" && !or_missing {
        return Ok(Condition { text: format!("{subject} is known and {test}"), single: false });
    }
    single(test)
}

/// A test of a field that says whether a text contains another.
fn contained(
    predicate: &Element,
    field: &str,
    piece: &Piece,
    or_missing: bool,
) -> Result<Condition, Stop> {
    let operator = predicate.attribute("operator").unwrap_or_default();
    let condition = format!("{field} {}", piece.test());
    let yes = matches!(predicate.attribute("value"), Some("true" | "1"));
    match (operator, yes) {
        ("isMissing", _) => Ok(Condition::single(format!("{field} is missing"))),
        ("isNotMissing", _) => Ok(Condition::single(format!("{field} is known"))),
        ("equal", true) | ("notEqual", false) => Ok(Condition::single(condition)),
        ("equal", false) | ("notEqual", true) if or_missing => {
            Ok(Condition::single(format!("not ({condition})")))
        }
        ("equal", false) | ("notEqual", true) => {
            let text = format!("{field} is known and not ({condition})");
            Ok(Condition { text, single: false })
        }
        _ => {
            let message = format!("Rules do not know the comparison {operator} of yes and no.");
            Err(Stop::part(predicate, message, "Use equal with true or false."))
        }
    }
}

fn set(predicate: &Element, names: &Dictionary, or_missing: bool) -> Result<Condition, Stop> {
    let (subject, ty) = match names.meaning(predicate)? {
        Meaning::Field(name, ty) => (name, *ty),
        Meaning::Number { text, .. } => (text, Type::Number),
        Meaning::Contains(..) => {
            let message = "A set of yes and no says nothing.";
            return Err(Stop::part(predicate, message, "Use equal with true or false."));
        }
    };
    let array = predicate.child("Array").map(|it| members(&it.text)).unwrap_or_default();
    if array.is_empty() {
        return Err(Stop::part(predicate, "The set is empty.", "Name at least one value."));
    }
    let values =
        array.iter().map(|it| constant(predicate, it, ty)).collect::<Result<Vec<_>, _>>()?;
    let list = values.join(", ");
    match (predicate.attribute("booleanOperator"), or_missing) {
        (Some("isNotIn"), true) => Ok(Condition::single(format!("{subject} not in [{list}]"))),
        (Some("isNotIn"), false) => {
            let text = format!("{subject} is known and {subject} not in [{list}]");
            Ok(Condition { text, single: false })
        }
        (Some("isIn"), _) => Ok(Condition::single(format!("{subject} in [{list}]"))),
        (other, _) => {
            let message = format!("Rules do not know the set with {}.", other.unwrap_or("nothing"));
            Err(Stop::part(predicate, message, "Use isIn or isNotIn."))
        }
    }
}

/// The members of an array: between blanks, or in quotes, where `\"` stands for a quote.
fn members(text: &str) -> Vec<String> {
    let mut members = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut member = String::new();
        if c == '"' {
            while let Some(c) = chars.next() {
                match c {
                    '"' => break,
                    '\\' => member.push(chars.next_if_eq(&'"').unwrap_or(c)),
                    other => member.push(other),
                }
            }
        } else {
            member.push(c);
            while let Some(c) = chars.next_if(|it| !it.is_whitespace()) {
                member.push(c);
            }
        }
        members.push(member);
    }
    members
}

/// A value as rules write it.
fn constant(element: &Element, value: &str, ty: Type) -> Result<String, Stop> {
    let written = match ty {
        Type::Text => (!value.trim().is_empty()).then(|| print_text(value.trim())),
        Type::Number | Type::Integer => decimal(value).map(|it| it.to_string()),
        Type::YesNo => match value {
            "true" | "1" => Some("yes".to_owned()),
            "false" | "0" => Some("no".to_owned()),
            _ => None,
        },
        Type::Date => value.parse::<jiff::civil::Date>().ok().map(|it| it.to_string()),
        Type::DateTime => {
            let at = value.parse::<jiff::civil::DateTime>().ok();
            at.map(|it| crate::format::print_datetime(it, None))
        }
    };
    written.ok_or_else(|| {
        let message = format!("\"{value}\" is no value of this field.");
        Stop::part(element, message, "Mend the value, or the type of the field.")
    })
}
