//! `--changed-since`: records that are new, or different in a field that rules read.

use std::collections::HashMap;
use std::convert::Infallible;
use std::path::PathBuf;
use std::str::FromStr;

use super::SHOWN;
use super::prints::Prints;
use crate::cli::End;
use crate::cli::args::{DataArgs, Score};
use crate::cli::bind::{Headers, Rows};
use crate::cli::data::{Leads, fail};
use crate::cli::previous::{Key, key_of};
use crate::cli::reads::by_field;
use crate::cli::terminal::Terminal;
use crate::data::{Event, Loader, Rejections, Row, With, thousands};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::ir::{AsOf, FieldId, Program, Value, name_key};
use crate::source::Sources;

/// Records that are new, or different in a field that is read.
pub(crate) struct Changed {
    name: String,
    prints: Prints,
    /// Whether former files of related records are compared too.
    related: bool,
    /// Of each former record a fingerprint for each field that is read, and whether it was met.
    former: HashMap<Key, (Box<[u64]>, bool)>,
    /// How often each field has changed.
    changed: Vec<u64>,
    new: u64,
    different: u64,
}

/// A file of the run before.
#[derive(Clone, Debug)]
pub(crate) enum FormerFile {
    Leads(PathBuf),
    Related(With),
}

impl FromStr for FormerFile {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        // A name of a file may hold the sign, too.
        let is_file = PathBuf::from(text).exists();
        match text.parse() {
            Ok(with) if !is_file => Ok(Self::Related(with)),
            _ => Ok(Self::Leads(PathBuf::from(text))),
        }
    }
}

/// The files of the run before.
struct Former {
    data: DataArgs,
    related: bool,
}

impl Former {
    /// The former leads, and the former files of related records in place of those of today.
    fn of(args: &Score, terminal: &Terminal) -> Result<Self, End> {
        let mut reading = args.reading.clone();
        // What was not there before counts as missing then.
        reading.allow_missing_columns = true;
        let (mut leads, mut related) = (Vec::new(), Vec::<&With>::new());
        for file in &args.changed_since {
            match file {
                FormerFile::Leads(path) => leads.push(path),
                FormerFile::Related(with) => related.push(with),
            }
        }
        let [data] = leads.as_slice() else {
            terminal.fail(
                "--changed-since needs the former file of the leads, once.",
                "Name it, and behind it those of related records: --changed-since OLD.csv --changed-since visits=OLD_VISITS.csv",
            );
            return Err(End::CouldNotRun);
        };
        let same = |one: &With, other: &With| name_key(&one.name) == name_key(&other.name);
        for with in &related {
            if !args.reading.with.iter().any(|it| same(it, with)) {
                let (name, file) = (&with.name, with.file.display());
                terminal.fail(
                    &format!("--changed-since {name}={file} has no file of today to compare with."),
                    &format!("Name it by the same name: --with {name}=FILE"),
                );
                return Err(End::CouldNotRun);
            }
        }
        reading.with.retain(|it| !related.iter().any(|with| same(it, with)));
        reading.with.extend(related.iter().map(|it| (*it).clone()));
        let data = DataArgs { data: (*data).clone(), reading };
        Ok(Self { data, related: !related.is_empty() })
    }
}

/// What gives the values of former records.
enum Values {
    Alone(Vec<Loader>),
    Joined(Vec<Rows>),
}

impl Values {
    fn of(&mut self, row: &Row) -> Vec<Vec<Value>> {
        match self {
            Self::Alone(loaders) => loaders.iter_mut().map(|it| it.values(row)).collect(),
            Self::Joined(rows) => rows.iter_mut().map(|it| it.values(row)).collect(),
        }
    }

    fn loaders(&self) -> Vec<&Loader> {
        match self {
            Self::Alone(loaders) => loaders.iter().collect(),
            Self::Joined(rows) => rows.iter().map(Rows::loader).collect(),
        }
    }
}

/// The fields that no former record had.
fn absent(values: &Values) -> Vec<FieldId> {
    values.loaders().first().map(|it| it.absent()).unwrap_or_default()
}

