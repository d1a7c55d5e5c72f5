//! Bytes → rows of untyped cells, with bad rows kept and reported.

pub(in crate::data) mod csv;
pub(in crate::data) mod format;
pub(in crate::data) mod header;
pub(in crate::data) mod input;
pub(in crate::data) mod json;
pub(in crate::data) mod json_scan;
pub(in crate::data) mod json_value;
pub(in crate::data) mod mismatch;
pub(in crate::data) mod ndjson;
pub(in crate::data) mod quotes;
pub(in crate::data) mod reader;
pub(in crate::data) mod recovery;
pub(in crate::data) mod rows;
pub(in crate::data) mod sniff;
pub(in crate::data) mod window;
pub(in crate::data) mod wrapped;

pub use format::Format;
pub use input::{Compression, Source};
pub use reader::{ReadOptions, Reader};
pub use rows::{Cells, Event, Reason, Rejection, Row};
