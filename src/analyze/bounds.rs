//! The least and the greatest that a model or a group can give.

use super::best::{Aim, Best, NEVER, Whole, best, outer};
use super::lead::Lead;
use super::measured::Share;
use super::network::Bend;
use super::part::{Part, Parts};
use super::search::Budget;
use super::space::Space;
use super::span::bounded;
use crate::cells::Logic;
use crate::eval::Outcome;
use crate::ir::{Group, GroupId, Points, Program, Value};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The score: everything together, inside the limit of the model.
    Total,
    /// The sum of everything before the limit of the model is applied.
    Sum,
    /// The points of a group: after its weight, inside its limit.
    Group(GroupId),
    /// What the rules of a group give together, before its weight and its limit.
    Rules(GroupId),
}

/// One end of what may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// No record passes this; `None`: there is no end.
    pub points: Option<Points>,
    /// A record that reaches it. Without one the bound is sure, but perhaps not reached.
    pub witness: Option<Lead>,
}

impl Bound {
    /// Whether a record is known that reaches it.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.witness.is_some()
    }
}

/// The least and the greatest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub least: Bound,
    /// The greatest.
    pub greatest: Bound,
}

/// Calculates the least and the greatest, of all records or of those `under` a condition; `None` if it is sure that
/// no record fulfils the condition.
///
/// ```
/// # use leadscore::{analyze::{Budget, Of, Space, bounds}, ir::AsOf, project::Project};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("a.score");
/// # std::fs::write(&path, "record Lead { employees: integer  pages: integer }
/// # group \"Fit\" limit ..25 {
/// #   when employees in 100..500 then +20
/// #   when employees > 300 then +10
/// # }
/// # when pages > 0 then +1 per pages limit ..5\n")?;
/// # let project = Project::load(&[path]);
/// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
/// // group "Fit" limit ..25 {
/// //   when employees in 100..500 then +20
/// //   when employees > 300 then +10
/// // }
/// // when pages > 0 then +1 per pages limit ..5
/// let space = Space::new(&program, AsOf::Day("2025-03-01".parse()?));
/// let all = bounds(&space, Of::Total, None, Budget::USUAL).expect("some record");
/// assert_eq!(all.greatest.points, Some("30".parse()?).and_then(leadscore::ir::Points::rounded));
/// let lead = all.greatest.witness.expect("a record that reaches it");
/// assert_eq!(lead.line(&program, space.clock()), "employees 500, pages 5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn bounds(space: &Space<'_>, of: Of, under: Option<&Logic>, budget: Budget) -> Option<Bounds> {
    let question = Question::new(space, of, under);
    Some(Bounds { least: question.end(true, budget)?, greatest: question.end(false, budget)? })
}

/// The same bounds without records that reach them, which is quicker.
#[must_use]
pub fn outer_bounds(
    space: &Space<'_>,
    of: Of,
    under: Option<&Logic>,
    budget: Budget,
) -> Option<Bounds> {
    let question = Question::new(space, of, under);
    let end = |least| {
        let points = question.outer(least, budget)?;
        Some(Bound { points: bounded(points), witness: None })
    };
    Some(Bounds { least: end(true)?, greatest: end(false)? })
}

/// One end of what a model or group gives, which is half the work of [`bounds`].
#[must_use]
pub fn greatest(space: &Space<'_>, of: Of, under: Option<&Logic>, budget: Budget) -> Option<Bound> {
    Question::new(space, of, under).end(false, budget)
}

/// The other end.
#[must_use]
pub fn least(space: &Space<'_>, of: Of, under: Option<&Logic>, budget: Budget) -> Option<Bound> {
    Question::new(space, of, under).end(true, budget)
}

/// What is asked, taken apart.
pub(super) struct Question<'s, 'p> {
    pub space: &'s Space<'p>,
    of: Of,
    under: Option<&'s Logic>,
    /// For each sum but the first and the last the group that turns it into points.
    pub groups: Vec<&'p Group>,
    pub parts: Parts,
}

impl<'s, 'p> Question<'s, 'p> {
    pub fn new(space: &'s Space<'p>, of: Of, under: Option<&'s Logic>) -> Self {
        Self::with(space, of, under, Parts::of)
    }

    /// The same with every value along which points are measured, not only those that are best.
    pub fn every(space: &'s Space<'p>, of: Of, under: Option<&'s Logic>) -> Self {
        Self::with(space, of, under, Parts::every)
    }

