//! Words of the command line → values.

use crate::analyze::lints;
use crate::encoding::Encoding;
use crate::ir::AsOf;

pub(super) fn as_of(text: &str) -> Result<AsOf, String> {
    if let Ok(date) = text.parse::<jiff::civil::Date>()
        && !text.contains([':', 'T', ' '])
    {
        return Ok(AsOf::Day(date));
    }
    text.parse::<jiff::Timestamp>()
        .map(AsOf::Instant)
        .map_err(|_| "write a date like 2025-03-01, or a moment like 2025-03-01T12:00Z".to_owned())
}

pub(super) fn how_many(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "write a whole number, or put --reasons behind the files".to_owned())
}

pub(super) fn encoding(text: &str) -> Result<Encoding, String> {
    Encoding::named(text).map_err(|unknown| format!("{unknown}. {}", unknown.help()))
}

pub(super) fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "," => Ok(b','),
        ";" => Ok(b';'),
        "|" => Ok(b'|'),
        "\t" | "tab" | "\\t" => Ok(b'\t'),
        _ => Err("choose one of , ; | or tab".to_owned()),
    }
}

/// The name of a lint, or `all`.
pub(super) fn lint(text: &str) -> Result<String, String> {
    let known = lints::find(text).map(|it| it.name);
    if let Some(name) = known.or((text == "all").then_some("all")) {
        return Ok(name.to_owned());
    }
    let names: Vec<&str> = lints::all().iter().map(|it| it.name).collect();
    Err(format!("there are: all, {}", names.join(", ")))
}
