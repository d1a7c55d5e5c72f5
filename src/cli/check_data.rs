//! `leadscore check --data`: rules beside the leads that they will score.

use super::args::{Common, DataArgs};
use super::bind::{Headers, Rows};
use super::data::{Leads, as_of, fail};
use super::progress::Progress;
use super::terminal::Terminal;
use super::{End, records};
use crate::check::Checked;
use crate::data::{DataError, Event, Rejections};
use crate::diagnostic::Diagnostic;
use crate::eval::Scorer;
use crate::project::{Model, Project};
use crate::survey::Survey;

/// Everything found in the rules, in the leads, and between them.
pub(super) fn findings(
    project: &Project,
    models: &[Model],
    args: &DataArgs,
    common: &Common,
    terminal: &Terminal,
) -> Result<Vec<Diagnostic>, End> {
    let failed = |error: DataError| fail(&error, terminal);
    records::of_one_kind(project, models, false, terminal)?;
    let mut leads = Leads::open(args, terminal)?;
    let mut all = project.diagnostics.clone();
    for library in &project.lonely_libraries() {
        all.extend(project.check(library, None).diagnostics);
    }
    let mut checked: Vec<Checked> = Vec::new();
    for model in models {
        let inferred = match model.needs_data {
            true => Some(leads.infer(project, model).map_err(failed)?),
            false => None,
        };
        let mut model = project.check(model, inferred);
        all.append(&mut model.diagnostics);
        checked.push(model);
    }
    let scorers: Vec<(Scorer<'_>, &Checked)> = checked
        .iter()
        .filter_map(|it| Some((Scorer::new(it.program.as_ref()?, as_of(common)), it)))
        .collect();
    let programs = scorers.iter().map(|(scorer, _)| scorer.program());
    let mut headers = Headers::read(programs, &leads, args, as_of(common), terminal)?;
    all.append(&mut headers.findings);
    let (rows, tables) = headers.tables(None, terminal)?;
    let mut surveys: Vec<(Rows, Survey<'_>)> = rows
        .into_iter()
        .zip(&scorers)
        .map(|(rows, (scorer, checked))| (rows, Survey::new(scorer, &checked.uses)))
        .collect();
    let rejections = read(&mut leads, &mut surveys, terminal).map_err(failed)?;
    all.extend(rejections.findings(true));
    all.extend(tables.diagnostics(true));
    for (rows, survey) in &surveys {
        all.extend(rows.diagnostics());
        all.extend(survey.findings(&rows.absent()));
    }
    Ok(all)
}

/// Shows every row to every survey.
fn read(
    leads: &mut Leads,
    surveys: &mut [(Rows, Survey<'_>)],
    terminal: &Terminal,
) -> Result<Rejections, DataError> {
    let mut progress = Progress::new(leads.reader(), terminal);
    let mut rejections = Rejections::default();
    while let Some(event) = leads.next()? {
        match event {
            Event::Row(row) => {
                for (rows, survey) in surveys.iter_mut() {
                    survey.add(&rows.values(&row));
                }
                leads.recycle(row);
            }
            Event::Rejected(rejection) => rejections.add(&rejection),
            Event::RejectedMore(_) => {}
        }
        progress.row();
    }
    progress.done();
    Ok(rejections)
}
