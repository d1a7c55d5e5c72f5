//! What a test asks of a field, as far as suggestions can write it in another way.

use crate::ast::{CompareOp, Expr, ExprKind, Quantifier, State, TestKind, TextOp};
use crate::format::print_expr;

/// What is asked of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked<'e> {
    /// To be one of these.
    OneOf(Vec<&'e Expr>),
    /// To be none of these.
    NoneOf(Vec<&'e Expr>),
    /// To have one of these at its beginning or end.
    Edge(TextOp, Vec<&'e Expr>),
    /// To be missing, or to be known.
    Is(State),
}

/// A value and what is asked of it.
pub(super) struct Question<'e> {
    pub value: &'e Expr,
    pub asked: Asked<'e>,
}

/// What a test asks, if it is one of the forms that can be put together.
pub(super) fn question(expr: &Expr) -> Option<Question<'_>> {
    let (value, test) = match &expr.node {
        ExprKind::Not(inner) => {
            let Question { value, asked } = question(inner)?;
            return Some(Question { value, asked: opposite(asked)? });
        }
        ExprKind::Test(value, test) => (&**value, test),
        _ => return None,
    };
    let asked = match &test.node {
        TestKind::Compare(op, right) => match op.node {
            CompareOp::Equal => Asked::OneOf(vec![right]),
            CompareOp::NotEqual => Asked::NoneOf(vec![right]),
            _ => return None,
        },
        TestKind::In { negated, set } => {
            let ExprKind::List(members) = &set.node else { return None };
            let members = members.iter().collect();
            if *negated { Asked::NoneOf(members) } else { Asked::OneOf(members) }
        }
        TestKind::Words { negated: false, op, quantifier, right }
            if matches!(op, TextOp::StartsWith | TextOp::EndsWith) =>
        {
            match (&right.node, quantifier) {
                (ExprKind::Text(_), _) => Asked::Edge(*op, vec![right]),
                (ExprKind::List(members), Quantifier::AnyOf) => {
                    Asked::Edge(*op, members.iter().collect())
                }
                _ => return None,
            }
        }
        TestKind::Is { negated, state } => {
            let known = (*state == State::Known) != *negated;
            Asked::Is(if known { State::Known } else { State::Missing })
        }
        _ => return None,
    };
    Some(Question { value, asked })
}

fn opposite(asked: Asked<'_>) -> Option<Asked<'_>> {
    Some(match asked {
        Asked::OneOf(values) => Asked::NoneOf(values),
        Asked::NoneOf(values) => Asked::OneOf(values),
        Asked::Is(State::Known) => Asked::Is(State::Missing),
        Asked::Is(State::Missing) => Asked::Is(State::Known),
        Asked::Edge(..) => return None,
    })
}

/// What several tests ask of one and the same value; `None` if they ask it of several.
pub(super) fn questions<'e>(exprs: &[&'e Expr]) -> Option<(&'e Expr, Vec<Asked<'e>>)> {
    let all: Vec<Question<'e>> = exprs.iter().map(|it| question(it)).collect::<Option<_>>()?;
    let value = all.first()?.value;
    let name = print_expr(value);
    let same = all.iter().all(|it| print_expr(it.value) == name);
    same.then(|| (value, all.into_iter().map(|it| it.asked).collect()))
}
