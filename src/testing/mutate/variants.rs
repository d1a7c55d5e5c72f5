//! A condition with one thing in it changed: a bound, an operator, a member of a list, and or or.

use jiff::Span;
use rust_decimal::Decimal;

use crate::analyze::value_words;
use crate::ast::{Duration, TextOp};
use crate::ir::{
    Atom, Column, Cond, Def, EventsId, Interval, Measure, Program, Test, Text, TextPattern, Type,
    Value,
};
use crate::testing::coverage::{MOST_MEMBERS, step};
use crate::testing::words::{cond_words, is_some};

/// Every change of a condition: the whole as it becomes, the part that is changed, and that part as it becomes.
pub(in crate::testing) fn variants(
    program: &Program,
    scope: Option<EventsId>,
    cond: &Cond,
) -> Vec<(Cond, String, String)> {
    let words = |it: &Cond| cond_words(program, scope, it);
    match cond {
        Cond::Const(_) => Vec::new(),
        Cond::Not(inner) => {
            let inner = variants(program, scope, inner).into_iter();
            inner.map(|(it, was, becomes)| (it.negated(), was, becomes)).collect()
        }
        Cond::Atom(atom) => {
            let column = program.columns_of(scope).get(atom.column.0 as usize);
            let changed = column.map(|it| changed(it, atom, program)).unwrap_or_default();
            let missing = |it: &Cond| left_out(program, &atom.test, it);
            let told = |it: &Cond| missing(it).unwrap_or_else(|| words(it));
            changed.into_iter().map(|it| (it.clone(), words(cond), told(&it))).collect()
        }
        Cond::All(parts) | Cond::Any(parts) => {
            let is_all = matches!(cond, Cond::All(_));
            let joined = |parts, all| if all { Cond::All(parts) } else { Cond::Any(parts) };
            let turned = joined(parts.clone(), !is_all);
            let mut found = vec![(turned.clone(), words(cond), words(&turned))];
            for (index, part) in parts.iter().enumerate() {
                for (changed, was, becomes) in variants(program, scope, part) {
                    let mut parts = parts.clone();
                    if let Some(slot) = parts.get_mut(index) {
                        *slot = changed;
                    }
                    found.push((joined(parts, is_all), was, becomes));
                }
            }
            found
        }
    }
}

/// `without "AT"`, where a list has lost a member.
fn left_out(program: &Program, before: &Test, after: &Cond) -> Option<String> {
    let Cond::Atom(after) = after else { return None };
    let (value, ty) = match (before, &after.test) {
        (Test::Texts(before), Test::Texts(after)) if after.len() < before.len() => {
            let lost = before.iter().find(|it| !after.contains(it))?;
            (Value::Text(lost.clone()), Type::Text)
        }
        (Test::Numbers(before), Test::Numbers(after)) if after.len() < before.len() => {
            let lost = before.iter().find(|it| !after.contains(it))?;
            (Value::Number(lost.from?), Type::Number)
        }
        _ => return None,
    };
    Some(format!("without {}", value_words(program, &value, ty)))
}

/// Every change of one test.
fn changed(column: &Column, atom: &Atom, program: &Program) -> Vec<Cond> {
    let other = |test: Test| Cond::Atom(Atom { column: atom.column, test });
    let opposite = || vec![Cond::Atom(atom.clone()).negated()];
    match &atom.test {
        // `any visits` becomes `no visits`.
        Test::Numbers(intervals) if is_count(column) && intervals.iter().all(is_some) => opposite(),
        Test::Numbers(intervals) if is_order(column) => {
            match intervals.iter().all(|it| it.from != it.to) {
                true => each(intervals, toggled, Test::Numbers, other),
                false => opposite(),
            }
        }
        Test::Numbers(intervals) => {
            let whole = column.ty == Type::Integer;
            let changes = |it: &Interval<Decimal>| {
                let unit = |bound| if whole { Decimal::ONE } else { step(bound) };
                let moved = |it: Decimal, up: bool| {
                    if up { it.checked_add(unit(it)) } else { it.checked_sub(unit(it)) }
                };
                shifted(it, whole, moved)
            };
            members(intervals, changes, Test::Numbers, other)
        }
        Test::Dates(intervals) => {
            let moved = |it: jiff::civil::Date, up: bool| {
                if up { it.tomorrow().ok() } else { it.yesterday().ok() }
            };
            members(intervals, |it| shifted(it, true, moved), Test::Dates, other)
        }
        Test::Moments(intervals) => {
            let moved = |it: jiff::Timestamp, up: bool| {
                let local = program.zone.to_datetime(it).time();
                let midnight = local == jiff::civil::Time::midnight();
                let step = Span::new().seconds(if midnight { 24 * 60 * 60 } else { 60 });
                if up { it.checked_add(step).ok() } else { it.checked_sub(step).ok() }
            };
            members(intervals, |it| shifted(it, false, moved), Test::Moments, other)
        }
        Test::Age(window, duration) => {
            let counts = [duration.count.checked_sub(1), duration.count.checked_add(1)];
            let counts = counts.into_iter().flatten().filter(|it| *it > 0);
            counts.map(|count| other(Test::Age(*window, Duration { count, ..*duration }))).collect()
        }
        Test::Texts(texts) if (2..=MOST_MEMBERS).contains(&texts.len()) => {
            without_each(texts).into_iter().map(|it: Vec<Text>| other(Test::Texts(it))).collect()
        }
        Test::Exactly(text) => vec![other(Test::Texts(vec![Text::new(text)]))],
        Test::Pattern(pattern) => {
            let op = match pattern.op {
                TextOp::Contains => TextOp::StartsWith,
                TextOp::ContainsWord | TextOp::StartsWith | TextOp::EndsWith => TextOp::Contains,
            };
            vec![other(Test::Pattern(TextPattern { op, ..pattern.clone() }))]
        }
        Test::Texts(_)
        | Test::Missing
        | Test::YesNo(_)
        | Test::Matches(_)
        | Test::HasText(_)
        | Test::HasNumber(_) => opposite(),
    }
}

