//! `leadscore diff`: the meaning of a change, what it does to leads, reports, gates, git revisions.

use std::process::Command;

use proptest::prelude::*;
use serde_json::Value as Json;

use crate::ci::{command, snippets};
use crate::reports::{fits, validator};
use crate::support::{Folder, Run, assert_snapshot_in, repository};

const OLD: &str = r#"
record Lead { id: text, key  country: text  employees: integer  pages: integer  email: text }
list markets = ["DE", "AT"]
let large = employees > 1_000
model b2b scores Lead limit 0..100
group "Fit" limit ..50 {
  when country in markets then +20 because "Our market"
  match employees {
    100..500 then +15 because "The size we serve best"
    501..2_000 then +10
    otherwise then +0
  }
  when large then +5 because "Large"
  when country == "US" then -5
}
group "Interest" {
  when pages >= 3 then +4 per pages limit ..40 because "Reads a lot" code "PAGES"
  when pages is missing then -3 because "Never seen"
}
disqualify when email ends with "@test.example" because "A test address"
bands { Hot from 50, Warm from 20, Cold otherwise }
"#;

const NEW: &str = r#"
record Lead { id: text, key  country: text  employees: integer  pages: integer  email: text, required }
list markets = ["AT", "DE", "CH"]
let large = employees > 2_000
model b2b scores Lead limit 0..90
group "Fit" limit ..60 {
  when country in markets then +20 because "Our market"
  match employees {
    100..400 then +15 because "The size we serve best"
    401..2_000 then +10
    otherwise then +0
  }
  when large then +5 because "Large"
  when country == "US" then -8
}
group "Behaviour" {
  when pages >= 3 then +5 per pages limit ..40 because "Reads our pages" code "PAGES"
  when pages is missing then -3 because "Never seen"
  when pages > 20 then +3 valid 2025-01-01..2025-06-30 because "Reads everything"
}
disqualify when email ends with "@test.example" or email is missing because "A test address"
bands { Hot from 45, Warm from 20, Cold otherwise }
"#;

const LEADS: &str = "id,country,employees,pages,email\n\
    a,DE,450,12,ana@one.example\nb,CH,90,3,ben@two.example\nc,US,1500,,eva@three.example\n\
    d,AT,300,30,\ne,FR,50,1,ina@four.example\nf,DE,5000,7,max@test.example\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("old.score", OLD).write("new.score", NEW).write("leads.csv", LEADS);
    folder
}

/// Runs a comparison on a fixed day.
fn diff(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["diff"], args, &["--as-of", "2025-03-01"]].concat())
}

fn json(folder: &Folder, args: &[&str]) -> Json {
    let run = diff(folder, &[args, &["--to", "json", "-q"]].concat());
    serde_json::from_str(&run.ends_with(0).out).unwrap()
}

fn with_data<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["old.score", "new.score", "--data", "leads.csv"], more].concat()
}

/// The changes of the only model as `kind what name`.
fn changes(report: &Json) -> Vec<String> {
    let all = report["models"][0]["changes"].as_array().unwrap();
    let word = |it: &Json, key: &str| it[key].as_str().unwrap().to_owned();
    all.iter().map(|it| ["kind", "what", "name"].map(|key| word(it, key)).join(" ")).collect()
}

/// What changes if the rules of one version are written in place of those of the other.
fn changed(old: &str, new: &str) -> Vec<String> {
    let folder = Folder::new();
    let record = "record Lead { id: text, key  n: integer  m: integer  t: text }\n";
    folder.write("a.score", format!("{record}{old}")).write("b.score", format!("{record}{new}"));
    changes(&json(&folder, &["a.score", "b.score"]))
}

#[test]
fn reports_in_every_form() {
    let folder = folder();
    for (form, ending) in [("text", "txt"), ("markdown", "md"), ("json", "json"), ("html", "html")]
    {
        let run = diff(&folder, &with_data(&["--to", form, "-q"]));
        run.ends_with(0);
        assert_snapshot_in(
            &repository("tests/it/snapshots"),
            &format!("diff_{form}"),
            run.out.clone(),
        );
        let file = format!("report.{ending}");
        diff(&folder, &with_data(&["-o", &file, "-q"])).ends_with(0).prints("");
        assert_eq!(folder.read(&file), run.out, "{form}");
    }
}

