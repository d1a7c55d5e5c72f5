//! Files of records: reading them row by row, keeping what cannot be read, and writing results.
//!
//! The outer half knows bytes, rows and cells; the inner half turns cells into typed values, counts what does not
//! fit, and guesses types where none are declared. Rules and scores are not known here.
//!
//! ```text
//! file or stdin ─ input, encoding ─► UTF-8 text ─ window ─► csv | ndjson | json ─► Reader ─► Event
//! Parquet, Arrow ─ ArrowFile ─┬─► Batches, columns as they are
//!                             └─► Reader ─► Event
//! Row ─ Binding ─ Decoder ─► Loader ─► values, Problems          Row ─► TableStats ─► record, starter
//! values ─ Joins ─► values with related records of other files
//! ```
//!
//! - [`Reader`] turns a [`Source`] into [`Event`]s, one for each record: a [`Row`] or a [`Rejection`].
//! - [`Reader::fill`] gives many rows at once as a [`Batch`], with only the cells that are asked for.
//! - [`RejectsFile`] keeps the text of the rejected rows, so that they can be repaired and read again.
//! - [`ArrowFile`] gives the columns of Parquet and Arrow in [`Batches`]; [`cell`] is what a value means, and
//!   [`TableWriter`] writes such files.
//! - [`AtomicFile`] writes a file that appears only when it is whole.
//! - [`DataError`] is what stops a run: one sentence that says what is wrong, one that says what to do.
//!
//! Two promises hold for every format:
//!
//! 1. **Nothing is lost.** Every byte that is not a blank line or a separator belongs to exactly one row or
//!    rejection, and nothing is repaired in silence.
//! 2. **Memory is bounded.** What is held does not grow with the file, whatever its bytes are; see
//!    [`ReadOptions::longest_row`].
//!
//! ```
//! use leadscore::data::{Cells, Event, ReadOptions, Reader};
//!
//! let text = "id;city\n1;Sofia\n2;Varna;Bulgaria\n3;Plovdiv\n";
//! let mut reader = Reader::from_read("leads.csv", text.as_bytes(), &ReadOptions::default())?;
//! assert_eq!(reader.header(), Some(["id".to_owned(), "city".to_owned()].as_slice()));
//!
//! let mut cities = Vec::new();
//! let mut complaints = Vec::new();
//! while let Some(event) = reader.next()? {
//!     match event {
//!         Event::Row(row) => match row.cells {
//!             Cells::Fields(fields) => cities.extend(fields.into_iter().nth(1)),
//!             Cells::Object(_) => {} // JSON only
//!         },
//!         Event::Rejected(rejection) => complaints.push(rejection.to_string()),
//!         Event::RejectedMore(_) => {} // only after a row that was too long to hold
//!     }
//! }
//! assert_eq!(cities, ["Sofia", "Plovdiv"]);
//! assert_eq!(complaints, ["row 2 (line 3): has 3 fields, the header has 2"]);
//! # Ok::<(), leadscore::data::DataError>(())
//! ```

#[cfg(feature = "formats")]
mod arrow;
#[cfg(not(feature = "formats"))]
#[path = "no_arrow.rs"]
mod arrow;
mod batch;
mod error;
mod guess;
mod read;
mod rejections;
#[cfg(feature = "formats")]
mod rejects;
mod relate;
mod values;
#[cfg(feature = "formats")]
mod write;

#[cfg(test)]
mod tests;

#[cfg(feature = "formats")]
pub use arrow::{
    ArrowFile, Batches, Column, Columnar, Datum, RowBuilder, TableWriter, add_cell, cell,
};
#[cfg(feature = "formats")]
pub use batch::Columns;
pub use batch::{Batch, Chunk, RawCell, Slots};
pub use error::{DataError, Duplicate};
pub use guess::{
    ColumnGuess, ColumnStats, Starter, TableStats, guess_columns, infer_record, is_marker,
    readable_name, starter,
};
pub use read::{
    Cells, Compression, Event, Format, ReadOptions, Reader, Reason, Rejection, Row, Source,
};
pub use rejections::Rejections;
#[cfg(feature = "formats")]
pub use rejects::RejectsFile;
pub use relate::{
    JoinedList, Joins, Missed, NoWith, Opened, Packed, Plan, Shape, Tables, Texts, With,
};
pub use values::{
    BETWEEN_KEYS, Binding, Decoder, Loader, NotUnderstood, Noted, Problems, Written, doubt_header,
    doubt_lone_list, doubt_object, looks_spoilt, number, percent, summary, thousands,
};
#[cfg(feature = "formats")]
pub use write::AtomicFile;
