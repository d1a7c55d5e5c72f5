//! Records and their fields.

use super::doc::{Doc, Sequence};
use super::expr::Printer;
use super::words;
use crate::ast::{Field, Modifier, ModifierKind, Record, Text, Type, TypeKind};
use crate::source::Span;

/// Fields with longer names do not move the column of the types.
const LONGEST_NAME: usize = 24;

impl Printer<'_> {
    /// `record Lead { … }`, the types in a column.
    pub fn record(&mut self, record: &Record, span: Span) -> Doc {
        let mut title = vec![Doc::text(format!("record {}", words::name(&record.name.node)))];
        title.extend(record.tables.iter().map(|it| self.quoted(it).after(" table ")));
        let widths = record.fields.iter().map(|it| Doc::text(head(it)).width());
        let column = widths.filter(|&it| it <= LONGEST_NAME + 1).max().unwrap_or_default();
        let mut units = Vec::new();
        for field in &record.fields {
            let notes = self.unit(field.name.span, units.is_empty(), false);
            units.push(Doc::many([notes, self.field(field, column)]));
        }
        self.block(Doc::Many(title), units, span)
    }

    fn field(&mut self, field: &Field, column: usize) -> Doc {
        let head = Doc::text(head(field));
        let padding = " ".repeat(column.saturating_sub(head.width()) + 1);
        let ty = self.type_(&field.ty);
        let mut modifiers = Vec::new();
        for modifier in &field.modifiers {
            let modifier = Doc::many([Doc::Line, self.modifier(modifier)]);
            modifiers.extend([Doc::text(","), modifier.group()]);
        }
        Doc::many([head, Doc::text(padding), ty, Doc::Many(modifiers).indent(2)])
    }

    fn type_(&mut self, ty: &Type) -> Doc {
        let notes = self.notes(ty.span);
        let TypeKind::OneOf(texts) = &ty.node else {
            return Doc::many([notes, Doc::text(words::type_name(&ty.node))]);
        };
        let filled = !self.source.has_notes(ty.span);
        let items = texts.iter().map(|it| self.quoted(it)).collect();
        let tail = self.source.tail(ty.span, texts.is_empty());
        let list = Sequence { items, filled }.enclosed("[", Doc::SoftLine, tail, "]");
        Doc::many([notes, list.after("one of ")])
    }

    fn modifier(&mut self, modifier: &Modifier) -> Doc {
        let notes = self.notes(modifier.span);
        let words = match &modifier.node {
            ModifierKind::Key => Doc::text("key"),
            ModifierKind::Time => Doc::text("time"),
            ModifierKind::Required => Doc::text("required"),
            ModifierKind::AsFraction => Doc::text("as fraction"),
            ModifierKind::Column(text) => self.quoted(text).after("column "),
            ModifierKind::Format(text) => self.quoted(text).after("format "),
            ModifierKind::SplitBy(text) => self.quoted(text).after("split by "),
            ModifierKind::Missing(texts) => self.missing(texts),
            ModifierKind::About(text) => self.quoted(text).after("about "),
            ModifierKind::By(name) => Doc::text(format!("by {}", words::name(&name.node))),
        };
        Doc::many([notes, words])
    }

    fn missing(&mut self, texts: &[Text]) -> Doc {
        let items = texts.iter().map(|it| self.quoted(it)).collect();
        Sequence { items, filled: true }.joined().indent(2).after("missing ")
    }
}

/// `name:`
fn head(field: &Field) -> String {
    format!("{}:", words::name(&field.name.node))
}
