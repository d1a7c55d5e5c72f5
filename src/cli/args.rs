//! What can be written on the command line.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use rust_decimal::Decimal;

use super::compile::Compile;
use super::diff::Diff;
use super::selection::FormerFile;
use super::test::Test;
use super::words::{delimiter, encoding, how_many, lint, threads};
use crate::data::With;
use crate::encoding::Encoding;
use crate::import::MOST_POINTS;
use crate::ir::AsOf;

/// Score leads with rules kept as text.
#[derive(Debug, Parser)]
#[command(name = "leadscore", version, about, disable_help_subcommand = true)]
#[command(after_help = "Start with: leadscore init leads.csv")]
pub(super) struct Args {
    #[command(subcommand)]
    pub verb: Verb,
    #[command(flatten)]
    pub common: Common,
}

/// Flags of every verb.
#[derive(Debug, ClapArgs)]
pub(super) struct Common {
    /// The moment of the run: a date (its end, in the model's zone) or a date with time and offset
    #[arg(long, global = true, value_name = "WHEN")]
    pub as_of: Option<AsOf>,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Colours: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Treat warnings as errors
    #[arg(long, global = true, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Show at most N messages, errors first; 0 shows all
    #[arg(long, global = true, value_name = "N", default_value = "100")]
    pub max_messages: usize,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Tell messages in sentences, without drawings
    #[arg(long, global = true)]
    pub screen_reader: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    Warnings,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Score every record
    Score(Score),
    /// Find mistakes in rule files
    Check(Check),
    /// Say why one record has its score
    Explain(Explain),
    /// Score again when rules or data change, and tell who moved
    Watch(Watch),
    /// Tell what a change of rules does
    Diff(Diff),
    /// Run the tests of rule files, and say what they leave out
    Test(Test),
    /// Put rule files into the usual form
    Fmt(Fmt),
    /// Mend what can mean only one thing
    Fix(Fix),
    /// Write a schema and a first model for a file of leads
    Init(Init),
    /// Make rules from a sheet of assets, stages and scores, or from a scorecard in PMML
    Import(Import),
    /// Make of the rules what another program runs
    Compile(Compile),
}

/// Where data come from and how they are read.
#[derive(Clone, Debug, ClapArgs)]
pub(super) struct DataArgs {
    /// A file of leads, or - for standard input
    #[arg(value_name = "DATA")]
    pub data: PathBuf,
    #[command(flatten)]
    pub reading: Reading,
}

/// How data are read, and what is joined to them.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(super) struct Reading {
    /// The format of the data, if its name does not tell
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<InFormat>,
    /// What separates the cells of a CSV file, if it cannot be told: , ; | or tab
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// The encoding of the data, if it is not UTF-8: windows-1251, gb18030, …
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,
    /// A file of related records: the name of a field or record, and the file. May be repeated
    #[arg(long, value_name = "NAME=FILE")]
    pub with: Vec<With>,
    /// Take columns that the rules use and the data lack as missing
    #[arg(long)]
    pub allow_missing_columns: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InFormat {
    Csv,
    Ndjson,
    Json,
}

#[derive(Clone, Debug, ClapArgs)]
pub(super) struct Score {
    /// A .score file, or a folder of them
    #[arg(value_name = "RULES")]
    pub rules: PathBuf,
    /// A file of leads, or - for standard input
    #[arg(value_name = "DATA", required_unless_present = "records")]
    pub data: Option<PathBuf>,
    /// Where models score different records: the name of one, and its file. May be repeated
    #[arg(long = "data", value_name = "RECORD=FILE", conflicts_with = "data")]
    pub records: Vec<With>,
    /// The kind of record that is scored, one of several.
    #[arg(skip)]
    pub record: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
    /// Write the scores to a file; its ending tells the format (.csv, .ndjson, .jsonl, .txt for a table, each also with .gz or .zst; .parquet, .arrow)
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// The format of the scores; else by the ending of OUT, a table at a terminal, CSV in a pipe
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<OutFormat>,
    /// Add the reasons, the weightiest first, at most N (5 if left out)
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "5", value_parser = how_many)]
    pub reasons: Option<usize>,
    /// Add the points of each group
    #[arg(long)]
    pub groups: bool,
    /// Keep all columns of the data before the results
    #[arg(long)]
    pub keep: bool,
    /// Keep the text of rejected rows in a file
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// The scores of the run before, in any format but a table, to find out which actions are set off
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Write the actions that are set off as NDJSON; to standard output without FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    pub actions: Option<PathBuf>,
    /// Score only the records that are new or different in what the rules read, against the data of the run before; also NAME=FILE of related records
    #[arg(long, value_name = "OLD", conflicts_with = "only")]
    pub changed_since: Vec<FormerFile>,
    /// Score only the records with these keys, one on each line or in a column of CSV; - for standard input
    #[arg(long, value_name = "KEYS")]
    pub only: Option<PathBuf>,
    /// Stop at the first problem in the data, and write nothing
    #[arg(long)]
    pub strict: bool,
    /// Score on so many threads; as many as the machine has if left out
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<NonZero<usize>>,
    /// Show where the time went, and which rules were evaluated one by one
    #[arg(long)]
    pub profile: bool,
}

