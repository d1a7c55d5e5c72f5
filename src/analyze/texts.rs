//! Texts with several patterns, and lists with several members: which go together, and values that show it.

use crate::ast::TextOp;
use crate::cells::Axis;
use crate::ir::{ColumnId, Program, Test, Text, TextPattern, Type, Value};

/// Of so many patterns or members every combination is looked at.
const MOST_FREE: usize = 10;

/// Of so many a value is made for all but each: it takes time with their cube.
const MOST_WITHOUT: usize = 64;

/// Every subset of some places; `None` if they are too many.
pub(super) fn subsets(places: &[usize]) -> Option<Vec<Vec<usize>>> {
    if places.len() > MOST_FREE {
        return None;
    }
    let all = (0_u32..1 << places.len()).map(|set| {
        let inside = places.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
        inside.map(|(_, place)| *place).collect()
    });
    Some(all.collect())
}

/// Whether patterns may hold together while the other ones do not: a text with `head of sales` holds `sales`.
pub(super) fn agree(tests: &[(ColumnId, Test)], free: &[usize], held: &[usize]) -> bool {
    let pattern = |place: usize| match tests.get(place) {
        Some((_, Test::Pattern(pattern))) => Some(pattern),
        _ => None,
    };
    let held: Vec<(usize, &TextPattern)> =
        held.iter().filter_map(|it| Some((*it, pattern(*it)?))).collect();
    let implied = free.iter().filter_map(|it| Some((*it, pattern(*it)?))).all(|(place, it)| {
        held.iter().any(|(other, _)| *other == place)
            || !held.iter().any(|(_, held)| implies(held, it))
    });
    implied && held.iter().all(|(_, a)| held.iter().all(|(_, b)| !excludes(a, b)))
}

/// Whether a text in which one pattern is found always holds the other.
fn implies(one: &TextPattern, other: &TextPattern) -> bool {
    let whole = one.op == other.op
        || matches!(
            (one.op, other.op),
            (TextOp::StartsWith | TextOp::EndsWith, TextOp::ContainsWord)
        );
    match other.op {
        TextOp::Contains => one.text.contains(&other.text),
        TextOp::StartsWith => one.op == other.op && one.text.starts_with(&other.text),
        TextOp::EndsWith => one.op == other.op && one.text.ends_with(&other.text),
        TextOp::ContainsWord => {
            whole && one.op == TextOp::ContainsWord && other.found_in(&one.text)
        }
    }
}

/// Whether no text holds both.
fn excludes(a: &TextPattern, b: &TextPattern) -> bool {
    match (a.op, b.op) {
        (TextOp::StartsWith, TextOp::StartsWith) => {
            !a.text.starts_with(&b.text) && !b.text.starts_with(&a.text)
        }
        (TextOp::EndsWith, TextOp::EndsWith) => {
            !a.text.ends_with(&b.text) && !b.text.ends_with(&a.text)
        }
        _ => false,
    }
}

/// Values made for the tests that are looked at: texts that hold several patterns, lists with several members.
pub(super) fn made(
    program: &Program,
    axis: &Axis,
    looked: impl Iterator<Item = usize>,
) -> Vec<Value> {
    let own = looked.filter_map(|it| axis.tests.get(it)).filter(|(of, _)| *of == axis.root);
    let tests: Vec<&Test> = own.map(|(_, test)| test).collect();
    match axis.ty(program) {
        Some(Type::Text) => {
            let patterns = tests.iter().filter_map(|it| match it {
                Test::Pattern(pattern) => Some(pattern),
                _ => None,
            });
            let of = |set: &[&TextPattern]| Value::text(&with_all(set));
            some_of(&patterns.collect::<Vec<_>>(), of)
        }
        Some(Type::Texts) => {
            let members = tests.iter().filter_map(|it| match it {
                Test::HasText(text) => Some(text),
                _ => None,
            });
            let members: Vec<&Text> = members.collect();
            let other = (0..).map(|n| Text::new(&format!("other{}", "'".repeat(n))));
            let other = other.into_iter().find(|it| members.iter().all(|m| m.folded != it.folded));
            some_of(&members, |set| {
                let rest = other.iter().filter(|_| set.is_empty());
                Value::Texts(set.iter().copied().chain(rest).cloned().collect())
            })
        }
        Some(Type::Numbers) => {
            let members = tests.iter().filter_map(|it| match it {
                Test::HasNumber(number) => Some(*number),
                _ => None,
            });
            let members: Vec<_> = members.collect();
            let other = members
                .iter()
                .max()
                .map_or(Some(0.into()), |it| it.checked_add(rust_decimal::Decimal::ONE));
            let refs: Vec<&rust_decimal::Decimal> = members.iter().collect();
            some_of(&refs, |set| {
                let rest = other.iter().filter(|_| set.is_empty());
                Value::Numbers(set.iter().copied().chain(rest).copied().collect())
            })
        }
        Some(Type::Record(id)) => {
            let blank = program.related(id).map(|it| vec![Value::Missing; it.fields.len()]);
            blank.into_iter().map(|it| Value::Record(it.into())).collect()
        }
        _ => Vec::new(),
    }
}

