//! A batch of rows at a time, of which only the cells that are asked for are kept.
//!
//! [`Reader::fill`](crate::data::Reader::fill) means exactly what `next` means. Rows that are as they should be are
//! found by comparing many bytes at once; every other row is read by `next` itself, so that what is wrong with a row
//! is decided in one place.
//!
//! - `fill` goes from run to run and from one unusual row to the next.
//! - `csv` and `ndjson` take a run of ordinary rows; `marks` finds the bytes that mean something to them, and
//!   `object` follows one JSON object.

mod alone;
mod cells;
mod chunk;
mod csv;
mod fill;
mod marks;
mod ndjson;
mod object;
mod pace;
mod slots;

#[cfg(test)]
mod tests;

pub use cells::{Batch, RawCell};
pub use chunk::Chunk;
#[cfg(feature = "formats")]
pub use chunk::Columns;
pub use slots::Slots;
