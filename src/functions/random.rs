//! Recognises keyboard mashing ("asdfgh", "hdgaf") where a name was asked for.
//!
//! A word of Latin or Cyrillic letters is weighed with a likelihood ratio, in quarter bits:
//!
//! ```text
//! evidence = 4 * log2( P(word | mashing) / P(word | names and words) )
//!          = surprise as a name - surprise as mashing
//! surprise = -4 * log2 P, summed over the pairs of neighbouring letters
//! ```
//!
//! The edges of the word count as letters. How surprising a pair is in a name is learnt from
//! real names and words of many languages (`learn.rs` computes the tables). As mashing, the
//! surprise is that of drawing letters blindly or of a hand on one of the keyboards, where
//! the next key tends to lie near the last one; the least counts. To the evidence come two
//! patterns that pairs cannot see: a run along a keyboard row, and a word that never leaves
//! the home row. All arithmetic is on integers, so every machine gives the same answer.
//!
//! Calling a person junk is the worse mistake, so whatever is in doubt is not random.

use unicode_normalization::{
    UnicodeNormalization,
    char::{decompose_canonical, is_combining_mark},
};

/// Evidence, in quarter bits, from which a word counts as random: about 1000 to 1.
const THRESHOLD: i32 = 40;
/// Evidence, in quarter bits, of each key of a keyboard run after the third.
const RUN_BONUS: i32 = 8;
/// Evidence, in quarter bits, of a word that stays on the home row.
const HOME_BONUS: i32 = 12;
/// A keyboard run shorter than this proves nothing: "wer", "sa", "poi".
const MIN_RUN: usize = 4;
/// Words shorter than this are judged only when they hold a keyboard run.
const MIN_WORD: usize = 5;
/// Words in capitals up to this length may be abbreviations ("NASDAQ"): same treatment.
const MAX_ABBREVIATION: usize = 6;
/// One letter, of any script, repeated this often is no word.
const MIN_REPEAT: usize = 4;
/// Of a longer word only this many letters are judged.
const MAX_LETTERS: usize = 64;
/// The evidence of a word that is beyond doubt mashed, and of one that is not weighed.
const MASHED: i32 = i32::MAX;
const HUMAN: i32 = i32::MIN;
/// The byte that stands for 0 in a table; the next one stands for 1.
const ZERO: u8 = b'0';

/// The surprise, in quarter bits, of what a mashing hand does: to strike any letter, the
/// next key in the row, another one in the row, the same key, a key elsewhere, or to stop.
const ANY_KEY: i32 = 20;
const NEXT_KEY: i32 = 9;
const ROW_KEY: i32 = 18;
const SAME_KEY: i32 = 25;
const FAR_KEY: i32 = 30;
const STOP: i32 = 12;

/// A script with evidence: its letters, its keyboards and its usual pairs of letters.
#[derive(Clone, Copy)]
struct Script<'a> {
    /// The letters with a place in the table, in the order of its rows and columns.
    letters: &'a str,
    /// Keyboard layouts, each as its rows of letters.
    layouts: &'a [&'a [&'a str]],
    /// The surprise of each pair in names, in quarter bits: a line for the first letter, in
    /// it a byte for the second one; the word edge comes before the letters.
    surprises: &'a str,
}

const LATIN: Script = Script {
    letters: "abcdefghijklmnopqrstuvwxyz",
    layouts: &[
        &["qwertyuiop", "asdfghjkl", "zxcvbnm"], // QWERTY
        &["qwertzuiop", "asdfghjkl", "yxcvbnm"], // QWERTZ
        &["azertyuiop", "qsdfghjklm", "wxcvbn"], // AZERTY
    ],
    surprises: include_str!("random/latin.txt"),
};

const CYRILLIC: Script = Script {
    letters: "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    layouts: &[
        &["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"], // ЙЦУКЕН
        &["явертъуиопшщ", "асдфгхйкл", "зьцжбнм"],     // Bulgarian phonetic
        &["уеишщксдзц", "ьяаожгтнвмч", "юйъэфхпрлб"],  // Bulgarian BDS
    ],
    surprises: include_str!("random/cyrillic.txt"),
};

/// Whether a name, or the local part of an e-mail address, is mashed rather than written.
///
/// With an `@` in the text only what precedes the last one is judged. The text is random
/// when at least one of its words is and no other word speaks for a person. Digits, signs
/// and Latin or Cyrillic words under four letters say nothing. A word of four letters, or
/// one of up to six capitals, which may be an abbreviation, is random only with a keyboard
/// run ("asdf"). One letter four times is random in every script; no other word is, unless
/// it is Latin or Cyrillic.
///
/// ```
/// use leadscore::functions::looks_random;
///
/// assert!(looks_random("asdfgh"));
/// assert!(looks_random("hdgaf@op.pl"));
/// assert!(!looks_random("Krzysztof Brzęczyszczykiewicz"));
/// assert!(!looks_random("jsmith@example.com"));
/// assert!(!looks_random("KPMG"));
/// ```
pub fn looks_random(text: &str) -> bool {
    evidence(text, &[LATIN, CYRILLIC]).is_some_and(|bits| bits >= THRESHOLD)
}

/// The evidence of the text's most human word, or `None` when no word says anything.
fn evidence(text: &str, scripts: &[Script]) -> Option<i32> {
    let judged = text.rsplit_once('@').map_or(text, |(local, _)| local);
    let composed: String = judged.nfc().collect();
    composed
        .split(|c: char| !c.is_alphabetic() && !is_combining_mark(c))
        .filter_map(|word| word_evidence(word, scripts))
        .min()
}

