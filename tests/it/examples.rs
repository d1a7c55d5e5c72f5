//! The examples: their tests pass, and every lead is scored or rejected.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::support::{Folder, repository};

const EXAMPLES: [&str; 6] = ["b2b", "bulgarian", "chinese", "fashion", "manufacturer", "school"];

/// `9,240 read, 9,240 scored, 0 rejected, …` as numbers.
fn counts(summary: &str) -> Vec<u64> {
    let line = summary.lines().find(|it| it.contains(" read, ")).expect("a summary");
    let words = line.split(", ").filter_map(|it| it.split(' ').next());
    words.filter_map(|it| it.replace(',', "").parse().ok()).collect()
}

#[test]
fn all_tests_of_all_examples_pass() {
    let run = Folder::new().run(&["test", repository("examples").to_str().unwrap()]);
    run.ends_with(0);
    assert!(run.out.ends_with(" passed, 0 failed\n"), "{}", run.out);
}

#[test]
fn each_example_passes_alone() {
    let mut names = EXAMPLES.to_vec();
    names.extend(["contacts_and_organisations", "x_education"]);
    for name in names {
        let folder = repository("examples").join(name);
        let run = Folder::new().run(&["test", folder.to_str().unwrap()]);
        run.ends_with(0);
        let passed: u64 = run.out.split(' ').next().unwrap().parse().unwrap();
        assert!(passed > 5, "{name} has {passed} tests");
    }
}

#[test]
fn all_rules_of_all_examples_are_free_of_findings() {
    let examples = repository("examples");
    let run = Folder::new().run(&["check", "--deny", "warnings", examples.to_str().unwrap()]);
    run.ends_with(0).says("11 models: 0 errors, 0 warnings");
}

/// What is told only if somebody asks, and meant: fields for people to read, limits with room for rules to come, and
/// campaigns of the season to come.
const MEANT: [(&str, &str, usize); 9] = [
    ("b2b/behaviour/behaviour.score", "W0809", 3),
    ("b2b/behaviour/records.score", "W0727", 2),
    ("b2b/crm.score", "W0727", 2),
    ("bulgarian/схема.score", "W0727", 1),
    ("chinese/字段.score", "W0727", 1),
    ("contacts_and_organisations/contact.score", "W0809", 1),
    ("contacts_and_organisations/crm.score", "W0727", 2),
    ("fashion/fashion.score", "W0814", 1),
    ("manufacturer/manufacturer.score", "W0814", 1),
];

#[test]
fn with_all_lints_only_what_is_meant_is_found() {
    let examples = repository("examples");
    let args = ["check", examples.to_str().unwrap(), "--lint", "all", "--as-of", "2025-03-01"];
    let run = Folder::new().run(&[&args[..], &["--format", "json"]].concat());
    run.ends_with(0);
    let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in run.out.lines() {
        let finding: Json = serde_json::from_str(line).unwrap();
        let file = finding["labels"][0]["place"]["file"].as_str().unwrap();
        let (_, file) = file.split_once("examples/").unwrap();
        let code = finding["code"].as_str().unwrap();
        *found.entry((file.to_owned(), code.to_owned())).or_default() += 1;
    }
    let meant = MEANT.map(|(file, code, times)| ((file.to_owned(), code.to_owned()), times));
    assert_eq!(found, BTreeMap::from(meant));
}

#[test]
fn every_lead_of_every_example_is_scored_or_rejected() {
    for name in EXAMPLES {
        let folder = repository("examples").join(name);
        let leads = folder.join("leads.csv");
        // Beside the model of this folder is another, which needs tables of its own.
        let rules = if name == "b2b" { folder.join("b2b.score") } else { folder };
        let rows = std::fs::read_to_string(&leads).unwrap().lines().count() - 1;
        let place = Folder::new();
        let run = place.run(&[
            "score",
            rules.to_str().unwrap(),
            leads.to_str().unwrap(),
            "--as-of",
            "2025-03-01",
            "-o",
            "scores.csv",
        ]);
        run.ends_with(0);
        let counts = counts(&run.err);
        assert_eq!(counts[0], counts[1] + counts[2], "{name}: {}", run.err);
        assert_eq!(counts[0], u64::try_from(rows).unwrap(), "{name}: {}", run.err);
        let scores = place.read("scores.csv");
        assert_eq!(u64::try_from(scores.lines().count() - 1).unwrap(), counts[1], "{name}");
    }
}

#[test]
fn behaviour_is_joined_and_every_record_accounted_for() {
    let folder = repository("examples/b2b/behaviour");
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let mut args: Vec<String> =
        ["score", &file("behaviour.score"), &file("leads.csv"), "--as-of", "2025-03-01"]
            .map(ToOwned::to_owned)
            .into();
    for table in [
        "company=companies.csv",
        "visits=visits.csv",
        "emails=emails.csv",
        "webinars=webinars.csv",
        "answers=answers.ndjson",
        "social=social.csv",
    ] {
        let (field, name) = table.split_once('=').unwrap();
        args.extend(["--with".to_owned(), format!("{field}={}", file(name))]);
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let run = Folder::new().run(&args);
    run.ends_with(0)
        .says("300 read, 300 scored, 0 rejected, 0 values not understood")
        .says("1 without \"lead_id\", 3 repeated, 1 later than as-of, 2 of no Lead")
        .says("company: 80 read, 79 joined");
    let hot = run.out.lines().filter(|it| it.contains(",Hot,")).count();
    assert!((5..40).contains(&hot), "{hot} of 300 leads are hot");
}

#[test]
fn contacts_and_organisations_are_scored_in_one_run() {
    let folder = repository("examples").join("contacts_and_organisations");
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let place = Folder::new();
    let run = place.run(&[
        "score",
        folder.to_str().unwrap(),
        "--data",
        &format!("Contact={}", file("contacts.csv")),
        "--data",
        &format!("Organisation={}", file("organisations.csv")),
        "--as-of",
        "2025-03-01",
        "-o",
        "scores",
    ]);
    run.ends_with(0);
    for (kind, data) in [("Contact", "contacts.csv"), ("Organisation", "organisations.csv")] {
        let rows = std::fs::read_to_string(folder.join(data)).unwrap().lines().count();
        let scores = place.read(&format!("scores/{kind}.csv"));
        assert_eq!(scores.lines().count(), rows, "{kind}: {}", run.err);
    }
}

#[test]
fn explanations_of_the_examples_add_up() {
    let folder = repository("examples").join("b2b");
    let rules = folder.join("b2b.score");
    let leads = folder.join("leads.csv");
    for row in ["1", "2", "100", "500"] {
        let run = Folder::new().run(&[
            "explain",
            rules.to_str().unwrap(),
            leads.to_str().unwrap(),
            "--as-of",
            "2025-03-01",
            "--row",
            row,
            "--to",
            "json",
        ]);
        run.ends_with(0);
        crate::cli::adds_up(&run.out);
    }
}
