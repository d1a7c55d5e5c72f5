//! Numbers as text: what is read, as a regular expression. What has another form is not understood, whatever an engine
//! would make of it.

/// A sign, digits with a point, and an exponent.
const NUMBER: &str = "[-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?0?0?[0-9][0-9]?)?";

/// What keyboards for Chinese and Japanese type, and the sign that books print.
pub(super) const WIDE: &str = "０１２３４５６７８９．＋－ｅＥ％−";
/// The same as it is typed elsewhere.
pub(super) const NARROW: &str = "0123456789.+-eE%-";

/// A number as the first group, with white space around it.
pub(super) fn number(blanks: &str) -> String {
    format!("^[{blanks}]*({NUMBER})[{blanks}]*$")
}

/// A number as the first group, with or without a sign of percent.
pub(super) fn percent(blanks: &str) -> String {
    format!("^[{blanks}]*({NUMBER})[{blanks}]*%?[{blanks}]*$")
}
