//! Rule files named on the command line → checked models.

use std::path::PathBuf;

use super::End;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, in_order};
use crate::ir::{Program, name_key};
use crate::project::{Model, Project, find_rule_files};

/// Every rule file that is named, itself or by its folder.
pub(super) fn find(paths: &[PathBuf], terminal: &Terminal) -> Result<Vec<PathBuf>, End> {
    let mut files = Vec::new();
    for path in paths {
        let data = path.extension().is_some_and(|it| it == "csv" || it == "ndjson" || it == "json");
        if data && path.is_file() {
            terminal.fail(
                &format!("{} looks like data, and rules belong here.", path.display()),
                "The rules come first: leadscore score RULES DATA",
            );
            return Err(End::CouldNotRun);
        }
        match find_rule_files(path) {
            Ok(found) => files.extend(found),
            Err(finding) => {
                return Err(terminal.stop(&finding));
            }
        }
    }
    Ok(files)
}

/// Reads rule files and everything that they use.
pub(super) fn load(paths: &[PathBuf], terminal: &Terminal) -> Result<Project, End> {
    readable(Project::load(&find(paths, terminal)?), terminal)
}

/// A project of which every file could be read.
pub(super) fn readable(project: Project, terminal: &Terminal) -> Result<Project, End> {
    let unreadable = project.diagnostics.iter().find(|it| it.is_error() && it.labels.is_empty());
    if let Some(finding) = unreadable {
        return Err(terminal.stop(finding));
    }
    Ok(project)
}

/// Rule files with the programs of their models; errors are told, and end the run.
pub(super) fn programs(
    paths: &[PathBuf],
    terminal: &Terminal,
) -> Result<(Project, Vec<Program>), End> {
    let project = load(paths, terminal)?;
    let mut findings = project.diagnostics.clone();
    let mut programs: Vec<Program> = Vec::new();
    for model in project.models() {
        let checked = project.check(&model, None);
        findings.extend(checked.diagnostics);
        programs.extend(checked.program);
    }
    findings.retain(Diagnostic::is_error);
    match terminal.findings(&in_order(findings), &project.sources) {
        true => Err(End::Found),
        false => Ok((project, programs)),
    }
}

/// The models of a project; none is an error.
pub(super) fn models(project: &Project, terminal: &Terminal) -> Result<Vec<Model>, End> {
    let models = project.models();
    if models.is_empty() {
        if terminal.findings(&project.diagnostics, &project.sources) {
            return Err(End::Found);
        }
        return Err(none(terminal));
    }
    Ok(models)
}

/// Says that there are no rules.
pub(super) fn none(terminal: &Terminal) -> End {
    terminal.fail(
        "These files hold no rules.",
        "A rule reads: when industry == \"Manufacturing\" then +20",
    );
    End::Found
}

/// Several models write side by side, so their names must differ.
pub(super) fn one_name_each(models: &[Model], terminal: &Terminal) -> Result<(), End> {
    for (index, model) in models.iter().enumerate() {
        if let Some(same) =
            models.iter().take(index).find(|it| name_key(&it.name) == name_key(&model.name))
        {
            terminal.fail(
                &format!(
                    "{} and {} both hold a model called {}.",
                    same.path.display(),
                    model.path.display(),
                    model.name
                ),
                "Give one of them another name after the word `model`.",
            );
            return Err(End::Found);
        }
    }
    Ok(())
}
