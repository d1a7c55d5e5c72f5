//! Texts, numbers and comments as SQL writes them, and the letters that need more than `lower`.

use jiff::Timestamp;
use jiff::civil::Date;

/// A text between quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A text between quotes where a backslash is a sign of its own.
pub(super) fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n");
    format!("'{text}'")
}

/// A day.
pub(super) fn day(date: Date) -> String {
    format!("DATE '{date}'")
}

/// A moment in UTC, to the microsecond.
pub(super) fn utc(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d %H:%M:%S%.6f").to_string()
}

/// The most characters of a reason in a comment.
const MOST_CHARACTERS: usize = 100;

/// What a comment says, on one line.
pub(super) fn one_line(text: &str) -> String {
    let line = text.split(char::is_control).map(str::trim).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// White space, as Unicode has it.
pub(super) const BLANKS: &str = "\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";

/// Letters that fold to others than `lower` gives, and what they fold to. `İ` stands for no other letter, so it
/// becomes one that nobody uses.
pub(super) const CASED: &str = "Σςſµ\u{345}ϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈ\u{fb05}İ";
/// See [`CASED`].
pub(super) const FOLDED: &str = "σσsμιβθφπκρεṡвдосттъѣꙋ\u{fb06}\u{e130}";

/// A folded text as the statement folds it: `lower` makes small letters of Cherokee, where folding makes capitals.
pub(super) fn folded_as_sql(folded: &str) -> String {
    let small = |c: char| match c {
        'İ' => '\u{e130}',
        'Ꭰ'..='Ᏽ' => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    };
    folded.chars().map(small).collect()
}
