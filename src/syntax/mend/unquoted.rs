//! Addresses, paths and endings without their quotes: `email ends with @gmail.com`, `page == /pricing`.

use super::{Candidate, Scene};
use crate::diagnostic::codes;

/// Signs with which a text begins or goes on, and a name does not.
const SIGNS: &[char] = &['@', '.', '/'];

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(2)..=scene.stop {
        text(scene, index, all);
    }
}

fn text(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let asks_for_text = index.checked_sub(1).is_some_and(|it| {
        matches!(
            scene.lower(it).as_str(),
            "contains" | "contain" | "with" | "word" | "exactly" | "is" | "not" | "==" | "=" | "!="
        )
    });
    let start = scene.range(index, index).start;
    let rest = scene.slice(start..scene.text.len());
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']' | '}');
    let written = rest.split(ends).next().unwrap_or_default();
    let letters = written.contains(char::is_alphabetic);
    if !asks_for_text || !letters || !written.contains(SIGNS) || written.contains(['"', '`', '(']) {
        return;
    }
    // `<mailto:a@b.de|a@b.de>`, as chats write an address.
    let chat = written.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
    let meant = chat.and_then(|it| it.rsplit(['|', ':']).next()).unwrap_or(written);
    let text = format!("\"{meant}\"");
    let message = format!("{written} is a text, and texts stand in quotes.");
    all.push(Candidate::sure(codes::LEFT_OUT, start..start + written.len(), text, message));
}
