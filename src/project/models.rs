//! Which models a project holds, and which files each is made of.

use std::path::{Path, PathBuf};

use super::load::{Parsed, Project};
use crate::ast::{File, Item, ItemKind, ListSource};
use crate::check::is_model;

/// One model that a run is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The file with its rules.
    pub path: PathBuf,
    /// Its name, if it says it, or the name of its file.
    pub name: String,
    /// Whether types are inferred from the data, because no record is in scope.
    pub needs_data: bool,
    pub(super) index: usize,
}

impl Project {
    /// The models that the named files hold, or that their tests use.
    #[must_use]
    pub fn models(&self) -> Vec<Model> {
        let mut indexes: Vec<usize> = Vec::new();
        for &root in &self.roots {
            let Some(parsed) = self.parsed.get(root) else { continue };
            if is_model(&parsed.file) {
                indexes.push(root);
            } else if has_tests(&parsed.file) {
                indexes.extend(self.used_models(root));
            }
        }
        let mut seen = Vec::new();
        indexes.retain(|index| {
            !seen.contains(index) && {
                seen.push(*index);
                true
            }
        });
        indexes.into_iter().filter_map(|index| self.model(index)).collect()
    }

    pub(super) fn used_models(&self, index: usize) -> Vec<usize> {
        let is = |&it: &usize| self.parsed.get(it).is_some_and(|it| is_model(&it.file));
        self.closure(index).into_iter().filter(is).collect()
    }

    pub(super) fn model(&self, index: usize) -> Option<Model> {
        let parsed = self.parsed.get(index)?;
        let named = parsed.file.items.iter().find_map(|item| match &item.node {
            ItemKind::Model(model) => Some(model.name.node.clone()),
            _ => None,
        });
        let stem = || parsed.path.file_stem().map(|it| it.to_string_lossy().into_owned());
        let has_record = self.closure(index).iter().chain([&index]).any(|&it| {
            self.parsed.get(it).is_some_and(|it| {
                it.file.items.iter().any(|item| matches!(item.node, ItemKind::Record(_)))
            })
        });
        let name = named.or_else(stem).unwrap_or_default();
        Some(Model { path: parsed.path.clone(), name, needs_data: !has_record, index })
    }

    /// Every file that a file uses, directly or not, each once.
    pub(super) fn closure(&self, index: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let mut open = vec![index];
        while let Some(next) = open.pop() {
            for &used in self.parsed.get(next).into_iter().flat_map(|it| &it.uses) {
                if used != index && !found.contains(&used) {
                    found.push(used);
                    open.push(used);
                }
            }
        }
        found
    }

    /// Whether a file uses that of a model, in a circle.
    pub(super) fn depends(&self, index: usize, model: &Model) -> bool {
        index == model.index || self.closure(index).contains(&model.index)
    }

    /// The paths of all rule files and lists, those too that are named and could not be read.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        let rules = self.parsed.iter().map(|it| it.path.clone());
        let named = self.parsed.iter().flat_map(|it| {
            let folder = it.path.parent().unwrap_or(Path::new(""));
            let path = |item: &Item| match &item.node {
                ItemKind::Use(path) => Some(folder.join(&path.node)),
                ItemKind::List(list) => match &list.source {
                    ListSource::File(path) => Some(folder.join(&path.node)),
                    ListSource::Values(_) => None,
                },
                _ => None,
            };
            it.file.items.iter().filter_map(path).collect::<Vec<_>>()
        });
        rules.chain(named).collect()
    }

    /// The tree of a model's own file.
    #[must_use]
    pub fn file_of(&self, model: &Model) -> Option<&File> {
        self.parsed.get(model.index).map(|it| &it.file)
    }

    /// A model's own file, and every file that it uses.
    pub(super) fn files_of(&self, model: &Model) -> Vec<&Parsed> {
        let files = std::iter::once(model.index).chain(self.closure(model.index));
        files.filter_map(|it| self.parsed.get(it)).collect()
    }

    /// Whether one of the files of a model could not be read or parsed.
    pub(super) fn is_broken(&self, model: &Model) -> bool {
        std::iter::once(model.index)
            .chain(self.closure(model.index))
            .any(|it| self.parsed.get(it).is_none_or(|it| it.broken))
    }

    /// Whether a file that a model uses is missing or could not be parsed.
    pub(super) fn has_broken_library(&self, model: &Model) -> bool {
        let uses = self.parsed.get(model.index).map(|it| {
            it.file.items.iter().filter(|item| matches!(item.node, ItemKind::Use(_))).count()
        });
        let read = self.parsed.get(model.index).map(|it| it.uses.len());
        uses != read
            || self
                .closure(model.index)
                .iter()
                .any(|&it| self.parsed.get(it).is_none_or(|it| it.broken))
    }

    /// Libraries named on the command line that no model of the run uses: they are checked by themselves.
    #[must_use]
    pub fn lonely_libraries(&self) -> Vec<Model> {
        let models = self.models();
        let used: Vec<usize> = models.iter().flat_map(|it| self.closure(it.index)).collect();
        self.roots
            .iter()
            .filter(|&&root| {
                !used.contains(&root)
                    && self
                        .parsed
                        .get(root)
                        .is_some_and(|it| !is_model(&it.file) && !has_tests(&it.file))
            })
            .filter_map(|&root| self.model(root))
            .filter(|model| !model.needs_data)
            .collect()
    }
}

pub(super) fn has_tests(file: &File) -> bool {
    file.items.iter().any(|item| matches!(item.node, ItemKind::Test(_)))
}
