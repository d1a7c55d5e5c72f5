//! The arguments of `leadscore diff`.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::args::Reading;
use crate::cli::words::threads;
use crate::diff::Gate;

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Diff {
    /// The old rules: a .score file, a folder of them, or one in a git revision, as main:rules/b2b.score
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The new rules, named in the same way
    #[arg(value_name = "NEW")]
    pub new: String,
    /// A file of leads that are scored with both, or - for standard input
    #[arg(long, value_name = "DATA")]
    pub data: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    /// How many of the leads that move most are shown
    #[arg(long, value_name = "N", default_value = "10")]
    pub top: usize,
    /// Score on so many threads; as many as the machine has if left out
    #[arg(long, value_name = "N", requires = "data", value_parser = threads)]
    pub threads: Option<NonZero<usize>>,
    /// The form of the report; else by the ending of FILE, or text
    #[arg(long, value_name = "FORM")]
    pub to: Option<DiffForm>,
    /// Write the report to a file; its ending tells the form (.txt, .md, .json, .html)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Exit with 1 if too many leads move, as "moved > 5%". Counted are changed, rose, fell, moved, up, down, disqualified. May be repeated
    #[arg(long, value_name = "GATE", requires = "data")]
    pub fail_on: Vec<Gate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffForm {
    Text,
    Markdown,
    Json,
    Html,
}
