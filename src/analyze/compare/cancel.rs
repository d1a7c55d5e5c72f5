//! Groups that give the same in both versions, whatever limits bend of it.

use std::collections::{BTreeMap, HashMap};

use super::Versions;
use super::rules::work;
use crate::analyze::best::{Aim, outer};
use crate::analyze::bounds::is_plain;
use crate::analyze::measured::Share;
use crate::analyze::network::Bend;
use crate::analyze::part::{Part, Parts};
use crate::ir::{Award, Body, Each, Group, GroupKind, Points, Program, Rule, RuleId};

/// Whether groups give the same.
pub(super) struct Same {
    /// All of them together.
    pub all: bool,
    /// Each group as the one of its name.
    pub each: bool,
}

/// Whether the groups of two versions surely give the same.
pub(super) fn groups(versions: &Versions<'_, '_>, new: &Program) -> Same {
    let (before, after) = versions.groups();
    let mut all = true;
    let mut each = new.groups.len() == before.len();
    let mut left: BTreeMap<Option<&String>, &Group> =
        after.iter().map(|it| (it.name.as_ref(), it)).collect();
    let mut loose = (Vec::new(), Vec::new());
    for old in before {
        match left.remove(&old.name.as_ref()) {
            Some(new) if bends_alike(old, new) && give_the_same(versions, &[old], &[new]) => {}
            other => {
                each = false;
                loose.0.push(old);
                loose.1.extend(other);
            }
        }
    }
    loose.1.extend(left.into_values());
    each &= loose.0.is_empty() && loose.1.is_empty();
    // What nothing bends may have moved from one group to another.
    all &= loose.0.iter().chain(&loose.1).all(|it| is_plain(it));
    all = all && (each || give_the_same(versions, &loose.0, &loose.1));
    Same { all, each }
}

fn bends_alike(a: &Group, b: &Group) -> bool {
    a.weight == b.weight && a.limit == b.limit
}

/// Whether the rules of some groups surely add up to the same.
fn give_the_same(versions: &Versions<'_, '_>, old: &[&Group], new: &[&Group]) -> bool {
    let (old, new) = differing(versions, old, new);
    let program = &versions.merged.program;
    let is_measured = |group: &Group| {
        group.rules.iter().filter_map(|it| program.rule(*it)).any(|rule| match &rule.body {
            Body::When(_, award) => matches!(award, Award::Measured(..)),
            Body::Match(rows) => rows.iter().any(|it| matches!(it.award, Award::Measured(..))),
            Body::ForEach(_) => true,
        })
    };
    // Points that are measured are known at their marks only.
    if old.iter().chain(&new).any(is_measured) {
        return false;
    }
    let given = new.iter().map(|group| Share { group, sum: 0, is_taken: false });
    let taken = old.iter().map(|group| Share { group, sum: 0, is_taken: true });
    let mut parts = Parts::of(versions.space, &given.chain(taken).collect::<Vec<_>>());
    opposites(&mut parts);
    [false, true].into_iter().all(|least| {
        let aim = Aim {
            bends: vec![Bend::none(least)],
            must: None,
            whole: &|gains| Points::from_hundredths(gains.first().copied().unwrap_or(0)),
            cap: &|points| points,
        };
        outer(versions.space, &parts, &aim, versions.budget) <= Points::ZERO
    })
}

/// What cancels out as one: a rule that counts by itself, or a whole group in which rules depend on each other.
struct Unit {
    key: String,
    rules: Vec<RuleId>,
}

/// The groups without what stands in both versions.
fn differing(
    versions: &Versions<'_, '_>,
    old: &[&Group],
    new: &[&Group],
) -> (Vec<Group>, Vec<Group>) {
    let units = |groups: &[&Group]| groups.iter().map(|it| units(versions, it)).collect::<Vec<_>>();
    let (of_old, of_new) = (units(old), units(new));
    (left_over(old, &of_old, &of_new), left_over(new, &of_new, &of_old))
}

fn units(versions: &Versions<'_, '_>, group: &Group) -> Vec<Unit> {
    let today = versions.space.clock().today;
    let program = &versions.merged.program;
    let rules = group.rules.iter().filter_map(|id| Some((*id, program.rule(*id)?)));
    let exist = rules.filter(|(_, rule)| rule.identity.exists_on(today));
    let works = exist.map(|(id, rule)| (id, today_only(rule, today)));
    if group.kind == GroupKind::Sum {
        return works.map(|(id, it)| Unit { key: format!("{it:?}"), rules: vec![id] }).collect();
    }
    let (rules, works): (Vec<RuleId>, Vec<Rule>) = works.unzip();
    vec![Unit { key: format!("{:?}{works:?}", group.kind), rules }]
}

/// Groups without the units that the other version has too.
fn left_over(groups: &[&Group], own: &[Vec<Unit>], others: &[Vec<Unit>]) -> Vec<Group> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    others.iter().flatten().for_each(|it| *counts.entry(&it.key).or_default() += 1);
    let mut left = Vec::new();
    for (group, units) in groups.iter().zip(own) {
        let stays = |unit: &&Unit| match counts.get_mut(unit.key.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        let rules = units.iter().filter(stays).flat_map(|it| it.rules.clone()).collect();
        left.push(Group { rules, ..(*group).clone() });
    }
    left
}

/// What a rule does today.
fn today_only(rule: &Rule, today: jiff::civil::Date) -> Rule {
    let mut rule = work(rule);
    rule.identity.valid = None;
    let rows = match &mut rule.body {
        Body::When(..) => return rule,
        Body::Match(rows) => rows,
        Body::ForEach(each) => match &mut each.each {
            Each::Award(_) => return rule,
            Each::Match(rows) => rows,
        },
    };
    rows.retain(|it| it.identity.exists_on(today));
    rows.iter_mut().for_each(|it| it.identity.valid = None);
    rule
}

/// Takes out parts of which one takes what the other gives.
pub(super) fn opposites(parts: &mut Parts) {
    let mut counts: HashMap<Part, usize> = HashMap::new();
    let mut left: Vec<Part> = Vec::new();
    for part in parts.all.drain(..) {
        let mut other = part.clone();
        other.turn();
        match counts.get_mut(&other) {
            Some(count) if *count > 0 && part.is_known() => {
                *count -= 1;
                if let Some(at) = left.iter().position(|it| *it == other) {
                    left.swap_remove(at);
                }
            }
            _ => {
                *counts.entry(part.clone()).or_default() += 1;
                left.push(part);
            }
        }
    }
    parts.all = left;
}
