//! The names that a file speaks of.

use std::collections::HashSet;

use crate::ast::{
    ExprKind, File, Item, ItemKind, ModifierKind, Name, Rule, RuleKind, Value, ValueKind,
};
use crate::ir::name_key;

/// Every name that a file speaks of, as names are compared; what it declares is not among them.
pub(super) fn names(file: &File) -> HashSet<String> {
    let mut names = Names::default();
    file.items.iter().for_each(|it| names.item(it));
    names.0
}

#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn item(&mut self, item: &Item) {
        for expr in item.expressions() {
            expr.walk(&mut |it| self.expr(&it.node));
        }
        match &item.node {
            ItemKind::Rule(rule) => self.rule(rule),
            ItemKind::Group(group) => group.rules.iter().for_each(|it| self.rule(it)),
            ItemKind::Record(record) => {
                let modifiers = record.fields.iter().flat_map(|it| &it.modifiers);
                modifiers.for_each(|it| {
                    if let ModifierKind::By(name) = &it.node {
                        self.name(name);
                    }
                });
            }
            ItemKind::Action(action) => {
                for (_, value) in &action.args {
                    value.walk(&mut |it| {
                        if let ExprKind::Text(text) = &it.node {
                            self.braces(text);
                        }
                    });
                }
            }
            ItemKind::Test(test) => self.given(&test.given.node),
            _ => {}
        }
    }

    fn rule(&mut self, rule: &Rule) {
        if let RuleKind::ForEach { events, .. } = &rule.node {
            self.path(events);
        }
    }

    fn expr(&mut self, expr: &ExprKind) {
        match expr {
            ExprKind::Name(path) | ExprKind::Quantified { events: path, .. } => self.path(path),
            ExprKind::ScoreOf { through: Some(path), .. } => self.path(path),
            _ => {}
        }
    }

    fn given(&mut self, fields: &[(Name, Value)]) {
        for (name, value) in fields {
            self.name(name);
            self.value(value);
        }
    }

    fn value(&mut self, value: &Value) {
        match &value.node {
            ValueKind::One(_) => {}
            ValueKind::Several(values) => values.iter().for_each(|it| self.value(it)),
            ValueKind::Record(fields) => self.given(fields),
        }
    }

    /// What stands between the braces of `"Call {company.name} today"`.
    fn braces(&mut self, text: &str) {
        for piece in text.split('{').skip(1) {
            let inside = piece.split('}').next().unwrap_or_default();
            for part in inside.split('.') {
                self.0.insert(name_key(part.trim().trim_matches('`')));
            }
        }
    }

    fn path(&mut self, path: &[Name]) {
        path.iter().for_each(|it| self.name(it));
    }

    fn name(&mut self, name: &Name) {
        self.0.insert(name_key(&name.node));
    }
}
