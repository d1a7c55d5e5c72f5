//! Ranges and limits: `between 1 and 5`, `100:500`, `limit 100`.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(4)..=scene.stop {
        between(scene, index, all);
        range_in_words(scene, index, all);
    }
    limit(scene, all);
}

/// One value: a number, text, word, or a number with a sign.
pub(super) fn value(scene: &Scene<'_>, index: usize) -> Option<usize> {
    match scene.kind(index)? {
        Kind::Number | Kind::Text | Kind::Word | Kind::Ticked => {
            Some(index + 1 + usize::from(scene.word(index + 1) == "%"))
        }
        Kind::Sign if matches!(scene.word(index), "-" | "–" | "−") => {
            (scene.kind(index + 1) == Some(Kind::Number)).then_some(index + 2)
        }
        Kind::Sign => None,
    }
}

/// `between 100 and 500`, `is not between 1 and 5`, `from 1 to 5`
fn between(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let first = scene.lower(index);
    if !matches!(first.as_str(), "between" | "from" | "btw" | "zwischen" | "между" | "entre") {
        return;
    }
    if let Some((from, to)) = scene.word(index + 1).split_once(['-', '–'])
        && scene.kind(index + 1) == Some(Kind::Number)
        && [from, to].iter().all(|it| it.chars().all(|c| c.is_ascii_digit()))
    {
        return in_range(scene, index, index + 1, &format!("{from}..{to}"), all);
    }
    let middle = match value(scene, index + 1) {
        Some(end) => end,
        None => return,
    };
    let joins =
        ["and", "to", "-", "–", "und", "и", "bis", "до", "&", "..", ",", "until", "through"];
    if !joins.contains(&scene.lower(middle).as_str()) {
        return;
    }
    let Some(end) = value(scene, middle + 1) else { return };
    let (from, to) = (scene.range(index + 1, middle - 1), scene.range(middle + 1, end - 1));
    let range = format!("{}..{}", scene.slice(from), scene.slice(to));
    in_range(scene, index, end - 1, &range, all);
}

/// `between …` up to its last token as a range.
fn in_range(scene: &Scene<'_>, index: usize, last: usize, range: &str, all: &mut Vec<Candidate>) {
    let not = index.checked_sub(1).is_some_and(|it| scene.lower(it) == "not");
    let is = |at: usize| scene.lower(at) == "is";
    let start = match (not, index) {
        (true, 2..) if is(index - 2) => index - 2,
        (true, _) => index - 1,
        (false, 1..) if is(index - 1) => index - 1,
        _ => index,
    };
    let at = scene.range(start, last);
    let text = if not { format!("not in {range}") } else { format!("in {range}") };
    let message = format!("`{}` is written `{text}`.", scene.slice(at.clone()));
    all.push(Candidate::sure(codes::FOREIGN, at, text, message));
}

