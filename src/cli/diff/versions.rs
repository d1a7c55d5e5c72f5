//! The two versions of the rules, and which of their models belong together.

use std::path::PathBuf;

use crate::cli::End;
use crate::cli::data::{Leads, fail};
use crate::cli::terminal::Terminal;
use crate::cli::{records, rules};
use crate::diagnostic::{Diagnostic, in_order};
use crate::ir::{Program, name_key};
use crate::project::{Model, Project, RevisionError, Tree};

/// One version of the rules.
pub(super) struct Side {
    named: String,
    pub project: Project,
    models: Vec<Model>,
}

/// The models of two versions.
pub(super) struct Paired {
    pub both: Vec<(Model, Model)>,
    /// The names of those that only the old version has.
    pub removed: Vec<String>,
    /// The names of those that only the new version has.
    pub added: Vec<String>,
}

/// A model in both versions.
pub(super) struct Both<'p> {
    pub old: &'p Program,
    pub new: &'p Program,
}

impl Side {
    /// Reads the rules that are named: on disk, or in a git revision.
    pub fn load(named: &str, terminal: &Terminal) -> Result<Self, End> {
        let stop = |error: &RevisionError| {
            terminal.fail(&format!("{error}."), error.help());
            End::CouldNotRun
        };
        let (tree, path) = Tree::locate(named).map_err(|it| stop(&it))?;
        let files: Vec<PathBuf> = match &tree {
            Tree::Disk => rules::find(&[path], terminal)?,
            Tree::Revision(it) => it.rule_files(&path).map_err(|it| stop(&it))?,
        };
        let project = rules::readable(Project::load_from(tree, &files), terminal)?;
        let models = rules::models(&project, terminal)?;
        rules::one_name_each(&models, terminal)?;
        Ok(Self { named: named.to_owned(), project, models })
    }

    /// The program of a model. Only errors are shown: what else there is to say of the rules says `check`.
    pub fn program(
        &self,
        model: &Model,
        leads: Option<&mut Leads>,
        terminal: &Terminal,
    ) -> Result<Program, End> {
        let inferred = match (model.needs_data, leads) {
            (false, _) => None,
            (true, Some(leads)) => {
                Some(leads.infer(&self.project, model).map_err(|error| fail(&error, terminal))?)
            }
            (true, None) => {
                terminal.fail(
                    &format!("No record says which fields the leads of {} have.", self.named),
                    "Give some leads, from which I can see it: --data leads.csv",
                );
                return Err(End::CouldNotRun);
            }
        };
        let checked = self.project.check(model, inferred);
        let mut findings = self.project.diagnostics.clone();
        findings.extend(checked.diagnostics);
        findings.retain(Diagnostic::is_error);
        terminal.findings(&in_order(findings), &self.project.sources);
        checked.program.ok_or(End::Found)
    }
}

/// Models are paired by their names; if there is only one in each version, these two.
pub(super) fn pairs(old: &Side, new: &Side, terminal: &Terminal) -> Result<Paired, End> {
    if let ([one], [other]) = (old.models.as_slice(), new.models.as_slice()) {
        let both = vec![(one.clone(), other.clone())];
        return Ok(Paired { both, removed: Vec::new(), added: Vec::new() });
    }
    let in_side = |side: &Side, model: &Model| {
        side.models.iter().find(|it| name_key(&it.name) == name_key(&model.name)).cloned()
    };
    let only = |side: &Side, other: &Side| -> Vec<String> {
        let alone = side.models.iter().filter(|it| in_side(other, it).is_none());
        alone.map(|it| it.name.clone()).collect()
    };
    let both: Vec<(Model, Model)> =
        new.models.iter().filter_map(|it| Some((in_side(old, it)?, it.clone()))).collect();
    if both.is_empty() {
        let names = |side: &Side| {
            side.models.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        terminal.fail(
            &format!("{} and {} have no model in common.", old.named, new.named),
            &format!(
                "Models are known by their names. Old: {}. New: {}. Name two files to compare models of different names.",
                names(old),
                names(new)
            ),
        );
        return Err(End::CouldNotRun);
    }
    Ok(Paired { both, removed: only(old, new), added: only(new, old) })
}

impl Paired {
    /// One file of data is for models that all score one kind of record.
    pub fn of_one_kind(&self, old: &Side, new: &Side, terminal: &Terminal) -> Result<(), End> {
        let (of_old, of_new): (Vec<Model>, Vec<Model>) = self.both.iter().cloned().unzip();
        records::of_one_kind(&old.project, &of_old, false, terminal)?;
        records::of_one_kind(&new.project, &of_new, false, terminal)
    }
}

impl<'p> Both<'p> {
    /// Programs two by two: an old one, and the new one beside it.
    pub fn of(programs: &'p [Program], terminal: &Terminal) -> Result<Vec<Self>, End> {
        let mut all = Vec::new();
        for pair in programs.chunks(2) {
            let [old, new] = pair else { continue };
            if name_key(&old.record.name) != name_key(&new.record.name) {
                terminal.fail(
                    &format!(
                        "The old rules score {}, and the new ones {}.",
                        old.record.name, new.record.name
                    ),
                    "Only rules for the same record can be compared.",
                );
                return Err(End::CouldNotRun);
            }
            all.push(Self { old, new });
        }
        Ok(all)
    }
}
