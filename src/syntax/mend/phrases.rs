//! Words and signs of other languages and of plain English, with what is written here.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;
use crate::syntax::grammar::Rule;

/// What others write and what is written here, by the first word of what they write.
static PHRASES: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<Phrase>> = HashMap::new();
    let mut place = Place::Any;
    for line in include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('@') {
            place = Place::named(name);
        }
        let Some((ours, theirs)) = line.split_once('⇐') else { continue };
        let (theirs, sure) = match theirs.strip_prefix('?') {
            Some(theirs) => (theirs.trim_start(), false),
            None => (theirs.trim_start(), true),
        };
        for theirs in theirs.split(" | ") {
            // A bar separates the phrases, so a broken bar stands for one.
            let words: Vec<&str> =
                theirs.split(' ').map(|it| if it == "¦" { "|" } else { it }).collect();
            let Some(first) = words.first() else { continue };
            phrases.entry(first).or_default().push(Phrase {
                words,
                ours: ours.trim(),
                place,
                sure,
            });
        }
    }
    phrases
});

struct Phrase {
    words: Vec<&'static str>,
    /// Empty if nothing is written instead.
    ours: &'static str,
    place: Place,
    /// Whether it can mean nothing else.
    sure: bool,
}

/// Where a phrase may be found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Any,
    /// At the beginning of an item.
    First,
    /// Before `then`.
    BeforeThen,
    /// After an award.
    Clause,
    Row,
    Field,
    /// In an item that begins with one of these words.
    In(&'static [&'static str]),
}

impl Place {
    fn named(name: &str) -> Self {
        match name {
            "first" => Self::First,
            "before-then" => Self::BeforeThen,
            "clause" => Self::Clause,
            "row" => Self::Row,
            "field" => Self::Field,
            "model" => Self::In(&["model"]),
            "group" => Self::In(&["group"]),
            "bands" => Self::In(&["bands", "grid"]),
            "list" => Self::In(&["list", "let"]),
            "test" => Self::In(&["test"]),
            "grid" => Self::In(&["grid"]),
            "match" => Self::In(&["match"]),
            "action" => Self::In(&["on"]),
            _ => Self::Any,
        }
    }

    /// Whether a phrase that begins at a token is in its place.
    fn holds(self, scene: &Scene<'_>, start: usize) -> bool {
        let then = || (0..start).any(|it| scene.lower(it) == "then");
        match self {
            Self::Any => true,
            Self::First => start == 0,
            Self::BeforeThen => !then(),
            Self::Clause => then() || scene.lower(0) == "disqualify",
            Self::Row => scene.failure.alone == Rule::only_row,
            Self::Field => scene.failure.alone == Rule::only_field,
            Self::In(words) => words.contains(&scene.lower(0).as_str()),
        }
    }
}

/// What is written here for a comparison in the words of others that begins at a token, and the token behind it.
pub(super) fn comparison(scene: &Scene<'_>, start: usize) -> Option<(&'static str, usize)> {
    let phrases = PHRASES.get(plain(scene, start).as_str())?;
    let fits = |phrase: &&Phrase| {
        let same = |(index, word): (usize, &&str)| plain(scene, start + index) == *word;
        let compares = phrase.ours.starts_with(['<', '>', '=', '!'])
            || ["contains", "starts", "ends", "does", "is"]
                .iter()
                .any(|it| phrase.ours.starts_with(it));
        compares
            && phrase.sure
            && phrase.place == Place::Any
            && phrase.words.iter().enumerate().all(same)
    };
    let longest = phrases.iter().filter(fits).max_by_key(|it| it.words.len())?;
    Some((longest.ours, start + longest.words.len()))
}

/// How many words before the stop a phrase may begin.
const BACK: usize = 5;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let first = scene.stop.saturating_sub(BACK);
    let mut found: Vec<(usize, usize, &Phrase)> = Vec::new();
    for start in first..=scene.stop + 1 {
        for phrase in PHRASES.get(plain(scene, start).as_str()).into_iter().flatten() {
            let end = start + phrase.words.len();
            let same = |(index, word): (usize, &&str)| plain(scene, start + index) == *word;
            // Reading may stop one word later than what is odd.
            let near = end + 1 >= scene.stop;
            if near && phrase.place.holds(scene, start) && phrase.words.iter().enumerate().all(same)
            {
                found.push((start, end, phrase));
            }
        }
    }
    // The longest phrase says most.
    found.sort_by_key(|(start, end, _)| std::cmp::Reverse(end - start));
    for (start, end, Phrase { ours, sure, .. }) in found {
        let mut at = scene.range(start, end - 1);
        if ours.ends_with("..") && scene.kind(end) == Some(Kind::Number) {
            // Nothing stands between the dots and the number.
            at.end = gap_end(scene, end);
        }
        let written = scene.slice(at.clone()).trim_end();
        let between_numbers = start.checked_sub(1).and_then(|it| scene.kind(it))
            == Some(Kind::Number)
            && scene.kind(end) == Some(Kind::Number);
        if ours.is_empty() && between_numbers {
            // Without it the two would be read as one.
            continue;
        }
        let candidate = if ours.is_empty() {
            let message = format!("`{written}` is not needed here.");
            let whole = at.start..gap_end(scene, end);
            Candidate::sure(codes::TOO_MUCH, whole, "", message).caret(at).weak()
        } else {
            let message = format!("`{written}` is written `{ours}`.");
            let text = apart(scene, &at, ours);
            let candidate = match sure {
                true => Candidate::sure(codes::FOREIGN, at, text, message),
                false => Candidate::maybe(codes::FOREIGN, at, text, message),
            };
            candidate.help(format!("Write {ours}"))
        };
        all.push(candidate);
    }
}

/// Up to where the next token begins, so that no two blanks are left.
fn gap_end(scene: &Scene<'_>, next: usize) -> usize {
    scene.token(next).map_or(scene.text.len(), |it| it.at.start)
}

/// A word put in place of signs or of letters without blanks around them (`如果employees`).
fn apart(scene: &Scene<'_>, at: &std::ops::Range<usize>, ours: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let tight = |c: Option<char>, edge: Option<char>| {
        edge.is_some_and(is_word)
            && c.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | ','))
    };
    let before = tight(scene.slice(0..at.start).chars().next_back(), ours.chars().next());
    let behind =
        tight(scene.slice(at.end..scene.text.len()).chars().next(), ours.chars().next_back());
    format!("{}{ours}{}", if before { " " } else { "" }, if behind { " " } else { "" })
}

/// A word in small letters, with a straight apostrophe.
fn plain(scene: &Scene<'_>, index: usize) -> String {
    scene.lower(index).replace('’', "'")
}
