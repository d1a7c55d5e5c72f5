//! Words of the command line → values.

use std::num::NonZero;

use crate::analyze::lints::{self, Lint};
use crate::diagnostic::{codes, nearest};
use crate::encoding::Encoding;

/// More threads than this help no machine, and each takes memory.
const MOST_THREADS: usize = 1024;

pub(super) fn how_many(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "write a whole number, or put --reasons behind the files".to_owned())
}

pub(super) fn threads(text: &str) -> Result<NonZero<usize>, String> {
    let number = text.trim().parse().ok().filter(|it: &NonZero<usize>| it.get() <= MOST_THREADS);
    number.ok_or_else(|| format!("write a whole number from 1 to {MOST_THREADS}, such as 4"))
}

/// The name of something that is made.
pub(super) fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("write a name, such as lead_scores".to_owned()),
        name => Ok(name.to_owned()),
    }
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
        None => Err(match nearest(text, names.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("there are: all, {}", names.join(", ")),
        }),
    }
}
