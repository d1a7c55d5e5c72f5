//! The pages of lints: what stands at the top of the file of a lint, or is written by hand, and then how the lint is used.
//!
//! `UPDATE_DOCS=1 cargo test lint_pages` writes them anew, with what the program says about their wrong examples.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use leadscore::analyze::lints;
use leadscore::diagnostic::{Code, codes};
use serde_json::Value as Json;

use crate::error_pages::block;
use crate::support::{Folder, repository};

/// All lints, in the order of their codes.
fn all() -> impl Iterator<Item = (&'static str, Code)> {
    codes::ALL.iter().filter_map(|code| Some((code.lint?, *code)))
}

fn path(name: &str) -> PathBuf {
    repository("docs/lints").join(format!("{name}.md"))
}

/// The text at the top of the file of a lint that needs a proof, with the output of its command; else the page as it was
/// written.
fn written(name: &str) -> String {
    if lints::find(name).is_none() {
        return fs::read_to_string(path(name)).unwrap();
    }
    let file = format!("{}.rs", name.replace('-', "_"));
    let code = fs::read_to_string(repository("src/analyze/lints").join(file)).unwrap();
    let lines = code.lines().map_while(|line| line.strip_prefix("//!"));
    let text: String =
        lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect();
    let rules = block(&text, "Wrong", "score").expect("a wrong example");
    let (before, command) = text.split_once("```console\n$ leadscore ").expect("a command");
    let (command, after) = command.split_once("\n```").expect("the end of the command");
    let folder = Folder::new();
    folder.write("rules.score", rules);
    let args: Vec<&str> = command.split(' ').collect();
    let said = folder.run(&args).err;
    format!("{before}```console\n$ leadscore {command}\n{said}```{after}")
}

/// The heading of what is the same for every lint.
const USE: &str = "\n## Level and fix\n";

/// What `check` says of rules beside the leads of a page, if it has some, with settings.
fn findings(code: Code, rules: &str, settings: &str) -> Vec<Json> {
    let folder = Folder::new();
    folder.write("rules.score", rules).write("leadscore.toml", settings);
    let mut args = vec!["check", "rules.score", "--lint", "all", "--format", "json"];
    if let Some(leads) = block(code.page, "Wrong", "csv") {
        folder.write("leads.csv", leads);
        args.extend(["--data", "leads.csv"]);
    }
    let said = folder.run(&args).out;
    said.lines().map(|line| serde_json::from_str::<Json>(line).unwrap()).collect()
}

/// What `check` says of the wrong example of a page.
fn finding(code: Code) -> Json {
    let rules = block(code.page, "Wrong", "score").unwrap();
    let mut findings = findings(code, rules, "").into_iter();
    findings.find(|it| it["code"] == code.id).unwrap_or_else(|| panic!("{code} is not found"))
}

/// When a lint is looked for.
fn looked_for(name: &str, code: Code) -> String {
    let by_default = lints::find(name).map_or(code != codes::UNUSED_FIELD, |it| it.by_default);
    let with_data = block(code.page, "Wrong", "csv").is_some();
    match (by_default, with_data) {
        (true, true) if code == codes::BLANKS_LET_IN => {
            "and without `--data` a note, looked for in every `leadscore check`".to_owned()
        }
        (false, _) => {
            format!("looked for only if `--lint {name}` asks for it, or the settings grade it")
        }
        (true, true) => "looked for where `leadscore check --data` is given leads".to_owned(),
        (true, false) => "looked for in every `leadscore check`".to_owned(),
    }
}

/// What becomes of the wrong example with `leadscore fix`.
fn fix(finding: &Json) -> String {
    let suggestions = finding["suggestions"].as_array().unwrap();
    let messages = |safe: bool| -> Vec<String> {
        let some = suggestions.iter().filter(|it| it["safe"] == safe);
        some.map(|it| format!("“{}”", it["message"].as_str().unwrap())).collect()
    };
    match (messages(true).as_slice(), messages(false).as_slice()) {
        ([safe, ..], _) => format!("`leadscore fix` mends the example: {safe}"),
        ([], []) => "`leadscore fix` changes nothing here: only whoever wrote the rules knows what was meant.".to_owned(),
        ([], offered) => format!(
            "`leadscore fix` leaves the example as it is; `leadscore fix --suggestions` offers {}",
            offered.join(" and ")
        ),
    }
}

