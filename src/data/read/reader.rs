//! One reader for every format.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

#[cfg(feature = "formats")]
use arrow_schema::SchemaRef;

use super::csv::{CsvRows, HEAD};
use super::format::{self, Format};
use super::input::{self, Input, Origin, Source};
use super::json::JsonRows;
use super::ndjson::NdjsonRows;
use super::window::Window;
use super::wrapped::Wrapped;
use super::{Cells, Event, Row, mismatch};
use crate::data::DataError;
use crate::data::arrow::{ArrowFile, ArrowRows, is_parquet};
use crate::encoding::Encoding;

/// The most that a record may ever have, so that places in a batch fit in 32 bits.
const LONGEST: usize = 512 * 1024 * 1024;

/// How a source is to be read. The default finds everything out by itself.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The format, if it should not be told from the name and content.
    pub format: Option<Format>,
    /// The delimiter of CSV, if it should not be told from the content.
    pub delimiter: Option<u8>,
    /// The encoding, if it is not UTF-8 or UTF-16 with its mark.
    pub encoding: Option<Encoding>,
    /// A record longer than this, in bytes, is rejected; at most 512 MiB. It bounds the memory used: a few times as
    /// much.
    pub longest_row: usize,
    /// Of CSV: take the first row as a row too, and let rows have any number of fields. For sheets whose header
    /// stands further down, below a title.
    pub headless: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            delimiter: None,
            encoding: None,
            longest_row: 16 * 1024 * 1024,
            headless: false,
        }
    }
}

/// Reads a file record by record.
///
/// See the [module](crate::data) for an example.
pub struct Reader {
    origin: Origin,
    bytes_read: Arc<AtomicU64>,
    size: Option<u64>,
    pub(in crate::data) rows: Rows,
    /// What JSON begins with, if it is an object with others inside.
    wrapped: Option<Wrapped>,
    /// Why nothing more can be read, if rows before it had to be given first.
    pub(in crate::data) failed: Option<DataError>,
}

pub(in crate::data) enum Rows {
    Csv(Box<CsvRows>),
    Ndjson(NdjsonRows),
    Json(JsonRows),
    Columns(Box<ArrowRows>),
}

impl Reader {
    /// Opens a source; of CSV, reads the header.
    ///
    /// # Errors
    ///
    /// When it does not exist or may not be read, is empty, is not a table in text form, or has a header
    /// that cannot be used.
    pub fn open(source: &Source, options: &ReadOptions) -> Result<Self, DataError> {
        match source {
            Source::File(path) if is_parquet(path) => {
                Ok(Self::of_columns(ArrowFile::of_parquet(path)?))
            }
            _ => Self::of(input::open(source, options.encoding)?, options),
        }
    }

    fn of_columns(file: ArrowFile) -> Self {
        let origin = Origin::named(file.name().to_owned());
        let (bytes_read, size) = (file.bytes_read(), file.size());
        let rows = Rows::Columns(Box::new(ArrowRows::new(file)));
        Self { origin, bytes_read, size, rows, wrapped: None, failed: None }
    }

    /// Reads from any stream, with the name that errors show and whose extension tells the format.
    ///
    /// # Errors
    ///
    /// As [`Reader::open`].
    pub fn from_read(
        name: impl Into<String>,
        stream: impl Read + Send + 'static,
        options: &ReadOptions,
    ) -> Result<Self, DataError> {
        Self::of(input::read(name.into(), Box::new(stream), None, options.encoding)?, options)
    }

    fn of(input: Input, options: &ReadOptions) -> Result<Self, DataError> {
        if input.is_arrow {
            return Ok(Self::of_columns(ArrowFile::of_messages(input)?));
        }
        let Input { text, origin, bytes_read, size, .. } = input;
        let mut window = Window::new(text);
        window.fill_to(HEAD).map_err(|error| origin.error(error))?;
        let head = window.bytes();
        if window.ended() && head.trim_ascii().is_empty() {
            return Err(DataError::Empty { name: origin.name });
        }
        let format = match options.format {
            Some(format) => format,
            None => Format::detect(&origin.name, head)?,
        };
        format::refuse_binary(&origin.name, head)?;
        mismatch::refuse_other(&origin.name, format, options.format.is_some(), head)?;
        let object = matches!(format, Format::Json | Format::Ndjson)
            .then(|| Wrapped::of(head))
            .filter(|it| !it.lists.is_empty());
        let limit = options.longest_row.min(LONGEST);
        let rows = match format {
            Format::Csv => Rows::Csv(Box::new(CsvRows::new(window, limit, options, &origin)?)),
            Format::Ndjson => Rows::Ndjson(NdjsonRows::new(window, limit)),
            Format::Json => Rows::Json(JsonRows::new(window, limit)),
            // Files of these are known by their first bytes, and are never read as text.
            Format::Parquet | Format::Arrow => return Err(format::not_whole(&origin.name, format)),
        };
        Ok(Self { origin, bytes_read, size, rows, wrapped: object, failed: None })
    }

