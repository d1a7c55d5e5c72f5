//! Libraries: files of records, lists and `let`s that models use.

use super::context::Context;
use crate::ast::{File, ItemKind};
use crate::source::FileId;

/// Whether a file holds rules, or says that it is a model; else it is a library.
#[must_use]
pub fn is_model(file: &File) -> bool {
    file.items.iter().any(|item| {
        !matches!(
            item.node,
            ItemKind::Use(_)
                | ItemKind::Record(_)
                | ItemKind::MissingValues(_)
                | ItemKind::List(_)
                | ItemKind::Let(_)
                | ItemKind::Test(_)
        )
    })
}

/// Checks every record and each `let` about one: a library need not say which record is scored.
pub(super) fn check_library<'f>(
    context: &mut Context<'_>,
    files: impl Iterator<Item = &'f (FileId, &'f File)>,
) {
    let records = context.scope.records.values();
    let names: Vec<String> = records.map(|(_, it, _)| it.name.node.clone()).collect();
    for name in &names {
        context.reach(name);
    }
    context.unused_lets(files);
}
