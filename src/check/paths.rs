//! Names and paths: a field, a `let`, a field of the record around an event, a field of a related record.

use super::context::{Context, Typed};
use super::frame::{Frame, List};
use super::names::Names;
use super::scope::{mixed_scripts, unknown};
use crate::ast::{Let, Name};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::format::print_name;
use crate::ir::{Def, FieldId, Operand, Record, RecordId, Type, name_key};
use crate::source::{FileId, Place, Span};

/// What a name stands for in a frame.
pub(super) enum Found<'a> {
    Field(FieldId),
    Let(FileId, &'a Let),
}

impl<'a> Context<'a> {
    /// What a name stands for in a frame; a `let` is about one record.
    fn found_in(&self, frame: &Frame, name: &str) -> Option<Found<'a>> {
        let key = name_key(name);
        if let Some(&field) = frame.fields.get(&key) {
            return Some(Found::Field(field));
        }
        let &(file, item) = self.scope.lets.get(&key)?;
        let about_this = match &item.record {
            Some(record) => name_key(&record.node) == name_key(&frame.record.name),
            None => frame.events.is_none(),
        };
        about_this.then_some(Found::Let(file, item))
    }

    /// The field with this name, of the record at hand.
    pub fn field_named(&self, name: &str) -> Option<FieldId> {
        self.frame.fields.get(&name_key(name)).copied()
    }

    /// Whether a name stands for anything here: a field, a `let` or a list.
    pub fn is_declared(&self, name: &str) -> bool {
        self.frames().any(|frame| self.found_in(frame, name).is_some())
            || self.scope.list(name).is_some()
    }

    /// The frame at hand and those around it, the nearest first.
    fn frames(&self) -> impl Iterator<Item = &Frame> {
        std::iter::once(&self.frame).chain(self.outer.iter().rev())
    }

    /// Every name that can be used here.
    pub fn names(&self) -> &Names {
        self.frame.names.get_or_init(|| {
            let records = || self.frames().map(|it| &*it.record);
            let fields = records().flat_map(|it| &it.fields).map(|field| field.name.as_str());
            let lists = self.scope.lists.values().map(|(_, list)| list.name.node.as_str());
            let lets = self.scope.lets.values().map(|(_, it)| it.name.node.as_str());
            // A `let` is about one record only.
            let lets =
                lets.filter(|it| self.frames().any(|frame| self.found_in(frame, it).is_some()));
            let columns = records()
                .flat_map(|it| &it.fields)
                .map(|it| (it.column.as_str(), it.name.as_str()));
            Names::of(fields.chain(lists).chain(lets), columns)
        })
    }

    /// The finding for a name that nothing declares.
    pub fn unknown(&self, name: &str, place: Place, kind: &str) -> Diagnostic {
        unknown(self.names(), name, place, kind)
    }

    /// A field, a `let` or a list by its name, or a field of a related record by its path.
    pub fn named(&mut self, path: &[Name], span: Span) -> Typed {
        match path {
            [name] => self.single(name),
            _ => self.path(path, span),
        }
    }

    fn single(&mut self, name: &Name) -> Typed {
        let here = self.found_in(&self.frame, &name.node);
        match (here, self.found_around(&name.node)) {
            (Some(Found::Field(_)), Some(_)) => self.ambiguous(name),
            (Some(found), _) => self.here(&found, name),
            (None, Some(_)) => self.around(|context| context.single(name)),
            (None, None) => self.undeclared(name),
        }
    }

    /// The nearest frame around this one in which a name stands for something.
    fn found_around(&self, name: &str) -> Option<&Frame> {
        self.outer.iter().rev().find(|it| self.found_in(it, name).is_some())
    }

    /// A name that both the event and the record around it have.
    fn ambiguous(&mut self, name: &Name) -> Typed {
        let inner = self.frame.name().to_owned();
        let outer = self.found_around(&name.node).map(outer_name).unwrap_or_default();
        let place = self.place(name.span);
        let field = print_name(&name.node);
        let message = format!("Both {inner} and the {outer} have a field *{}*.", name.node);
        let (inner, outer) = (format!("{inner}.{field}"), format!("{outer}.{field}"));
        self.wrong(
            Diagnostic::error(codes::AMBIGUOUS_NAME, place, message)
                .help(format!("Say which is meant: {inner} or {outer}"))
                .offer(format!("Write {inner}."), place, inner)
                .offer(format!("Write {outer}."), place, outer),
        )
    }

    fn here(&mut self, found: &Found<'a>, name: &Name) -> Typed {
        match found {
            Found::Field(field) => {
                let Some(known) = self.frame.record.get(*field) else { return Typed::Poison };
                let (ty, label) = (known.ty, known.name.clone());
                Typed::Value(Operand::Column(self.column(Def::Field(*field), ty, &label)), ty)
            }
            Found::Let(file, item) => self.resolve_let(*file, item, name),
        }
    }

    fn undeclared(&mut self, name: &Name) -> Typed {
        let place = self.place(name.span);
        if self.scope.list(&name.node).is_some() {
            let message = format!("*{}* is a list; a single value belongs here.", name.node);
            return self.wrong(
                Diagnostic::error(codes::NEEDS_VALUE, place, message)
                    .help(format!("Lists stand after `in`: country in {}", name.node)),
            );
        }
        if self.scope.unread.contains(&name_key(&name.node)) {
            return Typed::Poison;
        }
        if let Some(typed) =
            self.list_in_words(name).or_else(|| self.model_as_name(name, name.span))
        {
            return typed;
        }
        if let Some((_, item)) = self.scope.lets.get(&name_key(&name.node)) {
            let about = item.record.as_ref().map_or("the scored record", |it| &it.node);
            let message = format!("*{}* is about {about}, and this is not.", name.node);
            return self.wrong(Diagnostic::error(codes::UNKNOWN_NAME, place, message).help(
                "Write out here what it says, or ask for it where that record is looked at.",
            ));
        }
        if name_key(&name.node) == "lead" && !self.resolving.is_empty() {
            let message = "A `let` sees only the record that it is about.";
            return self.wrong(
                Diagnostic::error(codes::UNKNOWN_NAME, place, message)
                    .help("Compare with the lead where the `let` is used."),
            );
        }
        let finding = mixed_scripts(name, place)
            .filter(|_| self.names().is_empty())
            .unwrap_or_else(|| self.unknown(&name.node, place, "field"));
        let finding = self.foreign_name(&name.node, finding, name.span);
        self.wrong(finding)
    }

    fn path(&mut self, path: &[Name], span: Span) -> Typed {
        let starts = |frame: &Frame| starts_at(frame, path);
        if let Some(passed) = starts(&self.frame) {
            return self.chain(path.get(passed..).unwrap_or_default(), span);
        }
        let Some(head) = path.first() else { return Typed::Poison };
        let starts_around = self.outer.iter().any(|it| starts(it).is_some());
        match self.found_in(&self.frame, &head.node) {
            // `lead.country`, where an event's own field `lead` holds the key of its lead.
            Some(Found::Field(field)) if starts_around && !self.leads_on(field) => {}
            Some(Found::Field(_)) if self.found_around(&head.node).is_some() => {
                return self.ambiguous(head);
            }
            Some(_) => return self.chain(path, span),
            None => {}
        }
        if starts_around || self.found_around(&head.node).is_some() {
            return self.around(|context| context.path(path, span));
        }
        self.foreign_property(path, span)
            .or_else(|| self.model_as_name(head, span))
            .unwrap_or_else(|| self.undeclared(head))
    }

    /// Whether a field of the record at hand has fields of its own.
    fn leads_on(&self, field: FieldId) -> bool {
        self.frame.record.get(field).is_some_and(|it| it.ty.related().is_some())
    }

    /// A field of this record, then fields of records related to it.
    fn chain(&mut self, path: &[Name], span: Span) -> Typed {
        let Some((head, rest)) = path.split_first() else { return Typed::Poison };
        let mut typed = match self.found_in(&self.frame, &head.node) {
            Some(found) => self.here(&found, head),
            // After `visits.` stands a field of the visit, not one of the record around it.
            None if self.found_around(&head.node).is_some() => {
                let record = std::sync::Arc::clone(&self.frame.record);
                return self.no_such_field(&record, head);
            }
            None => self.undeclared(head),
        };
        let mut label = print_name(&head.node);
        for name in rest {
            typed = match typed {
                Typed::Value(Operand::Column(of), Type::Record(record)) => {
                    self.of_related(of, record, name, &mut label)
                }
                Typed::Value(_, Type::Records(_)) => return self.of_several(&label, name, span),
                Typed::Value(_, ty) => {
                    if let Some(typed) = self.foreign_property(path, span) {
                        return typed;
                    }
                    let place = self.place(name.span);
                    let message = format!("*{label}* is {}; it has no fields.", ty.words());
                    return self.wrong(Diagnostic::error(codes::NEEDS_VALUE, place, message));
                }
                Typed::Condition(_) | Typed::Poison => return Typed::Poison,
            };
        }
        typed
    }

    fn of_related(
        &mut self,
        of: crate::ir::ColumnId,
        record: RecordId,
        name: &Name,
        label: &mut String,
    ) -> Typed {
        let Some(record) = self.records.get(record.0 as usize).cloned() else {
            return Typed::Poison;
        };
        let Some(id) = record.field(&name.node) else {
            return self.no_such_field(&record, name);
        };
        let Some(field) = record.get(id) else { return Typed::Poison };
        label.push('.');
        label.push_str(&print_name(&field.name));
        let column = self.column(Def::Related(of, id), field.ty, label);
        Typed::Value(Operand::Column(column), field.ty)
    }

    fn no_such_field(&mut self, record: &Record, name: &Name) -> Typed {
        if self.scope.unread.contains(&name_key(&name.node)) {
            return Typed::Poison;
        }
        let place = self.place(name.span);
        let message = format!("*{}* has no field *{}*.", record.name, name.node);
        let finding = Diagnostic::error(codes::UNKNOWN_NAME, place, message);
        if self.scope.lets.contains_key(&name_key(&name.node)) {
            return self.wrong(finding.help(format!(
                "*{}* is a `let`, and those stand without a record before them. Write out here what it says.",
                name.node
            )));
        }
        let names = || record.fields.iter().map(|it| it.name.as_str());
        self.wrong(match nearest(&name.node, names()) {
            Some(near) => finding.help(format!("Did you mean {near}?")).offer(
                format!("Write {near}."),
                place,
                print_name(near),
            ),
            None => {
                let some: Vec<&str> = names().take(8).collect();
                let more = if record.fields.len() > some.len() { ", …" } else { "" };
                finding.help(format!("It has: {}{more}", some.join(", ")))
            }
        })
    }

    /// `visits.page == "/pricing"`, where there are many visits.
    fn of_several(&mut self, list: &str, name: &Name, span: Span) -> Typed {
        let place = self.place(span);
        let message = format!("There can be many {list}, each with *{}* of its own.", name.node);
        self.wrong(Diagnostic::error(codes::NEEDS_VALUE, place, message).help(format!(
            "Say what is taken of them: any {list} where {} …, count({list} where …), \
                 latest({list}.…)",
            print_name(&name.node)
        )))
    }

    /// The related list that a path leads to, at its end or on the way; `None` if there is none on it.
    pub fn list_on(&mut self, path: &[Name]) -> Option<List> {
        for length in 1..=path.len() {
            let known = self.diagnostics.len();
            let part = path.get(..length)?;
            let span = part.first()?.span.to(part.last()?.span);
            // Inside of its own events a list is no longer a list, but a way to call one of them.
            if starts_at(&self.frame, part) == Some(length) {
                continue;
            }
            let typed = self.named(part, span);
            // A `let` is checked only once, so what is wrong with it is told here or never.
            let told = self.diagnostics.split_off(known.min(self.diagnostics.len()));
            let here = self.place(span);
            let elsewhere = |it: &Diagnostic| it.place().is_some_and(|at| !here.holds(at));
            self.diagnostics.extend(told.into_iter().filter(elsewhere));
            if let Typed::Value(Operand::Column(column), Type::Records(record)) = typed {
                let path: Vec<String> = part.iter().map(|name| name_key(&name.node)).collect();
                let (written, label) = (quoted_path(part), part.last()?.node.clone());
                return Some(List { column, record, path, written, label });
            }
        }
        None
    }

    /// The first list on the rest of a path that goes on behind a list: `company.contacts.visits`.
    pub fn list_behind(&self, list: &List, path: &[Name]) -> Option<String> {
        let mut record = self.records.get(list.record.0 as usize)?;
        for name in path.get(list.path.len()..)? {
            let field = record.get(record.field(&name.node)?)?;
            if matches!(field.ty, Type::Records(_)) {
                return Some(field.name.clone());
            }
            record = self.records.get(field.ty.related()?.0 as usize)?;
        }
        None
    }

    /// Whether a path stands for the event at hand itself.
    pub fn is_this(&self, path: &[Name]) -> bool {
        self.is_of_events() && starts_at(&self.frame, path) == Some(path.len())
    }
}

/// How rules call the record around an event.
fn outer_name(frame: &Frame) -> String {
    match frame.events {
        None => name_key(&frame.record.name),
        Some(_) => frame.name().to_owned(),
    }
}

/// How many names at the beginning of a path stand for the record of a frame: `visits` for one of the visits,
/// `lead` for the scored record.
fn starts_at(frame: &Frame, path: &[Name]) -> Option<usize> {
    let key = |index: usize| path.get(index).map(|name| name_key(&name.node));
    if frame.events.is_some() {
        let whole = frame.path.len();
        let same = (0..whole).all(|index| key(index).as_ref() == frame.path.get(index));
        if same && whole > 0 {
            return Some(whole);
        }
        return (key(0).as_ref() == frame.path.last()).then_some(1);
    }
    let head = key(0)?;
    let record = path.len() > 1 && (head == "lead" || head == name_key(&frame.record.name));
    (record && !frame.fields.contains_key(&head)).then_some(1)
}

/// A path as rules write it.
pub(super) fn quoted_path(path: &[Name]) -> String {
    path.iter().map(|name| print_name(&name.node)).collect::<Vec<_>>().join(".")
}
