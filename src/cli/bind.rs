//! Models bound to the leads that they score, and to the records related to them.

use std::cell::OnceCell;
use std::sync::Arc;

use super::End;
use super::args::DataArgs;
use super::data::{Leads, fail};
use super::previous::{Key, key_of};
use super::progress::Progress;
use super::terminal::Terminal;
use crate::data::{
    Binding, DataError, Joins, Loader, Missed, Noted, Opened, Plan, ReadOptions, Row, Shape, Slots,
    Tables, doubt_header, doubt_object,
};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::engine::{BulkScorer, Scored, Scorer, TableEvents};
use crate::ir::{AsOf, FieldId, Program, Value};
use crate::project::Project;

/// A model bound to the data.
pub(super) struct Bound<'p> {
    pub program: &'p Program,
    as_of: AsOf,
    /// Made for the first row that is scored by itself.
    scorer: OnceCell<Scorer<'p>>,
    pub rows: Rows,
    /// The header or key of each key field.
    pub keys: Vec<(FieldId, String)>,
}

/// Rows of the leads → values of one model's record, with everything related to them.
pub(super) struct Rows {
    loader: Loader,
    joins: Joins,
    shape: Shape,
}

/// What is known once all headers have been read.
pub(super) struct Headers {
    shapes: Vec<Shape>,
    bindings: Vec<Binding>,
    opened: Opened,
    pub findings: Vec<Diagnostic>,
}

/// Binds programs to the leads, of which perhaps `only` one matters; a column or a file that is missing is an error.
pub(super) fn bind<'p>(
    programs: &'p [Program],
    leads: &Leads,
    args: &DataArgs,
    as_of: AsOf,
    only: Option<&str>,
    project: &Project,
    terminal: &Terminal,
) -> Result<(Vec<Bound<'p>>, Tables), End> {
    let headers = Headers::read(programs, leads, args, as_of, terminal)?;
    if terminal.findings(&headers.findings, &project.sources) {
        return Err(End::CouldNotRun);
    }
    let keys: Vec<_> = programs
        .iter()
        .zip(&headers.bindings)
        .map(|(program, binding)| keys(program, binding, leads.reader().header()))
        .collect();
    // Models that know a lead by other keys would miss its records.
    let names = |keys: &[(FieldId, String)]| -> Vec<String> {
        keys.iter().map(|(_, name)| name.clone()).collect()
    };
    let one_key = keys.iter().zip(keys.iter().skip(1)).all(|(a, b)| names(a) == names(b));
    let only = only.filter(|_| one_key);
    let (rows, tables) = headers.tables(only, terminal)?;
    let bound = programs.iter().zip(rows).zip(keys).map(|((program, rows), keys)| Bound {
        program,
        as_of,
        scorer: OnceCell::new(),
        rows,
        keys,
    });
    Ok((bound.collect(), tables))
}

/// What each model asks of events that stand in tables, answered for all of them.
pub(super) fn table_events<'p>(bound: &[Bound<'p>], tables: &Tables) -> Vec<Arc<TableEvents<'p>>> {
    let events = bound.iter().map(|it| {
        let lists = tables.lists(it.rows.shape());
        Arc::new(TableEvents::new(it.program, it.as_of, lists))
    });
    events.collect()
}

/// What scores batches with each model, in whose slots fields stand in these places; every thread gets another of each.
pub(super) fn bulk_scorers<'p>(
    bound: &[Bound<'p>],
    tables: &Tables,
    places: &[Vec<Option<usize>>],
    events: &[Arc<TableEvents<'p>>],
    each_group: bool,
) -> Vec<BulkScorer<'p>> {
    let models = bound.iter().zip(places).zip(events);
    let scorers = models.map(|((it, places), events)| {
        let joins = tables.joins(it.rows.shape());
        let (loader, places) = (it.rows.loader(), places.clone());
        BulkScorer::with_related(it.as_of, loader, places, each_group, joins, Arc::clone(events))
    });
    scorers.collect()
}

impl<'p> Bound<'p> {
    /// What scores a row by itself.
    pub fn scorer(&self) -> &Scorer<'p> {
        self.scorer.get_or_init(|| Scorer::new(self.program, self.as_of))
    }

    /// Scores a row by itself.
    pub fn score(&mut self, values: &[Value]) -> Scored<'_, 'p> {
        self.scorer();
        if let Some(scorer) = self.scorer.get_mut() {
            scorer.score(values);
        }
        self.scorer().last()
    }
}

fn keys(program: &Program, binding: &Binding, header: Option<&[String]>) -> Vec<(FieldId, String)> {
    let record = &program.record;
    let named = |id: FieldId| record.get(id).map(|it| it.column.clone()).unwrap_or_default();
    let column = |id| binding.column(id).and_then(|at| header?.get(at)).cloned();
    record.keys().map(|id| (id, column(id).unwrap_or_else(|| named(id)))).collect()
}

