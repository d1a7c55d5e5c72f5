//! `leadscore score`: reads the leads, scores them, writes the scores.
//!
//! - `run` goes row by row, with everything that a run may ask of a row;
//! - `bulk` goes a batch at a time, on several threads, where nothing but the scores is asked for;
//! - `counts` is what both count.

mod bulk;
mod counts;
mod profile;
mod run;
mod worker;

use std::path::Path;

use super::actions::{self, Actions};
use super::apart;
use super::args::{Common, OutFormat, Score};
use super::bind::{Bound, bind};
use super::data::{Leads, as_of, fail, moment, programs};
use super::output::{self, Output};
use super::results::{Layout, Named};
use super::selection::Selection;
use super::terminal::Terminal;
use super::{End, records, rules};
use crate::data::{DataError, RejectsFile};
use crate::ir::AsOf;
use crate::project::{Model, Project};
use counts::Counts;
pub(super) use counts::Scores;
use profile::Times;
use run::Run;
pub(super) use run::not_understood;
pub(super) use worker::{Keys, Notes};

pub(super) fn run(args: &Score, common: &Common, terminal: &Terminal) -> End {
    match score(args, common, terminal) {
        Ok(end) | Err(end) => end,
    }
}

fn score(args: &Score, common: &Common, terminal: &Terminal) -> Result<End, End> {
    let project = rules::load(std::slice::from_ref(&args.rules), terminal)?;
    let models = rules::models(&project, terminal)?;
    rules::one_name_each(&models, terminal)?;
    match args.records.is_empty() {
        true => {
            records::of_one_kind(&project, &models, true, terminal)?;
            apart::check_scores(std::slice::from_ref(args), &project, terminal)?;
            one(args, &project, &models, as_of(common), terminal)
        }
        false => records::score(args, &project, &models, common, terminal),
    }
}

/// Scores the records of one file with all models that score such records.
pub(super) fn one(
    args: &Score,
    project: &Project,
    models: &[Model],
    as_of: AsOf,
    terminal: &Terminal,
) -> Result<End, End> {
    let format = output::format(args, terminal)?;
    actions::check_files(args, terminal)?;
    let data = args.data_args();
    let mut leads = Leads::open(&data, terminal)?;
    let programs = programs(project, models, &mut leads, terminal)?;
    let (bound, tables) = bind(&programs, &leads, &data, as_of, None, project, terminal)?;
    let failed = |error: DataError| fail(&error, terminal);
    let path = args.output.as_deref().filter(|path| *path != Path::new("-"));
    if args.keep && leads.reader().header().is_none() && format != OutFormat::Ndjson {
        terminal.fail(
            "--keep cannot put JSON records, each with keys of its own, into columns.",
            "Say --to ndjson, or leave --keep out.",
        );
        return Err(End::CouldNotRun);
    }
    let selection = Selection::of(args, &programs, &bound, as_of, terminal)?;
    let actions = Actions::open(args, &bound, as_of, terminal)?;
    let output = Output::open(path, format, terminal.is_ascii()).map_err(failed)?;
    let header = leads.reader().header_text().map(<[u8]>::to_vec);
    let rejects = match &args.rejects {
        Some(path) => Some(RejectsFile::create(path, header.as_deref()).map_err(failed)?),
        None => None,
    };
    let named = |(program, bound): (_, &Bound<'_>)| Named { program, keys: bound.keys.clone() };
    let mut run = Run {
        layout: Layout {
            models: programs.iter().zip(&bound).map(named).collect(),
            keep: args.keep,
            groups: args.groups,
            reasons: args.reasons,
            record: args.record.clone().filter(|_| args.output.is_none()),
        },
        bound,
        tables,
        output,
        rejects,
        actions,
        selection,
        strict: args.strict,
        threads: args.threads,
        times: args.profile.then(Times::new),
        counts: Counts::default(),
    };
    let end = run.all(&mut leads, terminal)?;
    if end == End::Done {
        run.finish(terminal, &moment(as_of, programs.first()))?;
    }
    Ok(end)
}
