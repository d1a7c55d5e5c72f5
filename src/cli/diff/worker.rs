//! Scores batches with both versions, on a thread of its own.

use super::leads::{Comparing, Kept, Standings, standing};
use crate::cli::bind::{Bound, key_text};
use crate::cli::score::{Keys, Notes, Scores};
use crate::data::{Chunk, Joins, Tables};
use crate::engine::{BulkScorer, Scored};
use crate::ir::{FieldId, Value};

/// Compares batches; each counts by itself.
pub(super) struct Worker<'p> {
    sides: Vec<Side<'p>>,
    pub models: Vec<Comparing>,
    pub scores: Scores,
}

/// One version of a model.
struct Side<'p> {
    scorer: BulkScorer<'p>,
    wanted: Vec<FieldId>,
    keys: Vec<(FieldId, String)>,
    /// What is joined to leads that are kept.
    joins: Joins,
}

/// A batch that is done.
pub(super) struct Done {
    /// To be filled again.
    pub batch: Chunk,
    /// What each version has to say about the data.
    pub notes: Vec<Notes>,
}

impl<'p> Worker<'p> {
    /// Another worker, with scorers like the first ones.
    pub fn of(
        first: &[BulkScorer<'p>],
        bound: &[Bound<'p>],
        tables: &Tables,
        models: Vec<Comparing>,
    ) -> Self {
        let sides = first.iter().zip(bound).map(|(first, bound)| {
            let joins = || tables.joins(bound.rows.shape());
            Side {
                scorer: first.another(joins()),
                wanted: bound.rows.loader().wanted().to_vec(),
                keys: bound.keys.clone(),
                joins: joins(),
            }
        });
        Self { sides: sides.collect(), models, scores: Scores::default() }
    }

    /// Scores a batch and compares.
    pub fn work(&mut self, batch: Chunk) -> Done {
        self.sides.iter_mut().for_each(|it| it.scorer.score(&batch));
        for row in 0..batch.rows() {
            let scored: Vec<Scored<'_, '_>> =
                self.sides.iter().map(|it| it.scorer.scored(row)).collect();
            self.scores.count(&scored);
            let standings: Vec<_> = scored.iter().map(standing).collect();
            let pairs = standings.chunks(2).zip(self.sides.chunks_mut(2));
            for (model, (standings, sides)) in self.models.iter_mut().zip(pairs) {
                let ([old, new], [of_old, of_new]) = (standings, sides) else { continue };
                model.add((*old, *new), batch.number(row), || {
                    kept((*old, *new), (of_old, of_new), &batch, row)
                });
            }
        }
        let notes = self.sides.iter_mut().map(|it| {
            let keys = Keys::of(&it.scorer, &it.keys, &batch);
            Notes::of(&mut it.scorer, keys)
        });
        Done { notes: notes.collect(), batch }
    }
}

fn kept(
    standings: Standings,
    (old, new): (&mut Side<'_>, &mut Side<'_>),
    batch: &Chunk,
    row: usize,
) -> Kept {
    let values = (old.record(batch, row), new.record(batch, row));
    let key = key_text(&new.keys, &values.1);
    Kept { row: batch.number(row), key, standings, values }
}

impl Side<'_> {
    /// The values of a row and of everything related to it, for the interpreter.
    fn record(&mut self, batch: &Chunk, row: usize) -> Vec<Value> {
        let mut values = vec![Value::Missing; self.scorer.program().record.fields.len()];
        for field in &self.wanted {
            if let Some(value) = values.get_mut(field.0 as usize) {
                *value = self.scorer.value(*field, batch, row);
            }
        }
        self.joins.fill(&mut values);
        values
    }
}
