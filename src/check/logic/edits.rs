//! Rewriting the parts of an `and` or `or`.

use crate::ast::Expr;
use crate::diagnostic::Edit;
use crate::source::{FileId, Span};

/// The edits that take out some parts, each with the `and` or `or` beside it.
fn without(operands: &[Expr], which: &[usize], file: FileId) -> Vec<Edit> {
    let span = |it: usize| operands.get(it).map(|it| it.span);
    let cut = |&it: &usize| {
        let at = match it.checked_sub(1) {
            Some(before) => Span { start: span(before)?.end, end: span(it)?.end },
            None => Span { start: span(0)?.start, end: span(1)?.start },
        };
        Some(Edit { place: file.at(at), text: String::new() })
    };
    which.iter().filter_map(cut).collect()
}

/// The edit that takes out one part.
pub(in crate::check) fn removal(operands: &[Expr], part: usize, file: FileId) -> Vec<Edit> {
    without(operands, &[part], file)
}

/// The edits that put a text in the place of some parts, in rising order.
pub(super) fn replacement(
    operands: &[Expr],
    which: &[usize],
    text: String,
    file: FileId,
) -> Vec<Edit> {
    let [first, others @ ..] = which else { return Vec::new() };
    let Some(first) = operands.get(*first) else { return Vec::new() };
    let mut edits = vec![Edit { place: file.at(first.span), text }];
    edits.extend(without(operands, others, file));
    edits
}
