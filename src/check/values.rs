//! Texts that are no value of a closed list: which value was meant.

use unicode_script::UnicodeScript;
use unicode_security::skeleton;

use crate::diagnostic::nearest;
use crate::ir::{Text, fold};

/// The value of a closed list that a text most probably means.
pub(super) struct Meant<'a> {
    pub value: &'a str,
    /// What is odd about the text, as a sentence; empty for a mere slip.
    pub why: String,
    /// Whether the text looks the same as the value, so that nothing else can be meant.
    pub sure: bool,
}

/// Finds the value that is meant: the same but for what cannot be seen, the same country, or the nearest.
pub(super) fn meant<'a>(text: &str, values: &'a [Text]) -> Option<Meant<'a>> {
    if let Some((c, plain)) = invisible(text)
        && let Some(value) = values.iter().find(|it| it.folded == fold(&plain))
    {
        let why = format!("It holds {c}, which cannot be seen.");
        return Some(Meant { value: &value.exact, why, sure: true });
    }
    let shape = |text: &str| skeleton(&fold(text)).collect::<String>();
    let wanted = shape(text);
    let alike: Vec<&Text> = values.iter().filter(|it| shape(&it.folded) == wanted).collect();
    if let [only] = alike.as_slice() {
        return Some(Meant { value: &only.exact, why: odd_letter(text, &only.exact), sure: true });
    }
    if let Some(value) = same_country(text, values) {
        let why = format!("It is called \"{value}\" in the list.");
        return Some(Meant { value, why, sure: false });
    }
    let near = nearest(text, values.iter().map(|it| it.exact.as_str()));
    near.map(|value| Meant { value, why: String::new(), sure: false })
}

/// The first character that cannot be seen, in words, and the text without such characters.
pub(super) fn invisible(text: &str) -> Option<(String, String)> {
    let hidden = |c: char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let odd = |c: char| {
        hidden(c) || matches!(c, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}')
    };
    let first = text.trim().chars().find(|c| odd(*c))?;
    let name = match first {
        '\u{AD}' => "a soft hyphen",
        '\u{A0}' | '\u{202F}' => "a no-break space",
        '\u{200B}' => "a zero-width space",
        '\u{200E}' | '\u{200F}' => "a mark of writing direction",
        '\u{3000}' => "an ideographic space",
        _ if hidden(first) => "a mark",
        _ => "an unusual space",
    };
    let plain: String =
        text.chars().filter(|c| !hidden(*c)).map(|c| if odd(c) { ' ' } else { c }).collect();
    Some((format!("{name} (U+{:04X})", u32::from(first)), plain))
}

/// `Rеtail` with a Cyrillic е.
fn odd_letter(text: &str, value: &str) -> String {
    let differs =
        text.chars().zip(value.chars()).find(|(a, b)| fold(&a.to_string()) != fold(&b.to_string()));
    differs.map_or_else(String::new, |(a, b)| {
        format!(
            "{a} (U+{:04X}) is a {} letter; the value has {} {b}.",
            u32::from(a),
            a.script().full_name(),
            b.script().full_name(),
        )
    })
}

/// The one value that names the same country, by another name or code.
pub fn same_country<'a>(text: &str, values: &'a [Text]) -> Option<&'a str> {
    let wanted = fold(text);
    let names = |line: &'static str| line.split(" | ").map(fold);
    let line = include_str!("countries.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find(|line| names(line).any(|it| it == wanted))?;
    let all: Vec<String> = names(line).collect();
    let mut same = values.iter().filter(|it| all.contains(&it.folded));
    match (same.next(), same.next()) {
        (Some(only), None) => Some(&only.exact),
        _ => None,
    }
}
