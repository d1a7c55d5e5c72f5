//! Scores a batch and writes its lines, on a thread of its own.

use std::io::Write;
use std::time::{Duration, Instant};

use super::counts::Scores;
use crate::cli::bind::Rows;
use crate::cli::output::Form;
use crate::cli::results::{Cell, CsvLines, From, Layout};
use crate::data::{Chunk, Missed, Noted};
use crate::engine::{BulkScorer, Profile, Scored};
use crate::ir::{FieldId, Value};

/// Scores batches with all models.
pub(super) struct Worker<'p> {
    pub scorers: Vec<BulkScorer<'p>>,
    pub layout: &'p Layout<'p>,
    pub form: Form,
}

/// A batch that is done.
pub(super) struct Done {
    /// To be filled again.
    pub batch: Chunk,
    pub written: Written,
    pub scores: Scores,
    /// What each model has to say about the data.
    pub notes: Vec<Notes>,
    /// How long scoring and writing lines took.
    pub took: (Duration, Duration),
}

/// What one model has to say about the data of a batch.
pub struct Notes {
    values: Vec<(FieldId, Noted)>,
    /// Keys of related records that were not found.
    missed: Missed,
    /// The key of each row.
    keys: Keys,
}

/// The results of a batch.
pub(super) enum Written {
    Lines(Vec<u8>),
    Cells(Vec<Vec<Cell>>),
}

/// The keys of rows, end to end.
#[derive(Default)]
pub struct Keys {
    text: String,
    /// The number of each row that has a key, and where its key ends.
    ends: Vec<(u64, usize)>,
}

impl Worker<'_> {
    /// Where the time of each model went, and how it is planned.
    pub fn profiles(&self) -> Vec<(String, String, Profile)> {
        let profile =
            |it: &BulkScorer<'_>| Some((it.program().name.clone(), it.plan(), it.profiled()?));
        self.scorers.iter().filter_map(profile).collect()
    }

    /// Scores a batch.
    pub fn work(&mut self, batch: Chunk) -> Done {
        let start = Instant::now();
        self.scorers.iter_mut().for_each(|it| it.score(&batch));
        let scored = Instant::now();
        let mut scores = Scores::default();
        let models = self.scorers.iter().zip(&self.layout.models);
        let keys: Vec<Keys> = models.map(|(it, model)| Keys::of(it, &model.keys, &batch)).collect();
        let written = self.write(&batch, keys.first(), &mut scores);
        let scorers = self.scorers.iter_mut().zip(keys);
        let notes = scorers.map(|(it, keys)| Notes::of(it, keys)).collect();
        let took = (scored.duration_since(start), scored.elapsed());
        Done { notes, written, scores, batch, took }
    }

    fn write(&self, batch: &Chunk, keys: Option<&Keys>, scores: &mut Scores) -> Written {
        let mut csv = CsvLines::default();
        let mut objects = Vec::new();
        let mut cells = Vec::new();
        let (Some(first), Some(keys)) = (self.scorers.first(), keys) else {
            return Written::Cells(cells);
        };
        let mut known = keys.iter().peekable();
        let is_text = self.layout.key_is_a_text();
        let mut scored: Vec<Scored<'_, '_>> = Vec::with_capacity(self.scorers.len());
        for row in 0..batch.rows() {
            scored.clear();
            scored.extend(self.scorers.iter().map(|it| it.scored(row)));
            scores.count(&scored);
            // The key is at hand already.
            let key = known.next_if(|(_, number)| *number == batch.number(row)).map(|(key, _)| key);
            let from = From::Batch(batch, row, first, key.filter(|_| is_text));
            match self.form {
                Form::Csv => {
                    self.layout.fill(&mut csv, from, &scored);
                    csv.end();
                }
                Form::Objects => {
                    let object = self.layout.object(from, None, &scored);
                    // Writing into memory cannot fail.
                    let _ = writeln!(objects, "{object}");
                }
                Form::Cells => {
                    let mut line: Vec<Cell> = Vec::new();
                    self.layout.fill(&mut line, from, &scored);
                    cells.push(line);
                }
            }
        }
        match self.form {
            Form::Csv => Written::Lines(csv.take()),
            Form::Objects => Written::Lines(objects),
            Form::Cells => Written::Cells(cells),
        }
    }
}

impl Notes {
    /// What a model has noted since it was asked last, beside the keys of the rows.
    pub fn of(scorer: &mut BulkScorer<'_>, keys: Keys) -> Self {
        Self { values: scorer.take_noted(), missed: scorer.take_missed(), keys }
    }

    /// Tells it to what sums up all rows.
    pub fn add_to(self, rows: &mut Rows) {
        rows.note(self.values, self.keys.iter());
        rows.add_missed(self.missed);
    }
}

impl Keys {
    /// The keys of a batch: of several fields with a mark between them, as they are compared.
    pub fn of(scorer: &BulkScorer<'_>, fields: &[(FieldId, String)], batch: &Chunk) -> Self {
        let mut keys = Self::default();
        if fields.is_empty() {
            return keys;
        }
        for row in 0..batch.rows() {
            let start = keys.text.len();
            if keys.push(scorer, fields, batch, row) {
                keys.ends.push((batch.number(row), keys.text.len()));
            } else {
                keys.text.truncate(start);
            }
        }
        keys
    }

    /// Adds the key of a row; tells whether it has one.
    fn push(
        &mut self,
        scorer: &BulkScorer<'_>,
        fields: &[(FieldId, String)],
        batch: &Chunk,
        row: usize,
    ) -> bool {
        for (index, (field, _)) in fields.iter().enumerate() {
            if index > 0 {
                self.text.push(crate::data::BETWEEN_KEYS);
            }
            match scorer.plain_text(*field, batch, row) {
                Some(text) => self.text.push_str(text),
                None => match scorer.value(*field, batch, row) {
                    Value::Missing => return false,
                    value => self.text.push_str(&value.to_string()),
                },
            }
        }
        true
    }

    /// Each key with the number of its row.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        let mut start = 0;
        self.ends.iter().filter_map(move |(number, end)| {
            let key = self.text.get(start..*end);
            start = *end;
            Some((key?, *number))
        })
    }
}
