//! Conditions and values.

use super::doc::{Doc, Sequence};
use super::source::Source;
use super::words;
use crate::ast::{
    Arg, ArithmeticOp, Expr, ExprKind, LogicalOp, Name, Node, Number, RangeKind, Test, TestKind,
};
use crate::source::Span;

/// Writes trees; takes each comment from the source when it passes the comment's place.
pub(super) struct Printer<'a> {
    pub source: Source<'a>,
}

/// How tightly an expression holds together; looser ones stand in brackets inside tighter ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// `a and b`
    Condition,
    /// `not a`, and `any visits where …`, which reaches as far as it can.
    Not,
    /// `a == b`, `a otherwise 0`
    Test,
    /// `a + b`
    Sum,
    /// `a * b`
    Product,
    /// `-a`
    Factor,
    /// A name, a literal, a call.
    Primary,
}

fn level(expr: &Expr) -> Level {
    match &expr.node {
        ExprKind::Logical(..) => Level::Condition,
        ExprKind::Not(_) | ExprKind::Quantified { .. } => Level::Not,
        // `a otherwise 0` binds tightest, but beside other signs only brackets let it be read so.
        ExprKind::Test(..) | ExprKind::Default(..) => Level::Test,
        ExprKind::Arithmetic(_, rest) => {
            rest.first().map_or(Level::Sum, |(op, _)| level_of_op(op.node))
        }
        ExprKind::Negative(_) => Level::Factor,
        ExprKind::Number(number) | ExprKind::Percent(number) if is_negative(number) => {
            Level::Factor
        }
        _ => Level::Primary,
    }
}

fn level_of_op(op: ArithmeticOp) -> Level {
    match op {
        ArithmeticOp::Add | ArithmeticOp::Subtract => Level::Sum,
        ArithmeticOp::Multiply | ArithmeticOp::Divide => Level::Product,
    }
}

fn is_negative(number: &Number) -> bool {
    number.spelling.starts_with('-')
}

/// The `where` at the end of an expression, if it would reach on to what follows.
fn open_filter(expr: &Expr) -> Option<&Expr> {
    match &expr.node {
        ExprKind::Quantified { filter, .. } => filter.as_deref(),
        ExprKind::Not(inner) => open_filter(inner),
        ExprKind::Logical(_, operands) => operands.last().and_then(open_filter),
        _ => None,
    }
}

