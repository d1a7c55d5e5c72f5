//! Names of several words, and names dressed as other tools write them.

use super::{Candidate, Kind, Scene, phrases};
use crate::diagnostic::codes;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(3)..=scene.stop {
        dressed(scene, index, all);
        subscript(scene, index, all);
    }
    with_blanks(scene, all);
    counted(scene, all);
    quoted_name(scene, all);
    reserved(scene, all);
}

/// `{{name}}`, `[Annual Revenue]`, `$name`, `@name`, `%name%`, `${name}`
fn dressed(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let rest = scene.slice(scene.range(index, index).start..scene.text.len());
    let pairs = [
        ("{{", "}}"),
        ("${", "}"),
        ("#{", "}"),
        ("[[", "]]"),
        ("{", "}"),
        ("[", "]"),
        ("<", ">"),
        ("%", "%"),
        ("'", "'"),
        ("$", ""),
        ("@", ""),
        ("#", ""),
        ("&", ""),
        ("!", ""),
        ("*", ""),
    ];
    for (open, close) in pairs {
        let Some(inside) = rest.strip_prefix(open) else { continue };
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | ' ' | '-');
        let length = match close {
            "" => inside.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(inside.len()),
            _ => match inside.find(close) {
                Some(length) => length,
                None => continue,
            },
        };
        let written = inside.get(..length).unwrap_or_default();
        let name = written.trim();
        let first = name.chars().next();
        if !first.is_some_and(|c| c.is_alphabetic() || c == '_') || !name.chars().all(is_name) {
            continue;
        }
        let start = scene.range(index, index).start;
        let at = start..start + open.len() + length + close.len();
        let message = format!("A field is written by its name alone, without `{open}{close}`.");
        all.push(Candidate::sure(codes::FOREIGN, at, ticked(name), message));
        return;
    }
}

/// `lead["industry"]`
fn subscript(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let whole = scene.kind(index) == Some(Kind::Word)
        && scene.word(index + 1) == "["
        && scene.kind(index + 2) == Some(Kind::Text)
        && scene.word(index + 3) == "]";
    if whole {
        let name = scene.word(index + 2).trim_matches(['"', '\'']);
        let at = scene.range(index, index + 3);
        let message =
            format!("`{}` is written by the field's name alone.", scene.slice(at.clone()));
        all.push(Candidate::sure(codes::FOREIGN, at, ticked(name), message));
    }
}

fn ticked(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { format!("`{name}`") }
}

/// `Annual Revenue > 1000`: two or three names in a row.
fn with_blanks(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let is_word = |index: usize| {
        matches!(scene.kind(index), Some(Kind::Word | Kind::Number))
            && !keyword(&scene.lower(index))
            // `is greater than 5` is a comparison, and no name.
            && scene.lower(index) != "than"
            && !is_end(scene, index)
    };
    let Some(before) = scene.stop.checked_sub(1) else { return };
    if !is_word(scene.stop) || scene.kind(before) != Some(Kind::Word) || !is_word(before) {
        return;
    }
    let first = (0..=before).rev().take_while(|&it| is_word(it)).last().unwrap_or(before);
    let last = (scene.stop..).take_while(|&it| is_word(it)).last().unwrap_or(scene.stop);
    let operator = |index: usize| {
        let signs = ["==", "=", "!=", "<>", "<", ">", "<=", ">=", "≥", "≤", "≠"];
        signs.contains(&scene.word(index)) || operator(&scene.lower(index)) || is_end(scene, index)
    };
    for (first, last) in [(first, last), (before, scene.stop), (before, last)] {
        // A name is something of which something is asked, or which something is compared with.
        let asked = operator(last + 1) || phrases::comparison(scene, last + 1).is_some();
        if last > first + 4 || !(asked || first > 0 && operator(first - 1)) {
            continue;
        }
        all.extend(of_words(scene, first, last));
    }
}

