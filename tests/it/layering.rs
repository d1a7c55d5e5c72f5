//! The house keeps its order: who may import whom, how long files are, and no unsafe code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::repository;

/// Each room with the rooms that its code may use; tests inside a room may use all.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("ast", &["source"]),
    ("syntax", &["ast", "diagnostic", "source"]),
    ("format", &["ast", "diagnostic", "source", "syntax"]),
    ("fix", &["diagnostic", "source"]),
    ("ir", &["ast", "source"]),
    ("functions", &["ast", "ir"]),
    ("check", &["ast", "diagnostic", "format", "functions", "ir", "source"]),
    ("eval", &["ast", "ir"]),
    ("cells", &["ast", "ir"]),
    ("engine", &["cells", "data", "eval", "ir"]),
    ("embed", &["analyze", "data", "diagnostic", "engine", "eval", "ir", "project", "source"]),
    ("diff", &["analyze", "ast", "data", "eval", "format", "ir", "project"]),
    ("analyze", &["ast", "cells", "diagnostic", "eval", "format", "ir", "source"]),
    ("testing", &["analyze", "ast", "eval", "format", "ir", "source"]),
    ("exchange", &["ast", "ir", "source"]),
    ("pmml", &["ast", "diagnostic", "eval", "ir"]),
    ("lint", &["ast", "diagnostic", "source"]),
    ("settings", &["diagnostic", "ir", "source"]),
    ("encoding", &[]),
    ("survey", &["ast", "check", "data", "diagnostic", "eval", "ir"]),
    ("data", &["diagnostic", "encoding", "format", "ir", "source"]),
    ("project", &["ast", "check", "diagnostic", "encoding", "ir", "lint", "source", "syntax"]),
    ("sql", &["ast", "cells", "functions", "ir", "source"]),
    (
        "import",
        &[
            "ast",
            "data",
            "diagnostic",
            "encoding",
            "format",
            "ir",
            "pmml",
            "project",
            "source",
            "syntax",
        ],
    ),
    (
        "cli",
        &[
            "analyze",
            "check",
            "data",
            "diagnostic",
            "diff",
            "encoding",
            "engine",
            "eval",
            "exchange",
            "fix",
            "format",
            "import",
            "ir",
            "pmml",
            "project",
            "settings",
            "source",
            "sql",
            "survey",
            "testing",
        ],
    ),
];

/// The most lines that a file may have.
const LONGEST: usize = 400;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn is_test_file(path: &Path) -> bool {
    path.components().any(|it| it.as_os_str() == "tests")
        || path.file_stem().is_some_and(|it| it == "tests")
}

/// The code of a file without comments, and without the tests at its end.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = body.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// Every room that a piece of code names after `crate::`, in braces too.
fn imports(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut rooms = BTreeSet::new();
    for (at, word) in code.match_indices("crate::") {
        // `$crate` and words that end in `crate` are something else.
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + word.len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && !c.is_whitespace() => {
                            rooms.insert(name(&list[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
            None => {
                rooms.insert(name(rest));
            }
        }
    }
    rooms
}

#[test]
fn imports_are_found() {
    let code = "use crate::ir::{A, B};\nuse crate::{data::C, eval};\nfn f() { crate::ast::g() }";
    assert_eq!(imports(code).into_iter().collect::<Vec<_>>(), ["ast", "data", "eval", "ir"]);
}

#[test]
fn rooms_import_only_what_they_may() {
    let src = repository("src");
    let mut wrong = Vec::new();
    for path in rust_files(&src) {
        let inside = path.strip_prefix(&src).unwrap();
        let room = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        if room.ends_with(".rs") || is_test_file(&path) {
            continue; // lib.rs and main.rs
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{}: the room {room} is not in the table", inside.display()));
            continue;
        };
        for used in imports(&code(&std::fs::read_to_string(&path).unwrap())) {
            if used != room && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} imports {used}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_syntax_knows_pest() {
    let src = repository("src");
    for path in rust_files(&src) {
        let inside = path.strip_prefix(&src).unwrap();
        let text = code(&std::fs::read_to_string(&path).unwrap());
        assert!(
            inside.starts_with("syntax") || !text.contains("pest"),
            "{} knows pest",
            inside.display()
        );
    }
}

#[test]
fn files_are_short() {
    let src = repository("src");
    let long: Vec<String> = rust_files(&src)
        .iter()
        .map(|path| (path, std::fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn nothing_is_unsafe() {
    for path in rust_files(&repository("src")) {
        let text = code(&std::fs::read_to_string(&path).unwrap());
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        assert!(!words.into_iter().any(|it| it == "unsafe"), "{}", path.display());
    }
}
