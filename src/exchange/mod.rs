//! Rules as JSON, for other tools: the whole typed program, and the shapes of what goes in and comes out.
//!
//! [`program()`] says everything that the interpreter knows; `docs/ir.md` describes it and how to evaluate it.
//! [`input_schema`] and [`result_schema`] are JSON Schemas of the records that are scored and of their results.

mod conditions;
mod parts;
mod program;
mod schemas;
mod values;

pub use program::{VERSION, program};
pub use schemas::{input_schema, result_names, result_schema};
