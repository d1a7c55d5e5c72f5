//! The pages of lints are made from the texts at the top of their files.
//!
//! `UPDATE_DOCS=1 cargo test lint_pages` writes them anew, with what the program says about their wrong examples.

use std::fs;
use std::path::PathBuf;

use leadscore::analyze::lints::{self, Lint};

use crate::support::{Folder, repository};

/// The text at the top of the file of a lint.
fn text(lint: &Lint) -> String {
    let file = format!("{}.rs", lint.name().replace('-', "_"));
    let code = fs::read_to_string(repository("src/analyze/lints").join(file)).unwrap();
    let lines = code.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

/// The page of a lint: its text, with the output of its command.
fn page(lint: &Lint) -> String {
    let text = text(lint);
    let (_, rules) = text.split_once("```score\n").expect("a wrong example");
    let (rules, _) = rules.split_once("```").expect("the end of the example");
    let (before, command) = text.split_once("```console\n$ leadscore ").expect("a command");
    let (command, after) = command.split_once("\n```").expect("the end of the command");
    let folder = Folder::new();
    folder.write("rules.score", rules);
    let args: Vec<&str> = command.split(' ').collect();
    let said = folder.run(&args).err;
    format!("{before}```console\n$ leadscore {command}\n{said}```{after}")
}

fn path(lint: &Lint) -> PathBuf {
    repository("docs/errors").join(format!("{}.md", lint.code.id))
}

#[test]
fn pages_are_fresh() {
    for lint in lints::all() {
        let page = page(lint);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(path(lint), &page).unwrap();
        }
        let written = fs::read_to_string(path(lint)).unwrap_or_default();
        assert!(written == page, "{} is old: UPDATE_DOCS=1 cargo test lint_pages", lint.code.id);
    }
}

#[test]
fn names_differ_and_stand_in_the_manual() {
    let manual = fs::read_to_string(repository("docs/cli.md")).unwrap();
    for lint in lints::all() {
        let row = format!("| `{}` | [{id}](errors/{id}.md)", lint.name(), id = lint.code.id);
        assert!(manual.contains(&row), "docs/cli.md has no row {row}");
        assert_eq!(lints::find(lint.name()).map(|it| it.code), Some(lint.code));
    }
}
