//! Files of columns as rows of cells, which is how other formats come.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::batches::{ArrowFile, Batches};
use super::cell::cell;
use crate::data::read::rows::{Cells, Event, Row};
use crate::data::{DataError, Format};

/// Reads the columns of a file, row by row or many rows at once.
pub(in crate::data) struct ArrowRows {
    header: Vec<String>,
    schema: SchemaRef,
    format: Format,
    content: Content,
    /// The batch that is read row by row, and which of its rows is next.
    batch: Option<(RecordBatch, usize)>,
    /// Whether all columns are read.
    reads_all: bool,
    number: u64,
}

enum Content {
    /// Which columns are read is not yet known.
    Closed(Box<ArrowFile>),
    Open(Batches),
    /// Between the two, and after a failure.
    Gone,
}

impl ArrowRows {
    pub(in crate::data) fn new(file: ArrowFile) -> Self {
        let (header, schema, format) =
            (file.names().to_vec(), file.schema().clone(), file.format());
        let content = Content::Closed(Box::new(file));
        Self { header, schema, format, content, batch: None, reads_all: false, number: 0 }
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
        if let Content::Closed(file) = self.content { Some(*file) } else { None }
    }

    pub(in crate::data) fn next(&mut self) -> Result<Option<Event>, DataError> {
        if self.batch.as_ref().is_none_or(|(batch, next)| *next >= batch.num_rows()) {
            let all: Vec<usize> = (0..self.header.len()).collect();
            self.reads_all |= matches!(self.content, Content::Closed(_));
            self.batch = self.next_batch(&all)?.map(|it| (it, 0));
        }
        let Some((batch, next)) = &mut self.batch else { return Ok(None) };
        let fields = batch.columns().iter().map(|it| cell(it.as_ref(), *next)).collect();
        *next += 1;
        self.number += 1;
        let cells = Cells::Fields(fields);
        Ok(Some(Event::Row(Row { number: self.number, line: self.number, cells })))
    }

    /// The next rows with some of the columns, and the number of the first of them. If rows were read one by one
    /// before, all columns are being read, and these are taken out of them.
    pub(in crate::data) fn next_columns(
        &mut self,
        columns: &[usize],
    ) -> Result<Option<(RecordBatch, u64)>, DataError> {
        let rest = self.batch.take().map(|(it, next)| it.slice(next, it.num_rows() - next));
        let batch = match rest.filter(|it| it.num_rows() > 0) {
            Some(rest) => Some(rest),
            None => self.next_batch(columns)?,
        };
        let Some(batch) = batch else { return Ok(None) };
        let batch = match self.reads_all {
            true => batch.project(columns).map_err(|error| {
                DataError::reading(&self.format.to_string(), std::io::Error::other(error))
            })?,
            false => batch,
        };
        let first = self.number + 1;
        self.number += batch.num_rows() as u64;
        Ok(Some((batch, first)))
    }

    fn next_batch(&mut self, columns: &[usize]) -> Result<Option<RecordBatch>, DataError> {
        self.content = match std::mem::replace(&mut self.content, Content::Gone) {
            Content::Closed(file) => Content::Open(file.batches(columns)?),
            other => other,
        };
        match &mut self.content {
            Content::Open(batches) => batches.next(),
            Content::Closed(_) | Content::Gone => Ok(None),
        }
    }
}
