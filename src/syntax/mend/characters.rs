//! Characters that look like others or come from another keyboard.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

/// Signs of other keyboards and word processors with what is meant.
const SIGNS: &[(char, &str, &str)] = &[
    ('，', ",", "a full-width comma"),
    ('、', ",", "an ideographic comma"),
    ('：', ":", "a full-width colon"),
    ('［', "[", "a full-width bracket"),
    ('］', "]", "a full-width bracket"),
    ('【', "[", "a lenticular bracket"),
    ('】', "]", "a lenticular bracket"),
    ('｛', "{", "a full-width brace"),
    ('｝', "}", "a full-width brace"),
    ('⩾', ">=", "a sign for at least"),
    ('⩽', "<=", "a sign for at most"),
    ('≧', ">=", "a sign for at least"),
    ('≦', "<=", "a sign for at most"),
    ('⇒', "then", "an arrow"),
    ('⟶', "then", "an arrow"),
    ('➔', "then", "an arrow"),
    ('➜', "then", "an arrow"),
    ('∧', "and", "a sign of logic"),
    ('∨', "or", "a sign of logic"),
    ('¬', "not", "a sign of logic"),
    ('∈', "in", "a sign of mathematics"),
    ('∉', "not in", "a sign of mathematics"),
    ('⁄', "/", "a fraction slash"),
    ('∕', "/", "a division slash"),
    ('‐', "-", "a hyphen"),
    ('‑', "-", "a no-break hyphen"),
    ('—', "-", "a long dash"),
    ('＊', "*", "a full-width asterisk"),
    ('／', "/", "a full-width slash"),
    ('＆', "and", "a full-width ampersand"),
    ('｜', "or", "a full-width bar"),
];

/// Characters that nobody can see.
const INVISIBLE: &[(char, &str)] = &[
    ('\u{AD}', "a soft hyphen"),
    ('\u{200C}', "a zero-width non-joiner"),
    ('\u{200D}', "a zero-width joiner"),
    ('\u{200E}', "a left-to-right mark"),
    ('\u{200F}', "a right-to-left mark"),
    ('\u{202A}', "a mark of writing direction"),
    ('\u{202B}', "a mark of writing direction"),
    ('\u{202C}', "a mark of writing direction"),
    ('\u{202D}', "a mark of writing direction"),
    ('\u{202E}', "a mark of writing direction"),
    ('\u{2066}', "a mark of writing direction"),
    ('\u{2067}', "a mark of writing direction"),
    ('\u{2068}', "a mark of writing direction"),
    ('\u{2069}', "a mark of writing direction"),
    ('\u{FE0F}', "a variation selector"),
];

/// Pairs of marks around a text or title.
const QUOTES: &[(char, char)] =
    &[('《', '》'), ('『', '』'), ('‹', '›'), ('〈', '〉'), ('〝', '〞')];

/// The first digits of the scripts whose numbers people type.
const ZEROS: &[char] = &['٠', '۰', '०', '০', '௦', '๐', '໐', '０'];

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let at = scene.failure.at;
    let Some(c) = scene.slice(at..scene.text.len()).chars().next() else { return };
    let here = at..at + c.len_utf8();
    let code_point = format!("(U+{:04X})", u32::from(c));
    if let Some((_, plain, name)) = SIGNS.iter().find(|(sign, ..)| *sign == c) {
        let message = format!("There is {name} {c} {code_point} here.");
        let text = match plain.starts_with(char::is_alphabetic) {
            true => spaced(scene, &here, plain),
            false => (*plain).to_owned(),
        };
        all.push(Candidate::sure(codes::FOREIGN, here.clone(), text, message));
    }
    if let Some((_, name)) = INVISIBLE.iter().find(|(sign, _)| *sign == c) {
        let message = format!("There is {name} {code_point} here, which cannot be seen.");
        all.push(Candidate::sure(codes::FOREIGN, here.clone(), "", message));
    }
    if let Some((_, close)) = QUOTES.iter().find(|(open, _)| *open == c)
        && let Some(length) = scene.slice(here.end..scene.text.len()).find(*close)
    {
        let inner = scene.slice(here.end..here.end + length);
        let text = format!("\"{}\"", inner.replace('"', "\\\""));
        let message = format!("Texts stand between straight quotes, not between {c} and {close}.");
        let whole = at..here.end + length + close.len_utf8();
        all.push(Candidate::sure(codes::FOREIGN, whole, text, message));
    }
    digits(scene, all);
    entity(scene, all);
}

/// A word put in place of a sign, apart from the words beside it.
fn spaced(scene: &Scene<'_>, at: &std::ops::Range<usize>, word: &str) -> String {
    let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let before = touches(scene.slice(0..at.start).chars().next_back());
    let behind = touches(scene.slice(at.end..scene.text.len()).chars().next());
    format!("{}{word}{}", if before { " " } else { "" }, if behind { " " } else { "" })
}

/// `１００`, `๑๐๐`: digits of another script.
fn digits(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(1)..=scene.stop {
        let written = scene.word(index);
        if scene.kind(index) != Some(Kind::Number) || written.is_ascii() {
            continue;
        }
        let plain: String = written.chars().map(|c| digit(c).unwrap_or(c)).collect();
        let message = format!("{written} is written with digits of another script.");
        let at = scene.range(index, index);
        all.push(Candidate::sure(codes::BAD_NUMBER, at, plain, message));
    }
}

fn digit(c: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(*zero)).filter(|it| *it < 10)?;
        char::from_digit(value, 10)
    })
}

/// `&gt;`, `&quot;`: text that came from a web page.
fn entity(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let from = scene.token(scene.stop.saturating_sub(3)).map_or(scene.failure.at, |it| it.at.start);
    let Some(start) = scene.slice(from..scene.text.len()).find('&').map(|it| from + it) else {
        return;
    };
    let rest = scene.slice(start..scene.text.len());
    let known = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&amp;&amp;", "and"),
        ("&amp;", "and"),
    ];
    let Some((name, plain)) = known.iter().find(|(name, _)| rest.starts_with(name)) else {
        return;
    };
    let message = format!("`{name}` came along from a web page.");
    if *plain == "\"" {
        // Both quotes of a text at once.
        let Some(length) = rest.get(name.len()..).and_then(|it| it.find(name)) else { return };
        let end = start + name.len() + length;
        let text = format!("\"{}\"", scene.slice(start + name.len()..end));
        return all.push(Candidate::sure(codes::MARKUP, start..end + name.len(), text, message));
    }
    let end = start + name.len();
    // `&gt;=` is one sign.
    let together = scene.slice(end..scene.text.len()).starts_with('=');
    let (end, plain) =
        if together { (end + 1, format!("{plain}=")) } else { (end, (*plain).into()) };
    all.push(Candidate::sure(codes::MARKUP, start..end, plain, message));
}
