//! Questions before a calculation that rules need not ask: whether there is a value at all.

use std::collections::BTreeSet;

use super::dictionary::{Dictionary, Meaning};
use crate::ir::name_key;
use crate::pmml::Element;

impl Dictionary {
    /// Whether `inner` is missing in rules wherever a guard keeps it from being calculated. A guard that asks about
    /// anything else is a condition, which calculations in rules do not have.
    pub fn guards(&self, guard: &Element, inner: &Element) -> bool {
        match (guard.attribute("function"), guard.children.as_slice()) {
            (Some("and"), parts) => parts.iter().all(|it| self.guards(it, inner)),
            (Some("isNotMissing"), [field]) => self.looks_at(inner, field),
            // A blank text is missing; so is what is divided by zero.
            (Some("notEqual"), [text, blank]) if blank.text.is_empty() => {
                self.looks_at(inner, text)
            }
            (Some("notEqual"), [divisor, zero]) if zero.text == "0" => {
                inner.attribute("function") == Some("/") && inner.children.get(1) == Some(divisor)
            }
            (Some("isIn" | "equal"), [text, values @ ..]) => {
                text == inner && self.is_closed_list(text, values)
            }
            _ => false,
        }
    }

    /// Whether an expression looks at the fields of another.
    fn looks_at(&self, expr: &Element, other: &Element) -> bool {
        let (mut fields, mut others) = (Vec::new(), Vec::new());
        self.fields(expr, &mut fields);
        self.fields(other, &mut others);
        !others.is_empty() && others.iter().all(|it| fields.contains(it))
    }

    fn fields<'d>(&'d self, expr: &Element, found: &mut Vec<&'d Meaning>) {
        found.extend(expr.attribute("field").and_then(|it| self.known(it)));
        expr.children.iter().for_each(|it| self.fields(it, found));
    }

    /// Whether values are those that a text can have anyway.
    fn is_closed_list(&self, text: &Element, values: &[Element]) -> bool {
        let mut fields = Vec::new();
        self.fields(text, &mut fields);
        let [Meaning::Field(name, _)] = fields.as_slice() else { return false };
        let values: BTreeSet<String> = values.iter().map(|it| name_key(&it.text)).collect();
        self.closed_list(name).is_some_and(|it| *it == values)
    }
}
