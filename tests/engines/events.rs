//! The same of models about events: leads, organisations and events in tables of their own.

use leadscore::ir::{Program, Value};
use leadscore::sql::Dialect;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::cases::{Case, agree_on};
use crate::engine::Table;
use crate::generate::lead;
use crate::generate_events::rules;
use crate::leads::{named, of_records};
use crate::related::{LEADS, lead_table, number, table};
use crate::support;

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

/// The leads with what is related to them.
fn leads(events: &[Event]) -> Vec<Vec<Value>> {
    let org = |key: &str| {
        let found = ORGS.iter().find(|(id, _)| *id == key);
        found.map_or(Value::Missing, |(id, size)| {
            Value::Record([Value::from(*id), Value::from(*size)].into())
        })
    };
    let events = once(events);
    let lead = |(id, x, of): &(&str, Option<&str>, &str)| {
        let mine = events.iter().filter(|(lead, _)| lead == id);
        let mine = mine.map(|(_, values)| values.clone().into()).collect();
        vec![Value::from(*id), number(*x), org(of), Value::Records(mine)]
    };
    LEADS.iter().map(lead).collect()
}

fn tables(program: &Program, events: &[Event]) -> Vec<Table> {
    let orgs = ORGS.iter().map(|(id, size)| vec![Value::from(*id), Value::from(*size)]);
    let event = |(lead, values): &Event| [&[Value::from(*lead)], &values[..]].concat();
    let of_event = [named(&[("lead", "text")]), of_records(program, "Event")].concat();
    vec![
        lead_table(),
        table("org", named(&[("id", "text"), ("size", "integer")]), orgs),
        table("event", of_event, events.iter().map(event)),
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
