//! Why a record has its score: parts that add up, what nearly fired, and how far the score may move.

use super::columns::{Cells, Columns};
use super::event_lines::{EventLines, event_lines};
use super::near::needs;
use super::next_band::NextBand;
use super::range::ScoreRange;
use super::score::{Fired, GroupOutcome, Outcome, Scorer, Status};
use crate::ir::{Award, Body, Group, GroupKind, Points, Rule, Value};

/// The explanation of one score. The points of all parts and lines add up to the score.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Explanation {
    /// The model's name.
    pub model: String,
    /// What is explained.
    pub outcome: Outcome,
    /// The band's name.
    pub band: Option<String>,
    /// Why the record was taken out.
    pub disqualified_by: Vec<String>,
    /// The groups, and lines of the model itself.
    pub parts: Vec<Part>,
    /// Rules that one change would make fire, the most points first.
    pub near: Vec<NearMiss>,
    /// How far the score may move while fields are not known.
    pub range: Option<ScoreRange>,
    /// The way to the next band.
    pub next_band: Option<NextBand>,
}

/// A group, or the model itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// The group's name; `None` for lines outside any group.
    pub name: Option<String>,
    /// What it gives in the end: the sum of its lines.
    pub points: Points,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One line with its points.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// A reason, or what a limit or weight does.
    pub label: String,
    /// Its points.
    pub points: Points,
    /// Whether it is a limit, a weight or the like rather than a rule.
    pub adjustment: bool,
    /// The rule's code, if it has one.
    pub code: Option<String>,
    /// Where the points come from, if they are given for events.
    pub events: Option<EventLines>,
}

/// A rule that did not fire, and the one thing that keeps it from firing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NearMiss {
    /// The rule's reason.
    pub label: String,
    /// `employees is 88, needs 100 to 500 (12 more)`
    pub needs: String,
    /// The points of its award, before limits.
    pub points: Points,
}

/// Explains the score of a record.
#[must_use]
pub fn explain(scorer: &Scorer<'_>, record: &[Value]) -> Explanation {
    let program = scorer.program;
    let outcome = scorer.score(record);
    let cells = Cells::of(program, record);
    let columns = Columns::of(scorer, &cells);
    let mut parts: Vec<Part> = program
        .groups
        .iter()
        .zip(&outcome.groups)
        .map(|(group, outcome)| group_part(&columns, group, outcome))
        .collect();
    parts.extend(model_part(scorer, &outcome));
    Explanation {
        model: program.name.clone(),
        band: outcome.band.and_then(|it| program.bands.get(it)).map(|it| it.label.clone()),
        disqualified_by: outcome
            .disqualified_by
            .iter()
            .filter_map(|&it| program.disqualifiers.get(it))
            .map(|it| it.identity.label.clone())
            .collect(),
        parts,
        near: near_misses(&columns, &outcome),
        range: scorer.range(record),
        next_band: scorer.next_band(record, &outcome),
        outcome,
    }
}

impl Explanation {
    /// The sum of all lines: always the score.
    #[must_use]
    pub fn total(&self) -> Points {
        self.parts.iter().flat_map(|part| &part.lines).map(|line| line.points).sum()
    }

    /// Whether the record takes part.
    #[must_use]
    pub fn status(&self) -> Status {
        self.outcome.status
    }
}

fn adjustment(label: String, points: Points) -> Option<Line> {
    (points != Points::ZERO).then_some(Line {
        label,
        points,
        adjustment: true,
        code: None,
        events: None,
    })
}

fn group_part(columns: &Columns<'_, '_>, group: &Group, outcome: &GroupOutcome) -> Part {
    let mut lines = Vec::new();
    // Of a first match, what comes after the first does not fire for a reader.
    let shown = match group.kind {
        GroupKind::FirstMatch => 1,
        _ => outcome.fired.len(),
    };
    for fired in outcome.fired.iter().take(shown) {
        fired_lines(columns, group, fired, &mut lines);
    }
    let weight = group.weight.unwrap_or_default().normalize();
    lines.extend(adjustment(format!("weight {weight}"), outcome.weighted - outcome.sum));
    lines.extend(adjustment(
        format!("limit {} of this group", group.limit),
        outcome.points - outcome.weighted,
    ));
    Part { name: group.name.clone(), points: outcome.points, lines }
}

fn fired_lines(columns: &Columns<'_, '_>, group: &Group, fired: &Fired, lines: &mut Vec<Line>) {
    let Some(rule) = columns.scorer.program.rule(fired.rule) else { return };
    let row = fired.row(rule);
    let identity = row.map_or(&rule.identity, |row| &row.identity);
    let label = &identity.label;
    let code = identity.code.clone().or_else(|| rule.identity.code.clone());
    let events = match &rule.body {
        Body::ForEach(each) => Some(event_lines(each, columns)),
        _ => None,
    };
    let label = label.clone();
    lines.push(Line { label, points: fired.points, adjustment: false, code, events });
    let limit =
        if rule.limit.is_none() { row.map(|it| it.limit).unwrap_or_default() } else { rule.limit };
    lines.extend(adjustment(format!("limit {limit} of this rule"), fired.limited - fired.points));
    let kind = match group.kind {
        GroupKind::Highest => "only the highest counts",
        GroupKind::Lowest => "only the lowest counts",
        GroupKind::Sum | GroupKind::FirstMatch => "does not count",
    };
    lines.extend(adjustment(kind.to_owned(), fired.counted - fired.limited));
}

fn model_part(scorer: &Scorer<'_>, outcome: &Outcome) -> Option<Part> {
    let program = scorer.program;
    let mut lines = Vec::new();
    lines.extend(adjustment("start at".to_owned(), program.start_at));
    lines.extend(adjustment(
        format!("limit {} of the model", program.limit),
        outcome.score - outcome.sum,
    ));
    let points = lines.iter().map(|line| line.points).sum();
    (!lines.is_empty()).then_some(Part { name: None, points, lines })
}

/// The rules that one change would make fire.
fn near_misses(columns: &Columns<'_, '_>, outcome: &Outcome) -> Vec<NearMiss> {
    let program = columns.scorer.program;
    let fired: Vec<_> = outcome.groups.iter().flat_map(|group| &group.fired).collect();
    let mut near = Vec::new();
    for (index, rule) in program.rules.iter().enumerate() {
        let did = fired.iter().find(|it| it.rule.0 as usize == index);
        if !rule.identity.exists_on(columns.clock().today)
            || (did.is_some() && matches!(rule.body, Body::When(..)))
        {
            continue;
        }
        let now = did.map_or(Points::ZERO, |it| it.points);
        for (label, cond, award) in awards(rule) {
            let Award::Constant(points) = award else { continue };
            let needs = needs(cond, true, columns).unwrap_or_default();
            if *points > now
                && let [need] = needs.as_slice()
                && let Some(words) = need.words(program, columns)
            {
                near.push(NearMiss { label: label.to_owned(), needs: words, points: *points });
            }
        }
    }
    near.sort_by_key(|it| std::cmp::Reverse(it.points));
    near
}

/// The conditions and awards of a rule with their labels.
fn awards(rule: &Rule) -> Vec<(&str, &crate::ir::Cond, &Award)> {
    match &rule.body {
        Body::When(cond, award) => vec![(&rule.identity.label, cond, award)],
        Body::Match(rows) => rows
            .iter()
            .map(|row| (row.identity.label.as_str(), &row.condition, &row.award))
            .collect(),
        // No change of the lead brings an event about.
        Body::ForEach(_) => Vec::new(),
    }
}
