//! Where things stand in rule files: byte spans, named files and their lines.

mod file;
mod span;

pub use file::{FileId, LineColumn, SourceFile, Sources};
pub use span::{Place, Span};
