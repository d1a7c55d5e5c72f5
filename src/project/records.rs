//! The records of a project.

use super::{Model, Project};
use crate::ast::{File, ItemKind, Record};
use crate::ir::name_key;

impl Project {
    /// Every record that the files declare, in the order in which they were read.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.parsed.iter().flat_map(|it| declared(&it.file))
    }

    /// The record that a model says it scores, or the only one that it knows; whether its rules are sound does not
    /// matter.
    #[must_use]
    pub fn scored_by(&self, model: &Model) -> Option<&Record> {
        let named = self.file_of(model)?.items.iter().find_map(|item| match &item.node {
            ItemKind::Model(it) => it.scores.as_ref().map(|name| name_key(&name.node)),
            _ => None,
        });
        let files = std::iter::once(model.index).chain(self.closure(model.index));
        let mut known =
            files.filter_map(|it| self.parsed.get(it)).flat_map(|it| declared(&it.file));
        match named {
            Some(key) => known.find(|it| name_key(&it.name.node) == key),
            None => known.next().filter(|_| known.next().is_none()),
        }
    }
}

fn declared(file: &File) -> impl Iterator<Item = &Record> {
    file.items.iter().filter_map(|item| match &item.node {
        ItemKind::Record(record) => Some(record),
        _ => None,
    })
}
