//! The scores of a run before, read back to be compared with the new ones.

use std::collections::HashMap;
use std::hash::Hasher;
use std::path::Path;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::End;
use super::args::OutFormat;
use super::bind::Bound;
use super::data::fail;
use super::former::{Columns, Former};
use super::output::format_of;
use super::terminal::Terminal;
use crate::data::{
    Binding, Cells, DataError, Event, Loader, ReadOptions, Reader, Rejections, Row, Source,
    thousands,
};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::eval::Previous;
use crate::ir::{FieldId, NumberFormat, Record, Value, name_key};
use crate::source::Sources;

/// How many keys a message shows.
const SHOWN: usize = 3;

/// The key of a record in 16 bytes: two of a thousand million records share one with a chance of 1 to 10^20.
pub(super) type Key = (u64, u64);

/// The key that values make together; `None` if one of them is missing.
pub(super) fn key_of<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Key> {
    let mut hasher = SipHasher13::new();
    for value in values {
        if value.is_missing() {
            return None;
        }
        hasher.write(value.to_string().as_bytes());
        // No UTF-8 text has this byte, so different keys stay different.
        hasher.write_u8(0xFF);
    }
    let hash = hasher.finish128();
    Some((hash.h1, hash.h2))
}

/// The scores of a run before, by the keys of their records.
pub(super) struct PreviousScores {
    /// How many models are scored.
    models: usize,
    /// Which record has a key.
    places: HashMap<Key, usize>,
    /// Of each record the score in each model.
    scores: Vec<Option<Previous>>,
    /// Which records this run has met.
    met: Vec<bool>,
}

impl PreviousScores {
    /// Reads a file that `score` has written; what cannot be compared in it is told.
    pub fn read(path: &Path, bound: &[Bound<'_>], terminal: &Terminal) -> Result<Self, End> {
        let mut scores = Self {
            models: bound.len(),
            places: HashMap::new(),
            scores: Vec::new(),
            met: Vec::new(),
        };
        let reader = match Reader::open(&Source::from(path), &ReadOptions::default()) {
            Ok(reader) => reader,
            // That is how a run of no records looks.
            Err(DataError::Empty { .. }) if format_of(path) == Some(OutFormat::Ndjson) => {
                return Ok(scores);
            }
            Err(error @ DataError::NotFound { .. }) => {
                let message = format!("{error}.");
                return Err(terminal.stop(
                    &Diagnostic::general(Severity::Error, error.code(), message).help(
                        "On the first run there are no previous scores: leave --previous out.",
                    ),
                ));
            }
            Err(error) => return Err(fail(&error, terminal)),
        };
        let mut reading = Reading::new(reader, bound).map_err(|it| terminal.stop(&it))?;
        reading.all(&mut scores).map_err(|error| fail(&error, terminal))?;
        reading.nothing_found(&scores).map_or(Ok(()), |it| Err(terminal.stop(&it)))?;
        match terminal.findings(&reading.findings(), &Sources::new()) {
            true => Err(End::Found),
            false => Ok(scores),
        }
    }

    /// The previous scores of a record, one for each model; the record counts as met.
    pub fn find(&mut self, key: Key) -> &[Option<Previous>] {
        let Some(&place) = self.places.get(&key) else { return &[] };
        if let Some(met) = self.met.get_mut(place) {
            *met = true;
        }
        let first = place * self.models;
        self.scores.get(first..first + self.models).unwrap_or_default()
    }

    /// How many records this run has not met.
    pub fn gone(&self) -> u64 {
        self.met.iter().filter(|met| !**met).count() as u64
    }

    /// Keeps the scores of a record; tells whether its key is new.
    fn insert(&mut self, key: Key, scores: Vec<Option<Previous>>) -> bool {
        let new = self.met.len();
        let place = *self.places.entry(key).or_insert(new);
        if place == new {
            self.met.push(false);
            self.scores.extend(scores);
            return true;
        }
        let first = place * self.models;
        let known = self.scores.get_mut(first..first + self.models).unwrap_or_default();
        known.iter_mut().zip(scores).for_each(|(old, new)| *old = new);
        false
    }
}

/// A file of previous scores being read.
struct Reading {
    reader: Reader,
    /// Reads the keys.
    loader: Loader,
    keys: Vec<String>,
    columns: Columns,
    rows: u64,
    without_key: u64,
    repeated: Examples,
    unreadable: Examples,
    rejections: Rejections,
}

/// How many there are, with the first ones.
#[derive(Default)]
struct Examples {
    count: u64,
    shown: Vec<String>,
}

impl Examples {
    fn add(&mut self, key: &[Value]) {
        self.count += 1;
        if self.shown.len() < SHOWN {
            let parts: Vec<String> = key.iter().map(Value::to_string).collect();
            self.shown.push(format!("\"{}\"", parts.join(", ")));
        }
    }

