//! `leadscore compile --to sql`

use super::args::Compile;
use crate::cli::End;
use crate::cli::args::Common;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Code, Diagnostic, codes, nearest};
use crate::ir::Program;
use crate::sql::{self, Dialect, Mapping, NotThere, Options, Reason, Refusal};

/// A model as one statement.
pub(super) fn text(
    program: &Program,
    args: &Compile,
    common: &Common,
) -> Result<String, Vec<Diagnostic>> {
    let options = Options {
        mapping: mapping(args),
        as_of: common.as_of,
        reasons: args.reasons,
        ..Options::new(args.dialect.unwrap_or(Dialect::DuckDb))
    };
    sql::compile(program, &options).map_err(|refusals| refusals.into_iter().map(finding).collect())
}

fn mapping(args: &Compile) -> Mapping {
    Mapping { tables: args.table.clone(), columns: args.column.clone() }
}

/// Names that nothing in the rules has: nothing is written then.
pub(super) fn checked(programs: &[Program], args: &Compile, terminal: &Terminal) -> Result<(), End> {
    let programs: Vec<&Program> = programs.iter().collect();
    let unknown = mapping(args).unknown(&programs);
    for NotThere { what, known } in &unknown {
        let known: Vec<&str> =
            known.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
        let help = match nearest(what, known.iter().copied()) {
            Some(near) => format!("Did you mean {near}?"),
            None => format!("There are: {}.", known.join(", ")),
        };
        terminal.fail(&format!("The rules have nothing called {what}."), &help);
    }
    if unknown.is_empty() { Ok(()) } else { Err(End::CouldNotRun) }
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
