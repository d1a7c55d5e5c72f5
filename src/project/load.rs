use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::models::{Model, has_tests};
use super::tree::Tree;
use crate::ast::{File, ItemKind, ListSource};
use crate::check::{Checked, ListFile, Unit, UsedModel, Uses, check, is_model};
use crate::diagnostic::{Code, Diagnostic, Severity, codes, in_order};
use crate::ir::Record;
use crate::lint::Allows;
use crate::source::{FileId, Sources};
use crate::syntax;

/// How deep files may use files.
const MOST_USES: usize = 32;

/// All rule files of a run, parsed.
#[derive(Debug, Default)]
pub struct Project {
    /// The files with their texts.
    pub sources: Sources,
    /// What is wrong with files and their spelling; checking adds the rest.
    pub diagnostics: Vec<Diagnostic>,
    pub(super) parsed: Vec<Parsed>,
    by_path: HashMap<PathBuf, usize>,
    pub(super) list_files: Vec<ListFile>,
    pub(super) roots: Vec<usize>,
    tree: Tree,
    /// What their comments let pass.
    allows: Allows,
    /// Texts that stand in for those of the tree.
    texts: HashMap<PathBuf, String>,
}

#[derive(Debug)]
pub(super) struct Parsed {
    pub id: FileId,
    pub path: PathBuf,
    pub file: File,
    pub uses: Vec<usize>,
    pub broken: bool,
}

impl Project {
    /// Reads rule files and everything that they use.
    #[must_use]
    pub fn load(paths: &[PathBuf]) -> Self {
        Self::load_with(paths, HashMap::new())
    }

    /// Reads rule files, some of them not from disk: `texts` stand in for the files at their paths.
    #[must_use]
    pub fn load_with(paths: &[PathBuf], texts: HashMap<PathBuf, String>) -> Self {
        let same = |path: &Path| Tree::Disk.same_path(path);
        let texts = texts.into_iter().map(|(path, text)| (same(&path), text)).collect();
        Self { texts, ..Self::default() }.read(paths)
    }

    /// Reads rule files of a tree, and everything that they use from the same one.
    #[must_use]
    pub fn load_from(tree: Tree, paths: &[PathBuf]) -> Self {
        Self { tree, ..Self::default() }.read(paths)
    }

    fn read(mut self, paths: &[PathBuf]) -> Self {
        for path in paths {
            if let Some(index) = self.file(path, None, 0)
                && !self.roots.contains(&index)
            {
                self.roots.push(index);
            }
        }
        self.circles();
        self.lonely_tests();
        let findings = std::mem::take(&mut self.diagnostics);
        self.diagnostics = self.settle(findings);
        self
    }

    /// Reports tests in files that use no model, or several.
    fn lonely_tests(&mut self) {
        let mut findings = Vec::new();
        for (index, parsed) in self.parsed.iter().enumerate() {
            let test = parsed.file.items.iter().find_map(|item| match &item.node {
                ItemKind::Test(test) => Some(test.name.span),
                _ => None,
            });
            let Some(span) = test.filter(|_| !is_model(&parsed.file) && !parsed.broken) else {
                continue;
            };
            let (message, help) = match self.used_models(index).len() {
                0 => (
                    "This test belongs to no model.",
                    "Put it beside the rules, or begin the file with `use` and the model's file.",
                ),
                1 => continue,
                _ => (
                    "This file uses several models, so it is not clear which one is tested.",
                    "Use one model in each file of tests.",
                ),
            };
            findings.push({
                let place = self.sources.original(parsed.id.at(span));
                Diagnostic::error(codes::BAD_TEST, place, message).help(help)
            });
        }
        self.diagnostics.extend(findings);
    }

    /// Reads one file once; its uses are read too.
    fn file(
        &mut self,
        path: &Path,
        used_at: Option<crate::source::Place>,
        depth: usize,
    ) -> Option<usize> {
        let key = self.tree.same_path(path);
        let shown = self.tree.shown(path);
        if let Some(&known) = self.by_path.get(&key) {
            return Some(known);
        }
        if let (true, Some(place)) = (depth > MOST_USES, used_at) {
            let message = format!("Files use each other more than {MOST_USES} deep here.");
            let help = "Use what is needed from fewer files.";
            self.diagnostics.push(Diagnostic::error(codes::CYCLE, place, message).help(help));
            return None;
        }
        let text = match self.texts.remove(&key) {
            Some(text) => Ok(text),
            None => self.tree.read(path),
        };
        let text = match text {
            Ok(text) => text,
            Err(reason) => {
                let message = format!("{shown} cannot be read: {reason}.");
                self.diagnostics.push(match used_at {
                    Some(place) if self.tree.is_folder(path) => {
                        Diagnostic::error(codes::FILE_NOT_FOUND, place, message)
                            .help("Name one .score file in it.")
                    }
                    Some(place) => Diagnostic::error(codes::FILE_NOT_FOUND, place, message)
                        .help("The path is seen from the file that names it."),
                    None => Diagnostic::general(Severity::Error, codes::NOT_TEXT, message)
                        .help(reason.help(&shown)),
                });
                return None;
            }
        };
        let (id, parsed) = syntax::read_into(&mut self.sources, &shown, &text);
        let broken = parsed.diagnostics.iter().any(Diagnostic::is_error);
        self.diagnostics.extend(parsed.diagnostics);
        self.diagnostics.extend(self.allows.read(id, &parsed.file, &self.sources));
        let index = self.parsed.len();
        self.by_path.insert(key, index);
        self.parsed.push(Parsed {
            id,
            path: path.to_owned(),
            file: parsed.file,
            uses: Vec::new(),
            broken,
        });
        self.dependencies(index, id, path, depth);
        Some(index)
    }

