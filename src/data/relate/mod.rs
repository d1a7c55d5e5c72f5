//! Related records: nested in the rows of the leads, or joined from files of their own.
//!
//! ```text
//! Program, --with ─ Plan ─► Shape ─► Loader ───────► values of a lead, with nested records
//!                     └───► tables ─ read ─► Tables ─ Joins ─► … and with joined records
//! ```
//!
//! Leads stream. A table that is joined is read once and held: only the fields that rules read, packed by
//! column, texts as numbers into a dictionary, rows grouped by the key of the record that they belong to.

mod column;
mod dictionary;
mod examples;
mod index;
mod join;
mod list;
mod members;
mod nested;
mod places;
mod plan;
mod repeats;
mod report;
mod shape;
mod table;
mod tables;
mod with;

#[cfg(test)]
mod tests;

pub use join::{Joins, Missed};
pub use list::{JoinedList, Packed, Texts};
pub use plan::Plan;
pub use shape::Shape;
pub use tables::{Opened, Tables};
pub use with::{NoWith, With};

pub(in crate::data) use nested::Nested;
