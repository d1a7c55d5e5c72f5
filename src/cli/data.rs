//! Leads named on the command line → rows, bound to the models that score them.

use std::collections::VecDeque;
use std::path::Path;

use super::End;
use super::args::{Common, DataArgs, InFormat};
use super::terminal::Terminal;
use crate::data::{
    Chunk, DataError, Event, Format, ReadOptions, Reader, Slots, Source, TableStats, doubt_object,
    infer_record,
};
use crate::diagnostic::{Diagnostic, Severity, codes, in_order};
use crate::ir::{AsOf, Program, Record};
use crate::project::{Model, Project};

/// How many rows are looked at to find the types of leads without a record.
const SAMPLE: usize = 10_000;

/// The moment of the run: one for all of it.
pub(super) fn as_of(common: &Common) -> AsOf {
    common.as_of.unwrap_or_else(|| AsOf::Instant(jiff::Timestamp::now()))
}

/// The rows of a file, the first of which may have been looked at already.
pub(super) struct Leads {
    reader: Reader,
    ahead: VecDeque<Event>,
}

impl Leads {
    /// Opens a file or standard input.
    pub fn open(args: &DataArgs, terminal: &Terminal) -> Result<Self, End> {
        let format = args.reading.format.map(|it| match it {
            InFormat::Csv => Format::Csv,
            InFormat::Ndjson => Format::Ndjson,
            InFormat::Json => Format::Json,
        });
        let options = ReadOptions {
            format,
            delimiter: args.reading.delimiter,
            encoding: args.reading.encoding,
            ..ReadOptions::default()
        };
        Self::open_with(&args.data, &options, terminal)
    }

    /// Opens a file or standard input with the given options.
    pub fn open_with(path: &Path, options: &ReadOptions, terminal: &Terminal) -> Result<Self, End> {
        match Reader::open(&Source::from(path), options) {
            Ok(reader) => Ok(Self { reader, ahead: VecDeque::new() }),
            Err(error) => Err(fail(&error, terminal)),
        }
    }

    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The next row or rejection.
    pub fn next(&mut self) -> Result<Option<Event>, DataError> {
        match self.ahead.pop_front() {
            Some(event) => Ok(Some(event)),
            None => self.reader.next(),
        }
    }

    /// The next row or rejection of those that were looked at already.
    pub fn next_ahead(&mut self) -> Option<Event> {
        self.ahead.pop_front()
    }

    /// The next rows behind those; false at the end.
    pub fn fill(&mut self, slots: &mut Slots, batch: &mut Chunk) -> Result<bool, DataError> {
        self.reader.read_chunk(slots, batch)
    }

    /// The types of the leads, from a sample of them and from what the rules say; the rows are kept.
    pub fn infer(&mut self, project: &Project, model: &Model) -> Result<Record, DataError> {
        while self.ahead.len() < SAMPLE {
            match self.reader.next()? {
                Some(event) => self.ahead.push_back(event),
                None => break,
            }
        }
        let mut table = match self.reader.header() {
            Some(header) => TableStats::of_header(header),
            None => TableStats::of_keys(),
        };
        for event in &self.ahead {
            if let Event::Row(row) = event {
                table.add(row);
            }
        }
        let hints = project.file_of(model).map(crate::check::hints).unwrap_or_default();
        Ok(infer_record(&table, &hints))
    }

    /// Recycles a row that is done with.
    pub fn recycle(&mut self, row: crate::data::Row) {
        self.reader.recycle(row);
    }
}

/// Says why data cannot be read.
pub(super) fn fail(error: &DataError, terminal: &Terminal) -> End {
    if error.is_broken_pipe() {
        return End::Done;
    }
    terminal.stop(
        &Diagnostic::general(Severity::Error, error.code(), format!("{error}.")).help(error.help()),
    )
}

/// Checked models of a run; types are inferred from the leads where no record is declared.
pub(super) fn programs(
    project: &Project,
    models: &[Model],
    leads: &mut Leads,
    terminal: &Terminal,
) -> Result<Vec<Program>, End> {
    let mut findings = project.diagnostics.clone();
    let mut programs = Vec::new();
    for model in models {
        let inferred = match model.needs_data {
            true => {
                let names = project.file_of(model).map(crate::check::hints).unwrap_or_default();
                let inside = doubt_object(leads.reader(), names.keys().map(String::as_str));
                if let Some(finding) = inside {
                    return Err(terminal.stop(&finding));
                }
                Some(leads.infer(project, model).map_err(|error| fail(&error, terminal))?)
            }
            false => None,
        };
        let checked = project.check(model, inferred.clone());
        findings.extend(checked.diagnostics);
        if let (Some(record), Some(program)) = (inferred, &checked.program) {
            findings.push(inferred_note(&record, program));
        }
        programs.extend(checked.program);
    }
    match terminal.findings(&in_order(findings), &project.sources) {
        true => Err(End::Found),
        false => Ok(programs),
    }
}

/// Says which types were found for the fields that the rules use.
fn inferred_note(record: &Record, program: &Program) -> Diagnostic {
    let found: Vec<String> = program
        .fields_read()
        .into_iter()
        .filter_map(|id| record.get(id))
        .map(|field| format!("{}: {}", field.name, field.ty.keyword()))
        .collect();
    let message = format!(
        "No record says what the fields are, so I looked at the data: {}.",
        found.join(", ")
    );
    Diagnostic::general(Severity::Note, codes::INFERRED, message)
        .help("`leadscore init DATA` writes a record that you can check and keep.")
}

/// The moment of a run as people read it.
pub(super) fn moment(as_of: AsOf, program: Option<&Program>) -> String {
    match as_of {
        AsOf::Instant(now) => format!("as of {}", now.round(jiff::Unit::Second).unwrap_or(now)),
        AsOf::Day(day) => {
            let zone = program.and_then(|it| it.zone.iana_name()).unwrap_or("UTC");
            format!("as of the end of {day} ({zone})")
        }
    }
}
