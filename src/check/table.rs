//! The table in which a record stands in a database.

use super::context::Context;
use crate::ast;
use crate::diagnostic::{Diagnostic, codes};

impl Context<'_> {
    /// `table "crm.leads"`; `None` if there is none, or none that can be used.
    pub(super) fn table(&mut self, record: &ast::Record) -> Option<String> {
        let mut tables = record.tables.iter();
        let table = tables.next()?;
        let first = self.place(table.span);
        for other in tables {
            let place = self.place(other.span);
            let message = format!("*{}* is given two tables.", record.name.node);
            self.report(
                Diagnostic::error(codes::DECLARED_TWICE, place, message)
                    .also(first, "the first one")
                    .help("A record stands in one table. Remove the other."),
            );
        }
        let name = table.node.trim();
        if name.split('.').any(|part| part.trim().is_empty()) {
            let message = match name {
                "" => "This table has no name.",
                _ => "A part of this table's name is empty.",
            };
            self.report(
                Diagnostic::error(codes::EMPTY_SET, first, message)
                    .help("Write it as the database calls it: table \"crm.leads\""),
            );
            return None;
        }
        Some(name.to_owned())
    }
}