#[test]
fn reports_fit_the_published_schema() {
    let schema = validator("docs/schema/diff.schema.json");
    let folder = folder();
    fits(&schema, &json(&folder, &with_data(&[])));
    fits(&schema, &json(&folder, &["old.score", "old.score"]));
    folder.write("new.score", NEW.replace(", required", ""));
    fits(&schema, &json(&folder, &["old.score", "new.score"]));
}

#[test]
fn what_is_proved_comes_with_a_lead() {
    let folder = folder();
    folder.write(
        "new.score",
        OLD.replace("100..500", "100..400").replace("501..2_000", "401..2_000"),
    );
    let run = diff(&folder, &["old.score", "new.score"]);
    assert!(run.out.contains("No score can rise."), "{}", run.out);
    assert!(
        run.out.contains("A score can fall by up to 5: 12 → 7, Cold (employees 401)."),
        "{}",
        run.out
    );
    folder.write("new.score", OLD.replace("Hot from 50", "Hot from 45"));
    let run = diff(&folder, &["old.score", "new.score"]);
    let lines = "  No lead's score changes.\n  Scores from 45 to below 50 were Warm and are Hot.\n";
    assert!(run.out.ends_with(lines), "{}", run.out);
}

#[test]
fn the_report_at_a_terminal_of_ascii() {
    let run = diff(&folder(), &with_data(&["--ascii", "-q"]));
    assert!(run.out.is_ascii(), "{}", run.out);
    assert!(run.out.contains("0..100 -> 0..90") && run.out.contains("before  ####"), "{}", run.out);
}

#[test]
fn how_it_is_written_is_no_change() {
    let folder = folder();
    let shuffled = OLD
        .replace("\"DE\", \"AT\"", "\"AT\",   \"DE\"")
        .replace("when country in markets", "# a comment\n  when country in markets")
        .replace("bands { Hot from 50, Warm from 20, Cold otherwise }\n", "")
        .replace(
            "model b2b scores Lead",
            "bands {\n  Hot from 50\n  Warm from 20\n  Cold otherwise\n}\nmodel b2b scores Lead",
        );
    folder.write("new.score", shuffled);
    let report = json(&folder, &["old.score", "new.score"]);
    assert_eq!(changes(&report), [""; 0]);
    assert_eq!(report["models"][0]["proof"]["verdict"], "equal");
    let run = diff(&folder, &["old.score", "new.score"]);
    assert!(run.out.contains("b2b: no change in meaning"), "{}", run.out);
}

#[test]
fn formatted_examples_are_no_change() {
    let examples = repository("examples");
    for name in ["b2b/b2b.score", "fashion/fashion.score", "chinese/销售线索.score"] {
        let path = examples.join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        let folder = Folder::new();
        let beside = path.parent().unwrap();
        for entry in std::fs::read_dir(beside).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                let name = entry.file_name().into_string().unwrap();
                folder.write(&name, std::fs::read(entry.path()).unwrap());
            }
        }
        let mut sources = leadscore::source::Sources::new();
        let id = sources.add(leadscore::source::SourceFile::new(name, &text));
        let ugly = text.replace("  ", "   ").replace(" then +", "\n      then +");
        let formatted = leadscore::format::format(id, &ugly).unwrap();
        folder.write("old.score", ugly).write("new.score", formatted);
        assert_eq!(changes(&json(&folder, &["old.score", "new.score"])), [""; 0], "{name}");
    }
}

