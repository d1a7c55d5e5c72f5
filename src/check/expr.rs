//! Conditions and values: what an expression means.

use super::context::{Context, Typed};
use super::foreign::bare_name;
use crate::ast::{ArithmeticOp, Expr, ExprKind, Node};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_name;
use crate::ir::{Atom, Cond, Def, Operand, Test, Type, Value, calculate};
use crate::source::Span;

/// How many tests one condition may hold when its `let`s are put in.
pub(super) const MOST_ATOMS: usize = 10_000;

impl Context<'_> {
    /// A condition; `None` when it is wrong and has been reported.
    pub fn condition(&mut self, expr: &Expr) -> Option<Cond> {
        let typed = self.typed(expr);
        let cond = self.as_condition(typed, expr.span)?;
        if cond.size() > MOST_ATOMS {
            let place = self.place(expr.span);
            self.report(too_large(place));
            return None;
        }
        Some(cond)
    }

    /// A typed expression as a condition: of the values, only yes/no is one.
    pub fn as_condition(&mut self, typed: Typed, span: Span) -> Option<Cond> {
        let place = self.place(span);
        match typed {
            Typed::Poison => None,
            Typed::Condition(cond) => Some(cond),
            Typed::Value(Operand::Column(column), Type::YesNo) => {
                Some(Cond::Atom(Atom { column, test: Test::YesNo(true) }))
            }
            Typed::Value(Operand::Constant(Value::YesNo(yes)), _) => {
                let (answer, all) = (if yes { "true" } else { "false" }, self.all_of_them());
                let message = format!("This is {answer} for {all}.");
                self.report(Diagnostic::warning(codes::FIXED_CONDITION, place, message));
                Some(Cond::Const(yes))
            }
            Typed::Value(_, ty) if ty.related().is_some() => {
                let written = self.one_line(span);
                self.records_as_value(&written, ty, span);
                None
            }
            Typed::Value(operand, ty) => {
                let written = self.one_line(span);
                let message = match operand {
                    Operand::Column(_) => {
                        format!("*{written}* is {}, not a condition.", ty.words())
                    }
                    Operand::Constant(_) => format!("{written} is only a value, not a condition."),
                };
                let value = operand
                    .column()
                    .and_then(|column| self.closed_list(column)?.first().cloned())
                    .map_or("…".to_owned(), |value| value.exact.to_string());
                let example = match ty {
                    Type::Text => format!("== \"{value}\""),
                    Type::Date | Type::DateTime => "within last 30 days".to_owned(),
                    Type::Texts => "contains \"…\"".to_owned(),
                    _ => "> 100".to_owned(),
                };
                self.report(Diagnostic::error(codes::NEEDS_CONDITION, place, message).help(
                    format!("Say what is asked of it: {written} {example}, or {written} is known."),
                ));
                None
            }
        }
    }

    /// A value; `None` when it is wrong and has been reported.
    pub fn value(&mut self, expr: &Expr) -> Option<(Operand, Type)> {
        match self.typed(expr) {
            Typed::Poison => None,
            Typed::Value(operand, ty) => Some((operand, ty)),
            Typed::Condition(_) => {
                let place = self.place(expr.span);
                let message = "A value belongs here, and this is a condition.";
                self.report(
                    Diagnostic::error(codes::NEEDS_VALUE, place, message)
                        .help("Use the condition by itself, with `and`, `or` or `not`."),
                );
                None
            }
        }
    }

    /// What an expression means.
    pub fn typed(&mut self, expr: &Expr) -> Typed {
        if let Some(literal) = self.literal(expr) {
            return literal;
        }
        match &expr.node {
            ExprKind::It => self.it.clone().unwrap_or(Typed::Poison),
            ExprKind::Name(path) => self.named(path, expr.span),
            ExprKind::Negative(inner) => self.negative(inner, expr.span),
            ExprKind::Arithmetic(first, rest) => self.arithmetic(first, rest),
            ExprKind::Default(value, default) => self.default(value, default, expr.span),
            ExprKind::Call(name, args) => self.call(name, args, expr.span),
            ExprKind::Not(inner) => self.negation(inner, expr.span),
            ExprKind::Logical(op, operands) => self.logical(*op, operands),
            ExprKind::Test(value, test) => self.test(value, test, expr.span),
            ExprKind::Quantified { any, events, filter } => {
                self.quantified(*any, events, filter.as_deref(), expr.span)
            }
            ExprKind::ScoreOf { model, through } => {
                self.score_of(model, through.as_deref(), expr.span)
            }
            ExprKind::Missing => {
                let place = self.place(expr.span);
                self.wrong(
                    Diagnostic::error(
                        codes::COMPARED_WITH_MISSING,
                        place,
                        "`missing` is not a value.",
                    )
                    .help("Ask for it with `is missing` or `is known`."),
                )
            }
            ExprKind::List(_) | ExprKind::Range(_) => self.not_single(expr),
            _ => Typed::Poison,
        }
    }

    /// A list or range where a single value belongs; `[employees]` is how sheets write a field.
    fn not_single(&mut self, expr: &Expr) -> Typed {
        let place = self.place(expr.span);
        let name = match &expr.node {
            ExprKind::List(members) => members.first().filter(|_| members.len() == 1),
            _ => None,
        };
        let name = name.and_then(bare_name).filter(|it| self.is_declared(&it.node));
        let finding = Diagnostic::error(codes::NEEDS_VALUE, place, "A single value belongs here.");
        let finding = match name.map(|it| print_name(&it.node)) {
            Some(name) => finding
                .help(format!("A field is written by its name alone: {name}"))
                .fix(format!("Write {name}."), place, name),
            None => finding.help("Lists and ranges stand after `in`: country in [\"DE\", \"AT\"]."),
        };
        self.wrong(finding)
    }

    fn negative(&mut self, inner: &Expr, span: Span) -> Typed {
        let Some((operand, ty)) = self.calculable(inner) else { return Typed::Poison };
        match operand {
            Operand::Constant(Value::Number(number)) => {
                Typed::Value(Operand::Constant(Value::Number(-number)), ty)
            }
            Operand::Constant(_) => Typed::Poison,
            Operand::Column(column) => {
                let label = self.one_line(span);
                Typed::Value(Operand::Column(self.column(Def::Negate(column), ty, &label)), ty)
            }
        }
    }

    fn arithmetic(&mut self, first: &Expr, rest: &[(Node<ArithmeticOp>, Expr)]) -> Typed {
        if let Some(typed) = self.name_with_hyphens(first, rest) {
            return typed;
        }
        let mut sum = self.calculable(first);
        let whole = rest.last().map_or(first.span, |(_, term)| first.span.to(term.span));
        // Partial sums are called by the beginning of the whole, or naming them would take n² time.
        let label = self.one_line(whole);
        let short: String = label.chars().take(60).collect();
        for (index, (op, term)) in rest.iter().enumerate() {
            let right = self.calculable(term);
            let (Some(left), Some(right)) = (sum.take(), right) else { continue };
            let label = if index + 1 == rest.len() { &label } else { &short };
            sum = self.one_calculation(op, left, right, label, term.span);
        }
        match sum {
            Some((operand, ty)) => Typed::Value(operand, ty),
            None => Typed::Poison,
        }
    }

    /// `annual-revenue`: a name with hyphens, read as a subtraction.
    fn name_with_hyphens(
        &mut self,
        first: &Expr,
        rest: &[(Node<ArithmeticOp>, Expr)],
    ) -> Option<Typed> {
        let last = rest.last().map(|(_, term)| term.span)?;
        let whole = first.span.to(last);
        let written = self.slice(whole);
        let unknown = |it: &Expr| bare_name(it).is_some_and(|name| !self.is_declared(&name.node));
        let tight = !written.contains(char::is_whitespace);
        let all = tight && unknown(first) && rest.iter().all(|(_, term)| bare_name(term).is_some());
        let name = written.replace('-', "_");
        self.frame.record.field(&name).filter(|_| all)?;
        let place = self.place(whole);
        let message = format!("There is no field *{written}*.");
        Some(
            self.wrong(
                Diagnostic::error(codes::UNKNOWN_NAME, place, message)
                    .help(format!("A hyphen is a minus. Write {name}."))
                    .fix(format!("Write {name}."), place, name),
            ),
        )
    }

    fn one_calculation(
        &mut self,
        op: &Node<ArithmeticOp>,
        (left, left_ty): (Operand, Type),
        (right, right_ty): (Operand, Type),
        label: &str,
        right_span: Span,
    ) -> Option<(Operand, Type)> {
        let whole_numbers = left_ty == Type::Integer && right_ty == Type::Integer;
        let ty = match op.node {
            ArithmeticOp::Divide => Type::Number,
            _ if whole_numbers => Type::Integer,
            _ => Type::Number,
        };
        if let (ArithmeticOp::Divide, Operand::Constant(Value::Number(divisor))) = (op.node, &right)
            && divisor.is_zero()
        {
            let place = self.place(right_span);
            self.report(
                Diagnostic::error(
                    codes::DIVISION_BY_ZERO,
                    place,
                    "Nothing can be divided by zero.",
                )
                .help("Divide by another number."),
            );
            return None;
        }
        if let (Operand::Constant(Value::Number(a)), Operand::Constant(Value::Number(b))) =
            (&left, &right)
        {
            let Some(result) = calculate(op.node, *a, *b) else {
                let place = self.place(right_span);
                let message = "The result has more than 28 digits.";
                self.report(Diagnostic::error(codes::BAD_NUMBER, place, message));
                return None;
            };
            return Some((Operand::Constant(Value::Number(result)), ty));
        }
        let column = self.column(Def::Arithmetic(op.node, left, right), ty, label);
        Some((Operand::Column(column), ty))
    }

    /// A number to calculate with.
    fn calculable(&mut self, expr: &Expr) -> Option<(Operand, Type)> {
        let (operand, ty) = self.value(expr)?;
        if ty.is_numeric() {
            return Some((operand, ty));
        }
        let written = self.one_line(expr.span);
        let place = self.place(expr.span);
        let message =
            format!("*{written}* is {}; only numbers can be calculated with.", ty.words());
        let mut finding = Diagnostic::error(codes::NEEDS_VALUE, place, message);
        finding = match ty {
            Type::Percent => finding.help("Compare a percentage with another: growth > 20%."),
            Type::Date | Type::DateTime => {
                finding.help(format!("For an age in days write days_since({written})."))
            }
            Type::Text => finding.help("Texts are compared or searched, each by itself."),
            Type::Records(_) => finding.help(format!("How many there are is count({written}).")),
            Type::Texts | Type::Numbers => {
                finding.help(format!("How many values it has is count({written})."))
            }
            _ => finding.help("Ask for it with a condition of its own."),
        };
        self.report(finding);
        None
    }

    fn default(&mut self, value: &Expr, default: &Expr, span: Span) -> Typed {
        let left = self.value(value);
        let right = match &default.node {
            ExprKind::Missing | ExprKind::Name(_) => None,
            _ => self.value(default),
        };
        let Some((Operand::Constant(constant), right_ty)) = right else {
            if left.is_some() && right.is_none() && !matches!(default.node, ExprKind::Mistake) {
                let place = self.place(default.span);
                let message = "After `otherwise` stands a fixed value.";
                self.report(Diagnostic::error(codes::NEEDS_CONSTANT, place, message));
            }
            return Typed::Poison;
        };
        let Some((operand, ty)) = left else { return Typed::Poison };
        if !ty.fits(right_ty) {
            let written = self.one_line(value.span);
            let place = self.place(default.span);
            let message = format!(
                "*{written}* is {}, and {} stands in for it.",
                ty.words(),
                right_ty.words()
            );
            return self.wrong(
                Diagnostic::error(codes::WRONG_VALUE, place, message)
                    .help("Both have to be of one type."),
            );
        }
        let ty = if ty == Type::Integer { right_ty } else { ty };
        match operand {
            Operand::Constant(_) => Typed::Value(operand, ty),
            Operand::Column(column) => {
                let label = self.one_line(span);
                let column = self.column(Def::Default(column, constant), ty, &label);
                Typed::Value(Operand::Column(column), ty)
            }
        }
    }
}

pub(super) fn too_large(place: crate::source::Place) -> Diagnostic {
    let message = "With its `let`s put in, this condition grows to more than 10,000 tests.";
    Diagnostic::error(codes::TOO_LARGE, place, message)
        .help("Use `in` with a list, or split the rule.")
}
