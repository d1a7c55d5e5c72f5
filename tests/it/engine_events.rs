//! Runs with events in tables: the same on any number of threads and row by row, told by `--profile`.

use std::fmt::Write;

use crate::engine::without_times;
use crate::support::Folder;

const RULES: &str = r#"record Lead {
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
fn folder() -> Folder {
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
    folder.write("interest.score", RULES).write("leads.csv", leads);
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
    let folder = folder();
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
    let folder = folder();
    let plain = folder.run(&WITH_EVENTS);
    let profiled = folder.run(&[&WITH_EVENTS[..], &["--profile"]].concat());
    profiled.ends_with(0);
    assert_eq!(plain.out, profiled.out, "the scores are the same");
    let profile = profiled.err.strip_prefix(plain.err.as_str()).unwrap();
    let shown: Vec<String> = profile.lines().map(without_times).collect();
    insta::assert_snapshot!(shown.join("\n"));
}
