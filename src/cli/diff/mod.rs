//! `leadscore diff`: what a change of rules does.
//!
//! - `versions` reads the two versions of the rules and finds the models that belong together;
//! - `leads` scores leads with both, and `worker` batches of them on several threads;
//! - `output` writes the report.

mod args;
mod leads;
mod output;
mod versions;
mod worker;

use super::End;
use super::apart::{self, named};
use super::args::{Common, DataArgs};
use super::data::{Leads, as_of, moment};
use super::terminal::Terminal;
use crate::diff::{Changes, Impact, ModelReport, Proof, Report, Version};
use crate::ir::name_key;
pub(super) use args::Diff;
use leads::Comparison;
use versions::{Both, Side, pairs};

pub(super) fn run(args: &Diff, common: &Common, terminal: &Terminal) -> End {
    match compare(args, common, terminal) {
        Ok(end) | Err(end) => end,
    }
}

fn compare(args: &Diff, common: &Common, terminal: &Terminal) -> Result<End, End> {
    let form = output::form(args, terminal)?;
    let old = Side::load(&args.old, terminal)?;
    let new = Side::load(&args.new, terminal)?;
    let paired = pairs(&old, &new, terminal)?;
    let data = args.data.clone().map(|data| DataArgs { data, reading: args.reading.clone() });
    if data.is_some() {
        paired.of_one_kind(&old, &new, terminal)?;
    }
    let with = args.reading.with.iter().map(|it| it.file.clone());
    let read = old.project.paths().into_iter().chain(new.project.paths());
    let read: Vec<_> = read.chain(args.data.clone()).chain(with).collect();
    apart::check(&read, named("-o", args.output.as_deref()).as_slice(), terminal)?;
    let mut opened = match &data {
        Some(data) => Some(Leads::open(data, terminal)?),
        None => None,
    };
    let mut programs = Vec::new();
    for (old_model, new_model) in &paired.both {
        programs.push(old.program(old_model, opened.as_mut(), terminal)?);
        programs.push(new.program(new_model, opened.as_mut(), terminal)?);
    }
    let both: Vec<Both<'_>> = Both::of(&programs, terminal)?;
    let as_of = as_of(common);
    let changes: Vec<Changes> = paired
        .both
        .iter()
        .zip(&both)
        .map(|((old_model, new_model), it)| {
            let old = Version::of(&old.project, old_model, it.old);
            let new = Version::of(&new.project, new_model, it.new);
            Changes::between(&old, &new)
        })
        .collect();
    let impacts: Vec<Option<Impact>> = match (&data, opened) {
        (Some(data), Some(leads)) => {
            let (top, threads) = (args.top, args.threads);
            let comparison =
                Comparison { programs: &programs, changes: &changes, as_of, top, threads };
            comparison.score(leads, data, &new.project, terminal)?.into_iter().map(Some).collect()
        }
        _ => both.iter().map(|_| None).collect(),
    };
    let models = both.iter().zip(changes).zip(impacts);
    let models: Vec<ModelReport> = models
        .map(|((it, changes), impact)| ModelReport {
            name: name(it),
            proof: Proof::of(it.old, it.new, &changes, as_of),
            changes,
            impact,
        })
        .collect();
    let report = Report {
        old: args.old.clone(),
        new: args.new.clone(),
        moment: moment(as_of, both.first().map(|it| it.new)),
        data: data.map(|it| it.data.display().to_string()),
        shut: shut(args, &models),
        models,
        removed: paired.removed,
        added: paired.added,
    };
    output::write(&report, form, args, terminal)?;
    report.shut.iter().for_each(|line| terminal.fail(line, ""));
    Ok(if report.shut.is_empty() { End::Done } else { End::Found })
}

/// The model's name; if only one version says it, both.
fn name(both: &Both<'_>) -> String {
    match name_key(&both.old.name) == name_key(&both.new.name) {
        true => both.new.name.clone(),
        false => format!("{} → {}", both.old.name, both.new.name),
    }
}

/// Which gates are shut, for which model.
fn shut(args: &Diff, models: &[ModelReport]) -> Vec<String> {
    let several = models.len() > 1;
    let mut lines = Vec::new();
    for model in models {
        let Some(impact) = &model.impact else { continue };
        let shut = args.fail_on.iter().filter_map(|gate| gate.shut(&impact.tally));
        lines.extend(shut.map(|line| match several {
            true => format!("{}: {line}", model.name),
            false => line,
        }));
    }
    lines
}
