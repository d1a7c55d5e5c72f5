use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::columns::{Cells, Columns};
use super::condition::holds;
use super::each::for_each;
use crate::ir::{
    AsOf, Award, Body, Clock, ColumnId, EventsId, Group, GroupId, GroupKind, ModelId, Points,
    Program, Row, Rule, RuleId, Value,
};

/// Scores records with one program at one moment.
#[derive(Debug)]
pub struct Scorer<'p> {
    pub(super) program: &'p Program,
    /// Of the models whose scores are used.
    models: Vec<Scorer<'p>>,
    /// The columns that rules read: what no rule asks for is not calculated.
    read: Vec<ColumnId>,
    pub(super) clock: Clock,
}

/// Whether a record takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Scored,
    /// It was taken out; its points are counted all the same.
    Disqualified,
}

impl Status {
    /// The word that results show.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::Disqualified => "disqualified",
        }
    }
}

/// Everything about the score of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Whether it takes part.
    pub status: Status,
    /// The disqualifiers that apply, as indexes into [`Program::disqualifiers`].
    pub disqualified_by: Vec<usize>,
    /// The final score.
    pub score: Points,
    /// The sum before the model's limit.
    pub sum: Points,
    /// What each group gives, in the order of [`Program::groups`].
    pub groups: Vec<GroupOutcome>,
    /// The band, as an index into [`Program::bands`]; a disqualified record is in none.
    pub band: Option<usize>,
    /// The stars, if the model has stars.
    pub stars: Option<u32>,
    /// The place in the grid, if the model has one: `A2`.
    pub grid: Option<String>,
    /// The score in percent of `ready at`, rounded to two decimals.
    pub readiness: Option<Decimal>,
    /// What could not be calculated: a division by zero, too many digits.
    pub failed: BTreeSet<Failure>,
}

/// What could not be calculated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failure {
    /// A column, of the record or of the events of a list.
    Column(Option<EventsId>, ColumnId),
    /// The points of an event.
    Rule(RuleId),
}

impl Failure {
    /// What could not be calculated, as rules call it.
    #[must_use]
    pub fn label(self, program: &Program) -> &str {
        let label = match self {
            Self::Column(scope, ColumnId(index)) => {
                program.columns_of(scope).get(index as usize).map(|it| it.label.as_str())
            }
            Self::Rule(id) => program.rule(id).map(|it| it.identity.label.as_str()),
        };
        label.unwrap_or_default()
    }
}

/// What a group gives.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupOutcome {
    /// The rules that fired, in the order of the text.
    pub fired: Vec<Fired>,
    /// What they give together.
    pub sum: Points,
    /// The same after the weight.
    pub weighted: Points,
    /// The same after the limit.
    pub points: Points,
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    /// The rule.
    pub rule: RuleId,
    /// The row of a match, or every row that gave points to an event.
    pub rows: Vec<usize>,
    /// What its award gives.
    pub points: Points,
    /// The same after the row's and the rule's limit.
    pub limited: Points,
    /// What of it counts in its group: all or nothing.
    pub counted: Points,
}

impl Fired {
    /// What a rule gives for events, by the row that each fits and its points; `None` if none of them counts.
    #[must_use]
    pub fn of_events(
        id: RuleId,
        rule: &Rule,
        events: impl IntoIterator<Item = (Option<usize>, Points)>,
    ) -> Option<Self> {
        let (mut points, mut rows, mut any) = (Points::ZERO, BTreeSet::new(), false);
        for (row, of_event) in events {
            points = points + of_event;
            rows.extend(row);
            any = true;
        }
        let limited = rule.limit.keep(points);
        let rows = rows.into_iter().collect();
        any.then_some(Self { rule: id, rows, points, limited, counted: limited })
    }

    /// The row that gave the points; those of events may come from several.
    #[must_use]
    pub fn row<'r>(&self, rule: &'r Rule) -> Option<&'r Row> {
        match (&rule.body, self.rows.first()) {
            (Body::Match(rows), Some(row)) => rows.get(*row),
            _ => None,
        }
    }
}

/// A rule that counted, with its points.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason<'p> {
    /// The reason, or the rule's own text.
    pub label: &'p str,
    /// A short code for other systems.
    pub code: Option<&'p str>,
    /// The points that it gives to its group.
    pub points: Points,
}

impl<'p> Reason<'p> {
    /// The reason that a rule gives, or the row of a match that gave its points.
    #[must_use]
    pub fn of(
        program: &'p Program,
        rule: RuleId,
        row: Option<usize>,
        points: Points,
    ) -> Option<Self> {
        let rule = program.rule(rule)?;
        let row = match &rule.body {
            Body::Match(rows) => row.and_then(|it| rows.get(it)),
            // The points of events may come from several rows.
            Body::When(..) | Body::ForEach(_) => None,
        };
        let label = row.map_or(&rule.identity, |row| &row.identity).label.as_str();
        let code = row.and_then(|row| row.identity.code.as_deref());
        Some(Self { label, code: code.or(rule.identity.code.as_deref()), points })
    }
}

impl<'p> Scorer<'p> {
    /// A scorer for a program; days begin in the model's zone.
    #[must_use]
    pub fn new(program: &'p Program, as_of: AsOf) -> Self {
        let models = program.models.iter().map(|it| Self::new(it, as_of)).collect();
        let read = (0..).map(ColumnId).zip(program.columns_read());
        Self {
            program,
            models,
            read: read.filter(|(_, is_read)| *is_read).map(|(id, _)| id).collect(),
            clock: Clock::new(as_of, program.zone.clone()),
        }
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.program
    }

