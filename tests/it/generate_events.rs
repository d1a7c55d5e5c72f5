//! Random models about events, written as source text.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::sample::select;

use crate::generate::{calculated, condition};

/// The record of events: when it happened is a date, a moment, or unknown.
fn record(time: &str) -> String {
    let field = |name: &str, ty: &str| {
        let time = if name == time { ", time" } else { "" };
        format!("  {name}: {ty}{time}\n")
    };
    [
        "record Lead {\n  id: text, key\n  x: number\n  org: Org, by org\n  events: list of Event, by lead\n}\n",
        "record Org { id: text, key  size: integer }\n",
        "record Event {\n  id: text, key\n  n: number\n  m: integer\n  p: percent\n  t: text\n  u: one of [\"red\", \"green\", \"blue\"]\n",
        &field("d", "date"),
        &field("s", "datetime"),
        "  b: yes/no\n  c: yes/no\n  l: list of text\n  k: list of number\n}\n",
    ]
    .concat()
}

/// Which events count: mostly all that is asked stands in them, at times the lead is asked too.
fn filter() -> impl Strategy<Value = String> {
    let of_lead = (condition(), select(vec!["x > 0", "n > x", "org.size > 3"]));
    prop_oneof![
        1 => Just(String::new()),
        6 => condition().prop_map(|it| format!(" where {it}")),
        1 => of_lead.prop_map(|(it, lead)| format!(" where ({it}) and {lead}")),
        1 => of_lead_first(),
    ]
}

fn of_lead_first() -> impl Strategy<Value = String> {
    condition().prop_map(|it| format!(" where x > 0 or ({it})"))
}

/// Something that several events give together, and a test of it.
fn measured() -> impl Strategy<Value = String> {
    let number = select(vec!["n", "m", "n / m", "n * 2", "days_since(d)", "length(t)"]);
    let known = select(vec!["n", "t", "u", "d", "s", "b", "p"]);
    let compare = select(vec![">", "==", "<=", "!="]);
    let numeric = prop_oneof![
        filter().prop_map(|it| format!("count(events{it})")),
        (known.clone(), filter()).prop_map(|(what, it)| format!("count(events.{what}{it})")),
        (known, filter()).prop_map(|(what, it)| format!("count(distinct events.{what}{it})")),
        (select(vec!["sum", "min", "max", "average"]), number, filter())
            .prop_map(|(measure, what, it)| format!("{measure}({}{it})", of_events(what))),
    ];
    let moment = (select(vec!["latest", "earliest"]), select(vec!["d", "s"]), filter())
        .prop_map(|(measure, what, it)| format!("{measure}(events.{what}{it})"));
    prop_oneof![
        4 => (numeric, compare, -6_i32..12).prop_map(|(it, op, to)| format!("{it} {op} {to}")),
        1 => (moment, select(vec!["within last 40 days", "is missing", "> 2025-01-31"]))
            .prop_map(|(it, test)| format!("{it} {test}")),
        1 => (select(vec!["any", "no"]), filter()).prop_map(|(any, it)| format!("({any} events{it})")),
        1 => Just("org.size > 3".to_owned()),
        1 => Just("count(events) / x > 1".to_owned()),
        1 => Just("sum(events.n) > sum(events.m)".to_owned()),
    ]
}

/// `n / m` as `events.n / events.m`.
fn of_events(what: &str) -> String {
    match what {
        "n / m" => "events.n / events.m".to_owned(),
        "n * 2" => "events.n * 2".to_owned(),
        "days_since(d)" => "days_since(events.d)".to_owned(),
        "length(t)" => "length(events.t)".to_owned(),
        field => format!("events.{field}"),
    }
}

const ONCE: [&str; 5] = ["", "", " once per day", " once per week", " once per month"];
const FIRST: [&str; 4] = ["", "", " first 1", " first 3"];
const DECAY: [&str; 4] = ["", "", " halving every 10 days", " fading over 2 months"];

/// A rule without all that needs a time.
fn timeless(rule: &str) -> String {
    let all = ONCE.iter().chain(&FIRST).chain(&DECAY).filter(|it| !it.is_empty());
    all.fold(rule.to_owned(), |rule, it| rule.replace(it, ""))
}

fn each() -> impl Strategy<Value = String> {
    let points = select(vec!["+2", "-3", "+0.25", "+0", "+7.77"]);
    let award = prop_oneof![
        3 => points.clone().prop_map(str::to_owned),
        1 => (points.clone(), calculated()).prop_map(|(points, per)| {
            let per = if per.starts_with('(') { per } else { format!("({per})") };
            format!("{points} per {per}")
        }),
    ];
    let rows = (award.clone(), select(vec!["", " valid ..2025-02-28"]), award.clone());
    let body = prop_oneof![
        3 => award.prop_map(|it| format!("then {it}")),
        1 => rows.prop_map(|(first, valid, rest)| {
            format!("match n {{\n  -3..3 then {first}{valid}\n  missing then +1\n  otherwise then {rest}\n}}")
        }),
        1 => (points.clone(), points).prop_map(|(a, b)| {
            format!("match t {{\n  \"a\" then {a}\n  \"STRASSE\", \"é\" then {b}\n}}")
        }),
    ];
    let once = select(&ONCE[..]);
    let first = select(&FIRST[..]);
    let decay = select(&DECAY[..]);
    let limit = select(vec!["", "", " limit ..5", " limit -4.."]);
    (filter(), body, once, first, decay, limit).prop_map(
        |(filter, body, once, first, decay, limit)| {
            format!("for each events{filter} {body}{once}{first}{decay}{limit}")
        },
    )
}

fn rule() -> impl Strategy<Value = String> {
    let per =
        (measured(), filter(), select(vec!["", " limit ..4"])).prop_map(|(it, which, limit)| {
            format!("when {it} then +2 per count(events{which}){limit}")
        });
    prop_oneof![
        4 => measured().prop_map(|it| format!("when {it} then +5")),
        2 => (measured(), measured()).prop_map(|(a, b)| format!("when {a} and not ({b}) then -3")),
        1 => per,
        4 => each(),
        1 => (filter()).prop_map(|it| {
            format!("match count(events{it}) {{\n  0 then -1\n  1..2 then +4\n  otherwise then +9\n}}")
        }),
    ]
}

/// A model about leads with an organisation and events.
pub fn rules() -> impl Strategy<Value = String> {
    let kind = select(vec!["", "", "", " limit ..12", " highest", " first match", " weight 0.5"]);
    let group = (kind, prop::collection::vec(rule(), 1..4));
    let zone = select(vec!["UTC", "America/St_Johns", "Asia/Kolkata"]);
    let time = select(vec!["", "d", "s", "s"]);
    let out = prop::option::weighted(0.2, measured());
    (zone, time, prop::collection::vec(group, 1..3), out).prop_map(|(zone, time, groups, out)| {
        let mut text = format!("{}model m scores Lead\n  timezone \"{zone}\"\n", record(time));
        for (number, (kind, rules)) in groups.iter().enumerate() {
            writeln!(text, "group \"g{number}\"{kind} {{").unwrap();
            for (index, rule) in rules.iter().enumerate() {
                let rule = if time.is_empty() { timeless(rule) } else { rule.clone() };
                writeln!(text, "  {rule} because \"r{number}.{index}\"").unwrap();
            }
            text.push_str("}\n");
        }
        if let Some(out) = out {
            writeln!(text, "disqualify when {out}").unwrap();
        }
        text
    })
}
