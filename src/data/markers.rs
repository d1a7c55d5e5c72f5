//! Words that people and programs put where they know nothing.

/// What stands for "not known" in nearly every table where it occurs, folded.
const MARKERS: &[&str] = &[
    "-",
    "--",
    "---",
    "–",
    "—",
    "?",
    "??",
    "???",
    ".",
    "n/a",
    "#n/a",
    "n.a.",
    "n.a",
    "null",
    "(null)",
    "<null>",
    "\\n",
    "nil",
    "nan",
    "#null!",
    "#ref!",
    "#value!",
    "#div/0!",
    "undefined",
    "unknown",
    "(unknown)",
    "not known",
    "unspecified",
    "not specified",
    "not provided",
    "not available",
    "not set",
    "no data",
    "select",
    "(select)",
    "please select",
    "--select--",
    "- select -",
    "choose",
    "(blank)",
    "blank",
    "empty",
    "tbd",
    "0000-00-00",
    "0000-00-00 00:00:00", // MySQL's way to write no date
    "няма данни",
    "неизвестно",
    "неизвестен",
    "не е посочено",
    "не е известно",
    "нет данных",
    "не указано",
    "н/д",
    "unbekannt",
    "keine angabe",
    "k.a.",
    "k. a.",
    "inconnu",
    "non renseigné",
    "desconocido",
    "sconosciuto",
    "nav datu",
    "nav zināms",
    "nezināms",
    "不详",
    "未知",
    "未填写",
    "暂无",
    "不明",
    "ไม่ระบุ",
];

/// Words that can mean "not known", but are answers beside "yes" or a few other words.
const ANSWERS_TOO: &[&str] =
    &["none", "no", "na", "няма", "нет", "немає", "无", "無", "keine", "aucun", "ninguno", "nav"];

/// Whether a folded text certainly stands for "not known".
///
/// ```
/// use leadscore::data::is_marker;
/// assert!(is_marker("n/a"));
/// assert!(!is_marker("sofia"));
/// ```
#[must_use]
pub fn is_marker(folded: &str) -> bool {
    MARKERS.contains(&folded)
}

/// Whether a folded text may stand for "not known", if the other values leave that meaning.
#[must_use]
pub(super) fn may_be_marker(folded: &str) -> bool {
    ANSWERS_TOO.contains(&folded) && folded != "no"
}
