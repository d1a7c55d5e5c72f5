//! Values that a test tells apart.

use regex_syntax::hir::{Class, Hir, HirKind};
use rust_decimal::Decimal;

use crate::ast::TextOp;
use crate::ir::{Clock, Column, Program, Test, Text, TextPattern, Type, Value};
use crate::testing::coverage::{edges, noon};

/// Values that pass a test and values that fail it, with those next to its bounds.
pub(in crate::testing) fn values_of(
    test: &Test,
    program: &Program,
    column: &Column,
    clock: &Clock,
) -> Vec<Value> {
    let edges = edges(program, column, test).into_iter();
    let near: Vec<Value> = edges.filter_map(|(it, _)| it.sample(column.ty, clock)).collect();
    let more = match test {
        Test::Missing => some(column.ty, clock),
        Test::YesNo(_) => vec![Value::YesNo(true), Value::YesNo(false)],
        Test::Numbers(intervals) => {
            let ends = intervals.iter().filter(|it| it.from == it.to).filter_map(|it| it.from);
            ends.flat_map(|it| [it, it + Decimal::ONE]).map(Value::Number).collect()
        }
        Test::Dates(intervals) => {
            let days = intervals.iter().filter(|it| it.from == it.to).filter_map(|it| it.from);
            days.flat_map(|it| [Some(it), it.tomorrow().ok()]).flatten().map(Value::Date).collect()
        }
        Test::Moments(intervals) => {
            let only = intervals.iter().filter(|it| it.from == it.to).filter_map(|it| it.from);
            only.map(Value::Moment).chain(some(column.ty, clock)).collect()
        }
        Test::Texts(texts) => {
            let other = other(|it| texts.iter().all(|text| text.folded != it.folded));
            texts.iter().take(100).cloned().chain(other).map(Value::Text).collect()
        }
        Test::Exactly(text) => {
            let cases = [text.to_string(), text.to_uppercase(), text.to_lowercase()];
            cases.iter().map(|it| Value::text(it)).chain(some(column.ty, clock)).collect()
        }
        Test::Pattern(pattern) => with_pattern(pattern),
        Test::Matches(regex) => {
            let found = regex_syntax::parse(regex.as_str()).ok().map(|it| sample(&it));
            found.into_iter().map(|it| Value::text(&it)).chain(some(column.ty, clock)).collect()
        }
        Test::HasText(text) => {
            vec![Value::Texts(vec![text.clone()]), Value::Texts(vec![Text::new("other")])]
        }
        Test::HasNumber(number) => {
            vec![Value::Numbers(vec![*number]), Value::Numbers(vec![*number + Decimal::ONE])]
        }
        Test::Age(..) => Vec::new(),
    };
    near.into_iter().chain(more).filter(|it| !it.is_missing()).collect()
}

/// Any value of a type.
fn some(ty: Type, clock: &Clock) -> Vec<Value> {
    match ty {
        Type::Text => vec![Value::text("other")],
        Type::Number | Type::Integer | Type::Percent => vec![Value::Number(Decimal::ONE)],
        Type::Date => vec![Value::Date(clock.today)],
        Type::DateTime => vec![noon(clock.today, clock)],
        Type::YesNo => vec![Value::YesNo(true)],
        Type::Texts => vec![Value::Texts(vec![Text::new("other")])],
        Type::Numbers => vec![Value::Numbers(vec![Decimal::ONE])],
        Type::Record(_) | Type::Records(_) => Vec::new(),
    }
}

/// A text that is none of those that are named.
fn other(is_new: impl Fn(&Text) -> bool) -> Option<Text> {
    (0..10).map(|n| Text::new(&format!("other{}", "'".repeat(n)))).find(is_new)
}

/// Texts that hold a pattern, alone and where only some of its relatives would find it.
fn with_pattern(pattern: &TextPattern) -> Vec<Value> {
    let text = &pattern.written;
    let texts = match pattern.op {
        TextOp::Contains => vec![text.clone(), format!("a {text} b")],
        TextOp::ContainsWord => vec![text.clone(), format!("a {text} b"), format!("x{text}x")],
        TextOp::StartsWith => vec![text.clone(), format!("{text}x"), format!("x{text}")],
        // The end of an address.
        TextOp::EndsWith if text.starts_with('@') => vec![format!("ana{text}"), format!("{text}x")],
        TextOp::EndsWith => vec![text.clone(), format!("x{text}"), format!("{text}x")],
    };
    texts.iter().map(|it| Value::text(it)).chain([Value::text("other")]).collect()
}

/// A short text that a regular expression matches, if it asks for nothing around.
fn sample(hir: &Hir) -> String {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => String::new(),
        HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).into_owned(),
        HirKind::Class(class) => match class {
            Class::Unicode(ranges) => {
                // A letter or digit reads better than the first sign of a class.
                let holds = |c: &char| ranges.iter().any(|it| it.start() <= *c && *c <= it.end());
                let plain = ['a', 'A', '1'].into_iter().find(holds);
                plain.or(ranges.iter().next().map(|it| it.start())).map(String::from)
            }
            Class::Bytes(ranges) => {
                ranges.iter().next().map(|it| char::from(it.start()).to_string())
            }
        }
        .unwrap_or_default(),
        HirKind::Repetition(it) => {
            let least = if it.max == Some(0) { 0 } else { it.min.max(1) };
            sample(&it.sub).repeat(usize::try_from(least).unwrap_or(1).min(100))
        }
        HirKind::Capture(it) => sample(&it.sub),
        HirKind::Concat(parts) => parts.iter().map(sample).collect(),
        HirKind::Alternation(parts) => parts.first().map(sample).unwrap_or_default(),
    }
}
