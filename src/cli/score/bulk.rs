//! A run a batch at a time: one thread reads, others score and write lines, and the lines are put together in order.

use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use super::run::Run;
use super::worker::{Done, Worker, Written};
use crate::cli::End;
use crate::cli::data::{Leads, fail};
use crate::cli::output::Form;
use crate::cli::progress::Progress;
use crate::cli::results::Layout;
use crate::cli::terminal::Terminal;
use crate::data::{Chunk, Slots};
use crate::engine::{BulkScorer, TableEvents};

/// How many batches wait for each thread, so that it need not wait for the reader.
const AHEAD: usize = 2;

/// A thread that scores.
struct Hand {
    work: SyncSender<Chunk>,
    done: Receiver<Done>,
}

impl<'p> Run<'p> {
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
        let form = self.output.form();
        let layout = self.layout.clone();
        let hands = self.threads.or(thread::available_parallelism().ok()).map_or(1, NonZero::get);
        let run = &mut *self;
        let layout = &layout;
        let start = Instant::now();
        let events: Vec<Arc<TableEvents<'_>>> = run.events();
        if let Some(times) = run.times.as_mut().filter(|_| !run.tables.is_empty()) {
            times.marking += start.elapsed();
        }
        let first = run.scorers(layout, &places, &events, form);
        thread::scope(|scope| {
            let hand = || {
                let (work, batches) = sync_channel::<Chunk>(AHEAD);
                let (results, done) = sync_channel(AHEAD);
                let scorers = first.iter().zip(&run.bound).map(|(first, bound)| {
                    let mut scorer = first.another(run.tables.joins(bound.rows.shape()));
                    if run.times.is_some() {
                        scorer.profile();
                    }
                    scorer
                });
                let mut worker = Worker { scorers: scorers.collect(), layout, form };
                let profiles = scope.spawn(move || {
                    while let Ok(batch) = batches.recv() {
                        // The run has ended early if nobody takes what is done.
                        if results.send(worker.work(batch)).is_err() {
                            break;
                        }
                    }
                    worker.profiles()
                });
                (Hand { work, done }, profiles)
            };
            let hands = std::iter::repeat_with(hand).take(hands);
            let (hands, threads): (Vec<Hand>, Vec<_>) = hands.unzip();
            run.distribute(&hands, leads, &mut slots, progress, terminal)?;
            // Without more work they end.
            drop(hands);
            for thread in threads {
                let profiles = thread.join().map_err(|_| gone(terminal))?;
                if let Some(times) = &mut run.times {
                    profiles.into_iter().for_each(|(name, plan, it)| times.add(&name, plan, &it));
                }
            }
            Ok(())
        })?;
        for it in &mut self.bound {
            it.rows.learn(&slots);
        }
        Ok(())
    }

    /// What each model asks of events that stand in tables, answered for all of them.
    fn events(&self) -> Vec<Arc<TableEvents<'p>>> {
        let events = self.layout.models.iter().zip(&self.bound).map(|(model, bound)| {
            let lists = self.tables.lists(bound.rows.shape());
            Arc::new(TableEvents::new(model.program, self.as_of, lists))
        });
        events.collect()
    }

    /// What scores batches with each model; every thread gets another of each.
    fn scorers<'l>(
        &self,
        layout: &'l Layout<'l>,
        places: &[Vec<Option<usize>>],
        events: &[Arc<TableEvents<'l>>],
        form: Form,
    ) -> Vec<BulkScorer<'l>>
    where
        'p: 'l,
    {
        let each_group = layout.groups
            || form == Form::Objects
            || layout.models.iter().any(|it| it.program.grid.is_some());
        let models = self.bound.iter().zip(places).zip(events);
        let scorers = models.map(|((bound, places), events)| {
            let joins = self.tables.joins(bound.rows.shape());
            let loader = bound.rows.loader();
            BulkScorer::with_related(
                self.as_of,
                loader,
                places.clone(),
                each_group,
                joins,
                Arc::clone(events),
            )
        });
        scorers.collect()
    }

    /// Gives batches out in turn, and takes what is done in the same order.
    fn distribute(
        &mut self,
        hands: &[Hand],
        leads: &mut Leads,
        slots: &mut Slots,
        progress: &mut Progress,
        terminal: &Terminal,
    ) -> Result<(), End> {
        let mut turns = hands.iter().cycle();
        let mut waiting: VecDeque<&Hand> = VecDeque::new();
        let mut spare: Vec<Chunk> = Vec::new();
        loop {
            let mut batch = spare.pop().unwrap_or_default();
            let start = Instant::now();
            let more = leads.fill(slots, &mut batch).map_err(|error| fail(&error, terminal))?;
            if let Some(times) = &mut self.times {
                times.reading += start.elapsed();
            }
            let Some(hand) = turns.next().filter(|_| more) else { break };
            if hand.work.send(batch).is_err() {
                return Err(gone(terminal));
            }
            waiting.push_back(hand);
            if waiting.len() > hands.len() * AHEAD {
                spare.extend(self.next_done(&mut waiting, progress, terminal)?);
            }
        }
        while let Some(batch) = self.next_done(&mut waiting, progress, terminal)? {
            drop(batch);
        }
        Ok(())
    }

    /// Takes the next batch that is done; gives it back to be filled again.
    fn next_done(
        &mut self,
        waiting: &mut VecDeque<&Hand>,
        progress: &mut Progress,
        terminal: &Terminal,
    ) -> Result<Option<Chunk>, End> {
        let Some(hand) = waiting.pop_front() else { return Ok(None) };
        let Ok(done) = hand.done.recv() else { return Err(gone(terminal)) };
        let Done { batch, written, scores, notes, took } = done;
        for (_, event) in batch.rejected() {
            self.reject(event, terminal)?;
        }
        let rows = u64::try_from(batch.rows()).unwrap_or_default();
        self.counts.read += rows;
        progress.rows(rows);
        self.counts.scores.add(scores);
        for (it, notes) in self.bound.iter_mut().zip(notes) {
            it.rows.note(notes.values, notes.keys.iter());
            it.rows.add_missed(notes.missed);
        }
        let start = Instant::now();
        let written = match written {
            Written::Lines(lines) => self.output.lines(&lines),
            Written::Cells(rows) => rows.into_iter().try_for_each(|it| self.output.row(it)),
        };
        if let Some(times) = &mut self.times {
            times.scoring += took.0;
            times.writing += took.1 + start.elapsed();
        }
        written.map_err(|error| self.write_error(&error, terminal))?;
        Ok(Some(batch))
    }
}

/// A thread that scores has ended before its time, which only a mistake of this program can cause.
fn gone(terminal: &Terminal) -> End {
    terminal.fail(
        "A thread that scores has stopped, by a mistake of this program.",
        "Please report it with the rules and a few rows of the data.",
    );
    End::CouldNotRun
}
