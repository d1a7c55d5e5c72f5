//! Leads scored with both versions.

use std::cmp::Reverse;
use std::iter::repeat_with;
use std::num::NonZero;

use super::worker::{Done, Worker};
use crate::cli::End;
use crate::cli::args::DataArgs;
use crate::cli::bind::{Bound, bind, bulk_scorers, table_events};
use crate::cli::crew::{self, Job, Pass};
use crate::cli::data::{Leads, fail};
use crate::cli::progress::Progress;
use crate::cli::score::{Scores, not_understood};
use crate::cli::terminal::Terminal;
use crate::data::{Chunk, Event, Rejections, Row, Slots, Tables, summary};
use crate::diff::{Changes, Impact, Mover, Scored, Standing, Tally, Top};
use crate::engine;
use crate::eval::Scorer;
use crate::ir::{AsOf, Program, Value};
use crate::project::Project;
use crate::source::Sources;

/// What is compared.
pub(super) struct Comparison<'p> {
    /// The programs two by two: an old one, and the new one beside it.
    pub programs: &'p [Program],
    /// How each two of them differ.
    pub changes: &'p [Changes],
    pub as_of: AsOf,
    /// How many leads are named.
    pub top: usize,
    /// How many threads score; as many as the machine has if it is not said.
    pub threads: Option<NonZero<usize>>,
}

/// The leads of one model as they come.
pub(super) struct Comparing {
    tally: Tally,
    top: Top<Weight, Kept>,
}

/// How far a lead moves: its score, whether it changes band or status. Of equal ones the first row counts.
type Weight = (u64, bool, Reverse<u64>);

/// A lead that is among those that move most.
pub(super) struct Kept {
    pub row: u64,
    pub key: Option<String>,
    pub standings: Standings,
    pub values: (Vec<Value>, Vec<Value>),
}

/// Where a lead stands before and after.
pub(super) type Standings = (Standing, Standing);

/// A run over all leads.
struct Run<'p> {
    bound: Vec<Bound<'p>>,
    models: Vec<Comparing>,
    tables: Tables,
    rejections: Rejections,
    read: u64,
    /// What came of the leads in each version.
    scores: Scores,
}

impl<'p> Comparison<'p> {
    /// Scores all leads with both versions of each model.
    pub fn score(
        &self,
        mut leads: Leads,
        data: &DataArgs,
        project: &Project,
        terminal: &Terminal,
    ) -> Result<Vec<Impact>, End> {
        let (bound, tables) =
            bind(self.programs, &leads, data, self.as_of, None, project, terminal)?;
        let mut run = Run {
            bound,
            models: self.nothing_yet(),
            tables,
            rejections: Rejections::default(),
            read: 0,
            scores: Scores::default(),
        };
        let mut progress = Progress::new(leads.reader(), terminal);
        // Records inside of the leads are scored with each of them.
        let is_plain = run.bound.iter().all(|it| it.rows.shape().is_flat());
        while let Some(event) = match is_plain {
            true => leads.next_ahead(),
            false => leads.next().map_err(|error| fail(&error, terminal))?,
        } {
            if let Event::Row(row) = event {
                run.row(&row);
                leads.recycle(row);
            } else {
                run.reject(&event);
            }
            progress.row();
        }
        if is_plain {
            run.bulk(self, &mut leads, &mut progress, terminal)?;
        }
        progress.done();
        run.finish(terminal)?;
        Ok(self.impacts(run.models))
    }

    /// For each model that no lead has been compared.
    fn nothing_yet(&self) -> Vec<Comparing> {
        let models = self.programs.chunks(2).filter_map(|it| match it {
            [old, new] => Some(Comparing { tally: Tally::new(old, new), top: Top::new(self.top) }),
            _ => None,
        });
        models.collect()
    }

    /// Explains those who move most.
    fn impacts(&self, models: Vec<Comparing>) -> Vec<Impact> {
        let pairs = self.programs.chunks(2).zip(self.changes).zip(models);
        pairs
            .filter_map(|((programs, changes), model)| {
                let [old, new] = programs else { return None };
                let (old, new) = (Scorer::new(old, self.as_of), Scorer::new(new, self.as_of));
                let kept = model.top.into_all();
                let movers = kept.into_iter().map(|it| it.explained(changes, &old, &new)).collect();
                Some(Impact { tally: model.tally, movers })
            })
            .collect()
    }
}