/// `+2 per page view`, `for each page view`
fn counted(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for first in scene.stop.saturating_sub(3)..=scene.stop {
        let asked = first.checked_sub(1).map(|it| scene.lower(it));
        if !matches!(asked.as_deref(), Some("per" | "each")) {
            continue;
        }
        let ends = ["max", "maximum", "up", "at", "capped", "limited", "once", "first", "valid"];
        let goes_on = |&it: &usize| {
            let word = scene.lower(it);
            scene.kind(it) == Some(Kind::Word) && !keyword(&word) && !ends.contains(&word.as_str())
        };
        let last = (first..first + 4).take_while(goes_on).last();
        all.extend(last.filter(|last| *last > first).and_then(|last| of_words(scene, first, last)));
    }
}

/// `max 20`: words between a name and a number.
fn is_end(scene: &Scene<'_>, index: usize) -> bool {
    matches!(scene.lower(index).as_str(), "max" | "min" | "maximum" | "minimum")
        && scene.kind(index + 1) == Some(Kind::Number)
}

/// Several words as one name.
fn of_words(scene: &Scene<'_>, first: usize, last: usize) -> Option<Candidate> {
    let at = scene.range(first, last);
    let name = scene.slice(at.clone());
    if name.contains(['\n', '#', '`']) {
        return None;
    }
    let ours = format!("`{name}`");
    let message = format!("*{name}* is a name of several words.");
    let help = format!("Put it in back-ticks: {ours}");
    Some(Candidate::sure(codes::NAME_OF_WORDS, at, ours, message).help(help).weak())
}

fn operator(word: &str) -> bool {
    word == "not" || is_verb(word)
}

/// Words that ask something of what stands before them.
pub(super) fn is_verb(word: &str) -> bool {
    matches!(
        word,
        "in" | "is"
            | "contains"
            | "starts"
            | "ends"
            | "matches"
            | "within"
            | "before"
            | "after"
            | "does"
    )
}

/// Words that begin something else rather than go on with a name.
fn keyword(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "not"
            | "in"
            | "is"
            | "then"
            | "where"
            | "when"
            | "because"
            | "contains"
            | "limit"
            | "if"
            | "otherwise"
            | "within"
            | "before"
            | "after"
            | "with"
            | "starts"
            | "ends"
            | "matches"
    )
}

/// `model "b2b"`, `list "a" = …`, `given { "employees": 5 }`: a name needs no quotes.
fn quoted_name(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    if scene.kind(scene.stop) != Some(Kind::Text) {
        return;
    }
    let at = scene.range(scene.stop, scene.stop);
    let written = scene.word(scene.stop);
    let quotes: &[char] = &['"', '\'', '“', '”', '„', '‘', '’', '«', '»'];
    let name = written.trim_matches(quotes);
    let first = name.chars().next();
    if name.contains(['`', '\n']) || !first.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return;
    }
    let message = format!("A name belongs here, and {written} is a text.");
    let digit = first.is_some_and(|c| c.is_ascii_digit());
    let ours = if digit { format!("`{name}`") } else { ticked(name) };
    all.push(Candidate::sure(codes::FOREIGN, at, ours, message));
}

/// A field called like a reserved word.
fn reserved(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let word = scene.lower(scene.stop);
    let reserved = ["and", "or", "not", "in", "is", "then", "where", "when"];
    let compared =
        matches!(scene.word(scene.stop + 1), "==" | "=" | "!=" | "<" | ">" | "<=" | ">=");
    if reserved.contains(&word.as_str()) && compared {
        let at = scene.range(scene.stop, scene.stop);
        let written = scene.word(scene.stop);
        let message = format!("`{written}` is a word of the language.");
        let help = format!("As the name of a field it stands in back-ticks: `{written}`");
        let ours = format!("`{written}`");
        all.push(Candidate::maybe(codes::NAME_OF_WORDS, at, ours, message).help(help));
    }
}
