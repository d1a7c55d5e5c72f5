//! Comparisons that do not say again what is compared: `employees > 100 and less than 500`.

use super::{Candidate, Kind, Scene, phrases};
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
    let (sign, end) = match phrases::comparison(scene, joint + 1) {
        Some((sign, end)) => (sign.to_owned(), end),
        None if is_operator(&scene.lower(joint + 1)) => {
            (scene.word(joint + 1).to_owned(), joint + 2)
        }
        None => return,
    };
    let at = scene.range(joint, end - 1);
    let text = format!("{ours} {subject} {sign}");
    let message = format!("Behind `{}` it is not said what is compared.", scene.word(joint));
    let caret = scene.range(joint + 1, end - 1);
    let help = format!("Each comparison names its field: {text} …");
    all.push(Candidate::sure(codes::LEFT_OUT, at, text, message).caret(caret).help(help));
}

/// What the test that ends at a token is about: everything from its beginning to its operator.
fn subject<'a>(scene: &Scene<'a>, last: usize) -> Option<&'a str> {
    let mut depth = 0_usize;
    let mut first = None;
    for index in (0..=last).rev() {
        match scene.lower(index).as_str() {
            ")" | "]" => depth += 1,
            "(" | "[" if depth == 0 => {
                first = Some(index + 1);
                break;
            }
            "(" | "[" => depth -= 1,
            "when" | "if" | "and" | "or" | "where" | "not" if depth == 0 => {
                first = Some(index + 1);
                break;
            }
            _ => {}
        }
    }
    let first = first?;
    let sign = (first..=last).find(|&it| is_operator(&scene.lower(it)))?;
    let head = matches!(scene.kind(first), Some(Kind::Word | Kind::Ticked));
    (head && sign > first).then(|| scene.slice(scene.range(first, sign - 1)))
}

fn is_operator(word: &str) -> bool {
    matches!(
        word,
        "==" | "="
            | "!="
            | "<>"
            | "<"
            | "<="
            | ">"
            | ">="
            | "≥"
            | "≤"
            | "≠"
            | "is"
            | "in"
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
    if !counted || is_like_a_unit(&word) {
        return;
    }
    let start = index.checked_sub(1).filter(|&it| scene.lower(it) == "is").unwrap_or(index);
    let goes_on = matches!(word.as_str(), "and" | "or" | "but" | "then");
    let at = scene.range(start, if goes_on { number } else { number + 1 });
    let text = format!("{sign} {}", scene.word(number));
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
