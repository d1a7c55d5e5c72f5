//! Scoring again: only some records, what rules read, several kinds of records, and the watch.

use std::io::{BufRead, BufReader, Lines};
use std::process::{ChildStdout, Stdio};

use serde_json::Value as Json;

use crate::support::Folder;

const RULES: &str = r#"
record Lead {
  id: integer, key
  country: text
  pages: integer
  seen: date
  visits: list of Visit, by lead_id
}
record Visit { lead_id: integer  page: text  at: datetime, time }
model m scores Lead
when country == "DE" then +5 because "Germany"
when pages > 5 and country != "US" then +10
when count(visits where page == "/pricing") > 1 then +7
bands { Hot from 15, Cold otherwise }
"#;

const OLD: &str = "id,country,pages,seen,note\n1,DE,7,,x\n2,US,3,,x\n3,FR,3,,x\n9,FR,3,,x\n";
const NEW: &str = "id,country,pages,seen,note\n1,DE,7,,y\n2,DE,3,,x\n3,FR,33,,x\n4,FR,3,,x\n";
const VISITS: &str =
    "lead_id,page,at\n1,/pricing,2025-01-01 10:00\n1,/pricing,2025-01-02 10:00\n7,/,2025-01-02\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("m.score", RULES).write("old.csv", OLD).write("new.csv", NEW);
    folder.write("visits.csv", VISITS);
    folder
}

fn score<'a>(data: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let args = ["score", "m.score", data, "--with", "visits=visits.csv", "--as-of", "2025-03-01"];
    [&args, more].concat()
}

#[test]
fn only_what_changed_in_a_field_that_rules_read() {
    let run = folder().run(&score("new.csv", &["--changed-since", "old.csv"]));
    run.ends_with(0)
        .prints("id,score,band,status\n2,5,Cold,scored\n3,10,Cold,scored\n4,0,Cold,scored\n");
    run.says("4 read, 3 scored, 1 left out, 0 rejected")
        .says("3 of 4 changed since old.csv: 1 new, 2 different, 1 gone")
        .says("country changed in 1: read by Germany; pages > 5 and country != \"US\"")
        .says("pages changed in 1: read by pages > 5");
    // Visits of leads that were left out belong to somebody all the same, and no rule asks for the day.
    assert!(!run.err.contains("belong"), "{}", run.err);
    assert!(!run.err.contains("how long ago"), "{}", run.err);
}

#[test]
fn the_scores_of_changed_records_are_those_of_a_whole_run() {
    let folder = folder();
    let whole = folder.run(&score("new.csv", &[])).out;
    let changed = folder.run(&score("new.csv", &["--changed-since", "old.csv"])).out;
    assert!(changed.lines().all(|line| whole.lines().any(|it| it == line)), "{changed}{whole}");
    let nothing = folder.run(&score("new.csv", &["--changed-since", "new.csv"]));
    nothing.prints("id,score,band,status\n").says("0 of 4 changed since new.csv");
}

#[test]
fn rules_that_ask_for_the_day_are_told() {
    let folder = folder();
    folder.write("m.score", RULES.replace("pages > 5", "seen within last 9 days"));
    let run = folder.run(&score("new.csv", &["--changed-since", "old.csv"]));
    run.ends_with(0).says("Rules ask how long ago something was");
}

#[test]
fn only_some_keys() {
    let folder = folder();
    let run = folder.run_on(&score("new.csv", &["--only", "-"]), "id\n1\n\n 3 \n77\n");
    run.ends_with(0).prints("id,score,band,status\n1,22,Hot,scored\n3,10,Cold,scored\n");
    run.says("4 read, 2 scored, 2 left out").says("2 of 3 keys of standard input are in the data");
    run.says("not in the data: 77");
    let absent = folder.run(&score("new.csv", &["--only", "keys.txt"]));
    absent.ends_with(2).says("keys.txt cannot be read").says("one key on each line");
}

