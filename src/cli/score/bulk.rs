//! A run a batch at a time: one thread reads, others score and write lines, and the lines are put together in order.

use std::time::Instant;

use super::run::Run;
use super::worker::{Done, Worker, Written};
use crate::cli::End;
use crate::cli::bind::{bulk_scorers, table_events};
use crate::cli::crew::{self, Job, Pass};
use crate::cli::data::Leads;
use crate::cli::output::Form;
use crate::cli::progress::Progress;
use crate::cli::results::Layout;
use crate::cli::terminal::Terminal;
use crate::data::{Chunk, Slots};

impl Run<'_> {
    /// Why leads are scored one after the other; nothing if a batch can be scored at a time.
    pub(super) fn singly(&self) -> Option<&'static str> {
        let nested = || self.bound.iter().any(|it| !it.rows.shape().is_flat());
        let reasons = [
            (self.strict, "--strict stops at the first problem"),
            (self.layout.keep, "--keep writes the columns of the data too"),
            (self.actions.is_some(), "actions are told of each lead"),
            (self.selection.is_some(), "only some leads are scored"),
            (nested(), "records stand inside of the leads"),
        ];
        reasons.into_iter().find(|(is_so, _)| *is_so).map(|(_, reason)| reason)
    }

    /// Scores all the rows that are left.
    pub(super) fn bulk(
        &mut self,
        leads: &mut Leads,
        progress: &mut Progress,
        terminal: &Terminal,
    ) -> Result<(), End> {
        let bindings: Vec<_> = self.bound.iter().map(|it| it.rows.loader().binding()).collect();
        let (mut slots, places) = Slots::of(&bindings);
        let layout = self.layout.clone();
        let workers = self.workers(&layout, &places);
        let mut pass = Pass { run: self, leads, slots: &mut slots, progress, terminal };
        let workers = crew::work(&mut pass, workers, Worker::work, terminal)?;
        if let Some(times) = &mut self.times {
            let profiles = workers.iter().flat_map(Worker::profiles);
            profiles.for_each(|(name, plan, it)| times.add(&name, plan, &it));
        }
        self.bound.iter_mut().for_each(|it| it.rows.learn(&slots));
        Ok(())
    }
}

impl<'p> Run<'p> {
    /// What scores batches on each thread.
    fn workers<'l>(
        &mut self,
        layout: &'l Layout<'p>,
        places: &[Vec<Option<usize>>],
    ) -> Vec<Worker<'l>>
    where
        'p: 'l,
    {
        let form = self.output.form();
        let each_group = layout.groups
            || form == Form::Objects
            || layout.models.iter().any(|it| it.program.grid.is_some());
        let start = Instant::now();
        let events = table_events(&self.bound, &self.tables);
        if let Some(times) = self.times.as_mut().filter(|_| !self.tables.is_empty()) {
            times.marking += start.elapsed();
        }
        let first = bulk_scorers(&self.bound, &self.tables, places, &events, each_group);
        let worker = || {
            let scorers = first.iter().zip(&self.bound).map(|(first, bound)| {
                let mut scorer = first.another(self.tables.joins(bound.rows.shape()));
                if self.times.is_some() {
                    scorer.profile();
                }
                scorer
            });
            Worker { scorers: scorers.collect(), layout, form }
        };
        std::iter::repeat_with(worker).take(crew::size(self.threads)).collect()
    }
}

impl Job for Pass<'_, Run<'_>> {
    type Done = Done;

    fn fill(&mut self, batch: &mut Chunk) -> Result<bool, End> {
        let start = Instant::now();
        let more = self.read(batch)?;
        if let Some(times) = &mut self.run.times {
            times.reading += start.elapsed();
        }
        Ok(more)
    }

    fn take(&mut self, done: Done) -> Result<Chunk, End> {
        let Done { batch, written, scores, notes, took } = done;
        let run = &mut *self.run;
        for (_, event) in batch.rejected() {
            run.reject(event, self.terminal)?;
        }
        let rows = u64::try_from(batch.rows()).unwrap_or_default();
        run.counts.read += rows;
        self.progress.rows(rows);
        run.counts.scores.add(scores);
        run.bound.iter_mut().zip(notes).for_each(|(it, notes)| notes.add_to(&mut it.rows));
        let start = Instant::now();
        let written = match written {
            Written::Lines(lines) => run.output.lines(&lines),
            Written::Cells(rows) => rows.into_iter().try_for_each(|it| run.output.row(it)),
        };
        if let Some(times) = &mut run.times {
            times.scoring += took.0;
            times.writing += took.1 + start.elapsed();
        }
        written.map_err(|error| run.write_error(&error, self.terminal))?;
        Ok(batch)
    }
}
