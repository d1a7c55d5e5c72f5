//! Rules as terms of a sum.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::columns::Work;
use super::decided::Decided;
use super::lines::Line;
use super::needs::Form;
use super::said::Said;
use super::texts::{day, one_line};
use crate::ir::{
    Award, Body, ColumnId, Cond, DateRange, Disqualifier, ForEach, Group, GroupKind, Identity,
    Limits, Points, Row, Rule, RuleId,
};

/// One term of a sum.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub lines: Vec<Line>,
    /// Whether its points may have decimals: such terms are added last, so that whole numbers stay quick.
    pub is_fraction: bool,
}

/// What a rule gives where it does not fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// 0, in a sum.
    Zero,
    /// NULL, so that one can tell which of several fired.
    Nothing,
}

impl Work<'_> {
    /// What a group's rules give before its weight and limit.
    pub fn group(&mut self, index: usize, group: &Group) -> Vec<Term> {
        let program = self.program;
        let decided: Vec<Decided> = self.decided.get(index).cloned().unwrap_or_default();
        let mut terms: Vec<Term> = decided.iter().map(|it| self.decided_term(it)).collect();
        let is_decided: HashSet<RuleId> =
            decided.iter().flat_map(|it| it.rules.iter().copied()).collect();
        let rules = group.rules.iter().filter(|it| !is_decided.contains(it));
        let rules = rules.filter_map(|id| Some((*id, program.rule(*id)?)));
        let otherwise = match group.kind {
            GroupKind::Sum => Otherwise::Zero,
            _ => Otherwise::Nothing,
        };
        terms.extend(rules.filter_map(|(id, rule)| self.rule(id, rule, otherwise)));
        if group.kind == GroupKind::Sum {
            terms.sort_by_key(|it| it.is_fraction);
            return terms;
        }
        self.choice(group.kind, terms).into_iter().collect()
    }

    /// The one of several rules that counts.
    fn choice(&self, kind: GroupKind, fired: Vec<Term>) -> Option<Term> {
        let is_fraction = fired.iter().any(|it| it.is_fraction);
        let several: Vec<Vec<Line>> = fired.into_iter().map(|it| it.lines).collect();
        let lines = match (kind, several.len()) {
            (_, 0) => return None,
            (_, 1) => Line::call("coalesce", several, Some("0")),
            (GroupKind::Sum | GroupKind::FirstMatch, _) => {
                Line::call("coalesce", several, Some("0"))
            }
            (GroupKind::Highest | GroupKind::Lowest, _) => {
                let (before, after) = self.speech.extreme_of(kind == GroupKind::Highest);
                let mut lines = vec![Line::code(format!("coalesce({before}"))];
                lines.extend(Line::listed(several));
                lines.push(Line::code(format!("{after}, 0)")));
                lines
            }
        };
        Some(Term { lines, is_fraction })
    }

    /// What a rule gives.
    fn rule(&mut self, id: RuleId, rule: &Rule, otherwise: Otherwise) -> Option<Term> {
        let term = match &rule.body {
            Body::When(condition, award) => {
                let said = self.fires(condition, &[&rule.identity]);
                let (points, is_fraction) =
                    self.award(award, Limits::default(), rule.limit, otherwise);
                let code =
                    format!("CASE WHEN {} THEN {points}{} END", said.text(), otherwise.clause());
                Term { lines: vec![Line { code, comment: about(&rule.identity) }], is_fraction }
            }
            Body::Match(rows) => self.rows(rule, rows, otherwise),
            Body::ForEach(it) => self.of_events(id, rule, it, otherwise)?,
        };
        Some(term)
    }

    fn rows(&mut self, rule: &Rule, rows: &[Row], otherwise: Otherwise) -> Term {
        let mut lines = vec![Line::code("CASE")];
        let (mut any_fraction, mut has_rest) = (false, false);
        for row in rows {
            let said = self.fires(&row.condition, &[&row.identity, &rule.identity]);
            let (points, is_fraction) = self.award(&row.award, row.limit, rule.limit, otherwise);
            any_fraction |= is_fraction;
            has_rest |= said == Said::constant(true);
            let code = match has_rest {
                true => format!("  ELSE {points}"),
                false => format!("  WHEN {} THEN {points}", said.text()),
            };
            lines.push(Line { code, comment: about(&row.identity) });
            if has_rest {
                break;
            }
        }
        if otherwise == Otherwise::Zero && !has_rest {
            lines.push(Line::code("  ELSE 0"));
        }
        // A single row that always fits is no choice.
        if has_rest && lines.len() == 2 {
            lines.insert(1, Line::code("  WHEN FALSE THEN 0"));
        }
        lines.push(Line::code("END"));
        Term { lines, is_fraction: any_fraction }
    }

    /// When a rule fires: its condition, in the days in which it exists.
    pub fn fires(&mut self, condition: &Cond, identities: &[&Identity]) -> Said {
        let place = identities.first().map(|it| it.place);
        let mut parts: Vec<Said> =
            identities.iter().filter_map(|it| self.valid(it.valid)).collect();
        if let Some(place) = place {
            let said = self.condition(condition, place);
            // What always holds need not be said beside something else.
            if parts.is_empty() || said != Said::constant(true) {
                parts.push(said);
            }
        }
        Said::all(parts)
    }

    /// Outside of its days a rule does not exist.
    pub(super) fn valid(&mut self, valid: Option<DateRange>) -> Option<Said> {
        let DateRange { from, to } = valid?;
        let today = self.moments.today();
        Some(Said::test(match (from, to) {
            (Some(from), Some(to)) => format!("{today} BETWEEN {} AND {}", day(from), day(to)),
            (Some(from), None) => format!("{today} >= {}", day(from)),
            (None, Some(to)) => format!("{today} <= {}", day(to)),
            (None, None) => return None,
        }))
    }

    /// The points of an award after the limits of its row and rule, and whether they may have decimals.
    fn award(
        &mut self,
        award: &Award,
        row: Limits,
        rule: Limits,
        otherwise: Otherwise,
    ) -> (String, bool) {
        let (each, column) = match award {
            Award::Constant(points) => {
                let points = rule.keep(row.keep(*points));
                return (written(points), points.hundredths() % 100 != 0);
            }
            Award::Measured(each, column) => (*each, *column),
        };
        let points = match (otherwise, self.gives_reasons) {
            (Otherwise::Zero, false) => {
                // Limits hold 0, so what is not known stays 0 inside of them.
                let points = format!("coalesce({}, 0)", self.per_each(each, column));
                limited(&limited(&points, row), rule)
            }
            (Otherwise::Zero, true) => {
                format!("coalesce({}, 0)", self.measured_award(each, column, [row, rule]))
            }
            (Otherwise::Nothing, _) => self.measured_award(each, column, [row, rule]),
        };
        (points, true)
    }

    fn per_each(&self, each: Decimal, column: ColumnId) -> String {
        let number = self.name(column, Form::Value);
        let product = match each == Decimal::ONE {
            true => number,
            false => format!("{} * {number}", self.speech.decimal(each)),
        };
        self.speech.points(&product)
    }

    /// The points of a measured award inside their limits; NULL if there are none. Reasons name them several times, so
    /// they get a column of their own.
    pub fn measured_award(
        &mut self,
        each: Decimal,
        column: ColumnId,
        limits: [Limits; 2],
    ) -> String {
        let points = self.per_each(each, column);
        if !self.gives_reasons {
            return kept_if_known(&points, &points, limits);
        }
        let award = (each, column, limits);
        if let Some((_, name)) = self.measured_awards.iter().find(|(it, _)| *it == award) {
            return name.clone();
        }
        let known = self.columns.find(self.program, column, Form::Value);
        let mut step = known.map_or(1, |it| it.step + 1);
        let label = self.program.column(column).map_or("", |it| &it.label);
        let wish = format!("points per {label}");
        let mut name = self.new_name(&wish);
        self.columns.make(step, &name, points);
        if limits.iter().any(|it| !it.is_none()) {
            step += 1;
            let all = std::mem::replace(&mut name, self.new_name(&format!("{wish} limited")));
            self.columns.make(step, &name, kept_if_known(&all, &all, limits));
        }
        self.measured_awards.push((award, name.clone()));
        name
    }

    /// When a rule for each member of a list fires, and its points.
    pub fn total_of_events(&mut self, id: RuleId, rule: &Rule) -> Option<(Said, String)> {
        let (_, points) = self.each.iter().find(|(known, _)| *known == id)?.clone();
        let mut parts: Vec<Said> = self.valid(rule.identity.valid).into_iter().collect();
        parts.push(Said::negation(format!("{points} IS NOT NULL")));
        Some((Said::all(parts), points))
    }

    /// What a rule gives for each member of a list.
    fn of_events(
        &mut self,
        id: RuleId,
        rule: &Rule,
        it: &ForEach,
        otherwise: Otherwise,
    ) -> Option<Term> {
        let (fires, points) = self.total_of_events(id, rule)?;
        let clause = otherwise.clause();
        let code = format!("CASE WHEN {} THEN {points}{clause} END", fires.text());
        let is_whole = |it: &Award| match it {
            Award::Constant(points) => points.hundredths() % 100 == 0,
            Award::Measured(..) => false,
        };
        let is_fraction = it.decay.is_some() || !it.awards().all(is_whole);
        Some(Term { lines: vec![Line { code, comment: about(&rule.identity) }], is_fraction })
    }

    /// What disqualifies a lead.
    pub fn disqualified(&mut self, all: &[Disqualifier]) -> Vec<Line> {
        let mut lines = Vec::new();
        for (index, it) in all.iter().enumerate() {
            let said = self.fires(&it.condition, &[&it.identity]);
            let word = if index == 0 { "CASE WHEN" } else { "  OR" };
            let code = format!("{word} {}", said.bracketed());
            lines.push(Line { code, comment: about(&it.identity) });
        }
        if !lines.is_empty() {
            lines.push(Line::code("THEN TRUE ELSE FALSE END"));
        }
        lines
    }
}

impl Otherwise {
    fn clause(self) -> &'static str {
        match self {
            Self::Zero => " ELSE 0",
            Self::Nothing => "",
        }
    }
}

/// Points as SQL writes them.
pub(super) fn written(points: Points) -> String {
    points.to_decimal().to_string()
}

/// An expression kept inside limits.
pub(super) fn limited(points: &str, limits: Limits) -> String {
    let high = limits.high.map(|it| format!("least({points}, {})", written(it)));
    let points = high.unwrap_or_else(|| points.to_owned());
    limits.low.map(|it| format!("greatest({points}, {})", written(it))).unwrap_or(points)
}

/// Points inside limits, of something that may be NULL: `least` of NULL and a limit may be the limit.
pub(super) fn kept_if_known(of: &str, points: &str, [row, rule]: [Limits; 2]) -> String {
    let kept = limited(&limited(points, row), rule);
    if kept == points { kept } else { format!("CASE WHEN {of} IS NOT NULL THEN {kept} END") }
}

/// Why a rule gives its points.
fn about(identity: &Identity) -> Option<String> {
    Some(one_line(&identity.label))
}
