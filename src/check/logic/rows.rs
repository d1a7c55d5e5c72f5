//! Rows of a `match` that are never reached.

use std::collections::BTreeSet;

use super::edits;
use super::meet::Piece;
use super::turns::Turn;
use crate::ast::MatchRow;
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, Edit, codes};
use crate::ir::{Atom, Award, ColumnId, Cond, Points, Row, Test};
use crate::source::Span;

/// One pattern of a row; a row without patterns is `otherwise`.
struct Pattern<'a> {
    row: usize,
    /// Its number in the row.
    index: usize,
    cond: &'a Cond,
    /// Whether its row exists on every day.
    always: bool,
}

fn patterns(rows: &[(Row, Vec<Cond>)]) -> Vec<Pattern<'_>> {
    let mut all = Vec::new();
    for (row, (it, conds)) in rows.iter().enumerate() {
        let always = it.identity.valid.is_none();
        let pattern = |(index, cond)| Pattern { row, index, cond, always };
        all.extend(conds.iter().enumerate().map(pattern));
        if conds.is_empty() {
            all.push(pattern((0, &it.condition)));
        }
    }
    all
}

impl Context<'_> {
    /// Says which rows of a `match`, and which patterns of a row, can never apply, and where neighbouring
    /// ranges leave a gap. Whether every value fits a row, missing too.
    pub fn rows_together(
        &mut self,
        column: ColumnId,
        items: &[MatchRow],
        rows: &[(Row, Vec<Cond>)],
    ) -> bool {
        let ends: Vec<Span> = items.iter().map(patterns_span).collect();
        let in_order = ends.windows(2).all(|it| matches!(it, [a, b] if a.end <= b.start));
        if items.len() != rows.len() || !in_order {
            return false;
        }
        let patterns = patterns(rows);
        let rest = Cond::Const(true);
        let turns = patterns.iter().map(|it| Turn { cond: it.cond, takes: it.always });
        let turns: Vec<Turn<'_>> = turns.chain([Turn { cond: &rest, takes: true }]).collect();
        let mut taken = self.taken(column, &turns);
        let all_fit = taken.pop().flatten().is_some();

        let mut findings = Vec::new();
        let mut all = patterns.iter().zip(taken).peekable();
        for (row, item) in items.iter().enumerate() {
            let mut own = Vec::new();
            while let Some(next) = all.next_if(|(pattern, _)| pattern.row == row) {
                own.push(next);
            }
            let by = |by: Vec<usize>| by.into_iter().filter_map(|it| patterns.get(it)).collect();
            let count = own.len();
            let dead: Vec<(&Pattern<'_>, Vec<&Pattern<'_>>)> =
                own.into_iter().filter_map(|(it, taken)| Some((it, by(taken?)))).collect();
            let earlier = dead.iter().any(|(_, by)| by.iter().any(|it| it.row != row));
            let otherwise = item.patterns.is_empty();
            if dead.len() == count && earlier {
                let award = rows.get(row).map(|(it, _)| &it.award);
                // `otherwise then +0` says that the rest was thought of.
                if !otherwise || award != Some(&Award::Constant(Points::ZERO)) {
                    let by: Vec<&Pattern<'_>> = dead.into_iter().flat_map(|(_, by)| by).collect();
                    findings.extend(self.dead_row(column, items, rows, row, &by));
                }
            } else if !otherwise {
                let each = dead.iter();
                findings.extend(each.filter_map(|(it, by)| self.dead_pattern(items, item, it, by)));
            }
        }
        self.diagnostics.extend(findings);
        self.gaps(items, rows);
        all_fit
    }

    /// Where the ranges of the rows leave a gap; patterns that are no ranges may fill it.
    fn gaps(&mut self, items: &[MatchRow], rows: &[(Row, Vec<Cond>)]) {
        let exprs = items.iter().flat_map(|it| &it.patterns);
        let conds = rows.iter().flat_map(|(_, conds)| conds);
        let mut pieces = Vec::new();
        for (expr, cond) in exprs.zip(conds) {
            let some = Piece::of(expr, cond, None);
            let missing = matches!(cond, Cond::Atom(Atom { test: Test::Missing, .. }));
            if some.is_empty() && !missing {
                return;
            }
            pieces.extend(some);
        }
        self.ranges_meet(pieces, false);
    }

    fn dead_row(
        &self,
        column: ColumnId,
        items: &[MatchRow],
        rows: &[(Row, Vec<Cond>)],
        row: usize,
        by: &[&Pattern<'_>],
    ) -> Option<Diagnostic> {
        let item = items.get(row)?;
        let takers: BTreeSet<usize> = by.iter().map(|it| it.row).filter(|&it| it != row).collect();
        let first = *takers.first()?;
        let place = self.place(patterns_span(item));
        let only = (takers.len() == 1).then(|| items.get(first)).flatten();
        let message = match only {
            Some(taker) if !item.patterns.is_empty() => format!(
                "This row can never apply: whatever fits it fits `{}` before it.",
                self.one_line(patterns_span(taker))
            ),
            _ => "This row can never apply: the rows before it take everything that could fit it."
                .to_owned(),
        };
        let mut finding =
            Diagnostic::warning(codes::ROW_NEVER_REACHED, place, message).label("never reached");
        for taker in takers.iter().take(3).filter_map(|&it| items.get(it)) {
            finding = finding.also(self.place(patterns_span(taker)), "takes it");
        }
        // The other way round both are reached, unless they are the same.
        let turned = [rows.get(row)?, rows.get(first)?];
        let turned = turned.map(|(it, _)| Turn { cond: &it.condition, takes: true });
        let narrower = only.is_some() && self.taken(column, &turned).pop()?.is_none();
        Some(match (narrower, only) {
            (true, Some(taker)) => finding
                .help("Write the narrower row first: the first row that fits counts.")
                .offer_edits("Put it before the other row.", self.moved(items, row, first, taker)),
            _ => finding
                .help("Take it out, or change what it asks for.")
                .offer_edits("Take the row out.", self.without_row(items, row)),
        })
    }

    fn dead_pattern(
        &self,
        items: &[MatchRow],
        item: &MatchRow,
        pattern: &Pattern<'_>,
        by: &[&Pattern<'_>],
    ) -> Option<Diagnostic> {
        let expr = item.patterns.get(pattern.index)?;
        let written = self.one_line(expr.span);
        let taker = by.first()?;
        let other = items.get(taker.row)?.patterns.get(taker.index)?;
        let (code, message) = match (taker.row == pattern.row, taker.cond == pattern.cond) {
            (true, true) => (codes::TWICE_IN_LIST, format!("{written} stands twice in this row.")),
            (true, false) => (
                codes::ADDS_NOTHING,
                format!("{written} adds nothing: the rest of this row has it already."),
            ),
            (false, _) => (
                codes::ROW_NEVER_REACHED,
                format!("{written} can never apply here: a row before this one takes it."),
            ),
        };
        Some(
            Diagnostic::warning(code, self.place(expr.span), message)
                .label("too late")
                .also(self.place(other.span), "here first")
                .help("Take it out of one of them.")
                .offer_edits(
                    format!("Take {written} out here."),
                    edits::removal(&item.patterns, pattern.index, self.file),
                ),
        )
    }

    /// The edits that put a row before an earlier one.
    fn moved(&self, items: &[MatchRow], row: usize, to: usize, taker: &MatchRow) -> Vec<Edit> {
        let Some(item) = items.get(row) else { return Vec::new() };
        let (from, taker) = (item.span.span, taker.span.span);
        if row == to + 1 {
            let edit = |at: Span, of: Span| Edit {
                place: self.place(at),
                text: self.slice(of).to_owned(),
            };
            return vec![edit(taker, from), edit(from, taker)];
        }
        let before = self.slice(Span::new(0, taker.start as usize));
        let indent = before.rsplit('\n').next().filter(|it| it.trim().is_empty());
        let text = format!("{}\n{}", self.slice(from), indent.unwrap_or_default());
        let mut edits = vec![Edit { place: self.place(taker.before()), text }];
        edits.extend(self.without_row(items, row));
        edits
    }

    fn without_row(&self, items: &[MatchRow], row: usize) -> Vec<Edit> {
        let Some(item) = items.get(row) else { return Vec::new() };
        let before = row.checked_sub(1).and_then(|it| items.get(it)).map(|it| it.span.span.after());
        let gap = before.map(|it| it.to(item.span.span.before()));
        // Comments between the rows stay.
        let blank = gap.filter(|gap| self.slice(*gap).trim().is_empty());
        let at = blank.map_or(item.span.span, |gap| gap.to(item.span.span));
        vec![Edit { place: self.place(at), text: String::new() }]
    }
}

/// Where the patterns of a row stand; for `otherwise` the row itself.
fn patterns_span(item: &MatchRow) -> Span {
    match (item.patterns.first(), item.patterns.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => item.span.span,
    }
}