    fn dependencies(&mut self, index: usize, id: FileId, path: &Path, depth: usize) {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let Some(items) = self.parsed.get(index).map(|it| it.file.items.clone()) else { return };
        for item in items {
            match item.node {
                ItemKind::Use(target) => {
                    let other = folder.join(&target.node);
                    let place = self.sources.original(id.at(target.span));
                    if let Some(used) = self.file(&other, Some(place), depth + 1)
                        && let Some(this) = self.parsed.get_mut(index)
                    {
                        this.uses.push(used);
                    } else if let Some(this) = self.parsed.get_mut(index) {
                        this.broken = true;
                    }
                }
                ItemKind::List(list) => {
                    if let ListSource::File(path) = list.source {
                        let values = self.tree.read_values(&folder.join(&path.node));
                        self.list_files.push(ListFile { file: id, path: path.node, values });
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether nothing at all stands in the files but comments.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty() && self.parsed.iter().all(|it| it.file.items.is_empty())
    }

    /// The file at a path, if it was read.
    #[must_use]
    pub fn file_at(&self, path: &Path) -> Option<FileId> {
        let index = self.by_path.get(&self.tree.same_path(path))?;
        self.parsed.get(*index).map(|it| it.id)
    }

    /// Every finding about the files, in their order: how they are written and, of each model, what it says.
    #[must_use]
    pub fn findings(&self) -> Vec<Diagnostic> {
        let models = self.models();
        let checked = models
            .iter()
            .chain(&self.lonely_libraries())
            .flat_map(|model| self.check(model, None).diagnostics)
            .collect::<Vec<_>>();
        let mut findings: Vec<_> = self.diagnostics.iter().cloned().chain(checked).collect();
        // A name that nothing uses may be what a misspelled one meant.
        if !findings.iter().any(Diagnostic::is_error) {
            findings.extend(self.unused());
        }
        in_order(findings)
    }

    /// Findings without those that a comment beside the rules allows.
    #[must_use]
    pub fn settle(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.allows.settle(findings)
    }

    /// What is allowed and has not been found so far, of the codes that were `looked_for`.
    #[must_use]
    pub fn unused_allows(&self, looked_for: impl Fn(Code) -> bool) -> Vec<Diagnostic> {
        self.allows.unused(looked_for)
    }

    /// Checks a model. Its program is there only if all of its files are sound.
    #[must_use]
    pub fn check(&self, model: &Model, inferred: Option<Record>) -> Checked {
        let mut checked = self.check_strictly(model, inferred);
        checked.diagnostics = self.settle(checked.diagnostics);
        checked
    }

    /// Checks a model, and tells what is allowed too.
    #[must_use]
    pub fn check_strictly(&self, model: &Model, inferred: Option<Record>) -> Checked {
        let mut known = HashMap::new();
        let mut checked = self.check_with(model, inferred, &mut known);
        for used in self.used_models(model.index) {
            let told = known.remove(&used).map(|(_, told)| told);
            checked.diagnostics.extend(told.unwrap_or_default());
        }
        checked
    }

    /// Checks a model and, before it, those whose scores it can use; each once, `known` from before. What is found in
    /// those is told there.
    fn check_with(
        &self,
        model: &Model,
        inferred: Option<Record>,
        known: &mut HashMap<usize, (UsedModel, Vec<Diagnostic>)>,
    ) -> Checked {
        let Some(root) = self.parsed.get(model.index) else {
            return Checked { program: None, diagnostics: Vec::new(), uses: Uses::default() };
        };
        let used = self.closure(model.index);
        let libraries: Vec<(FileId, &File)> =
            used.iter().filter_map(|&it| self.parsed.get(it)).map(|it| (it.id, &it.file)).collect();
        let used_models: Vec<usize> = self
            .used_models(model.index)
            .into_iter()
            .filter(|&it| !self.depends(it, model))
            .collect();
        let mut models = Vec::new();
        let mut broken = false;
        for &index in &used_models {
            if !known.contains_key(&index)
                && let Some(other) = self.model(index)
            {
                let Checked { program, diagnostics, .. } = self.check_with(&other, None, known);
                let used = UsedModel { name: other.name, program: program.map(Arc::new) };
                known.insert(index, (used, diagnostics));
            }
            if let Some((used, told)) = known.get(&index) {
                models.push(used.clone());
                broken |= told.iter().any(Diagnostic::is_error);
            }
        }
        let tests = self
            .parsed
            .iter()
            .enumerate()
            .filter(|(index, it)| {
                !is_model(&it.file)
                    && has_tests(&it.file)
                    && self.used_models(*index).first() == Some(&model.index)
            })
            .map(|(_, it)| (it.id, &it.file))
            .collect();
        let unit = Unit {
            name: model.name.clone(),
            root: (root.id, &root.file),
            libraries,
            models,
            model_files: used_models
                .iter()
                .filter_map(|&it| self.parsed.get(it))
                .map(|it| it.id)
                .collect(),
            tests,
            list_files: &self.list_files,
            inferred,
        };
        let mut checked = check(&unit, &self.sources);
        if broken {
            checked.program = None;
        }
        if self.is_broken(model) {
            checked.program = None;
            // What the rules name may stand in what could not be read.
            let follows = [codes::WHICH_RECORD, codes::UNKNOWN_RECORD];
            let of_library = self.has_broken_library(model).then_some(codes::UNKNOWN_NAME);
            checked
                .diagnostics
                .retain(|it| !follows.contains(&it.code) && Some(it.code) != of_library);
        }
        checked
    }
}