impl Printer<'_> {
    /// The comments before a byte.
    pub fn notes(&mut self, span: Span) -> Doc {
        Doc::Notes(self.source.before(span.start))
    }

    /// An expression where one of at least this level belongs.
    pub fn expr(&mut self, expr: &Expr, least: Level) -> Doc {
        let notes = self.notes(expr.span);
        let inner = self.bare(expr);
        let inner = if level(expr) < least { inner.bracketed() } else { inner };
        Doc::many([notes, inner])
    }

    fn bare(&mut self, expr: &Expr) -> Doc {
        match &expr.node {
            ExprKind::It => Doc::NOTHING,
            ExprKind::Name(path) => Doc::text(words::path(path)),
            ExprKind::Text(text) => Doc::text(words::text(text)),
            ExprKind::Number(number) => Doc::text(&number.spelling),
            ExprKind::Percent(number) => Doc::text(format!("{}%", number.spelling)),
            ExprKind::Date(date) => Doc::text(words::date(*date)),
            ExprKind::DateTime(at, offset) => Doc::text(words::datetime(*at, *offset)),
            ExprKind::YesNo(true) => Doc::text("yes"),
            ExprKind::YesNo(false) => Doc::text("no"),
            ExprKind::Missing => Doc::text("missing"),
            ExprKind::List(members) => self.list(members, expr.span),
            ExprKind::Range(range) => self.range(&range.node),
            ExprKind::Negative(inner) => self.expr(inner, Level::Primary).after("-"),
            ExprKind::Arithmetic(first, rest) => self.arithmetic(level(expr), first, rest),
            ExprKind::Default(value, default) => {
                let value = self.expr(value, Level::Primary);
                let default = self.expr(default, Level::Factor);
                Doc::many([value, Doc::text(" otherwise "), default])
            }
            ExprKind::Call(name, args) => self.call(name, args, expr.span),
            ExprKind::Not(inner) => self.expr(inner, Level::Not).after("not "),
            ExprKind::Logical(op, operands) => self.logical(*op, operands),
            ExprKind::Test(value, test) => {
                let value = match value.node {
                    ExprKind::It => Doc::NOTHING,
                    _ => Doc::many([self.expr(value, Level::Sum), Doc::text(" ")]),
                };
                Doc::many([value, self.test(test)])
            }
            ExprKind::Quantified { any, events, filter } => {
                let which = if *any { "any" } else { "no" };
                let head = Doc::text(format!("{which} {}", words::path_of_list(events)));
                Doc::many([head, self.filter(filter.as_deref())])
            }
            ExprKind::ScoreOf { model, through } => {
                let of = format!("score of {}", words::name(&model.node));
                Doc::text(match through {
                    Some(path) => format!("{of} for {}", words::path_after_for(path)),
                    None => of,
                })
            }
            ExprKind::Mistake => Doc::text("…"),
        }
    }

    /// ` where …`
    pub fn filter(&mut self, filter: Option<&Expr>) -> Doc {
        filter.map_or(Doc::NOTHING, |it| self.expr(it, Level::Condition).after(" where ").indent(2))
    }

    /// `["A", "B"]`: filled, or one on a line if any has a comment.
    fn list(&mut self, members: &[Expr], span: Span) -> Doc {
        let filled = !self.source.has_notes(span);
        let items = members.iter().map(|it| self.expr(it, Level::Condition)).collect();
        let tail = self.source.tail(span, members.is_empty());
        Sequence { items, filled }.enclosed("[", Doc::SoftLine, tail, "]")
    }

    /// `100..500`
    pub fn range(&mut self, range: &RangeKind) -> Doc {
        let from = range.from.as_ref().map_or(Doc::NOTHING, |it| self.expr(it, Level::Condition));
        let to = range.to.as_ref().map_or(Doc::NOTHING, |it| self.expr(it, Level::Condition));
        Doc::many([from, Doc::text(if range.excluded { "..<" } else { ".." }), to])
    }

    fn arithmetic(
        &mut self,
        level: Level,
        first: &Expr,
        rest: &[(Node<ArithmeticOp>, Expr)],
    ) -> Doc {
        let least = if level == Level::Sum { Level::Product } else { Level::Factor };
        let first = self.expr(first, least);
        let mut parts = Vec::new();
        for (op, term) in rest {
            let notes = self.notes(term.span);
            let op = Doc::text(format!("{} ", words::arithmetic(op.node)));
            parts.extend([Doc::Line, notes, op, self.expr(term, least)]);
        }
        Doc::many([first, Doc::Many(parts).indent(2)]).group()
    }

    fn call(&mut self, name: &Name, args: &[Arg], span: Span) -> Doc {
        let items: Vec<Doc> = args.iter().map(|it| self.arg(it)).collect();
        let tail = self.source.tail(span, items.is_empty());
        let open = format!("{}(", words::name(&name.node));
        if let [_] = items.as_slice() {
            let inside = Doc::many([Doc::SoftLine, Doc::Many(items), tail]).indent(2);
            return Doc::many([Doc::text(open), inside, Doc::SoftLine, Doc::text(")")]).group();
        }
        Sequence { items, filled: false }.enclosed(&open, Doc::SoftLine, tail, ")")
    }

    fn arg(&mut self, arg: &Arg) -> Doc {
        let value = self.expr(&arg.value, Level::Condition);
        // Two `where` in a row would be hard to tell apart.
        let two = arg.filter.is_some() && open_filter(&arg.value).is_some();
        let value = if two { value.bracketed() } else { value };
        let distinct = Doc::text(if arg.distinct { "distinct " } else { "" });
        Doc::many([distinct, value, self.filter(arg.filter.as_ref())])
    }

    /// `a and b`, broken before each `and`.
    fn logical(&mut self, op: LogicalOp, operands: &[Expr]) -> Doc {
        let word = match op {
            LogicalOp::And => "and ",
            LogicalOp::Or => "or ",
        };
        let mut parts = Vec::new();
        for (index, operand) in operands.iter().enumerate() {
            if index > 0 {
                parts.extend([Doc::Line, self.notes(operand.span), Doc::text(word)]);
            }
            let last = index + 1 == operands.len();
            let inner = self.expr(operand, Level::Not);
            // What follows would belong to the `where`; at the end it only looks as if it did.
            let brackets = level(operand) == Level::Not
                && open_filter(operand)
                    .is_some_and(|filter| !last || matches!(filter.node, ExprKind::Logical(..)));
            parts.push(if brackets { inner.bracketed() } else { inner });
        }
        Doc::Many(parts).group()
    }

    /// `== 5`, `in 100..500`
    pub fn test(&mut self, test: &Test) -> Doc {
        match &test.node {
            TestKind::Compare(op, right) => {
                self.right(&format!("{} ", words::compare(op.node)), right, &[])
            }
            TestKind::In { negated, set } => {
                self.right(if *negated { "not in " } else { "in " }, set, &[])
            }
            TestKind::Words { negated, op, quantifier, right } => {
                let words = words::text_op(*negated, *op, *quantifier);
                self.right(&format!("{words} "), right, &["word"])
            }
            TestKind::Matches { negated, pattern } => {
                let notes = self.notes(pattern.span);
                let op = if *negated { "does not match" } else { "matches" };
                Doc::many([notes, Doc::text(format!("{op} {}", words::pattern(&pattern.node)))])
            }
            TestKind::Is { negated, state } => Doc::text(words::state(*negated, *state)),
            TestKind::IsExactly { negated, right } => {
                self.right(if *negated { "is not exactly " } else { "is exactly " }, right, &[])
            }
            TestKind::Relative(window, length) => Doc::text(words::window(*window, length.node)),
            TestKind::Before(right) => self.right("before ", right, &[]),
            TestKind::After(right) => self.right("after ", right, &[]),
            TestKind::On(right) => self.right("on ", right, &["entering", "leaving", "score"]),
        }
    }

    /// The right side of a test; brackets keep names from being read as words of the operator.
    fn right(&mut self, op: &str, right: &Expr, not_first: &[&str]) -> Doc {
        let right = self.expr(right, Level::Sum);
        let right = if right.begins_with_word(not_first) { right.bracketed() } else { right };
        right.after(op)
    }
}
