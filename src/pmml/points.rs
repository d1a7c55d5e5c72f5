//! Groups → characteristics that add up. A group whose points are more than a sum is one characteristic.

use rust_decimal::Decimal;

use super::cases::{Case, Gives, cases};
use super::expr::{Constant, Expr};
use super::fields::Fields;
use super::logic::{Op, Pred};
use super::names::Names;
use super::whole::whole;
use super::xml::Element;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Group, GroupId, GroupKind, Identity, Points, Program, Rule};

/// The reason code of what has not given points.
pub const NO_REASON: &str = "none";

/// The score as characteristics that add up.
pub(super) struct Score {
    pub characteristics: Vec<Element>,
    /// For each group that is calculated as a whole the field with its points.
    pub groups: Vec<Option<String>>,
    /// What PMML cannot say.
    pub refused: Vec<Diagnostic>,
    names: Names,
}

impl Score {
    pub fn of(fields: &mut Fields<'_>) -> Self {
        let program = fields.program;
        let mut score = Self {
            characteristics: Vec::new(),
            groups: Vec::new(),
            refused: Vec::new(),
            names: Names::new(str::to_owned, |name, number| format!("{name} ({number})")),
        };
        for (id, group) in (0..).map(GroupId).zip(&program.groups) {
            let mut all = Vec::new();
            for id in &group.rules {
                let Some(rule) = program.rule(*id) else { continue };
                match cases(*id, rule, fields) {
                    Ok(cases) => all.push((rule, cases)),
                    Err(refused) => score.refused.push(*refused),
                }
            }
            score.group(id, group, &all, fields);
        }
        if score.characteristics.is_empty() {
            score.push("Rules", NO_REASON, Vec::new(), false);
        }
        score
    }

    fn group(
        &mut self,
        id: GroupId,
        group: &Group,
        rules: &[(&Rule, Vec<Case<'_>>)],
        fields: &mut Fields<'_>,
    ) {
        let is_sum =
            group.kind == GroupKind::Sum && group.weight.is_none() && group.limit.is_none();
        if is_sum {
            for (rule, cases) in rules {
                self.characteristic(&rule.identity, cases);
            }
        }
        let field = match !is_sum || is_on_grid(fields.program, id) {
            true => whole(group, rules, fields).map_err(|it| self.refused.push(*it)).ok(),
            false => None,
        };
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
    fn characteristic(&mut self, rule: &Identity, cases: &[Case<'_>]) {
        if cases.is_empty() {
            return;
        }
        let (name, code) = (rule.label.as_str(), rule.code.as_deref());
        for case in cases {
            let own = case.identity.code.as_deref().or(code).unwrap_or(&case.identity.label);
            if own == NO_REASON {
                self.refused.push(no_reason(case.identity));
            }
        }
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
        let own = self.names.own(name);
        self.characteristics.push(
            Element::new("Characteristic")
                .with("name", own)
                .with("reasonCode", code)
                .with("baselineScore", 0)
                .holding(attributes),
        );
    }
}

fn no_reason(identity: &Identity) -> Diagnostic {
    let message = format!("In a scorecard \"{NO_REASON}\" is the code of rules that did not fire.");
    let help = "Give this rule another code.";
    Diagnostic::error(codes::NOT_IN_PMML, identity.place, message).help(help)
}

fn complex(points: &Expr) -> Element {
    Element::new("ComplexPartialScore").holding([points.element()])
}

fn is_on_grid(program: &Program, id: GroupId) -> bool {
    let mut axes = program.grid.iter().flat_map(|it| &it.axes);
    axes.any(|axis| axis.group == id)
}
