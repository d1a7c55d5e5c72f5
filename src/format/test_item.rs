//! Tests beside the rules.

use super::doc::{Doc, Sequence};
use super::expr::{Level, Printer};
use super::words;
use crate::ast::{Expect, ExpectKind, Name, TestItem, Value, ValueKind, What};
use crate::source::Span;

impl Printer<'_> {
    /// `test "name" as of 2025-03-01 { given { … } expect … }`
    pub fn test_item(&mut self, test: &TestItem, span: Span) -> Doc {
        let as_of = test.as_of.as_ref();
        let as_of = as_of.map_or(String::new(), |it| format!(" as of {}", words::date(it.node)));
        let head = Doc::many([self.quoted(&test.name).after("test "), Doc::text(as_of)]);
        let notes = self.notes(test.given.span);
        let given = self.object(&test.given.node, test.given.span).after("given ");
        let expect = self.source.next_word(test.given.span);
        let units = vec![Doc::many([notes, given]), self.expects(&test.expects, expect)];
        self.block(head, units, span)
    }

    fn object(&mut self, pairs: &[(Name, Value)], span: Span) -> Doc {
        let mut items = Vec::new();
        for (name, value) in pairs {
            let notes = self.notes(name.span);
            let name = format!("{}: ", words::name(&name.node));
            items.push(Doc::many([notes, self.value(value).after(&name)]));
        }
        let tail = self.source.tail(span, items.is_empty());
        Sequence { items, filled: false }.enclosed("{", Doc::Line, tail, "}")
    }

    fn value(&mut self, value: &Value) -> Doc {
        let notes = self.notes(value.span);
        let words = match &value.node {
            ValueKind::One(one) => {
                let one = self.expr(one, Level::Sum);
                // Without brackets of its own it would be several values.
                if one.begins_with('[') { one.bracketed() } else { one }
            }
            ValueKind::Several(values) => {
                let plain = values.iter().all(|it| matches!(it.node, ValueKind::One(_)));
                let filled = plain && !self.source.has_notes(value.span);
                let items = values.iter().map(|it| self.value(it)).collect();
                let tail = self.source.tail(value.span, values.is_empty());
                Sequence { items, filled }.enclosed("[", Doc::SoftLine, tail, "]")
            }
            ValueKind::Record(pairs) => self.object(pairs, value.span),
        };
        Doc::many([notes, words])
    }

    /// All after one `expect`; `word` is where the first one stands.
    fn expects(&mut self, expects: &[Expect], word: Span) -> Doc {
        let notes = self.notes(word);
        let items = expects.iter().map(|it| self.expect(it)).collect();
        let items = Sequence { items, filled: false }.joined();
        let inside = Doc::many([Doc::Line, items, Doc::IfBroken(",".into())]).indent(2);
        Doc::many([notes, Doc::text("expect"), inside.group()])
    }

    fn expect(&mut self, expect: &Expect) -> Doc {
        let notes = self.notes(expect.span);
        let words = match &expect.node {
            ExpectKind::That(what, test) => {
                let test = self.expr(test, Level::Condition);
                Doc::many([self.what(what), Doc::text(" "), test])
            }
            ExpectKind::Fired { negated, rule } => {
                self.quoted(rule).after(if *negated { "not fired " } else { "fired " })
            }
        };
        Doc::many([notes, words])
    }

    fn what(&mut self, what: &What) -> Doc {
        match what {
            What::Score => Doc::text("score"),
            What::Band => Doc::text("band"),
            What::Stars => Doc::text("stars"),
            What::Grid => Doc::text("grid"),
            What::Status => Doc::text("status"),
            What::Readiness => Doc::text("readiness"),
            What::PointsOf(group) => self.quoted(group).after("points of "),
        }
    }
}
