//! Findings for other programs: one file for each form.

mod json;

pub use json::to_json;
