//! Actions: what a run sets off when it is compared with the run before.

use std::fmt::Write;
use std::path::Path;

use leadscore::eval::{Outcome, Previous, Scorer, Status};
use leadscore::ir::{AsOf, Trigger, Value};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::support::{Folder, Run, program, rules};

/// The actions of a case in `tests/cases`, one a line, and what the run says of them.
pub fn set_off(case: &Path, previous: &str, as_of: &str) -> String {
    let folder = Folder::new();
    let mut leads = String::new();
    for entry in std::fs::read_dir(case).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.contains(".snap") {
            continue;
        }
        folder.write(&name, std::fs::read(case.join(&name)).unwrap());
        if name.starts_with("leads") {
            leads = name;
        }
    }
    let run = |previous: &str, scores: &str| {
        let args = ["score", "rules.score", &leads, "--as-of", as_of, "--previous", previous];
        let run = folder.run(&[&args[..], &["-o", scores, "--actions"]].concat());
        run.ends_with(0);
        run
    };
    let first = run(previous, "scores.csv");
    let mut report = "── actions ──\n".to_owned();
    first.out.lines().for_each(|line| writeln!(report, "{}", shown(line)).unwrap());
    write!(report, "\n{}", first.err).unwrap();
    for scores in ["scores.csv", "scores.ndjson"] {
        run(previous, scores);
        assert_eq!(run(scores, "again.csv").out, "", "{}: again after {scores}", case.display());
    }
    report
}

/// `42: entering Hot: notify {"owner":"ana"} (60 Warm -> 85 Hot)`
fn shown(line: &str) -> String {
    let action: Json = serde_json::from_str(line).unwrap();
    let word = |json: &Json| json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    let standing = |it: &Json| match it["status"].as_str() {
        None => "new".to_owned(),
        Some("disqualified") => format!("{} disqualified", it["score"]),
        Some(_) => format!("{} {}", it["score"], word(&it["band"])),
    };
    let record: Vec<String> = action["record"].as_object().unwrap().values().map(word).collect();
    format!(
        "{}: {}: {} {} ({} → {})",
        record.join("/"),
        word(&action["on"]),
        word(&action["action"]),
        action["args"],
        standing(&action["previous"]),
        standing(&action),
    )
}

const RULES: &str = r#"model b2b scores Lead limit 0..100
record Lead { id: text, key  first_name: text  visits: integer }
when visits > 0 then +10 per visits
bands { Hot from 80, Warm from 40, Cold otherwise }
on entering Hot do notify(message: "Call {first_name} today", visits: visits)
on leaving Hot do archive()
"#;

const LEADS: &str = "id,first_name,visits\n1,Ana,9\n2,Ivo,1\n";

const PREVIOUS: &str = "id,score,band,status\n1,60,Warm,scored\n2,90,Hot,scored\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("b2b.score", RULES).write("leads.csv", LEADS).write("before.csv", PREVIOUS);
    folder
}

const RUN: [&str; 5] = ["score", "b2b.score", "leads.csv", "--as-of", "2025-03-01"];

/// Scores the leads, compared with a file of previous scores.
fn compare(folder: &Folder, previous: &str, more: &[&str]) -> Run {
    folder.run(&[&RUN[..], &["--previous", previous], more].concat())
}

