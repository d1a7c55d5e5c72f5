//! How the engine runs: on any number of threads, told by `--profile`, and without a single allocation for a record.

use std::fmt::Write;
use std::hint::black_box;

use allocation_counter::measure;
use leadscore::engine::{JsonScorer, Scorer};
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

/// A line with `…` in place of its time.
fn without_times(line: &str) -> String {
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

const EVENT_RULES: &str = r#"record Lead {
  id: text, key
  patience: integer
  company: Company, by company_id
  visits: list of Visit, by lead_id
}
record Company { id: text, key  industry: text }
record Visit { page: text  seconds: integer  at: datetime, time }
model interest scores Lead
when company.industry == "Retail" then +3 because "A shop"
when count(visits where page starts with "/pricing") >= 2 then +20 because "Looked at prices twice"
when any visits where seconds > patience then +2 because "Stayed long"
when count(visits) > 0 then +1 per count(visits where seconds / patience > 1) limit ..4 because "Read on"
when sum(visits.seconds / (seconds - 7)) > 20 then +1 per count(visits) limit ..4 because "Often here"
for each visits where page == "/demo" then +5 halving every 10 days because "Saw the demo"
for each visits where seconds > patience then +0.5 because "Patient"
group "Best" highest {
  for each visits then +1 first 2 because "Came"
  when latest(visits.at) within last 7 days then +2 because "Came lately"
}
bands { Hot from 15, Cold otherwise }
"#;

/// Leads of several batches, and visits in no order: of some leads, of nobody, and some still to come.
fn folder_with_events() -> Folder {
    let folder = Folder::new();
    let mut leads = String::from("id,patience,company_id\n");
    for lead in 0..5_000 {
        writeln!(leads, "L{lead},{},{}", lead % 50, ["a", "b", "", "gone"][lead % 4]).unwrap();
        if lead % 1_500 == 11 {
            writeln!(leads, "X{lead},many,lost{lead}").unwrap();
        }
    }
    let mut visits = String::from("lead_id,page,seconds,at\n");
    for visit in 0..12_000 {
        let lead = visit * 7_919 % 5_500;
        let page = ["/pricing", "/demo", "/", "/pricing/teams", ""][visit * 31 % 5];
        let day = ["2025-02-27", "2025-01-15", "2025-03-02", "2024-02-29"][visit * 13 % 4];
        writeln!(visits, "L{lead},{page},{},{day}T{:02}:30", visit % 60, visit % 24).unwrap();
    }
    let companies = "id,industry\na,Retail\nb,Software\n";
    folder.write("interest.score", EVENT_RULES).write("leads.csv", leads);
    folder.write("companies.csv", companies).write("visits.csv", visits);
    folder
}

const WITH_EVENTS: [&str; 9] = [
    "score",
    "interest.score",
    "leads.csv",
    "--with",
    "visits=visits.csv",
    "--with",
    "company=companies.csv",
    "--as-of",
    "2025-03-01",
];

#[test]
fn events_are_counted_the_same_on_any_number_of_threads_and_row_by_row() {
    let folder = folder_with_events();
    let run = |more: &[&str]| {
        let run = folder.run(&[&WITH_EVENTS[..], &["--reasons", "3"], more].concat());
        run.ends_with(0);
        (run.out.clone(), run.err.clone())
    };
    let alone = run(&["--threads", "1"]);
    assert!(
        alone.1.contains("company: 1,254 records name a record of Company that is not there"),
        "{}",
        alone.1
    );
    for threads in ["2", "5"] {
        assert!(run(&["--threads", threads]) == alone, "{threads} threads write something else");
    }
    // To keep all columns of the data takes a walk over the rows, with the interpreter.
    let (kept, said) = run(&["--keep"]);
    assert_eq!(said, alone.1);
    for (kept, line) in kept.lines().zip(alone.0.lines()) {
        let mut cells: Vec<&str> = kept.split(',').collect();
        cells.drain(1..3);
        assert_eq!(cells.join(","), line);
    }
}

#[test]
fn a_profile_shows_which_events_were_counted_and_which_left_to_the_interpreter() {
    let folder = folder_with_events();
    let plain = folder.run(&WITH_EVENTS);
    let profiled = folder.run(&[&WITH_EVENTS[..], &["--profile"]].concat());
    profiled.ends_with(0);
    assert_eq!(plain.out, profiled.out, "the scores are the same");
    let profile = profiled.err.strip_prefix(plain.err.as_str()).unwrap();
    let shown: Vec<String> = profile.lines().map(without_times).collect();
    insta::assert_snapshot!(shown.join("\n"));
}