    fn with(
        space: &'s Space<'p>,
        of: Of,
        under: Option<&'s Logic>,
        parts: fn(&Space<'_>, &[Share<'_>]) -> Parts,
    ) -> Self {
        let program = space.program();
        let mut shares = Vec::new();
        let mut groups = Vec::new();
        let asked: Vec<&Group> = match of {
            Of::Total | Of::Sum => program.groups.iter().collect(),
            Of::Group(id) | Of::Rules(id) => program.group(id).into_iter().collect(),
        };
        for group in asked {
            // What nothing bends can be added up with the rest.
            let sum = if is_plain(group) || matches!(of, Of::Rules(_)) {
                0
            } else {
                groups.push(group);
                groups.len()
            };
            shares.push(Share { group, sum, is_taken: false });
        }
        let mut parts = parts(space, &shares);
        if let Some(under) = under {
            parts.push(Part::whether(groups.len() + 1, under.clone()));
        }
        Self { space, of, under, groups, parts }
    }

    fn end(&self, least: bool, budget: Budget) -> Option<Bound> {
        self.bound(least, self.best(least, budget))
    }

    pub fn bound(&self, least: bool, Best { outer, found }: Best) -> Option<Bound> {
        let sign = |points: Points| if least { -points } else { points };
        if outer == NEVER {
            return None;
        }
        let witness = found.filter(|(points, _)| *points == outer);
        let actual = |record: &[Value]| self.actual(least, record);
        let witness = witness.map(|(_, record)| Lead::with_less(record, &|it| actual(it) == outer));
        Some(Bound { points: bounded(outer).map(sign), witness })
    }

    pub fn best(&self, least: bool, budget: Budget) -> Best {
        let (whole, cap) = self.ends(least);
        let aim = self.aim(least, &whole, &cap);
        let actual = |record: &[Value]| self.actual(least, record);
        best(self.space, self.parts.clone(), &aim, &actual, budget)
    }

    /// What a record comes to by the interpreter, as more is better.
    pub fn actual(&self, least: bool, record: &[Value]) -> Points {
        if self.under.is_some_and(|it| !self.space.holds(it, record)) {
            return NEVER;
        }
        let points = self.told(&self.space.scorer().score(record));
        if least { -points } else { points }
    }

    /// The end without a record; `None` if no record is under the condition.
    fn outer(&self, least: bool, budget: Budget) -> Option<Points> {
        let (whole, cap) = self.ends(least);
        let points = outer(self.space, &self.parts, &self.aim(least, &whole, &cap), budget);
        (points != NEVER).then_some(if least { -points } else { points })
    }

    /// What sums come to together, and what that is at most if they add up to so much.
    fn ends(&self, least: bool) -> (impl Fn(&[i64]) -> Points, impl Fn(Points) -> Points) {
        let sign = move |points: Points| if least { -points } else { points };
        let cap = move |sum: Points| sign(self.in_limits(sign(sum)));
        (move |gains: &[i64]| self.whole(least, gains), cap)
    }

    fn aim<'a>(&self, least: bool, whole: Whole<'a>, cap: &'a dyn Fn(Points) -> Points) -> Aim<'a> {
        let plain = std::iter::once(Bend::none(least));
        let bent = self.groups.iter().map(|group| Bend::of(group, least));
        let bends = plain.chain(bent).chain([Bend::none(false)]).collect();
        let must = self.under.map(|_| self.groups.len() + 1);
        Aim { bends, must, whole, cap }
    }

    /// What sums come to together, as more is better.
    pub fn whole(&self, least: bool, gains: &[i64]) -> Points {
        if self.under.is_some() && gains.last() != Some(&1) {
            return NEVER;
        }
        let sign = |points: Points| if least { -points } else { points };
        let of = |index: usize| {
            let gain = gains.get(index).copied().unwrap_or(0);
            sign(Points::from_hundredths(gain))
        };
        let bent = self.groups.iter().enumerate();
        let bent = bent.map(|(index, group)| given(group, of(index + 1))).sum::<Points>();
        sign(self.in_limits(of(0) + bent))
    }

    fn in_limits(&self, sum: Points) -> Points {
        let program: &Program = self.space.program();
        match self.of {
            Of::Total => program.limit.keep(program.start_at + sum),
            Of::Sum => program.start_at + sum,
            Of::Group(_) | Of::Rules(_) => sum,
        }
    }

    fn told(&self, outcome: &Outcome) -> Points {
        let group = |GroupId(id): GroupId| outcome.groups.get(id as usize);
        match self.of {
            Of::Total => outcome.score,
            Of::Sum => outcome.sum,
            Of::Group(id) => group(id).map_or(Points::ZERO, |it| it.points),
            Of::Rules(id) => group(id).map_or(Points::ZERO, |it| it.sum),
        }
    }
}

/// Whether the points of a group are just the sum of its rules.
pub(super) fn is_plain(group: &Group) -> bool {
    group.weight.is_none() && group.limit.is_none()
}

/// The points of a group.
pub(super) fn given(group: &Group, sum: Points) -> Points {
    group.limit.keep(group.weight.map_or(sum, |weight| sum.weighted(weight)))
}