#[test]
fn rules_are_known_again() {
    // By id, code, reason, text and condition, in this order; else by the fields that they ask.
    let cases: [(&str, &str, &[&str]); 12] = [
        ("when n > 1 then +5 id a", "when m > 1 then +6 id a", &["changed rule m > 1"]),
        (
            "when n > 1 then +5 code \"A\"",
            "when t == \"x\" then +5 code \"A\"",
            &["changed rule t == \"x\""],
        ),
        (
            "when n > 1 then +5 because \"A\"",
            "when n > 2 then +5 because \"A\"",
            &["changed rule A"],
        ),
        ("when n > 1 then +5", "when n > 1 then +6", &["changed rule n > 1"]),
        (
            "when n > 1 then +5 because \"A\"",
            "when n > 1 then +5 because \"B\"",
            &["renamed rule B"],
        ),
        ("when n > 1 then +5", "when 1 < n then +5", &["renamed rule 1 < n"]),
        (
            "when n > 1 and m > 2 then +5",
            "when m > 2 and n > 1 then +5",
            &["renamed rule m > 2 and n > 1"],
        ),
        ("when n > 1 then +5", "when n > 7 then +5", &["changed rule n > 7"]),
        (
            "when n > 1 then +5",
            "when t == \"x\" then +5",
            &["added rule t == \"x\"", "removed rule n > 1"],
        ),
        ("when n > 1 then +5\nwhen m > 1 then +1", "when m > 1 then +1\nwhen n > 1 then +5", &[]),
        ("when n > 1 then +5\nwhen n > 1 then +5", "when n > 1 then +5", &["removed rule n > 1"]),
        (
            "when t in [\"a\", \"B\"] then +5",
            "when t in [\"b\", \"A\"] then +5",
            &["renamed rule t in [\"b\", \"A\"]"],
        ),
    ];
    for (old, new, expected) in cases {
        assert_eq!(changed(old, new), expected, "{old} → {new}");
    }
}

#[test]
fn what_else_can_change() {
    let rule = "when n > 1 then +5";
    let with = |more: &str| format!("{more}\n{rule}");
    let cases: [(String, String, &[&str]); 13] = [
        (
            with("model m scores Lead limit 0..9"),
            with("model m scores Lead start at 2"),
            &["changed model m"],
        ),
        (
            with("bands { A from 5, B otherwise }"),
            with("bands { A from 6, B otherwise }"),
            &["changed band A"],
        ),
        (
            with("bands { A from 5, B otherwise }"),
            with("bands { X from 5, B otherwise }"),
            &["changed band X"],
        ),
        (with("stars 1, 2"), with("stars 1, 3"), &["changed stars stars"]),
        (with(""), with("disqualify when m > 3"), &["added disqualifier m > 3"]),
        (
            with("disqualify when m > 3 because \"Out\""),
            with("disqualify when m > 4 because \"Out\""),
            &["changed disqualifier Out"],
        ),
        (
            "group \"A\" limit ..9 { when n > 1 then +5 }".into(),
            "group \"A\" limit ..8 { when n > 1 then +5 }".into(),
            &["changed group A"],
        ),
        (
            "group \"A\" { when n > 1 then +5 }".into(),
            "group \"B\" { when n > 1 then +5 }".into(),
            &["renamed group B"],
        ),
        (
            "group \"A\" { when n > 1 then +5 }".into(),
            format!("group \"A\" weight 2 {{ {rule} }}"),
            &["changed group A"],
        ),
        (
            "group \"A\" first match { when n > 1 then +5 when m > 1 then +1 }".into(),
            "group \"A\" first match { when m > 1 then +1 when n > 1 then +5 }".into(),
            &["changed group A"],
        ),
        (
            "match n { 1..5 then +1 6..9 then +2 otherwise then +0 }".into(),
            "match n { 6..9 then +2 1..5 then +1 otherwise then +0 }".into(),
            &["changed rule match n"],
        ),
        (
            "group \"A\" { when n > 1 then +5 } group \"B\" { when m > 1 then +1 }".into(),
            "group \"B\" { when m > 1 then +1 when n > 1 then +5 }".into(),
            &["removed group A", "changed rule n > 1"],
        ),
        (
            with("let big = m > 2\nwhen big then +1"),
            with("let big = m > 3\nwhen big then +1"),
            &["changed rule big", "changed let big"],
        ),
    ];
    for (old, new, expected) in cases {
        assert_eq!(changed(&old, &new), expected, "{old} → {new}");
    }
}

