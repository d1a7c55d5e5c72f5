//! Compiled statements on real engines give what the interpreter gives, of random programs and records.
//!
//! `tests/engines/run` installs the engines and runs this; see the README beside it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test panics to fail"
)]

mod cases;
mod columns;
mod engine;
mod events;
mod expected;
#[path = "../it/generate.rs"]
#[allow(dead_code)]
mod generate;
#[path = "../it/generate_events.rs"]
mod generate_events;
#[path = "../it/generate_scores.rs"]
mod generate_scores;
mod leads;
mod letters;
mod moments;
mod related;
mod scores;
#[path = "../it/support.rs"]
#[allow(dead_code)]
mod support;
mod texts;

use std::cell::{Cell, RefCell};

use leadscore::eval::Scorer;
use leadscore::ir::{Program, Value};
use leadscore::sql::{self, Dialect, Options};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use engine::Engine;
use expected::Column;
use generate::{RECORD, as_of, condition, lead, model};

/// How many leads each program scores.
const LEADS: usize = 200;

/// The same programs and leads in every run, unless `SEED` says otherwise.
fn runner(programs: u32) -> TestRunner {
    let seed = std::env::var("SEED").ok().and_then(|it| it.parse().ok()).unwrap_or(1_u8);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let config = Config {
        cases: programs,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, rng)
}

/// How many programs are compared: so many as `PROGRAMS` says.
fn programs_or(usual: u32) -> u32 {
    std::env::var("PROGRAMS").ok().and_then(|it| it.parse().ok()).unwrap_or(usual)
}

/// A model with all that one record can be asked, with a key.
fn any_model() -> impl Strategy<Value = String> {
    let zone = proptest::sample::select(vec!["UTC", "America/St_Johns", "Asia/Kolkata"]);
    let out = proptest::collection::vec(condition(), 0..3);
    (model(), zone, out, any::<bool>()).prop_map(|(mut model, zone, out, more)| {
        model.settings = format!("timezone \"{zone}\" {}", model.settings);
        for condition in out {
            model.rest.push_str(&format!("disqualify when {condition}\n"));
        }
        if more {
            model.rest.push_str("stars -10, 0, 12.5\ngrid { \"g0\": A from 10, B otherwise }\n");
        }
        with_key(&model.text())
    })
}

fn with_key(text: &str) -> String {
    text.replacen("record Lead {", "record Lead {\n  id: text, key", 1)
}

/// All that a statement can show.
fn options(dialect: Dialect) -> Options {
    Options { reasons: Some(expected::REASONS), ..Options::new(dialect) }
}

/// Leads with the numbers 0, 1, 2, … as keys.
fn leads(runner: &mut TestRunner) -> Vec<Vec<Value>> {
    let strategy = proptest::collection::vec(lead(), LEADS);
    let leads = strategy.new_tree(runner).expect("leads").current();
    let keyed = leads.into_iter().enumerate().map(|(index, lead)| {
        std::iter::once(Value::text(&index.to_string())).chain(lead).collect()
    });
    keyed.collect()
}

/// Compares programs on one engine; `programs` of them if nothing else is asked for.
fn agree(name: &str, dialect: Dialect, programs: u32) {
    let Some(engine) = Engine::start(name) else { return };
    let programs = programs_or(programs);
    let version = engine.version.clone();
    let engine = RefCell::new(engine);
    let mut runner = runner(programs);
    let leads = leads(&mut runner);
    let empty = support::program(&with_key(&format!("{RECORD}when n > 0 then +1\n")));
    engine.borrow_mut().table(&leads::table(&empty, &leads));
    let (compared, refused) = (Cell::new(0_u32), RefCell::new(std::collections::BTreeMap::new()));
    let result = runner.run(&any_model(), |text| {
        let program = support::program(&text);
        match sql::compile(&program, &options(dialect)) {
            Err(said) => {
                for it in said.refusals {
                    *refused.borrow_mut().entry(it.to_string()).or_insert(0_u32) += 1;
                }
            }
            Ok(statement) => {
                check(&mut engine.borrow_mut(), &program, &statement, &leads)?;
                compared.set(compared.get() + 1);
            }
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{version}: {error}");
    }
    println!("{version}: {} programs × {LEADS} records compared, 0 disagreements", compared.get());
    for (reason, count) in refused.borrow().iter() {
        println!("  refused {count} times: {reason}");
    }
    assert!(compared.get() * 2 > programs, "most programs can be compiled");
}

fn check(
    engine: &mut Engine,
    program: &Program,
    statement: &str,
    leads: &[Vec<Value>],
) -> Result<(), TestCaseError> {
    let now = Scorer::new(program, as_of()).clock().now.to_string();
    let found = match engine.query(statement, &now) {
        Ok(found) => found,
        Err(error) => return Err(TestCaseError::fail(format!("{error}\n{statement}"))),
    };
    prop_assert_eq!(found.rows.len(), leads.len(), "{}", statement);
    let keys = found.column("id").expect("the key").map(|it| it.as_str().expect("a text"));
    let mut order: Vec<(usize, usize)> =
        keys.enumerate().map(|(row, key)| (key.parse().expect("a number"), row)).collect();
    order.sort_unstable();
    for column in Column::all(program, as_of(), leads) {
        let Some(given) = found.column(&column.name) else {
            return Err(TestCaseError::fail(format!("no {} in {:?}", column.name, found.columns)));
        };
        let given: Vec<_> = given.collect();
        let given: Vec<_> = order.iter().map(|(_, row)| given[*row]).collect();
        if let Some((at, expected, given)) = column.differs(&given) {
            let message = format!(
                "{} of {:?}: {expected:?} by the interpreter, {given:?} by the engine\n{statement}",
                column.name, leads[at]
            );
            return Err(TestCaseError::fail(message));
        }
    }
    Ok(())
}

#[test]
fn duckdb() {
    agree("duckdb", Dialect::DuckDb, 300);
}

#[test]
fn postgres() {
    agree("postgres", Dialect::Postgres, 300);
}

#[test]
fn spark() {
    agree("spark", Dialect::Spark, 60);
}

#[test]
fn bigquery() {
    agree("bigquery", Dialect::BigQuery, 150);
}

#[test]
fn snowflake() {
    agree("snowflake", Dialect::Snowflake, 150);
}
