//! The rules of one group, seen together.

use std::collections::HashMap;

use super::meet::Piece;
use crate::ast::{self, AwardUnit, Expr, GroupKind, RuleKind};
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, Edit, codes};
use crate::ir::{Award, Body, Cond, Rule, RuleId};

/// A `when` rule, as it is written and what it means.
pub(super) struct When<'a> {
    pub item: &'a ast::Rule,
    pub expr: &'a Expr,
    pub written: &'a ast::Award,
    pub rule: &'a Rule,
    pub cond: &'a Cond,
    pub award: &'a Award,
}

impl<'a> When<'a> {
    fn new(item: &'a ast::Rule, rule: &'a Rule) -> Option<Self> {
        match (&item.node, &rule.body) {
            // What was guessed from something wrong has no places of its own.
            (RuleKind::When { condition, award: written, .. }, Body::When(cond, award))
                if condition.span.end <= written.amount.span.start =>
            {
                Some(Self { item, expr: condition, written, rule, cond, award })
            }
            _ => None,
        }
    }
}

impl Context<'_> {
    /// Says what the rules of one group do to each other.
    pub fn rules_together(
        &mut self,
        kind: GroupKind,
        items: &[(&ast::Rule, RuleId)],
        rules: &[Rule],
    ) {
        let rule = |id: RuleId| rules.get(id.0 as usize);
        let rules: Vec<When<'_>> =
            items.iter().filter_map(|&(item, id)| When::new(item, rule(id)?)).collect();
        match kind {
            GroupKind::FirstMatch => self.rules_reached(&rules),
            _ => self.same_conditions(kind, &rules),
        }
        let always: Vec<&When<'_>> =
            rules.iter().filter(|it| it.rule.identity.valid.is_none()).collect();
        let pieces = always.iter().flat_map(|it| Piece::of(it.expr, it.cond, Some(it.award)));
        self.ranges_meet(pieces.collect(), kind == GroupKind::Sum);
    }

    /// Rules that were copied, and whose condition was forgotten.
    fn same_conditions(&mut self, kind: GroupKind, rules: &[When<'_>]) {
        let mut firsts: HashMap<&Cond, &When<'_>> = HashMap::new();
        for rule in rules {
            let first = *firsts.entry(rule.cond).or_insert(rule);
            // Rules for different days are never there together, or are meant to be.
            let same_days = first.rule.identity.valid == rule.rule.identity.valid;
            if std::ptr::eq(first, rule) || !same_days {
                continue;
            }
            let message = match kind {
                GroupKind::Sum => match (first.award, rule.award) {
                    (Award::Constant(a), Award::Constant(b)) => format!(
                        "Two rules have the same condition, so a lead that fits gets {} and {}.",
                        a.signed(),
                        b.signed()
                    ),
                    _ => "Two rules have the same condition, so they always fire together."
                        .to_owned(),
                },
                _ => "Two rules have the same condition, and only one of them counts.".to_owned(),
            };
            let finding =
                Diagnostic::warning(codes::SAME_CONDITION, self.place(rule.expr.span), message)
                    .label("the same again")
                    .also(self.place(first.expr.span), "the first one");
            let finding = match (kind, self.as_one(first, rule)) {
                (GroupKind::Sum, Some(edits)) => finding
                    .help("Change the condition that was copied, or make them one rule.")
                    .offer_edits("Make them one rule.", edits),
                _ => {
                    let edit = Edit { place: self.place(rule.item.span), text: String::new() };
                    finding
                        .help("Change the condition that was copied, or take one of them out.")
                        .offer_edits("Take this rule out.", vec![edit])
                }
            };
            self.report(finding);
        }
    }

    /// The edits that give the points of two rules to the first of them.
    fn as_one(&self, first: &When<'_>, second: &When<'_>) -> Option<Vec<Edit>> {
        let (Award::Constant(a), Award::Constant(b)) = (first.award, second.award) else {
            return None;
        };
        if first.written.unit != AwardUnit::Points {
            return None;
        }
        let sum = *a + *b;
        let sign = if sum.hundredths() >= 0 { "+" } else { "" };
        Some(vec![
            Edit { place: self.place(first.written.amount.span), text: format!("{sign}{sum}") },
            Edit { place: self.place(second.item.span), text: String::new() },
        ])
    }
}
