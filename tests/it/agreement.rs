//! The engine says what the interpreter says, of every record and every model.
//!
//! `AGREEMENT_MODELS=100000 cargo test --release --test it -- agreement` runs longer; a disagreement is printed in
//! its smallest form and goes into `tests/cases` or beside the tests here.

use leadscore::engine;
use leadscore::eval::{Outcome, Scorer, Status};
use leadscore::ir::{Points, Program, Value};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::generate::{as_of, condition, lead, model};
use crate::support::program;

/// How many records each model scores.
const RECORDS: usize = 50;

/// How many models are tried: with their records 100,000 cases.
fn models() -> u32 {
    std::env::var("AGREEMENT_MODELS").ok().and_then(|it| it.parse().ok()).unwrap_or(2_000)
}

/// A model with all that the engine knows, in a zone whose clocks turn at midnight, or not at all.
fn any_model() -> impl Strategy<Value = String> {
    let zone =
        select(vec!["UTC", "America/St_Johns", "America/Havana", "Asia/Kolkata", "Asia/Beirut"]);
    let out = proptest::collection::vec(condition(), 0..3);
    (model(), zone, out, any::<bool>()).prop_map(|(mut model, zone, out, more)| {
        model.settings = format!("timezone \"{zone}\" {}", model.settings);
        for condition in out {
            model.rest.push_str(&format!("disqualify when {condition}\n"));
        }
        if more {
            model.rest.push_str("stars -10, 0, 12.5\ngrid { \"g0\": A from 10, B otherwise }\n");
        }
        model.text()
    })
}

/// What the engine says, in the words of the interpreter.
fn assert_agrees(
    program: &Program,
    scorer: &Scorer<'_>,
    engine: &mut engine::Scorer<'_>,
    lead: &[Value],
) {
    let expected: Outcome = scorer.score(lead);
    let scored = engine.score(lead);
    assert_eq!(scored.score(), expected.score);
    assert_eq!(scored.status(), expected.status);
    assert_eq!(scored.band_index(), expected.band);
    assert_eq!(scored.stars(), expected.stars);
    assert_eq!(scored.grid(), expected.grid);
    assert_eq!(scored.readiness(), expected.readiness);
    assert_eq!(scored.disqualified_by(), expected.disqualified_by);
    let groups: Vec<Points> = expected.groups.iter().map(|it| it.points).collect();
    assert_eq!(scored.groups().collect::<Vec<_>>(), groups);
    assert_eq!(scored.reasons(), scorer.reasons(&expected));
    assert_eq!(scored.failed(), expected.failed);
    let _ = program;
}

#[test]
fn the_engine_agrees_with_the_interpreter() {
    let mut runner = TestRunner::new(Config { cases: models(), ..Config::default() });
    let records = proptest::collection::vec(lead(), RECORDS);
    let result = runner.run(&(any_model(), records), |(text, records)| {
        let program = program(&text);
        let scorer = Scorer::new(&program, as_of());
        let mut engine = engine::Scorer::new(&program, as_of());
        for lead in &records {
            assert_agrees(&program, &scorer, &mut engine, lead);
        }
        // The score alone is the same whether groups are asked for or not.
        let mut shared = engine::Scorer::without_groups(&program, as_of());
        for lead in records.iter().take(5) {
            prop_assert_eq!(shared.score(lead).score(), scorer.score(lead).score);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    println!("{} cases", u64::from(models()) * RECORDS as u64);
}

#[test]
fn a_disqualified_record_keeps_its_points() {
    let text = "record Lead { n: number }\nwhen n > 1 then +5\ndisqualify when n > 2\nbands { A from 3, B otherwise }\n";
    let program = program(text);
    let mut engine = engine::Scorer::new(&program, as_of());
    let scored = engine.score(&[Value::Number(3.into())]);
    assert_eq!((scored.score().to_string().as_str(), scored.status()), ("5", Status::Disqualified));
    assert_eq!(scored.band(), None);
}
