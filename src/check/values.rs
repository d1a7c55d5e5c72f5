//! Texts that are no value of a closed list: which value was meant.

use unicode_script::UnicodeScript;

use crate::diagnostic::{nearest, unlike};
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
    let alike = |it: &'a Text| Some((&*it.exact, unlike(text, &it.exact)?));
    let mut alike = values.iter().filter_map(alike);
    if let (Some((value, difference)), None) = (alike.next(), alike.next()) {
        let why = format!("It looks like \"{value}\", but {difference}.");
        return Some(Meant { value, why, sure: is_foreign(text, value) });
    }
    if let Some(value) = same_country(text, values) {
        let why = format!("It is called \"{value}\" in the list.");
        return Some(Meant { value, why, sure: false });
    }
    let near = nearest(text, values.iter().map(|it| &*it.exact));
    near.map(|value| Meant { value, why: String::new(), sure: false })
}

/// Whether a text holds a letter of a script that the value has not, or a sign that it has not. Letters of one
/// script that look alike are a slip like any other.
fn is_foreign(text: &str, value: &str) -> bool {
    let of_value = |script| value.chars().any(|c| c.script() == script);
    text.chars().any(|c| !of_value(c.script()) || !c.is_alphanumeric() && !value.contains(c))
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
    let mut same = values.iter().filter(|it| all.iter().any(|name| **name == *it.folded));
    match (same.next(), same.next()) {
        (Some(only), None) => Some(&only.exact),
        _ => None,
    }
}
