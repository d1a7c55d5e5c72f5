//! Words of the command line → values.

use crate::analyze::lints::{self, Lint};
use crate::diagnostic::codes;
use crate::encoding::Encoding;

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
    let mut names: Vec<&str> = lints::all().iter().map(Lint::name).collect();
    names.extend(codes::UNUSED_FIELD.lint);
    let known = names.iter().find(|it| it.eq_ignore_ascii_case(text.trim()));
    match known.or((text == "all").then_some(&"all")) {
        Some(name) => Ok((*name).to_owned()),
        None => Err(format!("there are: all, {}", names.join(", "))),
    }
}
