//! Results as columns of Parquet or Arrow.

use std::io::{self, Write};

use super::results::Cell;
use crate::data::{Column, Columnar, RowBuilder, TableWriter};

/// How many rows are put together before they are written.
const ROWS: usize = 8192;

/// A table being written; its columns are known once it has begun.
pub(super) enum Columns<W: Write + Send> {
    New(W, Columnar),
    Begun(TableWriter<W>, RowBuilder),
    /// Between the two, and after a failure.
    Gone,
}

impl<W: Write + Send> Columns<W> {
    pub fn new(out: W, format: Columnar) -> Self {
        Self::New(out, format)
    }

    /// The columns, once.
    pub fn begin(&mut self, columns: Vec<Column>) -> io::Result<()> {
        if let Self::New(out, format) = std::mem::replace(self, Self::Gone) {
            let rows = RowBuilder::new(columns);
            *self = Self::Begun(TableWriter::new(out, format, &rows.schema())?, rows);
        }
        Ok(())
    }

    /// One row of cells.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let Self::Begun(out, rows) = self else { return Ok(()) };
        rows.push(&cells.iter().map(Cell::datum).collect::<Vec<_>>())?;
        if rows.rows() >= ROWS { out.write(&rows.take()?) } else { Ok(()) }
    }

    /// Ends the table.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Self::New(out, _) => Ok(out),
            Self::Begun(mut out, mut rows) => {
                if rows.rows() > 0 {
                    out.write(&rows.take()?)?;
                }
                out.finish()
            }
            Self::Gone => Err(io::Error::other("an earlier part could not be written")),
        }
    }
}
