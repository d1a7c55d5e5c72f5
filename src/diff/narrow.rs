//! A nearer bound for how far a score can move, from the rules that differ alone.
//!
//! A limit never drives two sums further apart. So what a group with one limit in both versions can do to the
//! score is no more than what its differing rules do without the limit, and the same holds for the model.

use std::collections::HashSet;

use super::change::{Change, What};
use super::meaning::Changes;
use crate::analyze::{self, Budget, Extent, Lead, compare};
use crate::eval::Scorer;
use crate::ir::{AsOf, Group, GroupKind, Limits, Points, Program, RuleId, name_key};

/// How far a score can rise and fall at most, in points from 0; `None` where no end is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    pub rise: Option<Points>,
    pub fall: Option<Points>,
    /// Leads whose scores the differing rules move far: of the old version, and of the new one.
    pub leads: Vec<(Lead, Lead)>,
}

impl Ends {
    /// The leads, scored with all rules.
    pub fn tried(&self, old: &Program, new: &Program, as_of: AsOf) -> Vec<analyze::Change> {
        let scorers = (Scorer::new(old, as_of), Scorer::new(new, as_of));
        let tried = |(old, new): &(Lead, Lead)| analyze::Change {
            before: scorers.0.score(&old.values).rating(),
            after: scorers.1.score(&new.values).rating(),
            old: old.clone(),
            new: new.clone(),
        };
        self.leads.iter().map(tried).collect()
    }
}

/// The bound that the differing rules give; none is known if more than rules and settings differ.
pub(super) fn ends(
    old: &Program,
    new: &Program,
    changes: &Changes,
    as_of: AsOf,
    budget: Budget,
) -> Ends {
    let is_other_world =
        |it: &Change| it.counts() && matches!(it.what, What::Field | What::UsedModel);
    let same_ends = old.limit == new.limit && old.zone == new.zone;
    if !same_ends || changes.all.iter().any(is_other_world) {
        return Ends::default();
    }
    let zero = Some(Points::ZERO);
    let mut ends = Ends { rise: zero, fall: zero, leads: Vec::new() };
    for (old, new) in parts(old, new, &changes.unchanged) {
        let found = compare(&old, &new, as_of, budget);
        let least = |it: &Extent| it.most.map(|it| it.max(Points::ZERO));
        let most = |it: &Extent| it.most.map(|it| it.min(Points::ZERO));
        let sum = |a: Option<Points>, b: Option<Points>| Some(a? + b?);
        ends.rise = sum(ends.rise, least(&found.rise));
        ends.fall = sum(ends.fall, most(&found.fall));
        let leads = [found.rise.change, found.fall.change].into_iter().flatten();
        ends.leads.extend(leads.map(|it| (it.old, it.new)));
    }
    ends
}

/// Both versions cut into parts: each group that has one limit in both, without the limit and the rules that stay,
/// and all the rest.
fn parts(
    old: &Program,
    new: &Program,
    unchanged: &HashSet<(RuleId, RuleId)>,
) -> Vec<(Program, Program)> {
    let stays_old: HashSet<RuleId> = unchanged.iter().map(|it| it.0).collect();
    let stays_new: HashSet<RuleId> = unchanged.iter().map(|it| it.1).collect();
    let (mut rest_old, mut rest_new) = (old.groups.clone(), new.groups.clone());
    let mut parts = Vec::new();
    for group in &old.groups {
        let key = |it: &Group| it.name.as_deref().map(name_key);
        let same = new.groups.iter().find(|it| key(it) == key(group));
        let Some(other) = same.filter(|it| bend_alike(group, it)) else { continue };
        let mut was = Group { limit: Limits::default(), ..group.clone() };
        let mut is = Group { limit: Limits::default(), ..other.clone() };
        // What stays is in both groups: a rule in another group has changed.
        was.rules.retain(|it| !stays_old.contains(it));
        is.rules.retain(|it| !stays_new.contains(it));
        rest_old.retain(|it| key(it) != key(group));
        rest_new.retain(|it| key(it) != key(group));
        if !was.rules.is_empty() || !is.rules.is_empty() {
            parts.push((only(old, vec![was], Points::ZERO), only(new, vec![is], Points::ZERO)));
        }
    }
    parts.push((only(old, rest_old, old.start_at), only(new, rest_new, new.start_at)));
    parts
}

/// Whether what two groups give to a record never differs by more than the sums of their rules.
fn bend_alike(old: &Group, new: &Group) -> bool {
    let adds_up = |it: &Group| it.kind == GroupKind::Sum && it.weight.is_none();
    adds_up(old) && adds_up(new) && old.limit == new.limit
}

/// A program of nothing but some groups.
fn only(program: &Program, groups: Vec<Group>, start_at: Points) -> Program {
    Program {
        groups,
        start_at,
        limit: Limits::default(),
        ready_at: None,
        disqualifiers: Vec::new(),
        bands: Vec::new(),
        stars: None,
        grid: None,
        actions: Vec::new(),
        tests: Vec::new(),
        ..program.clone()
    }
}
