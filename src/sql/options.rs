//! What a statement is for: the engine that runs it, where the leads stand, and what it gives.

use std::str::FromStr;

use super::mapping::Mapping;
use crate::ir::AsOf;

/// An engine that understands SQL in its own way.
///
/// ```
/// use leadscore::sql::Dialect;
/// assert_eq!("Postgres".parse(), Ok(Dialect::Postgres));
/// assert!("mysql".parse::<Dialect>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// DuckDB.
    DuckDb,
    /// PostgreSQL.
    Postgres,
    /// Spark and Databricks.
    Spark,
    /// BigQuery.
    BigQuery,
    /// Snowflake.
    Snowflake,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::DuckDb, Self::Postgres, Self::Spark, Self::BigQuery, Self::Snowflake];

    /// The word by which it is chosen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::Postgres => "postgres",
            Self::Spark => "spark",
            Self::BigQuery => "bigquery",
            Self::Snowflake => "snowflake",
        }
    }

    /// Its name in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark",
            Self::BigQuery => "BigQuery",
            Self::Snowflake => "Snowflake",
        }
    }
}

/// A word that names no dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("choose one of duckdb, postgres, spark, bigquery or snowflake")]
pub struct UnknownDialect;

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(word: &str) -> Result<Self, UnknownDialect> {
        let found = match word.to_ascii_lowercase().as_str() {
            "postgresql" => Some(Self::Postgres),
            "databricks" => Some(Self::Spark),
            word => Self::ALL.into_iter().find(|it| it.word() == word),
        };
        found.ok_or(UnknownDialect)
    }
}

/// What a statement becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A query that gives the scores.
    #[default]
    Select,
    /// A view with this name. It has no parameter, so it needs the moment of its scores.
    View(String),
    /// A model of a dbt project.
    Dbt,
}

/// How a model is compiled.
#[derive(Clone, Debug)]
pub struct Options {
    /// The engine that runs the statement.
    pub dialect: Dialect,
    /// What tables and columns are called there, where the rules do not say it.
    pub mapping: Mapping,
    /// The moment of the run; `None`: whoever runs the statement gives it.
    pub as_of: Option<AsOf>,
    /// What the statement becomes.
    pub shape: Shape,
    /// How many reasons are shown, the weightiest first; `None`: no column of reasons.
    pub reasons: Option<usize>,
}

impl Options {
    /// For an engine, with nothing special.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            mapping: Mapping::default(),
            as_of: None,
            shape: Shape::Select,
            reasons: None,
        }
    }
}
