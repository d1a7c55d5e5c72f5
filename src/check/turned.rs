//! Tests with a fixed value on the left: `100 < employees`, `"industry" == "Manufacturing"`.

use super::comparison::Left;
use super::context::{Context, Typed};
use super::foreign::bare_name;
use crate::ast::{CompareOp, Expr, ExprKind, TestKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_name;
use crate::ir::{Operand, Value};
use crate::source::Span;

impl Context<'_> {
    /// `"industry" == "Manufacturing"`, `5 < 3`.
    pub fn test_of_constant(
        &mut self,
        value: &Expr,
        operand: &Operand,
        test: &crate::ast::Test,
        span: Span,
    ) -> Typed {
        // `100 < employees`: turned round.
        if let TestKind::Compare(op, right) = &test.node
            && let ExprKind::Name(_)
            | ExprKind::Call(..)
            | ExprKind::Arithmetic(..)
            | ExprKind::Default(..) = right.node
            && !matches!(value.node, ExprKind::Text(_))
        {
            let Some((Operand::Column(column), ty)) = self.value(right) else {
                return Typed::Poison;
            };
            let left = Left { column, ty, span: right.span };
            let turned = crate::ast::Node::new(turned(op.node), op.span);
            return self.compare(left, &turned, value).map_or(Typed::Poison, Typed::Condition);
        }
        if let Some(typed) = self.turned_round(value, test, span) {
            return typed;
        }
        let written = self.one_line(value.span);
        let place = self.place(value.span);
        if let Operand::Constant(Value::Text(text)) = operand
            && self.field_named(&text.exact).is_some()
        {
            let name = print_name(&text.exact);
            return self.wrong(
                Diagnostic::error(
                    codes::WRONG_VALUE,
                    place,
                    format!("{written} in quotes is a piece of text, not the field."),
                )
                .help("Remove the quotes to use the field.")
                .fix(format!("Write {name}."), place, name),
            );
        }
        let place = self.place(span);
        self.wrong(
            Diagnostic::error(
                codes::WRONG_VALUE,
                place,
                format!(
                    "This compares two fixed values, so it is the same for {}.",
                    self.all_of_them()
                ),
            )
            .help("Put the name of a field on the left: employees > 100."),
        )
    }

    /// `"AI" in interests`, `"Retail" == industry`: the field stands on the left.
    fn turned_round(&mut self, value: &Expr, test: &crate::ast::Test, span: Span) -> Option<Typed> {
        let ExprKind::Text(_) = value.node else { return None };
        let (right, words) = match &test.node {
            TestKind::In { negated: false, set } => (&**set, "contains"),
            TestKind::In { negated: true, set } => (&**set, "does not contain"),
            TestKind::Compare(op, right) if op.node == CompareOp::Equal => (&**right, "=="),
            TestKind::Compare(op, right) if op.node == CompareOp::NotEqual => (&**right, "!="),
            _ => return None,
        };
        let field = self
            .frame
            .record
            .field(&bare_name(right)?.node)
            .and_then(|it| self.frame.record.get(it))?;
        let name = print_name(&field.name);
        let text = format!("{name} {words} {}", self.slice(value.span));
        let place = self.place(span);
        let message = format!("*{}* is what is looked at, so it stands on the left.", field.name);
        Some(
            self.wrong(
                Diagnostic::error(codes::WRONG_OPERATOR, place, message)
                    .help(format!("Write: {text}"))
                    .fix(format!("Write {text}."), place, text),
            ),
        )
    }
}

/// `100 < x` is `x > 100`.
fn turned(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        same => same,
    }
}
