//! Numeric expressions → calculations as rules write them.

use rust_decimal::Decimal;

use super::Stop;
use super::dictionary::{BEFOREHAND, Dictionary, Meaning, Type};
use crate::data::thousands;
use crate::pmml::{Element, rounded_in};

/// The longest calculation that is written into rules, in characters.
const LONGEST: usize = 10_000;

/// A decimal number, with or without an exponent.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let number = text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())?;
    Some(Decimal::normalize(&number))
}

/// Refuses what a calculation does with missing parts beside making all of it missing.
pub(super) fn plain(expr: &Element) -> Result<(), Stop> {
    if expr.name == "Apply"
        && expr.attribute("mapMissingTo").or(expr.attribute("defaultValue")).is_some()
    {
        let function = expr.attribute("function").unwrap_or_default();
        return Err(unknown(expr, &format!("{function} with a value for missing parts")));
    }
    expr.children.iter().try_for_each(plain)
}

/// A calculation; a missing part makes all of it missing, as in rules.
pub(super) fn number(expr: &Element, names: &Dictionary) -> Result<String, Stop> {
    match expr.name.as_str() {
        "Constant" => decimal(&expr.text).map(|it| it.to_string()).ok_or_else(|| {
            Stop::part(expr, format!("\"{}\" is no number.", expr.text), "Write a number.")
        }),
        "FieldRef" => field(expr, names),
        "Apply" => apply(expr, names),
        other => Err(unknown(expr, &format!("<{other}>"))),
    }
}

fn field(expr: &Element, names: &Dictionary) -> Result<String, Stop> {
    let number = match names.meaning(expr)? {
        Meaning::Field(name, Type::Number | Type::Integer) => name.clone(),
        Meaning::Number { text, .. } => text.clone(),
        _ => {
            let name = expr.attribute("field").unwrap_or_default();
            let message = format!("\"{name}\" is no number to calculate with.");
            return Err(Stop::part(expr, message, "Calculate with numbers only."));
        }
    };
    match expr.attribute("mapMissingTo").map(decimal) {
        None => Ok(number),
        Some(Some(default)) => Ok(format!("({number} otherwise {default})")),
        Some(None) => Err(Stop::part(expr, "mapMissingTo is no number.", "Write a number.")),
    }
}

fn apply(expr: &Element, names: &Dictionary) -> Result<String, Stop> {
    let function = expr.attribute("function").unwrap_or_default();
    match (function, expr.children.as_slice()) {
        ("/", [_, _]) if is_whole(expr, names) => Err(cut(expr)),
        ("+" | "-" | "*" | "/", [_, _]) => {
            Ok(format!("({})", parts(expr, names)?.join(&format!(" {function} "))))
        }
        ("abs", [inner]) => Ok(format!("abs({})", number(inner, names)?)),
        ("min" | "max", [_, _, ..]) => {
            Ok(format!("{function}({})", parts(expr, names)?.join(", ")))
        }
        ("if", [guard, inner]) if names.guards(guard, inner) => number(inner, names),
        ("if", [guard, known, default])
            if guard.attribute("function") == Some("isNotMissing")
                && guard.children.first() == Some(known)
                && default.name == "Constant" =>
        {
            Ok(format!("({} otherwise {})", number(known, names)?, number(default, names)?))
        }
        _ => Err(unknown(expr, function)),
    }
}

/// The parts of a calculation, as long as it stays short enough to be read.
fn parts(expr: &Element, names: &Dictionary) -> Result<Vec<String>, Stop> {
    let mut parts = Vec::new();
    let mut length = 0;
    for child in &expr.children {
        let part = number(child, names)?;
        length += part.len();
        if length > LONGEST {
            let message = format!(
                "This calculation comes to more than {} characters, because rules write out derived fields where they are used.",
                thousands(LONGEST as u64)
            );
            return Err(Stop::part(expr, message, BEFOREHAND));
        }
        parts.push(part);
    }
    Ok(parts)
}

fn unknown(expr: &Element, what: &str) -> Stop {
    let message = format!("Rules cannot say `{what}` in a calculation.");
    Stop::part(expr, message, "Rules know + - * /, abs, min and max.")
}

/// A quotient of whole numbers, which PMML cuts to a whole number.
fn cut(expr: &Element) -> Stop {
    let message = "PMML cuts this quotient of whole numbers to a whole number; rules do not.";
    let help = "Give one side the type double, or write the points as ranges.";
    Stop::part(expr, message, help)
}

