//! What a comment is about: the part of a file that begins behind it, or on its line.

use crate::ast::{Each, File, ItemKind, MatchRow, Rule, RuleKind};
use crate::source::Span;

/// What a comment of a file is about. Alone on its line it is about the next part: a rule, a row, a whole group; at the
/// end of a line about the part that begins there, or else about that line.
pub(super) fn covered(file: &File, text: &str, comment: Span) -> Span {
    let parts = parts(file);
    let line = line_of(text, comment);
    let before = text.get(line.start as usize..comment.start as usize).unwrap_or_default();
    let part = match before.trim().is_empty() {
        true => {
            let behind = parts.iter().filter(|it| it.start >= comment.end);
            let next = behind.clone().map(|it| it.start).min();
            largest(behind.filter(|it| Some(it.start) == next))
        }
        false => largest(parts.iter().filter(|it| (line.start..line.end).contains(&it.start))),
    };
    part.unwrap_or(line)
}

fn largest<'s>(parts: impl Iterator<Item = &'s Span>) -> Option<Span> {
    parts.copied().max_by_key(|it| it.len())
}

/// The whole line on which a span begins.
fn line_of(text: &str, span: Span) -> Span {
    let (before, behind) = text.split_at_checked(span.start as usize).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = behind.find('\n').map_or(text.len(), |at| before.len() + at);
    Span::new(start, end)
}

/// The parts of a file that can stand on lines of their own.
fn parts(file: &File) -> Vec<Span> {
    let mut parts = Vec::new();
    for item in &file.items {
        parts.push(item.span);
        match &item.node {
            ItemKind::Model(model) => parts.extend(model.settings.iter().map(|it| it.span)),
            ItemKind::Record(record) => parts.extend(record.fields.iter().map(|field| {
                let end = field.modifiers.last().map_or(field.ty.span, |it| it.span);
                field.name.span.to(end)
            })),
            ItemKind::Group(group) => group.rules.iter().for_each(|it| of_rule(it, &mut parts)),
            ItemKind::Rule(rule) => of_rule(rule, &mut parts),
            ItemKind::Bands(rows) => parts.extend(rows.iter().map(|row| {
                let end = row.from.as_ref().map_or(row.label.span, |it| it.span);
                row.label.span.to(end)
            })),
            ItemKind::Test(test) => parts.extend(test.expects.iter().map(|it| it.span)),
            _ => {}
        }
    }
    parts
}

fn of_rule(rule: &Rule, parts: &mut Vec<Span>) {
    parts.push(rule.span);
    let rows: &[MatchRow] = match &rule.node {
        RuleKind::Match { rows, .. } => rows,
        RuleKind::ForEach { each: Each::Match(_, rows), .. } => rows,
        RuleKind::When { .. } | RuleKind::ForEach { .. } => &[],
    };
    parts.extend(rows.iter().map(|it| it.span.span));
}
