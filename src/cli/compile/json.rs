//! `leadscore compile --to json-schema`, `leadscore compile --to ir`

use super::args::Described;
use crate::exchange;
use crate::ir::Program;
use crate::source::Sources;

/// The shape of what is scored, or of what comes of it.
pub(super) fn schema(program: &Program, of: Described) -> String {
    let schema = match of {
        Described::Input => exchange::input_schema(program),
        Described::Result => exchange::result_schema(program),
    };
    format!("{schema:#}\n")
}

/// The typed program.
pub(super) fn ir(program: &Program, sources: &Sources) -> String {
    format!("{:#}\n", exchange::program(program, sources))
}
