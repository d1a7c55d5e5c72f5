//! Time: windows seen from as-of, and days of the calendar.

use super::comparison::Left;
use super::context::Context;
use super::foreign::bare_name;
use crate::ast::{CompareOp, Duration, Expr, Node, Unit, Window};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Cond, Operand, Test, Type};
use crate::source::Span;

impl Context<'_> {
    /// `within last 30 days`
    pub fn relative(
        &mut self,
        left: Left,
        window: Window,
        duration: &Node<Duration>,
        test: Span,
    ) -> Option<Cond> {
        let short = matches!(duration.node.unit, Unit::Minute | Unit::Hour);
        match left.ty {
            Type::DateTime => Some(left.atom(Test::Age(window, duration.node))),
            Type::Date if !short => Some(left.atom(Test::Age(window, duration.node))),
            Type::Date => {
                let place = self.place(duration.span);
                let label = self.label_of(left);
                let message =
                    format!("*{label}* is a date without a time, so hours cannot be told.");
                self.report(
                    Diagnostic::error(codes::WRONG_VALUE, place, message).help("Count in days."),
                );
                None
            }
            _ => self.not_a_date(left, test),
        }
    }

    /// `before`, `after`, `on` a fixed day.
    pub fn calendar(
        &mut self,
        left: Left,
        op: CompareOp,
        right: &Expr,
        test: Span,
    ) -> Option<Cond> {
        if !matches!(left.ty, Type::Date | Type::DateTime) {
            return self.not_a_date(left, test);
        }
        if let (Operand::Column(_), _) = self.right_value(left, right)? {
            let place = self.place(right.span);
            let message = "A fixed date belongs here.";
            self.report(
                Diagnostic::error(codes::NEEDS_CONSTANT, place, message)
                    .help("To compare two dates use < and >."),
            );
            return None;
        }
        self.compare(left, &Node::new(op, test.before()), right)
    }

    /// `created == today`: told with a window; false if it is something else.
    pub fn is_today(&mut self, left: Left, op: &Node<CompareOp>, right: &Expr) -> bool {
        let today = bare_name(right).is_some_and(|name| {
            name.node.eq_ignore_ascii_case("today") && !self.is_declared(&name.node)
        });
        if !today || !left.ty.is_date() || left.span.is_empty() || op.node != CompareOp::Equal {
            return false;
        }
        let test = "less than 1 day ago";
        let text = format!("{} {test}", self.code_of(left));
        let whole = self.place(Span::new(op.span.start as usize, right.span.end as usize));
        let message = "The day of the run has no name.";
        let finding = Diagnostic::error(codes::UNKNOWN_NAME, self.place(right.span), message);
        self.report(finding.help(format!("Write: {text}")).fix(
            format!("Write {text}."),
            whole,
            test,
        ));
        true
    }

    fn not_a_date(&mut self, left: Left, test: Span) -> Option<Cond> {
        let place = self.place(test);
        let label = self.label_of(left);
        let message = format!("*{label}* is {}, not a date.", left.ty.words());
        let finding = Diagnostic::error(codes::WRONG_OPERATOR, place, message);
        self.report(match left.ty.is_numeric() {
            true => finding.help(format!("Compare it with a number: {} > 30", self.code_of(left))),
            false => finding.help("Windows of time are for dates."),
        });
        None
    }
}