#[test]
fn models_of_folders_are_paired_by_their_names() {
    let folder = folder();
    let other = |name: &str| {
        format!("model {name} scores Person\nrecord Person {{ n: integer }}\nwhen n > 1 then +1\n")
    };
    for (name, text) in [("old/a.score", OLD), ("new/b.score", NEW)] {
        folder.write(name, text);
    }
    folder.write("old/x.score", other("gone")).write("new/x.score", other("fresh"));
    let run = diff(&folder, &["old", "new"]);
    run.ends_with(0);
    assert!(run.out.contains("The model gone is gone.\nThe model fresh is new."), "{}", run.out);
    assert!(run.out.contains("b2b: "), "{}", run.out);
    folder.write("old/a.score", OLD.replace("model b2b", "model b2c"));
    diff(&folder, &["old", "new"])
        .ends_with(2)
        .says("old and new have no model in common")
        .says("Old: b2c, gone. New: b2b, fresh.");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = folder();
    diff(&folder, &["old.score", "nothing.score"])
        .ends_with(2)
        .says("nothing.score cannot be read: there is no such file");
    diff(&folder, &["leads.csv", "new.score"]).ends_with(2).says("looks like data");
    folder.write(
        "other.score",
        "model x scores Person\nrecord Person { n: integer }\nwhen n > 1 then +1\n",
    );
    diff(&folder, &["old.score", "other.score"])
        .ends_with(2)
        .says("The old rules score Lead, and the new ones Person.");
    folder.write("wrong.score", NEW.replace("when large", "when larg"));
    diff(&folder, &["old.score", "wrong.score"]).ends_with(1).says("E0201").says("wrong.score");
    folder.write("bare.score", "when pages > 3 then +1\n");
    diff(&folder, &["bare.score", "bare.score"])
        .ends_with(2)
        .says("No record says which fields the leads of bare.score have")
        .says("--data leads.csv");
    diff(&folder, &with_data(&["-o", "report.pdf"]))
        .ends_with(2)
        .says("The ending of report.pdf does not tell the form");
    folder.write("leads.csv", "id,country\na,DE\n");
    diff(&folder, &with_data(&[])).ends_with(2).says("D0602");
    let run = diff(&folder, &with_data(&["--allow-missing-columns"]));
    run.ends_with(0).says("1 read, 1 scored");
}

#[test]
fn rules_without_a_record_take_their_types_from_the_leads() {
    let folder = folder();
    folder
        .write("a.score", "when pages > 3 then +1\n")
        .write("b.score", "when pages > 3 then +2\nwhen employees > 100 then +1\n");
    let report = json(&folder, &["a.score", "b.score", "--data", "leads.csv"]);
    assert_eq!(changes(&report), ["changed rule pages > 3", "added rule employees > 100"]);
    assert_eq!(report["models"][0]["leads"]["count"], 6);
}

#[test]
fn related_records_are_joined() {
    let folder = Folder::new();
    let rules = |points: u32| {
        format!(
            "record Lead {{ id: text, key  visits: list of Visit, by lead }}\n\
             record Visit {{ lead: text  page: text  at: datetime, time }}\n\
             model m scores Lead\n\
             for each visits where page == \"/pricing\" then +{points} once per day because \"Pricing\"\n"
        )
    };
    folder.write("old.score", rules(5)).write("new.score", rules(8));
    folder.write("leads.csv", "id\na\nb\n");
    folder.write("visits.csv", "lead,page,at\na,/pricing,2025-01-01 10:00\na,/pricing,2025-01-02 10:00\nb,/,2025-01-01 10:00\n");
    let report = json(
        &folder,
        &["old.score", "new.score", "--data", "leads.csv", "--with", "visits=visits.csv"],
    );
    let leads = &report["models"][0]["leads"];
    assert_eq!((&leads["count"], &leads["rose"]), (&2.into(), &1.into()));
    assert_eq!(leads["movers"][0]["key"], "a");
    assert_eq!(leads["movers"][0]["reasons"][0]["reason"], "Pricing");
    assert_eq!(leads["movers"][0]["reasons"][0]["after"], 16);
}

