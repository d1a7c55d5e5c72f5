//! The same of models that use each other's scores: of leads, of organisations and those above them, of events.

use leadscore::ir::{Program, Value};
use leadscore::sql::Dialect;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases::{Case, agree_on};
use crate::engine::Table;
use crate::generate::lead;
use crate::generate_scores::{File, files};
use crate::leads::{named, of_records};
use crate::related::{LEADS, lead_table, number, table};
use crate::support::{Folder, program_at};

/// Organisations, how large they are, and which stands above them.
const ORGS: [(&str, Option<i64>, &str); 3] =
    [("o1", Some(5), "o2"), ("o2", None, "o3"), ("o3", Some(2), "o8")];

/// An event: of a lead and of an organisation, of nobody, or of one that is not there.
#[derive(Clone, Debug)]
struct Event {
    lead: &'static str,
    firm: &'static str,
    values: Vec<Value>,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let whose =
        (select(vec!["1", "2", "3", "1", "5", "", "8"]), select(vec!["o1", "o2", "o3", "", "o7"]));
    let event = (whose, lead()).prop_map(|((lead, firm), values)| Event { lead, firm, values });
    prop::collection::vec(event, 0..24).prop_map(|mut events| {
        for (index, it) in events.iter_mut().enumerate() {
            it.values.insert(0, Value::text(&format!("e{index}")));
        }
        events
    })
}

fn list(events: &[Event], is_mine: impl Fn(&Event) -> bool) -> Value {
    let mine = events.iter().filter(|it| is_mine(it));
    Value::Records(mine.map(|it| it.values.clone().into()).collect())
}

fn org(key: &str, events: &[Event]) -> Value {
    let Some((id, size, parent)) = ORGS.iter().find(|(id, ..)| *id == key) else {
        return Value::Missing;
    };
    let events_of = list(events, |it| it.firm == *id);
    let (id, size) = (Value::from(*id), Value::from(*size));
    Value::Record([id, size, org(parent, events), events_of].into())
}

fn leads(events: &[Event]) -> Vec<Vec<Value>> {
    let lead = |(id, x, of): &(&str, Option<&str>, &str)| {
        let mine = list(events, |it| it.lead == *id);
        vec![Value::from(*id), number(*x), org(of, events), mine]
    };
    LEADS.iter().map(lead).collect()
}

fn tables(program: &Program, events: &[Event]) -> Vec<Table> {
    let orgs = ORGS
        .iter()
        .map(|(id, size, parent)| vec![Value::from(*id), Value::from(*size), Value::from(*parent)]);
    let event = |it: &Event| [&[it.lead.into(), it.firm.into()], &it.values[..]].concat();
    let of_org = named(&[("id", "text"), ("size", "integer"), ("parent", "text")]);
    let of_event =
        [named(&[("lead", "text"), ("firm", "text")]), of_records(program, "Event")].concat();
    vec![
        lead_table(),
        table("org", of_org, orgs),
        table("event", of_event, events.iter().map(event)),
    ]
}

fn case((files, events): (Vec<File>, Vec<Event>)) -> Case {
    let folder = Folder::new();
    for (name, text) in &files {
        folder.write(name, text);
    }
    let program = program_at(&folder.path("m.score"));
    Case { leads: leads(&events), tables: tables(&program, &events), program }
}

fn agree(name: &str, dialect: Dialect, programs: u32) {
    agree_on("scores of other models", name, dialect, programs, &(files(), events()), case);
}

#[test]
fn scores_on_duckdb() {
    agree("duckdb", Dialect::DuckDb, 200);
}

#[test]
fn scores_on_postgres() {
    agree("postgres", Dialect::Postgres, 200);
}

#[test]
fn scores_on_spark() {
    agree("spark", Dialect::Spark, 30);
}

#[test]
fn scores_on_bigquery() {
    agree("bigquery", Dialect::BigQuery, 100);
}

#[test]
fn scores_on_snowflake() {
    agree("snowflake", Dialect::Snowflake, 100);
}
