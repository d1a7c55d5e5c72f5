//! The same of models about events: leads, organisations and events in tables of their own.

use std::cell::{Cell, RefCell};

use leadscore::ir::{Program, Value};
use leadscore::sql::{self, Dialect};
use proptest::prelude::*;
use proptest::sample::select;

use crate::engine::{Engine, Table};
use crate::generate::lead;
use crate::generate_events::rules;
use crate::leads::{json, kind};
use crate::{check, runner, support};

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

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (select(vec!["1", "2", "3", "1", "5", "", "8"]), lead());
    prop::collection::vec(event, 0..24)
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
    let lead = |(id, x, of): &(&str, Option<&str>, Option<&str>)| {
        let mine = events.iter().filter(|(lead, _)| lead == id);
        let mine = mine.map(|(_, values)| values.clone().into()).collect();
        vec![Value::text(id), number(*x), org(*of), Value::Records(mine)]
    };
    LEADS.iter().map(lead).collect()
}

fn tables(program: &Program, events: &[Event]) -> [Table; 3] {
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
    let fields = program.records.iter().find(|it| it.name == "Event").expect("events");
    let fields = fields.fields.iter().map(|it| (it.column.clone(), kind(it.ty)));
    let named = |columns: &[(&str, &'static str)]| {
        columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect()
    };
    [
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
            columns: std::iter::once(("lead".to_owned(), "text")).chain(fields).collect(),
            rows: events.iter().map(event).collect(),
        },
    ]
}

fn agree(name: &str, dialect: Dialect, programs: u32) {
    let Some(engine) = Engine::start(name) else { return };
    let version = engine.version.clone();
    let engine = RefCell::new(engine);
    let (compared, refused) =
        (Cell::new(0_u32), RefCell::new(std::collections::BTreeMap::<String, u32>::new()));
    let result = runner(programs).run(&(rules(), events()), |(text, events)| {
        let program = support::program(&text);
        let statement = match sql::compile(&program, &super::options(dialect)) {
            Ok(statement) => statement,
            Err(refusals) => {
                for it in refusals {
                    *refused.borrow_mut().entry(it.message).or_default() += 1;
                }
                return Ok(());
            }
        };
        for table in tables(&program, &events) {
            engine.borrow_mut().table(&table);
        }
        compared.set(compared.get() + 1);
        check(&mut engine.borrow_mut(), &program, &statement, &leads(&events))
    });
    if let Err(error) = result {
        panic!("{version}: {error}");
    }
    println!("{version}: {} programs about events compared, 0 disagreements", compared.get());
    for (reason, count) in refused.borrow().iter() {
        println!("  refused {count} times: {reason}");
    }
    assert!(compared.get() * 2 > programs, "most programs can be compiled");
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
