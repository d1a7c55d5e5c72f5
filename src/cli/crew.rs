//! Batches of leads on several threads: they are given out in turn, and what is made of them is taken in the same order.

use std::collections::VecDeque;
use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::End;
use super::data::{Leads, fail};
use super::progress::Progress;
use super::terminal::Terminal;
use crate::data::{Chunk, Slots};
use crate::project::plain_reason;

/// How many batches wait for each thread, so that it need not wait for the reader.
const AHEAD: usize = 2;

/// What is done on the thread that reads.
pub(super) trait Job {
    /// What a worker makes of a batch.
    type Done: Send;

    /// Reads the next batch; tells whether there was one.
    fn fill(&mut self, batch: &mut Chunk) -> Result<bool, End>;

    /// Takes the next batch that is done; gives it back to be filled again.
    fn take(&mut self, done: Self::Done) -> Result<Chunk, End>;
}

/// A run over the rows of a file.
pub(super) struct Pass<'r, R> {
    pub run: &'r mut R,
    pub leads: &'r mut Leads,
    pub slots: &'r mut Slots,
    pub progress: &'r mut Progress,
    pub terminal: &'r Terminal,
}

impl<R> Pass<'_, R> {
    /// Reads the next batch of rows; tells whether there was one.
    pub fn read(&mut self, batch: &mut Chunk) -> Result<bool, End> {
        self.leads.fill(self.slots, batch).map_err(|error| fail(&error, self.terminal))
    }
}

/// How many threads work: as many as are asked for, or as the machine has.
pub(super) fn size(asked: Option<NonZero<usize>>) -> usize {
    asked.or(thread::available_parallelism().ok()).map_or(1, NonZero::get)
}

/// A thread that works.
struct Hand<D> {
    work: SyncSender<Chunk>,
    done: Receiver<D>,
}

/// Lets workers, each on a thread of its own, make something of every batch; gives them back at the end.
pub(super) fn work<W: Send, J: Job>(
    job: &mut J,
    workers: Vec<W>,
    make: impl Fn(&mut W, Chunk) -> J::Done + Sync,
    terminal: &Terminal,
) -> Result<Vec<W>, End> {
    let make = &make;
    thread::scope(|scope| {
        let hand = |mut worker: W| -> io::Result<_> {
            let (work, batches) = sync_channel::<Chunk>(AHEAD);
            let (results, done) = sync_channel(AHEAD);
            let thread = thread::Builder::new().spawn_scoped(scope, move || {
                while let Ok(batch) = batches.recv() {
                    // The run has ended early if nobody takes what is done.
                    if results.send(make(&mut worker, batch)).is_err() {
                        break;
                    }
                }
                worker
            })?;
            Ok((Hand { work, done }, thread))
        };
        let started: io::Result<Vec<_>> = workers.into_iter().map(hand).collect();
        let started = started.map_err(|error| too_many(&error, terminal))?;
        let (hands, threads): (Vec<_>, Vec<_>) = started.into_iter().unzip();
        distribute(&hands, job, terminal)?;
        // Without more work they end.
        drop(hands);
        threads.into_iter().map(|it| it.join().map_err(|_| gone(terminal))).collect()
    })
}

fn distribute<J: Job>(
    hands: &[Hand<J::Done>],
    job: &mut J,
    terminal: &Terminal,
) -> Result<(), End> {
    let mut turns = hands.iter().cycle();
    let mut waiting: VecDeque<&Hand<J::Done>> = VecDeque::new();
    let mut spare: Vec<Chunk> = Vec::new();
    loop {
        let mut batch = spare.pop().unwrap_or_default();
        let more = job.fill(&mut batch)?;
        let Some(hand) = turns.next().filter(|_| more) else { break };
        hand.work.send(batch).map_err(|_| gone(terminal))?;
        waiting.push_back(hand);
        if waiting.len() > hands.len() * AHEAD
            && let Some(hand) = waiting.pop_front()
        {
            spare.push(next(hand, job, terminal)?);
        }
    }
    for hand in waiting {
        next(hand, job, terminal)?;
    }
    Ok(())
}

fn next<J: Job>(hand: &Hand<J::Done>, job: &mut J, terminal: &Terminal) -> Result<Chunk, End> {
    job.take(hand.done.recv().map_err(|_| gone(terminal))?)
}

/// The machine starts no more threads.
fn too_many(error: &io::Error, terminal: &Terminal) -> End {
    let message = format!("This machine cannot start so many threads: {}.", plain_reason(error));
    terminal.fail(&message, "Say a smaller number: --threads 4");
    End::CouldNotRun
}

/// A thread has ended before its time, which only a mistake of this program can cause.
fn gone(terminal: &Terminal) -> End {
    terminal.fail(
        "A thread that scores has stopped, by a mistake of this program.",
        "Please report it with the rules and a few rows of the data.",
    );
    End::CouldNotRun
}