    /// The scorer of a model whose score is used.
    pub(super) fn model(&self, ModelId(index): ModelId) -> Option<&Self> {
        self.models.get(index as usize)
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Scores a record: its values in the order of the record's fields.
    #[must_use]
    pub fn score(&self, record: &[Value]) -> Outcome {
        let program = self.program;
        let cells = Cells::of(program, record);
        let columns = Columns::of(self, &cells);
        // All of them, so that every failure is known whichever rule comes first.
        for id in &self.read {
            columns.get(*id);
        }
        let mut failed = BTreeSet::new();
        let groups: Vec<GroupOutcome> =
            program.groups.iter().map(|group| self.group(group, &columns, &mut failed)).collect();
        let sum = program.start_at + groups.iter().map(|group| group.points).sum::<Points>();
        let score = program.limit.keep(sum);
        let disqualified_by: Vec<usize> = program
            .disqualifiers
            .iter()
            .enumerate()
            .filter(|(_, it)| {
                it.identity.exists_on(self.clock.today) && holds(&it.condition, &columns)
            })
            .map(|(index, _)| index)
            .collect();
        cells.failures(None, &mut failed);
        let status = if disqualified_by.is_empty() { Status::Scored } else { Status::Disqualified };
        let in_band = status == Status::Scored;
        Outcome {
            status,
            disqualified_by,
            score,
            sum,
            band: in_band.then(|| program.band_of(score)).flatten(),
            stars: program.stars_of(score),
            grid: program.grid_of(|GroupId(id)| Some(groups.get(id as usize)?.points)),
            readiness: program.readiness_of(score),
            groups,
            failed,
        }
    }

    /// The rules that counted for an outcome, the weightiest first; ties in the order of the text.
    #[must_use]
    pub fn reasons(&self, outcome: &Outcome) -> Vec<Reason<'p>> {
        let mut reasons: Vec<Reason<'p>> = outcome
            .groups
            .iter()
            .flat_map(|group| &group.fired)
            .filter(|fired| fired.counted != Points::ZERO)
            .filter_map(|it| {
                Reason::of(self.program, it.rule, it.rows.first().copied(), it.counted)
            })
            .collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points.hundredths().abs()));
        reasons
    }

    pub(super) fn group(
        &self,
        group: &Group,
        columns: &Columns<'_, '_>,
        failed: &mut BTreeSet<Failure>,
    ) -> GroupOutcome {
        let rules = group.rules.iter().filter_map(|&id| Some((id, self.program.rule(id)?)));
        let mut fired: Vec<Fired> =
            rules.filter_map(|(id, rule)| self.rule(id, rule, columns, failed)).collect();
        if let Some(chosen) = chosen(group.kind, &fired) {
            for (index, it) in fired.iter_mut().enumerate() {
                if index != chosen {
                    it.counted = Points::ZERO;
                }
            }
        }
        let sum: Points = fired.iter().map(|it| it.counted).sum();
        let weighted = group.weight.map_or(sum, |weight| sum.weighted(weight));
        GroupOutcome { fired, sum, weighted, points: group.limit.keep(weighted) }
    }

    pub(super) fn rule(
        &self,
        id: RuleId,
        rule: &Rule,
        columns: &Columns<'_, '_>,
        failed: &mut BTreeSet<Failure>,
    ) -> Option<Fired> {
        if !rule.identity.exists_on(self.clock.today) {
            return None;
        }
        let (row, award, row_limit) = match &rule.body {
            Body::When(condition, award) => {
                holds(condition, columns).then_some((None, award, None))?
            }
            Body::Match(rows) => rows
                .iter()
                .enumerate()
                .find(|(_, row)| {
                    row.identity.exists_on(self.clock.today) && holds(&row.condition, columns)
                })
                .map(|(index, row)| (Some(index), &row.award, Some(row.limit)))?,
            Body::ForEach(each) => {
                let given = for_each(each, columns);
                if given.failed {
                    failed.insert(Failure::Rule(id));
                }
                return Fired::of_events(id, rule, given.given());
            }
        };
        let points = award_points(award, columns, failed)?;
        let limited = rule.limit.keep(row_limit.map_or(points, |limit| limit.keep(points)));
        let rows = row.into_iter().collect();
        Some(Fired { rule: id, rows, points, limited, counted: limited })
    }
}

/// What an award gives; nothing where the column is missing or the points are too many to count.
fn award_points(
    award: &Award,
    columns: &Columns<'_, '_>,
    failed: &mut BTreeSet<Failure>,
) -> Option<Points> {
    let points = measured(award, columns).and_then(Points::rounded);
    if let (Award::Measured(_, column), None) = (award, points)
        && !columns.get(*column).is_missing()
    {
        failed.insert(Failure::Column(None, *column));
    }
    points
}

/// What an award gives before it is rounded.
pub(super) fn measured(award: &Award, columns: &Columns<'_, '_>) -> Option<Decimal> {
    award.amount(|column| columns.get(column).as_number())
}

/// Which of the fired rules counts alone; `None` if all of them do.
fn chosen(kind: GroupKind, fired: &[Fired]) -> Option<usize> {
    let points = |index: &usize| fired.get(*index).map(|it| it.limited);
    let all = 0..fired.len();
    match kind {
        GroupKind::Sum => None,
        GroupKind::FirstMatch => (!fired.is_empty()).then_some(0),
        // Of equals the first written counts: `max_by_key` would take the last.
        GroupKind::Highest => all.rev().max_by_key(points),
        GroupKind::Lowest => all.min_by_key(points),
    }
}
