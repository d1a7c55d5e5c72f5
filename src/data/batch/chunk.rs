//! Some rows of a file, whichever way it keeps them.

#[cfg(feature = "formats")]
use arrow_array::cast::AsArray;
#[cfg(feature = "formats")]
use arrow_array::{Array, ArrayRef, RecordBatch};
#[cfg(feature = "formats")]
use arrow_schema::DataType;

use super::cells::{Batch, RawCell};
#[cfg(feature = "formats")]
use super::slots::Places;
use super::slots::Slots;
#[cfg(feature = "formats")]
use crate::data::cell;
#[cfg(feature = "formats")]
use crate::data::read::reader::Rows;
use crate::data::{DataError, Event, Reader};

/// Some rows of a file, with the cells of some [`Slots`]: of text as a [`Batch`], of columns as they are.
#[derive(Clone, Debug)]
pub enum Chunk {
    /// From CSV or JSON.
    Rows(Batch),
    /// From Parquet or Arrow.
    #[cfg(feature = "formats")]
    Columns(Columns),
}

/// Some rows of a file of columns.
#[cfg(feature = "formats")]
#[derive(Clone, Debug)]
pub struct Columns {
    /// A column for each slot.
    pub batch: RecordBatch,
    /// Which record of the file the first row is, from 1.
    pub first: u64,
}

impl Default for Chunk {
    fn default() -> Self {
        Self::Rows(Batch::default())
    }
}

impl Chunk {
    /// The rows, if they are kept as text.
    pub(crate) fn batch(&mut self) -> Option<&mut Batch> {
        match self {
            Self::Rows(batch) => Some(batch),
            #[cfg(feature = "formats")]
            Self::Columns(_) => None,
        }
    }

    /// How many rows it holds.
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Self::Rows(batch) => batch.rows(),
            #[cfg(feature = "formats")]
            Self::Columns(columns) => columns.batch.num_rows(),
        }
    }

    /// Which record of the input a row is, from 1; rejected records are counted.
    #[must_use]
    pub fn number(&self, row: usize) -> u64 {
        match self {
            Self::Rows(batch) => batch.number(row),
            #[cfg(feature = "formats")]
            Self::Columns(columns) => columns.first + row as u64,
        }
    }

    /// The rejections among the rows, in order, each with the row before which it stands.
    #[must_use]
    pub fn rejected(&self) -> &[(usize, Event)] {
        match self {
            Self::Rows(batch) => batch.rejected(),
            #[cfg(feature = "formats")]
            Self::Columns(_) => &[],
        }
    }

    /// The text of a cell, if it is one that is kept as text.
    #[must_use]
    pub fn text(&self, slot: usize, row: usize) -> Option<&str> {
        match self {
            Self::Rows(batch) => match batch.cell(slot, row) {
                RawCell::Text(text) => Some(text),
                RawCell::Json(_) | RawCell::Absent => None,
            },
            #[cfg(feature = "formats")]
            Self::Columns(columns) => text(columns.column(slot)?, row),
        }
    }

    /// Looks at a cell, whatever it is kept as.
    pub fn with_cell<T>(&self, slot: usize, row: usize, look: impl FnOnce(RawCell<'_>) -> T) -> T {
        match self {
            Self::Rows(batch) => look(batch.cell(slot, row)),
            #[cfg(feature = "formats")]
            Self::Columns(columns) => match columns.column(slot) {
                Some(array) if !array.is_null(row) => {
                    look(RawCell::Text(&cell(array.as_ref(), row)))
                }
                _ => look(RawCell::Absent),
            },
        }
    }
}

#[cfg(feature = "formats")]
impl Columns {
    /// The column of a slot.
    #[must_use]
    pub fn column(&self, slot: usize) -> Option<&ArrayRef> {
        self.batch.columns().get(slot)
    }
}

#[cfg(feature = "formats")]
fn text(array: &ArrayRef, row: usize) -> Option<&str> {
    if row >= array.len() || array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string_opt::<i32>()?.value(row)),
        DataType::LargeUtf8 => Some(array.as_string_opt::<i64>()?.value(row)),
        DataType::Utf8View => Some(array.as_string_view_opt()?.value(row)),
        _ => None,
    }
}

impl Reader {
    /// Reads rows as they are kept; false at the end. Of columns only those of the slots are read, if no row was read
    /// before.
    ///
    /// # Errors
    ///
    /// As [`Reader::fill`].
    pub fn read_chunk(&mut self, slots: &mut Slots, chunk: &mut Chunk) -> Result<bool, DataError> {
        #[cfg(feature = "formats")]
        if let (Rows::Columns(rows), Places::Columns(columns)) = (&mut self.rows, &slots.places) {
            let next = rows.next_columns(columns)?;
            let more = next.is_some();
            if let Some((batch, first)) = next {
                *chunk = Chunk::Columns(Columns { batch, first });
            }
            return Ok(more);
        }
        #[cfg(feature = "formats")]
        if !matches!(chunk, Chunk::Rows(_)) {
            *chunk = Chunk::default();
        }
        match chunk {
            Chunk::Rows(batch) => self.fill(slots, batch),
            #[cfg(feature = "formats")]
            Chunk::Columns(_) => Ok(false),
        }
    }
}
