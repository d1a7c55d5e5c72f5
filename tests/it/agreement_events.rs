//! Of events in tables the engine says what the interpreter says, of every lead and every model.
//!
//! A disagreement is printed in its smallest form; it becomes a folder of `tests/events`, which is played here for
//! ever.

use std::fmt::Write;
use std::path::Path;
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
use crate::generate::{as_of, calculated, condition, lead};
use crate::support::{Folder, program, repository};

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

/// The record of events: when it happened is a date, a moment, or unknown.
fn record(time: &str) -> String {
    let field = |name: &str, ty: &str| {
        let time = if name == time { ", time" } else { "" };
        format!("  {name}: {ty}{time}\n")
    };
    [
        "record Lead {\n  id: text, key\n  x: number\n  org: Org, by org\n  events: list of Event, by lead\n}\n",
        "record Org { id: text, key  size: integer }\n",
        "record Event {\n  n: number\n  m: integer\n  p: percent\n  t: text\n  u: one of [\"red\", \"green\", \"blue\"]\n",
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

fn rules() -> impl Strategy<Value = String> {
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

/// Events as a file: of a lead, of nobody, or of a lead that is not there.
fn events() -> impl Strategy<Value = String> {
    let event = (select(vec!["1", "2", "3", "1", "5", "", "8"]), lead());
    prop::collection::vec(event, 0..24).prop_map(|events| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record("lead,n,m,p,t,u,d,s,b,c,l,k".split(',')).unwrap();
        for (lead, values) in &events {
            let written = |value: &Value| match value {
                Value::Missing => String::new(),
                Value::Texts(all) => all.iter().map(|it| &*it.exact).collect::<Vec<_>>().join(";"),
                Value::Numbers(all) => {
                    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
                }
                value => value.to_string(),
            };
            let cells = values.iter().map(written);
            writer.write_record(std::iter::once((*lead).to_owned()).chain(cells)).unwrap();
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
fn events_that_were_once_counted_wrongly() {
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
    assert!(Path::new(&repository("tests/events")).is_dir());
}
