//! Moments as text: the forms that are read, as regular expressions. What has another form is not understood, whatever an
//! engine would make of it.

/// A day, which may be none of the calendar.
pub(super) const DAY: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

/// A day of the calendar, after the year 0, for engines that stop at any other.
pub(super) const REAL_DAY: &str = "(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";

/// The time behind it: seconds and their fraction may be left out.
const TIME: &str = "(?:[Tt]| +)(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?";

/// The distance from UTC behind that. No place on Earth is farther than 14 hours; some engines stop at 16.
const OFFSET: &str = " *(?:[Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[-+](?:0[0-9]|1[0-5])(?::?[0-5][0-9])?)";

/// A moment with its distance from UTC.
pub(super) fn with_offset(day: &str) -> String {
    format!("^ *{day}{TIME}{OFFSET} *$")
}

/// A day, or a moment in the zone of the model.
pub(super) fn local(day: &str) -> String {
    format!("^ *{day}(?:{TIME})? *$")
}

/// A day as the first group; a time of day may follow.
pub(super) fn day(day: &str, blanks: &str) -> String {
    format!("^[{blanks}]*({day})(?:{TIME}(?:{OFFSET})?)?[{blanks}]*$")
}
