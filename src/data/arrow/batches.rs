//! Files of columns, whatever their format.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::messages::Messages;
use super::parquet::{ParquetBatches, ParquetFile, is_parquet};
use crate::data::read::format;
use crate::data::read::header::{duplicates, name_columns};
use crate::data::read::input::{self, Input, Origin};
use crate::data::{DataError, Format, Source};

/// The most rows of a batch.
pub(super) const ROWS: usize = 8192;

/// An opened file of columns, Parquet or Arrow, of which no row has been read.
///
/// ```
/// use leadscore::data::{ArrowFile, Column, Columnar, Datum, RowBuilder, Source, TableWriter, cell};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("leads.arrow");
/// let mut rows = RowBuilder::new(vec![Column::whole("id"), Column::text("city")]);
/// rows.push(&[Datum::Number(7.into()), Datum::Text("Varna")])?;
/// let file = std::fs::File::create(&path)?;
/// let mut out = TableWriter::new(file, Columnar::ArrowFile, &rows.schema())?;
/// out.write(&rows.take()?)?;
/// out.finish()?;
///
/// let file = ArrowFile::open(&Source::from(path))?;
/// assert_eq!(file.names(), ["id", "city"]);
/// let mut batches = file.batches(&[1])?;
/// let batch = batches.next()?.expect("one batch");
/// assert_eq!(cell(batch.column(0), 0), "Varna");
/// assert!(batches.next()?.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ArrowFile {
    origin: Origin,
    names: Vec<String>,
    content: Content,
    bytes_read: Arc<AtomicU64>,
    size: Option<u64>,
}

enum Content {
    Parquet(Box<ParquetFile>),
    Messages(Box<Messages>),
}

impl ArrowFile {
    /// Opens a Parquet file, an Arrow file or an Arrow stream; the latter also from standard input, and compressed.
    ///
    /// # Errors
    ///
    /// When it does not exist or may not be read, is damaged, or is of another format.
    pub fn open(source: &Source) -> Result<Self, DataError> {
        match source {
            Source::File(path) if is_parquet(path) => Self::of_parquet(path),
            _ => match input::open(source, None)? {
                input if input.is_arrow => Self::of_messages(input),
                input => Err(format::not_whole(&input.origin.name, Format::Arrow)),
            },
        }
    }

    pub(in crate::data) fn of_parquet(path: &Path) -> Result<Self, DataError> {
        let origin = Origin::named(path.display().to_string());
        let file = ParquetFile::open(path).map_err(|error| origin.error(error))?;
        let size = std::fs::metadata(path).ok().map(|it| it.len());
        Self::of(origin, Content::Parquet(Box::new(file)), Arc::default(), size)
    }

    pub(in crate::data) fn of_messages(input: Input) -> Result<Self, DataError> {
        let Input { text, origin, bytes_read, size, .. } = input;
        let messages = Messages::open(text).map_err(|error| origin.error(error))?;
        Self::of(origin, Content::Messages(Box::new(messages)), bytes_read, size)
    }

    fn of(
        origin: Origin,
        content: Content,
        bytes_read: Arc<AtomicU64>,
        size: Option<u64>,
    ) -> Result<Self, DataError> {
        let fields = content.schema().fields();
        let names = name_columns(fields.iter().map(|it| it.name().as_str()));
        let twice = duplicates(&names);
        match twice.is_empty() {
            true => Ok(Self { origin, names, content, bytes_read, size }),
            false => Err(DataError::DuplicateColumns { name: origin.name, duplicates: twice }),
        }
    }

    /// The names of the columns, without white space around them.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The types of the columns. Texts of Parquet may also come as dictionaries of texts.
    #[must_use]
    pub fn schema(&self) -> &SchemaRef {
        self.content.schema()
    }

    /// [`Format::Parquet`] or [`Format::Arrow`].
    #[must_use]
    pub fn format(&self) -> Format {
        match self.content {
            Content::Parquet(_) => Format::Parquet,
            Content::Messages(_) => Format::Arrow,
        }
    }

