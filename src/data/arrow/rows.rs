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
    source: Source,
    batch: Option<RecordBatch>,
    /// Which row of the batch is next.
    next: usize,
    number: u64,
}

/// A file of which no row has been read can still be read in another way.
enum Source {
    Opened(Box<ArrowFile>),
    Read(Box<Batches>),
    Failed,
}

impl ArrowRows {
    pub(in crate::data) fn new(file: ArrowFile) -> Self {
        Self {
            header: file.names().to_vec(),
            schema: file.schema().clone(),
            format: file.format(),
            source: Source::Opened(Box::new(file)),
            batch: None,
            next: 0,
            number: 0,
        }
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

    /// The file itself; none once a row has been read.
    pub(in crate::data) fn into_file(self) -> Option<ArrowFile> {
        if let Source::Opened(file) = self.source { Some(*file) } else { None }
    }

    pub(in crate::data) fn next(&mut self) -> Result<Option<Event>, DataError> {
        if self.batch.as_ref().is_none_or(|batch| self.next >= batch.num_rows()) {
            self.batch = self.read()?;
            self.next = 0;
        }
        let Some(batch) = &self.batch else { return Ok(None) };
        let fields = batch.columns().iter().map(|it| cell(it.as_ref(), self.next)).collect();
        self.next += 1;
        self.number += 1;
        let cells = Cells::Fields(fields);
        Ok(Some(Event::Row(Row { number: self.number, line: self.number, cells })))
    }

    fn read(&mut self) -> Result<Option<RecordBatch>, DataError> {
        let mut batches = match std::mem::replace(&mut self.source, Source::Failed) {
            Source::Opened(file) => {
                let all: Vec<usize> = (0..self.header.len()).collect();
                Box::new(file.batches(&all)?)
            }
            Source::Read(batches) => batches,
            Source::Failed => return Ok(None),
        };
        let batch = batches.next()?;
        self.source = Source::Read(batches);
        Ok(batch)
    }
}
