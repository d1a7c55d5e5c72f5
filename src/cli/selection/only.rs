//! `--only`: records with the keys of a list.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::path::Path;

use super::SHOWN;
use crate::cli::End;
use crate::cli::args::Score;
use crate::cli::bind::Bound;
use crate::cli::data::fail;
use crate::cli::previous::{Key, key_of};
use crate::cli::terminal::Terminal;
use crate::data::{Cells, DataError, Decoder, Event, Format, ReadOptions, Reader, thousands};
use crate::ir::{Value, name_key};
use crate::project::plain_reason;

/// Records with the keys of a list.
pub(crate) struct Only {
    name: String,
    /// The keys as they are written, and whether each was met.
    wanted: HashMap<Key, (String, bool)>,
    /// What can be the key of no record.
    unfit: Vec<String>,
}

impl Only {
    pub fn read(
        path: &Path,
        args: &Score,
        bound: &[Bound<'_>],
        terminal: &Terminal,
    ) -> Result<Self, End> {
        let is_stdin = path == Path::new("-");
        if is_stdin && args.data.as_deref() == Some(path) {
            terminal.fail(
                "The data and the keys cannot both come from standard input.",
                "Give one of them as a file.",
            );
            return Err(End::CouldNotRun);
        }
        let name = if is_stdin { "standard input".to_owned() } else { path.display().to_string() };
        let mut text = String::new();
        let read = match is_stdin {
            true => std::io::stdin().read_to_string(&mut text).map(|_| text),
            false => std::fs::read_to_string(path),
        };
        let text = read.map_err(|error| {
            terminal.fail(
                &format!("{name} cannot be read: {}.", plain_reason(&error)),
                "It holds one key on each line, or is a CSV file with the column of keys, as UTF-8 text.",
            );
            End::CouldNotRun
        })?;
        let mut only = Self { name, wanted: HashMap::new(), unfit: Vec::new() };
        let Some(first) = bound.first() else { return Ok(only) };
        let keys = only.keys_in(text, first).map_err(|error| fail(&error, terminal))?;
        for parts in keys {
            match key_in(&parts, first) {
                Some(key) => drop(only.wanted.insert(key, (parts.join(","), false))),
                None => only.unfit.push(parts.join(",")),
            }
        }
        Ok(only)
    }

    /// The keys as they are written, each in its parts: one on each line, or in the columns of a table.
    fn keys_in(&self, text: String, bound: &Bound<'_>) -> Result<Vec<Vec<String>>, DataError> {
        let names: Vec<String> = bound.keys.iter().map(|(_, name)| name_key(name)).collect();
        let text = text.trim_start_matches('\u{FEFF}');
        let first = text.lines().next().unwrap_or_default();
        let header: Vec<String> = first
            .split([',', ';', '\t', '|'])
            .map(|cell| name_key(cell.trim().trim_matches('"')))
            .collect();
        let is_table = names.iter().all(|name| header.contains(name));
        if is_table && header.len() > 1 {
            return columns(&self.name, text.to_owned(), &names);
        }
        // A column that was exported alone has its name above.
        let lines = text.lines().skip(usize::from(is_table)).map(str::trim);
        let parts = |line: &str| match names.len() {
            1 => vec![unquoted(line)],
            _ => line.split(',').map(unquoted).collect(),
        };
        Ok(lines.filter(|it| !it.is_empty()).map(parts).collect())
    }

    pub fn takes(&mut self, key: Option<Key>) -> bool {
        let Some((_, met)) = key.and_then(|it| self.wanted.get_mut(&it)) else { return false };
        *met = true;
        true
    }

    pub fn summary(&self) -> Vec<String> {
        let lost = self.wanted.values().filter(|(_, met)| !met).map(|(key, _)| key);
        let mut unknown: Vec<&str> = lost.chain(&self.unfit).map(String::as_str).collect();
        let all = self.wanted.len() + self.unfit.len();
        let (found, all) = (thousands((all - unknown.len()) as u64), thousands(all as u64));
        let mut lines = vec![format!("{found} of {all} keys of {} are in the data", self.name)];
        unknown.sort_unstable();
        if !unknown.is_empty() {
            let more = if unknown.len() > SHOWN { ", …" } else { "" };
            let shown: Vec<&str> = unknown.iter().take(SHOWN).copied().collect();
            lines.push(format!("not in the data: {}{more}", shown.join(", ")));
        }
        lines
    }
}

/// The cells of some columns of a CSV table.
fn columns(name: &str, text: String, wanted: &[String]) -> Result<Vec<Vec<String>>, DataError> {
    let options = ReadOptions { format: Some(Format::Csv), ..ReadOptions::default() };
    let mut reader = Reader::from_read(name, Cursor::new(text), &options)?;
    let header: Vec<String> =
        reader.header().unwrap_or_default().iter().map(|it| name_key(it)).collect();
    let places: Vec<usize> =
        wanted.iter().filter_map(|name| header.iter().position(|it| it == name)).collect();
    let mut keys = Vec::new();
    while let Some(event) = reader.next()? {
        let Event::Row(row) = event else { continue };
        let Cells::Fields(cells) = row.cells else { continue };
        let parts: Vec<String> = places.iter().filter_map(|at| cells.get(*at)).cloned().collect();
        if parts.iter().any(|it| !it.trim().is_empty()) {
            keys.push(parts);
        }
    }
    Ok(keys)
}

/// A cell without the quotes of CSV around it.
fn unquoted(cell: &str) -> String {
    let cell = cell.trim();
    match cell.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(inside) => inside.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}

/// The key that its parts mean.
fn key_in(parts: &[String], bound: &Bound<'_>) -> Option<Key> {
    if parts.len() != bound.keys.len() {
        return None;
    }
    let record = &bound.program.record;
    let zone = bound.scorer().clock().zone();
    let value = |id, part: &str| Decoder::new(record.get(id)?, zone).text(part).ok();
    let values: Option<Vec<Value>> =
        bound.keys.iter().zip(parts).map(|((id, _), part)| value(*id, part)).collect();
    key_of(values?.iter())
}