impl Headers {
    /// Looks for every field that programs read, in the leads and in the files joined to them.
    pub fn read<'p>(
        programs: impl IntoIterator<Item = &'p Program>,
        leads: &Leads,
        args: &DataArgs,
        as_of: AsOf,
        terminal: &Terminal,
    ) -> Result<Self, End> {
        let mut plan = Plan::new(&args.reading.with);
        let shapes: Vec<Shape> =
            programs.into_iter().map(|program| plan.shape(program, as_of)).collect();
        let mut all = plan.findings();
        let misnamed = !all.is_empty();
        let mut bindings = Vec::new();
        for shape in &shapes {
            let (binding, findings) = binding(shape, leads, args);
            // Two models may miss the same column, and a misnamed file may be what is missing.
            let is_said =
                |it: &Diagnostic| all.contains(it) || misnamed && it.code == codes::NO_TABLE;
            let findings: Vec<Diagnostic> =
                findings.into_iter().filter(|it| !is_said(it)).collect();
            all.extend(findings);
            bindings.push(binding);
        }
        let options = ReadOptions { encoding: args.reading.encoding, ..ReadOptions::default() };
        let (opened, findings) = plan
            .open(&options, args.reading.allow_missing_columns)
            .map_err(|error| fail(&error, terminal))?;
        all.extend(findings);
        Ok(Self { shapes, bindings, opened, findings: all })
    }

    /// Only what reads the rows themselves.
    pub fn alone(self) -> Vec<Loader> {
        let shapes = self.shapes.iter().zip(self.bindings);
        shapes.map(|(shape, binding)| Loader::of_leads(shape, binding).forgetful()).collect()
    }

    /// Reads the files that are joined to the leads, or to the only one that matters.
    pub fn tables(
        self,
        only: Option<&str>,
        terminal: &Terminal,
    ) -> Result<(Vec<Rows>, Tables), End> {
        let mut progress: Option<(String, Progress)> = None;
        let opened = match only {
            Some(key) => self.opened.of_lead(key),
            None => self.opened,
        };
        let tables = opened.read(|reader| {
            if progress.as_ref().is_none_or(|(name, _)| name != reader.name()) {
                progress = Some((reader.name().to_owned(), Progress::new(reader, terminal)));
            }
            if let Some((_, progress)) = &mut progress {
                progress.row();
            }
        });
        let tables = tables.map_err(|error: DataError| fail(&error, terminal))?;
        if let Some((_, progress)) = progress {
            progress.done();
        }
        let rows = self.shapes.iter().zip(self.bindings).map(|(shape, binding)| Rows {
            loader: Loader::of_leads(shape, binding),
            joins: tables.joins(shape),
            shape: shape.clone(),
        });
        Ok((rows.collect(), tables))
    }
}

impl Bound<'_> {
    /// The key of a record as it is written; of several keys joined by commas.
    pub fn key_text(&self, values: &[Value]) -> Option<String> {
        key_text(&self.keys, values)
    }

    /// The key of a record; `None` if a part of it is missing.
    pub fn key(&self, values: &[Value]) -> Option<Key> {
        key_of(self.keys.iter().map(|(id, _)| values.get(id.0 as usize).unwrap_or(&Value::Missing)))
    }
}

/// The key of a record as it is written, from the values of its fields.
pub(super) fn key_text(keys: &[(FieldId, String)], values: &[Value]) -> Option<String> {
    let part = |id: FieldId| values.get(id.0 as usize).filter(|it| !it.is_missing());
    let parts = keys.iter().map(|(id, _)| part(*id).map(Value::to_string));
    let parts = parts.collect::<Option<Vec<String>>>();
    parts.filter(|it| !it.is_empty()).map(|it| it.join(","))
}

impl Rows {
    /// The values of a row and of everything related to it.
    pub fn values(&mut self, row: &Row) -> Vec<Value> {
        let mut values = self.own_values(row);
        self.join(&mut values);
        values
    }

    /// Adds everything related to the values of a row.
    pub fn join(&mut self, values: &mut Vec<Value>) {
        self.joins.fill(values);
    }

    /// What reads the rows themselves.
    pub fn loader(&self) -> &Loader {
        &self.loader
    }

    /// What is read of the rows and of the records joined to them.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Adds which keys of related records were not found elsewhere.
    pub fn add_missed(&mut self, missed: Missed) {
        self.joins.add_missed(missed);
    }

    /// The values of a row itself, as the data have them.
    pub fn own_values(&mut self, row: &Row) -> Vec<Value> {
        self.loader.values(row)
    }

    /// The fields that are looked for and were nowhere in the data.
    pub fn absent(&self) -> Vec<FieldId> {
        self.loader.absent()
    }

    /// Adds what was noted about values that were read elsewhere, and the keys of their rows.
    pub fn note<'k>(
        &mut self,
        noted: Vec<(FieldId, Noted)>,
        keys: impl Iterator<Item = (&'k str, u64)>,
    ) {
        for (field, mut noted) in noted {
            self.loader.note(field, &mut noted);
        }
        keys.for_each(|(key, row)| self.loader.note_key(key, row));
    }

    /// Learns which keys of JSON were met elsewhere.
    pub fn learn(&mut self, slots: &Slots) {
        self.loader.learn(slots);
    }

    pub fn values_not_understood(&self) -> u64 {
        self.loader.values_not_understood()
    }

    pub fn has_problem(&self) -> bool {
        self.loader.has_problem() || self.joins.has_problem()
    }

    /// All findings, at the end of the leads.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut findings = self.loader.diagnostics();
        findings.extend(self.joins.diagnostics());
        findings
    }
}

/// Where the fields of a shape stand in the leads, and what is wrong with that.
fn binding(shape: &Shape, leads: &Leads, args: &DataArgs) -> (Binding, Vec<Diagnostic>) {
    let header = leads.reader().header();
    let record = shape.record();
    let columns = record.fields.iter().map(|it| it.column.as_str());
    let inside = doubt_object(leads.reader(), columns);
    let (binding, findings) = Binding::of_shape(shape, header, args.reading.allow_missing_columns);
    let doubt = match findings.is_empty() {
        true => None,
        false => doubt_header(leads.reader(), record, &binding, args.reading.delimiter),
    };
    let findings = inside.into_iter().chain(findings).collect::<Vec<_>>();
    let findings = match doubt {
        Some(doubt) if args.reading.allow_missing_columns => {
            vec![Diagnostic { severity: Severity::Warning, ..doubt }]
        }
        Some(doubt) => vec![doubt],
        None => findings,
    };
    (binding, findings)
}
