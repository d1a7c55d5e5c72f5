//! Of events in tables the engine says what the interpreter says, of every lead and every model.
//!
//! A disagreement is printed in its smallest form; it becomes a folder of `tests/events`. The cases there, those that
//! were thought of among them, are played here for ever.

use std::sync::Arc;

use leadscore::data::{
    Binding, Chunk, Event, Loader, Plan, ReadOptions, Reader, Shape, Slots, Source, Tables, With,
};
use leadscore::engine::{BulkScorer, TableEvents};
use leadscore::eval::{Outcome, Reason, Scorer};
use leadscore::ir::{Program, Value};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::agreement::{models, outcome, told};
use crate::generate::{as_of, lead};
use crate::generate_events::rules;
use crate::support::{Folder, program};

/// The leads of every case: one has no events at all, and one event belongs to nobody here.
const LEADS: &str = "id,x,org\n1,3,o1\n2,-2.5,\n3,,o2\n4,0,o9\n5,3,o1\n";

const ORGS: &str = "id,size\no1,5\no2,\n";

/// What a case is made of.
#[derive(Clone, Debug)]
struct Case {
    rules: String,
    leads: String,
    events: String,
}

/// Events as a file: of a lead, of nobody, or of a lead that is not there; some keys stand there again.
fn events() -> impl Strategy<Value = String> {
    let lead_of = select(vec!["1", "2", "3", "1", "5", "", "8"]);
    let key = prop_oneof![Just(String::new()), (0..40).prop_map(|it| format!("e{it}"))];
    let event = (key, lead_of, lead());
    prop::collection::vec(event, 0..24).prop_map(|events| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record("id,lead,n,m,p,t,u,d,s,b,c,l,k".split(',')).unwrap();
        for (key, lead, values) in &events {
            let written = |value: &Value| match value {
                Value::Missing => String::new(),
                Value::Texts(all) => all.iter().map(|it| &*it.exact).collect::<Vec<_>>().join(";"),
                Value::Numbers(all) => {
                    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
                }
                value => value.to_string(),
            };
            let cells = values.iter().map(written);
            writer
                .write_record([key.clone(), (*lead).to_owned()].into_iter().chain(cells))
                .unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    })
}

fn case() -> impl Strategy<Value = Case> {
    (rules(), events()).prop_map(|(rules, events)| Case { rules, leads: LEADS.to_owned(), events })
}

/// A case opened, as often as it is scored: findings of the data are counted while it is read.
struct Open {
    shape: Shape,
    tables: Tables,
    reader: Reader,
    binding: Binding,
}

fn open(program: &Program, folder: &Folder) -> Open {
    let with = |name: &str, file: &str| With { name: name.to_owned(), file: folder.path(file) };
    let withs = [with("events", "events.csv"), with("Org", "orgs.csv")];
    let mut plan = Plan::new(&withs);
    let shape = plan.shape(program, as_of());
    let options = ReadOptions { delimiter: Some(b','), ..ReadOptions::default() };
    let reader = Reader::open(&Source::from(folder.path("leads.csv")), &options).unwrap();
    let (binding, _) = Binding::of_shape(&shape, reader.header(), true);
    let (opened, _) = plan.open(&options, true).unwrap();
    Open { tables: opened.read(|_| {}).unwrap(), shape, reader, binding }
}

type Said = Vec<(Outcome, Vec<(String, String)>)>;

fn reasons(reasons: Vec<Reason<'_>>) -> Vec<(String, String)> {
    reasons.iter().map(|it| (it.label.to_owned(), it.points.to_string())).collect()
}

/// What is found about the data in the end.
fn messages(tables: &Tables, missed: Vec<leadscore::diagnostic::Diagnostic>) -> Vec<String> {
    let found = tables.diagnostics(true).into_iter().chain(missed).map(|it| it.message);
    found.chain(tables.summary()).collect()
}

fn by_interpreter(program: &Program, folder: &Folder) -> (Said, Vec<String>) {
    let Open { shape, tables, mut reader, binding } = open(program, folder);
    let (mut loader, mut joins) = (Loader::of_leads(&shape, binding), tables.joins(&shape));
    let scorer = Scorer::new(program, as_of());
    let mut said = Vec::new();
    while let Some(event) = reader.next().unwrap() {
        let Event::Row(row) = event else { panic!("{event:?}") };
        let mut values = loader.values(&row);
        joins.fill(&mut values);
        let outcome = scorer.score(&values);
        let reasons = reasons(scorer.reasons(&outcome));
        said.push((told(outcome), reasons));
    }
    (said, messages(&tables, joins.diagnostics()))
}

fn by_engine(program: &Program, folder: &Folder) -> (Said, Vec<String>) {
    let Open { shape, tables, mut reader, binding } = open(program, folder);
    let (mut slots, mut places) = Slots::of(&[&binding]);
    let loader = Loader::of_leads(&shape, binding);
    let events = Arc::new(TableEvents::new(program, as_of(), tables.lists(&shape)));
    let mut all_joins = tables.joins(&shape);
    let joins = tables.joins(&shape);
    let mut scorer =
        BulkScorer::with_related(as_of(), &loader, places.remove(0), true, joins, events);
    let (mut batch, mut said) = (Chunk::default(), Vec::new());
    while reader.read_chunk(&mut slots, &mut batch).unwrap() {
        scorer.score(&batch);
        all_joins.add_missed(scorer.take_missed());
        said.extend((0..batch.rows()).map(|row| {
            let scored = scorer.scored(row);
            (outcome(&scored), reasons(scored.reasons()))
        }));
    }
    (said, messages(&tables, all_joins.diagnostics()))
}

fn folder_of(case: &Case) -> Folder {
    let folder = Folder::new();
    folder.write("leads.csv", &case.leads);
    folder.write("orgs.csv", ORGS);
    folder.write("events.csv", &case.events);
    folder
}

#[test]
fn events_in_tables_are_counted_as_the_interpreter_counts_them() {
    let mut runner = TestRunner::new(Config { cases: models() * 2, ..Config::default() });
    let result = runner.run(&case(), |case| {
        let (program, folder) = (program(&case.rules), folder_of(&case));
        prop_assert_eq!(by_engine(&program, &folder), by_interpreter(&program, &folder));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn events_that_are_hard_to_count() {
    insta::glob!("../events", "*/rules.score", |path| {
        let read = |name: &str| std::fs::read_to_string(path.with_file_name(name)).unwrap();
        let case = Case {
            rules: read("rules.score"),
            leads: read("leads.csv"),
            events: read("events.csv"),
        };
        let (program, folder) = (program(&case.rules), folder_of(&case));
        assert_eq!(by_engine(&program, &folder), by_interpreter(&program, &folder), "{path:?}");
    });
}
