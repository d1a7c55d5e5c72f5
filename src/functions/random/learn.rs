//! Learns the tables of `looks_random` and measures them.
//!
//! ```text
//! cargo test learn                                          check the figures
//! cargo test rewrite_the_tables -- --ignored                after a change of names
//! cargo test print_the_figures -- --ignored --nocapture     for the report
//! ```
//!
//! Tables are learnt from the odd lines of every file of names and words, and measured on
//! the even ones; `never_learnt.txt` and `junk.txt` are only measured on.

use super::{CYRILLIC, LATIN, Script, THRESHOLD, ZERO, evidence};
use std::{collections::HashSet, fs};
use unicode_normalization::UnicodeNormalization;

/// Where the tables and the folder `names` are.
const NAMES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/names");
const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/functions/random");

/// The most surprise of a pair, in quarter bits, so that one pair never seen decides little.
const RAREST: f64 = 32.0;
/// How many pairs the prior counts for, in which a letter ignores the one before it.
const PRIOR: f64 = 6.0;

/// A heading for some of the files, and whether a file belongs under it.
type Kind = (&'static str, fn(&str) -> bool);

/// A file of `names` and its lines.
type File = (String, Vec<String>);

fn files() -> Vec<File> {
    let folder = fs::read_dir(NAMES).unwrap();
    let mut files: Vec<File> = folder
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, text.lines().map(str::to_owned).collect())
        })
        .collect();
    files.sort();
    files
}

/// The table of a script, as `Script::surprises` reads it.
fn learn(script: &Script, names: &[&str]) -> String {
    let size = script.letters.chars().count() + 1;
    let mut pairs = vec![vec![0.0; size]; size];
    for name in names {
        let name: String = name.to_lowercase().nfc().collect();
        for word in name.split(|c: char| !c.is_alphabetic()) {
            let letters: Vec<char> = word.chars().collect();
            let Some(plain) = script.fold(&letters).filter(|plain| plain.len() > 1) else {
                continue;
            };
            let places: Vec<usize> = plain.iter().filter_map(|&c| script.place(c)).collect();
            for (a, b) in [0].iter().chain(&places).zip(places.iter().chain(&[0])) {
                pairs[*a][*b] += 1.0;
            }
        }
    }
    let total: f64 = pairs.iter().flatten().sum();
    let share = |b: usize| (pairs.iter().map(|row| row[b]).sum::<f64>() + 0.5) / total;
    let mut table = String::new();
    for row in &pairs {
        for (b, count) in row.iter().enumerate() {
            let p_names = (count + PRIOR * share(b)) / (row.iter().sum::<f64>() + PRIOR);
            let quarter_bits = (-4.0 * f64::log2(p_names)).round().clamp(0.0, RAREST);
            table.push(char::from(ZERO + quarter_bits as u8));
        }
        table.push('\n');
    }
    table
}

/// The tables learnt from all lines that `is_used` by the name of the file and the line's place.
fn tables(files: &[File], is_used: impl Fn(&str, usize) -> bool) -> [String; 2] {
    let names = lines(files, |file, place| is_name(file) && is_used(file, place));
    let names: Vec<&str> = names.map(|(_, line)| line).collect();
    [learn(&LATIN, &names), learn(&CYRILLIC, &names)]
}

fn lines(
    files: &[File],
    is_used: impl Fn(&str, usize) -> bool,
) -> impl Iterator<Item = (&str, &str)> {
    let all = files.iter().flat_map(|(file, lines)| {
        lines.iter().enumerate().map(move |(place, line)| (file.as_str(), place, line.as_str()))
    });
    all.filter(move |(file, place, _)| is_used(file, *place)).map(|(file, _, line)| (file, line))
}

/// Whether a line is learnt from; places count from 0, so these are lines 1, 3, 5 ...
fn is_learnt(file: &str, place: usize) -> bool {
    is_name(file) && place.is_multiple_of(2)
}

/// Whether a file is learnt from at all.
fn is_name(file: &str) -> bool {
    !matches!(file, "junk" | "never_learnt")
}

/// How many were judged, and which of them were called random.
#[derive(Default)]
struct Count<'f> {
    judged: usize,
    random: Vec<&'f str>,
}

impl Count<'_> {
    fn percent(&self) -> f64 {
        100.0 * self.random.len() as f64 / self.judged.max(1) as f64
    }
}

impl<'f> Count<'f> {
    fn of(judged: impl Iterator<Item = &'f str>, tables: &[String; 2], threshold: i32) -> Self {
        let [latin, cyrillic] = tables;
        let scripts =
            [Script { surprises: latin, ..LATIN }, Script { surprises: cyrillic, ..CYRILLIC }];
        let mut count = Self::default();
        for text in judged {
            count.judged += 1;
            if evidence(text, &scripts).is_some_and(|bits| bits >= threshold) {
                count.random.push(text);
            }
        }
        count
    }
}

fn delivered() -> [String; 2] {
    [LATIN.surprises.to_owned(), CYRILLIC.surprises.to_owned()]
}

#[test]
#[ignore = "writes files"]
fn rewrite_the_tables() {
    let [latin, cyrillic] = tables(&files(), is_learnt);
    fs::write(format!("{TABLES}/latin.txt"), latin).unwrap();
    fs::write(format!("{TABLES}/cyrillic.txt"), cyrillic).unwrap();
}