#[test]
fn keys_from_a_column_of_a_table() {
    let folder = folder();
    folder.write("keys.csv", "\"country\";\"ID\"\nDE;1\n;\nFR;\"3\"\nFR;77\n");
    let run = folder.run(&score("new.csv", &["--only", "keys.csv"]));
    run.ends_with(0).prints("id,score,band,status\n1,22,Hot,scored\n3,10,Cold,scored\n");
    run.says("2 of 3 keys of keys.csv are in the data").says("not in the data: 77");
    // Keys are whole numbers here: a text is the key of nobody, and is told as well.
    folder.write("keys.txt", "\"1\"\nAna\n");
    let run = folder.run(&score("new.csv", &["--only", "keys.txt"]));
    run.ends_with(0).says("1 of 2 keys of keys.txt").says("not in the data: Ana");
    let args = ["score", "m.score", "-", "--only", "-", "--allow-missing-columns"];
    folder.run_on(&args, NEW).ends_with(2).says("cannot both come from standard input");
}

#[test]
fn keys_of_several_fields() {
    let folder = Folder::new();
    folder
        .write(
            "m.score",
            "record Lead { shop: text, key  id: integer, key }\nwhen id > 0 then +1\n",
        )
        .write("new.csv", "shop,id\na,1\nb,1\n")
        .write("keys.txt", "b,1\na\n")
        .write("keys.csv", "id,name,shop\n1,x,a\n");
    let run = folder.run(&["score", "m.score", "new.csv", "--only", "keys.txt"]);
    run.ends_with(0).prints("shop,id,score,status\nb,1,1,scored\n").says("not in the data: a");
    let run = folder.run(&["score", "m.score", "new.csv", "--only", "keys.csv"]);
    run.ends_with(0).prints("shop,id,score,status\na,1,1,scored\n");
}

#[test]
fn former_data_that_cannot_be_compared_are_told() {
    let folder = folder();
    folder
        .write("nameless.csv", OLD.replace("id,", "number,"))
        .write("short.csv", "id,country,seen\n1,DE,\n2,US,\n3,FR\n,FR,\n");
    let run = folder.run(&score("new.csv", &["--changed-since", "nameless.csv"]));
    run.ends_with(2).says("nameless.csv has no \"id\".").prints("");
    let run = folder.run(&score("new.csv", &["--changed-since", "short.csv"]));
    run.ends_with(0).says("short.csv has no \"pages\".").says("1 row of short.csv cannot be read.");
    run.says("1 row of short.csv has no key.").says("2 new, 2 different, 0 gone");
    let args = ["--changed-since", "short.csv", "--deny", "warnings"];
    folder.run(&score("new.csv", &args)).ends_with(1).prints("");
}

#[test]
fn related_records_that_changed() {
    let folder = folder();
    let new = ["lead_id,page,at", "1,/pricing,2025-01-02 10:00", "1,/pricing,2025-01-01 10:00"];
    folder.write("visits.csv", format!("{}\n2,/,2025-02-02\n", new.join("\n")));
    folder.write("old_visits.csv", VISITS);
    // The visits of 1 stand in another order, and 2 has a new one.
    let since = ["--changed-since", "new.csv", "--changed-since", "visits=old_visits.csv"];
    let run = folder.run(&score("new.csv", &since));
    run.ends_with(0).prints("id,score,band,status\n2,5,Cold,scored\n");
    run.says("1 of 4 changed since new.csv: 0 new, 1 different, 0 gone");
    run.says("visits changed in 1: read by count(visits where page == \"/pricing\") > 1");
    let run = folder.run(&score("new.csv", &["--changed-since", "new.csv"]));
    run.ends_with(0).says("0 of 4 changed");
    let since = ["--changed-since", "new.csv", "--changed-since", "visit=old_visits.csv"];
    folder.run(&score("new.csv", &since)).ends_with(2).says("--with visit=FILE");
    let since = ["--changed-since", "visits=old_visits.csv"];
    folder.run(&score("new.csv", &since)).ends_with(2).says("the former file of the leads, once");
}

