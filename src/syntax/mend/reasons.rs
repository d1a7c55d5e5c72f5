//! What follows the points in brackets or behind a dash.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;
use crate::syntax::words;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    clause_in_brackets(scene, all);
}

/// `then +5 (because "big")`
fn clause_in_brackets(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let index = scene.stop;
    let clause =
        words::is_keyword(&scene.lower(index + 1)) || scene.kind(index + 1) == Some(Kind::Text);
    let end = (index + 1..scene.tokens.len()).find(|&it| scene.word(it) == ")");
    reason_in_marks(scene, end, all);
    if let (true, "(", Some(end)) = (clause, scene.word(index), end) {
        let at = scene.range(index, end);
        let inside = scene.slice(scene.range(index + 1, end - 1));
        let message = "What follows the points stands without brackets.".to_owned();
        all.push(Candidate::sure(codes::FOREIGN, at, inside, message));
    }
}

/// `then +10 (big company)`, `then +10 - big company`: why, after the points.
fn reason_in_marks(scene: &Scene<'_>, close: Option<usize>, all: &mut Vec<Candidate>) {
    let open = scene.stop;
    let then = (0..open).any(|it| scene.lower(it) == "then");
    let (last, whole) = match (scene.word(open), close) {
        ("(", Some(close)) => (close - 1, close),
        ("-" | "–" | "—" | ":", _) => (scene.tokens.len() - 1, scene.tokens.len() - 1),
        _ => return,
    };
    let words = scene.slice(scene.range(open + 1, last));
    let plain = scene.kind(open + 1) == Some(Kind::Word)
        && !words::is_keyword(&scene.lower(open + 1))
        && !words.contains(['"', '\n', '#', '(', ')'])
        && last > open;
    if then && plain {
        let text = format!("because \"{words}\"");
        let message = format!("`{words}` may be a reason or a comment.");
        let help = format!("Write {text}, or begin a comment with #.");
        let candidate = Candidate::maybe(codes::LEFT_OUT, scene.range(open, whole), text, message);
        all.push(candidate.help(help));
    }
}
