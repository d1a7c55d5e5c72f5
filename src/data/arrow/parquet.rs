//! Parquet: row groups, one after the other, as batches of columns.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use parquet::basic::{Encoding, Type};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};

use super::batches::ROWS;
use super::guard::guarded;

/// The bytes with which every Parquet file begins.
const MARK: &[u8; 4] = b"PAR1";

/// Whether a file is one, by its first bytes; one that cannot be opened is none.
pub(in crate::data) fn is_parquet(path: &Path) -> bool {
    let mut mark = [0; MARK.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut mark));
    read.is_ok() && mark == *MARK
}

/// A file of which only the end has been read, where it says what it holds.
pub(super) struct ParquetFile {
    file: File,
    about: Arc<ParquetMetaData>,
    schema: SchemaRef,
}

impl ParquetFile {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX);
        // What the writer's Arrow types were would only say the same in other words, or another way.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let loaded = guarded(|| ArrowReaderMetadata::load(&file, options).ok());
        let loaded = loaded.ok_or_else(damaged)?;
        let (about, schema) = (Arc::clone(loaded.metadata()), Arc::clone(loaded.schema()));
        if !is_sound(&about, length) {
            return Err(damaged());
        }
        Ok(Self { file, about, schema })
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// How many rows the file says it has.
    pub(super) fn rows(&self) -> u64 {
        u64::try_from(self.about.file_metadata().num_rows()).unwrap_or(0)
    }

    /// The batches of some columns, in the order of the file.
    pub(super) fn batches(self, columns: Vec<usize>) -> ParquetBatches {
        ParquetBatches { file: self, columns, group: 0, reader: None }
    }

    /// Reads a row group. A reader of its own keeps each dictionary as it is: a batch over two groups would have to
    /// merge theirs.
    fn group(&self, index: usize, columns: &[usize]) -> io::Result<ParquetRecordBatchReader> {
        let file = self.file.try_clone()?;
        let opened = guarded(|| {
            let hints = hints(&self.schema, &self.about, self.about.row_groups().get(index)?);
            let options = ArrowReaderOptions::new().with_schema(Arc::new(hints));
            let loaded = ArrowReaderMetadata::try_new(Arc::clone(&self.about), options).ok()?;
            let mask = ProjectionMask::roots(loaded.parquet_schema(), columns.iter().copied());
            let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, loaded);
            let builder = builder.with_row_groups(vec![index]).with_projection(mask);
            builder.with_batch_size(ROWS).build().ok()
        });
        opened.ok_or_else(damaged)
    }
}

/// A file being read.
pub(super) struct ParquetBatches {
    file: ParquetFile,
    columns: Vec<usize>,
    /// The row group after the one being read.
    group: usize,
    reader: Option<ParquetRecordBatchReader>,
}

impl ParquetBatches {
    pub(super) fn next(&mut self) -> io::Result<Option<RecordBatch>> {
        loop {
            if let Some(reader) = &mut self.reader {
                // Nothing is read after a failure, so a half-changed reader does no harm.
                let next = guarded(|| reader.next().map_or(Some(None), |it| it.ok().map(Some)));
                if let Some(batch) = next.ok_or_else(damaged)? {
                    return Ok(Some(batch));
                }
            }
            if self.group >= self.file.about.num_row_groups() {
                return Ok(None);
            }
            self.reader = Some(self.file.group(self.group, &self.columns)?);
            self.group += 1;
        }
    }
}

/// Whether all columns stand inside of the file, which the crate takes for granted.
fn is_sound(about: &ParquetMetaData, length: i64) -> bool {
    let columns = about.file_metadata().schema_descr().num_columns();
    about.row_groups().iter().all(|group| {
        let inside = |column: &ColumnChunkMetaData| {
            let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
            let size = column.compressed_size();
            let end = start.checked_add(size);
            let counts = [start, size, column.data_page_offset(), column.num_values()];
            counts.iter().all(|it| *it >= 0) && end.is_some_and(|end| end <= length)
        };
        group.num_columns() == columns && group.columns().iter().all(inside)
    })
}

fn damaged() -> io::Error {
    io::Error::other("the Parquet data are damaged, cut off, or of a kind that is not read")
}

/// As which types the columns of a row group are read, where the usual ones are not the best.
fn hints(schema: &Schema, about: &ParquetMetaData, group: &RowGroupMetaData) -> Schema {
    let columns = about.file_metadata().schema_descr();
    let types = columns.columns().iter().map(|column| column.physical_type());
    let mut leaves = types.zip(group.columns());
    let mut hinted = Vec::new();
    for field in schema.fields() {
        let is_text = matches!(field.data_type(), DataType::Utf8 | DataType::Binary);
        let chunk = leaves.clone().next().map(|(_, chunk)| chunk);
        let hint = hint(field, &mut leaves);
        hinted.push(match is_text && chunk.is_some_and(is_dictionary) {
            true => {
                let (index, text) = (DataType::Int32, field.data_type().clone());
                hint.with_data_type(DataType::Dictionary(Box::new(index), Box::new(text)))
            }
            false => hint,
        });
    }
    Schema::new(hinted)
}

/// Whether all of a column stands in the file as numbers of a dictionary.
fn is_dictionary(chunk: &ColumnChunkMetaData) -> bool {
    let is = |encoding: Encoding| match chunk.page_encoding_stats_mask() {
        Some(mask) => mask.is_only(encoding),
        // Without it, what holds for the dictionary itself cannot be told from plain values.
        None => {
            chunk.encodings_mask().is_set(encoding)
                && !chunk.encodings_mask().is_set(Encoding::PLAIN)
        }
    };
    chunk.dictionary_page_offset().is_some()
        && (is(Encoding::RLE_DICTIONARY) || is(Encoding::PLAIN_DICTIONARY))
}

/// A field whose moments of 96 bits are microseconds, here and inside of it: as nanoseconds they would end with
/// the year 2262, and without a zone they would be times of day somewhere.
fn hint<'a>(
    field: &Field,
    leaves: &mut impl Iterator<Item = (Type, &'a ColumnChunkMetaData)>,
) -> Field {
    let ty = match field.data_type() {
        DataType::List(inner) => DataType::List(Arc::new(hint(inner, leaves))),
        DataType::LargeList(inner) => DataType::LargeList(Arc::new(hint(inner, leaves))),
        DataType::FixedSizeList(inner, size) => {
            DataType::FixedSizeList(Arc::new(hint(inner, leaves)), *size)
        }
        DataType::Map(inner, sorted) => DataType::Map(Arc::new(hint(inner, leaves)), *sorted),
        DataType::Struct(fields) => {
            let fields: Fields = fields.iter().map(|it| hint(it, leaves)).collect();
            DataType::Struct(fields)
        }
        other => match leaves.next() {
            Some((Type::INT96, _)) => {
                DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
            }
            _ => other.clone(),
        },
    };
    field.clone().with_data_type(ty)
}
