//! What stands between `then` and the end of an award: `add 20 points`, `score += 20`, `+20pts`.

use super::{Candidate, Kind, Scene, numbers};
use crate::diagnostic::codes;

/// Words and signs that give points, that take some away, and that say neither.
const GIVE: &[&str] = &[
    "add",
    "adds",
    "give",
    "gives",
    "plus",
    "award",
    "awards",
    "increase",
    "increases",
    "grant",
    "gain",
    "gains",
    "get",
    "gets",
    "earn",
    "earns",
    "+",
    "＋",
    "+=",
    "++",
    "bonus",
    "raise",
];
const TAKE: &[&str] = &[
    "subtract",
    "subtracts",
    "deduct",
    "deducts",
    "minus",
    "remove",
    "removes",
    "lose",
    "loses",
    "decrease",
    "reduce",
    "penalize",
    "penalty",
    "-",
    "–",
    "−",
    "－",
    "-=",
    "take",
    "takes",
    "lower",
];
const NEITHER: &[&str] = &[
    "score", "points", "point", "of", "by", "to", "the", "a", "an", "is", "=", ":", "total",
    "lead", "leads", "it", "set", "we", "and", "then", "should", "be", "(", "away", "please",
    "their", "its",
];

/// An award in other words: the tokens that say so, with the sign and the number.
pub(super) struct Award {
    /// The token behind it.
    pub end: usize,
    /// `+`, `-`, or nothing if no word tells.
    pub sign: &'static str,
    pub number: String,
}

/// Reads an award that begins at a token.
pub(super) fn award(scene: &Scene<'_>, start: usize) -> Option<Award> {
    let mut sign = "";
    let mut index = start;
    loop {
        let word = scene.lower(index);
        // `+=` and a `-` in front of `=` come as several signs.
        let word = word.as_str();
        if GIVE.contains(&word) {
            sign = if sign == "-" { "-" } else { "+" };
        } else if TAKE.contains(&word) {
            sign = "-";
        } else if !NEITHER.contains(&word) {
            break;
        }
        index += 1;
    }
    let (number, mut end) = numbers::number(scene, index)?;
    if matches!(scene.word(end), "%" | "％") {
        return None;
    }
    while matches!(
        scene.lower(end).as_str(),
        "points"
            | "point"
            | "pts"
            | "pt"
            | "p"
            | "."
            | "。"
            | "!"
            | ";"
            | ")"
            | "punkte"
            | "точки"
            | "т"
            | "分"
            | "to"
            | "score"
            | "bonus"
            | "extra"
            | "more"
            | "less"
    ) {
        end += 1;
    }
    Some(Award { end, sign, number })
}

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(4)..scene.stop {
        if scene.lower(index) == "then" {
            behind_then(scene, index + 1, all);
        }
    }
    glued(scene, all);
    quoted(scene, all);
    of_disqualify(scene, all);
}

fn behind_then(scene: &Scene<'_>, start: usize, all: &mut Vec<Candidate>) {
    let Some(Award { end, sign, number }) = award(scene, start) else { return };
    let at = scene.range(start, end - 1);
    let written = scene.slice(at.clone());
    if sign.is_empty() {
        let message = format!("`{written}` does not say whether points are given or taken away.");
        let help = format!("Write +{number}, or -{number} to take points away.");
        let candidate =
            Candidate::maybe(codes::MISSING_SIGN, at, format!("+{number}"), message).help(help);
        return all.push(candidate);
    }
    let message = format!("`{written}` is written {sign}{number}.");
    all.push(Candidate::sure(codes::FOREIGN, at, format!("{sign}{number}"), message));
}

/// `+20pts`, `+20points`
fn glued(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(1)..=scene.stop {
        let written = scene.word(index);
        let digits = written.trim_end_matches(char::is_alphabetic);
        let unit = written.get(digits.len()..).unwrap_or_default().to_lowercase();
        if scene.kind(index) == Some(Kind::Number)
            && matches!(unit.as_str(), "p" | "pt" | "pts" | "point" | "points")
        {
            let at = scene.range(index, index);
            let message = "Points are written without a unit.".to_owned();
            all.push(Candidate::sure(codes::TOO_MUCH, at, digits, message));
        }
    }
}

/// `then "+20"`
fn quoted(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let written = scene.word(scene.stop);
    let inner = written.trim_matches(['"', '“', '”', '\'']);
    let digits = inner.trim_start_matches(['+', '-']);
    let after_then = scene.stop.checked_sub(1).map(|it| scene.lower(it));
    let is_award = inner.len() == digits.len() + 1
        && !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if after_then.as_deref() == Some("then") && is_award {
        let at = scene.range(scene.stop, scene.stop);
        let message = "Points are written without quotes.".to_owned();
        all.push(Candidate::sure(codes::FOREIGN, at, inner, message));
    }
}

/// `disqualify when … then -5`
fn of_disqualify(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let then = scene.stop;
    if scene.lower(0) != "disqualify" || scene.lower(then) != "then" || then == 0 {
        return;
    }
    let Some(Award { end, .. }) = award(scene, then + 1) else { return };
    let at = scene.range(then, end - 1);
    let message = "Disqualifying gives no points: the lead is out.".to_owned();
    let from = scene.range(then - 1, then - 1).end;
    let candidate = Candidate::sure(codes::TOO_MUCH, from..at.end, "", message);
    all.push(candidate.caret(at).help("Leave the points out. What is said after because stays."));
}