impl Changed {
    pub fn read(
        args: &Score,
        programs: &[Program],
        as_of: AsOf,
        terminal: &Terminal,
    ) -> Result<Self, End> {
        let Former { data, related } = Former::of(args, terminal)?;
        let mut leads = Leads::open(&data, terminal)?;
        let headers = Headers::read(programs, &leads, &data, as_of, terminal)?;
        let mut values = match related {
            true => Values::Joined(headers.tables(None, terminal)?.0),
            false => Values::Alone(headers.alone()),
        };
        let prints = Prints::of(programs, values.loaders().into_iter());
        let keys: Vec<FieldId> =
            programs.first().into_iter().flat_map(|it| it.record.keys()).collect();
        let mut former = HashMap::new();
        let (mut without_key, mut rejections) = (0, Rejections::default());
        while let Some(event) = leads.next().map_err(|error| fail(&error, terminal))? {
            let row = match event {
                Event::Row(row) => row,
                Event::Rejected(rejection) => {
                    rejections.add(&rejection);
                    continue;
                }
                Event::RejectedMore(_) => continue,
            };
            let values = values.of(&row);
            let first = values.first();
            match key_of(keys.iter().filter_map(|id| first?.get(id.0 as usize))) {
                Some(key) => drop(former.insert(key, (prints.take(&values).collect(), false))),
                None => without_key += 1,
            }
            leads.recycle(row);
        }
        let name = data.data.display().to_string();
        let told = Told { name: &name, programs, absent: absent(&values), keys: &keys };
        let findings = told.findings(without_key, rejections.count());
        if terminal.findings(&findings, &Sources::new()) {
            let could_not = findings.iter().any(Diagnostic::is_error);
            return Err(if could_not { End::CouldNotRun } else { End::Found });
        }
        let changed = vec![0; prints.names().count()];
        Ok(Self { name, prints, related, former, changed, new: 0, different: 0 })
    }

    pub fn sees_related(&self) -> bool {
        self.related
    }

    pub fn takes(&mut self, key: Option<Key>, values: &[Vec<Value>]) -> bool {
        let Some((before, met)) = key.and_then(|it| self.former.get_mut(&it)) else {
            self.new += 1;
            return true;
        };
        *met = true;
        let mut differs = false;
        let now = self.prints.take(values);
        for ((now, before), count) in now.zip(before.iter()).zip(&mut self.changed) {
            if now != *before {
                *count += 1;
                differs = true;
            }
        }
        self.different += u64::from(differs);
        differs
    }

    pub fn summary(&self, read: u64, programs: &[&Program]) -> Vec<String> {
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
        // Two models may read the same field.
        let mut changed: Vec<(&str, u64)> = Vec::new();
        for (name, &count) in self.prints.names().zip(&self.changed).filter(|it| *it.1 > 0) {
            match changed.iter_mut().find(|it| it.0 == name) {
                Some((_, known)) => *known = count.max(*known),
                None => changed.push((name, count)),
            }
        }
        changed.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
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

/// What is wrong with former leads.
struct Told<'a> {
    name: &'a str,
    programs: &'a [Program],
    absent: Vec<FieldId>,
    keys: &'a [FieldId],
}

impl Told<'_> {
    fn findings(&self, without_key: u64, rejected: u64) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let finding = |severity, message: String, help: &str| {
            Diagnostic::general(severity, codes::FORMER_DATA, message).help(help)
        };
        for id in &self.absent {
            let Some(field) = self.programs.first().and_then(|it| it.record.get(*id)) else {
                continue;
            };
            let message = format!("{} has no \"{}\".", self.name, field.column);
            findings.push(match self.keys.contains(id) {
                true => finding(
                    Severity::Error,
                    message,
                    "It is the key by which records are found again. Name the file of leads from before.",
                ),
                false => finding(
                    Severity::Warning,
                    message,
                    "It counts as missing there, so whoever has one today counts as changed.",
                ),
            });
        }
        let rows = |count: u64| {
            format!(
                "{} {} of {}",
                thousands(count),
                if count == 1 { "row" } else { "rows" },
                self.name
            )
        };
        if rejected > 0 {
            findings.push(finding(
                Severity::Warning,
                format!("{} cannot be read.", rows(rejected)),
                "Such a record counts as new.",
            ));
        }
        if without_key > 0 && findings.iter().all(|it| !it.is_error()) {
            let has = if without_key == 1 { "has" } else { "have" };
            findings.push(finding(
                Severity::Warning,
                format!("{} {has} no key.", rows(without_key)),
                "Such a record counts as new.",
            ));
        }
        findings
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
