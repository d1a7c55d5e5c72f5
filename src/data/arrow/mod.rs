//! Files of typed columns, Parquet and Arrow: batches of whole columns, or rows of cells as other formats give them.
//!
//! ```text
//! Parquet file ─ parquet ─┐
//!                         ├─► ArrowFile ─► Batches ─┬─► RecordBatch        columns, for whoever takes them as they are
//! Arrow file,             │                         └─ cell ─► rows ─► Reader
//! stream, pipe ─ messages ┘
//! RowBuilder ─► RecordBatch ─► TableWriter ─► Parquet, Arrow
//! ```
//!
//! The crates of Arrow panic on some damaged files; [`guard`] stands around every call that reads.

mod batches;
mod build;
mod cell;
mod column;
mod guard;
mod messages;
mod parquet;
mod rows;
mod write;

pub use batches::{ArrowFile, Batches};
pub use build::{Datum, RowBuilder};
pub use cell::{add_cell, cell};
pub use column::Column;
pub(in crate::data) use messages::is_arrow;
pub(in crate::data) use parquet::is_parquet;
pub(in crate::data) use rows::ArrowRows;
pub use write::{Columnar, TableWriter};
