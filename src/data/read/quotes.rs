//! Quotes that a CSV parser would forgive, changing the value without a word.

/// Text between a closing quote and the end of its value.
pub(in crate::data) struct Misplaced {
    /// The field, from 0.
    pub(in crate::data) field: usize,
    /// The byte of the row at which the text begins.
    pub(in crate::data) at: usize,
}

/// Finds text after a closing quote in a row without its line end. Blanks are let pass.
///
/// It is what an unclosed quote leads to sooner or later: the next opening quote closes it.
pub(in crate::data) fn misplaced_text(row: &[u8], delimiter: u8) -> Option<Misplaced> {
    memchr::memchr(b'"', row)?;
    let find = |byte, from: usize| memchr::memchr(byte, row.get(from..)?).map(|at| from + at);
    let (mut at, mut field) = (0, 0);
    loop {
        if row.get(at) == Some(&b'"') {
            at = find(b'"', at + 1)? + 1;
            while row.get(at) == Some(&b'"') {
                at = find(b'"', at + 1)? + 1;
            }
            while matches!(row.get(at), Some(blank @ (b' ' | b'\t')) if *blank != delimiter) {
                at += 1;
            }
            if *row.get(at)? != delimiter {
                return Some(Misplaced { field, at });
            }
        } else {
            at = find(delimiter, at)?;
        }
        at += 1;
        field += 1;
    }
}
