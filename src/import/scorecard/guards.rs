//! What is known before a calculation begins, so that rules need not ask for it.

use std::collections::BTreeSet;

use super::dictionary::{Dictionary, Meaning, Type};
use super::numbers::decimal;
use crate::ir::name_key;
use crate::pmml::{Element, rounded_in};

impl Dictionary {
    /// Whether `inner` is missing in rules wherever a guard keeps it from being calculated. A guard that asks about
    /// anything else is a condition, which calculations in rules do not have.
    pub fn guards(&self, guard: &Element, inner: &Element) -> bool {
        match (guard.attribute("function"), guard.children.as_slice()) {
            (Some("and"), parts) => parts.iter().all(|it| self.guards(it, inner)),
            (Some("isNotMissing"), [field]) => self.needs(inner, field),
            // A blank text is missing; so is what is divided by zero.
            (Some("notEqual"), [text, blank]) if is_constant(blank) && blank.text.is_empty() => {
                self.is_text(text) && self.needs(inner, text)
            }
            (Some("notEqual"), [divisor, zero])
                if is_constant(zero) && decimal(&zero.text).is_some_and(|it| it.is_zero()) =>
            {
                inner.attribute("function") == Some("/") && inner.children.get(1) == Some(divisor)
            }
            (Some("isIn" | "equal"), [text, values @ ..]) => {
                text == inner && self.is_text(text) && self.are_all_values(text, values)
            }
            (Some("isNotIn"), [text, values @ ..]) => {
                text == inner && self.is_text(text) && self.are_missing(text, values)
            }
            _ => false,
        }
    }

    /// The fields without which a predicate is not true.
    pub fn known_by<'d>(&'d self, predicate: &Element, known: &mut Vec<&'d Meaning>) {
        match (predicate.name.as_str(), predicate.attribute("operator")) {
            ("SimplePredicate", Some("isMissing")) => {}
            ("SimplePredicate" | "SimpleSetPredicate", _) => known.extend(self.field(predicate)),
            ("CompoundPredicate", _) if predicate.attribute("booleanOperator") == Some("and") => {
                predicate.children.iter().for_each(|it| self.known_by(it, known));
            }
            _ => {}
        }
    }

    /// Whether a calculation has a value wherever these fields have one.
    pub fn is_known(&self, expr: &Element, known: &[&Meaning]) -> bool {
        match expr.name.as_str() {
            "Constant" => true,
            "FieldRef" if expr.attribute("mapMissingTo").is_some() => true,
            "FieldRef" => self.field(expr).is_some_and(|it| known.contains(&it)),
            _ => {
                let function = expr.attribute("function");
                matches!(function, Some("+" | "-" | "*" | "abs" | "min" | "max"))
                    && expr.children.iter().all(|it| self.is_known(it, known))
            }
        }
    }

    /// Whether `min` or `max` may meet a missing number here. PMML passes over it, rules do not.
    pub fn passes_over(&self, expr: &Element, known: &[&Meaning]) -> bool {
        let mut known = known.to_vec();
        self.asked(expr, &mut known);
        self.has_extreme(expr, &known)
    }

    fn has_extreme(&self, expr: &Element, known: &[&Meaning]) -> bool {
        let is_extreme = matches!(expr.attribute("function"), Some("min" | "max"));
        is_extreme && !expr.children.iter().all(|it| self.are_known(it, known))
            || expr.children.iter().any(|it| self.has_extreme(it, known))
    }

    /// Whether all fields of a calculation are known.
    fn are_known(&self, expr: &Element, known: &[&Meaning]) -> bool {
        let is_known = || self.field(expr).is_some_and(|it| known.contains(&it));
        let is_asked = expr.name != "FieldRef" || expr.attribute("mapMissingTo").is_some();
        (is_asked || is_known()) && expr.children.iter().all(|it| self.are_known(it, known))
    }

    /// The fields that a calculation asks for with `isNotMissing`.
    fn asked<'d>(&'d self, expr: &Element, found: &mut Vec<&'d Meaning>) {
        if let (Some("isNotMissing"), [field]) =
            (expr.attribute("function"), expr.children.as_slice())
        {
            found.extend(self.field(field));
        }
        expr.children.iter().for_each(|it| self.asked(it, found));
    }

    /// Whether an expression is missing wherever another is: one without a default.
    fn needs(&self, expr: &Element, other: &Element) -> bool {
        let (mut fields, mut others) = (Vec::new(), Vec::new());
        self.needed(expr, &mut fields);
        self.needed(other, &mut others);
        let [other_field] = others.as_slice() else { return false };
        (other.name == "FieldRef" || self.is_text(other)) && fields.contains(other_field)
    }

    /// The fields without which an expression has no value.
    fn needed<'d>(&'d self, expr: &Element, found: &mut Vec<&'d Meaning>) {
        if let Some(scaled) = rounded_in(expr) {
            return self.needed(scaled, found);
        }
        let parts = match (expr.attribute("function"), expr.children.as_slice()) {
            (None, _) if expr.attribute("mapMissingTo").is_none() => {
                found.extend(self.field(expr));
                return;
            }
            (Some("if"), [_, inner]) => std::slice::from_ref(inner),
            (Some("if") | None, _) => return,
            (Some(_), parts) => parts,
        };
        parts.iter().for_each(|it| self.needed(it, found));
    }

    fn is_text(&self, expr: &Element) -> bool {
        matches!(self.alias(expr), Some(Meaning::Field(_, Type::Text)))
    }

    /// Whether values are those that a text can have anyway.
    fn are_all_values(&self, text: &Element, values: &[Element]) -> bool {
        let Some(Meaning::Field(name, _)) = self.alias(text) else { return false };
        keys(values).is_some_and(|it| self.closed_list(&name).is_some_and(|list| *list == it))
    }

    /// Whether values are those that count as missing anyway: a blank, and what the field declares.
    fn are_missing(&self, text: &Element, values: &[Element]) -> bool {
        let Some(Meaning::Field(name, _)) = self.alias(text) else { return false };
        let missing = self.missing(&name);
        keys(values).is_some_and(|it| it.iter().all(|it| it.is_empty() || missing.contains(it)))
    }
}

fn is_constant(element: &Element) -> bool {
    element.name == "Constant"
}

/// The keys of constants; nothing if one is something else.
fn keys(values: &[Element]) -> Option<BTreeSet<String>> {
    values.iter().all(is_constant).then(|| values.iter().map(|it| name_key(&it.text)).collect())
}
