//! Batches of columns → a file of Parquet or Arrow.

use std::io::{self, BufWriter, Write};

use arrow_array::RecordBatch;
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{ArrowError, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

/// The most rows of a row group, which is held in memory, packed, until it is whole.
const GROUP_ROWS: usize = 128 * 1024;

/// A row group of so many bytes is ended before it has so many rows.
const GROUP_BYTES: usize = 32 * 1024 * 1024;

/// A format of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columnar {
    /// Parquet, packed with Snappy, which every reader knows.
    Parquet,
    /// Arrow with an index at its end, as `.arrow` and `.feather` files are.
    ArrowFile,
    /// Arrow as a stream, for pipes.
    ArrowStream,
}

/// Writes batches one after the other; memory is bounded.
///
/// See [`ArrowFile`](super::ArrowFile) for an example.
pub struct TableWriter<W: Write + Send> {
    kind: Kind<W>,
}

enum Kind<W: Write + Send> {
    Parquet(Box<ArrowWriter<W>>),
    File(Box<FileWriter<BufWriter<W>>>),
    Stream(Box<StreamWriter<BufWriter<W>>>),
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a table of these columns.
    ///
    /// # Errors
    ///
    /// When the first bytes cannot be written.
    pub fn new(out: W, format: Columnar, schema: &SchemaRef) -> io::Result<Self> {
        let kind = match format {
            Columnar::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(GROUP_ROWS))
                    .set_created_by(concat!("leadscore ", env!("CARGO_PKG_VERSION")).to_owned());
                // Parquet's own types say all; hints about Arrow would make categories of texts for some readers.
                let options = ArrowWriterOptions::new()
                    .with_properties(properties.build())
                    .with_skip_arrow_metadata(true);
                let writer = ArrowWriter::try_new_with_options(out, schema.clone(), options);
                Kind::Parquet(Box::new(writer.map_err(parquet_error)?))
            }
            Columnar::ArrowFile => Kind::File(Box::new(
                FileWriter::try_new(BufWriter::new(out), schema).map_err(arrow_error)?,
            )),
            Columnar::ArrowStream => Kind::Stream(Box::new(
                StreamWriter::try_new(BufWriter::new(out), schema).map_err(arrow_error)?,
            )),
        };
        Ok(Self { kind })
    }

    /// Adds rows.
    ///
    /// # Errors
    ///
    /// When they cannot be written, or are of other columns.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        match &mut self.kind {
            Kind::Parquet(writer) => {
                writer.write(batch).map_err(parquet_error)?;
                let is_full = writer.in_progress_size() >= GROUP_BYTES;
                if is_full { writer.flush().map_err(parquet_error) } else { Ok(()) }
            }
            Kind::File(writer) => writer.write(batch).map_err(arrow_error),
            Kind::Stream(writer) => writer.write(batch).map_err(arrow_error),
        }
    }

    /// Ends the table and gives back what it was written to.
    ///
    /// # Errors
    ///
    /// When the last bytes cannot be written.
    pub fn finish(self) -> io::Result<W> {
        let out = match self.kind {
            Kind::Parquet(writer) => return writer.into_inner().map_err(parquet_error),
            Kind::File(writer) => writer.into_inner().map_err(arrow_error)?,
            Kind::Stream(writer) => writer.into_inner().map_err(arrow_error)?,
        };
        out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// The system's own error, so that a closed pipe is known as such.
fn arrow_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

fn parquet_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
