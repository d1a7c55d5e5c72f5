//! The engine says what the interpreter says, of every record and every model.
//!
//! `AGREEMENT_MODELS=100000 cargo test --release --test it -- agreement` runs longer; a disagreement is printed in
//! its smallest form and goes into `tests/cases` or beside the tests here.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array,
    Int64Array, RecordBatch, StringArray,
};
use leadscore::data::{
    Binding, Chunk, Columns, Event, Loader, Problems, ReadOptions, Reader, Slots,
};
use leadscore::engine;
use leadscore::eval::{GroupOutcome, Outcome, Scorer, Status};
use leadscore::ir::{FieldId, Program, Value};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use rust_decimal::Decimal;

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
fn assert_agrees(scorer: &Scorer<'_>, engine: &mut engine::Scorer<'_>, lead: &[Value]) {
    let expected = scorer.score(lead);
    let scored = engine.score(lead);
    assert_eq!(outcome(&scored), told(expected.clone()));
    assert_eq!(scored.reasons(), scorer.reasons(&expected));
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
            assert_agrees(&scorer, &mut engine, lead);
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

/// A cell of a file: mostly a value of the field, at times something else.
fn cell(field: usize) -> impl Strategy<Value = String> {
    let written = lead().prop_map(move |lead| match &lead[field] {
        Value::Missing => String::new(),
        Value::Texts(texts) => texts.iter().map(|it| &*it.exact).collect::<Vec<_>>().join(";"),
        Value::Numbers(numbers) => {
            numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
        }
        value => value.to_string(),
    });
    let odd = [
        "",
        " ",
        "7",
        " 7 ",
        "-0",
        "007",
        "2.50",
        "5.",
        ".5",
        "1e1",
        "+3",
        "12 people",
        "20%",
        "2025-02-30",
        "2025-02-28",
        "2025-03-01T10:00",
        "YES",
        "0",
        "RED",
        "ProducciÃ³n",
        "M\u{fffd}nchen",
        "Straße",
        "制造业",
        "a;b",
        "1;2;x",
        "99999999999999999999",
        "a@B.example",
        "ana@b.example",
        "\"quoted\"",
    ];
    prop_oneof![5 => written, 2 => select(odd.to_vec()).prop_map(str::to_owned)]
}

fn row() -> impl Strategy<Value = Vec<String>> {
    (0..11).map(cell).collect::<Vec<_>>()
}

/// The scores of rows by the interpreter, and what is found about the values.
fn by_interpreter(program: &Program, text: &str, is_json: bool) -> (Vec<Outcome>, Vec<String>) {
    let mut reader = open(text, is_json);
    let binding = bind(program, &reader);
    let mut loader = Loader::new(&program.record, binding, &program.zone);
    let scorer = Scorer::new(program, as_of());
    let mut outcomes = Vec::new();
    while let Some(event) = reader.next().unwrap() {
        let Event::Row(row) = event else { panic!("{event:?}") };
        outcomes.push(scorer.score(&loader.values(&row)));
    }
    (outcomes, messages(loader.problems()))
}

/// The same by the engine.
fn by_engine(program: &Program, text: &str, is_json: bool) -> (Vec<Outcome>, Vec<String>) {
    let mut reader = open(text, is_json);
    let binding = bind(program, &reader);
    let (mut slots, mut places) = Slots::of(&[&binding]);
    let mut scorer =
        engine::BulkScorer::new(program, as_of(), binding.wanted(), places.remove(0), true);
    let mut problems = Problems::new(&program.record);
    let (mut batch, mut outcomes) = (Chunk::default(), Vec::new());
    while reader.read_chunk(&mut slots, &mut batch).unwrap() {
        scorer.score(&batch);
        for (field, mut noted) in scorer.take_noted() {
            problems.add(field, &mut noted);
        }
        outcomes.extend((0..batch.rows()).map(|row| outcome(&scorer.scored(row))));
    }
    (outcomes, messages(&problems))
}

fn open(text: &str, is_json: bool) -> Reader {
    let name = if is_json { "leads.ndjson" } else { "leads.csv" };
    let options = ReadOptions { delimiter: Some(b','), ..ReadOptions::default() };
    Reader::from_read(name, std::io::Cursor::new(text.to_owned()), &options).unwrap()
}

fn bind(program: &Program, reader: &Reader) -> Binding {
    let used = program.fields_read();
    match reader.header() {
        Some(header) => Binding::of_header(&program.record, &used, header, true).0,
        None => Binding::of_keys(&program.record, &used),
    }
}

fn messages(problems: &Problems) -> Vec<String> {
    problems.diagnostics().into_iter().map(|it| it.message).collect()
}

/// What the engine says, as an outcome without the rules that fired.
fn outcome(scored: &engine::Scored<'_, '_>) -> Outcome {
    let group = |points| GroupOutcome { fired: Vec::new(), sum: points, weighted: points, points };
    Outcome {
        status: scored.status(),
        disqualified_by: scored.disqualified_by(),
        score: scored.score(),
        sum: scored.score(),
        groups: scored.groups().map(group).collect(),
        band: scored.band_index(),
        stars: scored.stars(),
        grid: scored.grid(),
        readiness: scored.readiness(),
        failed: scored.failed(),
    }
}

/// An outcome of the interpreter with nothing but what the engine says too.
fn told(mut outcome: Outcome) -> Outcome {
    outcome.sum = outcome.score;
    for it in &mut outcome.groups {
        *it = GroupOutcome {
            fired: Vec::new(),
            sum: it.points,
            weighted: it.points,
            points: it.points,
        };
    }
    outcome
}

fn csv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record("n,m,p,t,u,d,s,b,c,l,k".split(',')).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The same cells as JSON: numbers and yes/no as such where they are written so, the rest as texts.
fn ndjson(rows: &[Vec<String>]) -> String {
    let value = |cell: &str| match cell {
        "" => serde_json::Value::Null,
        _ => serde_json::from_str(cell)
            .ok()
            .filter(|it: &serde_json::Value| it.is_number() || it.is_boolean())
            .unwrap_or_else(|| cell.into()),
    };
    let line = |row: &Vec<String>| {
        let names = "n,m,p,t,u,d,s,b,c,l,k".split(',').map(str::to_owned);
        let object: serde_json::Map<_, _> = names.zip(row.iter().map(|it| value(it))).collect();
        format!("{}\n", serde_json::Value::Object(object))
    };
    rows.iter().map(line).collect()
}

#[test]
fn files_are_scored_as_their_rows_are() {
    let mut runner = TestRunner::new(Config { cases: models() / 10, ..Config::default() });
    let rows = proptest::collection::vec(row(), RECORDS);
    let result = runner.run(&(any_model(), rows, any::<bool>()), |(text, rows, is_json)| {
        let program = program(&text);
        let data = if is_json { ndjson(&rows) } else { csv(&rows) };
        let (expected, expected_messages) = by_interpreter(&program, &data, is_json);
        let (found, found_messages) = by_engine(&program, &data, is_json);
        let expected: Vec<Outcome> = expected.into_iter().map(told).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(found_messages, expected_messages);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// The values of leads as columns of a file, some of them in types that nobody would choose.
fn columns(leads: &[Vec<Value>], turn: usize) -> RecordBatch {
    let cells = |field: usize| leads.iter().map(move |lead| &lead[field]);
    let number = |field: usize| cells(field).map(|it| it.as_number());
    let text = |field: usize| cells(field).map(|it| it.as_text().map(|it| it.exact.to_string()));
    let days = |field: usize| {
        let epoch = jiff::civil::date(1970, 1, 1);
        cells(field).map(move |it| match it {
            Value::Date(date) => Some((*date - epoch).get_days()),
            _ => None,
        })
    };
    let yes = |field: usize| {
        cells(field).map(|it| match it {
            Value::YesNo(yes) => Some(*yes),
            _ => None,
        })
    };
    let float = |it: Option<Decimal>| it.and_then(|it| it.to_string().parse::<f64>().ok());
    let whole = |it: Option<Decimal>| it.and_then(|it| it.to_string().parse::<i64>().ok());
    let written = |field: usize| -> ArrayRef {
        let texts = cells(field).map(|it| match it {
            Value::Missing => None,
            Value::Texts(texts) => {
                Some(texts.iter().map(|it| &*it.exact).collect::<Vec<_>>().join(";"))
            }
            Value::Numbers(all) => {
                Some(all.iter().map(ToString::to_string).collect::<Vec<_>>().join(";"))
            }
            value => Some(value.to_string()),
        });
        Arc::new(texts.collect::<StringArray>())
    };
    let n: ArrayRef = match turn % 3 {
        0 => Arc::new(number(0).map(float).collect::<Float64Array>()),
        1 => Arc::new(
            number(0)
                .map(|it| it.map(|it| (it * Decimal::ONE_HUNDRED).trunc().mantissa()))
                .collect::<Decimal128Array>()
                .with_precision_and_scale(20, 2)
                .unwrap(),
        ),
        _ => written(0),
    };
    let m: ArrayRef = match turn % 2 {
        0 => Arc::new(number(1).map(whole).collect::<Int64Array>()),
        _ => Arc::new(number(1).map(float).collect::<Float64Array>()),
    };
    let words = |field: usize| -> ArrayRef {
        let texts: Vec<Option<String>> = text(field).collect();
        let texts = texts.iter().map(Option::as_deref);
        match turn % 2 {
            0 => Arc::new(texts.collect::<DictionaryArray<Int32Type>>()),
            _ => Arc::new(texts.collect::<StringArray>()),
        }
    };
    let all: [(&str, ArrayRef); 11] = [
        ("n", n),
        ("m", m),
        ("p", Arc::new(number(2).map(float).collect::<Float64Array>())),
        ("t", words(3)),
        ("u", words(4)),
        ("d", Arc::new(days(5).collect::<Date32Array>())),
        ("s", written(6)),
        ("b", Arc::new(yes(7).collect::<BooleanArray>())),
        ("c", Arc::new(yes(8).collect::<BooleanArray>())),
        ("l", written(9)),
        ("k", written(10)),
    ];
    RecordBatch::try_from_iter_with_nullable(all.map(|(name, array)| (name, array, true))).unwrap()
}

#[test]
fn columns_are_scored_as_their_rows_are() {
    let mut runner = TestRunner::new(Config { cases: models() / 10, ..Config::default() });
    let records = proptest::collection::vec(lead(), RECORDS);
    let result = runner.run(&(any_model(), records, 0_usize..6), |(text, records, turn)| {
        let program = program(&text);
        let batch = columns(&records, turn);
        let scorer = Scorer::new(&program, as_of());
        let expected = records.iter().map(|lead| told(scorer.score(lead))).collect::<Vec<_>>();
        let wanted: Vec<FieldId> = (0..11).map(FieldId).collect();
        let slots = (0..11).map(Some).collect();
        let mut engine = engine::BulkScorer::new(&program, as_of(), &wanted, slots, true);
        let rows = batch.num_rows();
        // One by one, from the last.
        let header: Vec<String> =
            batch.schema().fields().iter().map(|it| it.name().clone()).collect();
        let (binding, _) = Binding::of_header(&program.record, &wanted, &header, false);
        let mut alone = engine::ArrowScorer::new(&program, as_of(), &binding);
        let mut singly: Vec<Outcome> =
            (0..rows).rev().map(|row| outcome(&alone.score(&batch, row))).collect();
        singly.reverse();
        prop_assert_eq!(&singly, &expected);
        engine.score(&Chunk::Columns(Columns { batch, first: 1 }));
        let found = (0..rows).map(|row| outcome(&engine.scored(row))).collect::<Vec<_>>();
        prop_assert_eq!(found, expected);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
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
