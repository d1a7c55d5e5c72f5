//! Tests beside the rules: the record and what is expected of it.

use std::sync::Arc;

use super::comparison::Left;
use super::context::{Context, Typed};
use super::expectations::Tested;
use super::frame::Frame;
use super::mistakes::fitting;
use crate::ast::{self, Expr, ExprKind, Name, ValueKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{
    Clock, Def, Field, FieldId, Operand, RecordId, TestCase, Text, Type, Value, Values, name_key,
};

impl Context<'_> {
    /// A test; `None` when it is wrong and has been reported.
    pub fn test_case(&mut self, item: &ast::TestItem, model: &Tested<'_>) -> Option<TestCase> {
        let values = self.given_record(&item.given.node);
        let expectations: Vec<_> =
            item.expects.iter().map(|it| self.expectation(it, model)).collect();
        let expectations = expectations.into_iter().collect::<Option<Vec<_>>>()?;
        let case = TestCase {
            name: item.name.node.clone(),
            as_of: item.as_of.as_ref().map(|it| it.node),
            values: values?.to_vec(),
            expectations,
            place: self.place(item.name.span),
        };
        Some(case)
    }

    /// The values of a record of a test; a field that is not given is missing.
    fn given_record(&mut self, given: &[(Name, ast::Value)]) -> Option<Values> {
        let empty = |field: &Field| match field.ty {
            Type::Records(_) => Value::Records(Arc::new([])),
            _ => Value::Missing,
        };
        let mut values: Vec<Value> = self.frame.record.fields.iter().map(empty).collect();
        let mut sound = true;
        let mut seen: Vec<FieldId> = Vec::new();
        for (name, value) in given {
            let place = self.place(name.span);
            let Some(field) = self.field_named(&name.node) else {
                sound = false;
                if self.scope.unread.contains(&name_key(&name.node)) {
                    continue;
                }
                let finding = self.unknown(&name.node, place, "field");
                self.report(finding);
                continue;
            };
            if seen.contains(&field) {
                let message = format!("*{}* is given twice.", name.node);
                self.report(Diagnostic::error(codes::DECLARED_TWICE, place, message));
                sound = false;
            }
            seen.push(field);
            match self.given(field, name, value) {
                Some(value) => {
                    if let Some(slot) = values.get_mut(field.0 as usize) {
                        *slot = value;
                    }
                }
                None => sound = false,
            }
        }
        sound.then(|| values.into())
    }

    /// A related record of a test, whose fields are its own.
    fn given_related(&mut self, id: RecordId, given: &[(Name, ast::Value)]) -> Option<Values> {
        let record = self.records.get(id.0 as usize).cloned()?;
        let around = std::mem::replace(&mut self.frame, Frame::of(record));
        let values = self.given_record(given);
        self.frame = around;
        values
    }

    /// Several related records of a test: `[{ … }, { … }]`.
    fn given_list(&mut self, id: RecordId, members: &[ast::Value]) -> Option<Value> {
        let records: Vec<Option<Values>> = members
            .iter()
            .map(|it| match &it.node {
                ValueKind::Record(given) => self.given_related(id, given),
                _ => {
                    let place = self.place(it.span);
                    let message = "A related record is written in braces.";
                    self.report(
                        Diagnostic::error(codes::WRONG_VALUE, place, message)
                            .help("For example: [{ page: \"/pricing\", at: 2025-02-20T10:00 }]"),
                    );
                    None
                }
            })
            .collect();
        records.into_iter().collect::<Option<Vec<_>>>().map(|it| Value::Records(it.into()))
    }

    fn given(&mut self, id: FieldId, name: &Name, value: &ast::Value) -> Option<Value> {
        let field = self.frame.record.get(id)?.clone();
        match &value.node {
            ValueKind::One(expr) => self.given_one(&field, name, expr),
            ValueKind::Several(members) if matches!(field.ty, Type::Records(_)) => {
                self.given_list(field.ty.related()?, members)
            }
            ValueKind::Several(members) => {
                let member = match field.ty {
                    Type::Texts => Field { ty: Type::Text, ..field.clone() },
                    Type::Numbers => Field { ty: Type::Number, ..field.clone() },
                    _ => {
                        let place = self.place(value.span);
                        let message =
                            format!("*{}* is {}, not a list.", name.node, field.ty.words());
                        self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
                        return None;
                    }
                };
                let values: Option<Vec<Value>> = members
                    .iter()
                    .map(|it| match &it.node {
                        ValueKind::One(expr) => self.given_one(&member, name, expr),
                        _ => {
                            let place = self.place(it.span);
                            let message = "A list holds plain values.";
                            self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
                            None
                        }
                    })
                    .collect();
                Some(list_of(values?))
            }
            ValueKind::Record(given) => match field.ty {
                Type::Record(id) => self.given_related(id, given).map(Value::Record),
                // A single one may stand for a list of one.
                Type::Records(id) => {
                    let only = self.given_related(id, given)?;
                    Some(Value::Records(Arc::new([only])))
                }
                _ => {
                    let place = self.place(value.span);
                    let message = format!("*{}* is {}, not a record.", name.node, field.ty.words());
                    self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
                    None
                }
            },
        }
    }

    fn given_one(&mut self, field: &Field, name: &Name, expr: &Expr) -> Option<Value> {
        let place = self.place(expr.span);
        if matches!(expr.node, ExprKind::Missing) {
            return Some(match field.ty {
                Type::Records(_) => Value::Records(Arc::new([])),
                _ => Value::Missing,
            });
        }
        let Some(Typed::Value(Operand::Constant(value), ty)) = self.literal(expr) else {
            if !matches!(expr.node, ExprKind::Mistake) {
                let message = "A test gives fixed values.";
                let mut finding = Diagnostic::error(codes::NEEDS_CONSTANT, place, message);
                if matches!(expr.node, ExprKind::Name(_)) {
                    let text = format!("\"{}\"", self.one_line(expr.span));
                    finding = finding
                        .help(format!("If it is a text, put it in quotes: {text}"))
                        .offer(format!("Write {text}."), place, text);
                }
                self.report(finding);
            }
            return None;
        };
        match (field.ty, &value) {
            (Type::Text, Value::Text(text)) => self.given_text(field, text, expr),
            (Type::Text, Value::Missing) => Some(Value::Missing),
            (Type::Texts, Value::Text(text)) => Some(Value::Texts(vec![text.clone()])),
            (Type::Integer, Value::Number(number)) if ty.is_numeric() && number.is_integer() => {
                Some(value)
            }
            (Type::Number, Value::Number(_)) if ty.is_numeric() => Some(value),
            (Type::Percent, Value::Number(_)) if ty == Type::Percent => Some(value),
            (Type::Date, Value::Date(_))
            | (Type::DateTime, Value::Moment(_))
            | (Type::YesNo, Value::YesNo(_)) => Some(value),
            (Type::DateTime, Value::Date(date)) => {
                let local = date.to_datetime(jiff::civil::Time::midnight());
                Some(Value::Moment(Clock::instant(&self.zone, local)))
            }
            _ => {
                let message = format!(
                    "*{}* is {}, but {} is {}.",
                    name.node,
                    field.ty.words(),
                    self.one_line(expr.span),
                    ty.words()
                );
                let finding = Diagnostic::error(codes::WRONG_VALUE, place, message);
                self.report(match fitting(field.ty, &value) {
                    Some(text) => finding.help(format!("Write {text}")).fix(
                        format!("Write {text}"),
                        place,
                        text,
                    ),
                    None => finding,
                });
                None
            }
        }
    }

    fn given_text(&mut self, field: &Field, text: &Text, expr: &Expr) -> Option<Value> {
        if field.missing.contains(&text.folded) {
            return Some(Value::Missing);
        }
        if field.values.is_some() {
            let id = self.field_named(&field.name)?;
            let column = self.column(Def::Field(id), field.ty, &field.name);
            let left = Left { column, ty: field.ty, span: expr.span };
            self.in_closed_list(left, text, expr.span)?;
        }
        Some(Value::Text(text.clone()))
    }
}

/// Several values as one list; none are missing.
fn list_of(values: Vec<Value>) -> Value {
    let texts: Vec<Text> = values.iter().filter_map(|it| it.as_text().cloned()).collect();
    if !texts.is_empty() {
        return Value::Texts(texts);
    }
    let numbers: Vec<_> = values.iter().filter_map(Value::as_number).collect();
    if numbers.is_empty() { Value::Missing } else { Value::Numbers(numbers) }
}