/// Whether PMML calculates an expression in whole numbers.
pub(super) fn is_whole(expr: &Element, names: &Dictionary) -> bool {
    match (expr.name.as_str(), expr.attribute("function")) {
        ("Constant", _) => match expr.attribute("dataType") {
            Some(ty) => ty == "integer",
            None => expr.text.parse::<i64>().is_ok(),
        },
        ("FieldRef", _) => matches!(
            names.field(expr),
            Some(Meaning::Field(_, Type::Integer) | Meaning::Number { is_whole: true, .. })
        ),
        (_, Some("if")) => expr.children.iter().skip(1).all(|it| is_whole(it, names)),
        (_, Some("+" | "-" | "*" | "/" | "abs" | "min" | "max")) => {
            expr.children.iter().all(|it| is_whole(it, names))
        }
        _ => false,
    }
}

/// A range inside which a number is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
}

impl Range {
    /// The range after `min` or `max` with one more end: the outer end moves both, as the functions do.
    pub fn cut(self, function: &str, end: Decimal) -> Self {
        match function {
            "min" => Self {
                low: self.low.map(|it| it.min(end)),
                high: Some(self.high.map_or(end, |it| it.min(end))),
            },
            _ => Self {
                low: Some(self.low.map_or(end, |it| it.max(end))),
                high: self.high.map(|it| it.max(end)),
            },
        }
    }

    /// Whether no points at all lie outside of it.
    pub fn leaves_out_zero(self) -> bool {
        self.low.is_some_and(|it| it > Decimal::ZERO)
            || self.high.is_some_and(|it| it < Decimal::ZERO)
    }

    fn hundredth(self) -> Self {
        let part = |it: Decimal| it.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
        Self { low: self.low.map(part), high: self.high.map(part) }
    }
}

/// What a number of points comes of: so many for each of something, kept inside a range.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measured<'e> {
    pub each: Decimal,
    pub per: String,
    /// What `per` is made of.
    pub of: &'e Element,
    pub range: Range,
    /// Whether a missing number is asked for first, and gives no points.
    pub asks: bool,
    /// Whether the points are rounded to hundredths, as rules do it.
    pub rounds: bool,
}

/// The expression of a complex partial score.
pub(super) fn measured<'e>(expr: &'e Element, names: &Dictionary) -> Result<Measured<'e>, Stop> {
    let function = expr.attribute("function");
    match (function, expr.children.as_slice()) {
        // Without a number there are no points.
        (Some("if"), [guard, inner, zero]) if is_number(zero, 0) && names.guards(guard, inner) => {
            Ok(Measured { asks: true, ..measured(inner, names)? })
        }
        (Some("if"), [guard, inner]) if names.guards(guard, inner) => measured(inner, names),
        (Some(function @ ("min" | "max")), [inner, end])
            if end.name == "Constant" && inner.name == "Apply" =>
        {
            limited(expr, function, end, measured(inner, names)?)
        }
        (Some("/"), [inner, hundred]) if is_number(hundred, 100) => {
            if is_whole(expr, names) {
                return Err(cut(expr));
            }
            let product = rounded_in(expr);
            let it = measured(product.unwrap_or(inner), names)?;
            let each = it.each.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
            let range = it.range.hundredth();
            Ok(Measured { each, range, rounds: it.rounds || product.is_some(), ..it })
        }
        (Some("*"), [constant, of] | [of, constant])
            if constant.name == "Constant" && decimal(&constant.text).is_some() =>
        {
            let each = decimal(&constant.text).unwrap_or_default();
            per(each, of, names)
        }
        _ => per(Decimal::ONE, expr, names),
    }
}

fn per<'e>(each: Decimal, of: &'e Element, names: &Dictionary) -> Result<Measured<'e>, Stop> {
    let per = number(of, names)?;
    let rounds = is_whole(of, names);
    Ok(Measured { each, per, of, range: Range::default(), asks: false, rounds })
}

/// Points kept inside a range.
fn limited<'e>(
    expr: &Element,
    function: &str,
    end: &Element,
    inner: Measured<'e>,
) -> Result<Measured<'e>, Stop> {
    let Some(end) = decimal(&end.text) else {
        return Err(Stop::part(end, format!("\"{}\" is no number.", end.text), "Write a number."));
    };
    let range = inner.range.cut(function, end);
    if inner.asks && range.leaves_out_zero() {
        let message = "The model gives points even where the number is missing; rules give none.";
        let help = "Put the range inside of the question whether the number is missing.";
        return Err(Stop::part(expr, message, help));
    }
    Ok(Measured { range, ..inner })
}

fn is_number(element: &Element, number: i64) -> bool {
    element.name == "Constant" && decimal(&element.text) == Some(number.into())
}