#[test]
fn gates() {
    let folder = folder();
    let run = diff(&folder, &with_data(&["--fail-on", "moved > 5%", "--fail-on", "up > 5", "-q"]));
    run.ends_with(1).says(
        "error: 2 of 6 leads move to another band or status (33.3%), and moved > 5% is too much.",
    );
    assert!(!run.err.contains("up > 5"), "{}", run.err);
    assert!(run.out.contains("and moved > 5% is too much."), "{}", run.out);
    diff(&folder, &with_data(&["--fail-on", "moved > 34%"])).ends_with(0);
    diff(&folder, &with_data(&["--fail-on", "moved >= 33.3%"])).ends_with(1);
    diff(&folder, &with_data(&["--fail-on", "disqualified >= 1"]))
        .ends_with(1)
        .says("1 of 6 leads become disqualified");
    diff(&folder, &with_data(&["--fail-on", "lost > 1"]))
        .ends_with(2)
        .says("\"lost\" is not counted");
    diff(&folder, &["old.score", "new.score", "--fail-on", "moved > 1"])
        .ends_with(2)
        .says("--data");
}

/// A repository with the old version in a commit, and the new one in the working tree.
fn repository_of_rules() -> Folder {
    let folder = Folder::new();
    let part = |text: &str, file: &str| {
        let (record, rest) = text.trim_start().split_once('\n').unwrap();
        let (list, rest) = rest.split_once('\n').unwrap();
        folder.write("rules/crm/lead.score", format!("{record}\n"));
        let values: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        folder.write("rules/crm/markets.txt", values.join("\n"));
        folder.write(
            file,
            format!("use \"crm/lead.score\"\nlist markets from \"crm/markets.txt\"\n{rest}"),
        );
    };
    part(OLD, "rules/b2b.score");
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Test", "-c", "user.email=test@example.com"]).args(args);
        // Nothing of the computer's own settings, and no repository around this one.
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        let output = command.current_dir(folder.path(".")).output().unwrap();
        assert!(
            output.status.success(),
            "git {args:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "The first rules"]);
    part(NEW, "rules/b2b.score");
    folder
}

#[test]
fn versions_of_git_are_read_with_all_that_they_use() {
    let folder = repository_of_rules();
    let expected = changes(&json(&self::folder(), &["old.score", "new.score"]));
    assert!(expected.len() > 9, "{expected:?}");
    for (old, new) in [
        ("main:rules/b2b.score", "rules/b2b.score"),
        ("HEAD:./rules/b2b.score", "./rules/b2b.score"),
        ("HEAD:rules", "rules"),
        ("main:", "."),
    ] {
        assert_eq!(changes(&json(&folder, &[old, new])), expected, "{old} {new}");
    }
    assert_eq!(changes(&json(&folder, &["main:rules", "HEAD:rules/b2b.score"])), [""; 0]);
}

#[test]
fn the_workflow_of_the_page_makes_the_report_that_it_comments() {
    let snippets = snippets();
    let workflow = snippets.iter().find(|it| it.contains("leadscore diff")).unwrap();
    let command = workflow.lines().find_map(command).unwrap();
    assert!(workflow.contains("fetch-depth: 0") && workflow.contains("pull-requests: write"));
    let folder = repository_of_rules();
    folder.write("leads.csv", LEADS);
    let command = command.replace("origin/$BASE", "main");
    let mut args: Vec<&str> = Vec::new();
    for (at, piece) in command.split('"').enumerate() {
        // Between quotes blanks are part of a word.
        if at % 2 == 1 { args.push(piece) } else { args.extend(piece.split_whitespace()) }
    }
    diff(&folder, &args[1..]).ends_with(1).says("moved > 5% is too much");
    assert!(workflow.contains("--body-file report.md"));
    assert!(folder.read("report.md").starts_with("### What this change of rules does\n"));
}

#[test]
fn versions_that_git_does_not_know_are_told() {
    let folder = repository_of_rules();
    let new = "rules/b2b.score";
    let cases = [
        ("mian:rules/b2b.score", "Git knows no revision mian.", "a branch, a tag or a commit"),
        ("--all:rules/b2b.score", "Git knows no revision --all.", "a branch, a tag or a commit"),
        ("main:b2b.score", "The revision main holds no b2b.score.", "seen from the root"),
        (
            "main:../b2b.score",
            "main:../b2b.score leads out of the git repository.",
            "inside of the repository",
        ),
        ("main:rules/crm/markets.txt", "A rule reads", ""),
    ];
    for (old, said, help) in cases {
        let run = folder.run(&["diff", "--as-of", "2025-03-01", "--", old, new]);
        assert!(run.code > 0, "{old}: {}", run.out);
        run.says(help);
        assert!(run.err.contains(said) || old.ends_with(".txt"), "{old}: {}", run.err);
    }
    let outside = self::folder();
    let run = outside
        .run_with(&["diff", "main:old.score", "new.score"], &[("GIT_CEILING_DIRECTORIES", "/")]);
    run.ends_with(2)
        .says("main:old.score names a git revision, and this folder is in no git repository");
    let run = folder.run_with(&["diff", "main:rules", "rules"], &[("PATH", "/nowhere")]);
    run.ends_with(2).says("The program git is not there").says("Install git");
}

#[test]
fn mistakes_of_an_old_version_name_it() {
    let folder = repository_of_rules();
    std::fs::remove_file(folder.path("rules/crm/markets.txt")).unwrap();
    diff(&folder, &["main:rules", "rules"]).ends_with(1).says("crm/markets.txt");
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Test", "-c", "user.email=test@example.com"]).args(args);
        assert!(command.current_dir(folder.path(".")).output().unwrap().status.success());
    };
    git(&["commit", "-q", "-a", "-m", "No markets"]);
    diff(&folder, &["HEAD:rules", "HEAD~1:rules"]).ends_with(1).says("HEAD:rules/b2b.score");
}

