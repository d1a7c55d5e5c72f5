//! Conditions and values.

use pest::iterators::Pair;

use super::builder::{Builder, Parts};
use super::grammar::Rule;
use crate::ast::{
    Arg, ArithmeticOp, CompareOp, Expr, ExprKind, LogicalOp, Name, Node, Test, TestKind,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Builder<'_> {
    /// `a and b`, `a or b`; both together without brackets are a mistake.
    pub fn expr(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let mut operands = Vec::new();
        let mut ops: Vec<(LogicalOp, Span)> = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(part) = parts.next() {
            match part.as_rule() {
                Rule::and | Rule::or => ops.push(self.logical(part)),
                _ => operands.push(self.unary(part)),
            }
        }
        let Some(&(op, _)) = ops.first() else {
            return operands.pop().unwrap_or_else(|| self.mistake(at));
        };
        if ops.iter().any(|&(other, _)| other != op) {
            return self.mixed(at, &operands, &ops);
        }
        self.loose_alternatives(op, &mut operands);
        Node::new(ExprKind::Logical(op, operands), at)
    }

    fn logical(&mut self, pair: Pair<'_, Rule>) -> (LogicalOp, Span) {
        let at = self.span(&pair);
        let (op, word) = match pair.as_rule() {
            Rule::and => (LogicalOp::And, "and"),
            _ => (LogicalOp::Or, "or"),
        };
        if pair.into_inner().any(|it| matches!(it.as_rule(), Rule::and_like | Rule::or_like)) {
            self.respell(at, word);
        }
        (op, at)
    }

    fn unary(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let mut nots = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(part) = parts.next() {
            if part.as_rule() == Rule::not {
                let not = self.span(&part);
                if part.into_inner().any(|it| it.as_rule() == Rule::not_like) {
                    self.respell(not, "not ");
                }
                nots.push(not);
                continue;
            }
            let inner = self.tested(part);
            if nots.len() > super::MAX_DEPTH {
                let place = self.place(at);
                self.report(Diagnostic::error(codes::TOO_DEEP, place, "Too many `not` in a row."));
                return Node::new(ExprKind::Mistake, at);
            }
            return nots.iter().rev().fold(inner, |inner, not| {
                let whole = not.to(inner.span);
                Node::new(ExprKind::Not(Box::new(inner)), whole)
            });
        }
        self.mistake(at)
    }

    fn tested(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let Some(value) = parts.next() else { return self.mistake(at) };
        let value = self.sum(value);
        let tests: Vec<_> = parts.all(Rule::test).into_iter().map(|it| self.test(it)).collect();
        if tests.len() > 1 {
            return self.chained(at, &value, &tests);
        }
        match tests.into_iter().next() {
            None => value,
            // `unsubscribed == yes` is `unsubscribed`, which is how it is written.
            Some(Some(test)) if asks_for_yes(&value, &test) => value,
            Some(Some(test)) => Node::new(ExprKind::Test(Box::new(value), test), at),
            Some(None) => Node::new(ExprKind::Mistake, at),
        }
    }

    /// `a + b - c`.
    pub fn sum(&mut self, pair: Pair<'_, Rule>) -> Expr {
        self.level(pair, |builder, part| builder.product(part))
    }

    fn product(&mut self, pair: Pair<'_, Rule>) -> Expr {
        self.level(pair, |builder, part| builder.factor(part))
    }

    fn level(
        &mut self,
        pair: Pair<'_, Rule>,
        inner: impl Fn(&mut Self, Pair<'_, Rule>) -> Expr,
    ) -> Expr {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let Some(first) = parts.next() else { return self.mistake(at) };
        let first = inner(self, first);
        let mut rest = Vec::new();
        while let (Some(op), Some(term)) = (parts.next(), parts.next()) {
            let op_at = self.span(&op);
            let kind = match op.as_str() {
                "+" | "＋" => ArithmeticOp::Add,
                "*" => ArithmeticOp::Multiply,
                "/" => ArithmeticOp::Divide,
                "×" => {
                    self.respell(op_at, "*");
                    ArithmeticOp::Multiply
                }
                "÷" => {
                    self.respell(op_at, "/");
                    ArithmeticOp::Divide
                }
                _ => ArithmeticOp::Subtract,
            };
            rest.push((Node::new(kind, op_at), inner(self, term)));
        }
        match rest.is_empty() {
            true => first,
            false => Node::new(ExprKind::Arithmetic(Box::new(first), rest), at),
        }
    }

    fn factor(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let mut minuses = 0_usize;
        let mut value = None;
        let mut parts = Parts::of(pair);
        while let Some(part) = parts.next() {
            match part.as_rule() {
                Rule::minus => minuses += 1,
                Rule::primary => value = Some(self.primary(part)),
                Rule::fallback => {
                    let default = self.fallback(part);
                    let Some(inner) = value.take() else { return self.mistake(at) };
                    let whole = inner.span.to(default.span);
                    let kind = ExprKind::Default(Box::new(inner), Box::new(default));
                    value = Some(Node::new(kind, whole));
                }
                _ => {}
            }
        }
        let Some(value) = value else { return self.mistake(at) };
        // Two minuses cancel out, so that a thousand of them nest no deeper than one.
        if minuses.is_multiple_of(2) { value } else { negative(value, at) }
    }

    fn fallback(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let minus = parts.take(Rule::minus).is_some();
        let Some(value) = parts.next() else { return self.mistake(at) };
        let value = match value.as_rule() {
            Rule::literal => self.literal(value),
            _ => named(vec![self.name(&value)], value.as_str(), at),
        };
        if minus { negative(value, at) } else { value }
    }

    /// The innermost piece of an expression.
    pub fn primary(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else { return self.mistake(at) };
        match inner.as_rule() {
            Rule::paren => {
                let mut parts = Parts::of(inner);
                let open = parts.find(Rule::open_paren).map_or(at, |it| self.span(&it));
                let Some(value) = parts.find(Rule::expr) else { return self.mistake(at) };
                let value = self.expr(value);
                self.closing(&mut parts, Rule::close_paren, open, value.span);
                // Brackets are not kept: the tree's shape says the same.
                Node::new(value.node, at)
            }
            Rule::list => self.list(inner),
            Rule::score_of => {
                let mut parts = Parts::of(inner);
                let Some(model) = parts.find(Rule::name) else { return self.mistake(at) };
                let model = self.name(&model);
                let through = parts.find(Rule::path).map(|it| self.path(it));
                Node::new(ExprKind::ScoreOf { model, through }, at)
            }
            Rule::quantified => {
                let mut parts = Parts::of(inner);
                let any = parts.word(Rule::w_any);
                let events = parts.find(Rule::path).map(|it| self.path(it)).unwrap_or_default();
                let filter = parts.find(Rule::expr).map(|it| Box::new(self.expr(it)));
                Node::new(ExprKind::Quantified { any, events, filter }, at)
            }
            Rule::call => self.call(inner),
            Rule::literal => self.literal(inner),
            Rule::path => {
                let written = self.slice(self.span(&inner));
                let path = self.path(inner);
                named(path, written, at)
            }
            _ => self.mistake(at),
        }
    }

    /// `["A", "B"]`.
    pub fn list(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let mut members = Vec::new();
        while let Some(part) = parts.find(Rule::expr).or_else(|| parts.find(Rule::range)) {
            members.push(match part.as_rule() {
                Rule::expr => self.expr(part),
                _ => self.set(part),
            });
        }
        let last = members.last().map_or(at, |it| it.span);
        self.closing(&mut parts, Rule::close_bracket, at.before(), last);
        Node::new(ExprKind::List(members), at)
    }

    fn call(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let Some(name) = parts.find(Rule::name) else { return self.mistake(at) };
        let name = self.name(&name);
        let open = parts.find(Rule::open_paren).map_or(at, |it| self.span(&it));
        let mut args = Vec::new();
        for arg in parts.all(Rule::arg) {
            let mut inner = Parts::of(arg);
            let distinct = inner.take(Rule::w_distinct).is_some();
            let mut exprs = inner.all(Rule::expr).into_iter().map(|it| self.expr(it));
            let Some(value) = exprs.next() else { continue };
            args.push(Arg { distinct, value, filter: exprs.next() });
        }
        let last = args.last().map_or(open, |it| it.value.span);
        self.closing(&mut parts, Rule::close_paren, open, last);
        Node::new(ExprKind::Call(name, args), at)
    }

    /// `visits.page`.
    pub fn path(&mut self, pair: Pair<'_, Rule>) -> Vec<Name> {
        pair.into_inner().filter(|it| it.as_rule() == Rule::name).map(|it| self.name(&it)).collect()
    }

    /// Reports a bracket that is never closed.
    pub fn closing(&mut self, parts: &mut Parts<'_>, rule: Rule, open: Span, last: Span) {
        let Some(close) = parts.find(rule) else { return };
        if !close.as_str().is_empty() {
            return;
        }
        let (open_text, close_text) = match rule {
            Rule::close_paren => ("(", ")"),
            Rule::close_bracket => ("[", "]"),
            _ => ("{", "}"),
        };
        let bracket = self.text.get(open.start as usize..).and_then(|it| it.chars().next());
        let length = bracket.map_or(open_text.len(), char::len_utf8);
        let open = Span::new(open.start as usize, open.start as usize + length);
        let place = self.place(open);
        let end = self.place(last.after());
        self.report(
            Diagnostic::error(
                codes::UNCLOSED_BRACKET,
                place,
                format!("This `{open_text}` is never closed."),
            )
            .offer(
                format!("Put `{close_text}` after the last part that belongs inside."),
                end,
                close_text,
            ),
        );
    }
}

/// `name == yes`
fn asks_for_yes(value: &Expr, test: &Test) -> bool {
    let TestKind::Compare(op, right) = &test.node else { return false };
    matches!(value.node, ExprKind::Name(_))
        && op.node == CompareOp::Equal
        && right.node == ExprKind::YesNo(true)
}

/// A single name may be a constant: `yes`, `no`, `true`, `false`, `missing`. Back-ticks make it a name.
fn named(path: Vec<Name>, written: &str, at: Span) -> Expr {
    let kind = match (path.len(), written.to_ascii_lowercase().as_str()) {
        (1, "yes" | "true") => ExprKind::YesNo(true),
        (1, "no" | "false") => ExprKind::YesNo(false),
        (1, "missing") => ExprKind::Missing,
        _ => ExprKind::Name(path),
    };
    Node::new(kind, at)
}

/// `-5` is a number; `-x` a calculation.
fn negative(value: Expr, at: Span) -> Expr {
    let kind = match value.node {
        ExprKind::Number(mut number) if !number.spelling.starts_with('-') => {
            number.value = -number.value;
            number.spelling.insert(0, '-');
            ExprKind::Number(number)
        }
        ExprKind::Percent(mut number) if !number.spelling.starts_with('-') => {
            number.value = -number.value;
            number.spelling.insert(0, '-');
            ExprKind::Percent(number)
        }
        other => ExprKind::Negative(Box::new(Node::new(other, value.span))),
    };
    Node::new(kind, at)
}
