//! Looking for texts: `contains`, `starts with`, `matches`.

use regex::RegexBuilder;

use super::comparison::Left;
use super::context::Context;
use super::logic::Members;
use crate::ast::{Expr, ExprKind, ListSource, Quantifier, Text, TextOp};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{self, Cond, Operand, Test, TextPattern, Type, Value, fold};
use crate::source::Span;

/// The memory that one regular expression may take, in bytes.
const PATTERN_BYTES: usize = 1 << 20;

impl Context<'_> {
    /// `contains any of ["a", "b"]`, without the negation.
    pub fn words(
        &mut self,
        left: Left,
        op: TextOp,
        quantifier: Quantifier,
        right: &Expr,
        test: Span,
    ) -> Option<Cond> {
        let label = self.label_of(left);
        let list = matches!(left.ty, Type::Texts | Type::Numbers);
        if !(left.ty == Type::Text || list && op == TextOp::Contains) {
            let place = self.place(test);
            let message = match list {
                true => format!("*{label}* has several values; only `contains` looks among them."),
                false => {
                    format!("*{label}* is {}; this looks for a piece of text.", left.ty.words())
                }
            };
            let code = self.code_of(left);
            let finding = Diagnostic::error(codes::WRONG_OPERATOR, place, message);
            self.report(match left.ty {
                Type::Date | Type::DateTime => {
                    finding.help(format!("For a year write {code} in 2025-01-01..2025-12-31."))
                }
                Type::YesNo => finding.help(format!("Use it by itself: {code}, or not {code}.")),
                Type::Texts | Type::Numbers => finding.help(format!("Write {code} contains …")),
                _ => finding.help(format!("Compare it with a number: {code} > 100.")),
            });
            return None;
        }
        if !list
            && matches!(quantifier, Quantifier::AllOf | Quantifier::NoneOf)
            && op != TextOp::Contains
            && op != TextOp::ContainsWord
        {
            let place = self.place(test);
            let message = "A text has one beginning and one end: use `any of`.";
            self.report(Diagnostic::error(codes::WRONG_OPERATOR, place, message));
            return None;
        }
        let members = self.members(left, quantifier, right)?;
        let spans: Vec<Span> = members.iter().map(|(_, span)| *span).collect();
        let atoms: Option<Vec<Cond>> = members
            .into_iter()
            .map(|(value, span)| self.one_word(left, op, &value, span))
            .collect();
        let atoms = atoms?;
        if let ExprKind::Name(_) = right.node {
            self.note_literal(left.column, &Cond::any(atoms.clone()), right.span);
        } else {
            for (atom, span) in atoms.iter().zip(spans) {
                self.note_literal(left.column, atom, span);
            }
        }
        Some(match quantifier {
            Quantifier::One | Quantifier::AnyOf => Cond::any(atoms),
            Quantifier::AllOf => Cond::all(atoms),
            Quantifier::NoneOf => Cond::any(atoms).negated(),
        })
    }

    /// The values to look for, each with its place.
    fn members(
        &mut self,
        left: Left,
        quantifier: Quantifier,
        right: &Expr,
    ) -> Option<Vec<(Literal, Span)>> {
        match &right.node {
            ExprKind::List(members) => {
                if members.is_empty() {
                    let place = self.place(right.span);
                    let message = "This list is empty, so nothing is looked for.";
                    self.report(Diagnostic::error(codes::EMPTY_SET, place, message));
                    return None;
                }
                if quantifier == Quantifier::One {
                    let place = self.place(right.span);
                    let message =
                        "For several texts say how many of them: any of, all of or none of.";
                    self.report(
                        Diagnostic::error(codes::WRONG_VALUE, place, message)
                            .help("Write `any of` before the list.")
                            .offer("Write any of.", self.place(right.span.before()), "any of "),
                    );
                    return None;
                }
                let literals: Vec<_> = members
                    .iter()
                    .map(|member| Some((self.word_literal(left, member)?, member.span)))
                    .collect();
                let literals = literals.into_iter().collect::<Option<Vec<_>>>()?;
                let texts = left.ty == Type::Text;
                let as_what = if texts { Members::Pieces } else { Members::Values };
                let new = self.stands_twice(members, as_what);
                Some(
                    literals
                        .into_iter()
                        .zip(new)
                        .filter_map(|(it, new)| new.then_some(it))
                        .collect(),
                )
            }
            ExprKind::Name(path)
                if quantifier != Quantifier::One
                    || path.last().is_some_and(|name| {
                        self.scope.lists.contains_key(&ir::name_key(&name.node))
                    }) =>
            {
                self.members_of_list(left, path.last()?, right.span)
            }
            _ => Some(vec![(self.word_literal(left, right)?, right.span)]),
        }
    }

    /// The members of a named list, as they are written there: a pattern keeps its blanks.
    fn members_of_list(
        &mut self,
        left: Left,
        name: &crate::ast::Name,
        span: Span,
    ) -> Option<Vec<(Literal, Span)>> {
        let values = self.list_values(name)?;
        let (file, list) = self.scope.list(&name.node)?;
        let ListSource::Values(Expr { node: ExprKind::List(members), .. }) = &list.source else {
            let literal = |(value, _): (Value, Type)| Some((Literal::of(&value)?, span));
            return values.into_iter().map(literal).collect();
        };
        let outer = std::mem::replace(&mut self.file, file);
        let literals: Vec<_> =
            members.iter().map(|member| Some((self.word_literal(left, member)?, span))).collect();
        self.file = outer;
        literals.into_iter().collect()
    }

    fn word_literal(&mut self, left: Left, expr: &Expr) -> Option<Literal> {
        if let ExprKind::Text(text) = &expr.node {
            return Some(Literal::Text(text.clone()));
        }
        match self.right_value(
            Left { ty: if left.ty == Type::Numbers { left.ty } else { Type::Text }, ..left },
            expr,
        )? {
            (Operand::Constant(Value::Number(number)), _) if left.ty == Type::Numbers => {
                Some(Literal::Number(number))
            }
            (Operand::Constant(value), ty) => {
                let text = Left { ty: Type::Text, ..left };
                self.wrong_value(text, ty, &value, expr.span);
                None
            }
            (Operand::Column(_), _) => {
                let place = self.place(expr.span);
                let message = "A fixed text in quotes belongs here, not a field.";
                self.report(Diagnostic::error(codes::NEEDS_CONSTANT, place, message));
                None
            }
        }
    }

    fn one_word(&mut self, left: Left, op: TextOp, literal: &Literal, span: Span) -> Option<Cond> {
        match (left.ty, literal) {
            (Type::Numbers, Literal::Number(number)) => Some(left.atom(Test::HasNumber(*number))),
            (Type::Texts, Literal::Text(text)) => {
                self.not_blank(text, span)?;
                Some(left.atom(Test::HasText(ir::Text::new(text))))
            }
            (Type::Text, Literal::Text(text)) => {
                self.not_blank(text, span)?;
                Some(left.atom(Test::Pattern(TextPattern {
                    op,
                    text: fold(text),
                    written: text.clone(),
                })))
            }
            _ => {
                let place = self.place(span);
                let message = format!("*{}* is {}.", self.label_of(left), left.ty.words());
                self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
                None
            }
        }
    }

    fn not_blank(&mut self, text: &str, span: Span) -> Option<()> {
        if !text.trim().is_empty() {
            return Some(());
        }
        let place = self.place(span);
        let message = "An empty text is found in every text.";
        self.report(
            Diagnostic::error(codes::EMPTY_SET, place, message)
                .help("To ask whether there is a text at all, write `is known`."),
        );
        None
    }

    /// `matches "…"`: the whole value, without case, in linear time.
    pub fn matches(&mut self, left: Left, pattern: &Text) -> Option<Cond> {
        let place = self.place(pattern.span);
        if left.ty != Type::Text {
            let message = format!(
                "*{}* is {}; `matches` is for texts.",
                self.label_of(left),
                left.ty.words()
            );
            self.report(Diagnostic::error(codes::WRONG_OPERATOR, place, message));
            return None;
        }
        let compile = |pattern: &str| {
            RegexBuilder::new(pattern)
                .case_insensitive(true)
                .size_limit(PATTERN_BYTES)
                .nest_limit(100)
                .build()
        };
        // Alone first: `a)|(b` would otherwise close the brackets put around it.
        let whole = format!("^(?:{})$", pattern.node);
        match compile(&pattern.node).and_then(|_| compile(&whole)) {
            Ok(regex) => {
                let test = left.atom(Test::Matches(regex));
                self.note_literal(left.column, &test, pattern.span);
                Some(test)
            }
            Err(error) => {
                let reason = match &error {
                    regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
                    other => {
                        let text = other.to_string();
                        text.lines()
                            .last()
                            .unwrap_or_default()
                            .trim_start_matches("error: ")
                            .to_owned()
                    }
                };
                let message = format!("This pattern cannot be read: {reason}.");
                self.report(
                    Diagnostic::error(codes::BAD_PATTERN, place, message)
                        .help("For plain texts use `contains`, `starts with` or `ends with`."),
                );
                None
            }
        }
    }
}

/// What is looked for.
enum Literal {
    Text(String),
    Number(rust_decimal::Decimal),
}

impl Literal {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self::Text(text.exact.to_string())),
            Value::Number(number) => Some(Self::Number(*number)),
            _ => None,
        }
    }
}
