//! Leads scored with both versions.

use std::cmp::Reverse;

use super::super::bind::{Bound, bind};
use super::super::data::{Leads, fail};
use super::super::progress::Progress;
use super::super::score::{Keys, not_understood};
use crate::cli::End;
use crate::cli::args::DataArgs;
use crate::cli::terminal::Terminal;
use crate::data::{Chunk, Event, Rejections, Row, Slots, Tables, summary};
use crate::diff::{Changes, Impact, Mover, Scored, Standing, Tally, Top};
use crate::engine::{self, BulkScorer};
use crate::eval::Scorer;
use crate::ir::{AsOf, FieldId, Program, Value};
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
}

/// The leads of one model as they come.
struct Comparing {
    tally: Tally,
    top: Top<Weight, Kept>,
}

/// How far a lead moves: its score, whether it changes band or status. Of equal ones the first row counts.
type Weight = (u64, bool, Reverse<u64>);

/// A lead that is among those that move most.
struct Kept {
    row: u64,
    key: Option<String>,
    standings: (Standing, Standing),
    values: (Vec<Value>, Vec<Value>),
}

/// A run over all leads.
struct Run<'p> {
    bound: Vec<Bound<'p>>,
    models: Vec<Comparing>,
    tables: Tables,
    rejections: Rejections,
    read: u64,
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
        let models = self.programs.chunks(2).filter_map(|it| match it {
            [old, new] => Some(Comparing { tally: Tally::new(old, new), top: Top::new(self.top) }),
            _ => None,
        });
        let models = models.collect();
        let mut run = Run { bound, models, tables, rejections: Rejections::default(), read: 0 };
        let mut progress = Progress::new(leads.reader(), terminal);
        let is_plain = self.programs.iter().all(BulkScorer::takes);
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
        let standings: Vec<Standing> = self
            .bound
            .iter_mut()
            .zip(&values)
            .map(|(it, values)| standing(&it.score(values)))
            .collect();
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

    /// All the leads that are left, a batch at a time.
    fn bulk(
        &mut self,
        comparison: &Comparison<'_>,
        leads: &mut Leads,
        progress: &mut Progress,
        terminal: &Terminal,
    ) -> Result<(), End> {
        let bindings: Vec<_> = self.bound.iter().map(|it| it.rows.loader().binding()).collect();
        let (mut slots, places) = Slots::of(&bindings);
        let mut scorers: Vec<BulkScorer<'_>> = comparison
            .programs
            .iter()
            .zip(&self.bound)
            .zip(places)
            .map(|((program, bound), places)| {
                let wanted = bound.rows.loader().wanted();
                BulkScorer::new(program, comparison.as_of, wanted, places, false)
            })
            .collect();
        let mut batch = Chunk::default();
        while leads.fill(&mut slots, &mut batch).map_err(|error| fail(&error, terminal))? {
            scorers.iter_mut().for_each(|it| it.score(&batch));
            self.batch(&scorers, &batch);
            for (_, event) in batch.rejected() {
                self.reject(event);
            }
            for (it, scorer) in self.bound.iter_mut().zip(&mut scorers) {
                let keys = Keys::of(scorer, &it.keys, &batch);
                it.rows.note(scorer.take_noted(), keys.iter());
            }
            let rows = u64::try_from(batch.rows()).unwrap_or_default();
            self.read += rows;
            progress.rows(rows);
        }
        self.bound.iter_mut().for_each(|it| it.rows.learn(&slots));
        Ok(())
    }

    fn batch(&mut self, scorers: &[BulkScorer<'_>], batch: &Chunk) {
        let pairs = scorers.chunks(2).zip(self.bound.chunks(2));
        for (model, (scorers, bound)) in self.models.iter_mut().zip(pairs) {
            let ([old, new], [of_old, of_new]) = (scorers, bound) else { continue };
            for row in 0..batch.rows() {
                let standings = (standing(&old.scored(row)), standing(&new.scored(row)));
                model.add(standings, batch.number(row), || {
                    let values = |it: &BulkScorer<'_>, bound: &Bound<'_>| {
                        record(it, bound.rows.loader().wanted(), batch, row)
                    };
                    let values = (values(old, of_old), values(new, of_new));
                    let key = of_new.key_text(&values.1);
                    Kept { row: batch.number(row), key, standings, values }
                });
            }
        }
    }

    /// What is wrong with the data, and how many were read.
    fn finish(&self, terminal: &Terminal) -> Result<(), End> {
        let mut findings = self.rejections.findings(false);
        findings.extend(self.tables.diagnostics(true));
        for it in &self.bound {
            let new = it.rows.diagnostics().into_iter().filter(|it| !findings.contains(it));
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

impl Comparing {
    /// Counts a lead, and keeps it if it moves far.
    fn add(&mut self, (old, new): (Standing, Standing), row: u64, kept: impl FnOnce() -> Kept) {
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

fn standing(scored: &engine::Scored<'_, '_>) -> Standing {
    Standing { score: scored.score(), band: scored.band_index(), status: scored.status() }
}

/// The values of a row, for the interpreter.
fn record(scorer: &BulkScorer<'_>, wanted: &[FieldId], batch: &Chunk, row: usize) -> Vec<Value> {
    let mut values = vec![Value::Missing; scorer.program().record.fields.len()];
    for field in wanted {
        if let Some(value) = values.get_mut(field.0 as usize) {
            *value = scorer.value(*field, batch, row);
        }
    }
    values
}
