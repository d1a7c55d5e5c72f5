//! Misspelled keywords: a slip of the finger, a look-alike letter, the keyboard in another language.

use std::ops::Range;

use unicode_script::UnicodeScript;
use unicode_security::skeleton;

use super::{Candidate, Kind, Scene};
use crate::diagnostic::{codes, nearest};
use crate::syntax::grammar::Rule;
use crate::syntax::words::{self, CLAUSE_WORDS, ITEM_WORDS};

/// The letters of a Russian keyboard, and of a Bulgarian phonetic one, in the order of a Latin one.
const LATIN: &str = "qwertyuiopasdfghjklzxcvbnm";
const KEYBOARDS: &[&str] = &["йцукенгшщзфывапролдячсмить", "явертъуиопасдфгхйклзьцжбнм"];

/// Small words of conditions.
const SMALL: &[&str] = &[
    "of", "not", "and", "or", "in", "is", "then", "with", "than", "last", "next", "any", "all",
    "none", "known", "missing", "within", "exactly", "word",
];

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let mut fitting: Vec<&str> =
        scene.failure.expected.iter().flat_map(|&rule| words::fitting(rule)).collect();
    if scene.stop == 0 {
        fitting.extend(ITEM_WORDS);
    }
    if scene.failure.expected.contains(&Rule::EOI) {
        fitting.extend(CLAUSE_WORDS);
    }
    fitting.retain(|it| it.len() > 1);
    // What stands before the stop has been read as something else, so any keyword may be meant.
    let before = || scene.stop.checked_sub(1).filter(|&it| scene.kind(it) == Some(Kind::Word));
    if scene.kind(scene.stop) == Some(Kind::Word) {
        word(scene, scene.stop, &fitting, all);
    }
    if let Some(index) = before() {
        word(scene, index, &fitting, all);
        word(scene, index, SMALL, all);
    }
    split_or_joined(scene, &fitting, all);
}

fn word(scene: &Scene<'_>, index: usize, fitting: &[&str], all: &mut Vec<Candidate>) {
    let written = scene.word(index);
    let at = scene.range(index, index);
    let lower = written.to_lowercase();
    // Of keywords in two words the first is at stake.
    let firsts = || fitting.iter().map(|it| it.split(' ').next().unwrap_or(it));
    if firsts().any(|it| it == lower) || SMALL.contains(&lower.as_str()) {
        return;
    }
    if let Some(near) = firsts().find(|it| same_shape(it, &lower)) {
        let odd = written.chars().find(|c| !c.is_ascii());
        let odd = odd.map(|c| {
            format!(": {c} is a {} letter (U+{:04X})", c.script().full_name(), u32::from(c))
        });
        let message = format!("`{written}` only looks like `{near}`{}.", odd.unwrap_or_default());
        return all.push(Candidate::sure(codes::MISSPELLED, at, near, message));
    }
    for keyboard in KEYBOARDS {
        let typed = typed_in_latin(&lower, keyboard);
        if let Some(meant) = typed.and_then(|it| firsts().find(|word| *word == it)) {
            let message =
                format!("`{written}` is `{meant}` with the keyboard in another language.");
            return all.push(Candidate::sure(codes::MISSPELLED, at, meant, message));
        }
    }
    if let Some(near) = nearest(written, firsts()) {
        let message = format!("`{written}` does not fit here.");
        let help = format!("Did you mean `{near}`?");
        // One slip in a word that is not short leaves no doubt.
        let sure = strsim::osa_distance(&lower, near) == 1 && near.len() > 3;
        let candidate = match sure {
            true => Candidate::sure(codes::MISSPELLED, at, near, message),
            false => Candidate::maybe(codes::MISSPELLED, at, near, message),
        };
        all.push(candidate.help(help));
    }
}

/// Letters that look alike: Cyrillic `аnd`.
fn same_shape(keyword: &str, written: &str) -> bool {
    !written.is_ascii() && skeleton(written).eq(skeleton(keyword))
}

/// What the same keys write on a Latin keyboard.
fn typed_in_latin(written: &str, keyboard: &str) -> Option<String> {
    let key = |c: char| {
        let index = keyboard.chars().position(|it| it == c)?;
        LATIN.chars().nth(index)
    };
    written.chars().map(key).collect()
}

/// `start swith`, `startswith`, `other wise`, `foreach`
fn split_or_joined(scene: &Scene<'_>, fitting: &[&str], all: &mut Vec<Candidate>) {
    let propose = |at: Range<usize>, keyword: &str, all: &mut Vec<Candidate>| {
        let written = scene.slice(at.clone());
        let message = format!("`{written}` is written `{keyword}`.");
        all.push(Candidate::sure(codes::MISSPELLED, at, keyword, message));
    };
    for index in scene.stop.saturating_sub(1)..=scene.stop {
        if scene.kind(index) != Some(Kind::Word) {
            continue;
        }
        let one = scene.lower(index);
        let both = format!("{one}{}", scene.lower(index + 1));
        for keyword in fitting {
            let tight: String = keyword.chars().filter(|c| *c != ' ').collect();
            if tight == one && tight != *keyword {
                propose(scene.range(index, index), keyword, all);
            }
            let two = scene.kind(index + 1) == Some(Kind::Word);
            if two && tight == both && *keyword != format!("{one} {}", scene.lower(index + 1)) {
                propose(scene.range(index, index + 1), keyword, all);
            }
        }
    }
}
