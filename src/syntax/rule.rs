//! Rules, groups, awards and their clauses.

use pest::iterators::Pair;

use super::builder::{Builder, Parts};
use super::grammar::Rule;
use crate::ast::{
    self, Award, AwardUnit, Clause, ClauseKind, Disqualify, Each, Group, GroupClause, GroupKind,
    MatchRow, Node, RuleKind,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Builder<'_> {
    /// `group "Name" { … }`
    pub fn group(&mut self, pair: Pair<'_, Rule>) -> Option<Group> {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let name = self.text(parts.find(Rule::text)?);
        let kind = match parts.find(Rule::group_kind) {
            None => GroupKind::Sum,
            Some(kind) => match kind.into_inner().next()?.as_rule() {
                Rule::first_match => GroupKind::FirstMatch,
                Rule::w_highest => GroupKind::Highest,
                _ => GroupKind::Lowest,
            },
        };
        let mut clauses = Vec::new();
        for clause in parts.all(Rule::group_clause) {
            let inner = clause.into_inner().next()?;
            let rule = inner.as_rule();
            let mut parts = Parts::of(inner);
            clauses.push(match rule {
                Rule::group_limit => GroupClause::Limit(self.range(parts.find(Rule::range)?)),
                _ => GroupClause::Weight(self.amount(parts.find(Rule::amount)?)),
            });
        }
        let mut rules = Vec::new();
        let mut last = name.span;
        while let Some(part) = parts.next() {
            match part.as_rule() {
                Rule::any_rule => rules.extend(self.rule(part)),
                Rule::rule_junk => {
                    let before = rules.last().map(|rule| rule.span);
                    self.junk(&part, Rule::only_rule, before);
                }
                Rule::close_group => {
                    let mut closing = Parts::of(part.clone());
                    if closing.take(Rule::missing_group_brace).is_some() {
                        self.unclosed_group(at, self.span(&part), last);
                    }
                    continue;
                }
                _ => continue,
            }
            last = rules.last().map_or(last, |rule| rule.span);
        }
        Some(Group { name, kind, clauses, rules })
    }

    /// A group without `}`: forgotten, or something stands in it that cannot.
    fn unclosed_group(&mut self, group: Span, end: Span, last: Span) {
        let column = |at: u32| {
            let before = self.text.get(..at as usize).unwrap_or_default();
            before.len() - before.rfind('\n').map_or(0, |it| it + 1)
        };
        let rest = self.text.get(end.end as usize..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        let start = end.end as usize + blanks;
        let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let at = Span::new(start, start + word.len());
        if word.is_empty() || column(at.start) <= column(group.start) {
            return self.unclosed_brace(group, last);
        }
        // Further in than the group: meant to be inside. Its `}` comes later.
        self.open_in_junk += 1;
        let message = format!("`{word}` cannot stand inside a group: groups hold rules only.");
        let place = self.place(at);
        self.report(
            Diagnostic::error(codes::WRONG_CLAUSE, place, message)
                .help("Close the group with `}` before it, and put it outside."),
        );
    }

    /// `when … then …`, `for each …`, `match … { … }`
    pub fn rule(&mut self, pair: Pair<'_, Rule>) -> Option<ast::Rule> {
        let at = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        let kind = match rule {
            Rule::when_rule => {
                self.when_word(&mut parts);
                let condition = self.expr(parts.find(Rule::expr)?);
                self.then(parts.find(Rule::then)?);
                let award = self.award(parts.find(Rule::award)?)?;
                RuleKind::When { condition, award, clauses: self.clauses(&mut parts) }
            }
            Rule::for_each => {
                let events = self.path(parts.find(Rule::path)?);
                let filter = parts.find(Rule::expr).map(|it| self.expr(it));
                let each = match parts.find(Rule::sum) {
                    Some(subject) => Each::Match(self.sum(subject), self.rows(&mut parts, at)),
                    None => {
                        self.then(parts.find(Rule::then)?);
                        Each::Award(self.award(parts.find(Rule::award)?)?)
                    }
                };
                RuleKind::ForEach { events, filter, each, clauses: self.clauses(&mut parts) }
            }
            _ => {
                let subject = self.sum(parts.find(Rule::sum)?);
                let rows = self.rows(&mut parts, at);
                RuleKind::Match { subject, rows, clauses: self.clauses(&mut parts) }
            }
        };
        Some(Node::new(kind, at))
    }

    fn when_word(&mut self, parts: &mut Parts<'_>) {
        if let Some(word) = parts.take(Rule::w_when)
            && word.as_str().eq_ignore_ascii_case("if")
        {
            self.respell(self.span(&word), "when");
        }
    }

    fn then(&mut self, pair: Pair<'_, Rule>) {
        let at = self.span(&pair);
        if pair.into_inner().any(|it| it.as_rule() == Rule::then_like) {
            let place = self.place(at);
            let written = self.slice(at);
            self.report(
                Diagnostic::error(
                    codes::MISSING_THEN,
                    place,
                    format!("The word `then` belongs before the points, not `{written}`."),
                )
                .fix("Write then.", place, self.apart(at, "then")),
            );
        }
    }

    /// A word with a blank on each side where there is none.
    fn apart(&self, at: Span, word: &str) -> String {
        let blank = |c: Option<char>| if c.is_some_and(|c| !c.is_whitespace()) { " " } else { "" };
        let before = self.text.get(..at.start as usize).and_then(|it| it.chars().next_back());
        let behind = self.text.get(at.end as usize..).and_then(|it| it.chars().next());
        format!("{}{word}{}", blank(before), blank(behind))
    }

    fn rows(&mut self, parts: &mut Parts<'_>, at: Span) -> Vec<MatchRow> {
        let mut rows = Vec::new();
        let mut ahead = parts.clone();
        while let Some(part) = ahead.next() {
            match part.as_rule() {
                Rule::match_row => rows.extend(self.row(part)),
                Rule::row_junk => {
                    let before = rows.last().map(|row: &MatchRow| row.span.span);
                    self.junk(&part, Rule::only_row, before);
                }
                Rule::close_brace => {
                    self.brace(part, at, at);
                    *parts = ahead;
                    break;
                }
                _ => {}
            }
        }
        rows
    }

    pub fn row(&mut self, pair: Pair<'_, Rule>) -> Option<MatchRow> {
        let whole = Node::new((), self.span(&pair));
        let mut parts = Parts::of(pair);
        let mut patterns = Vec::new();
        for pattern in parts.all(Rule::pattern) {
            patterns.push(self.pattern(pattern)?);
        }
        self.then(parts.find(Rule::then)?);
        let award = self.award(parts.find(Rule::award)?)?;
        Some(MatchRow { patterns, award, clauses: self.clauses(&mut parts), span: whole })
    }

    /// `+20`, `-5`, `+30%`, `+2 per page_views`
    fn award(&mut self, pair: Pair<'_, Rule>) -> Option<Award> {
        let mut parts = Parts::of(pair);
        let amount = parts.find(Rule::award_amount)?;
        let at = self.span(&amount);
        let mut sign = None;
        let mut number = None;
        let mut unit = AwardUnit::Points;
        for part in amount.into_inner() {
            match part.as_rule() {
                Rule::sign => sign = Some(matches!(part.as_str(), "+" | "＋")),
                Rule::number => number = Some(self.number(&part)),
                Rule::percent_sign => unit = AwardUnit::PercentOfReady,
                _ => {}
            }
        }
        let number = number?;
        if sign.is_none() {
            self.missing_sign(at);
        }
        let value = if sign == Some(false) { -number.value } else { number.value };
        if let Some(word) = parts.take(Rule::w_points) {
            let place = self.place(self.span(&word));
            let message = "The word `points` is not needed.";
            self.report(Diagnostic::warning(codes::SPELLING, place, message).fix(
                "Leave it out.",
                place,
                "",
            ));
        }
        let per = parts.find(Rule::primary).map(|it| self.primary(it));
        Some(Award { amount: Node::new(value, at), spelling: number.spelling, unit, per })
    }

    fn missing_sign(&mut self, at: Span) {
        let place = self.place(at);
        let written = self.slice(at);
        let finding = Diagnostic::error(codes::MISSING_SIGN, place, "Points need a sign.");
        if written.trim_start_matches(['0', '.']).is_empty() {
            return self.report(finding.fix(format!("Write +{written}."), place.before(), "+"));
        }
        self.report(
            finding
                .help(format!("With a sign nobody reads it as \"set to {written}\"."))
                .offer(format!("+{written}, to add"), place.before(), "+")
                .offer(format!("-{written}, to take away"), place.before(), "-"),
        );
    }

    /// The clauses behind an award.
    fn clauses(&mut self, parts: &mut Parts<'_>) -> Vec<Clause> {
        parts.all(Rule::clause).into_iter().filter_map(|it| self.clause(it)).collect()
    }

    fn clause(&mut self, pair: Pair<'_, Rule>) -> Option<Clause> {
        let at = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        let kind = match rule {
            Rule::c_limit => ClauseKind::Limit(self.range(parts.find(Rule::range)?)),
            Rule::c_valid => ClauseKind::Valid(self.range(parts.find(Rule::range)?)),
            Rule::c_because => ClauseKind::Because(self.text(parts.find(Rule::text)?)),
            Rule::c_owner => ClauseKind::Owner(self.text(parts.find(Rule::text)?)),
            Rule::c_code => ClauseKind::Code(self.text(parts.find(Rule::text)?)),
            Rule::c_id => ClauseKind::Id(self.name(&parts.find(Rule::name)?)),
            Rule::c_halving => ClauseKind::Halving(self.duration(parts.find(Rule::duration)?)?),
            Rule::c_fading => ClauseKind::Fading(self.duration(parts.find(Rule::duration)?)?),
            Rule::c_once => ClauseKind::OncePer(self.unit(&parts.find(Rule::unit)?)?),
            _ => {
                let help = "first 3 counts the first three events, first 1 only the very first.";
                ClauseKind::First(self.whole(&parts.find(Rule::number)?, help)?)
            }
        };
        Some(Node::new(kind, at))
    }

    /// `disqualify when …`
    pub fn disqualify(&mut self, pair: Pair<'_, Rule>) -> Option<Disqualify> {
        let mut parts = Parts::of(pair);
        parts.word(Rule::w_disqualify);
        self.when_word(&mut parts);
        let condition = self.expr(parts.find(Rule::expr)?);
        Some(Disqualify { condition, clauses: self.clauses(&mut parts) })
    }
}
