//! Types that the rules' own literals give away, for leads without a record.

use std::collections::HashMap;

use crate::ast::{Expr, ExprKind, File, ItemKind, RuleKind, TestKind};
use crate::functions;
use crate::ir::{Signature, Type, name_key};

/// For each name in the rules, by its key, the type that it must have.
///
/// `employees in 100..500` makes *employees* a number, `industry == "Retail"` makes *industry* a text. A
/// date may turn out to have a time. The first use of a name decides.
#[must_use]
pub fn hints(file: &File) -> HashMap<String, Type> {
    let mut hints = Hints::default();
    for item in &file.items {
        match &item.node {
            ItemKind::Let(item) => hints.value(&item.value),
            ItemKind::Disqualify(item) => hints.condition(&item.condition),
            ItemKind::Rule(rule) => hints.rule(&rule.node),
            ItemKind::Group(group) => group.rules.iter().for_each(|rule| hints.rule(&rule.node)),
            _ => {}
        }
    }
    hints.types
}

#[derive(Default)]
struct Hints {
    types: HashMap<String, Type>,
}

impl Hints {
    fn rule(&mut self, rule: &RuleKind) {
        match rule {
            RuleKind::When { condition, award, .. } => {
                self.condition(condition);
                award.per.iter().for_each(|per| self.set(per, Type::Number));
            }
            RuleKind::Match { subject, rows, .. } => {
                for row in rows {
                    for pattern in &row.patterns {
                        if let ExprKind::Test(_, test) = &pattern.node {
                            self.test(subject, &test.node);
                        }
                    }
                    row.award.per.iter().for_each(|per| self.set(per, Type::Number));
                }
            }
            RuleKind::ForEach { .. } => {}
        }
    }

    fn set(&mut self, expr: &Expr, ty: Type) {
        match &expr.node {
            ExprKind::Name(path) => {
                if let [name] = path.as_slice() {
                    self.types.entry(name_key(&name.node)).or_insert(ty);
                }
            }
            _ => self.value(expr),
        }
    }

    /// A name that stands alone where a condition belongs is yes or no.
    fn condition(&mut self, expr: &Expr) {
        match &expr.node {
            ExprKind::Name(_) => self.set(expr, Type::YesNo),
            ExprKind::Not(inner) => self.condition(inner),
            ExprKind::Logical(_, operands) => operands.iter().for_each(|it| self.condition(it)),
            _ => self.value(expr),
        }
    }

    fn value(&mut self, expr: &Expr) {
        match &expr.node {
            ExprKind::Test(value, test) => self.test(value, &test.node),
            ExprKind::Not(_) | ExprKind::Logical(..) => self.condition(expr),
            ExprKind::Arithmetic(first, rest) => {
                self.set(first, Type::Number);
                rest.iter().for_each(|(_, term)| self.set(term, Type::Number));
            }
            ExprKind::Negative(inner) => self.set(inner, Type::Number),
            ExprKind::Default(value, default) => {
                if let Some(ty) = literal_type(default) {
                    self.set(value, ty);
                }
            }
            ExprKind::Call(name, args) => {
                let ty = functions::find(&name.node).and_then(|it| argument_type(it.signature));
                if let Some(ty) = ty {
                    args.iter().for_each(|arg| self.set(&arg.value, ty));
                }
            }
            _ => {}
        }
    }

    fn test(&mut self, value: &Expr, test: &TestKind) {
        let ty = match test {
            TestKind::Relative(..) | TestKind::Before(_) | TestKind::After(_) | TestKind::On(_) => {
                Some(Type::Date)
            }
            TestKind::Words { .. } | TestKind::Matches { .. } | TestKind::IsExactly { .. } => {
                Some(Type::Text)
            }
            TestKind::Compare(_, right) => literal_type(right),
            TestKind::In { set, .. } => match &set.node {
                ExprKind::List(members) => members.first().and_then(literal_type),
                ExprKind::Range(range) => {
                    range.node.from.iter().chain(&range.node.to).find_map(literal_type)
                }
                _ => None,
            },
            TestKind::Is { .. } => None,
        };
        match ty {
            Some(ty) => self.set(value, ty),
            None => self.value(value),
        }
    }
}

fn literal_type(expr: &Expr) -> Option<Type> {
    Some(match expr.node {
        ExprKind::Text(_) => Type::Text,
        ExprKind::Number(_) => Type::Number,
        ExprKind::Percent(_) => Type::Percent,
        ExprKind::Date(_) => Type::Date,
        ExprKind::DateTime(..) => Type::DateTime,
        ExprKind::YesNo(_) => Type::YesNo,
        _ => return None,
    })
}

fn argument_type(signature: Signature) -> Option<Type> {
    match signature {
        Signature::OfText(_) => Some(Type::Text),
        Signature::OfDay | Signature::OfDays => Some(Type::Date),
        Signature::OfMoments => Some(Type::DateTime),
        Signature::OfNumber | Signature::Round => Some(Type::Number),
        Signature::OfNumbers | Signature::OfNumberList | Signature::OfList => None,
    }
}
