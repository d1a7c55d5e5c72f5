//! Libraries: files of records, lists and `let`s that models use.

use std::sync::Arc;

use super::context::Context;
use super::frame::Frame;
use super::model::{Unit, check_lets};
use crate::ast::{File, ItemKind};
use crate::ir::Record;

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

/// Checks every record and each `let` about it: a library need not say which record is scored.
pub(super) fn check_library(context: &mut Context<'_>, unit: &Unit<'_>) {
    let names: Vec<String> =
        context.scope.records.values().map(|(_, it, _)| it.name.node.clone()).collect();
    for name in &names {
        context.reach(name);
    }
    let records: Vec<Arc<Record>> = context.records.clone();
    for record in records {
        context.frame = Frame::of(record);
        check_lets(context, unit);
    }
}