#[test]
fn another_company_is_a_change_and_an_unread_field_is_none() {
    let folder = Folder::new();
    folder
        .write(
            "m.score",
            "model m scores Lead\n\
             record Lead { id: text, key  note: text, required  firm: Firm, by firm_id }\n\
             record Firm { id: text, key  size: integer }\n\
             when firm.size > 5 then +1 because \"Large\"\n",
        )
        .write("old.csv", "id,note,firm_id\n1,x,a\n2,x,a\n")
        .write("new.csv", "id,note,firm_id\n1,y,a\n2,x,b\n")
        .write("firms.csv", "id,size\na,9\nb,3\n");
    let args = ["score", "m.score", "new.csv", "--with", "firm=firms.csv"];
    let run = folder.run(&[&args[..], &["--changed-since", "old.csv"]].concat());
    run.ends_with(0).prints("id,score,status\n2,0,scored\n");
    run.says("1 of 2 changed since old.csv").says("firm changed in 1: read by Large");
}

#[test]
fn records_without_a_key_cannot_be_chosen() {
    let folder = folder();
    folder.write("m.score", "record Lead { pages: integer }\nwhen pages > 1 then +1\n");
    for choice in ["--only", "--changed-since"] {
        let run = folder.run(&["score", "m.score", "new.csv", choice, "old.csv"]);
        run.ends_with(2).says("they have no key").says("id: text, key");
    }
}

#[test]
fn which_rules_read_which_fields() {
    let folder = folder();
    let text = folder.run(&["check", "m.score", "--reads"]);
    text.ends_with(0);
    assert!(text.out.starts_with("m reads 4 fields of Lead\n"), "{}", text.out);
    let run = folder.run(&["check", "m.score", "--reads", "--format", "json"]);
    let json: Json = serde_json::from_str(&run.ends_with(0).out).unwrap();
    let fields = json["models"][0]["fields"].as_array().unwrap();
    let read: Vec<&str> = fields.iter().map(|it| it["field"].as_str().unwrap()).collect();
    assert_eq!(read, ["country", "pages", "visits.page", "visits.at"]);
    assert_eq!(
        fields[0]["rules"],
        serde_json::json!(["Germany", "pages > 5 and country != \"US\""])
    );
    folder.write("broken.score", "when then");
    folder.run(&["check", "broken.score", "--reads"]).ends_with(1);
}

/// Reads lines up to one that holds some words.
fn until(lines: &mut Lines<BufReader<ChildStdout>>, words: &str) -> Vec<String> {
    let mut seen = Vec::new();
    for line in lines {
        seen.push(line.unwrap());
        if seen.last().unwrap().contains(words) {
            return seen;
        }
    }
    panic!("the watch has ended before {words:?}: {seen:?}");
}

#[test]
fn the_watch_tells_who_moved() {
    let folder = folder();
    let args =
        ["watch", "m.score", "new.csv", "--with", "visits=visits.csv", "--as-of", "2025-03-01"];
    let mut child = folder.spawn(&args, Stdio::piped());
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    until(&mut lines, "m: 4 scored");
    folder.write("m.score", RULES.replace("+5 because", "+50 because"));
    let moved = until(&mut lines, "2 up");
    assert!(moved.contains(&"  1: 22 → 67, Hot".to_owned()), "{moved:?}");
    assert!(moved.contains(&"  2: 5 → 50, Cold → Hot".to_owned()), "{moved:?}");
    // What is wrong is told on standard error, and the watch goes on.
    folder.write("m.score", "when country = then +1");
    until(&mut lines, "m.score changed");
    folder.write("m.score", RULES);
    until(&mut lines, "2 down");
    folder.write("new.csv", format!("{NEW}5,DE,9,,\n"));
    until(&mut lines, "1 new");
    child.kill().unwrap();
    child.wait().unwrap();
}

