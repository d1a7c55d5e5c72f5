//! The records of a project.

use super::Project;
use crate::ast::{ItemKind, Record};

impl Project {
    /// Every record that the files declare, in the order in which they were read.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        let items = self.parsed.iter().flat_map(|it| &it.file.items);
        items.filter_map(|item| match &item.node {
            ItemKind::Record(record) => Some(record),
            _ => None,
        })
    }
}
