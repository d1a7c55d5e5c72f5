//! Words that people and programs put where they know nothing.

/// What stands for "not known" in nearly every table where it occurs, folded.
const MARKERS: &[&[&str]] = &[
    &[
        "-", "--", "---", "–", "—", "?", "??", "???", ".", "n/a", "#n/a", "n.a.", "n.a", "tbd",
        "nil", "nan",
    ],
    &["null", "(null)", "<null>", "\\n", "undefined", "#null!", "#ref!", "#value!", "#div/0!"],
    // What spreadsheets of several languages show where a formula fails.
    &["#name?", "#num!", "#spill!", "#calc!", "#error!", "#nv", "#wert!", "#bezug!", "#zahl!"],
    &["#н/д", "#ссылка!", "#знач!", "#дел/0!", "#имя?", "#число!", "#valeur!", "#nom?"],
    &[
        "unknown",
        "(unknown)",
        "not known",
        "unspecified",
        "not specified",
        "not provided",
        "not available",
    ],
    &["not set", "no data", "(blank)", "blank", "empty"],
    &["select", "(select)", "please select", "--select--", "- select -", "-- select --"],
    // MySQL's way to write no date.
    &["0000-00-00", "0000-00-00 00:00:00"],
    &["няма данни", "неизвестно", "неизвестен", "не е посочено", "не е известно"],
    &["нет данных", "не указано", "н/д"],
    &[
        "unbekannt",
        "keine angabe",
        "k.a.",
        "k. a.",
        "inconnu",
        "non renseigné",
        "desconocido",
        "sconosciuto",
    ],
    &["nav datu", "nav zināms", "nezināms"],
    &["不详", "未知", "未填写", "暂无", "不明", "ไม่ระบุ"],
];

/// What can mean "not known", but is an answer beside "yes" or where codes have two letters.
const ANSWERS_TOO: &[&str] =
    &["none", "na", "няма", "нет", "немає", "无", "無", "keine", "aucun", "ninguno", "nav"];

/// Whether a folded text certainly stands for "not known".
///
/// ```
/// use leadscore::data::is_marker;
/// assert!(is_marker("n/a"));
/// assert!(!is_marker("sofia"));
/// ```
#[must_use]
pub fn is_marker(folded: &str) -> bool {
    MARKERS.iter().any(|language| language.contains(&folded))
}

/// Whether a folded text stands for "not known" unless the other values of its column speak against it.
pub(in crate::data) fn may_be_marker(folded: &str) -> bool {
    ANSWERS_TOO.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Text;

    #[test]
    fn markers_are_folded() {
        for marker in MARKERS.iter().copied().flatten().chain(ANSWERS_TOO) {
            assert_eq!(&*Text::new(marker).folded, *marker);
        }
    }
}
