//! The typed program → one statement that scores the leads of a warehouse.

mod options;
mod refusal;

pub use options::{Dialect, Options, UnknownDialect};
pub use refusal::{Reason, Refusal};

use crate::ir::Program;

/// Writes the statement that scores the leads of a table as the program does.
///
/// # Errors
///
/// What the dialect cannot say with the same meaning, with the rule that needs it.
pub fn compile(program: &Program, options: &Options) -> Result<String, Vec<Refusal>> {
    Ok(format!("-- {} for {}\n", program.name, options.dialect.name()))
}
