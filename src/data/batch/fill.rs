//! Filling a batch: runs of ordinary rows, and between them whatever is not ordinary, one by one.

use std::io;

use super::cells::{Batch, MOST_TEXT};
use super::slots::{Places, Slots};
use super::{csv, ndjson};
use crate::data::read::reader::Rows;
use crate::data::{Cells, DataError, Event, Reader, Row};

/// What a search for ordinary rows came to.
pub(super) enum Run {
    /// Some were found.
    Rows,
    /// The next row is something else.
    Unusual,
    /// No row is at hand as a whole.
    Dry,
}

impl Reader {
    /// Reads rows into a batch, as many as are worth it; false at the end, when the batch is empty.
    ///
    /// The rows, rejections, numbers and lines are those of [`Reader::next`], and the two may take turns.
    ///
    /// ```
    /// use leadscore::data::{Batch, Binding, RawCell, ReadOptions, Reader, Slots};
    /// use leadscore::ir::{Field, FieldId, Record, Type};
    ///
    /// let text = "id,city,size\n1,Sofia,20\n2,\"Varna\n3,\"Ruse\",30\n";
    /// let mut reader = Reader::from_read("leads.csv", text.as_bytes(), &ReadOptions::default())?;
    ///
    /// let record = Record::new("Lead", vec![Field::new("city", Type::Text)]);
    /// let header = reader.header().unwrap_or_default();
    /// let (binding, _) = Binding::of_header(&record, &[FieldId(0)], header, false);
    /// let (mut slots, _) = Slots::of(&[&binding]);
    ///
    /// let mut batch = Batch::default();
    /// let mut told = Vec::new();
    /// while reader.fill(&mut slots, &mut batch)? {
    ///     for (row, cell) in batch.column(0).enumerate() {
    ///         told.push(format!("{}: {cell:?}", batch.number(row)));
    ///     }
    ///     assert_eq!(batch.rejected().len(), 1);
    /// }
    /// assert_eq!(told, ["1: Text(\"Sofia\")", "3: Text(\"Ruse\")"]);
    /// # Ok::<(), leadscore::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Reader::next`], after the rows that came before.
    pub fn fill(&mut self, slots: &mut Slots, batch: &mut Batch) -> Result<bool, DataError> {
        batch.clear(slots.len());
        while !batch.is_full() {
            match self.run(slots, batch) {
                Run::Rows => continue,
                // What is there is given before waiting for more.
                Run::Dry if !batch.is_empty() => break,
                Run::Dry | Run::Unusual => {}
            }
            match self.next() {
                Ok(Some(Event::Row(row))) => self.put(row, slots, batch)?,
                Ok(Some(rejected)) => batch.reject(rejected),
                Ok(None) => break,
                Err(error) if batch.is_empty() => return Err(error),
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
        }
        Ok(!batch.is_empty())
    }

    fn run(&mut self, slots: &mut Slots, batch: &mut Batch) -> Run {
        match (&mut self.rows, &mut slots.places) {
            _ if self.failed.is_some() => Run::Unusual,
            (Rows::Csv(rows), Places::Columns(columns)) => csv::run(rows, columns, batch),
            (Rows::Ndjson(rows), Places::Keys(keys)) => ndjson::run(rows, keys, batch),
            _ => Run::Unusual,
        }
    }

    /// Puts a row into the batch that was read by itself.
    fn put(&mut self, row: Row, slots: &mut Slots, batch: &mut Batch) -> Result<(), DataError> {
        batch.numbers.push(row.number);
        batch.lines.push(row.line);
        match (&row.cells, &mut slots.places) {
            (Cells::Fields(fields), Places::Columns(columns)) => {
                batch.begin_row();
                for (slot, column) in columns.iter().enumerate() {
                    if let Some(text) = fields.get(*column) {
                        let span = batch.add_text(text);
                        batch.set(slot, span);
                    }
                }
            }
            (Cells::Object(object), Places::Keys(keys)) => {
                batch.begin_row();
                // Of several keys that mean one field, the last counts.
                for (key, value) in object {
                    if let Some(slot) = keys.learn(key) {
                        let span = batch.add_json(value);
                        batch.set(slot, span);
                    }
                }
            }
            _ => batch.begin_row(),
        }
        self.recycle(row);
        match batch.text.len() > MOST_TEXT {
            true => Err(DataError::reading(self.name(), io::Error::other("a row is too long"))),
            false => Ok(()),
        }
    }
}
