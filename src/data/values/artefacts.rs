//! What spreadsheets, accountants and other languages make of values, recognized to say what to write instead.
//!
//! Nothing here is read in silence: `(1,200)` may be a negative number or a remark, and only the sender knows.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::ir::Text;

/// The words for yes and no in other languages, folded.
const ANSWERS: &[(&str, &[&str])] = &[
    (
        "yes",
        &[
            "ja", "oui", "si", "sí", "sì", "да", "так", "tak", "jā", "taip", "ano", "áno", "igen",
            "evet", "sim", "ναι",
        ],
    ),
    (
        "yes",
        &[
            "是",
            "有",
            "はい",
            "예",
            "ใช่",
            "wahr",
            "vrai",
            "t",
            "x",
            "✓",
            "✔",
            "on",
            "ok",
            "истина",
            "вярно",
        ],
    ),
    (
        "no",
        &[
            "nein", "non", "не", "нет", "ні", "nie", "nē", "ne", "nem", "hayır", "não", "όχι",
            "nej", "nee",
        ],
    ),
    (
        "no",
        &[
            "否",
            "无",
            "いいえ",
            "아니요",
            "ไม่ใช่",
            "falsch",
            "faux",
            "f",
            "✗",
            "✘",
            "off",
            "ложь",
            "невярно",
        ],
    ),
];

/// What a word of another language answers: `yes` or `no`.
pub(in crate::data) fn answer(raw: &str) -> Option<&'static str> {
    let folded = Text::new(raw).folded;
    ANSWERS.iter().find(|(_, words)| words.contains(&&*folded)).map(|(answer, _)| *answer)
}

/// The value behind the apostrophe with which spreadsheets mark a text.
pub(in crate::data) fn behind_apostrophe(raw: &str) -> Option<&str> {
    raw.strip_prefix(['\'', '’', '`']).filter(|rest| !rest.is_empty())
}

/// `(1200)`, as accountants write -1200: what stands in the brackets.
pub(in crate::data) fn in_brackets(raw: &str) -> Option<&str> {
    let inner = raw.strip_prefix('(')?.strip_suffix(')')?.trim();
    inner.starts_with(|c: char| c.is_ascii_digit()).then_some(inner)
}

/// The day with this number in a spreadsheet, if it is one of our times.
pub(in crate::data) fn day_of_serial(raw: &str) -> Option<Date> {
    let days: i32 = raw.split(['.', ',']).next()?.parse().ok()?;
    let plain = raw.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    let ours = (20_000..80_000).contains(&days);
    if plain && ours { date(1899, 12, 30).checked_add(days.days()).ok() } else { None }
}

/// The word in a date with digits: most likely the name of a month.
pub(in crate::data) fn month_word(raw: &str) -> Option<&str> {
    let digits = raw.chars().filter(char::is_ascii_digit).count();
    let words = raw.split(|c: char| !c.is_alphabetic()).filter(|it| it.chars().count() >= 3);
    words.max_by_key(|it| it.len()).filter(|_| (3..=8).contains(&digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        for word in ANSWERS.iter().flat_map(|(_, words)| *words) {
            assert_eq!(&*Text::new(word).folded, *word);
        }
        assert_eq!(answer("ДА"), Some("yes"));
        assert_eq!(answer("Nein"), Some("no"));
        assert_eq!(answer("perhaps"), None);
    }

    #[test]
    fn days_of_spreadsheets() {
        assert_eq!(day_of_serial("45321"), Some(date(2024, 1, 30)));
        assert_eq!(day_of_serial("45321.5"), Some(date(2024, 1, 30)));
        for raw in ["20250130", "12", "-45321", "45321a", "", "99999999999999"] {
            assert_eq!(day_of_serial(raw), None, "{raw}");
        }
    }
}
