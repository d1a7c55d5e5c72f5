//! Where things stand in rule files: byte spans, named files and their lines.

mod file;
mod reading;
mod span;

pub use file::{FileId, LineColumn, SourceFile, Sources};
pub use reading::Reading;
pub use span::{Place, Span};
