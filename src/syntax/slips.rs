//! Conditions that read well and mean nothing yet: what was probably meant.

use super::builder::Builder;
use crate::ast::{CompareOp, Expr, ExprKind, LogicalOp, Node, Test, TestKind, TextOp};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Builder<'_> {
    /// `a or b and c`: offers both readings.
    pub fn mixed(&mut self, at: Span, operands: &[Expr], ops: &[(LogicalOp, Span)]) -> Expr {
        let reading = |inner: LogicalOp| {
            let mut text = String::new();
            let mut open = false;
            for (index, operand) in operands.iter().enumerate() {
                let before = index.checked_sub(1).and_then(|it| ops.get(it)).map(|it| it.0);
                let after = ops.get(index).map(|it| it.0);
                if let Some(op) = before {
                    text.push_str(if op == LogicalOp::And { " and " } else { " or " });
                }
                if after == Some(inner) && !open {
                    text.push('(');
                    open = true;
                }
                text.push_str(self.slice(operand.span));
                if open && after != Some(inner) {
                    text.push(')');
                    open = false;
                }
            }
            text
        };
        let (first, second) = (reading(LogicalOp::And), reading(LogicalOp::Or));
        let place = self.place(at);
        let other = ops.iter().find(|it| Some(it.0) != ops.first().map(|it| it.0));
        let mut finding = Diagnostic::error(
            codes::MIXED_AND_OR,
            self.place(other.map_or(at, |it| it.1)),
            "`and` and `or` are mixed without brackets. Which do you mean?",
        )
        .offer(first.clone(), place, first)
        .offer(second.clone(), place, second);
        if let Some((_, op)) = ops.first() {
            finding = finding.also(self.place(*op), "");
        }
        self.report(finding);
        Node::new(ExprKind::Mistake, at)
    }

    /// `industry == "A" or "B"`: operands that are values, not conditions.
    pub fn loose_alternatives(&mut self, op: LogicalOp, operands: &mut [Expr]) {
        let mut index = 0;
        while index < operands.len() {
            let loose = operands.iter().skip(index + 1).take_while(|it| is_value(it)).count();
            let run = operands.get(index..=index + loose).unwrap_or_default();
            // Which names stand for fields is known only when the records are.
            if run.first().is_some_and(|it| is_name(it) && index > 0 || is_compared_with_name(it)) {
                index += 1;
                continue;
            }
            if loose > 0
                && let [tested, values @ ..] = run
            {
                self.loose_run(op, tested, values);
            }
            for value in operands.iter_mut().skip(index + 1).take(loose) {
                value.node = ExprKind::Mistake;
            }
            if let Some([tested, denied]) = operands.get(index..index + 2)
                && self.denied_value(tested, denied)
                && let Some(denied) = operands.get_mut(index + 1)
            {
                denied.node = ExprKind::Mistake;
            }
            index += loose + 1;
        }
    }

    /// One condition with the values behind it.
    fn loose_run(&mut self, op: LogicalOp, tested: &Expr, values: &[Expr]) {
        let Some(first) = values.first() else { return };
        let kind = if matches!(first.node, ExprKind::Text(_)) { "text" } else { "value" };
        let word = if op == LogicalOp::Or { "or" } else { "and" };
        let message = format!("The part after `{word}` is only a {kind}, not a condition.");
        let finding = Diagnostic::error(codes::LOOSE_ALTERNATIVE, self.place(first.span), message);
        self.report(match self.as_list(op, tested, values) {
            None => finding,
            Some((span, text)) => {
                let place = self.place(span);
                let which =
                    if op == LogicalOp::Or { "To accept any of them" } else { "To ask for all" };
                finding.help(format!("{which} write: {text}")).fix(
                    format!("Write {text}."),
                    place,
                    text,
                )
            }
        });
    }

    /// `title contains "sales" and not "junior"`: what is denied is no condition. Says whether that was told.
    fn denied_value(&mut self, tested: &Expr, denied: &Expr) -> bool {
        let (ExprKind::Test(left, test), ExprKind::Not(value)) = (&tested.node, &denied.node)
        else {
            return false;
        };
        let words = match &test.node {
            TestKind::Compare(op, _) if op.node == CompareOp::Equal => "!=",
            TestKind::Words { op: TextOp::Contains, .. } => "does not contain",
            TestKind::Words { op: TextOp::ContainsWord, .. } => "does not contain word",
            TestKind::Words { op: TextOp::StartsWith, .. } => "does not start with",
            TestKind::Words { op: TextOp::EndsWith, .. } => "does not end with",
            _ => return false,
        };
        if !is_value(value) {
            return false;
        }
        let text = format!("{} {words} {}", self.slice(left.span), self.slice(value.span));
        let message = "The part after `not` is only a value, not a condition.";
        let finding = Diagnostic::error(codes::LOOSE_ALTERNATIVE, self.place(value.span), message)
            .help(format!("Write: {text}"));
        self.report(finding.fix(format!("Write {text}."), self.place(denied.span), text));
        true
    }

    /// `industry == "A"` and `"B"` as `industry in ["A", "B"]`.
    fn as_list(&self, op: LogicalOp, tested: &Expr, values: &[Expr]) -> Option<(Span, String)> {
        let ExprKind::Test(left, test) = &tested.node else { return None };
        let left = self.slice(left.span);
        let others: Vec<&str> = values.iter().map(|it| self.slice(it.span)).collect();
        let list = |first: &str| format!("[{first}, {}]", others.join(", "));
        let text = match &test.node {
            TestKind::Compare(compare, right) => {
                let list = list(self.slice(right.span));
                match (compare.node, op) {
                    (CompareOp::Equal, LogicalOp::Or) => format!("{left} in {list}"),
                    (CompareOp::NotEqual, _) => format!("{left} not in {list}"),
                    _ => return None,
                }
            }
            TestKind::Words { right, .. } => {
                let head =
                    self.slice(Span::new(test.span.start as usize, right.span.start as usize));
                let which = if op == LogicalOp::Or { "any of" } else { "all of" };
                format!("{left} {} {which} {}", head.trim(), list(self.slice(right.span)))
            }
            _ => return None,
        };
        let last = values.last()?;
        Some((tested.span.to(last.span), text))
    }

    /// `100 < employees < 500`.
    pub fn chained(&mut self, at: Span, value: &Expr, tests: &[Option<Test>]) -> Expr {
        let place = self.place(at);
        let mut parts = Vec::new();
        let mut left = self.slice(value.span).to_owned();
        for test in tests.iter().flatten() {
            parts.push(format!("{left} {}", self.slice(test.span)));
            left = test.node.right().map_or(left, |it| self.slice(it.span).to_owned());
        }
        let text = parts.join(" and ");
        let message = "Two comparisons stand in a row; each needs its own value on the left.";
        let finding = Diagnostic::error(codes::CHAINED_COMPARISON, place, message);
        // `employees > 100 < 500` is about one value.
        let first = self.slice(value.span);
        let each: Vec<String> = tests
            .iter()
            .flatten()
            .filter(|test| matches!(test.node.right(), Some(it) if is_value(it)))
            .map(|test| format!("{first} {}", self.slice(test.span)))
            .collect();
        let one = (each.len() == tests.len() && is_name(value)).then(|| each.join(" and "));
        let middle = tests.iter().flatten().next().and_then(|test| test.node.right());
        let sure =
            middle.is_some_and(|it| matches!(it.node, ExprKind::Name(_) | ExprKind::Call(..)));
        self.report(match sure {
            true => {
                finding.help(format!("Write: {text}")).fix(format!("Write {text}."), place, text)
            }
            false => match one {
                Some(text) => finding.help(format!("Write: {text}")).offer(
                    format!("Write {text}."),
                    place,
                    text,
                ),
                None if dated(tests) => finding.help(
                    "A number in a field has no dates. Events are counted: \
                     count(visits where at within last 30 days) > 10",
                ),
                None => finding.help("Put `and` between two comparisons."),
            },
        });
        Node::new(ExprKind::Mistake, at)
    }
}

fn is_value(expr: &Expr) -> bool {
    matches!(
        expr.node,
        ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Percent(_) | ExprKind::Date(_)
    )
}

fn is_name(expr: &Expr) -> bool {
    matches!(expr.node, ExprKind::Name(_))
}

/// `industry == Manufacturing`
fn is_compared_with_name(expr: &Expr) -> bool {
    match &expr.node {
        ExprKind::Test(_, test) => test.node.right().is_some_and(is_name),
        _ => false,
    }
}

/// `page_views > 10 within last 30 days`
fn dated(tests: &[Option<Test>]) -> bool {
    let window = |it: &Option<Test>| {
        it.as_ref().is_some_and(|test| matches!(test.node, TestKind::Relative(..)))
    };
    matches!(tests, [first, last] if !window(first) && window(last))
}
