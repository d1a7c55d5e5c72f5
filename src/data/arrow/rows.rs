//! Files of columns as rows of cells, which is how other formats come.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::batches::{ArrowFile, Batches};
use super::cell::cell;
use crate::data::read::rows::{Cells, Event, Row};
use crate::data::{DataError, Format};

/// Reads all columns, row by row.
pub(in crate::data) struct ArrowRows {
    header: Vec<String>,
    schema: SchemaRef,
    format: Format,
    batches: Batches,
    batch: Option<RecordBatch>,
    /// Which row of the batch is next.
    next: usize,
    number: u64,
}

impl ArrowRows {
    pub(in crate::data) fn new(file: ArrowFile) -> Result<Self, DataError> {
        let (header, schema, format) =
            (file.names().to_vec(), file.schema().clone(), file.format());
        let all: Vec<usize> = (0..header.len()).collect();
        let batches = file.batches(&all)?;
        Ok(Self { header, schema, format, batches, batch: None, next: 0, number: 0 })
    }

    pub(in crate::data) fn header(&self) -> &[String] {
        &self.header
    }

    pub(in crate::data) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    pub(in crate::data) fn format(&self) -> Format {
        self.format
    }

    pub(in crate::data) fn next(&mut self) -> Result<Option<Event>, DataError> {
        if self.batch.as_ref().is_none_or(|batch| self.next >= batch.num_rows()) {
            self.batch = self.batches.next()?;
            self.next = 0;
        }
        let Some(batch) = &self.batch else { return Ok(None) };
        let fields = batch.columns().iter().map(|it| cell(it.as_ref(), self.next)).collect();
        self.next += 1;
        self.number += 1;
        let cells = Cells::Fields(fields);
        Ok(Some(Event::Row(Row { number: self.number, line: self.number, cells })))
    }
}
