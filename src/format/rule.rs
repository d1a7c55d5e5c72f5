//! Rules, groups, awards and their clauses.

use super::doc::{Doc, Sequence};
use super::expr::{Level, Printer};
use super::words;
use crate::ast::{
    Award, AwardUnit, Clause, ClauseKind, Disqualify, Each, Expr, Group, GroupClause, GroupKind,
    MatchRow, Rule, RuleKind,
};
use crate::source::Span;

/// Rows of a `match` with longer patterns do not move the column of `then`.
const LONGEST_PATTERN: usize = 40;

impl Printer<'_> {
    /// `group "Name" { … }`
    pub fn rule_group(&mut self, group: &Group, span: Span) -> Doc {
        let kind = match group.kind {
            GroupKind::Sum => "",
            GroupKind::FirstMatch => " first match",
            GroupKind::Highest => " highest",
            GroupKind::Lowest => " lowest",
        };
        let mut head = vec![self.quoted(&group.name).after("group "), Doc::text(kind)];
        for clause in &group.clauses {
            head.push(match clause {
                GroupClause::Limit(range) => {
                    let notes = self.notes(range.span);
                    Doc::many([notes, self.range(&range.node).after(" limit ")])
                }
                GroupClause::Weight(weight) => self.amount(weight).after(" weight "),
            });
        }
        let mut units = Vec::new();
        for rule in &group.rules {
            let notes = self.unit(rule.span, units.is_empty(), false);
            units.push(Doc::many([notes, self.rule(rule)]));
        }
        self.block(Doc::Many(head), units, span)
    }

    /// `when … then …`, `for each …`, `match … { … }`
    pub fn rule(&mut self, rule: &Rule) -> Doc {
        match &rule.node {
            RuleKind::When { condition, award, clauses } => {
                let condition = self.expr(condition, Level::Condition).indent(4).after("when ");
                Doc::many([condition, self.then(award, clauses)]).group()
            }
            RuleKind::ForEach { events, filter, each, clauses } => {
                let notes = events.first().map_or(Doc::NOTHING, |it| self.notes(it.span));
                let events = Doc::many([notes, Doc::text(words::path(events))]);
                let filter = self.filter(filter.as_ref()).indent(2);
                let head = Doc::many([events.after("for each "), filter]);
                match each {
                    Each::Award(award) => Doc::many([head, self.then(award, clauses)]).group(),
                    Each::Match(subject, rows) => {
                        let head = Doc::many([head, Doc::text(" ")]);
                        self.matched(head, subject, rows, clauses)
                    }
                }
            }
            RuleKind::Match { subject, rows, clauses } => {
                self.matched(Doc::NOTHING, subject, rows, clauses)
            }
        }
    }

    /// `match country { … } limit ..20`, with what stands before it.
    fn matched(&mut self, head: Doc, subject: &Expr, rows: &[MatchRow], clauses: &[Clause]) -> Doc {
        let last = rows.last().map_or(subject.span, |it| it.span.span);
        let subject = Doc::many([head, self.expr(subject, Level::Sum).after("match ")]);
        let units = self.rows(rows);
        let close = self.source.next_word(last);
        let block = self.block(subject, units, close);
        Doc::many([block, self.clauses(clauses)])
    }

    /// ` then +20 because "…"`
    fn then(&mut self, award: &Award, clauses: &[Clause]) -> Doc {
        let notes = self.notes(award.amount.span);
        let award = self.award(award).after("then ");
        Doc::many([Doc::Line, notes, award, self.clauses(clauses)]).indent(2)
    }

    fn award(&mut self, award: &Award) -> Doc {
        let amount = award.amount.node;
        let sign = if amount.is_sign_negative() && !amount.is_zero() { '-' } else { '+' };
        let percent = match award.unit {
            AwardUnit::Points => "",
            AwardUnit::PercentOfReady => "%",
        };
        let amount = Doc::text(format!("{sign}{}{percent}", award.spelling));
        let per = award.per.as_ref().map(|it| self.expr(it, Level::Primary).after(" per "));
        Doc::many([amount, per.unwrap_or(Doc::NOTHING)])
    }

    /// The clauses behind an award, each with a blank or line end before it.
    fn clauses(&mut self, clauses: &[Clause]) -> Doc {
        let parts: Vec<Doc> = clauses.iter().flat_map(|it| [Doc::Line, self.clause(it)]).collect();
        Doc::Many(parts).indent(2).group()
    }

    fn clause(&mut self, clause: &Clause) -> Doc {
        let notes = self.notes(clause.span);
        let words = match &clause.node {
            ClauseKind::Limit(range) => self.range(&range.node).after("limit "),
            ClauseKind::Because(reason) => self.quoted(reason).after("because "),
            ClauseKind::Valid(range) => self.range(&range.node).after("valid "),
            ClauseKind::Owner(owner) => self.quoted(owner).after("owner "),
            ClauseKind::Code(code) => self.quoted(code).after("code "),
            ClauseKind::Id(id) => Doc::text(format!("id {}", words::id(&id.node))),
            ClauseKind::Halving(every) => {
                Doc::text(format!("halving every {}", words::duration(every.node)))
            }
            ClauseKind::Fading(over) => {
                Doc::text(format!("fading over {}", words::duration(over.node)))
            }
            ClauseKind::OncePer(unit) => Doc::text(format!("once per {}", words::unit(unit.node))),
            ClauseKind::First(count) => Doc::text(format!("first {}", count.node)),
        };
        Doc::many([notes, words])
    }

    /// The rows of a `match`, with `then` in a column where the patterns are short.
    fn rows(&mut self, rows: &[MatchRow]) -> Vec<Doc> {
        let mut written = Vec::new();
        for row in rows {
            let notes = self.unit(row.span.span, written.is_empty(), false);
            let patterns = self.patterns(row);
            written.push((notes, patterns, self.then(&row.award, &row.clauses)));
        }
        let widths = written.iter().map(|(_, patterns, _)| patterns.width());
        let column = widths.filter(|&it| it <= LONGEST_PATTERN).max().map_or(0, |it| it + 1);
        let align = |(notes, patterns, then): (Doc, Doc, Doc)| {
            let padding = " ".repeat(column.saturating_sub(patterns.width()));
            Doc::many([notes, Doc::many([patterns, Doc::text(padding), then]).group()])
        };
        written.into_iter().map(align).collect()
    }

    fn patterns(&mut self, row: &MatchRow) -> Doc {
        if row.patterns.is_empty() {
            return Doc::text("otherwise");
        }
        let filled = !self.source.has_notes(row.span.span);
        let items = row.patterns.iter().map(|it| self.pattern(it)).collect();
        Sequence { items, filled }.joined().group()
    }

    /// `disqualify when …`
    pub fn disqualify(&mut self, disqualify: &Disqualify) -> Doc {
        let condition = self.expr(&disqualify.condition, Level::Condition);
        let mut parts = Vec::new();
        for clause in &disqualify.clauses {
            parts.extend([Doc::Line, self.clause(clause)]);
        }
        let clauses = match parts.is_empty() {
            true => Doc::NOTHING,
            // The first line end belongs to the whole, the others to the clauses.
            false => {
                let first = parts.remove(0);
                Doc::many([first, Doc::Many(parts).group()]).indent(2)
            }
        };
        Doc::many([condition.indent(4).after("disqualify when "), clauses]).group()
    }
}
