//! What untyped columns probably are, and the first rule files made from that.

pub(in crate::data) mod column_stats;
pub(in crate::data) mod guesses;
pub(in crate::data) mod infer;
pub(in crate::data) mod infer_text;
pub(in crate::data) mod markers;
pub(in crate::data) mod shapes;
pub(in crate::data) mod starter;
pub(in crate::data) mod starter_names;
pub(in crate::data) mod starter_rules;
pub(in crate::data) mod table_stats;

pub use column_stats::ColumnStats;
pub use infer::{ColumnGuess, guess_columns, infer_record};
pub use markers::is_marker;
pub use starter::{Starter, starter};
pub use starter_names::readable_name;
pub use table_stats::TableStats;
