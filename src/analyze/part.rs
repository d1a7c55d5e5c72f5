//! The smallest pieces of which a score is the sum.

use std::collections::BTreeSet;

use super::measured::{self, Share};
use super::network::gcd;
use super::side::Looked;
use super::space::Space;
use super::span::Span;
use crate::cells::{AxisId, Logic};
use crate::ir::{
    Award, Body, ColumnId, Cond, Group, GroupKind, Limits, Points, Rule, RuleId, Test,
};

/// Of several options the first that holds gives its points to a sum; if none holds, nothing is given.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Part {
    /// The sum.
    pub sum: usize,
    /// The options.
    pub options: Vec<(Logic, Span)>,
}

impl Part {
    /// One point (of a hundredth) where a condition holds.
    pub fn whether(sum: usize, logic: Logic) -> Self {
        Self { sum, options: vec![(logic, Span::only(Points::from_hundredths(1)))] }
    }

    /// What is left of it where some tests are known.
    pub fn given(&self, bit: &impl Fn(AxisId, usize) -> Option<bool>) -> Self {
        let mut options = Vec::new();
        for (logic, span) in &self.options {
            match logic.given(bit) {
                Logic::Const(false) => {}
                Logic::Const(true) => {
                    options.push((Logic::Const(true), *span));
                    break;
                }
                open => options.push((open, *span)),
            }
        }
        Self { sum: self.sum, options }
    }

    /// What it gives, if that is decided.
    pub fn decided(&self) -> Option<Span> {
        match self.options.first() {
            None => Some(Span::ZERO),
            Some((Logic::Const(true), span)) => Some(*span),
            Some(_) => None,
        }
    }

    /// What it may give, whatever the tests answer.
    pub fn span(&self) -> Span {
        let sure = self.options.last().is_some_and(|(it, _)| *it == Logic::Const(true));
        let nothing = (!sure).then_some(Span::ZERO);
        let all = self.options.iter().map(|(_, span)| *span).chain(nothing);
        all.reduce(Span::with).unwrap_or(Span::ZERO)
    }

    /// Takes what it gave.
    pub fn turn(&mut self) {
        for (_, span) in &mut self.options {
            *span = Span { low: -span.high, high: -span.low };
        }
    }

    /// Whether nothing is open but the answers of tests.
    pub fn is_known(&self) -> bool {
        self.options.iter().all(|(_, span)| span.is_known())
            && !self.axes().contains(&AxisId(u32::MAX))
    }

    /// The axes that it asks, each once.
    pub fn axes(&self) -> Vec<AxisId> {
        let mut axes: Vec<AxisId> = Vec::new();
        self.options.iter().for_each(|(it, _)| it.bits(&mut |axis, _| axes.push(axis)));
        axes.sort_unstable();
        axes.dedup();
        axes
    }
}

/// The parts of groups, and what has to be looked at to tell what they give.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub all: Vec<Part>,
    pub looked: Looked,
    /// The axes of which values between two marks count.
    bent: BTreeSet<AxisId>,
}

/// A test that nothing answers: of what may hold or not, whatever the record.
const UNKNOWN: Logic = Logic::Bit(AxisId(u32::MAX), 0);

type Options = Vec<(Logic, Option<Span>)>;

