//! The gallery of mistakes, docs/mistakes.md: every case with what is said about it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use leadscore::diagnostic::{Diagnostic, Severity};
use unicode_width::UnicodeWidthStr;

use crate::support::{Rules, repository, rules};

/// What each folder of cases is about.
const FOLDERS: &[(&str, &str)] = &[
    ("punctuation", "Quotes, brackets, comments and signs"),
    ("words", "Words that are nearly right"),
    ("plain_english", "Plain English"),
    ("conditions", "Conditions"),
    ("values", "Values"),
    ("names", "Names"),
    ("numbers", "Numbers, ranges and units"),
    ("dates", "Dates and windows of time"),
    ("operators", "Operators"),
    ("functions", "Functions"),
    ("awards", "Points"),
    ("clauses", "Clauses behind points"),
    ("match", "Rows of a match"),
    ("groups", "Groups"),
    ("bands", "Bands"),
    ("stars", "Stars"),
    ("grid", "Grids"),
    ("model", "Models and their settings"),
    ("records", "Records and fields"),
    ("lists", "Lists and lets"),
    ("imports", "Other files"),
    ("tests", "Tests"),
    ("actions", "Actions"),
    ("logic", "Logic: what is always, never or nowhere so"),
    ("sql", "Habits from SQL"),
    ("excel", "Habits from spreadsheets"),
    ("python", "Habits from Python"),
    ("javascript", "Habits from JavaScript"),
    ("scripts", "Other languages and keyboards"),
    ("paste", "Copied from elsewhere"),
    ("depth", "Nested too deeply"),
    ("related", "Related records"),
    ("events", "Events"),
    ("models", "Scores of other models"),
];

/// The files that cases use.
const FILES: [&str; 4] = ["record.score", "events.score", "fit.score", "org_fit.score"];

fn cases(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut cases: Vec<PathBuf> =
        files.filter(|it| it.extension().is_some_and(|it| it == "score")).collect();
    cases.sort();
    cases
}

/// The line of a finding, from 0, and the columns of its caret.
fn place(rules: &Rules, finding: &Diagnostic) -> Option<(usize, usize, usize)> {
    let place = finding.place()?;
    let file = rules.sources.get(place.file)?;
    let at = file.line_column(place.span.start as usize);
    let line = file.text().lines().nth(at.line - 1)?;
    let start = at.byte - 1;
    let end = (start + place.span.len()).min(line.len());
    let before = line.get(..start)?.width();
    Some((at.line - 1, before, line.get(start..end)?.width().max(1)))
}

/// A case as a reader sees it: each line with what is said about it below.
fn shown(text: &str) -> String {
    let found = rules(text);
    let mut out = String::new();
    // Very long lines and the lines that name other files say nothing here.
    let lines: Vec<&str> = text.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        if FILES.iter().any(|name| *line == format!("use \"{name}\"")) {
            continue;
        }
        let short: String =
            line.chars().take(120).map(|c| if c == '\t' { ' ' } else { c }).collect();
        writeln!(out, "{}", short.trim_end()).unwrap();
        for finding in &found.diagnostics {
            let Some((at, start, width)) = place(&found, finding) else { continue };
            if at != number {
                continue;
            }
            let carets =
                if start < 100 { "^".repeat(width.min(100 - start)) } else { String::new() };
            writeln!(out, "{}{carets} {}", " ".repeat(start.min(100)), finding.code.id).unwrap();
            let first = || finding.suggestions.first().map(|it| it.message.as_str());
            let help = finding.help.as_deref().or_else(first).unwrap_or_default();
            let sign = if finding.severity == Severity::Error { "✗" } else { "!" };
            for (index, part) in finding.message.lines().enumerate() {
                writeln!(out, "    {} {part}", if index == 0 { sign } else { " " }).unwrap();
            }
            for part in help.lines() {
                writeln!(out, "      {part}").unwrap();
            }
        }
    }
    out
}

fn page() -> (String, usize) {
    let mut body = String::new();
    let mut count = 0;
    for (folder, title) in FOLDERS {
        write!(body, "\n## {title}\n").unwrap();
        for case in cases(&repository("tests/diagnostics").join(folder)) {
            let text = fs::read_to_string(&case).unwrap();
            count += rules(&text).diagnostics.len();
            let name = case.file_stem().unwrap().to_str().unwrap().replace('_', " ");
            write!(body, "\n### {name}\n\n````text\n{}````\n", shown(&text)).unwrap();
        }
    }
    let head = format!(
        "# A gallery of mistakes\n\n\
         What people write, and what leadscore says: {count} findings. Under each line stand its findings, with `✗` for an\n\
         error and `!` for a warning; below the message stands what to write instead. `leadscore fix` writes it where only\n\
         one meaning is possible. This page is made from the test cases in `tests/diagnostics`, most of which use one\n\
         [record](../tests/diagnostics/record.score).\n"
    );
    (head + &body, count)
}

#[test]
fn the_gallery_is_fresh_and_large() {
    let path = repository("docs/mistakes.md");
    let (page, count) = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/mistakes.md is not what the cases say; UPDATE_DOCS=1 writes it");
    assert!(count > 600, "{count} findings");
}

#[test]
fn every_folder_of_cases_is_in_the_gallery() {
    let folders = fs::read_dir(repository("tests/diagnostics")).unwrap();
    for entry in folders.map(|it| it.unwrap()).filter(|it| it.path().is_dir()) {
        let name = entry.file_name().into_string().unwrap();
        assert!(FOLDERS.iter().any(|(known, _)| *known == name), "{name} is not in the gallery");
    }
}