/// How many events there are.
fn is_count(column: &Column) -> bool {
    matches!(&column.def, Def::Aggregate(it) if it.measure == Measure::Count)
}

/// How two fields stand to each other, of which there is no more or less.
fn is_order(column: &Column) -> bool {
    matches!(column.def, Def::Compare(..))
}

/// A list of single values without each of them, else the changes of each interval.
fn members<T: Copy + PartialEq>(
    intervals: &[Interval<T>],
    changes: impl Fn(&Interval<T>) -> Vec<Interval<T>>,
    test: impl Fn(Vec<Interval<T>>) -> Test,
    other: impl Fn(Test) -> Cond,
) -> Vec<Cond> {
    let single = |it: &Interval<T>| it.from.is_some() && it.from == it.to;
    if (2..=MOST_MEMBERS).contains(&intervals.len()) && intervals.iter().all(single) {
        return without_each(intervals).into_iter().map(|it| other(test(it))).collect();
    }
    each(intervals, changes, test, other)
}

fn each<T: Copy>(
    intervals: &[Interval<T>],
    changes: impl Fn(&Interval<T>) -> Vec<Interval<T>>,
    test: impl Fn(Vec<Interval<T>>) -> Test,
    other: impl Fn(Test) -> Cond,
) -> Vec<Cond> {
    let mut found = Vec::new();
    for (index, interval) in intervals.iter().enumerate() {
        for changed in changes(interval) {
            let mut intervals = intervals.to_vec();
            if let Some(slot) = intervals.get_mut(index) {
                *slot = changed;
            }
            found.push(other(test(intervals)));
        }
    }
    found
}

fn without_each<T: Clone>(all: &[T]) -> Vec<Vec<T>> {
    let without = |left_out: usize| {
        let kept = all.iter().enumerate().filter(|(index, _)| *index != left_out);
        kept.map(|(_, it)| it.clone()).collect()
    };
    (0..all.len()).map(without).collect()
}

/// Each end one step further in and out. Where there is always a value between, the end itself is taken in or out
/// instead of the step that would do the same.
fn shifted<T: Copy + PartialEq + Ord>(
    interval: &Interval<T>,
    whole: bool,
    moved: impl Fn(T, bool) -> Option<T>,
) -> Vec<Interval<T>> {
    if let (Some(only), true) = (interval.from, interval.from == interval.to) {
        return moved(only, true).map(Interval::only).into_iter().collect();
    }
    let from = |up: bool| {
        let from = interval.from.and_then(|it| moved(it, up))?;
        Some(Interval { from: Some(from), ..*interval })
    };
    let to = |up: bool| {
        let to = interval.to.and_then(|it| moved(it, up))?;
        Some(Interval { to: Some(to), ..*interval })
    };
    let found: Vec<Interval<T>> = if whole {
        [from(false), from(true), to(false), to(true)].into_iter().flatten().collect()
    } else {
        let moved = [from(interval.from_excluded), to(!interval.to_excluded)];
        moved.into_iter().flatten().chain(toggled(interval)).collect()
    };
    let sound = |it: &Interval<T>| it.from.is_none_or(|from| it.to.is_none_or(|to| from <= to));
    found.into_iter().filter(sound).collect()
}

/// Each end in if it is out, and out if it is in.
fn toggled<T: Copy>(interval: &Interval<T>) -> Vec<Interval<T>> {
    let from = Interval { from_excluded: !interval.from_excluded, ..*interval };
    let to = Interval { to_excluded: !interval.to_excluded, ..*interval };
    let from = interval.from.map(|_| from);
    from.into_iter().chain(interval.to.map(|_| to)).collect()
}