impl Parts {
    /// What some groups give.
    pub fn of(space: &Space<'_>, shares: &[Share<'_>]) -> Self {
        Self::filled(space, shares, measured::bent(space, shares))
    }

    /// The same with every value along the axes, not only those where something is greatest or least.
    pub fn every(space: &Space<'_>, shares: &[Share<'_>]) -> Self {
        let axes = (0..).map(AxisId).take(space.axes().all().len());
        Self::filled(space, shares, axes.collect())
    }

    fn filled(space: &Space<'_>, shares: &[Share<'_>], bent: BTreeSet<AxisId>) -> Self {
        let mut parts = Self { bent, ..Self::default() };
        for share in shares {
            let from = parts.all.len();
            parts.group(space, share.group, share.sum);
            if share.is_taken {
                parts.all.iter_mut().skip(from).for_each(Part::turn);
            }
        }
        // Marks that no part asks in the end cannot tell what may be left out.
        let Looked { tests, measured } = &mut parts.looked;
        measured.retain(|axis, marks| tests.get(axis).is_some_and(|it| marks.is_subset(it)));
        parts
    }

    /// Of what all that is given to a sum is a multiple, in hundredths; nothing if nothing is given.
    pub fn grain(&self, sum: usize) -> i64 {
        let options = self.all.iter().filter(|it| it.sum == sum).flat_map(|it| &it.options);
        options.fold(0, |all, (_, span)| match span.is_known() {
            true => gcd(all, span.low.hundredths()),
            false => 1,
        })
    }

    pub fn push(&mut self, part: Part) {
        let part = part.given(&|_, _| None);
        part.options.iter().for_each(|(it, _)| self.looked.add(it));
        self.all.push(part);
    }

    /// Adds the rules of a group, which give to one sum.
    fn group(&mut self, space: &Space<'_>, group: &Group, sum: usize) {
        let today = space.clock().today;
        let rules = group.rules.iter().filter_map(|id| Some((*id, space.program().rule(*id)?)));
        let rules: Vec<(RuleId, &Rule)> =
            rules.filter(|(_, rule)| rule.identity.exists_on(today)).collect();
        if group.kind == GroupKind::Sum {
            for (_, rule) in rules {
                let options = self.options(space, rule);
                let nothing =
                    |(logic, span): (_, Option<Span>)| (logic, span.unwrap_or(Span::ZERO));
                self.push(Part { sum, options: options.into_iter().map(nothing).collect() });
            }
            return;
        }
        let mut all: Vec<(Logic, Span)> = Vec::new();
        for (_, rule) in rules {
            all.extend(alone(self.options(space, rule), group.kind));
        }
        match group.kind {
            GroupKind::Highest => all.sort_by_key(|(_, it)| std::cmp::Reverse(it.high)),
            GroupKind::Lowest => all.sort_by_key(|(_, it)| it.low),
            GroupKind::Sum | GroupKind::FirstMatch => {}
        }
        // What is not known cannot be put in order.
        let known = all.iter().all(|(_, it)| it.is_known());
        if group.kind != GroupKind::FirstMatch && !known {
            let span = all.iter().map(|(_, it)| *it).reduce(Span::with).unwrap_or(Span::ZERO);
            all = vec![(Logic::Const(true), span.with(Span::ZERO))];
        }
        self.push(Part { sum, options: all });
    }

    /// What a rule gives: of its options the first that holds; `None`: it does not fire.
    fn options(&mut self, space: &Space<'_>, rule: &Rule) -> Options {
        let today = space.clock().today;
        let mut options = Vec::new();
        match &rule.body {
            Body::When(cond, award) => {
                let limits = [Limits::default(), rule.limit];
                self.option(space, cond, award, limits, &mut options);
            }
            Body::Match(rows) => {
                for row in rows.iter().filter(|it| it.identity.exists_on(today)) {
                    let limits = [row.limit, rule.limit];
                    self.option(space, &row.condition, &row.award, limits, &mut options);
                }
            }
            Body::ForEach(_) => options.push((UNKNOWN, Some(of_events(rule)))),
        }
        options
    }

    fn option(
        &mut self,
        space: &Space<'_>,
        cond: &Cond,
        award: &Award,
        limits: [Limits; 2],
        options: &mut Options,
    ) {
        let keep = |points: Points| limits.iter().fold(points, |it, limit| limit.keep(it));
        let logic = space.condition(cond).unwrap_or(UNKNOWN);
        match award {
            Award::Constant(points) => options.push((logic, Some(Span::only(keep(*points))))),
            Award::Measured(each, column) => match self.marks(space, *column) {
                Some(marks) => {
                    for (mark, at) in marks {
                        let span = measured::given(*each, &at, keep);
                        options.push((Logic::all(vec![logic.clone(), mark]), Some(span)));
                    }
                    options.push((logic, None));
                }
                None => {
                    // Where nothing is measured the rule does not fire.
                    let span = Span { low: keep(-Span::FAR), high: keep(Span::FAR) };
                    options.push((Logic::all(vec![logic.clone(), UNKNOWN]), Some(span)));
                    options.push((logic, None));
                }
            },
        }
    }

    /// The marks of a column along which points are measured, if its axis is simple enough.
    fn marks(
        &mut self,
        space: &Space<'_>,
        column: ColumnId,
    ) -> Option<Vec<(Logic, crate::ir::Interval<rust_decimal::Decimal>)>> {
        let (axis, places) = space.marks(column)?;
        if space.block(space.block_of(axis))?.axes.len() != 1 {
            return None;
        }
        let of = |place: &usize| match space.axes().get(axis)?.tests.get(*place)? {
            (_, Test::Numbers(intervals)) => Some((Logic::Bit(axis, *place), *intervals.first()?)),
            _ => None,
        };
        let marks = places.ends.iter().map(of).collect::<Option<Vec<_>>>()?;
        // What is calculated need not rise evenly along its axis.
        let is_root = space.axes().get(axis)?.root == column;
        if self.bent.contains(&axis) || !is_root {
            let between = places.between.iter().map(of).collect::<Option<Vec<_>>>()?;
            return Some([marks, between].concat());
        }
        self.looked.measured.insert(axis, places.ends.clone());
        Some(marks)
    }
}

/// Options that fire only if none before them holds; of a group in which the first counts, the order says that.
fn alone(options: Options, kind: GroupKind) -> Vec<(Logic, Span)> {
    let ordered = kind == GroupKind::FirstMatch && options.iter().all(|(_, it)| it.is_some());
    let mut before: Vec<Logic> = Vec::new();
    let mut all = Vec::new();
    for (logic, span) in options {
        let none_before = before.iter().cloned().map(Logic::negated);
        let fires = match ordered {
            true => logic.clone(),
            false => Logic::all(std::iter::once(logic.clone()).chain(none_before).collect()),
        };
        before.push(logic);
        all.extend(span.map(|it| (fires, it)));
    }
    all
}

/// What a rule for each event may give.
fn of_events(rule: &Rule) -> Span {
    let Body::ForEach(each) = &rule.body else { return Span::ZERO };
    let one = each.awards().map(|award| match award {
        Award::Constant(points) => Span::only(*points),
        Award::Measured(..) => Span { low: -Span::FAR, high: Span::FAR },
    });
    let one = one.reduce(Span::with).unwrap_or(Span::ZERO).with(Span::ZERO);
    let far = Span::FAR.hundredths();
    // Without `first` there may be any number of events.
    let most = each.first.map_or(i64::MAX, i64::from);
    let all = |points: Points| {
        let all = points.hundredths().saturating_mul(most).clamp(-far, far);
        Points::from_hundredths(all)
    };
    Span { low: rule.limit.keep(all(one.low)), high: rule.limit.keep(all(one.high)) }
        .with(Span::ZERO)
}
