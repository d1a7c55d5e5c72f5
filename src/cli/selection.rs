//! `score --only`, `score --changed-since`: which records of the data are scored.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::path::Path;

use siphasher::sip::SipHasher13;

use super::End;
use super::args::{DataArgs, Reading, Score};
use super::bind::{Bound, Headers};
use super::data::{Leads, fail};
use super::previous::{Key, key_of};
use super::reads::by_field;
use super::terminal::Terminal;
use crate::data::{Decoder, Event, Loader, thousands};
use crate::ir::{AsOf, Program, Value};
use crate::project::plain_reason;

/// How many fields that changed are told, and how many keys.
const SHOWN: usize = 5;

/// Which records are scored.
pub(super) enum Selection {
    Only(Only),
    Changed(Box<Changed>),
}

impl Selection {
    /// What the arguments choose; `None` if every record is scored.
    pub fn of(
        args: &Score,
        programs: &[Program],
        bound: &[Bound<'_>],
        as_of: AsOf,
        terminal: &Terminal,
    ) -> Result<Option<Self>, End> {
        if args.only.is_none() && args.changed_since.is_none() {
            return Ok(None);
        }
        if bound.iter().any(|it| it.keys.is_empty()) {
            let flag = if args.only.is_some() { "--only" } else { "--changed-since" };
            terminal.fail(
                &format!("{flag} needs to know which record is which, and they have no key."),
                "Mark the field that names a record with `key`: id: text, key",
            );
            return Err(End::CouldNotRun);
        }
        match (&args.only, &args.changed_since) {
            (Some(path), _) => Only::read(path, bound, terminal).map(|it| Some(Self::Only(it))),
            (_, Some(path)) => {
                let changed = Changed::read(path, args, programs, as_of, terminal)?;
                Ok(Some(Self::Changed(Box::new(changed))))
            }
            _ => Ok(None),
        }
    }

    /// Whether a record is scored; `values` are those of the row itself, for each model.
    pub fn takes(&mut self, bound: &[Bound<'_>], values: &[Vec<Value>]) -> bool {
        let key = bound.first().zip(values.first()).and_then(|(it, values)| it.key(values));
        match self {
            Self::Only(only) => only.takes(key),
            Self::Changed(changed) => changed.takes(key, bound, values),
        }
    }

    /// What became of the choice, line by line.
    pub fn summary(&self, read: u64, programs: &[&Program]) -> Vec<String> {
        match self {
            Self::Only(only) => only.summary(),
            Self::Changed(changed) => changed.summary(read, programs),
        }
    }
}

/// Records with the keys of a list.
pub(super) struct Only {
    name: String,
    /// The keys as they are written, and whether each was met.
    wanted: HashMap<Key, (String, bool)>,
}

impl Only {
    fn read(path: &Path, bound: &[Bound<'_>], terminal: &Terminal) -> Result<Self, End> {
        let is_stdin = path == Path::new("-");
        let name = if is_stdin { "standard input".to_owned() } else { path.display().to_string() };
        let mut text = String::new();
        let read = match is_stdin {
            true => std::io::stdin().read_to_string(&mut text).map(|_| text),
            false => std::fs::read_to_string(path),
        };
        let text = read.map_err(|error| {
            terminal.fail(
                &format!("{name} cannot be read: {}.", plain_reason(&error)),
                "It holds one key on each line, as UTF-8 text.",
            );
            End::CouldNotRun
        })?;
        let Some(first) = bound.first() else { return Ok(Self { name, wanted: HashMap::new() }) };
        let names: Vec<&str> = first.keys.iter().map(|(_, name)| name.as_str()).collect();
        let header = names.join(",");
        let mut wanted = HashMap::new();
        let lines = text.trim_start_matches('\u{FEFF}').lines().map(str::trim);
        // A column that was exported alone has its name above.
        for line in lines.filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case(&header)) {
            if let Some(key) = key_in(line, first) {
                wanted.insert(key, (line.to_owned(), false));
            }
        }
        Ok(Self { name, wanted })
    }

    fn takes(&mut self, key: Option<Key>) -> bool {
        let Some((_, met)) = key.and_then(|it| self.wanted.get_mut(&it)) else { return false };
        *met = true;
        true
    }

    fn summary(&self) -> Vec<String> {
        let mut unknown: Vec<&str> =
            self.wanted.values().filter(|(_, met)| !met).map(|(key, _)| key.as_str()).collect();
        let found = self.wanted.len() - unknown.len();
        let (found, all) = (thousands(found as u64), thousands(self.wanted.len() as u64));
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

/// The key that a line means: of several key fields, their values with commas between them.
fn key_in(line: &str, bound: &Bound<'_>) -> Option<Key> {
    let record = &bound.scorer.program().record;
    let parts: Vec<&str> = match bound.keys.len() {
        1 => vec![line],
        _ => line.split(',').collect(),
    };
    let values: Option<Vec<Value>> = bound
        .keys
        .iter()
        .zip(&parts)
        .map(|((id, _), part)| {
            Decoder::new(record.get(*id)?, bound.scorer.clock().zone()).text(part).ok()
        })
        .collect();
    key_of(values?.iter())
}

/// Records that are new, or different in a field that is read.
pub(super) struct Changed {
    name: String,
    /// Of each former record a fingerprint for each field that is read, and whether it was met.
    former: HashMap<Key, (Vec<u64>, bool)>,
    /// The names of those fields, and how often each has changed.
    fields: Vec<(String, u64)>,
    new: u64,
    different: u64,
}

impl Changed {
    fn read(
        path: &Path,
        args: &Score,
        programs: &[Program],
        as_of: AsOf,
        terminal: &Terminal,
    ) -> Result<Self, End> {
        let former = DataArgs {
            data: path.to_owned(),
            // What was not there before counts as missing then.
            reading: Reading { allow_missing_columns: true, ..args.reading.clone() },
        };
        let mut leads = Leads::open(&former, terminal)?;
        let mut loaders = Headers::read(programs, &leads, &former, as_of, terminal)?.alone();
        let mut fields = Vec::new();
        for (program, loader) in programs.iter().zip(&loaders) {
            let name = |id| program.record.get(id).map(|it| it.name.clone());
            fields.extend(loader.wanted().iter().map(|id| (name(*id).unwrap_or_default(), 0)));
        }
        let mut known = HashMap::new();
        while let Some(event) = leads.next().map_err(|error| fail(&error, terminal))? {
            let Event::Row(row) = event else { continue };
            let values: Vec<Vec<Value>> = loaders.iter_mut().map(|it| it.values(&row)).collect();
            let record = programs.first().map(|it| &it.record);
            let keys = record.into_iter().flat_map(crate::ir::Record::keys);
            let first = values.first();
            let key = key_of(keys.filter_map(|id| first?.get(id.0 as usize)));
            if let Some(key) = key {
                let prints =
                    loaders.iter().zip(&values).flat_map(|(it, values)| prints(it, values));
                known.insert(key, (prints.collect(), false));
            }
            leads.recycle(row);
        }
        let name = path.display().to_string();
        Ok(Self { name, former: known, fields, new: 0, different: 0 })
    }

    fn takes(&mut self, key: Option<Key>, bound: &[Bound<'_>], values: &[Vec<Value>]) -> bool {
        let Some((before, met)) = key.and_then(|it| self.former.get_mut(&it)) else {
            self.new += 1;
            return true;
        };
        *met = true;
        let now =
            bound.iter().zip(values).flat_map(|(it, values)| prints(it.rows.loader(), values));
        let mut differs = false;
        for ((now, before), (_, count)) in now.zip(before.iter()).zip(&mut self.fields) {
            if now != *before {
                *count += 1;
                differs = true;
            }
        }
        self.different += u64::from(differs);
        differs
    }

    fn summary(&self, read: u64, programs: &[&Program]) -> Vec<String> {
        let gone = self.former.values().filter(|(_, met)| !met).count() as u64;
        let mut lines = vec![format!(
            "{} of {} changed since {}: {} new, {} different, {} gone",
            thousands(self.new + self.different),
            thousands(read),
            self.name,
            thousands(self.new),
            thousands(self.different),
            thousands(gone),
        )];
        let mut changed: Vec<&(String, u64)> = self.fields.iter().filter(|it| it.1 > 0).collect();
        changed.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        // Two models may read the same field.
        changed.dedup_by(|a, b| a.0 == b.0);
        for (field, count) in changed.iter().take(SHOWN) {
            let count = thousands(*count);
            lines.push(format!("{field} changed in {count}: {}", readers(field, programs)));
        }
        if let Some(more) = changed.len().checked_sub(SHOWN).filter(|it| *it > 0) {
            lines.push(format!("and {more} more fields changed"));
        }
        if programs.iter().any(|it| it.depends_on_the_day()) {
            lines.push(
                "Rules ask how long ago something was: the other records may have other scores today too."
                    .to_owned(),
            );
        }
        lines
    }
}

/// The rules that read a field, or what is behind it.
fn readers(field: &str, programs: &[&Program]) -> String {
    let behind = format!("{field}.");
    let mut rules: Vec<&str> = Vec::new();
    for program in programs {
        for (path, labels) in by_field(program) {
            if path == field || path.starts_with(&behind) {
                rules.extend(labels);
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    rules.retain(|it| seen.insert(*it));
    let shown: Vec<&str> = rules.iter().take(SHOWN).copied().collect();
    match (rules.len(), rules.len().saturating_sub(SHOWN)) {
        (0, _) => "no rule reads it".to_owned(),
        (_, 0) => format!("read by {}", shown.join("; ")),
        (_, more) => format!("read by {} and {more} more", shown.join("; ")),
    }
}

/// A fingerprint of each value that is looked for.
fn prints<'v>(loader: &'v Loader, values: &'v [Value]) -> impl Iterator<Item = u64> + 'v {
    loader.wanted().iter().map(|id| {
        let mut hasher = SipHasher13::new();
        values.get(id.0 as usize).hash(&mut hasher);
        hasher.finish()
    })
}
