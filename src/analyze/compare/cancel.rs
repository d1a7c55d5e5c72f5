//! Groups that give the same in both versions, whatever limits bend of it.

use std::collections::{BTreeMap, HashMap};

use super::rules::work;
use super::{Versions, turned};
use crate::analyze::bounds::is_plain;
use crate::analyze::part::{Part, Parts};
use crate::analyze::search::outer;
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
    let mut parts = Parts::default();
    new.iter().for_each(|it| parts.group(versions.space, it, 0));
    let from = parts.all.len();
    old.iter().for_each(|it| parts.group(versions.space, it, 0));
    parts.all.iter_mut().skip(from).for_each(turned);
    opposites(&mut parts);
    [false, true].into_iter().all(|least| {
        let whole = |gains: &[i64]| Points::from_hundredths(gains.first().copied().unwrap_or(0));
        let parts = parts.clone();
        outer(versions.space, parts, vec![least], &whole, versions.budget) <= Points::ZERO
    })
}

/// The groups without the rules that stand in both, where each rule counts by itself; nothing of groups that are
/// the same as a whole.
fn differing(
    versions: &Versions<'_, '_>,
    old: &[&Group],
    new: &[&Group],
) -> (Vec<Group>, Vec<Group>) {
    let program = &versions.merged.program;
    let today = versions.space.clock().today;
    let exist = |group: &Group| {
        let rules = group.rules.iter().filter_map(|id| Some((*id, program.rule(*id)?)));
        let exist = rules.filter(|(_, rule)| rule.identity.exists_on(today));
        exist.map(|(id, rule)| (id, today_only(rule, today))).collect::<Vec<(RuleId, Rule)>>()
    };
    let rules_of = |groups: &[&Group]| groups.iter().map(|it| exist(it)).collect::<Vec<_>>();
    let (old_rules, new_rules) = (rules_of(old), rules_of(new));
    let mut counts: HashMap<String, i64> = HashMap::new();
    let key =
        |group: &Group, rule: &Rule| (group.kind == GroupKind::Sum).then(|| format!("{rule:?}"));
    let whole = |group: &Group, rules: &[(RuleId, Rule)]| {
        let rules: Vec<&Rule> = rules.iter().map(|(_, rule)| rule).collect();
        format!("{:?}{rules:?}", group.kind)
    };
    let keys = |groups: &[&Group], all: &[Vec<(RuleId, Rule)>]| {
        let mut keys: Vec<Vec<String>> = Vec::new();
        for (group, rules) in groups.iter().zip(all) {
            let own: Option<Vec<String>> = rules.iter().map(|(_, it)| key(group, it)).collect();
            keys.push(own.unwrap_or_else(|| vec![whole(group, rules)]));
        }
        keys
    };
    let (old_keys, new_keys) = (keys(old, &old_rules), keys(new, &new_rules));
    old_keys.iter().flatten().for_each(|it| *counts.entry(it.clone()).or_default() -= 1);
    new_keys.iter().flatten().for_each(|it| *counts.entry(it.clone()).or_default() += 1);
    let mut kept =
        |groups: &[&Group], all: Vec<Vec<(RuleId, Rule)>>, keys: &[Vec<String>], sign: i64| {
            let mut left = Vec::new();
            for ((group, rules), keys) in groups.iter().zip(all).zip(keys) {
                let mut stays = |key: &String| match counts.get_mut(key) {
                    Some(count) if *count * sign > 0 => {
                        *count -= sign;
                        true
                    }
                    _ => false,
                };
                let ids: Vec<RuleId> = match group.kind {
                    GroupKind::Sum => {
                        let with = rules.iter().zip(keys);
                        with.filter(|(_, key)| stays(key)).map(|((id, _), _)| *id).collect()
                    }
                    _ if keys.iter().any(&mut stays) => rules.iter().map(|(id, _)| *id).collect(),
                    _ => Vec::new(),
                };
                left.push(Group { rules: ids, ..(*group).clone() });
            }
            left
        };
    let old_left = kept(old, old_rules, &old_keys, -1);
    let new_left = kept(new, new_rules, &new_keys, 1);
    (old_left, new_left)
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
        turned(&mut other);
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
