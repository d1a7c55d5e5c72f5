//! Records: the shape of the leads.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::context::Context;
use super::scope::mixed_scripts;
use crate::ast::{self, Modifier, ModifierKind, TypeKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{DateFormat, Field, NumberFormat, Record, RecordId, Text, Type, name_key};
use crate::source::{FileId, Place};

/// The types that a field can have, beside records.
const TYPES: [&str; 9] = [
    "text",
    "number",
    "integer",
    "percent",
    "date",
    "datetime",
    "yes/no",
    "one of",
    "list of text",
];

impl Context<'_> {
    /// The record with this name and every record in reach of it, each read once; `None` if there is none.
    pub fn reach(&mut self, name: &str) -> Option<RecordId> {
        if let Some(known) = self.related_record(name) {
            return Some(known);
        }
        let id = self.announce(name)?;
        let mut next = id.0 as usize;
        // Reading a record announces those that it is related to.
        while let Some(announced) = self.records.get(next).map(|it| name_key(&it.name)) {
            if let Some((file, item, missing)) = self.scope.records.get(&announced).cloned() {
                let record = self.record(file, item, &missing);
                if let Some(slot) = self.records.get_mut(next) {
                    *slot = Arc::new(record);
                }
            }
            next += 1;
        }
        self.link_records();
        Some(id)
    }

    /// A record in reach by its name.
    pub fn record_named(&self, name: &str) -> Option<&Record> {
        let RecordId(index) = self.related_record(name)?;
        self.records.get(index as usize).map(|it| &**it)
    }

    fn related_record(&self, name: &str) -> Option<RecordId> {
        let key = name_key(name);
        let index = self.records.iter().position(|it| name_key(&it.name) == key)?;
        u32::try_from(index).ok().map(RecordId)
    }

    fn announce(&mut self, name: &str) -> Option<RecordId> {
        let (_, item, _) = self.scope.records.get(&name_key(name))?;
        let id = RecordId(u32::try_from(self.records.len()).ok()?);
        let name = item.name.node.clone();
        self.records.push(Arc::new(Record::new(name, Vec::new())));
        Some(id)
    }

    /// A record, from its declaration.
    fn record(&mut self, file: FileId, item: &ast::Record, missing: &[ast::Text]) -> Record {
        let outer = std::mem::replace(&mut self.file, file);
        let mut seen: HashMap<String, crate::source::Span> = HashMap::new();
        let mut fields = Vec::new();
        let mut time: Option<Place> = None;
        for field in &item.fields {
            let place = self.place(field.name.span);
            if let Some(first) = seen.insert(name_key(&field.name.node), field.name.span) {
                let message = format!("The field *{}* is declared twice.", field.name.node);
                self.report(
                    Diagnostic::error(codes::DECLARED_TWICE, place, message)
                        .also(self.place(first), "here first")
                        .help("Names that differ only in case are one name. Remove or rename one."),
                );
                continue;
            }
            if let Some(finding) = mixed_scripts(&field.name, place) {
                self.report(finding);
            }
            let read = self.field(field, missing);
            match (&read, time) {
                (Some(it), None) if it.time => time = Some(place),
                (Some(it), Some(first)) if it.time => self.report(
                    Diagnostic::error(
                        codes::DECLARED_TWICE,
                        place,
                        "An event has only one moment.",
                    )
                    .also(first, "the other one")
                    .help("Keep `time` at the field that says when it happened."),
                ),
                _ => {}
            }
            match read {
                Some(field) => fields.push(field),
                None => {
                    self.scope.unread.insert(name_key(&field.name.node));
                }
            }
        }
        self.scope.unread.extend(item.unread.iter().map(|name| name_key(name)));
        let table = self.table(item);
        self.file = outer;
        Record { table, ..Record::new(item.name.node.clone(), fields) }
    }

    fn field(&mut self, item: &ast::Field, missing: &[ast::Text]) -> Option<Field> {
        let (ty, values) = self.field_type(item)?;
        let mut field = Field::new(&item.name.node, ty);
        field.values = values;
        field.missing = missing.iter().map(|text| Text::new(&text.node).folded).collect();
        let mut seen = Vec::new();
        for modifier in &item.modifiers {
            let kind = std::mem::discriminant(&modifier.node);
            if seen.contains(&kind) {
                let place = self.place(modifier.span);
                let message = "This stands twice for one field.";
                self.report(Diagnostic::error(codes::DECLARED_TWICE, place, message));
            }
            seen.push(kind);
            self.modifier(&mut field, modifier);
        }
        Some(field)
    }

    fn field_type(&mut self, item: &ast::Field) -> Option<(Type, Option<Vec<Text>>)> {
        let span = item.ty.span;
        Some(match &item.ty.node {
            TypeKind::Text => (Type::Text, None),
            TypeKind::Number => (Type::Number, None),
            TypeKind::Integer => (Type::Integer, None),
            TypeKind::Percent => (Type::Percent, None),
            TypeKind::Date => (Type::Date, None),
            TypeKind::DateTime => (Type::DateTime, None),
            TypeKind::YesNo => (Type::YesNo, None),
            TypeKind::OneOf(values) => (Type::Text, Some(self.closed_values(item, values)?)),
            TypeKind::ListOf(member) => match &member.node {
                TypeKind::Text => (Type::Texts, None),
                TypeKind::Number | TypeKind::Integer => (Type::Numbers, None),
                TypeKind::Record(name) => {
                    let id = self.reached(name);
                    (Type::Records(id.or_else(|| self.no_such_type(name, member.span))?), None)
                }
                _ => {
                    let place = self.place(member.span);
                    let message = "Lists are of text or of number.";
                    self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
                    return None;
                }
            },
            TypeKind::Record(name) => {
                let id = self.reached(name);
                (Type::Record(id.or_else(|| self.no_such_type(name, span))?), None)
            }
        })
    }

    /// A record that a field leads to, announced if it is new.
    fn reached(&mut self, name: &str) -> Option<RecordId> {
        self.related_record(name).or_else(|| self.announce(name))
    }

    fn no_such_type(&mut self, name: &str, span: crate::source::Span) -> Option<RecordId> {
        let place = self.place(span);
        if self.scope.unread.contains(&name_key(name)) {
            return None;
        }
        let records: Vec<String> =
            self.scope.records.values().map(|(_, it, _)| it.name.node.clone()).collect();
        let names = || TYPES.iter().copied().chain(records.iter().map(String::as_str));
        let message = format!("There is no type *{name}*.");
        let finding = Diagnostic::error(codes::UNKNOWN_RECORD, place, message);
        self.report(match crate::diagnostic::nearest(name, names()) {
            Some(near) => finding.help(format!("Did you mean {near}?")).offer(
                format!("Write {near}."),
                place,
                near,
            ),
            None => finding.help(format!("Types are {}.", names().collect::<Vec<_>>().join(", "))),
        });
        None
    }

    fn closed_values(&mut self, item: &ast::Field, values: &[ast::Text]) -> Option<Vec<Text>> {
        if values.is_empty() {
            let place = self.place(item.ty.span);
            let message = "This closed list has no values.";
            self.report(Diagnostic::error(codes::EMPTY_SET, place, message));
            return None;
        }
        let mut texts: Vec<Text> = Vec::new();
        let mut seen = HashSet::new();
        for value in values {
            let text = Text::new(&value.node);
            if !seen.insert(text.folded.clone()) {
                let place = self.place(value.span);
                let message = format!("\"{}\" stands twice in this list.", value.node);
                self.report(
                    Diagnostic::error(codes::DECLARED_TWICE, place, message)
                        .help("Upper and lower case are the same. Remove one."),
                );
                continue;
            }
            texts.push(text);
        }
        Some(texts)
    }

    fn modifier(&mut self, field: &mut Field, modifier: &Modifier) {
        let place = self.place(modifier.span);
        if field.ty.related().is_some() {
            return self.related_modifier(field, modifier);
        }
        match &modifier.node {
            ModifierKind::Key => {
                if !matches!(field.ty, Type::Text | Type::Integer | Type::Number) {
                    let message = format!("A key is a text or a number, not {}.", field.ty.words());
                    self.report(Diagnostic::error(codes::WRONG_MODIFIER, place, message));
                }
                field.key = true;
            }
            ModifierKind::Required => field.required = true,
            ModifierKind::AsFraction if field.ty == Type::Percent => field.as_fraction = true,
            ModifierKind::AsFraction => {
                let message = "`as fraction` is for percentages.";
                self.report(Diagnostic::error(codes::WRONG_MODIFIER, place, message));
            }
            ModifierKind::Column(text) => field.column = text.node.clone(),
            ModifierKind::About(text) => field.about = Some(text.node.clone()),
            ModifierKind::Missing(texts) => {
                field.missing.extend(texts.iter().map(|text| Text::new(&text.node).folded));
            }
            ModifierKind::SplitBy(text) if matches!(field.ty, Type::Texts | Type::Numbers) => {
                if text.node.is_empty() {
                    let message = "Nothing cannot separate the members of a list.";
                    self.report(
                        Diagnostic::error(codes::BAD_FORMAT, place, message)
                            .help("Write split by \";\"."),
                    );
                } else {
                    field.split = Some(text.node.clone());
                }
            }
            ModifierKind::SplitBy(_) => {
                let message = "`split by` is for lists.";
                self.report(Diagnostic::error(codes::WRONG_MODIFIER, place, message));
            }
            ModifierKind::Format(text) => self.format(field, text),
            ModifierKind::Time if field.ty.is_date() => field.time = true,
            ModifierKind::Time => {
                let message = format!(
                    "The moment of an event is a date or a datetime, not {}.",
                    field.ty.words()
                );
                self.report(Diagnostic::error(codes::WRONG_MODIFIER, place, message));
            }
            ModifierKind::By(_) => {
                let message = "`by` links related records, and this is none.";
                self.report(
                    Diagnostic::error(codes::WRONG_MODIFIER, place, message)
                        .help("It stands after a record: company: Company, by company_id"),
                );
            }
        }
    }

    fn format(&mut self, field: &mut Field, text: &ast::Text) {
        let place = self.place(text.span);
        let result = match field.ty {
            Type::Date | Type::DateTime => {
                DateFormat::parse(&text.node).map(|format| field.date_format = Some(format))
            }
            Type::Number | Type::Integer | Type::Percent | Type::Numbers => {
                NumberFormat::parse(&text.node).map(|format| field.number_format = format)
            }
            _ => {
                let message = "`format` is for dates and numbers.";
                self.report(Diagnostic::error(codes::WRONG_MODIFIER, place, message));
                return;
            }
        };
        if let Err(reason) = result {
            let example = match field.ty {
                Type::Date => "format \"DD/MM/YYYY\"",
                Type::DateTime => "format \"DD/MM/YYYY HH:mm\"",
                _ => "format \"1.234,56\"",
            };
            self.report(
                Diagnostic::error(codes::BAD_FORMAT, place, reason.to_string())
                    .help(format!("For example: {example}")),
            );
        }
    }
}
