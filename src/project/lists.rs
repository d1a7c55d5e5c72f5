//! The lists and `let`s of a model.

use super::{Model, Project};
use crate::ast::{ItemKind, Let, List, ListSource};

impl Project {
    /// The lists that a model and the files that it uses declare; those that stand in a file of their own with the
    /// values that were read.
    #[must_use]
    pub fn lists(&self, model: &Model) -> Vec<(&List, Option<&[String]>)> {
        let mut lists = Vec::new();
        for parsed in self.files_of(model) {
            for item in &parsed.file.items {
                let ItemKind::List(list) = &item.node else { continue };
                let values = match &list.source {
                    ListSource::File(path) => self
                        .list_files
                        .iter()
                        .find(|it| it.file == parsed.id && it.path == path.node)
                        .and_then(|it| it.values.as_deref().ok()),
                    ListSource::Values(_) => None,
                };
                lists.push((list, values));
            }
        }
        lists
    }

    /// The `let`s that a model and the files that it uses declare.
    pub fn lets(&self, model: &Model) -> impl Iterator<Item = &Let> {
        let items = self.files_of(model).into_iter().flat_map(|it| &it.file.items);
        items.filter_map(|item| match &item.node {
            ItemKind::Let(it) => Some(it),
            _ => None,
        })
    }
}
