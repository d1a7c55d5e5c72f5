//! Records and their fields.

use pest::iterators::Pair;

use super::builder::{Builder, Parts};
use super::grammar::Rule;
use crate::ast::{ExprKind, Field, Modifier, ModifierKind, Node, Record, Text, Type, TypeKind};
use crate::diagnostic::{Diagnostic, codes};

impl Builder<'_> {
    /// `record Lead { … }`
    pub fn record(&mut self, pair: Pair<'_, Rule>) -> Option<Record> {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let name = parts.find(Rule::name)?;
        let name = self.name(&name);
        let mut tables = Vec::new();
        let mut fields: Vec<Field> = Vec::new();
        let mut unread = Vec::new();
        while let Some(part) = parts.next() {
            match part.as_rule() {
                Rule::record_table => {
                    tables.extend(Parts::of(part).find(Rule::text).map(|it| self.text(it)));
                }
                Rule::field => fields.extend(self.field(part)),
                Rule::field_junk => {
                    let name = part.as_str().split([':', ' ', ',']).next().unwrap_or_default();
                    unread.push(super::literal::bare_name(name));
                    let before = fields.last().map(|field| {
                        let last = field.modifiers.last().map(|it| it.span);
                        field.name.span.to(last.unwrap_or(field.ty.span))
                    });
                    self.junk(&part, Rule::only_field, before);
                }
                Rule::close_brace => {
                    let last = fields.last().map_or(name.span, |it| it.ty.span);
                    self.brace(part, at, last);
                }
                _ => {}
            }
        }
        Some(Record { name, tables, fields, unread })
    }

    pub fn field(&mut self, pair: Pair<'_, Rule>) -> Option<Field> {
        let mut parts = Parts::of(pair);
        let name = parts.find(Rule::name)?;
        let name = self.name(&name);
        let ty = self.type_(parts.find(Rule::type_)?)?;
        let modifiers =
            parts.all(Rule::modifier).into_iter().filter_map(|it| self.modifier(it)).collect();
        Some(Field { name, ty, modifiers })
    }

    fn type_(&mut self, pair: Pair<'_, Rule>) -> Option<Type> {
        let at = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let kind = match inner.as_rule() {
            Rule::type_one_of => {
                let list = Parts::of(inner).find(Rule::list)?;
                TypeKind::OneOf(self.texts_of_list(list))
            }
            Rule::type_list => {
                let member = Parts::of(inner).find(Rule::type_name)?;
                let at = self.span(&member);
                TypeKind::ListOf(Box::new(Node::new(self.type_name(&member), at)))
            }
            Rule::type_yes_no => TypeKind::YesNo,
            _ => self.type_name(&inner),
        };
        Some(Node::new(kind, at))
    }

    fn type_name(&mut self, pair: &Pair<'_, Rule>) -> TypeKind {
        let written = pair.as_str().trim();
        let (kind, usual) = match written.to_ascii_lowercase().as_str() {
            "text" => (TypeKind::Text, None),
            "number" => (TypeKind::Number, None),
            "integer" => (TypeKind::Integer, None),
            "percent" => (TypeKind::Percent, None),
            "date" => (TypeKind::Date, None),
            "datetime" => (TypeKind::DateTime, None),
            "string" | "varchar" | "str" => (TypeKind::Text, Some("text")),
            "int" | "bigint" => (TypeKind::Integer, Some("integer")),
            "float" | "double" | "decimal" | "numeric" => (TypeKind::Number, Some("number")),
            "bool" | "boolean" => (TypeKind::YesNo, Some("yes/no")),
            "timestamp" => (TypeKind::DateTime, Some("datetime")),
            _ => (TypeKind::Record(super::literal::bare_name(written)), None),
        };
        if let Some(usual) = usual {
            self.respell(self.span(pair), usual);
        }
        kind
    }

    /// The members of a list that may hold nothing but texts.
    fn texts_of_list(&mut self, list: Pair<'_, Rule>) -> Vec<Text> {
        let list = self.list(list);
        let ExprKind::List(members) = list.node else { return Vec::new() };
        let mut texts = Vec::new();
        for member in members {
            match member.node {
                ExprKind::Text(text) => texts.push(Node::new(text, member.span)),
                ExprKind::Mistake => {}
                _ => {
                    let written = self.slice(member.span);
                    let place = self.place(member.span);
                    let message = "The values of a closed list are texts in quotes.";
                    self.report(Diagnostic::error(codes::WRONG_VALUE, place, message).fix(
                        format!("Write \"{written}\"."),
                        place,
                        format!("\"{written}\""),
                    ));
                }
            }
        }
        texts
    }

    fn modifier(&mut self, pair: Pair<'_, Rule>) -> Option<Modifier> {
        let at = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        let mut texts: Vec<Text> =
            parts.all(Rule::text).into_iter().map(|it| self.text(it)).collect();
        let kind = match rule {
            Rule::m_key => ModifierKind::Key,
            Rule::m_time => ModifierKind::Time,
            Rule::m_required => ModifierKind::Required,
            Rule::m_fraction => ModifierKind::AsFraction,
            Rule::m_missing => ModifierKind::Missing(texts),
            Rule::m_column => ModifierKind::Column(texts.pop()?),
            Rule::m_format => ModifierKind::Format(texts.pop()?),
            Rule::m_split => ModifierKind::SplitBy(texts.pop()?),
            Rule::m_about => ModifierKind::About(texts.pop()?),
            _ => ModifierKind::By(self.name(&parts.find(Rule::name)?)),
        };
        Some(Node::new(kind, at))
    }
}