/// One value for which some tests of a column hold together, if they can; tests of other kinds are left out.
pub(super) fn holding(
    program: &Program,
    axis: &Axis,
    places: impl Iterator<Item = usize>,
) -> Option<Value> {
    let own = places.filter_map(|it| axis.tests.get(it)).filter(|(of, _)| *of == axis.root);
    let tests: Vec<&Test> = own.map(|(_, test)| test).collect();
    let value = match axis.ty(program)? {
        Type::Text => {
            let patterns = tests.iter().filter_map(|it| match it {
                Test::Pattern(pattern) => Some(pattern),
                _ => None,
            });
            Value::text(&with_all(&patterns.collect::<Vec<_>>()))
        }
        Type::Texts => {
            let members = tests.iter().filter_map(|it| match it {
                Test::HasText(text) => Some(text.clone()),
                _ => None,
            });
            Value::Texts(members.collect())
        }
        Type::Numbers => {
            let members = tests.iter().filter_map(|it| match it {
                Test::HasNumber(number) => Some(*number),
                _ => None,
            });
            Value::Numbers(members.collect())
        }
        _ => return None,
    };
    let is_empty = match &value {
        Value::Texts(members) => members.is_empty(),
        Value::Numbers(members) => members.is_empty(),
        other => other.is_missing(),
    };
    (!is_empty).then_some(value)
}

/// A value for every subset; if those are too many, for all together, for each alone and, of not very many, for all
/// but each.
fn some_of<'t, T>(all: &[&'t T], value: impl Fn(&[&'t T]) -> Value) -> Vec<Value> {
    let places: Vec<usize> = (0..all.len()).collect();
    let without = |out: usize| places.iter().copied().filter(move |it| *it != out).collect();
    let sets = subsets(&places).unwrap_or_else(|| {
        let one_less = places.iter().filter(|_| places.len() <= MOST_WITHOUT);
        let few = places.iter().map(|it| vec![*it]).chain(one_less.map(|it| without(*it)));
        few.chain([places.clone(), Vec::new()]).collect()
    });
    let chosen = |set: &Vec<usize>| -> Vec<&'t T> {
        set.iter().filter_map(|it| all.get(*it).copied()).collect()
    };
    sets.iter().map(|set| value(&chosen(set))).filter(|it| !it.is_missing()).collect()
}

/// A text in which all patterns are found, if they can be.
fn with_all(patterns: &[&TextPattern]) -> String {
    let of = |op: TextOp| patterns.iter().filter(move |it| it.op == op).map(|it| it.text.as_str());
    let longest = |op: TextOp| of(op).max_by_key(|it| it.len());
    let start = longest(TextOp::StartsWith);
    let end = longest(TextOp::EndsWith);
    let mut pieces: Vec<&str> = Vec::new();
    pieces.extend(start);
    for piece in of(TextOp::ContainsWord).chain(of(TextOp::Contains)) {
        let has = |it: &&str| it.contains(piece);
        if !pieces.iter().any(has) && !end.iter().any(has) {
            pieces.push(piece);
        }
    }
    pieces.extend(end.filter(|it| start != Some(it)));
    pieces.join(" ")
}
