//! Everything leadscore tells its users about their files: one type, stable codes, renderers.

mod advice;
pub mod codes;
mod likeness;
mod numeral;
mod order;
mod render;
mod report;
mod suggest;
mod told;
mod types;

pub(crate) use advice::on_lines;
pub use codes::Code;
pub use likeness::{ordinal, unlike};
pub use numeral::numeral;
pub use order::in_order;
pub use render::{Style, ascii, printable, render, tell};
pub use report::{Format, Remark, allowed, annotation, from_root, report, sarif_of, to_json};
pub use suggest::nearest;
pub use told::Told;
pub use types::{Applicability, Diagnostic, Edit, Label, Severity, Suggestion};
