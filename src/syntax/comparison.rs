//! What is asked of a value: `== 5`, `in 100..500`, `contains any of [...]`, `within last 30 days`.

use pest::iterators::Pair;

use super::builder::{Builder, Parts};
use super::grammar::Rule;
use crate::ast::{
    ArithmeticOp, CompareOp, Expr, ExprKind, Node, Quantifier, RangeKind, State, Test, TestKind,
    TextOp, Window,
};
use crate::source::Span;

impl Builder<'_> {
    /// One test; `None` when its mistake has been reported.
    pub fn test(&mut self, pair: Pair<'_, Rule>) -> Option<Test> {
        let at = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        let kind = match rule {
            Rule::test_state => self.state(parts),
            Rule::test_exactly => {
                parts.word(Rule::w_is);
                let negated = parts.word(Rule::w_not);
                Some(TestKind::IsExactly { negated, right: Box::new(self.sum(parts.next()?)) })
            }
            Rule::test_in => {
                parts.word(Rule::w_is);
                let negated = parts.word(Rule::w_not);
                Some(TestKind::In { negated, set: Box::new(self.set(parts.next()?)) })
            }
            Rule::test_words => self.words(parts),
            Rule::test_matches => {
                let negated = parts.take(Rule::does_not).is_some();
                let pattern = self.pattern_text(parts.find(Rule::text)?);
                Some(TestKind::Matches { negated, pattern })
            }
            Rule::test_within => {
                parts.word(Rule::w_is);
                parts.word(Rule::w_within);
                let window =
                    if parts.word(Rule::w_last) { Window::WithinLast } else { Window::WithinNext };
                Some(TestKind::Relative(window, self.duration(parts.find(Rule::duration)?)?))
            }
            Rule::test_ago => {
                parts.word(Rule::w_is);
                let less = parts.word(Rule::w_less);
                let duration = self.duration(parts.find(Rule::duration)?)?;
                let window = match (less, parts.next().is_some()) {
                    (true, false) => Window::LessThanAgo,
                    (false, false) => Window::MoreThanAgo,
                    (true, true) => Window::LessThanFromNow,
                    (false, true) => Window::MoreThanFromNow,
                };
                Some(TestKind::Relative(window, duration))
            }
            Rule::test_calendar => {
                parts.word(Rule::w_is);
                let build = if parts.word(Rule::w_before) {
                    TestKind::Before
                } else if parts.word(Rule::w_after) {
                    TestKind::After
                } else {
                    parts.take(Rule::calendar_on);
                    TestKind::On
                };
                Some(build(Box::new(self.sum(parts.next()?))))
            }
            Rule::test_compare => {
                let compare = self.compare(parts.next()?);
                Some(TestKind::Compare(compare, Box::new(self.sum(parts.next()?))))
            }
            _ => None,
        };
        Some(Node::new(kind?, at))
    }

    /// A range, a list or the name of a list.
    pub fn set(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        match pair.as_rule() {
            Rule::range => Node::new(ExprKind::Range(Box::new(self.range(pair))), at),
            Rule::loose_list => {
                let texts = Parts::of(pair).all(Rule::text);
                let bracketed = format!("[{}]", self.slice(at));
                self.respell(at, &bracketed);
                let members = texts.into_iter().map(|it| {
                    let text = self.text(it);
                    Node::new(ExprKind::Text(text.node), text.span)
                });
                Node::new(ExprKind::List(members.collect()), at)
            }
            _ => {
                let set = self.sum(pair);
                self.range_meant(set)
            }
        }
    }

    /// `in 100-500`, `in [100..500]`, and so in a row of a `match`: a range in another dress.
    fn range_meant(&mut self, set: Expr) -> Expr {
        let at = set.span;
        let range = match &set.node {
            ExprKind::Arithmetic(from, rest) => match rest.as_slice() {
                [(op, to)]
                    // `100-500` written in one piece; `100 - 500` is a calculation.
                    if op.node == ArithmeticOp::Subtract
                        && !self.slice(at).contains(char::is_whitespace)
                        && matches!(from.node, ExprKind::Number(_))
                        && matches!(to.node, ExprKind::Number(_)) =>
                {
                    let kind = RangeKind {
                        from: Some(from.as_ref().clone()),
                        to: Some(to.clone()),
                        excluded: false,
                    };
                    let text = format!("{}..{}", self.slice(from.span), self.slice(to.span));
                    self.respell(at, &text);
                    Node::new(kind, at)
                }
                _ => return set,
            },
            ExprKind::List(members) => match members.as_slice() {
                [Node { node: ExprKind::Range(range), span }] => {
                    let text = self.slice(*span).to_owned();
                    self.respell(at, &text);
                    range.as_ref().clone()
                }
                _ => return set,
            },
            _ => return set,
        };
        Node::new(ExprKind::Range(Box::new(range)), at)
    }

    fn state(&mut self, mut parts: Parts<'_>) -> Option<TestKind> {
        parts.word(Rule::w_is);
        let negated = parts.word(Rule::w_not);
        let state = parts.find(Rule::state)?;
        let at = self.span(&state);
        let word = state.as_str().to_ascii_lowercase();
        let kind = match word.as_str() {
            "known" | "set" => State::Known,
            _ => State::Missing,
        };
        if !matches!(word.as_str(), "known" | "missing") {
            self.respell(at, if kind == State::Known { "known" } else { "missing" });
        }
        Some(TestKind::Is { negated, state: kind })
    }

    fn words(&mut self, mut parts: Parts<'_>) -> Option<TestKind> {
        let negated =
            parts.take(Rule::does_not).is_some() || parts.take(Rule::not_before_op).is_some();
        let op = match parts.next()?.into_inner().next()?.as_rule() {
            Rule::contains_word | Rule::contain_word => TextOp::ContainsWord,
            Rule::starts_with | Rule::start_with => TextOp::StartsWith,
            Rule::ends_with | Rule::end_with => TextOp::EndsWith,
            _ => TextOp::Contains,
        };
        let quantifier = match parts.find(Rule::quantifier) {
            None => Quantifier::One,
            Some(pair) => match pair.into_inner().next()?.as_rule() {
                Rule::any_of => Quantifier::AnyOf,
                Rule::all_of => Quantifier::AllOf,
                _ => Quantifier::NoneOf,
            },
        };
        let right = Box::new(self.sum(parts.next()?));
        Some(TestKind::Words { negated, op, quantifier, right })
    }

    fn compare(&mut self, pair: Pair<'_, Rule>) -> Node<CompareOp> {
        let at = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else { return Node::new(CompareOp::Equal, at) };
        let inner_length = inner.as_str().len();
        let written: String = inner.as_str().to_ascii_lowercase().split_whitespace().collect();
        if inner.as_rule() == Rule::compare_is {
            // `is not` may hold blanks, line breaks and comments.
            let negated = inner.into_inner().any(|it| it.as_rule() == Rule::w_not);
            return Node::new(if negated { CompareOp::NotEqual } else { CompareOp::Equal }, at);
        }
        // `> =` was pulled apart by a blank.
        let apart = written.len() < inner_length;
        let (op, usual) = match written.as_str() {
            "==" if apart => (CompareOp::Equal, Some("==")),
            "!=" if apart => (CompareOp::NotEqual, Some("!=")),
            "<=" if apart => (CompareOp::LessOrEqual, Some("<=")),
            ">=" if apart => (CompareOp::GreaterOrEqual, Some(">=")),
            "==" | "=" => (CompareOp::Equal, None),
            "!=" | "<>" | "≠" => (CompareOp::NotEqual, None),
            "<" => (CompareOp::Less, None),
            "<=" | "≤" => (CompareOp::LessOrEqual, None),
            ">" => (CompareOp::Greater, None),
            ">=" | "≥" => (CompareOp::GreaterOrEqual, None),
            "===" | "＝＝" | "＝" | "equals" | "eq" => (CompareOp::Equal, Some("==")),
            "!==" | "！＝" => (CompareOp::NotEqual, Some("!=")),
            "=<" | "＜＝" => (CompareOp::LessOrEqual, Some("<=")),
            "=>" | "＞＝" => (CompareOp::GreaterOrEqual, Some(">=")),
            "＜" => (CompareOp::Less, Some("<")),
            _ => (CompareOp::Greater, Some(">")),
        };
        if let Some(usual) = usual {
            self.respell(at, usual);
        }
        Node::new(op, at)
    }

    /// A row of a `match`: its test of what is matched.
    pub fn pattern(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let at = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let it = Box::new(Node::new(ExprKind::It, at.before()));
        let kind = match inner.as_rule() {
            Rule::test => self.test(inner)?.node,
            Rule::range => {
                let range = Node::new(ExprKind::Range(Box::new(self.range(inner))), at);
                TestKind::In { negated: false, set: Box::new(range) }
            }
            _ => self.plain_pattern(inner, at),
        };
        Some(Node::new(ExprKind::Test(it, Node::new(kind, at)), at))
    }

    /// A value means equality, a list or its name membership, `missing` a blank.
    fn plain_pattern(&mut self, pair: Pair<'_, Rule>, at: Span) -> TestKind {
        let value = self.sum(pair);
        let value = self.range_meant(value);
        match value.node {
            ExprKind::Missing => TestKind::Is { negated: false, state: State::Missing },
            ExprKind::List(_) | ExprKind::Name(_) | ExprKind::Range(_) => {
                TestKind::In { negated: false, set: Box::new(value) }
            }
            _ => TestKind::Compare(Node::new(CompareOp::Equal, at.before()), Box::new(value)),
        }
    }
}
