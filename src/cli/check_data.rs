//! `leadscore check --data`: rules beside the leads that they will score.

use std::path::Path;

use super::End;
use super::args::{Common, DataArgs};
use super::data::{Leads, as_of, binding, fail};
use super::progress::Progress;
use super::terminal::Terminal;
use crate::check::Checked;
use crate::data::{DataError, Event, Loader, Rejections};
use crate::diagnostic::Diagnostic;
use crate::encoding::Encoding;
use crate::eval::Scorer;
use crate::project::{Model, Project};
use crate::survey::Survey;

/// Everything found in the rules, in the leads, and between them.
pub(super) fn findings(
    project: &Project,
    models: &[Model],
    data: &Path,
    encoding: Option<Encoding>,
    common: &Common,
    terminal: &Terminal,
) -> Result<Vec<Diagnostic>, End> {
    let failed = |error: DataError| fail(&error, terminal);
    let args = DataArgs {
        data: data.to_owned(),
        format: None,
        delimiter: None,
        encoding,
        allow_missing_columns: false,
    };
    let mut leads = Leads::open(&args, terminal)?;
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
    let mut surveys: Vec<(Loader, Survey<'_>)> = Vec::new();
    for (scorer, checked) in &scorers {
        let program = scorer.program();
        let (binding, found) = binding(program, &leads, &args);
        all.extend(found);
        let loader = Loader::new(&program.record, binding, &program.zone);
        surveys.push((loader, Survey::new(scorer, &checked.uses)));
    }
    let rejections = read(&mut leads, &mut surveys, terminal).map_err(failed)?;
    all.extend(rejections.findings(true));
    for (loader, survey) in &surveys {
        all.extend(loader.diagnostics());
        all.extend(survey.findings(&loader.absent()));
    }
    Ok(all)
}

/// Shows every row to every survey.
fn read(
    leads: &mut Leads,
    surveys: &mut [(Loader, Survey<'_>)],
    terminal: &Terminal,
) -> Result<Rejections, DataError> {
    let mut progress = Progress::new(leads.reader(), terminal);
    let mut rejections = Rejections::default();
    while let Some(event) = leads.next()? {
        match event {
            Event::Row(row) => {
                for (loader, survey) in surveys.iter_mut() {
                    survey.add(&loader.values(&row));
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