    /// The bytes read so far; see [`Reader::bytes_read`](crate::data::Reader::bytes_read).
    #[must_use]
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// The bytes of the whole file; unknown of standard input.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    pub(in crate::data) fn name(&self) -> &str {
        &self.origin.name
    }

    /// Begins to read some columns, by their places; batches have them in the order given, and no others.
    ///
    /// # Errors
    ///
    /// When a column is named that the file does not have.
    pub fn batches(self, columns: &[usize]) -> Result<Batches, DataError> {
        let mut sorted = columns.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.last().is_some_and(|last| *last >= self.names.len()) {
            return Err(self.origin.error(io::Error::other("it has no such column")));
        }
        let places = columns.iter().filter_map(|column| sorted.binary_search(column).ok());
        let order = places.collect();
        let rows = match &self.content {
            Content::Parquet(file) => Some(file.rows()),
            Content::Messages(_) => None,
        };
        let content = match self.content {
            Content::Parquet(file) => Reading::Parquet(Box::new(file.batches(sorted))),
            Content::Messages(messages) => Reading::Messages(messages, sorted),
        };
        Ok(Batches {
            origin: self.origin,
            content,
            order,
            rest: None,
            progress: Progress { bytes_read: self.bytes_read, size: self.size, rows, read: 0 },
        })
    }
}

impl Content {
    fn schema(&self) -> &SchemaRef {
        match self {
            Self::Parquet(file) => file.schema(),
            Self::Messages(messages) => messages.schema(),
        }
    }
}

/// Some columns of a file, in batches of 8192 rows at most.
///
/// Memory is taken for a page of each column of Parquet, and for one batch as it stands in the file of Arrow.
/// A column of texts that Parquet keeps as a dictionary is a dictionary in the batches too, the same in all of a row
/// group; of others, and in other row groups, it may be texts.
pub struct Batches {
    origin: Origin,
    content: Reading,
    /// Of each column asked for, its place among those that are read.
    order: Vec<usize>,
    /// What is left of a longer batch.
    rest: Option<RecordBatch>,
    progress: Progress,
}

enum Reading {
    Parquet(Box<ParquetBatches>),
    Messages(Box<Messages>, Vec<usize>),
}

/// How much of a file has been read, where it is not read from its beginning to its end.
struct Progress {
    bytes_read: Arc<AtomicU64>,
    size: Option<u64>,
    /// How many rows there are, if known.
    rows: Option<u64>,
    read: u64,
}

impl Progress {
    fn add(&mut self, rows: usize) {
        self.read += rows as u64;
        if let (Some(size), Some(all)) = (self.size, self.rows.filter(|all| *all > 0)) {
            let share = size as f64 * (self.read as f64 / all as f64);
            self.bytes_read.store(share as u64, Ordering::Relaxed);
        }
    }
}

impl Batches {
    /// The next rows, at least one; none at the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read any further, or is damaged. Nothing can be read after that.
    #[expect(clippy::should_implement_trait, reason = "as `Reader::next`")]
    pub fn next(&mut self) -> Result<Option<RecordBatch>, DataError> {
        let batch = match self.rest.take() {
            Some(rest) => rest,
            None => match self.read().map_err(|error| self.origin.error(error))? {
                Some(batch) => batch,
                None => return Ok(None),
            },
        };
        let rows = batch.num_rows().min(ROWS);
        if batch.num_rows() > rows {
            self.rest = Some(batch.slice(rows, batch.num_rows() - rows));
        }
        self.progress.add(rows);
        Ok(Some(batch.slice(0, rows)))
    }

    fn read(&mut self) -> io::Result<Option<RecordBatch>> {
        loop {
            let next = match &mut self.content {
                Reading::Parquet(batches) => batches.next()?,
                Reading::Messages(messages, columns) => messages.next(columns)?,
            };
            match next {
                None => return Ok(None),
                Some(batch) if batch.num_rows() == 0 => {}
                Some(batch) => {
                    return batch.project(&self.order).map(Some).map_err(io::Error::other);
                }
            }
        }
    }
}
