//! Bands written otherwise: `Hot: 80`, `Warm 50-79`, `Cold below 50`, `Very hot from 80`.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    if scene.lower(0) != "bands" || scene.word(1) != "{" {
        return;
    }
    let last = scene.tokens.len().saturating_sub(1);
    if scene.word(last) != "}" || last < 3 {
        return;
    }
    let mut start = 2;
    let mut rows = Vec::new();
    for index in 2..=last {
        if matches!(scene.word(index), "," | ";" | "}") {
            if index > start {
                rows.push((start, index - 1));
            }
            start = index + 1;
        }
    }
    for (number, &(first, end)) in rows.iter().enumerate() {
        if end + 1 >= scene.stop {
            row(scene, first, end, number + 1 == rows.len(), all);
            return;
        }
    }
}

/// The row in which reading stopped.
fn row(scene: &Scene<'_>, first: usize, end: usize, last: bool, all: &mut Vec<Candidate>) {
    let numbers: Vec<usize> =
        (first..=end).filter(|&it| scene.kind(it) == Some(Kind::Number)).collect();
    let joints = [
        "from",
        "above",
        "over",
        "at",
        "least",
        ">=",
        ">",
        ":",
        "=",
        "is",
        "between",
        "below",
        "under",
        "less",
        "than",
        "<",
        "<=",
        "otherwise",
        "up",
        "until",
        "-",
        "–",
        "to",
        "else",
        "rest",
        "starts",
        "=>",
        "->",
    ];
    let label_end = (first..=end)
        .take_while(|&it| !joints.contains(&scene.lower(it).as_str()) && !numbers.contains(&it))
        .last();
    let Some(label_end) = label_end else { return };
    let written = scene.slice(scene.range(first, label_end));
    let label = match label_end == first {
        true => written.to_owned(),
        false => format!("\"{}\"", written.trim_matches('"')),
    };
    let lower = |it: usize| scene.lower(it);
    let says = |words: &[&str]| (label_end + 1..=end).any(|it| words.contains(&lower(it).as_str()));
    let rest =
        says(&["below", "under", "less", "<", "<=", "up", "until", "else", "rest", "otherwise"]);
    let least =
        numbers.first().map(|&it| scene.word(it)).and_then(|it| it.split(['-', '–']).next());
    let text = match (least, rest && last) {
        (_, true) => format!("{label} otherwise"),
        (Some(least), false) if !rest => format!("{label} from {least}"),
        (None, false) if last => format!("{label} otherwise"),
        _ => return,
    };
    let at = scene.range(first, end);
    let written = scene.slice(at.clone());
    if text == written {
        return;
    }
    let message = format!("The band `{written}` is written `{text}`.");
    // `above 80` may leave 80 itself out; `below 50` may leave a gap to the band above.
    let open =
        says(&[">", "above", "over", "more", "below", "under", "less", "<", "<=", "up", "until"]);
    all.push(match open {
        true => Candidate::maybe(codes::FOREIGN, at, text, message),
        false => Candidate::sure(codes::FOREIGN, at, text, message),
    });
}
