//! The same of models about events: leads, organisations and events in tables of their own.

use leadscore::ir::{Program, Value};
use leadscore::sql::Dialect;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::cases::{Case, agree_on};
use crate::engine::Table;
use crate::generate::lead;
use crate::generate_events::rules;
use crate::leads::{json, named, of_records};
use crate::support;

/// The leads of every case: one has no events at all, and some have no organisation, or one that is not there.
const LEADS: [(&str, Option<&str>, Option<&str>); 5] = [
    ("1", Some("3"), Some("o1")),
    ("2", Some("-2.5"), None),
    ("3", None, Some("o2")),
    ("4", Some("0"), Some("o9")),
    ("5", Some("3"), Some("o1")),
];

const ORGS: [(&str, Option<i64>); 2] = [("o1", Some(5)), ("o2", None)];

/// An event, and whose it is: of a lead, of nobody, or of a lead that is not there.
type Event = (&'static str, Vec<Value>);

/// Events in the order of a table. Each has a key or none; those with a key may stand there again.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (select(vec!["1", "2", "3", "1", "5", "", "8"]), any::<bool>(), lead());
    let again = prop::collection::vec(any::<Index>(), 0..4);
    (prop::collection::vec(event, 0..24), again).prop_map(|(events, again)| {
        let keyed = events.into_iter().enumerate().map(|(index, (lead, has_key, mut values))| {
            let key = if has_key { Value::text(&format!("e{index}")) } else { Value::Missing };
            values.insert(0, key);
            (lead, values)
        });
        let mut events: Vec<Event> = keyed.collect();
        let keyed: Vec<Event> = events.iter().filter(|it| key(it).is_some()).cloned().collect();
        if !keyed.is_empty() {
            events.extend(again.iter().map(|it| it.get(&keyed).clone()));
        }
        events
    })
}

fn key((_, values): &Event) -> Option<&str> {
    match values.first() {
        Some(Value::Text(key)) => Some(&key.exact),
        _ => None,
    }
}

/// The events without those that stand there again.
fn once(events: &[Event]) -> Vec<&Event> {
    let mut known = std::collections::HashSet::new();
    events.iter().filter(|it| key(it).is_none_or(|key| known.insert(key))).collect()
}

fn number(text: Option<&str>) -> Value {
    text.map_or(Value::Missing, |it| Value::Number(it.parse().expect("a number")))
}

/// The leads with what is related to them.
fn leads(events: &[Event]) -> Vec<Vec<Value>> {
    let org = |key: Option<&str>| {
        let found = ORGS.iter().find(|(id, _)| Some(*id) == key);
        found.map_or(Value::Missing, |(id, size)| {
            let size = size.map_or(Value::Missing, |it| Value::Number(it.into()));
            Value::Record(vec![Value::text(id), size].into())
        })
    };
    let events = once(events);
    let lead = |(id, x, of): &(&str, Option<&str>, Option<&str>)| {
        let mine = events.iter().filter(|(lead, _)| lead == id);
        let mine = mine.map(|(_, values)| values.clone().into()).collect();
        vec![Value::text(id), number(*x), org(*of), Value::Records(mine)]
    };
    LEADS.iter().map(lead).collect()
}

fn tables(program: &Program, events: &[Event]) -> Vec<Table> {
    let text = |it: Option<&str>| it.map_or(Value::Missing, Value::text);
    let lead = |(id, x, org): &(&str, Option<&str>, Option<&str>)| {
        [Value::text(id), number(*x), text(*org)].iter().map(json).collect()
    };
    let org = |(id, size): &(&str, Option<i64>)| {
        let size = size.map_or(Value::Missing, |it| Value::Number(it.into()));
        [Value::text(id), size].iter().map(json).collect()
    };
    let event = |(lead, values): &Event| {
        let owner = Value::text(lead);
        let owner = if lead.is_empty() { Value::Missing } else { owner };
        std::iter::once(&owner).chain(values).map(json).collect()
    };
    vec![
        Table {
            name: "lead".to_owned(),
            columns: named(&[("id", "text"), ("x", "number"), ("org", "text")]),
            rows: LEADS.iter().map(lead).collect(),
        },
        Table {
            name: "org".to_owned(),
            columns: named(&[("id", "text"), ("size", "integer")]),
            rows: ORGS.iter().map(org).collect(),
        },
        Table {
            name: "event".to_owned(),
            columns: [named(&[("lead", "text")]), of_records(program, "Event")].concat(),
            rows: events.iter().map(event).collect(),
        },
    ]
}

fn case((text, events): (String, Vec<Event>)) -> Case {
    let program = support::program(&text);
    Case { tables: tables(&program, &events), leads: leads(&events), program }
}

fn agree(name: &str, dialect: Dialect, programs: u32) {
    agree_on("events", name, dialect, programs, &(rules(), events()), case);
}

#[test]
fn events_on_duckdb() {
    agree("duckdb", Dialect::DuckDb, 200);
}

#[test]
fn events_on_postgres() {
    agree("postgres", Dialect::Postgres, 200);
}

#[test]
fn events_on_spark() {
    agree("spark", Dialect::Spark, 30);
}

#[test]
fn events_on_bigquery() {
    agree("bigquery", Dialect::BigQuery, 100);
}

#[test]
fn events_on_snowflake() {
    agree("snowflake", Dialect::Snowflake, 100);
}
