//! Tests beside the rules.

use pest::iterators::Pair;

use super::builder::{Builder, Parts};
use super::grammar::Rule;
use crate::ast::{
    Expect, ExpectKind, ExprKind, Given, Name, Node, TestItem, Value, ValueKind, What,
};

impl Builder<'_> {
    /// `test "name" as of 2025-03-01 { given { … } expect … }`
    pub fn test_item(&mut self, pair: Pair<'_, Rule>) -> Option<TestItem> {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let name = self.text(parts.find(Rule::text)?);
        let as_of = parts.find(Rule::date).and_then(|it| self.day(&it));
        let given = self.object(parts.find(Rule::object)?);
        let mut expects = Vec::new();
        for block in parts.all(Rule::expects) {
            for expect in Parts::of(block).all(Rule::expect) {
                expects.extend(self.expect(expect));
            }
        }
        if let Some(close) = parts.find(Rule::close_brace) {
            let last = expects.last().map_or(given.span, |it| it.span);
            self.brace(close, at, last);
        }
        Some(TestItem { name, as_of, given, expects })
    }

    fn object(&mut self, pair: Pair<'_, Rule>) -> Given {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let mut pairs: Vec<(Name, Value)> = Vec::new();
        for pair in parts.all(Rule::pair) {
            let mut inner = Parts::of(pair);
            let Some(name) = inner.find(Rule::name) else { continue };
            let name = self.name(&name);
            let Some(value) = inner.find(Rule::value).map(|it| self.value(it)) else { continue };
            pairs.push((name, value));
        }
        let last = pairs.last().map_or(at.before(), |it| it.1.span);
        self.closing(&mut parts, Rule::close_object, at, last);
        Node::new(pairs, at)
    }

    fn value(&mut self, pair: Pair<'_, Rule>) -> Value {
        let at = self.span(&pair);
        let kind = match pair.into_inner().next() {
            None => ValueKind::One(self.mistake(at)),
            Some(inner) => match inner.as_rule() {
                Rule::object => ValueKind::Record(self.object(inner).node),
                Rule::several => ValueKind::Several(
                    Parts::of(inner)
                        .all(Rule::value)
                        .into_iter()
                        .map(|it| self.value(it))
                        .collect(),
                ),
                _ => ValueKind::One(self.sum(inner)),
            },
        };
        Node::new(kind, at)
    }

    fn expect(&mut self, pair: Pair<'_, Rule>) -> Option<Expect> {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        if let Some(fired) = parts.find(Rule::fired) {
            let mut parts = Parts::of(fired);
            let negated = parts.word(Rule::w_not);
            let rule = self.text(parts.find(Rule::text)?);
            return Some(Node::new(ExpectKind::Fired { negated, rule }, at));
        }
        let what_pair = parts.find(Rule::what)?;
        let it = Node::new(ExprKind::It, self.span(&what_pair));
        let inner = what_pair.into_inner().next()?;
        let what = match inner.as_rule() {
            Rule::points_of => What::PointsOf(self.text(Parts::of(inner).find(Rule::text)?)),
            Rule::w_band => What::Band,
            Rule::w_stars => What::Stars,
            Rule::w_grid => What::Grid,
            Rule::w_status => What::Status,
            Rule::w_readiness => What::Readiness,
            _ => What::Score,
        };
        let test = self.test(parts.find(Rule::test)?)?;
        let test = Node::new(ExprKind::Test(Box::new(it), test), at);
        Some(Node::new(ExpectKind::That(what, test), at))
    }
}