impl Score {
    /// The data of a run over one record.
    pub fn data_args(&self) -> DataArgs {
        DataArgs { data: self.data.clone().unwrap_or_default(), reading: self.reading.clone() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutFormat {
    Csv,
    Ndjson,
    Parquet,
    Arrow,
    Table,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Check {
    /// .score files, or folders of them; those of leadscore.toml if left out
    #[arg(value_name = "RULES")]
    pub rules: Vec<PathBuf>,
    /// A file of leads, to find values in the rules that no lead has
    #[arg(long, value_name = "LEADS")]
    pub data: Option<PathBuf>,
    /// The encoding of the leads, if it is not UTF-8: windows-1251, gb18030, …
    #[arg(long, value_name = "NAME", value_parser = encoding, requires = "data")]
    pub encoding: Option<Encoding>,
    /// A file of related records: the name of a field or record, and the file. May be repeated
    #[arg(long, value_name = "NAME=FILE", requires = "data")]
    pub with: Vec<With>,
    /// Tell which rules read which fields; with --format json for programs
    #[arg(long, conflicts_with_all = ["data", "explain"])]
    pub reads: bool,
    /// Tell the least and the greatest score of each model and group, and a lead in each band
    #[arg(long, conflicts_with_all = ["data", "explain", "reads"])]
    pub bounds: bool,
    /// Look for this too, though it is not looked for by default: its name, or all. May be repeated
    #[arg(long, value_name = "NAME", value_parser = lint)]
    pub lint: Vec<String>,
    /// Explain a code such as E0201, or a lint such as never-fires
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
    /// The form of the findings: for people on standard error, others on standard output
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub format: ReportForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportForm {
    Human,
    Short,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Explain {
    /// A .score file, or a folder of them
    #[arg(value_name = "RULES")]
    pub rules: PathBuf,
    #[command(flatten)]
    pub data: DataArgs,
    /// The key of the record. If a record has several key columns, their values joined by commas
    #[arg(long, value_name = "KEY", required_unless_present = "row")]
    pub id: Option<String>,
    /// The number of the record in the data, from 1, instead of its key
    #[arg(long, value_name = "N", conflicts_with = "id")]
    pub row: Option<u64>,
    /// The form of the explanation
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub to: ExplainForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExplainForm {
    Text,
    Json,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Watch {
    /// A .score file, or a folder of them
    #[arg(value_name = "RULES")]
    pub rules: PathBuf,
    #[command(flatten)]
    pub data: DataArgs,
    /// How many of those who moved are named
    #[arg(long, value_name = "N", default_value = "20")]
    pub most: usize,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Fmt {
    /// .score files, folders of them, or - for standard input; those of leadscore.toml if left out
    #[arg(value_name = "RULES")]
    pub rules: Vec<PathBuf>,
    /// Change nothing; exit with 1 if a file is not in the usual form
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Fix {
    /// .score files, folders of them, or - for standard input; those of leadscore.toml if left out
    #[arg(value_name = "RULES")]
    pub rules: Vec<PathBuf>,
    /// Change nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    pub dry_run: bool,
    /// Offer one by one what chooses a meaning; answers are read from standard input
    #[arg(long)]
    pub suggestions: bool,
    /// Look for this too, though it is not looked for by default: its name, or all. May be repeated
    #[arg(long, value_name = "NAME", value_parser = lint)]
    pub lint: Vec<String>,
    /// The encoding of files that are not UTF-8, such as windows-1251: they are written as UTF-8
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    pub from: Option<Encoding>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Init {
    /// A file of leads, or - for standard input
    #[arg(value_name = "DATA")]
    pub data: PathBuf,
    /// The encoding of the data, if it is not UTF-8: windows-1251, gb18030, …
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,
    /// The folder for the new files
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    pub output: PathBuf,
    /// Replace files that are there already
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Import {
    /// A sheet of points: .csv, .xlsx or .ods, or - for standard input; or a scorecard: .pmml
    #[arg(value_name = "SHEET")]
    pub data: PathBuf,
    /// The rule file; if left out, called like the sheet, in this folder
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Replace the rule file if it is there already
    #[arg(long)]
    pub force: bool,
    /// Which sheet of a workbook; the first if left out
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The column of assets, if its name does not tell
    #[arg(long, value_name = "COLUMN")]
    pub asset: Option<String>,
    /// The column of stages, if its name does not tell
    #[arg(long, value_name = "COLUMN")]
    pub stage: Option<String>,
    /// The column of scores, if its name does not tell
    #[arg(long, value_name = "COLUMN")]
    pub score: Option<String>,
    /// What a blank stage means: the stage above it, or none
    #[arg(long, value_name = "MEANING", default_value = "above")]
    pub blank_stage: BlankStage,
    /// The score at which a lead is ready; percentages are of it
    #[arg(long, value_name = "N", default_value = "100", value_parser = ready_at)]
    pub ready_at: Decimal,
    /// The list of a lead's events
    #[arg(long, value_name = "NAME", default_value = "activities")]
    pub events: String,
    /// The field of an event that holds the asset
    #[arg(long, value_name = "NAME", default_value = "asset")]
    pub field: String,
    /// A file with the records, instead of records in the rules
    #[arg(long = "use", value_name = "SCHEMA")]
    pub schema: Option<PathBuf>,
    /// What separates the cells of a CSV file, if it cannot be told: , ; | or tab
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// The encoding of a CSV file or model, if it is not UTF-8: windows-1251, gb18030, …
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum BlankStage {
    Above,
    None,
}

fn ready_at(text: &str) -> Result<Decimal, String> {
    let number = text.parse::<Decimal>().ok().map(|it| it.normalize());
    let fits = |it: &Decimal| *it > Decimal::ZERO && *it <= MOST_POINTS && it.scale() <= 2;
    number.filter(fits).ok_or_else(|| "write a number of points above 0, such as 100".to_owned())
}
