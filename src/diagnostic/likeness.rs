//! Texts that look alike and are not: letters of another script, characters that cannot be seen.

use unicode_script::UnicodeScript;
use unicode_security::skeleton;

/// Characters that cannot be seen, or look like a usual blank.
const INVISIBLE: &[(char, &str)] = &[
    ('\t', "a tab"),
    ('\n', "a line break"),
    ('\r', "a line break"),
    ('\u{A0}', "a no-break space"),
    ('\u{AD}', "a soft hyphen"),
    ('\u{2009}', "a thin space"),
    ('\u{200B}', "a zero-width space"),
    ('\u{200C}', "a zero-width non-joiner"),
    ('\u{200D}', "a zero-width joiner"),
    ('\u{200E}', "a left-to-right mark"),
    ('\u{200F}', "a right-to-left mark"),
    ('\u{202A}', "a direction mark"),
    ('\u{202B}', "a direction mark"),
    ('\u{202C}', "a direction mark"),
    ('\u{202F}', "a narrow no-break space"),
    ('\u{2060}', "a word joiner"),
    ('\u{3000}', "an ideographic space"),
    ('\u{FEFF}', "a byte order mark"),
];

/// In which character a text differs from one that looks the same, as the end of a sentence about it; none if they
/// do not look the same or differ in nothing but case.
///
/// ```
/// use leadscore::diagnostic::unlike;
/// assert_eq!(unlike("ЅAP", "SAP").as_deref(), Some("its 1st character is Cyrillic Ѕ (U+0405), not Latin S"));
/// assert_eq!(unlike("SAP\u{200b}", "SAP").as_deref(), Some("it holds a zero-width space (U+200B)"));
/// assert_eq!(unlike("SUP", "SAP"), None);
/// ```
#[must_use]
pub fn unlike(written: &str, meant: &str) -> Option<String> {
    if written.to_lowercase() == meant.to_lowercase() {
        return None;
    }
    let (seen, expected) = (visible(written), visible(meant));
    let looks_the_same = skeleton(&seen).eq(skeleton(&expected))
        || skeleton(&seen.to_lowercase()).eq(skeleton(&expected.to_lowercase()));
    if !looks_the_same {
        return None;
    }
    hidden(written, meant)
        .or_else(|| odd_letter(&seen, &expected))
        .or_else(|| Some("its blanks are others".to_owned()))
}

/// A character in `written` that cannot be seen and is not in `meant`.
fn hidden(written: &str, meant: &str) -> Option<String> {
    let odd = |c: &char| INVISIBLE.iter().any(|(known, _)| known == c) && !meant.contains(*c);
    let odd = written.chars().find(odd)?;
    let (_, name) = INVISIBLE.iter().find(|(known, _)| *known == odd)?;
    Some(format!("it holds {name} (U+{:04X})", u32::from(odd)))
}

fn odd_letter(seen: &str, expected: &str) -> Option<String> {
    let same = |a: char, b: char| a.to_lowercase().eq(b.to_lowercase());
    let pairs = seen.chars().zip(expected.chars()).enumerate();
    let (at, (odd, usual)) = pairs.into_iter().find(|(_, (a, b))| !same(*a, *b))?;
    let scripts = (odd.script(), usual.script());
    let script = |script: unicode_script::Script| match scripts.0 == scripts.1 {
        true => String::new(),
        false => format!("{} ", script.full_name()),
    };
    Some(format!(
        "its {} character is {}{odd} (U+{:04X}), not {}{usual}",
        ordinal(at + 1),
        script(scripts.0),
        u32::from(odd),
        script(scripts.1),
    ))
}

/// A text without what cannot be seen, its blanks squeezed.
fn visible(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_whitespace();
        if blank && !seen.ends_with(' ') && !seen.is_empty() {
            seen.push(' ');
        } else if !blank && INVISIBLE.iter().all(|(known, _)| *known != c) {
            seen.push(c);
        }
    }
    seen.truncate(seen.trim_end().len());
    seen
}

/// `1st`, `2nd`, `3rd`, `4th`.
#[must_use]
pub fn ordinal(number: usize) -> String {
    let suffix = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_told_apart() {
        for (written, meant, told) in [
            (
                "Mаnufacturing",
                "manufacturing",
                "its 2nd character is Cyrillic а (U+0430), not Latin a",
            ),
            ("Тrade", "Trade", "its 1st character is Cyrillic Т (U+0422), not Latin T"),
            ("New\u{a0}York", "New York", "it holds a no-break space (U+00A0)"),
            ("New  York", "New York", "its blanks are others"),
            ("\u{feff}id", "id", "it holds a byte order mark (U+FEFF)"),
            ("Ρίζα", "Pίζα", "its 1st character is Greek Ρ (U+03A1), not Latin P"),
        ] {
            assert_eq!(unlike(written, meant).as_deref(), Some(told), "{written}");
        }
        for (written, meant) in [("Sofia", "Varna"), ("SOFIA", "Sofia"), ("", "a"), ("a", "")] {
            assert_eq!(unlike(written, meant), None, "{written}");
        }
    }

    #[test]
    fn ordinals() {
        let told: Vec<String> =
            [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].into_iter().map(ordinal).collect();
        assert_eq!(told.join(" "), "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th");
    }
}
