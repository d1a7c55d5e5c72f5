//! Comparisons that do not fit: what is wrong with them and what was probably meant.

use rust_decimal::Decimal;

use super::comparison::Left;
use super::context::Context;
use super::foreign::bare_name;
use super::values::{Meant, meant};
use crate::ast::{CompareOp, Expr, ExprKind, Node, State};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Cond, Text, Type, Value};
use crate::source::{Place, Span};

impl Context<'_> {
    /// `x == missing`, `x != ""`.
    pub fn compared_with_missing(
        &mut self,
        left: Left,
        op: &Node<CompareOp>,
        state: State,
        right: &Expr,
    ) -> Option<Cond> {
        let label = self.code_of(left);
        let missing = (state == State::Missing) != (op.node == CompareOp::NotEqual);
        let state = if missing { "missing" } else { "known" };
        // In a row of a `match` the left side is not written.
        let row = left.span.is_empty();
        let text = match (row, state) {
            (true, "missing") => state.to_owned(),
            (true, _) => format!("is {state}"),
            (false, _) => format!("{label} is {state}"),
        };
        let place = self.place(op.span.to(right.span));
        let message = "Blanks are not compared; ask for them in words.";
        self.report(
            Diagnostic::error(codes::COMPARED_WITH_MISSING, place, message)
                .help(format!("Write: {text}"))
                .fix(format!("Write {text}."), self.place(left.span.to(right.span)), text),
        );
        None
    }

    /// `interests == "AI"` where a lead has several interests.
    pub fn list_compared(
        &mut self,
        left: Left,
        op: &Node<CompareOp>,
        right: &Expr,
    ) -> Option<Cond> {
        let label = self.label_of(left);
        let written = self.slice(right.span);
        // In a row of a `match` the left side is not written.
        let code = if left.span.is_empty() { String::new() } else { self.code_of(left) };
        let several = matches!(right.node, ExprKind::List(_));
        let written = if several { format!("all of {written}") } else { written.to_owned() };
        let text = match op.node {
            CompareOp::Equal if code.is_empty() => format!("contains {written}"),
            CompareOp::Equal => format!("{code} contains {written}"),
            CompareOp::NotEqual => format!("{code} does not contain {written}"),
            _ => format!("count({code}) {} {written}", self.slice(op.span)),
        };
        let place = self.place(op.span);
        let message =
            format!("*{label}* can have several values at once, so it cannot be compared as one.");
        self.report(
            Diagnostic::error(codes::LIST_COMPARED, place, message)
                .help(format!("Write: {text}"))
                .offer(format!("Write {text}."), self.place(left.span.to(right.span)), text),
        );
        None
    }

    /// `industry > 5`.
    pub fn no_order(&mut self, left: Left, op: &Node<CompareOp>) -> Option<Cond> {
        let label = self.label_of(left);
        let place = self.place(op.span);
        let written = self.slice(op.span);
        let message = format!(
            "*{label}* is {}; {written} works for numbers, percentages and dates.",
            left.ty.words()
        );
        self.report(
            Diagnostic::error(codes::WRONG_OPERATOR, place, message)
                .help("Use == or !=, or `in` with a list."),
        );
        None
    }

    /// `email is valid`: told with the function that knows; false if it is something else.
    pub fn asks_if_valid(&mut self, left: Left, op: &Node<CompareOp>, right: &Expr) -> bool {
        let valid = bare_name(right).is_some_and(|name| {
            name.node.eq_ignore_ascii_case("valid") && !self.is_declared(&name.node)
        });
        let label = self.code_of(left);
        if !valid || left.ty != Type::Text || !label.to_lowercase().contains("mail") {
            return false;
        }
        let not = if op.node == CompareOp::NotEqual { "not " } else { "" };
        let text = format!("{not}is_valid_email({label})");
        let place = self.place(right.span);
        let whole = self.place(left.span.to(right.span));
        let message = "Whether an address can be one is asked by a function.";
        let finding = Diagnostic::error(codes::FOREIGN, place, message);
        self.report(finding.help(format!("Write: {text}")).fix(
            format!("Write {text}."),
            whole,
            text,
        ));
        true
    }

    /// A constant of another type than the column's.
    pub fn wrong_value(&mut self, left: Left, right_ty: Type, constant: &Value, span: Span) {
        let label = self.label_of(left);
        let written = self.slice(span);
        let place = self.place(span);
        let code = match (left.ty, right_ty) {
            (Type::Percent | Type::Number | Type::Integer, Type::Percent)
            | (Type::Percent, Type::Number | Type::Integer) => codes::PERCENT_MIXED,
            _ => codes::WRONG_VALUE,
        };
        let message =
            format!("*{label}* is {}, but {written} is {}.", left.ty.words(), right_ty.words());
        let finding = Diagnostic::error(code, place, message);
        let finding = match (left.ty, constant) {
            (Type::Number | Type::Integer, Value::Text(text))
                if text.exact.parse::<rust_decimal::Decimal>().is_ok() =>
            {
                finding.help("Numbers are written without quotes.").fix(
                    format!("Write {}.", text.exact),
                    place,
                    text.exact.to_string(),
                )
            }
            (Type::Date | Type::DateTime, Value::Text(text))
                if text.exact.parse::<jiff::civil::Date>().is_ok() =>
            {
                finding.help("Dates are written without quotes.").fix(
                    format!("Write {}.", text.exact),
                    place,
                    text.exact.to_string(),
                )
            }
            (Type::Number | Type::Integer, Value::Text(_)) => {
                let code = self.code_of(left);
                finding
                    .help(format!("Compare it with a number: {code} > 100, or {code} in 100..500."))
            }
            (Type::Text, _) => {
                let quoted = format!("\"{written}\"");
                finding.help(format!("If it is a text, put it in quotes: {quoted}")).offer(
                    format!("Write {quoted}."),
                    place,
                    quoted,
                )
            }
            (Type::Percent, Value::Text(text)) if text.exact.ends_with('%') => finding
                .help("Percentages are written without quotes.")
                .fix(format!("Write {}.", text.exact), place, text.exact.to_string()),
            (Type::Percent, Value::Number(number)) => percentages(finding, *number, written, place),
            (Type::YesNo, _) => {
                let code = self.code_of(left);
                let help = format!("Use it by itself: {code}, or not {code}.");
                match yes_or_no(constant) {
                    Some(yes) => {
                        let word = if yes { "yes" } else { "no" };
                        finding.help(help).fix(format!("Write {word}."), place, word)
                    }
                    None => finding.help(help),
                }
            }
            (Type::Date, Value::Moment(_)) => {
                finding.help("A date has no time of day: write only the day.")
            }
            (Type::Date | Type::DateTime, Value::Number(year)) if is_year(*year) => finding
                .help(format!("A year has a first day and a last: {year}-01-01 and {year}-12-31.")),
            (Type::Date | Type::DateTime, _) => {
                finding.help("Dates are written year-month-day: 2025-02-20.")
            }
            (Type::Number | Type::Integer, _) if right_ty == Type::Percent => {
                finding.help("Declare the field as `percent`, or compare it with a plain number.")
            }
            _ => finding,
        };
        self.report(finding);
    }

    /// A text that is not in the field's closed list is a mistake.
    pub fn in_closed_list(&mut self, left: Left, text: &Text, span: Span) -> Option<()> {
        if self.is_allowed(left.column, text) {
            return Some(());
        }
        let values = self.closed_list(left.column)?;
        let place = self.place(span);
        let label = self.label_of(left);
        let message = format!(
            "\"{}\" is not an allowed value of *{label}* (closed list, {} {}).",
            text.exact,
            values.len(),
            if values.len() == 1 { "value" } else { "values" },
        );
        let finding = Diagnostic::error(codes::NOT_IN_LIST, place, message);
        let finding = match meant(&text.exact, values) {
            Some(Meant { value, why, sure }) => {
                let near = format!("\"{value}\"");
                let title = format!("Write {near}.");
                let help = match why.is_empty() {
                    true => format!("Closest: {near}."),
                    false => format!("{why} Write {near}."),
                };
                match sure {
                    true => finding.help(help).fix(title, place, near),
                    false => finding.help(help).offer(title, place, near),
                }
            }
            None => {
                let some: Vec<_> =
                    values.iter().take(8).map(|it| format!("\"{}\"", it.exact)).collect();
                let more = if values.len() > some.len() { ", …" } else { "" };
                finding.help(format!("Allowed are {}{more}.", some.join(", ")))
            }
        };
        self.report(finding);
        None
    }

    /// A text that the schema declares missing never occurs.
    pub fn declared_missing(&mut self, left: Left, text: &Text, span: Span) {
        let Some(field) = self.field_behind(left.column) else { return };
        if !field.missing.contains(&text.folded) {
            return;
        }
        let place = self.place(span);
        let message = format!(
            "\"{}\" is declared missing, so *{}* never has this value.",
            text.exact, field.name
        );
        let help = format!("Ask for blanks with: {} is missing", self.code_of(left));
        self.report(Diagnostic::warning(codes::MISSING_VALUE_COMPARED, place, message).help(help));
    }
}