/// The evidence of one word: `HUMAN` where it cannot be weighed, `None` where it is too short.
fn word_evidence(word: &str, scripts: &[Script]) -> Option<i32> {
    let lower = word.chars().flat_map(char::to_lowercase);
    let letters = lower.filter(|&c| !is_combining_mark(c)).take(MAX_LETTERS);
    let letters: Vec<char> = letters.collect();
    let first = letters.first()?;
    if letters.len() >= MIN_REPEAT && letters.iter().all(|c| c == first) {
        return Some(MASHED);
    }
    let weighed = scripts.iter().find_map(|script| Some((script, script.fold(&letters)?)));
    let Some((script, plain)) = weighed else {
        return Some(HUMAN);
    };
    if plain.len() < MIN_RUN {
        return None;
    }
    let run = script.longest_run(&plain);
    let is_abbreviation = plain.len() <= MAX_ABBREVIATION && !word.chars().any(char::is_lowercase);
    if run < MIN_RUN && (plain.len() < MIN_WORD || is_abbreviation) {
        return Some(HUMAN);
    }
    let ratio = script.surprise_as_name(&plain) - script.surprise_as_mashing(&plain);
    let keys = i32::try_from(run.saturating_sub(MIN_RUN - 1)).unwrap_or(0);
    let home = if script.is_on_home_row(&plain) { HOME_BONUS } else { 0 };
    Some(ratio + RUN_BONUS * keys + home)
}

impl Script<'_> {
    /// The word in this script's plain letters, or `None` when one of them is foreign to it.
    fn fold(&self, word: &[char]) -> Option<Vec<char>> {
        let mut plain = Vec::with_capacity(word.len());
        for &letter in word {
            match spelled_out(letter) {
                Some(spelling) => plain.extend(spelling.chars()),
                None if self.place(letter).is_some() => plain.push(letter),
                None => plain.push(without_marks(letter)),
            }
        }
        plain.iter().all(|&c| self.place(c).is_some()).then_some(plain)
    }

    /// The place of a letter in the table; the word edge has place 0.
    fn place(&self, letter: char) -> Option<usize> {
        self.letters.chars().position(|c| c == letter).map(|place| place + 1)
    }

    /// How surprising the pairs of letters are in a name.
    fn surprise_as_name(&self, word: &[char]) -> i32 {
        let (mut sum, mut before) = (0, 0);
        for place in word.iter().filter_map(|&c| self.place(c)).chain([0]) {
            let line = self.surprises.lines().nth(before).unwrap_or_default();
            let cell = line.as_bytes().get(place).copied().unwrap_or(ZERO);
            sum += i32::from(cell) - i32::from(ZERO);
            before = place;
        }
        sum
    }

    /// How surprising the word is from the keyboard that explains it best, or from none.
    fn surprise_as_mashing(&self, word: &[char]) -> i32 {
        let by_layout = self.layouts.iter().map(|layout| {
            let steps = word.windows(2).map(|pair| match pair {
                [from, to] => surprise_of_step(layout, *from, *to),
                _ => 0,
            });
            steps.sum::<i32>()
        });
        let blindly = word.windows(2).map(|_| ANY_KEY).sum();
        ANY_KEY + by_layout.fold(blindly, i32::min) + STOP
    }

    /// Whether the middle row of one keyboard has all the letters of the word.
    fn is_on_home_row(&self, word: &[char]) -> bool {
        let mut rows = self.layouts.iter().filter_map(|rows| rows.get(1));
        rows.any(|row| word.iter().all(|&letter| row.contains(letter)))
    }

    /// The most letters typed by moving one way, key by key, along one keyboard row.
    fn longest_run(&self, word: &[char]) -> usize {
        let rows = self.layouts.iter().flat_map(|rows| rows.iter());
        rows.map(|row| longest_run_on(row, word)).max().unwrap_or(0)
    }
}

/// How surprising it is for a mashing hand to strike one key after another.
fn surprise_of_step(layout: &[&str], from: char, to: char) -> i32 {
    let Some(row) = layout.iter().find(|row| row.contains(from)) else {
        return ANY_KEY;
    };
    let key = |letter: char| row.chars().position(|c| c == letter);
    match key(from).zip(key(to)).map(|(from, to)| from.abs_diff(to)) {
        Some(0) => SAME_KEY,
        Some(1) => NEXT_KEY,
        Some(_) => ROW_KEY,
        None => FAR_KEY,
    }
}

fn longest_run_on(row: &str, word: &[char]) -> usize {
    let key = |letter: char| row.chars().position(|c| c == letter);
    let (mut longest, mut forth, mut back) = (1, 1, 1);
    for pair in word.windows(2) {
        let [a, b] = pair else { continue };
        let (from, to) = (key(*a), key(*b));
        let steps = |x: Option<usize>, y: Option<usize>| x.zip(y).is_some_and(|(x, y)| x + 1 == y);
        forth = if steps(from, to) { forth + 1 } else { 1 };
        back = if steps(to, from) { back + 1 } else { 1 };
        longest = longest.max(forth).max(back);
    }
    longest
}

/// The letter that a composed one is built on: "e" for "ễ".
fn without_marks(letter: char) -> char {
    let mut base = letter;
    decompose_canonical(letter, |part| {
        if !is_combining_mark(part) {
            base = part;
        }
    });
    base
}

/// Letters that are not a plain letter with a mark, as they are commonly spelled.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' | 'ɗ' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ə' => "e",
        'ɓ' => "b",
        'ƙ' => "k",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ŋ' => "ng",
        'ґ' => "г",
        _ => return None,
    })
}

#[cfg(test)]
mod learn;

#[cfg(test)]
mod tests;