#[test]
fn nothing_in_names_becomes_markup() {
    let folder = Folder::new();
    let rules = |points: u32| {
        format!(
            "record Lead {{ id: text, key  n: integer }}\nmodel m scores Lead\n\
             when n > 1 then +{points} because \"<img src=x> | `a` **b** @team\"\n\
             bands {{ `<b>|Hot` from 2, Cold otherwise }}\n"
        )
    };
    folder.write("old.score", rules(1)).write("new.score", rules(2));
    folder.write("leads.csv", "id,n\n<i>|x`y,5\n");
    let args = ["old.score", "new.score", "--data", "leads.csv", "-q", "--to"];
    let html = diff(&folder, &[&args[..], &["html"]].concat()).out;
    assert!(!html.contains("<img") && !html.contains("<i>") && !html.contains("<b>"), "{html}");
    assert!(
        !html.contains("<script") && !html.contains("http:") && !html.contains("https:"),
        "{html}"
    );
    let markdown = diff(&folder, &[&args[..], &["markdown"]].concat()).out;
    for line in markdown.lines().filter(|it| it.starts_with('|')) {
        let bars = line.replace("\\|", "").matches('|').count();
        assert!(bars == 4 || bars == 6, "{bars}: {line}");
        assert!(!line.replace("<br>", "").contains("<b>"), "{line}");
    }
    assert!(
        !markdown.replace('`', "").contains("> @team") || markdown.contains("@\u{2060}team"),
        "{markdown}"
    );
}

