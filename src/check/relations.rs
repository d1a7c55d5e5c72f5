//! How related records are linked: `company: Company, by company_id`, `visits: list of Visit, by lead_id`.

use std::sync::Arc;

use super::context::Context;
use crate::ast::{Modifier, ModifierKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_name;
use crate::ir::{Field, Record, Type, name_key};
use crate::source::Place;

impl Context<'_> {
    /// A modifier of a field that holds related records.
    pub fn related_modifier(&mut self, field: &mut Field, modifier: &Modifier) {
        let place = self.place(modifier.span);
        match &modifier.node {
            ModifierKind::Column(text) => field.column = text.node.clone(),
            ModifierKind::About(text) => field.about = Some(text.node.clone()),
            // Which field that is can be told when all records are read.
            ModifierKind::By(name) => {
                field.by = Some(Box::new(Field::new(&name.node, Type::Text)));
                self.links.push((field.ty, name_key(&field.name), self.place(name.span)));
            }
            _ => {
                let message = "This cannot be said of related records.";
                self.report(
                    Diagnostic::error(codes::WRONG_MODIFIER, place, message)
                        .help("They have `by`, `column` and `about`."),
                );
            }
        }
    }

    /// Finds the field behind each `by`, and whether it fits the key on the other side.
    pub fn link_records(&mut self) {
        let links = std::mem::take(&mut self.links);
        for index in 0..self.records.len() {
            let Some(record) = self.records.get(index).cloned() else { continue };
            let mut linked = (*record).clone();
            for field in &mut linked.fields {
                let key = name_key(&field.name);
                let link = links.iter().find(|(ty, name, _)| *ty == field.ty && *name == key);
                if let (Some(by), Some((.., place))) = (field.by.take(), link) {
                    field.by = Some(self.link(&record, field, *by, *place));
                }
            }
            if let Some(slot) = self.records.get_mut(index) {
                *slot = Arc::new(linked);
            }
        }
    }

    /// The field with the other side's key: as it is declared, or a text.
    fn link(&mut self, record: &Record, field: &Field, by: Field, place: Place) -> Box<Field> {
        let other = field.ty.related().and_then(|id| self.records.get(id.0 as usize)).cloned();
        let other = other.unwrap_or_default();
        // A list is found by a field of its members, one record by a field of this one.
        let (holder, keyed) = match field.ty {
            Type::Records(_) => (&*other, record),
            _ => (record, &*other),
        };
        let declared = holder.field(&by.name).and_then(|id| holder.get(id)).cloned();
        let by = declared.unwrap_or(by);
        let keys: Vec<&Field> = keyed.keys().filter_map(|id| keyed.get(id)).collect();
        let written = print_name(&by.name);
        match keys.as_slice() {
            [key]
                if key.ty.is_numeric()
                    && !by.ty.is_numeric()
                    && holder.field(&by.name).is_some()
                    || by.ty.is_numeric() && !key.ty.is_numeric() =>
            {
                let message = format!(
                    "{written} is {}, and the key of {} is {}.",
                    by.ty.words(),
                    keyed.name,
                    key.ty.words()
                );
                self.report(
                    Diagnostic::error(codes::CANNOT_LINK, place, message)
                        .help("Both sides of a link are of one type."),
                );
            }
            [_] => {}
            [] => {
                let message = format!("{} has no key, so nothing can be linked to it.", keyed.name);
                self.report(
                    Diagnostic::error(codes::CANNOT_LINK, place, message)
                        .help(format!("Mark the field that names a {}: id: text, key", keyed.name)),
                );
            }
            _ => {
                let message =
                    format!("{} has several keys; `by` can link only one field.", keyed.name);
                self.report(
                    Diagnostic::error(codes::CANNOT_LINK, place, message)
                        .help("Keep `key` at one field, or nest the related records in JSON."),
                );
            }
        }
        Box::new(by)
    }
}