#[test]
fn an_action_is_one_line_of_json() {
    let folder = folder();
    let run = compare(&folder, "before.csv", &["-o", "now.csv", "--actions", "actions.ndjson"]);
    run.ends_with(0).says("2 actions: notify 1, archive 1 as of");
    let text = folder.read("actions.ndjson");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    let mut first: Json = serde_json::from_str(lines[0]).unwrap();
    let id = first.as_object_mut().unwrap().shift_remove("id").unwrap();
    assert_eq!(id.as_str().unwrap().len(), 32);
    assert_eq!(
        first.to_string(),
        concat!(
            r#"{"action":"notify","on":"entering Hot","model":"b2b","record":{"id":"1"},"#,
            r#""args":{"message":"Call Ana today","visits":9},"score":90,"status":"scored","band":"Hot","#,
            r#""previous":{"score":60,"status":"scored","band":"Warm"},"as_of":"2025-03-01"}"#
        )
    );
    assert!(lines[1].contains(r#""action":"archive","on":"leaving Hot""#), "{}", lines[1]);
    assert!(folder.read("now.csv").starts_with("id,score,band,status\n1,90,Hot,scored\n"));
}

#[test]
fn ids_name_a_crossing() {
    let folder = folder();
    let ids = |previous: &str, day: &str, rules: &str| -> Vec<String> {
        let args = ["score", rules, "leads.csv", "--previous", previous, "--as-of", day];
        let run = folder.run(&[&args[..], &["-o", "now.csv", "--actions"]].concat());
        let id = |line| serde_json::from_str::<Json>(line).unwrap()["id"].to_string();
        run.ends_with(0).out.lines().map(id).collect()
    };
    let first = ids("before.csv", "2025-03-01", "b2b.score");
    assert_ne!(first[0], first[1]);
    assert_eq!(first, ids("before.csv", "2025-03-01", "b2b.score"), "the same run again");
    assert_ne!(first[0], ids("before.csv", "2025-03-02", "b2b.score")[0], "another day");
    folder.write("other.csv", PREVIOUS.replace("60", "50"));
    assert_ne!(first[0], ids("other.csv", "2025-03-01", "b2b.score")[0], "another crossing");
    folder.write("other.score", RULES.replace("today", "now"));
    assert_ne!(first[0], ids("before.csv", "2025-03-01", "other.score")[0], "another action");
}

#[test]
fn a_second_run_sets_off_nothing_in_any_format() {
    let folder = folder();
    folder.write("leads.ndjson", "{\"id\": 1, \"visits\": 9}\n{\"id\": \"2\", \"visits\": 1}\n");
    // These data have columns with the names of results.
    folder.write("clash.csv", "score,id,status,visits,first_name,band\nx,1,y,9,,z\nx,2,y,1,,z\n");
    folder.write("clash.ndjson", "{\"id\": 1, \"visits\": 9, \"score\": 5, \"b2b\": {}}\n");
    let forms: [&[&str]; 8] = [
        &["-o", "s.csv"],
        &["-o", "s.csv.gz"],
        &["-o", "s.ndjson.zst"],
        &["-o", "s.ndjson"],
        &["-o", "s.csv", "--keep", "--groups", "--reasons"],
        &["-o", "s.ndjson", "--keep", "--groups", "--reasons"],
        &["-o", "s.txt", "--to", "csv"],
        &["-o", "s.jsonl", "--to", "ndjson"],
    ];
    for data in ["leads.csv", "leads.ndjson", "clash.csv", "clash.ndjson"] {
        for form in forms {
            if data.ends_with("ndjson") && form.contains(&"--keep") && form[1] == "s.csv" {
                continue;
            }
            let args = |more: &[&'static str]| {
                [&["score", "b2b.score", data, "--allow-missing-columns"], form, more].concat()
            };
            let first = folder.run(&args(&["--actions", "a.ndjson"]));
            first.ends_with(0).says("without --previous every record counts as new");
            assert!(folder.read("a.ndjson").contains("\"previous\":null"), "{data} {form:?}");
            let again = folder.run(&args(&["--previous", form[1], "--actions", "a.ndjson"]));
            again.ends_with(0).says("0 actions as of");
            assert!(!again.err.contains("D0620") && !again.err.contains("gone"), "{}", again.err);
            assert_eq!(folder.read("a.ndjson"), "", "{data} {form:?}");
        }
    }
}

#[test]
fn several_models_are_told_apart_by_their_names() {
    let folder = folder();
    let other = RULES.replace("b2b", "fit").replace("+10 per", "+5 per");
    let plain = "record Lead { id: text, key  visits: integer }\nwhen visits > 1 then +1\n";
    folder.write("m/b2b.score", RULES).write("m/fit.score", other).write("m/plain.score", plain);
    let args = ["score", "m", "leads.csv", "-o"];
    for (scores, keep) in
        [("s.csv", false), ("s.ndjson", false), ("k.csv", true), ("k.ndjson", true)]
    {
        let keep: &[&str] = if keep { &["--keep"] } else { &[] };
        folder.run(&[&args[..], &[scores], keep].concat()).ends_with(0);
        let more = ["now.csv", "--previous", scores, "--actions", "a.ndjson"];
        folder.run(&[&args[..], &more].concat()).ends_with(0).says("0 actions as of");
    }
    folder.write("some.csv", "id,b2b.score,b2b.status,fit.score,fit.status\n1,60,scored,45,scored\n2,90,scored,90,scored\n");
    let more = ["now.csv", "--previous", "some.csv", "--actions"];
    let run = folder.run(&[&args[..], &more].concat());
    run.ends_with(0).says("3 actions: notify 1, archive 2");
    let models: Vec<bool> = run.out.lines().map(|it| it.contains("\"model\":\"b2b\"")).collect();
    assert_eq!(models, [true, true, false]);
    // One of the models alone finds its own scores.
    folder
        .run(&["score", "m/fit.score", "leads.csv", "-o", "now.csv", "--previous", "some.csv"])
        .ends_with(0)
        .says("1 action: archive 1");
    let run = folder.run(&[&args[..], &["now.csv", "--previous", "before.csv"]].concat());
    run.ends_with(2).says("before.csv has no column \"b2b.score\".");
    folder.write("one.ndjson", "{\"id\": \"1\", \"score\": 5, \"status\": \"scored\"}\n");
    let run = folder.run(&[&args[..], &["now.csv", "--previous", "one.ndjson"]].concat());
    run.ends_with(2).says("No record of one.ndjson has a \"b2b.score\".");
}

#[test]
fn scores_can_take_the_place_of_the_previous_ones() {
    let folder = folder();
    let run = compare(&folder, "before.csv", &["-o", "before.csv", "--actions", "a.ndjson"]);
    run.ends_with(0).says("2 actions");
    let run = compare(&folder, "before.csv", &["-o", "before.csv", "--actions", "a.ndjson"]);
    run.ends_with(0).says("0 actions");
}

#[test]
fn a_run_that_fails_leaves_both_files_as_they_were() {
    let folder = folder();
    folder.write("now.csv", "old").write("a.ndjson", "old");
    folder.write("leads.csv", format!("{LEADS}3,Eva,many\n"));
    let run =
        compare(&folder, "before.csv", &["-o", "now.csv", "--actions", "a.ndjson", "--strict"]);
    run.ends_with(1);
    assert_eq!(folder.read("now.csv") + &folder.read("a.ndjson"), "oldold");
    let more = ["-o", "now.csv", "--actions", "a.ndjson", "--deny", "warnings"];
    compare(&folder, "before.csv", &more).ends_with(1);
    assert_eq!(folder.read("now.csv") + &folder.read("a.ndjson"), "oldold");
    assert_eq!(folder.names(), ["a.ndjson", "b2b.score", "before.csv", "leads.csv", "now.csv"]);
}

#[test]
fn without_a_file_of_actions_they_are_only_counted() {
    let folder = folder();
    let run = compare(&folder, "before.csv", &[]);
    run.ends_with(0).says("2 actions: notify 1, archive 1; --actions FILE writes them");
    let run = folder.run(&RUN);
    run.ends_with(0);
    assert!(!run.err.contains("action"), "{}", run.err);
}

#[test]
fn outputs_do_not_get_into_each_others_way() {
    let folder = folder();
    for more in [&["--actions"][..], &["--actions", "-"], &["-o", "-", "--actions"]] {
        let run = folder.run(&[&RUN[..], more].concat());
        run.ends_with(2).prints("").says("cannot both go to standard output");
    }
    let run = folder.run(&[&RUN[..], &["-o", "x.csv", "--actions", "x.csv"]].concat());
    run.ends_with(2).says("-o and --actions cannot both write x.csv");
    let run = compare(&folder, "before.csv", &["-o", "x.csv", "--actions", "before.csv"]);
    run.ends_with(2).says("--actions before.csv would replace a file that this run reads");
    assert_eq!(folder.read("before.csv"), PREVIOUS);
    let run = folder.run_on(&["score", "b2b.score", "-", "--previous", "-"], LEADS);
    run.ends_with(2).says("cannot both come from standard input");
    let args = ["score", "b2b.score", "leads.csv", "--previous", "-"];
    folder.run_on(&args, PREVIOUS).ends_with(0).says("2 actions");
}

#[test]
fn actions_need_a_key() {
    let folder = folder();
    folder.write("b2b.score", RULES.replace("text, key", "text"));
    let run = compare(&folder, "before.csv", &[]);
    run.ends_with(2).says("Actions need to know which record is which").says("id: text, key");
    folder.run(&RUN).ends_with(0);
}

#[test]
fn files_that_are_no_scores_are_refused() {
    let folder = folder();
    folder.run(&[&RUN[..], &["-o", "table.txt"]].concat()).ends_with(0);
    folder.run(&[&RUN[..], &["-o", "ascii.txt", "--ascii"]].concat()).ends_with(0);
    for table in ["table.txt", "ascii.txt"] {
        compare(&folder, table, &[]).ends_with(2).says(&format!("{table} is a table for people"));
    }
    let refused = [
        ("a.csv", "id,points\n1,5\n", "a.csv has no column \"score\"."),
        ("b.csv", "id,score\n1,5\n", "b.csv has no column \"status\"."),
        ("c.csv", "lead,score,status\n1,5,scored\n", "c.csv has no column \"id\"."),
        ("d.ndjson", "{\"id\": \"1\"}\n", "No record of d.ndjson has a \"score\"."),
        (
            "e.ndjson",
            "{\"score\": 1, \"status\": \"scored\"}\n",
            "No record of e.ndjson has a \"id\".",
        ),
        ("f.csv", "", "f.csv: the file is empty."),
    ];
    for (name, text, words) in refused {
        folder.write(name, text);
        compare(&folder, name, &[]).ends_with(2).says(words);
    }
    let run = compare(&folder, "nothing.csv", &[]);
    run.ends_with(2).says("no such file").says("On the first run");
}

#[test]
fn no_previous_records_are_no_mistake() {
    let folder = folder();
    for (name, text) in [("a.csv", "id,score,band,status\n"), ("b.ndjson", "")] {
        folder.write(name, text);
        compare(&folder, name, &[]).ends_with(0).says("1 action: notify 1");
    }
}

#[test]
fn columns_that_only_actions_read_must_be_there() {
    let folder = folder();
    folder.write("leads.csv", "id,visits\n1,9\n");
    folder.run(&RUN).ends_with(2).says("no column \"first_name\"");
    // They change no score, so an explanation does not ask for them.
    folder.write("leads.csv", "id,visits,first_name\n1,9,\n");
    let run = folder.run(&["explain", "b2b.score", "leads.csv", "--id", "1"]);
    assert!(!run.ends_with(0).out.contains("Not known"), "{}", run.out);
}

#[test]
fn rules_without_actions_set_off_none() {
    let folder = folder();
    folder.write("b2b.score", RULES.split("on entering").next().unwrap());
    let run = compare(&folder, "before.csv", &["-o", "now.csv", "--actions", "a.ndjson"]);
    run.ends_with(0).says("0 actions: these rules have none");
    assert_eq!(folder.read("a.ndjson"), "");
}

/// A record with a score and a status.
fn outcome(scorer: &Scorer<'_>, score: i64, status: Status) -> (Vec<Value>, Outcome) {
    let test = Value::YesNo(status == Status::Disqualified);
    let record = vec![Value::text("1"), Value::Number(Decimal::new(score, 2)), test];
    let outcome = scorer.score(&record);
    assert_eq!((outcome.score.hundredths(), outcome.status), (score, status));
    (record, outcome)
}

const EVERY_LINE: &str = r#"
record Lead { id: text, key  points: number  test: yes/no }
when points is known then +1 per points
disqualify when test
bands { Hot from 2, Warm from 0, Cold otherwise }
on entering Hot do a()  on entering Warm do a()  on entering Cold do a()
on leaving Hot do a()  on leaving Warm do a()  on leaving Cold do a()
on score rising above 0 do a()  on score rising above 1.5 do a()
on score falling below 0 do a()  on score falling below 1.5 do a()
"#;

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Scored), Just(Status::Disqualified)]
}