    /// The next record, good or rejected; none at the end.
    ///
    /// # Errors
    ///
    /// When the source cannot be read any further: the disk fails, or compressed data are damaged.
    #[expect(clippy::should_implement_trait, reason = "an iterator could not lend `raw`")]
    pub fn next(&mut self) -> Result<Option<Event>, DataError> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let next = match &mut self.rows {
            Rows::Csv(rows) => rows.next(),
            Rows::Ndjson(rows) => rows.next(),
            Rows::Json(rows) => rows.next(),
            // It tells itself what went wrong.
            Rows::Columns(rows) => return rows.next(),
        };
        let next = next.map_err(|error| self.origin.error(error))?;
        Ok(next.map(|event| self.origin.told(event)))
    }

    /// The exact text of the last event, without the line end after it.
    ///
    /// ```
    /// use leadscore::data::{ReadOptions, Reader};
    ///
    /// let text = "id,city\r\n1,\"Sofia\"\r\n";
    /// let mut reader = Reader::from_read("leads.csv", text.as_bytes(), &ReadOptions::default())?;
    /// reader.next()?;
    /// assert_eq!(reader.raw(), b"1,\"Sofia\"");
    /// # Ok::<(), leadscore::data::DataError>(())
    /// ```
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        match &self.rows {
            Rows::Csv(rows) => rows.raw(),
            Rows::Ndjson(rows) => rows.raw(),
            Rows::Json(rows) => rows.raw(),
            // Its rows have no text of their own, and none is rejected.
            Rows::Columns(_) => &[],
        }
    }

    /// Gives back a row that is done with, so that the next one can use its memory.
    pub fn recycle(&mut self, row: Row) {
        if let (Rows::Csv(rows), Cells::Fields(fields)) = (&mut self.rows, row.cells) {
            rows.recycle(fields);
        }
    }

    /// The names of the columns, of CSV, Parquet and Arrow: without white space around them, each different from the
    /// others, and `column 5` for the fifth if it has no name.
    #[must_use]
    pub fn header(&self) -> Option<&[String]> {
        match &self.rows {
            Rows::Csv(rows) => Some(rows.header()),
            Rows::Columns(rows) => Some(rows.header()),
            Rows::Ndjson(_) | Rows::Json(_) => None,
        }
    }

    /// The header of CSV exactly as it stands in the file, without its line end.
    #[must_use]
    pub fn header_text(&self) -> Option<&[u8]> {
        match &self.rows {
            Rows::Csv(rows) => Some(rows.header_text()),
            Rows::Ndjson(_) | Rows::Json(_) | Rows::Columns(_) => None,
        }
    }

    /// The format that is being read.
    #[must_use]
    pub fn format(&self) -> Format {
        match &self.rows {
            Rows::Csv(_) => Format::Csv,
            Rows::Ndjson(_) => Format::Ndjson,
            Rows::Json(_) => Format::Json,
            Rows::Columns(rows) => rows.format(),
        }
    }

    /// The file behind it, to be read as columns; none if it is not Parquet or Arrow, or if a row has been read.
    ///
    /// [`Reader::schema`] tells before which it is.
    #[cfg(feature = "formats")]
    #[must_use]
    pub fn into_columns(self) -> Option<ArrowFile> {
        match self.rows {
            Rows::Columns(rows) => rows.into_file(),
            Rows::Csv(_) | Rows::Ndjson(_) | Rows::Json(_) => None,
        }
    }

    /// The types of the columns, of Parquet and Arrow.
    #[cfg(feature = "formats")]
    #[must_use]
    pub fn schema(&self) -> Option<&SchemaRef> {
        match &self.rows {
            Rows::Columns(rows) => Some(rows.schema()),
            Rows::Csv(_) | Rows::Ndjson(_) | Rows::Json(_) => None,
        }
    }

    /// What JSON begins with, if it is an object with lists inside.
    pub(in crate::data) fn wrapped(&self) -> Option<&Wrapped> {
        self.wrapped.as_ref()
    }

    /// The delimiter between columns, of CSV.
    #[must_use]
    pub fn delimiter(&self) -> Option<u8> {
        match &self.rows {
            Rows::Csv(rows) => Some(rows.delimiter()),
            Rows::Ndjson(_) | Rows::Json(_) | Rows::Columns(_) => None,
        }
    }

    /// The name that messages show: a path, or `standard input`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.origin.name
    }

    /// A counter of the bytes of the file read so far, before decompression; it can be watched from anywhere.
    #[must_use]
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// The bytes of the whole file, before decompression; unknown of standard input.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.size
    }
}