fn kinds() -> Folder {
    let folder = Folder::new();
    folder
        .write(
            "rules/crm.score",
            "record Contact { id: text, key  role: text  firm: Firm, by firm_id }\n\
             record Firm { id: text, key  size: integer  contacts: list of Contact, by firm_id }\n",
        )
        .write(
            "rules/firm.score",
            "use \"crm.score\"\nmodel firm scores Firm\nwhen size > 100 then +60\n",
        )
        .write(
            "rules/contact.score",
            "use \"firm.score\"\nmodel contact scores Contact\nwhen role == \"Board\" then +20\n\
             when score of firm for firm > 50 then +30\n",
        )
        .write(
            "rules/account.score",
            "use \"contact.score\"\nmodel account scores Firm\n\
             when sum(score of contact for contacts) >= 50 then +7\n",
        )
        .write("contacts.csv", "id,role,firm_id\n1,Board,a\n2,Clerk,b\n")
        .write("firms.ndjson", "{\"id\":\"a\",\"size\":300}\n{\"id\":\"b\",\"size\":3}\n");
    folder
}

#[test]
fn models_over_different_records_in_one_run() {
    let folder = kinds();
    let data = ["--data", "Contact=contacts.csv", "--data", "firm=firms.ndjson"];
    let run = folder.run(&[&["score", "rules"], &data[..], &["-o", "out"]].concat());
    run.ends_with(0).says("Contact, contacts.csv").says("Firm, firms.ndjson");
    assert_eq!(folder.read("out/Contact.csv"), "id,score,status\n1,50,scored\n2,0,scored\n");
    assert_eq!(
        folder.read("out/Firm.csv"),
        "id,account.score,account.status,firm.score,firm.status\na,7,scored,60,scored\nb,0,scored,0,scored\n"
    );
}

#[test]
fn each_kind_of_record_needs_its_data_and_its_output() {
    let folder = kinds();
    folder
        .run(&["score", "rules", "contacts.csv"])
        .ends_with(2)
        .says("These models score different records: Firm, Contact.")
        .says("--data Firm=firm.csv --data Contact=contact.csv");
    folder
        .run(&["score", "rules", "--data", "Contacts=contacts.csv"])
        .ends_with(2)
        .says("Did you mean --data Contact=contacts.csv?");
    let both = ["--data", "Contact=contacts.csv", "--data", "Firm=firms.ndjson"];
    folder
        .run(&[&["score", "rules"], &both[..]].concat())
        .ends_with(2)
        .says("Name a folder, in which each gets a file of its own: -o out");
    folder
        .run(&[&["score", "rules"], &both[..], &["-o", "scores.csv"]].concat())
        .ends_with(2)
        .says("-o scores.csv is one file");
    folder
        .run(&[&["score", "rules"], &both[..], &["-o", "out", "--with", "visits=v.csv"]].concat())
        .ends_with(2)
        .says("--with visits: no related field or record has this name.");
    let one = ["score", "rules", "--data", "Contact=contacts.csv", "--with", "firm=firms.ndjson"];
    let run = folder.run(&one);
    run.ends_with(0)
        .says("Firm: no data are given")
        .prints("id,score,status\n1,50,scored\n2,0,scored\n");
    folder
        .run(&["explain", "rules", "contacts.csv", "--id", "1"])
        .ends_with(2)
        .says("Name the file of one model");
}

#[test]
fn actions_of_several_kinds_go_into_folders() {
    let folder = kinds();
    let rules = folder.read("rules/contact.score");
    let bands = "bands { Hot from 40, Cold otherwise }\non entering Hot do call(who: id)\n";
    folder.write("rules/contact.score", format!("{rules}{bands}"));
    let args = [
        "score",
        "rules",
        "--data",
        "Contact=contacts.csv",
        "--data",
        "Firm=firms.ndjson",
        "-o",
        "out",
        "--actions",
        "todo",
    ];
    folder.run(&args).ends_with(0);
    assert_eq!(folder.read("todo/Contact.ndjson").lines().count(), 1);
    folder.run(&[&args[..], &["--previous", "out"]].concat()).ends_with(0);
    assert_eq!(folder.read("todo/Contact.ndjson"), "");
    folder.run(&[&args[..], &["--previous", "todo"]].concat()).says("Contact").ends_with(2);
}
