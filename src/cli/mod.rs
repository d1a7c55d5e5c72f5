//! The command line: one file for each verb.

mod actions;
mod apart;
mod args;
mod bind;
mod check;
mod check_data;
mod columns;
mod compile;
mod crew;
mod data;
mod dialog;
mod diff;
mod explain;
mod explain_json;
mod fix;
mod fmt;
mod former;
mod import;
mod init;
mod out;
mod output;
mod previous;
mod progress;
mod proofs;
mod reads;
mod records;
mod results;
mod rules;
mod score;
mod selection;
mod settings;
mod shown;
mod terminal;
mod test;
mod watch;
mod words;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Verb};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Done; warnings may have been shown.
    Done,
    /// The rules have errors, tests fail, formatting differs, or strict data have problems.
    Found,
    /// Could not run: usage, a missing file, unreadable data.
    CouldNotRun,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Done => Self::SUCCESS,
            End::Found => Self::from(1),
            End::CouldNotRun => Self::from(2),
        }
    }
}

/// Runs the command with the arguments of this process.
#[must_use]
pub fn run() -> ExitCode {
    // clap prints help, version and usage errors by itself; usage errors exit with 2.
    let mut args = Args::parse();
    let settings = match settings::fill_in(&mut args) {
        Ok(settings) => settings,
        Err(end) => return end.into(),
    };
    let terminal = terminal::Terminal::new(&args.common, settings);
    let end = match args.verb {
        Verb::Check(verb) => check::run(&verb, &args.common, &terminal),
        Verb::Watch(verb) => watch::run(&verb, &args.common, &terminal),
        Verb::Test(verb) => test::run(&verb, &args.common, &terminal),
        Verb::Score(verb) => score::run(&verb, &args.common, &terminal),
        Verb::Explain(verb) => explain::run(&verb, &args.common, &terminal),
        Verb::Diff(verb) => diff::run(&verb, &args.common, &terminal),
        Verb::Fmt(verb) => fmt::run(&verb, &terminal),
        Verb::Fix(verb) => fix::run(&verb, &args.common, &terminal),
        Verb::Init(verb) => init::run(&verb, &terminal),
        Verb::Import(verb) => import::run(&verb, &terminal),
        Verb::Compile(verb) => compile::run(&verb, &args.common, &terminal),
    };
    terminal.end(end).into()
}