#[test]
fn the_tables_are_those_learnt_from_the_names() {
    for (learnt, delivered) in tables(&files(), is_learnt).iter().zip(&delivered()) {
        assert_eq!(learnt.len(), delivered.replace('\r', "").len());
        for (learnt, delivered) in learnt.lines().zip(delivered.lines()) {
            // A logarithm may round otherwise on another machine.
            assert!(learnt.bytes().zip(delivered.bytes()).all(|(a, b)| a.abs_diff(b) <= 1));
        }
    }
}

#[test]
fn few_unseen_names_and_most_junk_are_random() {
    let files = files();
    let names = lines(&files, |file, place| file != "junk" && !is_learnt(file, place));
    let names = Count::of(names.map(|(_, name)| name), &delivered(), THRESHOLD);
    assert!(names.judged > 1500 && names.percent() <= 0.5, "{:?}", names.random);

    let junk = lines(&files, |file, _| file == "junk").map(|(_, junk)| junk);
    let junk = Count::of(junk, &delivered(), THRESHOLD);
    assert!(junk.judged > 300 && junk.percent() >= 70.0, "{}", junk.percent());
}

#[test]
#[ignore = "prints only"]
fn print_the_figures() {
    let files = files();
    let text = |(_, line)| line;
    let kinds: [Kind; 5] = [
        ("names", |file| is_name(file) && !matches!(file, "local_parts" | "words")),
        ("local parts", |file| file == "local_parts"),
        ("words", |file| file == "words"),
        ("never learnt", |file| file == "never_learnt"),
        ("junk", |file| file == "junk"),
    ];

    println!("Threshold, inside the learnt half: learnt on a quarter, measured on the other one");
    for threshold in (16..=52).step_by(4) {
        print!("  {threshold:2}");
        for (kind, is_of) in kinds.iter().filter(|(kind, _)| *kind != "never learnt") {
            let (mut judged, mut random) = (0, vec![]);
            for (learnt, measured) in [(0, 2), (2, 0)] {
                let tables = tables(&files, |_, place| place % 4 == learnt);
                let lines = lines(&files, |file, place| is_of(file) && place % 4 == measured);
                let count = Count::of(lines.map(text), &tables, threshold);
                judged += count.judged;
                random.extend(count.random);
            }
            let shown = if *kind == "junk" { &[] } else { random.as_slice() };
            print!("  {kind} {}/{judged} {shown:?}", random.len());
        }
        println!();
    }

    for (half, learnt) in [("odd lines (as delivered)", 0), ("even lines", 1)] {
        println!("Learnt from the {half}, measured on the others");
        let tables = tables(&files, |_, place| place % 2 == learnt);
        let seen = lines(&files, |file, place| is_name(file) && place % 2 == learnt);
        let seen: HashSet<String> = seen.map(|(_, line)| line.to_lowercase()).collect();
        for (kind, is_of) in kinds {
            let held_out =
                || lines(&files, |f, place| is_of(f) && (place % 2 != learnt || !is_name(f)));
            let held_out = || held_out().map(text);
            print(kind, &Count::of(held_out(), &tables, THRESHOLD));
            let hard = |line: &&str| is_weighed(line) && !seen.contains(&line.to_lowercase());
            let hard = Count::of(held_out().filter(hard), &tables, THRESHOLD);
            print("  of them Latin or Cyrillic, and in no learnt line of any file", &hard);
        }
        let junk = lines(&files, |file, place| file == "junk" && place % 2 == 1).map(text);
        print("junk, even lines only", &Count::of(junk, &tables, THRESHOLD));
    }

    println!(
        "By file: delivered tables on its held-out lines; tables learnt without it, all lines"
    );
    for (file, _) in &files {
        let held_out = lines(&files, |f, place| f == file && !is_learnt(f, place)).map(text);
        let held_out = Count::of(held_out, &delivered(), THRESHOLD);
        let without = tables(&files, |f, _| f != file);
        let all = Count::of(lines(&files, |f, _| f == file).map(text), &without, THRESHOLD);
        let shown = if file == "junk" { &[] } else { all.random.as_slice() };
        let (random, judged) = (held_out.random.len(), held_out.judged);
        println!("| {file} | {random}/{judged} | {}/{} {shown:?} |", all.random.len(), all.judged);
    }

    let junk = Count::of(lines(&files, |f, _| f == "junk").map(text), &delivered(), THRESHOLD);
    let missed = lines(&files, |f, _| f == "junk").map(text);
    println!("Missed: {:?}", missed.filter(|line| !junk.random.contains(line)).collect::<Vec<_>>());
}

fn print(kind: &str, count: &Count) {
    let shown =
        if kind.contains("junk") || count.percent() > 50.0 { &[] } else { count.random.as_slice() };
    println!(
        "  {kind}: {}/{} = {:.2} % {shown:?}",
        count.random.len(),
        count.judged,
        count.percent()
    );
}

/// Whether all letters of a line have a place in one of the tables.
fn is_weighed(line: &str) -> bool {
    let lower = line.nfc().flat_map(char::to_lowercase);
    let letters: Vec<char> = lower.filter(|c| c.is_alphabetic()).collect();
    [LATIN, CYRILLIC].iter().any(|script| script.fold(&letters).is_some())
}