impl Run<'_> {
    fn reject(&mut self, event: &Event) {
        if let Event::Rejected(rejection) = event {
            self.read += 1;
            self.rejections.add(rejection);
        }
    }

    /// One lead, with everything that is related to it.
    fn row(&mut self, row: &Row) {
        self.read += 1;
        let values: Vec<Vec<Value>> = self.bound.iter_mut().map(|it| it.rows.values(row)).collect();
        for (it, values) in self.bound.iter_mut().zip(&values) {
            it.score(values);
        }
        let scored: Vec<_> = self.bound.iter().map(|it| it.scorer().last()).collect();
        self.scores.count(&scored);
        let standings: Vec<Standing> = scored.iter().map(standing).collect();
        let pairs = standings.chunks(2).zip(values.chunks(2)).zip(self.bound.chunks(2));
        for (model, ((standings, values), bound)) in self.models.iter_mut().zip(pairs) {
            let ([old, new], [of_old, of_new], [_, it]) = (standings, values, bound) else {
                continue;
            };
            model.add((*old, *new), row.number, || Kept {
                row: row.number,
                key: it.key_text(of_new),
                standings: (*old, *new),
                values: (of_old.clone(), of_new.clone()),
            });
        }
    }

    /// All the leads that are left, a batch at a time on several threads.
    fn bulk(
        &mut self,
        comparison: &Comparison<'_>,
        leads: &mut Leads,
        progress: &mut Progress,
        terminal: &Terminal,
    ) -> Result<(), End> {
        let bindings: Vec<_> = self.bound.iter().map(|it| it.rows.loader().binding()).collect();
        let (mut slots, places) = Slots::of(&bindings);
        let events = table_events(&self.bound, &self.tables);
        let first = bulk_scorers(&self.bound, &self.tables, &places, &events, false);
        let worker = || Worker::of(&first, &self.bound, &self.tables, comparison.nothing_yet());
        let workers = repeat_with(worker).take(crew::size(comparison.threads)).collect();
        let mut pass = Pass { run: self, leads, slots: &mut slots, progress, terminal };
        for worker in crew::work(&mut pass, workers, Worker::work, terminal)? {
            self.scores.add(worker.scores);
            self.models.iter_mut().zip(worker.models).for_each(|(it, more)| it.merge(more));
        }
        self.bound.iter_mut().for_each(|it| it.rows.learn(&slots));
        Ok(())
    }

    /// What is wrong with the data, and how many were read.
    fn finish(&self, terminal: &Terminal) -> Result<(), End> {
        let mut findings = self.rejections.findings(false);
        findings.extend(self.tables.diagnostics(true));
        for (index, it) in self.bound.iter().enumerate() {
            let told = it.rows.diagnostics().into_iter();
            let told = told.chain(self.scores.failures(index, it.program));
            let new = told.filter(|it| !findings.contains(it));
            findings.extend(new.collect::<Vec<_>>());
        }
        if terminal.findings(&findings, &Sources::new()) {
            return Err(End::Found);
        }
        let rejected = self.rejections.count();
        let unclear = not_understood(&self.bound) + self.tables.values_not_understood();
        terminal.say(&summary(self.read, self.read - rejected, rejected, unclear));
        self.tables.summary().iter().for_each(|line| terminal.say(line));
        Ok(())
    }
}

impl Job for Pass<'_, Run<'_>> {
    type Done = Done;

    fn fill(&mut self, batch: &mut Chunk) -> Result<bool, End> {
        self.read(batch)
    }

    fn take(&mut self, Done { batch, notes }: Done) -> Result<Chunk, End> {
        for (_, event) in batch.rejected() {
            self.run.reject(event);
        }
        let rows = u64::try_from(batch.rows()).unwrap_or_default();
        self.run.read += rows;
        self.progress.rows(rows);
        self.run.bound.iter_mut().zip(notes).for_each(|(it, notes)| notes.add_to(&mut it.rows));
        Ok(batch)
    }
}

impl Comparing {
    /// Adds what was found in other leads.
    fn merge(&mut self, other: Self) {
        self.tally.merge(other.tally);
        self.top.merge(other.top);
    }

    /// Counts a lead, and keeps it if it moves far.
    pub fn add(&mut self, (old, new): Standings, row: u64, kept: impl FnOnce() -> Kept) {
        if self.tally.add(old, new) {
            let distance = (new.score - old.score).hundredths().unsigned_abs();
            let moves = self.tally.before.name(old) != self.tally.after.name(new);
            self.top.offer((distance, moves, Reverse(row)), kept);
        }
    }
}

impl Kept {
    fn explained(self, changes: &Changes, old: &Scorer<'_>, new: &Scorer<'_>) -> Mover {
        let (before, after) = (old.score(&self.values.0), new.score(&self.values.1));
        let out = |program: &Program, all: &[usize]| {
            let labels = all.iter().filter_map(|it| program.disqualifiers.get(*it));
            labels.map(|it| it.identity.label.clone()).collect()
        };
        let disqualified_by = (
            out(old.program(), &before.disqualified_by),
            out(new.program(), &after.disqualified_by),
        );
        let reasons = changes.reasons(
            Scored { program: old.program(), outcome: &before },
            Scored { program: new.program(), outcome: &after },
        );
        let (old, new) = self.standings;
        Mover { key: self.key, row: self.row, old, new, reasons, disqualified_by }
    }
}

pub(super) fn standing(scored: &engine::Scored<'_, '_>) -> Standing {
    Standing { score: scored.score(), band: scored.band_index(), status: scored.status() }
}
