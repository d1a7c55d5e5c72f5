//! Text as a terminal shows it: columns, and nothing that could steer the terminal.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// What a terminal shows as one: a letter with its accents, an emoji of several characters, a tab.
pub(super) struct Cell<'a> {
    /// Its first byte in the text.
    pub at: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its first column, from 0.
    pub column: usize,
    pub width: usize,
    pub shown: Cow<'a, str>,
}

/// The cells of a line. Each is at least one column wide, so that a caret can stand under it.
pub(super) fn cells(line: &str, unicode: bool) -> impl Iterator<Item = Cell<'_>> {
    line.grapheme_indices(true).scan(0, move |column, (at, cluster)| {
        let shown = match cluster {
            "\t" => Cow::Owned(" ".repeat(TAB - *column % TAB)),
            other => visible(other, unicode),
        };
        let cell =
            Cell { at, end: at + cluster.len(), column: *column, width: shown.width(), shown };
        *column += cell.width;
        Some(cell)
    })
}

/// A cluster as it is; or a mark, if it would be invisible, join what stands before, or steer the terminal.
fn visible(cluster: &str, unicode: bool) -> Cow<'_, str> {
    let first = cluster.chars().next().unwrap_or_default();
    match first {
        _ if !unicode && first.is_control() => "?".into(),
        '\0'..='\x1f' => picture(first as u32).into(),
        '\x7f' => "␡".into(),
        _ if first.is_control() || cluster.width() == 0 => {
            if unicode {
                "\u{fffd}".into()
            } else {
                "?".into()
            }
        }
        _ => cluster.into(),
    }
}

/// The picture of a control character: `␛` for escape.
fn picture(control: u32) -> String {
    char::from_u32(0x2400 + control).unwrap_or('\u{fffd}').to_string()
}

/// A message as it may be printed: line breaks stay, blanks stand for tabs.
///
/// Without Unicode the marks that leadscore itself writes become ASCII. What users wrote stays.
pub(in crate::diagnostic) fn message(text: &str, unicode: bool) -> String {
    let mut line = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        match cluster {
            "\n" | "\r\n" => line.push('\n'),
            "\t" => line.push(' '),
            other => line.push_str(&visible(other, unicode)),
        }
    }
    if unicode { line } else { ascii(&line) }
}

/// Text as a terminal may print it: line breaks stay, and what would steer the terminal becomes a mark.
///
/// ```
/// use leadscore::diagnostic::printable;
/// assert_eq!(printable("\u{1b}[31mEve\nMia"), "␛[31mEve\nMia");
/// ```
#[must_use]
pub fn printable(text: &str) -> String {
    message(text, true)
}

/// Text with the marks that messages use written in ASCII. Other characters are of users, and stay.
///
/// ```
/// use leadscore::diagnostic::ascii;
/// assert_eq!(ascii("There are: city, Ж, … abs(number) → number"), "There are: city, Ж, ... abs(number) -> number");
/// ```
#[must_use]
pub fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '…' => plain.push_str("..."),
            '→' => plain.push_str("->"),
            '\u{2400}'..='\u{2421}' | '\u{fffd}' => plain.push('?'),
            other => plain.push(other),
        }
    }
    plain
}
