//! The typed program → one statement that scores the leads of a warehouse.
//!
//! A statement is a chain of steps, each with a name: what is the same for all leads, the table as rules understand it,
//! what is calculated from it, the points of each group, the score. `needs` finds out which columns rules ask for;
//! `fields` and `derived` make them, each once; `conditions` and `points` say rules; `statement` puts it all together.
//! Members of lists, and records that other models score, are worked on in `frames` of their own; `models` keeps those
//! models. What dialects say in different ways stands in `dialect`, one file for each.
//!
//! The interpreter ([`eval`](crate::eval)) is the meaning. What a dialect cannot say with the same meaning is
//! [refused](Refusal).

mod clock;
mod columns;
mod conditions;
mod dbt;
mod decided;
mod derived;
mod dialect;
mod fields;
mod frames;
mod letters;
mod lines;
mod mapping;
mod models;
mod names;
mod needs;
mod options;
mod points;
mod reasons;
mod refusal;
mod regex;
mod related;
mod reserved;
mod result;
mod said;
mod shape;
mod shared;
mod statement;
mod tables;
mod texts;

pub use mapping::{Mapping, Named, NoName, NotThere};
pub use options::{Dialect, Options, Shape, UnknownDialect};
pub use refusal::{Reason, Refusal, Refused};
pub use shape::{asks_the_clock, dbt_schema};

use columns::Work;
use models::Models;

use crate::ir::Program;

/// Writes the statement that scores the leads of a table as the program does.
///
/// ```
/// # use leadscore::{project::Project, sql::{self, Dialect, Options}};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("fit.score");
/// # std::fs::write(&path, r#"
/// # record Lead { id: text, key  employees: integer }
/// # when employees in 100..500 then +20 because "The size we serve best"
/// # "#)?;
/// # let project = Project::load(&[path]);
/// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
/// // when employees in 100..500 then +20 because "The size we serve best"
/// let statement = sql::compile(&program, &Options::new(Dialect::DuckDb))?;
/// assert!(statement.contains("employees BETWEEN 100 AND 500"));
/// assert!(statement.contains("-- The size we serve best"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// With what the dialect cannot say with the same meaning, and the rules that need it.
pub fn compile(program: &Program, options: &Options) -> Result<String, Refused> {
    worked(program, options, |work, query| shape::shaped(work, query, options))
}

/// Something that comes of the work on a statement, and of its query.
fn worked<T>(
    program: &Program,
    options: &Options,
    of: impl FnOnce(&Work<'_>, &str) -> T,
) -> Result<T, Refused> {
    let models = Models::of(program, &options.mapping);
    let mut work = Work::new(&models, options);
    let statement = statement::write(&mut work, options);
    work.refusals.dedup();
    match work.refusals.is_empty() {
        true => Ok(of(&work, &statement)),
        false => Err(Refused { refusals: work.refusals }),
    }
}