/// The matrix of a report, and its counts of some words.
fn counts(report: &Json) -> (Vec<Vec<u64>>, Vec<u64>) {
    let leads = &report["models"][0]["leads"];
    let number = |it: &Json| it.as_u64().unwrap();
    let matrix = leads["matrix"].as_array().unwrap();
    let matrix = matrix.iter().map(|row| row.as_array().unwrap().iter().map(number).collect());
    let words =
        ["count", "changed", "rose", "fell", "moved", "up", "down", "disqualified", "readmitted"];
    (matrix.collect(), words.iter().map(|it| number(&leads[it])).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::support::cases(24), ..ProptestConfig::default() })]

    /// Every lead is counted once, reasons add up, and what is reversed is mirrored.
    #[test]
    fn the_matrix_adds_up_and_is_mirrored(
        (a, b) in (rules(), rules()),
        leads in proptest::collection::vec((0..30_i32, proptest::option::of(0..6_i32)), 1..40),
    ) {
        let folder = Folder::new();
        folder.write("a.score", a).write("b.score", b);
        let rows = leads.iter().enumerate().map(|(id, (n, m))| {
            format!("{id},{n},{}\n", m.map(|it| it.to_string()).unwrap_or_default())
        });
        folder.write("leads.csv", format!("id,n,m\n{}", rows.collect::<String>()));
        let forth = json(&folder, &["a.score", "b.score", "--data", "leads.csv"]);
        let back = json(&folder, &["b.score", "a.score", "--data", "leads.csv"]);
        let (matrix, words) = counts(&forth);
        let (mirrored, reversed) = counts(&back);
        prop_assert_eq!(matrix.iter().flatten().sum::<u64>(), leads.len() as u64);
        for (from, row) in matrix.iter().enumerate() {
            for (to, count) in row.iter().enumerate() {
                prop_assert_eq!(*count, mirrored[to][from]);
            }
        }
        // Up is down, and out is back.
        let mirror = [0, 1, 3, 2, 4, 6, 5, 8, 7].map(|at| words[at]);
        prop_assert_eq!(reversed, mirror);
        for mover in forth["models"][0]["leads"]["movers"].as_array().unwrap() {
            let points = |it: &Json| (it.to_string().parse::<f64>().unwrap() * 100.0).round();
            let change = points(&mover["after"]["score"]) - points(&mover["before"]["score"]);
            let reasons = mover["reasons"].as_array().unwrap();
            let sum: f64 = reasons.iter().map(|it| points(&it["after"]) - points(&it["before"])).sum();
            prop_assert_eq!(sum, change, "{}", mover);
        }
        let proof = &forth["models"][0]["proof"];
        let end = |way: &str| proof[way]["at_most"].as_f64().unwrap_or(f64::INFINITY);
        for mover in forth["models"][0]["leads"]["movers"].as_array().unwrap() {
            let score = |side: &str| mover[side]["score"].as_f64().unwrap();
            let change = score("after") - score("before");
            prop_assert!(change <= end("rise").abs() && -change <= end("fall").abs(), "{} {}", proof, mover);
        }
        if proof["verdict"] == "equal" {
            prop_assert_eq!(words[1], 0);
        }
    }
}

/// Rules of one shape with different bounds and points.
fn rules() -> impl Strategy<Value = String> {
    ((0..30_i32, 1..20_i32), (1..9_i32, 0..6_i32), (5..40_i32, 10..30_i32), (0..30_i32, 0..3_usize)).prop_map(
        |((bound, points), (per, m), (limit, hot), (out, order))| {
            let mut rules = [
                format!("when n > {bound} then +{points} because \"N\"\n"),
                format!("when m is known then +{per} per m limit ..{limit} because \"M\"\n"),
                format!("match m {{ {m} then -4 because \"Row\" otherwise then +1 }}\n"),
            ];
            rules.rotate_left(order);
            format!(
                "record Lead {{ id: text, key  n: integer  m: integer }}\nmodel x scores Lead limit ..{}\n\
                 group \"G\" weight 1.5 limit -3..{limit} {{ {} }}\n{}disqualify when n == {out}\n\
                 bands {{ Hot from {hot}, Warm from 8, Cold otherwise }}\n",
                limit + 9,
                rules[0],
                rules[1..].concat()
            )
        },
    )
}
