//! Groups that are new, gone or different.

use super::change::{Aspect, Change, Kind, What};
use super::joint::key;
use super::pairs::{Pair, Pass, pairs};
use super::rules::limit;
use crate::ir::{Group, GroupKind, Program, RuleId, name_key};

/// A group with the texts of its rules.
#[derive(Debug)]
pub(super) struct Ruled<'p> {
    pub group: &'p Group,
    rules: Vec<&'p str>,
}

/// The groups of two versions.
pub(super) struct Groups<'p> {
    old: Vec<Ruled<'p>>,
    new: Vec<Ruled<'p>>,
}

impl<'p> Groups<'p> {
    pub fn of(old: &'p Program, new: &'p Program) -> Self {
        Self { old: Ruled::all(old), new: Ruled::all(new) }
    }

    /// Groups are known by their names; a renamed one by the rule that it begins or ends with.
    pub fn pairs(&self) -> Vec<Pair<'_, Ruled<'p>>> {
        let by_name: Pass<Ruled<'p>> = |it| Some(key(&it.group.name.as_deref().map(name_key)));
        let by_first: Pass<Ruled<'p>> = |it| it.named().and(it.rules.first()).map(key);
        let by_last: Pass<Ruled<'p>> = |it| it.named().and(it.rules.last()).map(key);
        pairs(&self.old, &self.new, &[by_name, by_first, by_last])
    }
}

impl<'p> Ruled<'p> {
    fn all(program: &'p Program) -> Vec<Self> {
        let text = |id: &RuleId| program.rule(*id).map(|it| it.identity.text.as_str());
        let texts = |group: &'p Group| group.rules.iter().filter_map(text).collect();
        program.groups.iter().map(|group| Self { group, rules: texts(group) }).collect()
    }

    /// Its name; the rules outside of groups have none.
    fn named(&self) -> Option<&str> {
        self.group.name.as_deref()
    }
}

/// Groups that differ, each told whether its rules stand in another order.
pub(super) fn changes<'g, 'p: 'g>(
    pairs: impl Iterator<Item = (&'g Pair<'g, Ruled<'p>>, bool)>,
) -> Vec<Change> {
    let change = |(pair, is_reordered): (&Pair<'_, Ruled<'_>>, bool)| match pair {
        Pair::New(it) => whole(Kind::Added, it.group),
        Pair::Old(it) => whole(Kind::Removed, it.group),
        Pair::Both(old, new) => differing(old.group, new.group, is_reordered),
    };
    pairs.filter_map(change).collect()
}

fn differing(old: &Group, new: &Group, is_reordered: bool) -> Option<Change> {
    let first = is_reordered && new.kind == GroupKind::FirstMatch;
    let weight = |it: &Group| it.weight.map(|it| it.normalize().to_string());
    let aspects = [
        Aspect::words("name", old.name.as_deref(), new.name.as_deref()),
        Aspect::of("kind", Some(kind(old).to_owned()), Some(kind(new).to_owned())),
        Aspect::of("weight", weight(old), weight(new)),
        Aspect::of("limit", limit(old.limit), limit(new.limit)),
        first.then(|| Aspect::order("order of rules")),
    ];
    Change::differing(
        What::Group,
        new.name.as_deref().unwrap_or("rules outside of groups"),
        aspects,
    )
}

/// A group that is new or gone; the rules outside of groups are none.
fn whole(is: Kind, group: &Group) -> Option<Change> {
    let kind = (group.kind != GroupKind::Sum).then(|| kind(group).to_owned());
    let weight = group.weight.map(|it| format!("weight {}", it.normalize()));
    let limit = limit(group.limit).map(|it| format!("limit {it}"));
    let says: Vec<String> = [kind, weight, limit].into_iter().flatten().collect();
    Some(Change::whole(What::Group, is, group.name.as_deref()?, says.join(", ")))
}

fn kind(group: &Group) -> &'static str {
    match group.kind {
        GroupKind::Sum => "sum",
        GroupKind::FirstMatch => "first match",
        GroupKind::Highest => "highest",
        GroupKind::Lowest => "lowest",
    }
}
