//! Content that is not in the format that was asked for, or that the file's name promises.

use super::format::Format;
use crate::data::DataError;

/// Refuses a text that begins in another format.
///
/// # Errors
///
/// [`DataError::WrongFormat`], or [`DataError::NotATable`] for a file of rules.
pub(in crate::data) fn refuse_other(
    name: &str,
    format: Format,
    asked: bool,
    head: &[u8],
) -> Result<(), DataError> {
    let text = head.trim_ascii_start();
    if format == Format::Csv && is_rules(text) {
        return Err(DataError::NotATable {
            name: name.to_owned(),
            looks_like: "a file of rules",
            advice: "The rules come first, then the data: leadscore score RULES DATA",
        });
    }
    let found = match (format, begins(text)) {
        (Format::Csv, Some(json)) => json,
        (Format::Ndjson, Some(Format::Json)) if text.starts_with(b"[") => Format::Json,
        (Format::Ndjson | Format::Json, None) if looks_separated(text) => Format::Csv,
        _ => return Ok(()),
    };
    Err(DataError::WrongFormat { name: name.to_owned(), format, found, asked })
}

/// The format of JSON that a text begins in. A header may hold brackets too, so one is not enough.
fn begins(text: &[u8]) -> Option<Format> {
    let next = |rest: &[u8]| rest.trim_ascii_start().first().copied();
    match text {
        [b'[', rest @ ..] if matches!(next(rest), Some(b'{')) => Some(Format::Json),
        [b'{', rest @ ..] if matches!(next(rest), Some(b'"')) => Some(Format::Ndjson),
        _ => None,
    }
}

/// Whether a text begins with a line of names rather than with a piece of JSON.
fn looks_separated(text: &[u8]) -> bool {
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    !text.starts_with(b"{")
        && !text.starts_with(b"[")
        && line.iter().any(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'))
}

/// Whether a text begins as rule files do.
fn is_rules(text: &[u8]) -> bool {
    let lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::trim_ascii);
    let first = lines
        .filter(|line| !line.is_empty() && !line.starts_with(b"#"))
        .map(|line| line.to_ascii_lowercase());
    first.take(1).any(|line| {
        let begins = |words: &[&[u8]]| words.iter().any(|word| line.starts_with(word));
        let holds = |word: &[u8]| memchr::memmem::find(&line, word).is_some();
        begins(&[b"record "]) && line.ends_with(b"{")
            || begins(&[b"model "]) && holds(b" scores ")
            || begins(&[b"when ", b"disqualify when "]) && !line.contains(&b';')
            || begins(&[b"use \""])
    })
}
