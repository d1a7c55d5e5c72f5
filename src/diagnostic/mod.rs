//! Everything leadscore tells its users about their files: one type, stable codes, renderers.

pub mod codes;
mod json;
mod likeness;
mod order;
mod render;
mod suggest;
mod types;

pub use codes::Code;
pub use json::to_json;
pub use likeness::{ordinal, unlike};
pub use order::in_order;
pub use render::{Style, render};
pub use suggest::nearest;
pub use types::{Applicability, Diagnostic, Edit, Label, Severity, Suggestion};