proptest! {
    #[test]
    fn actions_follow_the_line_that_is_crossed(
        before in (-300_i64..400, status()),
        now in (-300_i64..400, status()),
    ) {
        let program = program(EVERY_LINE);
        let scorer = Scorer::new(&program, AsOf::Day("2025-03-01".parse().unwrap()));
        let (_, first) = outcome(&scorer, before.0, before.1);
        let (record, second) = outcome(&scorer, now.0, now.1);
        let set_off = |now: &Outcome, previous: &Outcome| -> Vec<Trigger> {
            let previous = Previous { score: previous.score, status: previous.status };
            let crossings = scorer.crossings(&record, &now.rating(), Some(&previous));
            crossings.iter().map(|it| it.action.trigger).collect()
        };
        prop_assert_eq!(set_off(&second, &second), Vec::new(), "nothing has moved");
        let there = set_off(&second, &first);
        let back = set_off(&first, &second);
        for band in 0..3 {
            let moved = first.band != second.band;
            let entered = there.contains(&Trigger::Entering(band));
            let left = there.contains(&Trigger::Leaving(band));
            prop_assert_eq!(entered, moved && second.band == Some(band));
            prop_assert_eq!(left, moved && first.band == Some(band));
            prop_assert_eq!(entered, back.contains(&Trigger::Leaving(band)), "the way back");
        }
        let out = now.1 == Status::Disqualified;
        let leaves = |it: &Trigger| matches!(it, Trigger::Leaving(_));
        prop_assert!(!out || there.iter().all(leaves), "who is out only leaves");
    }

    #[test]
    fn any_text_is_a_template_or_a_mistake_with_a_place(text in "[{}a-c `.\"\\\\👍ж|]{0,24}") {
        let written = text.replace('\\', "\\\\").replace('"', "\\\"");
        let text = format!(
            "record Lead {{ id: text, key  a: text  `ж ж`: text }}\n\
             on score rising above 1 do x(message: \"{written}\", more: \"{{a}}\")\n"
        );
        let rules = rules(&text);
        for place in rules.diagnostics.iter().flat_map(|it| &it.labels).map(|it| it.place) {
            prop_assert!(text.get(place.span.range()).is_some(), "{text}");
        }
        prop_assert_eq!(rules.program.is_none(), rules.diagnostics.iter().any(|it| it.is_error()));
    }
}