/// `in 100:500`, `in 100~500`, `in range(100, 500)`, `100+`, `in >100`
fn range_in_words(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let number = |at: usize| scene.kind(at) == Some(Kind::Number);
    let mut propose = |at: std::ops::Range<usize>, text: String| {
        let message = format!("`{}` is written `{text}`.", scene.slice(at.clone()));
        all.push(Candidate::sure(codes::FOREIGN, at, text, message));
    };
    if scene.lower(index) == "range" && scene.word(index + 1) == "(" && scene.word(index + 5) == ")"
    {
        let at = scene.range(index, index + 5);
        propose(at, format!("{}..{}", scene.word(index + 2), scene.word(index + 4)));
    }
    joined_by_a_word(scene, index, &mut propose);
    // `== 100..500`
    if number(index + 1)
        && matches!(scene.word(index + 2), ".." | "..<" | "…")
        && number(index + 3)
        && matches!(scene.lower(index).as_str(), "==" | "=" | "is" | "===")
    {
        propose(scene.range(index, index), "in".to_owned());
    }
    if !number(index) {
        let in_before = index.checked_sub(1).is_some_and(|it| scene.lower(it) == "in");
        if in_before && number(index + 1) {
            let text = format!("{} {}", scene.word(index), scene.word(index + 1));
            if matches!(scene.word(index), ">" | ">=" | "<" | "<=") {
                propose(scene.range(index - 1, index + 1), text);
            }
        }
        return;
    }
    let written = scene.word(index);
    let limit = index.checked_sub(1).is_some_and(|it| scene.lower(it) == "limit");
    if limit && let Some((from, to)) = written.split_once(['-', '–']) {
        propose(scene.range(index, index), format!("{from}..{to}"));
    }
    if let Some((from, to)) = written.split_once(':') {
        propose(scene.range(index, index), format!("{from}..{to}"));
    }
    let joint = scene.word(index + 1);
    if matches!(joint, "~" | "--" | "–" | "—" | "-" | "..." | "<" | "～" | "〜")
        && number(index + 2)
    {
        propose(scene.range(index, index + 2), format!("{written}..{}", scene.word(index + 2)));
    }
    let in_before = index.checked_sub(1).is_some_and(|it| scene.lower(it) == "in");
    if joint == "+" && (!number(index + 2) || in_before && !number(index + 2)) {
        propose(scene.range(index, index + 1), format!("{written}.."));
    }
    if joint == "%" && matches!(scene.word(index + 2), "-" | "–" | "to") && number(index + 3) {
        let end = index + 3 + usize::from(scene.word(index + 4) == "%");
        propose(scene.range(index, end), format!("{written}%..{}%", scene.word(index + 3)));
    }
}

/// `is 100 to 500`, `>= 100 up to 500`, `employees 100 to 500`
fn joined_by_a_word(
    scene: &Scene<'_>,
    index: usize,
    propose: &mut impl FnMut(std::ops::Range<usize>, String),
) {
    let number = |at: usize| scene.kind(at) == Some(Kind::Number);
    let words = match scene.lower(index + 1).as_str() {
        "to" | "till" | "until" | "through" | "bis" => 1,
        "up" if scene.lower(index + 2) == "to" => 2,
        _ => return,
    };
    let last = index + 1 + words;
    let Some(before) = index.checked_sub(1).filter(|_| number(index) && number(last)) else {
        return;
    };
    let text = format!("in {}..{}", scene.word(index), scene.word(last));
    match scene.lower(before).as_str() {
        "==" | "=" | "===" | "is" | "equals" | ">=" => propose(scene.range(before, last), text),
        "in" | "between" | "from" | "not" | "limit" => {}
        _ if matches!(scene.kind(before), Some(Kind::Word | Kind::Ticked)) => {
            propose(scene.range(index, last), text);
        }
        _ => {}
    }
}

/// `limit 100`: a limit has two ends, one of which may be open.
fn limit(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(2)..=scene.stop + 1 {
        let before = index.checked_sub(1).map(|it| scene.lower(it));
        let words = ["limit", "max", "maximum", "cap", "limited", "to", "most", "at"];
        let number = scene.word(index);
        let whole = number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let limited = before.as_deref().is_some_and(|it| words.contains(&it));
        if scene.kind(index) != Some(Kind::Number) || !whole || !limited {
            continue;
        }
        let start = (0..index).rev().take_while(|&it| words.contains(&scene.lower(it).as_str()));
        let Some(start) = start.last() else { continue };
        let at = scene.range(start, index);
        let written = scene.slice(at.clone());
        let message = format!("`{written}` does not say where the limit begins and ends.");
        all.push(match scene.lower(0).as_str() {
            "model" => {
                let text = format!("limit 0..{number}");
                let help = format!("Write {text}, or limit ..{number} if scores may be negative.");
                Candidate::maybe(codes::FOREIGN, at, text, message).help(help)
            }
            _ => Candidate::sure(codes::FOREIGN, at, format!("limit ..{number}"), message),
        });
    }
}
