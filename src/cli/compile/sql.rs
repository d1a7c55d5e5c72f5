//! `leadscore compile --to sql`

use super::args::Compile;
use crate::cli::args::Common;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::ir::Program;
use crate::sql::{self, Dialect, Options, Reason, Refusal};

/// A model as one statement.
pub(super) fn text(
    program: &Program,
    args: &Compile,
    common: &Common,
) -> Result<String, Vec<Diagnostic>> {
    let options = Options {
        table: args.table.clone(),
        as_of: common.as_of,
        reasons: args.reasons,
        ..Options::new(args.dialect.unwrap_or(Dialect::DuckDb))
    };
    sql::compile(program, &options).map_err(|refusals| refusals.into_iter().map(finding).collect())
}

fn finding(refusal: Refusal) -> Diagnostic {
    let Refusal { reason, place, message, help } = refusal;
    Diagnostic::error(code(reason), place, message).help(help)
}

fn code(reason: Reason) -> Code {
    match reason {
        Reason::Function => codes::NOT_IN_SQL,
        Reason::Pattern => codes::PATTERN_NOT_IN_SQL,
        Reason::Format => codes::FORMAT_NOT_IN_SQL,
        Reason::Related => codes::RELATED_NOT_IN_SQL,
    }
}