fn use_of(name: &str, code: Code) -> String {
    let finding = finding(code);
    let level = finding["severity"].as_str().unwrap();
    let settings = "[`leadscore.toml`](../lints.md#leadscoretoml)";
    let allowed = match code {
        codes::BAD_ALLOW | codes::UNUSED_ALLOW => {
            format!("- No comment allows it; `{name} = \"allow\"` in {settings} does.\n")
        }
        _ => format!(
            "- `# leadscore: allow {name} because …` lets it pass in one place, `{name} = \"allow\"` in\n  {settings} everywhere.\n"
        ),
    };
    format!("{USE}\n- A {level}, {}.\n- {}\n{allowed}", looked_for(name, code), fix(&finding))
}

#[test]
fn pages_are_fresh() {
    for (name, code) in all() {
        let written = written(name);
        let written = written.split_once(USE).map_or(written.as_str(), |(before, _)| before);
        let page = format!("{}\n{}", written.trim_end(), use_of(name, code));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(path(name), &page).unwrap();
        }
        let there = fs::read_to_string(path(name)).unwrap_or_default();
        assert!(there == page, "{name}.md is old: UPDATE_DOCS=1 cargo test lint_pages");
    }
}

#[test]
fn no_page_is_without_a_lint() {
    for entry in fs::read_dir(repository("docs/lints")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let known = all().any(|(name, _)| file == format!("{name}.md"));
        assert!(known, "docs/lints/{file} belongs to no lint");
    }
}

#[test]
fn names_differ_and_stand_in_the_manual() {
    let manual = fs::read_to_string(repository("docs/cli.md")).unwrap();
    for lint in lints::all() {
        let (name, id) = (lint.name(), lint.code.id);
        let row = format!("| `{name}` | [{id}](lints/{name}.md)");
        assert!(manual.contains(&row), "docs/cli.md has no row {row}");
        assert_eq!(lints::find(name).map(|it| it.code), Some(lint.code));
    }
}

#[test]
fn a_page_is_printed_by_the_code_and_by_the_name() {
    let folder = Folder::new();
    for asked in ["W0801", "never-fires", "Never-Fires"] {
        folder.run(&["check", "--explain", asked]).ends_with(0).prints(codes::NEVER_FIRES.page);
    }
    folder
        .run(&["check", "--explain", "never-fire"])
        .ends_with(2)
        .says("Did you mean never-fires?");
    folder.run(&["check", "--explain", "soup"]).ends_with(2).says("like never-fires");
}

/// The levels of what is found of a code.
fn levels(code: Code, rules: &str, settings: &str) -> Vec<String> {
    let all = findings(code, rules, settings);
    let found = all.iter().filter(|it| it["code"] == code.id);
    found.map(|it| it["severity"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn settings_grade_every_lint() {
    for (name, code) in all() {
        let rules = block(code.page, "Wrong", "score").unwrap();
        for (level, expected) in [("note", "note"), ("warning", "warning"), ("error", "error")] {
            let told = levels(code, rules, &format!("[lints]\n{name} = \"{level}\"\n"));
            assert!(!told.is_empty() && told.iter().all(|it| it == expected), "{name}: {told:?}");
        }
        let told = levels(code, rules, &format!("[lints]\n{name} = \"allow\"\n"));
        assert!(told.is_empty(), "{name}: {told:?}");
    }
}

#[test]
fn a_comment_allows_every_lint_and_is_told_where_nothing_needs_it() {
    let about_comments = [codes::BAD_ALLOW, codes::UNUSED_ALLOW];
    for (name, code) in all().filter(|(_, code)| !about_comments.contains(code)) {
        let comment = format!("# leadscore: allow {name} because it is meant");
        let wrong = block(code.page, "Wrong", "score").unwrap();
        let found = findings(code, wrong, "").into_iter().filter(|it| it["code"] == code.id);
        let line = |it: Json| it["labels"][0]["place"]["start"]["line"].as_u64().unwrap();
        let places: BTreeSet<u64> = found.map(line).collect();
        let mut lines: Vec<&str> = wrong.lines().collect();
        for line in places.into_iter().rev() {
            lines.insert(usize::try_from(line).unwrap() - 1, &comment);
        }
        let allowed = lines.join("\n") + "\n";
        assert!(levels(code, &allowed, "").is_empty(), "{name} is not allowed in\n{allowed}");
        let told = levels(codes::UNUSED_ALLOW, &allowed, "");
        assert!(told.is_empty(), "{name}: the comment is of use in\n{allowed}");

        let right = format!("{comment}\n{}", block(code.page, "Right", "score").unwrap());
        let told = findings(code, &right, "");
        let unused = told.iter().filter(|it| it["code"] == codes::UNUSED_ALLOW.id).count();
        assert_eq!(unused, 1, "{name}: nothing needs the comment in\n{right}");
    }
}
