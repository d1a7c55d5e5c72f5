//! Groups whose points are more than a sum → fields with their points.
//!
//! Evaluators call themselves for every expression inside of another, so none is nested deeper than a block of cases.

use rust_decimal::Decimal;

use super::cases::{Case, Gives, hundredths_of, limited};
use super::expr::Expr;
use super::fields::Fields;
use super::inputs::{Kind, plain_name};
use super::logic::Pred;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Group, GroupKind, Rule};

/// How many cases are nested in each other.
const BLOCK: usize = 50;

/// A field with the points of a group.
///
/// # Errors
///
/// When a rule has too many cases to be said.
pub(super) fn whole(
    group: &Group,
    rules: &[(&Rule, Vec<Case<'_>>)],
    fields: &mut Fields<'_>,
) -> Result<String, Box<Diagnostic>> {
    let name = plain_name(group.name.as_deref().unwrap_or("rules"));
    let wanted = format!("{name}_rule");
    let mut each = Vec::new();
    for (rule, cases) in rules {
        let cases = reached(cases);
        if !cases.is_empty() {
            let points = fired(group.kind, rule, &cases, &wanted, fields)?;
            each.push(fields.derive(&wanted, Kind::Number, &points));
        }
    }
    let together = together(group.kind, each, &format!("{name}_first"), fields);
    let weighted = match group.weight {
        None => together,
        Some(weight) => {
            let sum = fields.derive(&format!("{name}_sum"), Kind::Number, &together);
            let hundredths = weight.saturating_mul(Decimal::ONE_HUNDRED).normalize();
            let scaled = Expr::apply("*", vec![Expr::number(hundredths), Expr::field(&sum)]);
            hundredths_of(&scaled)
        }
    };
    Ok(fields.derive(&format!("{name}_points"), Kind::Number, &limited(weighted, group.limit)))
}

/// The cases that can be the first that fits.
fn reached<'c, 'p>(cases: &'c [Case<'p>]) -> Vec<&'c Case<'p>> {
    let always = cases.iter().position(|it| it.when == Pred::Const(true));
    let cases = cases.iter().take(always.map_or(cases.len(), |it| it + 1));
    cases.filter(|it| it.when != Pred::Const(false)).collect()
}

/// The points of a rule; nothing if it has not fired.
fn fired(
    kind: GroupKind,
    rule: &Rule,
    cases: &[&Case<'_>],
    wanted: &str,
    fields: &mut Fields<'_>,
) -> Result<Expr, Box<Diagnostic>> {
    if cases.len() <= BLOCK {
        return Ok(chain(cases, Gives::expr));
    }
    // A block without points is passed over, so a case that fits but has no number may not look like one.
    let is_sum = kind == GroupKind::Sum;
    if !is_sum && cases.iter().any(|it| matches!(it.gives, Gives::Measured(..))) {
        return Err(Box::new(too_many(rule)));
    }
    let block = |it: &[&Case<'_>]| {
        fields.derive(&format!("{wanted}_block"), Kind::Number, &chain(it, Gives::or_zero))
    };
    let blocks = cases.chunks(BLOCK).map(block).collect();
    Ok(first(blocks, None, &format!("{wanted}_first"), fields))
}

fn too_many(rule: &Rule) -> Diagnostic {
    let message = "This match has too many rows for a scorecard: some give points for each of something, and the \
                   group does not add up.";
    let help = format!("Write up to {BLOCK} rows, or put the match into a group that adds up.");
    Diagnostic::error(codes::NOT_IN_PMML, rule.identity.place, message).help(help)
}

/// The points of the first case that fits.
fn chain(cases: &[&Case<'_>], points: impl Fn(&Gives) -> Expr) -> Expr {
    let mut expr = None;
    for case in cases.iter().rev() {
        let gives = points(&case.gives);
        expr = Some(match &case.when {
            Pred::Const(true) => gives,
            when => Expr::either(when.expr(), gives, expr),
        });
    }
    expr.unwrap_or_else(|| Expr::number(0))
}

/// The first of several fields that is known.
fn first(
    mut names: Vec<String>,
    otherwise: Option<Expr>,
    wanted: &str,
    fields: &mut Fields<'_>,
) -> Expr {
    let nested = |names: &[String], otherwise: Option<Expr>| {
        names
            .iter()
            .rev()
            .fold(otherwise, |rest, it| Some(Expr::either(Expr::known(it), Expr::field(it), rest)))
    };
    while names.len() > BLOCK {
        let blocks = names.chunks(BLOCK).filter_map(|it| nested(it, None));
        names = blocks.map(|it| fields.derive(wanted, Kind::Number, &it)).collect();
    }
    nested(&names, otherwise).unwrap_or_else(|| Expr::number(0))
}

/// What the rules of a group give together.
fn together(kind: GroupKind, rules: Vec<String>, wanted: &str, fields: &mut Fields<'_>) -> Expr {
    let zero = || Some(Expr::number(0));
    let best = |function| {
        let known = rules.iter().map(|it| Expr::known(it)).collect();
        let fields = rules.iter().map(|it| Expr::field(it)).collect();
        match (Expr::joined("or", known), Expr::joined(function, fields)) {
            (Some(any), Some(best)) => Expr::either(any, best, zero()),
            _ => Expr::number(0),
        }
    };
    match kind {
        GroupKind::Sum => {
            let or_zero = |it: &String| Expr::either(Expr::known(it), Expr::field(it), zero());
            Expr::sum(rules.iter().map(or_zero).collect())
        }
        GroupKind::Highest => best("max"),
        GroupKind::Lowest => best("min"),
        GroupKind::FirstMatch => first(rules, zero(), wanted, fields),
    }
}
