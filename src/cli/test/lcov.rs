//! Coverage in the form of LCOV, which services and editors show beside the lines.
//!
//! A rule, row or disqualifier is a line, hit by as many tests as make it fire. Everything else that tests should show is
//! a branch of its line.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Results;
use crate::diagnostic::from_root;
use crate::source::FileId;
use crate::testing::Aim;

/// What is known of a line: how many tests fire it, and how many reach each branch.
#[derive(Default)]
struct Line {
    hits: usize,
    branches: Vec<usize>,
}

pub(super) fn write(results: &Results<'_>) -> String {
    let root = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    let sources = &results.project.sources;
    let mut files: BTreeMap<FileId, BTreeMap<usize, Line>> = BTreeMap::new();
    for (goal, tests) in results.coverages().flat_map(|it| &it.goals) {
        let Some(file) = sources.get(goal.place.file) else { continue };
        let number = file.line_column(goal.place.span.start as usize).line;
        let line = files.entry(goal.place.file).or_default().entry(number).or_default();
        match goal.aim {
            Aim::Fires(_, true) | Aim::Band(_) => line.hits += tests,
            _ => line.branches.push(*tests),
        }
    }
    let mut text = String::new();
    for (id, lines) in &files {
        let Some(file) = sources.get(*id) else { continue };
        text.push_str(&format!("TN:\nSF:{}\n", from_root(file.name(), &root)));
        for (number, line) in lines {
            for (branch, tests) in line.branches.iter().enumerate() {
                text.push_str(&format!("BRDA:{number},0,{branch},{tests}\n"));
            }
        }
        let branches = || lines.values().flat_map(|it| &it.branches);
        let (found, hit) = (branches().count(), branches().filter(|it| **it > 0).count());
        text.push_str(&format!("BRF:{found}\nBRH:{hit}\n"));
        for (number, line) in lines {
            text.push_str(&format!("DA:{number},{}\n", line.hits));
        }
        let hit = lines.values().filter(|it| it.hits > 0).count();
        text.push_str(&format!("LF:{}\nLH:{hit}\nend_of_record\n", lines.len()));
    }
    text
}