/// A number where a percentage belongs; up to 1 it may be a share of the whole, so that 0.2 is 20%.
fn percentages(finding: Diagnostic, number: Decimal, written: &str, place: Place) -> Diagnostic {
    let percent = format!("{written}%");
    let hundredfold = number.checked_mul(Decimal::ONE_HUNDRED);
    match hundredfold.filter(|it| !it.is_zero() && it.abs() <= Decimal::ONE_HUNDRED) {
        Some(share) => {
            let share = format!("{}%", share.normalize());
            let whole = number.abs() == Decimal::ONE;
            let part = if whole { "the whole" } else { "a part of 1" };
            let (of_all, of_hundred) = (
                format!("{share}, if {written} is {part}"),
                format!("{percent}, if {written} is in percent already"),
            );
            finding
                .help("Percentages are compared with percentages.")
                .offer(of_all, place, share)
                .offer(of_hundred, place, percent)
        }
        None => finding
            .help(format!("Percentages are compared with percentages: {percent}"))
            .offer(format!("Write {percent}."), place, percent),
    }
}

/// Whether a number may be a year of our time.
pub(super) fn is_year(number: Decimal) -> bool {
    number.is_integer() && (Decimal::from(1900)..=Decimal::from(2200)).contains(&number)
}

/// What a text or number says as an answer: `"yes"`, `1`.
fn yes_or_no(value: &Value) -> Option<bool> {
    match value {
        Value::Text(text) => match &*text.folded {
            "yes" | "true" | "y" | "1" => Some(true),
            "no" | "false" | "n" | "0" => Some(false),
            _ => None,
        },
        Value::Number(number) if *number == Decimal::ONE => Some(true),
        Value::Number(number) if number.is_zero() => Some(false),
        _ => None,
    }
}

/// A value as the field's type writes it, where that is clear: `"200"` as `200`, `1` as `yes`.
pub(super) fn fitting(ty: Type, value: &Value) -> Option<String> {
    match (ty, value) {
        (Type::YesNo, _) => yes_or_no(value).map(|yes| if yes { "yes" } else { "no" }.to_owned()),
        (Type::Integer | Type::Number, Value::Text(text)) => {
            text.exact.parse::<Decimal>().ok().map(|_| text.exact.to_string())
        }
        (Type::Date | Type::DateTime, Value::Text(text)) => {
            text.exact.parse::<jiff::civil::Date>().ok().map(|_| text.exact.to_string())
        }
        (Type::Percent, Value::Number(number)) if number.abs() > Decimal::ONE => {
            Some(format!("{number}%"))
        }
        _ => None,
    }
}
