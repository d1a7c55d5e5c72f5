//! Numeric expressions → calculations as rules write them.

use rust_decimal::Decimal;

use super::Stop;
use super::dictionary::{Dictionary, Meaning, Type};
use crate::pmml::Element;

/// A decimal number, with or without an exponent.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let number = text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())?;
    Some(Decimal::normalize(&number))
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
        Meaning::Number(number) => number.clone(),
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
    if expr.attribute("mapMissingTo").or(expr.attribute("defaultValue")).is_some() {
        return Err(unknown(expr, &format!("{function} with a value for missing parts")));
    }
    let all = || expr.children.iter().map(|it| number(it, names)).collect::<Result<Vec<_>, _>>();
    match (function, expr.children.as_slice()) {
        ("+" | "-" | "*" | "/", [_, _]) => {
            let parts = all()?;
            Ok(format!("({})", parts.join(&format!(" {function} "))))
        }
        ("abs", [_]) => Ok(format!("abs({})", all()?.join(""))),
        ("min" | "max", [_, _, ..]) => Ok(format!("{function}({})", all()?.join(", "))),
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

fn unknown(expr: &Element, what: &str) -> Stop {
    let message = format!("Rules cannot say `{what}` in a calculation.");
    Stop::part(expr, message, "Rules know + - * /, abs, min and max.")
}

/// What a number of points comes of: so many for each of something, kept inside a range.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measured {
    pub each: Decimal,
    pub per: String,
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
}

/// The expression of a complex partial score.
pub(super) fn measured(expr: &Element, names: &Dictionary) -> Result<Measured, Stop> {
    let function = expr.attribute("function");
    match (function, expr.children.as_slice()) {
        // Without a number there are no points.
        (Some("if"), [guard, inner, zero])
            if decimal(&zero.text) == Some(Decimal::ZERO) && names.guards(guard, inner) =>
        {
            measured(inner, names)
        }
        (Some("if"), [guard, inner]) if names.guards(guard, inner) => measured(inner, names),
        (Some("min"), [inner, end]) if end.name == "Constant" && inner.name == "Apply" => {
            Ok(Measured { high: decimal(&end.text), ..measured(inner, names)? })
        }
        (Some("max"), [inner, end]) if end.name == "Constant" && inner.name == "Apply" => {
            Ok(Measured { low: decimal(&end.text), ..measured(inner, names)? })
        }
        (Some("/"), [inner, hundred]) if decimal(&hundred.text) == Some(Decimal::ONE_HUNDRED) => {
            let product = rounded(inner).unwrap_or(inner);
            let measured = measured(product, names)?;
            Ok(Measured { each: measured.each / Decimal::ONE_HUNDRED, ..measured })
        }
        (Some("*"), [constant, of]) | (Some("*"), [of, constant])
            if constant.name == "Constant" && decimal(&constant.text).is_some() =>
        {
            let each = decimal(&constant.text).unwrap_or_default();
            Ok(Measured { each, per: number(of, names)?, low: None, high: None })
        }
        _ => Ok(Measured { each: Decimal::ONE, per: number(expr, names)?, low: None, high: None }),
    }
}

/// What leadscore itself rounds half away from zero: the product inside.
fn rounded(expr: &Element) -> Option<&Element> {
    let is = |it: &Element, name: &str| it.attribute("function") == Some(name);
    let [condition, minus, up] = expr.children.as_slice() else { return None };
    let product = condition.children.first()?;
    let raised = up.children.first()?.children.first()?;
    let fits = is(expr, "if")
        && is(condition, "lessThan")
        && is(minus, "-")
        && is(up, "floor")
        && (raised == product || raised.children.first() == Some(product));
    fits.then_some(product)
}
