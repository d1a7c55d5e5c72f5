//! Comparisons that do not say again what is compared: `employees > 100 and less than 500`.

use super::{Candidate, Kind, Scene, names, phrases};
use crate::diagnostic::{codes, nearest};

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(4)..=scene.stop {
        without_subject(scene, index, all);
        not_a_window(scene, index, all);
    }
}

/// `> 100 and < 500`, `at least 100 but under 500`, `is "DE" or is "AT"`
fn without_subject(scene: &Scene<'_>, joint: usize, all: &mut Vec<Candidate>) {
    let ours = match scene.lower(joint).as_str() {
        "and" | "but" => "and",
        "or" => "or",
        _ => return,
    };
    // What was asked before ends in a value.
    let Some(before) = joint.checked_sub(1) else { return };
    let value = matches!(scene.kind(before), Some(Kind::Number | Kind::Text | Kind::Word))
        || matches!(scene.word(before), "]" | "%");
    let Some(subject) = subject(scene, before).filter(|_| value) else { return };
    let Some((sign, end)) = comparison(scene, joint + 1) else { return };
    let at = scene.range(joint, end - 1);
    let text = format!("{ours} {subject} {sign}");
    let message = format!("Behind `{}` it is not said what is compared.", scene.word(joint));
    let caret = scene.range(joint + 1, end - 1);
    let value = scene.slice(scene.range(end, end));
    let help = format!("Each comparison names its field: {text} {value}");
    all.push(Candidate::sure(codes::LEFT_OUT, at, text, message).caret(caret).help(help));
}

/// A comparison that begins at a token, as it is written here, and the token behind it.
fn comparison(scene: &Scene<'_>, index: usize) -> Option<(String, usize)> {
    let (first, second) = (scene.lower(index), scene.lower(index + 1));
    if matches!(first.as_str(), "starts" | "ends") && second == "with" {
        return Some((format!("{first} with"), index + 2));
    }
    if let Some((sign, end)) = phrases::comparison(scene, index) {
        return Some((sign.to_owned(), end));
    }
    is_operator(&first).then(|| (scene.word(index).to_owned(), index + 1))
}

/// What the test that ends at a token is about: everything from its beginning to its operator.
fn subject<'a>(scene: &Scene<'a>, last: usize) -> Option<&'a str> {
    let first = beginning(scene, last)?;
    let sign = (first..=last).find(|&it| is_operator(&scene.lower(it)))?;
    about(scene, sign.checked_sub(1)?)
}

/// The value that ends at a token and begins a test.
fn about<'a>(scene: &Scene<'a>, last: usize) -> Option<&'a str> {
    let first = beginning(scene, last)?;
    let head = matches!(scene.kind(first), Some(Kind::Word | Kind::Ticked));
    (head && first <= last).then(|| scene.slice(scene.range(first, last)))
}

/// The first token of the test that a token belongs to.
fn beginning(scene: &Scene<'_>, last: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for index in (0..=last).rev() {
        match scene.lower(index).as_str() {
            ")" | "]" => depth += 1,
            "(" | "[" if depth == 0 => return Some(index + 1),
            "(" | "[" => depth -= 1,
            "when" | "if" | "and" | "or" | "where" | "not" if depth == 0 => return Some(index + 1),
            _ => {}
        }
    }
    None
}

fn is_operator(word: &str) -> bool {
    matches!(word, "==" | "=" | "!=" | "<>" | "<" | "<=" | ">" | ">=" | "≥" | "≤" | "≠")
        || names::is_verb(word)
}

/// `more than 100 people`, `more than 100 but …`: read as the beginning of `more than 100 days ago`.
fn not_a_window(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let sign = match scene.lower(index).as_str() {
        "more" => ">",
        "less" => "<",
        _ => return,
    };
    let number = index + 2;
    let word = scene.lower(number + 1);
    let counted = scene.lower(index + 1) == "than"
        && scene.kind(number) == Some(Kind::Number)
        && scene.kind(number + 1) == Some(Kind::Word);
    if !counted || (1..=2).any(|it| is_like_a_unit(&scene.lower(number + it))) {
        return;
    }
    let start = index.checked_sub(1).filter(|&it| scene.lower(it) == "is").unwrap_or(index);
    let asked = format!("{sign} {}", scene.word(number));
    let ours = match word.as_str() {
        "and" | "but" => "and",
        "or" => "or",
        _ => "",
    };
    // `more than 100 but less than 500`: reading gets further only with both.
    let other = comparison(scene, number + 2).filter(|_| !ours.is_empty());
    let about = start.checked_sub(1).and_then(|last| about(scene, last));
    let (text, last) = match (other, about) {
        (Some((second, end)), Some(subject)) => {
            let value = scene.word(end);
            (format!("{asked} {ours} {subject} {second} {value}"), end)
        }
        _ if ours.is_empty() && word != "then" => (asked, number + 1),
        _ => return,
    };
    let at = scene.range(start, last);
    let message = format!("`{}` is written `{text}`.", scene.slice(at.clone()));
    all.push(Candidate::sure(codes::FOREIGN, at, text, message));
}

fn is_like_a_unit(word: &str) -> bool {
    let units = [
        "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
        "quarter", "quarters", "year", "years",
    ];
    nearest(word, units).is_some() || matches!(word, "min" | "mins" | "h" | "d" | "w" | "y")
}
