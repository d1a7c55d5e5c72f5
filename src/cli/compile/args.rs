//! The arguments of `leadscore compile`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::End;
use crate::cli::terminal::Terminal;
use crate::cli::words::{how_many, name};
use crate::sql::{Dialect, Named};

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Compile {
    /// A .score file, or a folder of them
    #[arg(value_name = "RULES")]
    pub rules: PathBuf,
    /// What is made of the rules
    #[arg(long, value_name = "TARGET")]
    pub to: Target,
    /// The warehouse that is to run the statement: duckdb, postgres, spark, bigquery or snowflake
    #[arg(long, value_name = "NAME", required_if_eq("to", "sql"))]
    pub dialect: Option<Dialect>,
    /// Write a file, or for several models a folder with a file of each; standard output if left out
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Only the model with this name
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
    /// What a JSON Schema describes: the records that are scored (if left out), or their results
    #[arg(long, value_name = "WHAT")]
    pub of: Option<Described>,
    /// A table or view, of a record or a field with related records; of the leads without RECORD=. May be repeated
    #[arg(long, value_name = "RECORD=TABLE", value_parser = Named::table)]
    pub table: Vec<Named>,
    /// A column of a table, by its field: Lead.employees=no_of_employees. May be repeated
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub column: Vec<Named>,
    /// Add the reasons, the weightiest first, at most N (5 if left out)
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "5", value_parser = how_many)]
    pub reasons: Option<usize>,
    /// Make a query; this is what is made if nothing else is asked for
    #[arg(long, conflicts_with_all = ["view", "dbt"])]
    pub select: bool,
    /// Make a view with this name; it has no parameter, so --as-of gives the moment of its scores
    #[arg(long, value_name = "NAME", conflicts_with = "dbt", value_parser = name)]
    pub view: Option<String>,
    /// Make a model of a dbt project with this name, and beside it in the folder --output what dbt is to test
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub dbt: Option<String>,
}

impl Compile {
    /// Options that are for another target are refused.
    pub(super) fn for_target(&self, terminal: &Terminal) -> Result<(), End> {
        let of_sql = [
            ("--dialect", self.dialect.is_some()),
            ("--table", !self.table.is_empty()),
            ("--column", !self.column.is_empty()),
            ("--reasons", self.reasons.is_some()),
            ("--select", self.select),
            ("--view", self.view.is_some()),
            ("--dbt", self.dbt.is_some()),
        ];
        let of_sql = of_sql.map(|(option, is_given)| (option, is_given, Target::Sql));
        let of_schema = ("--of", self.of.is_some(), Target::JsonSchema);
        let stray = of_sql.into_iter().chain([of_schema]);
        let mut stray = stray.filter(|(_, is_given, target)| *is_given && *target != self.to);
        let Some((option, _, target)) = stray.next() else { return Ok(()) };
        let target = if target == Target::Sql { "sql" } else { "json-schema" };
        terminal.fail(
            &format!("{option} is only for --to {target}."),
            &format!("Leave {option} out, or write --to {target}."),
        );
        Err(End::CouldNotRun)
    }
}

/// What a JSON Schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Described {
    /// A record, as `leadscore score` reads it from NDJSON
    Input,
    /// A result, as `leadscore score --to ndjson` writes it
    Result,
}

/// What rules are compiled to; each has a file of its own beside this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Target {
    /// One statement that scores the leads of a warehouse
    Sql,
    /// A scorecard for other systems, in PMML 4.4
    Pmml,
    /// A JSON Schema of the records that are scored, or of their results
    JsonSchema,
    /// The typed program as JSON
    Ir,
}
