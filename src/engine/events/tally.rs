//! What the events of one lead give, by the rows that fit.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::frame::Frame;
use super::rows::RowSet;
use crate::eval::{Awarded, EachOutcome, Fired, together};
use crate::ir::{
    Aggregate, Award, Body, ColumnId, Each, ForEach, Measure, Operand, Points, Rule, RuleId, Value,
};

/// A column that sums up events.
#[derive(Debug)]
pub(super) struct Tally<'p> {
    pub column: ColumnId,
    /// The place of its frame.
    pub frame: usize,
    measure: &'p Measure,
    fitting: Arc<RowSet>,
}

impl<'p> Tally<'p> {
    /// Why a column is not one of these; nothing if it is.
    pub fn obstacle(it: &Aggregate, frame: &Frame<'_>) -> Option<&'static str> {
        let operand = it.measure.operand().and_then(Operand::column);
        frame.obstacle(&it.filter).or_else(|| frame.obstacle_of(operand?))
    }

    /// Finds the events that fit.
    pub fn new(
        column: ColumnId,
        it: &'p Aggregate,
        frame: usize,
        frames: &mut [Frame<'p>],
    ) -> Option<Self> {
        let of = frames.get_mut(frame)?;
        let fitting = of.fitting(&it.filter);
        if let Some(operand) = it.measure.operand().and_then(Operand::column) {
            of.ask(operand, &fitting);
        }
        Some(Self { column, frame, measure: &it.measure, fitting })
    }

    /// Its value for a lead with these rows; `None` if a sum has too many digits.
    pub fn value(&self, frame: &Frame<'_>, rows: &[u32]) -> Option<Value> {
        let fitting = rows.iter().copied().filter(|row| self.fitting.contains(*row));
        match self.measure.operand() {
            None => together(self.measure, fitting.count(), Vec::new()),
            Some(operand) => {
                let value = |row: u32| match operand {
                    Operand::Column(column) => frame.value(*column, row),
                    Operand::Constant(value) => value.clone(),
                };
                let known: Vec<Value> =
                    fitting.map(value).filter(|value| !value.is_missing()).collect();
                together(self.measure, known.len(), known)
            }
        }
    }
}

/// A rule that gives points for each event.
#[derive(Debug)]
pub(super) struct EventRule<'p> {
    pub id: RuleId,
    /// The place of its frame.
    pub frame: usize,
    rule: &'p Rule,
    each: &'p ForEach,
    /// The awards, each with the rows that it is given for: a row has one at most.
    awards: Vec<Given<'p>>,
    /// Whether the same points are given to every event of an award, and nothing but added up.
    adds_up: bool,
}

/// Hundredths of which even four thousand million can be added.
const MOST_ADDED: i64 = 1_000_000_000;

#[derive(Debug)]
struct Given<'p> {
    /// The row of a match.
    row: Option<usize>,
    award: &'p Award,
    /// What it is, if it is always the same.
    constant: Option<(Points, Decimal)>,
    fitting: Arc<RowSet>,
}

impl<'p> EventRule<'p> {
    /// Why a rule is not one of these; nothing if it is.
    pub fn obstacle(each: &ForEach, frame: &Frame<'_>) -> Option<&'static str> {
        let measured = |award: &Award| match award {
            Award::Measured(_, column) => frame.obstacle_of(*column),
            Award::Constant(_) => None,
        };
        let of_filter = frame.obstacle(&each.filter);
        let of_rows = || each.rows().iter().find_map(|row| frame.obstacle(&row.condition));
        of_filter.or_else(of_rows).or_else(|| each.awards().find_map(measured))
    }

    /// Finds the events that fit, and which award each is given.
    pub fn new(id: RuleId, rule: &'p Rule, frame: usize, frames: &mut [Frame<'p>]) -> Option<Self> {
        let Body::ForEach(each) = &rule.body else { return None };
        let of = frames.get_mut(frame)?;
        let mut awards = Vec::new();
        let mut give = |of: &mut Frame<'p>, row, award: &'p Award, fitting: Arc<RowSet>| {
            let constant = match award {
                Award::Constant(points) => Some((*points, points.to_decimal())),
                Award::Measured(_, column) => {
                    of.ask(*column, &fitting);
                    None
                }
            };
            awards.push(Given { row, award, constant, fitting });
        };
        let fitting = of.fitting(&each.filter);
        match &each.each {
            Each::Award(award) => give(of, None, award, fitting),
            Each::Match(rows) => {
                let mut left = RowSet::clone(&fitting);
                for (index, row) in rows.iter().enumerate() {
                    if row.identity.exists_on(of.clock.today) {
                        let fitting = of.among(&left, &row.condition);
                        left.remove(&fitting);
                        give(of, Some(index), &row.award, Arc::new(fitting));
                    }
                }
            }
        }
        let is_small = |it: &Given<'_>| {
            it.constant.is_some_and(|(points, _)| points.hundredths().abs() <= MOST_ADDED)
        };
        let adds_up = each.adds_up() && awards.iter().all(is_small);
        Some(Self { id, frame, rule, each, awards, adds_up })
    }

    /// What it gives to a lead with these rows, and whether anything of it has too many digits.
    pub fn fired(&self, frame: &Frame<'_>, rows: &[u32]) -> (Option<Fired>, bool) {
        if self.adds_up {
            let given = rows.iter().filter_map(|row| {
                let given = self.given(*row)?;
                let (points, _) = given.constant.filter(|(points, _)| *points != Points::ZERO)?;
                Some((given.row, points))
            });
            return (Fired::of_events(self.id, self.rule, given), false);
        }
        let events = rows.iter().map(|row| self.awarded(frame, *row));
        let outcome = EachOutcome::of(self.each, events, &frame.clock);
        (Fired::of_events(self.id, self.rule, outcome.given()), outcome.failed)
    }

    fn given(&self, row: u32) -> Option<&Given<'p>> {
        self.awards.iter().find(|it| it.fitting.contains(row))
    }

    fn awarded(&self, frame: &Frame<'_>, row: u32) -> Option<Awarded> {
        let given = self.given(row)?;
        let award = match given.award {
            Award::Constant(_) => given.constant.map(|(_, award)| award),
            Award::Measured(_, column) => match frame.value(*column, row) {
                Value::Missing => return None,
                value => given.award.amount(|_| value.as_number()),
            },
        };
        Some(Awarded { row: given.row, award, time: frame.time(row) })
    }
}
