use std::time::{Duration, Instant};

use super::choice::Choice;
use super::plan::{GroupSource, Plan, PlannedAxis, Source};
use super::quick::Quick;
use crate::ir::Program;

/// Where the time of a [`BulkScorer`](super::BulkScorer) went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Finding the cell of each value, column by column.
    pub columns: Vec<ColumnProfile>,
    /// Adding up what cells give.
    pub adding: Duration,
    /// Rules over several columns.
    pub several: Duration,
    /// What the interpreter was asked beside its rules: columns, disqualifiers.
    pub asking: Duration,
    /// The rules that the interpreter evaluated, in the order of the text.
    pub asked: Vec<RuleProfile>,
}

/// What was done with one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnProfile {
    /// Its name, or the calculation.
    pub label: String,
    /// How its cells are found.
    pub how: &'static str,
    /// How many rules ask nothing else.
    pub rules: usize,
    /// How many different tests there are of it.
    pub tests: usize,
    /// How long it took.
    pub time: Duration,
}

/// A rule that was left to the interpreter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProfile {
    /// Its reason, or its own text.
    pub label: String,
    /// Why it was.
    pub why: &'static str,
    /// How long it took.
    pub time: Duration,
}

impl Profile {
    /// Nothing done yet of a plan.
    pub(super) fn of(plan: &Plan<'_>) -> Self {
        let rule =
            |label: &str, why| RuleProfile { label: label.to_owned(), why, time: Duration::ZERO };
        let program = plan.program;
        let rules = plan.asked_rules.iter().filter_map(|(_, id)| program.rule(*id));
        let rules = rules.map(|it| rule(&it.identity.label, why(it)));
        let groups = plan.groups.iter().filter_map(|it| match it {
            GroupSource::Asked(id) => program.group(*id),
            GroupSource::Sum(_) => None,
        });
        let groups = groups.map(|it| {
            rule(
                it.name.as_deref().unwrap_or("rules outside of groups"),
                "one rule of the group counts alone",
            )
        });
        Self { asked: rules.chain(groups).collect(), ..Self::default() }
    }

    /// Adds what another thread did of the same.
    pub fn add(&mut self, other: &Self) {
        if self.columns.is_empty() {
            self.columns.clone_from(&other.columns);
        } else {
            let columns = self.columns.iter_mut().zip(&other.columns);
            columns.for_each(|(it, other)| it.time += other.time);
        }
        if self.asked.is_empty() {
            self.asked.clone_from(&other.asked);
        } else {
            self.asked.iter_mut().zip(&other.asked).for_each(|(it, other)| it.time += other.time);
        }
        self.adding += other.adding;
        self.several += other.several;
        self.asking += other.asking;
    }
}

impl ColumnProfile {
    /// Of an axis, whose cells are found in this way.
    pub(super) fn of(axis: &PlannedAxis<'_>, quick: Option<Quick>) -> Self {
        let how = match (&axis.source, quick) {
            (Source::Asked(_), _) => "asked of the interpreter",
            (_, Some(Quick::Number | Quick::Integer | Quick::Day)) if axis.cuts.is_some() => {
                "by the ends of ranges"
            }
            (_, Some(Quick::Part(_))) => "by the part of the text that decides",
            _ => "by values met before",
        };
        Self {
            label: axis.label.to_owned(),
            how,
            rules: axis.choices.len(),
            tests: axis.tests,
            time: Duration::ZERO,
        }
    }
}

/// Why a rule is left to the interpreter.
fn why(rule: &crate::ir::Rule) -> &'static str {
    match &rule.body {
        crate::ir::Body::ForEach(_) => "points for each event",
        _ => "points per unit of a value",
    }
}

/// Adds the time since `start` to a sum, and begins anew.
pub(super) fn lap(start: &mut Instant, sum: &mut Duration) {
    let now = Instant::now();
    *sum += now.duration_since(*start);
    *start = now;
}

impl Plan<'_> {
    /// How many rules are evaluated over several columns, as bits and as they are written.
    pub(super) fn rules_over_several(&self) -> (usize, usize) {
        let bits = self.blocks.iter().map(super::blocks::Block::cubes);
        (bits.sum(), self.written.iter().map(Choice::len).sum())
    }
}

/// How a program is evaluated, in one line.
pub(super) fn plan_in_words(plan: &Plan<'_>) -> String {
    let program: &Program = plan.program;
    let (bits, written) = plan.rules_over_several();
    let one: usize = plan.axes.iter().map(|it| it.choices.len()).sum();
    let mut parts = vec![format!("{one} over one column")];
    if bits > 0 {
        let words = if plan.blocks.len() == 1 { "word" } else { "words" };
        let blocks = plan.blocks.len();
        parts.push(format!("{bits} combinations over several in {blocks} {words} of 64 bits"));
    }
    if written > 0 {
        parts.push(format!("{written} over several as written"));
    }
    parts.push(format!("{} left to the interpreter", plan.asked_rules.len()));
    let rules = program.rules.len() + program.disqualifiers.len();
    format!("{rules} rules and disqualifiers: {}", parts.join(", "))
}
