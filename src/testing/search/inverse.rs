//! Arguments for which a function gives what is wanted; guesses, which whoever uses them tries.

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::domain::numbers;
use crate::ir::{Clock, Function, Text, Value};
use crate::testing::coverage::noon;

/// Longer texts and lists are not made.
const LONGEST: usize = 300;

/// Values for each argument; those of the last one hold for all that follow.
pub(in crate::testing) fn inverse(
    function: &Function,
    wanted: &[Value],
    clock: &Clock,
) -> Vec<Vec<Value>> {
    let days = |of: &dyn Fn(i64) -> Vec<Date>| {
        let days = numbers(wanted).filter_map(|it| it.floor().to_i64()).flat_map(of);
        vec![both(days, clock)]
    };
    let back = |count: i64| {
        let span = Span::new().try_days(count).ok()?;
        clock.today.checked_sub(span).ok()
    };
    match function.name {
        "days_since" => days(&|count| back(count).into_iter().collect()),
        "year" => days(&|year| {
            let year = i16::try_from(year).ok();
            let day = |month, day| year.and_then(|it| Date::new(it, month, day).ok());
            [day(1, 1), day(12, 31)].into_iter().flatten().collect()
        }),
        "month" => days(&|month| {
            let month = i8::try_from(month).ok();
            month.and_then(|it| Date::new(clock.today.year(), it, 15).ok()).into_iter().collect()
        }),
        "weekday" => days(&|wanted| {
            let week = (0..7).filter_map(back);
            week.filter(|it| i64::from(it.weekday().to_monday_one_offset()) == wanted).collect()
        }),
        "days_between" => {
            let from = numbers(wanted).filter_map(|it| back(it.floor().to_i64()?));
            vec![both(from, clock), both([clock.today].into_iter(), clock)]
        }
        "seconds_between" => {
            let Value::Moment(end) = noon(clock.today, clock) else { return Vec::new() };
            let before =
                |it: Decimal| end.checked_sub(Span::new().try_seconds(it.to_i64()?).ok()?).ok();
            let from = numbers(wanted).filter_map(before).map(Value::Moment);
            vec![from.collect(), vec![Value::Moment(end)]]
        }
        "length" => {
            let text = |it: usize| Value::Text(Text::new(&"x".repeat(it)));
            vec![lengths(wanted).map(text).collect()]
        }
        "count" => vec![lengths(wanted).flat_map(lists).collect()],
        "domain" => {
            let texts = wanted.iter().filter_map(Value::as_text);
            vec![texts.map(|it| Value::text(&format!("ana@{}", it.exact))).collect()]
        }
        "abs" => vec![numbers(wanted).flat_map(|it| [it, -it]).map(Value::Number).collect()],
        "sum" | "min" | "max" | "average" | "round" => {
            let one = |it: Decimal| [Value::Number(it), Value::Numbers(vec![it])];
            vec![numbers(wanted).flat_map(one).collect()]
        }
        _ => vec![examples(function)],
    }
}

/// Days, each also as a moment.
fn both(days: impl Iterator<Item = Date>, clock: &Clock) -> Vec<Value> {
    days.flat_map(|day| [Value::Date(day), noon(day, clock)]).collect()
}

fn lengths(wanted: &[Value]) -> impl Iterator<Item = usize> {
    numbers(wanted).filter_map(|it| it.to_usize()).filter(|it| (1..=LONGEST).contains(it))
}

/// Lists with so many members.
fn lists(length: usize) -> [Value; 2] {
    let members = 1..=length;
    [
        Value::Texts(members.clone().map(|it| Text::new(&format!("member {it}"))).collect()),
        Value::Numbers(members.map(Decimal::from).collect()),
    ]
}

/// The texts with which the function's own examples call it.
fn examples(function: &Function) -> Vec<Value> {
    let texts = function.examples.iter().filter_map(|it| it.call.split('"').nth(1));
    texts.map(Value::text).filter(|it| !it.is_missing()).collect()
}
