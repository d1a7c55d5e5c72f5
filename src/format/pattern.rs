//! The left sides of the rows of a `match`.

use super::doc::Doc;
use super::expr::{Level, Printer};
use crate::ast::{CompareOp, Expr, ExprKind, State, TestKind};

/// Words that would be read as part of the row before or as an operator of the row itself.
const NOT_FIRST: [&str; 16] = [
    "otherwise",
    "points",
    "per",
    "does",
    "contains",
    "starts",
    "ends",
    "matches",
    "within",
    "less",
    "more",
    "before",
    "after",
    "on",
    "equals",
    "eq",
];

impl Printer<'_> {
    /// A test of what is matched: the value, set or `missing` alone where that says the same.
    pub fn pattern(&mut self, pattern: &Expr) -> Doc {
        let ExprKind::Test(_, test) = &pattern.node else {
            return self.expr(pattern, Level::Condition);
        };
        let notes = self.notes(pattern.span);
        let inner = match &test.node {
            TestKind::Is { negated: false, state: State::Missing } => Doc::text("missing"),
            TestKind::Compare(op, value) if op.node == CompareOp::Equal => match value.node {
                // Alone, a name or list would mean one of its members.
                ExprKind::Name(_) | ExprKind::List(_) | ExprKind::Missing => self.test(test),
                _ => self.alone("== ", value),
            },
            TestKind::In { negated: false, set } => match set.node {
                ExprKind::Name(_) | ExprKind::List(_) | ExprKind::Range(_) => {
                    self.alone("in ", set)
                }
                _ => self.test(test),
            },
            _ => self.test(test),
        };
        Doc::many([notes, inner])
    }

    /// A value without its operator, unless that would be read as something else.
    fn alone(&mut self, op: &str, value: &Expr) -> Doc {
        let value = self.expr(value, Level::Sum);
        let unclear = value.begins_with('(') || value.begins_with_word(&NOT_FIRST);
        if unclear { value.after(op) } else { value }
    }
}
