//! `leadscore compile --to sql`

use super::args::Compile;
use crate::cli::End;
use crate::cli::args::Common;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Code, Diagnostic, codes, nearest};
use crate::ir::Program;
use crate::sql::{self, Dialect, Mapping, NotThere, Options, Reason, Refusal, Shape};

/// A model as one statement.
pub(super) fn text(
    program: &Program,
    args: &Compile,
    common: &Common,
) -> Result<String, Vec<Diagnostic>> {
    let options = options(args, common);
    sql::compile(program, &options)
        .map_err(|refused| refused.refusals.into_iter().map(finding).collect())
}

fn options(args: &Compile, common: &Common) -> Options {
    let shape = match (&args.view, &args.dbt) {
        (Some(name), _) => Shape::View(name.clone()),
        (None, Some(_)) => Shape::Dbt,
        (None, None) => Shape::Select,
    };
    Options {
        mapping: mapping(args),
        as_of: common.as_of,
        shape,
        reasons: args.reasons,
        ..Options::new(args.dialect.unwrap_or(Dialect::DuckDb))
    }
}

/// The file of dbt's tests that stands beside a model of dbt.
pub(super) fn beside(program: &Program, args: &Compile, common: &Common) -> Option<String> {
    let name = args.dbt.as_deref()?;
    Some(sql::dbt_schema(program, name, &options(args, common)))
}

fn mapping(args: &Compile) -> Mapping {
    Mapping { tables: args.table.clone(), columns: args.column.clone() }
}

/// Arguments that do not fit the rules: nothing is written then.
pub(super) fn checked(
    programs: &[Program],
    args: &Compile,
    common: &Common,
    terminal: &Terminal,
) -> Result<(), End> {
    if programs.len() > 1 && (args.view.is_some() || args.dbt.is_some()) {
        let names: Vec<&str> = programs.iter().map(|it| it.name.as_str()).collect();
        terminal.fail(
            &format!("There are several models, and one name: {}.", names.join(", ")),
            "Name one of them with --model.",
        );
        return Err(End::CouldNotRun);
    }
    let clock = |it: &Program| sql::asks_the_clock(it, &options(args, common)) == Ok(true);
    if args.view.is_some() && common.as_of.is_none() && programs.iter().any(clock) {
        terminal.fail(
            "A view has no parameter, and these scores depend on the moment at which they are made.",
            "Give the moment, as in --as-of 2025-03-01, and make the view anew for another. A model of \
             dbt (--dbt) takes it as a variable.",
        );
        return Err(End::CouldNotRun);
    }
    names(programs, args, terminal)
}

/// Names that nothing in the rules has.
fn names(programs: &[Program], args: &Compile, terminal: &Terminal) -> Result<(), End> {
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
