//! Which letters an engine folds in another way than rules do: a measurement of every code point, not a test. It prints
//! what docs/sql.md lists.

use std::collections::HashMap;
use std::fmt::Write;

use leadscore::ir::Text;
use leadscore::sql::{self, Dialect};
use serde_json::json;
use unicode_normalization::is_nfc;

use crate::engine::{Engine, Table};
use crate::leads::named;
use crate::{options, support};

/// How many characters stand in one text, each between two marks.
const IN_A_TEXT: usize = 500;

/// What stands between characters: it joins with none of them.
const MARK: char = '|';

/// Characters that may stand in texts of every engine and are no marks here; those that NFC keeps come first.
fn characters() -> Vec<char> {
    let mut all: Vec<char> = ('\u{1}'..=char::MAX).filter(|it| *it != MARK).collect();
    all.sort_by_key(|it| !is_nfc(&it.to_string()));
    all
}

/// The characters as an engine folds them.
fn folded(engine: &mut Engine, dialect: Dialect, all: &[char]) -> Vec<String> {
    let program =
        support::program("record Lead { id: text, key  t: text }\nwhen t == \"x\" then +1\n");
    let statement = sql::compile(&program, &options(dialect)).expect("said");
    // What follows is the steps in which texts are folded already.
    let (before, _) = statement.split_once(",\n\n-- The points of each group.").expect("a step");
    let query = format!("{before}\n\nSELECT id, t_folded FROM calculated;");
    let texts: Vec<String> = all
        .chunks(IN_A_TEXT)
        .map(|some| {
            some.iter().fold(String::from("x"), |text, it| format!("{text}{MARK}{it}")) + "|x"
        })
        .collect();
    let rows = texts.iter().enumerate().map(|(at, it)| vec![json!(at.to_string()), json!(it)]);
    let columns = named(&[("id", "text"), ("t", "text")]);
    engine.table(&Table { name: "lead".to_owned(), columns, rows: rows.collect() });
    let found = engine.query(&query, "2025-03-01T00:00:00Z").expect("an answer");
    let mut rows: Vec<(usize, &str)> = found
        .rows
        .iter()
        .map(|it| (it[0].as_str().unwrap().parse().unwrap(), it[1].as_str().unwrap()))
        .collect();
    rows.sort_unstable();
    let folded = rows.iter().flat_map(|(_, text)| {
        let inside = text.strip_prefix("x|").unwrap().strip_suffix("|x").unwrap();
        inside.split(MARK).map(str::to_owned)
    });
    folded.collect()
}

/// The characters that stand with others than rules say: for each the first that it is equal to, here and there.
fn differing(all: &[char], theirs: &[String]) -> Vec<char> {
    assert_eq!(all.len(), theirs.len(), "each character is answered");
    let (mut of_ours, mut of_theirs) = (HashMap::new(), HashMap::new());
    let mut differing = Vec::new();
    for (c, folded) in all.iter().zip(theirs) {
        let ours = Text::new(&format!("x{c}x")).folded;
        let ours = *of_ours.entry(ours).or_insert(*c);
        let theirs = *of_theirs.entry(folded).or_insert(*c);
        if ours != theirs {
            differing.push(*c);
        }
    }
    differing
}

/// Neighbours together: `U+A7DC, U+10D50..U+10D65`.
fn ranges(all: &[char]) -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for c in all {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(*c) => *last = *c,
            _ => ranges.push((*c, *c)),
        }
    }
    let mut text = String::new();
    for (first, last) in ranges {
        write!(text, "{}U+{:04X}", if text.is_empty() { "" } else { ", " }, u32::from(first))
            .unwrap();
        if first != last {
            write!(text, "..U+{:04X}", u32::from(last)).unwrap();
        }
    }
    text
}

fn measure(name: &str, dialect: Dialect) {
    let Some(mut engine) = Engine::start(name) else { return };
    let (all, composed) = (characters(), |it: &char| is_nfc(&it.to_string()));
    let found = differing(&all, &folded(&mut engine, dialect, &all));
    let (in_nfc, others): (Vec<char>, Vec<char>) = found.into_iter().partition(composed);
    let version = &engine.version;
    println!("{version}: {} of {} characters differ: {}", in_nfc.len(), all.len(), ranges(&in_nfc));
    println!("{version}: {} more, which are not in NFC: {}", others.len(), ranges(&others));
}

#[test]
#[ignore = "a measurement"]
fn letters_on_duckdb() {
    measure("duckdb", Dialect::DuckDb);
}

#[test]
#[ignore = "a measurement"]
fn letters_on_postgres() {
    measure("postgres", Dialect::Postgres);
}

#[test]
#[ignore = "a measurement"]
fn letters_on_spark() {
    measure("spark", Dialect::Spark);
}
