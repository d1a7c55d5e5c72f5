//! Groups → characteristics that add up. A group whose points are more than a sum is one characteristic.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::cases::{Case, Gives, cases, hundredths_of, limited};
use super::expr::{Constant, Expr};
use super::fields::Fields;
use super::inputs::{Kind, plain_name};
use super::logic::{Op, Pred};
use super::xml::Element;
use crate::diagnostic::Diagnostic;
use crate::ir::{Group, GroupId, GroupKind, Points, Program, RuleId};

/// The reason code of what has not given points.
pub const NO_REASON: &str = "none";

/// The score as characteristics that add up.
#[derive(Default)]
pub(super) struct Score {
    pub characteristics: Vec<Element>,
    /// For each group that is calculated as a whole the field with its points.
    pub groups: Vec<Option<String>>,
    /// What PMML cannot say.
    pub refused: Vec<Diagnostic>,
    names: HashSet<String>,
}

impl Score {
    pub fn of(fields: &mut Fields<'_>) -> Self {
        let program = fields.program;
        let mut score = Self::default();
        for (id, group) in (0..).map(GroupId).zip(&program.groups) {
            let mut all = Vec::new();
            for rule in &group.rules {
                match program.rule(*rule).map(|it| cases(*rule, it, fields)) {
                    Some(Ok(cases)) => all.push((*rule, cases)),
                    Some(Err(refused)) => score.refused.push(*refused),
                    None => {}
                }
            }
            score.group(id, group, &all, fields);
        }
        score
    }

    fn group(
        &mut self,
        id: GroupId,
        group: &Group,
        rules: &[(RuleId, Vec<Case<'_>>)],
        fields: &mut Fields<'_>,
    ) {
        let is_sum =
            group.kind == GroupKind::Sum && group.weight.is_none() && group.limit.is_none();
        if is_sum {
            for (rule, cases) in rules {
                let name = fields.program.rule(*rule).map_or("", |it| it.identity.label.as_str());
                let code = fields.program.rule(*rule).and_then(|it| it.identity.code.as_deref());
                self.characteristic(name, code, cases);
            }
        }
        let field =
            (!is_sum || is_on_grid(fields.program, id)).then(|| whole(group, rules, fields));
        if let (Some(field), false) = (&field, is_sum) {
            let name = group.name.as_deref().unwrap_or("Rules");
            let some = Pred::Is(field.clone(), Op::NotEqual, Constant::Number(Decimal::ZERO));
            let points = complex(&Expr::field(field));
            let attribute = Element::new("Attribute").holding([some.predicate(), points]);
            self.push(name, name, vec![attribute], false);
        }
        self.groups.push(field);
    }

    /// A rule. Its attributes are tried in order, as the rows of a `match` are.
    fn characteristic(&mut self, name: &str, code: Option<&str>, cases: &[Case<'_>]) {
        let always = cases.iter().position(|it| it.when == Pred::Const(true));
        let attributes = cases.iter().take(always.map_or(cases.len(), |it| it + 1)).map(|case| {
            let reason = match case.gives {
                Gives::Fixed(Points::ZERO) => NO_REASON,
                _ => case.identity.code.as_deref().or(code).unwrap_or(&case.identity.label),
            };
            let mut attribute = Element::new("Attribute");
            if let Gives::Fixed(points) = case.gives {
                attribute = attribute.with("partialScore", points);
            }
            attribute = attribute.with("reasonCode", reason).holding([case.when.predicate()]);
            match case.gives {
                Gives::Fixed(_) => attribute,
                Gives::Measured(..) => attribute.holding([complex(&case.gives.or_zero())]),
            }
        });
        let attributes = attributes.collect();
        self.push(name, code.unwrap_or(name), attributes, always.is_some());
    }

    fn push(&mut self, name: &str, code: &str, mut attributes: Vec<Element>, is_whole: bool) {
        if !is_whole {
            attributes.push(
                Element::new("Attribute")
                    .with("partialScore", 0)
                    .with("reasonCode", NO_REASON)
                    .holding([Element::new("True")]),
            );
        }
        let mut own = name.to_owned();
        let mut number = 2;
        while !self.names.insert(own.clone()) {
            own = format!("{name} ({number})");
            number += 1;
        }
        self.characteristics.push(
            Element::new("Characteristic")
                .with("name", own)
                .with("reasonCode", code)
                .with("baselineScore", 0)
                .holding(attributes),
        );
    }
}

fn complex(points: &Expr) -> Element {
    Element::new("ComplexPartialScore").holding([points.element()])
}

fn is_on_grid(program: &Program, id: GroupId) -> bool {
    let mut axes = program.grid.iter().flat_map(|it| &it.axes);
    axes.any(|axis| axis.group == id)
}

/// A field with the points of a group.
fn whole(group: &Group, rules: &[(RuleId, Vec<Case<'_>>)], fields: &mut Fields<'_>) -> String {
    let name = plain_name(group.name.as_deref().unwrap_or("rules"));
    let each: Vec<String> = rules
        .iter()
        .filter(|(_, cases)| cases.iter().any(|it| it.when != Pred::Const(false)))
        .map(|(_, cases)| fields.derive(&format!("{name}_rule"), Kind::Number, &fired(cases)))
        .collect();
    let together = together(group.kind, &each);
    let weighted = match group.weight {
        None => together,
        Some(weight) => {
            let sum = fields.derive(&format!("{name}_sum"), Kind::Number, &together);
            let hundredths = (weight * Decimal::ONE_HUNDRED).normalize();
            let scaled = Expr::apply("*", vec![Expr::number(hundredths), Expr::field(&sum)]);
            hundredths_of(&scaled)
        }
    };
    fields.derive(&format!("{name}_points"), Kind::Number, &limited(weighted, group.limit))
}

/// The points of a rule; nothing if it has not fired.
fn fired(cases: &[Case<'_>]) -> Expr {
    let mut expr = None;
    for case in cases.iter().rev() {
        expr = match &case.when {
            Pred::Const(true) => Some(case.gives.expr()),
            Pred::Const(false) => expr,
            when => Some(Expr::either(when.expr(), case.gives.expr(), expr)),
        };
    }
    expr.unwrap_or_else(|| Expr::number(0))
}

/// What the rules of a group give together.
fn together(kind: GroupKind, rules: &[String]) -> Expr {
    let or_zero =
        |it: &String| Expr::either(Expr::known(it), Expr::field(it), Some(Expr::number(0)));
    let best = |function| {
        let known = rules.iter().map(|it| Expr::known(it)).collect();
        let fields = rules.iter().map(|it| Expr::field(it)).collect();
        match (Expr::joined("or", known), Expr::joined(function, fields)) {
            (Some(any), Some(best)) => Expr::either(any, best, Some(Expr::number(0))),
            _ => Expr::number(0),
        }
    };
    match kind {
        GroupKind::Sum => Expr::sum(rules.iter().map(or_zero).collect()),
        GroupKind::Highest => best("max"),
        GroupKind::Lowest => best("min"),
        GroupKind::FirstMatch => rules.iter().rev().fold(Expr::number(0), |rest, it| {
            Expr::either(Expr::known(it), Expr::field(it), Some(rest))
        }),
    }
}
