//! What rules give, as choices: of several options the first that holds.

use crate::cells::Axes;
use crate::cells::Logic;
use crate::ir::{
    Award, Body, Clock, Disqualifier, Group, GroupKind, Points, Program, Rule, RuleId,
};

/// What happens if an option holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Points are added to one of the sums.
    Points(Given),
    /// The record is disqualified, by the index of the disqualifier.
    Out(usize),
}

/// Points that a rule gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    /// The sum to which they are added.
    pub sum: usize,
    /// Who gives them.
    pub rule: RuleId,
    /// The row that does, of a match.
    pub row: Option<usize>,
    /// The points after the limits of row and rule.
    pub points: Points,
}

/// Several options, of which the first that holds has its effect.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub options: Vec<(Logic, Effect)>,
}

/// The rules of a group as choices, each adding to `sum`; `None` for a rule that only the interpreter can evaluate.
pub(super) struct Choices {
    pub choices: Vec<Choice>,
    /// Rules of a sum that are left to the interpreter.
    pub asked: Vec<RuleId>,
}

/// What a rule may give, in the order in which it is tried.
type Options = Vec<(Logic, Given)>;

/// Points beyond which sums might saturate, which depends on their order.
const GREATEST_SUM: i64 = i64::MAX / 8;

impl Choices {
    /// The choices of a group; `None` if the group as a whole is left to the interpreter.
    pub fn of(
        group: &Group,
        sum: usize,
        program: &Program,
        clock: &Clock,
        axes: &Axes,
    ) -> Option<Self> {
        let rules = group.rules.iter().filter_map(|id| Some((*id, program.rule(*id)?)));
        let exist = rules.filter(|(_, rule)| rule.identity.exists_on(clock.today));
        let mut own: Vec<(RuleId, Option<Options>)> = Vec::new();
        for (id, rule) in exist {
            own.push((id, options(id, rule, sum, clock, axes)));
        }
        let given = own.iter().flat_map(|(_, options)| options.iter().flatten());
        let total = given.fold(0_i64, |all, (_, it)| {
            all.saturating_add(it.points.hundredths().saturating_abs())
        });
        if total > GREATEST_SUM {
            return None;
        }
        if group.kind == GroupKind::Sum {
            let asked =
                own.iter().filter(|(_, options)| options.is_none()).map(|(id, _)| *id).collect();
            let choices = own.into_iter().filter_map(|(_, options)| Some(Choice::of(options?)));
            return Some(Self { choices: choices.collect(), asked });
        }
        let mut all: Vec<(Logic, Given)> = Vec::new();
        for (_, options) in own {
            match group.kind {
                GroupKind::FirstMatch => all.extend(options?),
                // A later row must not be taken for its points while an earlier one holds.
                _ => all.extend(alone(options?)),
            }
        }
        match group.kind {
            GroupKind::Highest => all.sort_by_key(|(_, it)| std::cmp::Reverse(it.points)),
            GroupKind::Lowest => all.sort_by_key(|(_, it)| it.points),
            GroupKind::Sum | GroupKind::FirstMatch => {}
        }
        Some(Self { choices: vec![Choice::of(all)], asked: Vec::new() })
    }
}

impl Choice {
    fn of(options: Vec<(Logic, Given)>) -> Self {
        Self {
            options: options.into_iter().map(|(it, given)| (it, Effect::Points(given))).collect(),
        }
    }

    /// A disqualifier; `None` if only the interpreter can evaluate it.
    pub fn of_disqualifier(index: usize, it: &Disqualifier, axes: &Axes) -> Option<Self> {
        Some(Self { options: vec![(Logic::of(&it.condition, axes)?, Effect::Out(index))] })
    }

    /// The effect of the first option that holds where these bits are set.
    pub fn effect(&self, bit: &impl Fn(crate::cells::AxisId, usize) -> bool) -> Option<Effect> {
        self.options.iter().find(|(logic, _)| logic.holds(bit)).map(|(_, effect)| *effect)
    }

    /// How many options there are.
    pub fn len(&self) -> usize {
        self.options.len()
    }

    /// The axes that any of its options asks.
    pub fn axes(&self) -> Vec<crate::cells::AxisId> {
        let mut all: Vec<_> = self.options.iter().flat_map(|(logic, _)| logic.axes()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The options of a rule in the order in which they are tried; `None` if an award is measured.
fn options(id: RuleId, rule: &Rule, sum: usize, clock: &Clock, axes: &Axes) -> Option<Options> {
    let given = |award: &Award, row| match award {
        Award::Constant(points) => Some(Given { sum, rule: id, row, points: *points }),
        Award::Measured(..) => None,
    };
    match &rule.body {
        Body::When(condition, award) => {
            let mut given = given(award, None)?;
            given.points = rule.limit.keep(given.points);
            Some(vec![(Logic::of(condition, axes)?, given)])
        }
        Body::Match(rows) => {
            let rows =
                rows.iter().enumerate().filter(|(_, row)| row.identity.exists_on(clock.today));
            rows.map(|(index, row)| {
                let mut given = given(&row.award, Some(index))?;
                given.points = rule.limit.keep(row.limit.keep(given.points));
                Some((Logic::of(&row.condition, axes)?, given))
            })
            .collect()
        }
        Body::ForEach(_) => None,
    }
}

/// Each option with what keeps those before it from holding.
fn alone(options: Vec<(Logic, Given)>) -> Vec<(Logic, Given)> {
    let mut before: Vec<Logic> = Vec::new();
    let mut all = Vec::new();
    for (logic, given) in options {
        let none_before = before.iter().cloned().map(Logic::negated);
        let parts = std::iter::once(logic.clone()).chain(none_before).collect();
        before.push(logic);
        all.push((Logic::All(parts), given));
    }
    all
}
