//! How the engine runs: on any number of threads, told by `--profile`, and without a single allocation for a record.

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;

use allocation_counter::measure;
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Date32Array, DictionaryArray, Float64Array, Int64Array, RecordBatch};
use leadscore::data::Binding;
use leadscore::engine::{ArrowScorer, JsonScorer, Scorer};
use leadscore::ir::Value;

use crate::generate::as_of;
use crate::support::{Folder, program};

const RULES: &str = r#"record Lead { id: text, key  industry: text  employees: integer  visits: integer  created: date }
model fit scores Lead
group "Company" weight 0.5 {
  when industry == "Manufacturing" and employees in 100..500 then +20
  when industry in ["Software", "Trade"] then +7
  when employees > 200 or created within last 30 days then +3
}
when visits is known then +1 per visits limit 0..9 because "Has visited"
group "Most visits" first match {
  when visits > 100 then +5
  when visits > 10 and industry == "Software" then +2
}
disqualify when industry == "Student" and employees is missing
bands { Hot from 15, Cold otherwise }
"#;

/// Leads of several batches, some of them with mistakes.
fn leads() -> String {
    let mut text = String::from("id,industry,employees,visits,created\n");
    for lead in 0..15_000 {
        let industry =
            ["Manufacturing", "software", "\"Trade\"", "Student", "", "Mining"][lead % 6];
        let employees = [250, 7, 0, 1999, 120][lead % 5];
        let employees = if lead % 7 == 3 { String::new() } else { employees.to_string() };
        let visits = if lead % 1999 == 5 { "many".to_owned() } else { (lead % 140).to_string() };
        let id = if lead == 9_000 { 8_999 } else { lead };
        writeln!(text, "L{id},{industry},{employees},{visits},2025-02-{:02}", lead % 28 + 1)
            .unwrap();
        if lead % 5_000 == 77 {
            text.push_str("a row,of too,many\n");
        }
    }
    text
}

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("fit.score", RULES).write("leads.csv", leads());
    folder
}

#[test]
fn any_number_of_threads_writes_the_same() {
    let folder = folder();
    let run = |threads: &str, to: &str| {
        let args = ["score", "fit.score", "leads.csv", "--as-of", "2025-03-01", "--reasons", "2"];
        let run = folder.run(&[&args[..], &["--threads", threads, "--to", to]].concat());
        run.ends_with(0);
        (run.out.clone(), run.err.clone())
    };
    for to in ["csv", "ndjson", "table"] {
        let alone = run("1", to);
        assert!(alone.1.contains("15,003 read, 15,000 scored, 3 rejected"), "{}", alone.1);
        for threads in ["2", "3", "16"] {
            assert!(run(threads, to) == alone, "{threads} threads write other {to}");
        }
    }
    let none = folder.run(&["score", "fit.score", "leads.csv", "--threads", "0"]);
    none.ends_with(2);
}

#[test]
fn a_profile_shows_stages_columns_and_what_was_left_to_the_interpreter() {
    let folder = folder();
    let args = ["score", "fit.score", "leads.csv", "--as-of", "2025-03-01"];
    let plain = folder.run(&args);
    let profiled = folder.run(&[&args[..], &["--profile"]].concat());
    profiled.ends_with(0);
    assert_eq!(plain.out, profiled.out, "the scores are the same");
    let profile = profiled.err.strip_prefix(plain.err.as_str()).unwrap();
    // Times differ from run to run; what was done does not.
    let shown: Vec<String> = profile.lines().map(without_times).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn a_profile_says_why_leads_go_one_by_one() {
    let folder = folder();
    let args = ["score", "fit.score", "leads.csv", "--profile", "--as-of", "2025-03-01"];
    let together = folder.run(&args);
    assert!(!together.err.contains("one lead after the other"), "{}", together.err);
    let reason =
        "one lead after the other, on one thread: --keep writes the columns of the data too";
    folder.run(&[&args[..], &["--keep"]].concat()).ends_with(0).says(reason);
}

/// A line with `…` in place of its time.
pub fn without_times(line: &str) -> String {
    let Some((before, after)) = line.split_once(" ms") else { return line.to_owned() };
    let label = before.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.' || it == ' ');
    format!("{label} …{after}")
}

#[test]
fn a_prepared_scorer_needs_no_memory_for_another_record() {
    let program = program(&RULES.replace("+1 per visits limit 0..9", "+1"));
    let records: Vec<Vec<Value>> = (0..50_i64)
        .map(|it| {
            let industry = ["Manufacturing", "Software", "a trade that is longer than any key"];
            let day = jiff::civil::date(2025, 2, (it % 28 + 1) as i8);
            vec![
                Value::text("L1"),
                Value::text(industry[it as usize % 3]),
                Value::Number((it * 17).into()),
                if it % 3 == 0 { Value::Missing } else { Value::Number(it.into()) },
                Value::Date(day),
            ]
        })
        .collect();
    let mut scorer = Scorer::new(&program, as_of());
    let mut score = || {
        for record in &records {
            black_box((scorer.score(record).score(), scorer.last().band()));
        }
    };
    score();
    assert_eq!(measure(score).count_total, 0);
}

#[test]
fn nor_for_another_object() {
    let program = program(&RULES.replace("+1 per visits limit 0..9", "+1"));
    let objects: Vec<String> = (0..50)
        .map(|it| {
            format!(r#"{{"id": "L{it}", "industry": "Software", "employees": {it}, "other": [1], "created": "2025-02-01"}}"#)
        })
        .collect();
    let mut scorer = JsonScorer::new(&program, as_of());
    let mut score = || {
        for object in &objects {
            black_box(scorer.score(object).unwrap().score());
        }
    };
    score();
    assert_eq!(measure(score).count_total, 0);
}

#[test]
fn nor_for_another_row_of_a_batch() {
    let program = program(&RULES.replace("+1 per visits limit 0..9", "+1"));
    let industries = ["Manufacturing", "Software", "a trade that is longer than any key"];
    let industries: DictionaryArray<Int32Type> =
        (0..50).map(|it| (it % 5 > 0).then(|| industries[it % 3])).collect();
    let employees = Int64Array::from_iter((0..50).map(|it| (it % 7 > 0).then_some(it * 17)));
    let visits = Float64Array::from_iter_values((0..50).map(f64::from));
    let days = Date32Array::from_iter_values(20_100..20_150);
    let batch = RecordBatch::try_from_iter([
        ("industry", Arc::new(industries) as ArrayRef),
        ("employees", Arc::new(employees)),
        ("visits", Arc::new(visits)),
        ("created", Arc::new(days)),
    ])
    .unwrap();
    let header: Vec<String> = batch.schema().fields().iter().map(|it| it.name().clone()).collect();
    let (binding, _) = Binding::of_header(&program.record, &program.fields_read(), &header, true);
    let mut scorer = ArrowScorer::new(&program, as_of(), &binding);
    let mut score = || {
        for row in 0..50 {
            black_box(scorer.score(&batch, row).score());
        }
    };
    score();
    assert_eq!(measure(score).count_total, 0);
}