    fn list(&self) -> String {
        let more = if self.count > self.shown.len() as u64 { ", …" } else { "." };
        format!("{}{more}", self.shown.join(", "))
    }
}

impl Reading {
    fn new(reader: Reader, bound: &[Bound<'_>]) -> Result<Self, Diagnostic> {
        let header = reader.header().map(<[String]>::to_vec);
        let keys: Vec<String> = bound
            .first()
            .map(|it| it.keys.iter().map(|(_, name)| name.clone()).collect())
            .unwrap_or_default();
        let columns = Columns::of(header.as_deref(), bound);
        if let Some(header) = &header {
            if is_drawn(header) {
                let message = format!("{} is a table for people to read.", reader.name());
                return Err(error(message).help(
                    "Save the scores as CSV or NDJSON, and give that file: leadscore score … -o scores.csv",
                ));
            }
            let absent =
                |name: &&String| !header.iter().any(|column| name_key(column) == name_key(name));
            let missing = columns.missing().or(keys.iter().find(absent).cloned());
            if let Some(missing) = missing {
                return Err(no_column(reader.name(), &missing, header));
            }
        }
        let record = record_of_keys(bound, &keys, header.as_deref());
        let all: Vec<FieldId> = (0..).map(FieldId).take(record.fields.len()).collect();
        let binding = match &header {
            Some(header) => Binding::of_header(&record, &all, header, true).0,
            None => Binding::of_keys(&record, &all),
        };
        Ok(Self {
            loader: Loader::new(&record, binding, &jiff::tz::TimeZone::UTC),
            reader,
            keys,
            columns,
            rows: 0,
            without_key: 0,
            repeated: Examples::default(),
            unreadable: Examples::default(),
            rejections: Rejections::default(),
        })
    }

    fn all(&mut self, scores: &mut PreviousScores) -> Result<(), DataError> {
        while let Some(event) = self.reader.next()? {
            match event {
                Event::Row(row) => {
                    self.row(&row, scores);
                    self.reader.recycle(row);
                }
                Event::Rejected(rejection) => self.rejections.add(&rejection),
                Event::RejectedMore(_) => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, row: &Row, scores: &mut PreviousScores) {
        self.rows += 1;
        let values = self.loader.values(row);
        let found = match &row.cells {
            Cells::Fields(fields) => self.columns.in_fields(fields),
            Cells::Object(object) => self.columns.in_object(object),
        };
        let Some(key) = key_of(values.iter()) else {
            self.without_key += 1;
            return;
        };
        if found.contains(&Former::Unreadable) {
            self.unreadable.add(&values);
        }
        if !scores.insert(key, found.into_iter().map(Former::known).collect()) {
            self.repeated.add(&values);
        }
    }

    /// Of JSON, whose keys are only known at the end: what no record has.
    fn nothing_found(&self, scores: &PreviousScores) -> Option<Diagnostic> {
        if self.rows == 0 || self.reader.header().is_some() {
            return None;
        }
        let missing = match self.loader.absent().first() {
            Some(key) => self.keys.get(key.0 as usize).cloned(),
            None if scores.places.is_empty() => None,
            None => self.columns.never_found(),
        };
        let message = format!("No record of {} has a \"{}\".", self.reader.name(), missing?);
        Some(
            error(message)
                .help("Name a file that `leadscore score` has written before, as CSV or NDJSON."),
        )
    }

    fn findings(&self) -> Vec<Diagnostic> {
        let name = self.reader.name();
        let records = |count: u64| {
            let has = if count == 1 { "record of {} has" } else { "records of {} have" };
            format!("{} {}", thousands(count), has.replace("{}", name))
        };
        let (unreadable, repeated) = (&self.unreadable, &self.repeated);
        let rejected = self.rejections.count();
        let keys = self.keys.join(", ");
        let rows = if rejected == 1 { "row" } else { "rows" };
        let told = [
            (
                unreadable.count,
                format!(
                    "{} no score and status that can be read: {}",
                    records(unreadable.count),
                    unreadable.list()
                ),
                "Such a record counts as new.",
            ),
            (
                self.without_key,
                format!("{} no {keys}, which is the key.", records(self.without_key)),
                "Such a record cannot be found again, so it is left out.",
            ),
            (
                repeated.count,
                format!(
                    "{} the key of an earlier one: {}",
                    records(repeated.count),
                    repeated.list()
                ),
                "The last one counts.",
            ),
            (
                rejected,
                format!("{} {rows} of {name} cannot be read.", thousands(rejected)),
                "What was scored there counts as new.",
            ),
        ];
        told.into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(_, message, help)| {
                Diagnostic::general(Severity::Warning, codes::PREVIOUS_SCORES, message).help(help)
            })
            .collect()
    }
}

/// The keys as a record of their own.
fn record_of_keys(bound: &[Bound<'_>], keys: &[String], header: Option<&[String]>) -> Record {
    let Some(first) = bound.first() else { return Record::default() };
    // Where the keys stand first, `score` has written them itself; else they are cells of the data.
    let own = header.is_some_and(|it| it.starts_with(keys));
    let record = &first.program.record;
    let fields = first.keys.iter().filter_map(|(id, name)| {
        let mut field = record.get(*id)?.clone();
        field.column = name.clone();
        // A loader keeps the text of every key, and here 16 bytes do.
        field.key = false;
        if own {
            field.number_format = NumberFormat::default();
        }
        Some(field)
    });
    Record::new(record.name.clone(), fields.collect())
}

/// Whether a header is the first line of a table that was drawn for people.
fn is_drawn(header: &[String]) -> bool {
    let [line] = header else { return false };
    let mut words = line.split_whitespace();
    words.clone().count() > 1 && words.any(|it| it == "score" || it.ends_with(".score"))
}

fn no_column(name: &str, column: &str, header: &[String]) -> Diagnostic {
    error(format!("{name} has no column \"{column}\".")).help(format!(
        "Name a file that `leadscore score` has written before, as CSV or NDJSON. The columns of this one are: {}",
        header.join(", ")
    ))
}

fn error(message: String) -> Diagnostic {
    Diagnostic::general(Severity::Error, codes::PREVIOUS_SCORES, message)
}
