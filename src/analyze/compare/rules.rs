//! Which rules of two versions are the same.

use std::collections::{BTreeSet, HashMap};

use crate::ir::{Body, Each, Group, Identity, Program, Row, Rule, RuleId};
use crate::source::{FileId, Span};

/// What became of the rules, as ids of the old and of the new program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleChanges {
    /// Rules that only the new program has.
    pub added: Vec<RuleId>,
    /// Rules that only the old program has.
    pub removed: Vec<RuleId>,
    /// Rules of both that are known by one name, but do something else.
    pub changed: Vec<(RuleId, RuleId)>,
}

impl RuleChanges {
    /// Whether every rule of one is in the other, and does the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Pairs rules over the same columns: first those that do the same, then those of one name.
    pub(super) fn of(old: &[Rule], new: &[Rule]) -> Self {
        let mut left: BTreeSet<usize> = (0..new.len()).collect();
        let mut open: BTreeSet<usize> = (0..old.len()).collect();
        let mut changes = Self::default();
        // The whole of it first; then what it does; then what it is called.
        pair(old, new, &mut open, &mut left, &|it| {
            Some(format!("{:?}{:?}", it.identity.label, work(it)))
        });
        pair(old, new, &mut open, &mut left, &|it| Some(format!("{:?}", work(it))));
        for name in [id as fn(&Rule) -> Option<String>, code, label] {
            changes.changed.extend(pair(old, new, &mut open, &mut left, &name));
        }
        let ids = |all: BTreeSet<usize>| all.into_iter().map(rule_id).collect();
        changes.added = ids(left);
        changes.removed = ids(open);
        changes.changed.sort_unstable();
        changes
    }
}

fn rule_id(index: usize) -> RuleId {
    RuleId(u32::try_from(index).unwrap_or(u32::MAX))
}

fn id(rule: &Rule) -> Option<String> {
    rule.identity.id.clone()
}

fn code(rule: &Rule) -> Option<String> {
    rule.identity.code.clone()
}

fn label(rule: &Rule) -> Option<String> {
    Some(rule.identity.label.clone())
}

/// Takes out the pairs of rules of which a key is the same.
fn pair(
    old: &[Rule],
    new: &[Rule],
    open: &mut BTreeSet<usize>,
    left: &mut BTreeSet<usize>,
    key: &dyn Fn(&Rule) -> Option<String>,
) -> Vec<(RuleId, RuleId)> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for index in left.iter().rev() {
        if let Some(key) = new.get(*index).and_then(key) {
            places.entry(key).or_default().push(*index);
        }
    }
    let mut pairs = Vec::new();
    for index in open.clone() {
        let found = old.get(index).and_then(key).and_then(|it| places.get_mut(&it)?.pop());
        if let Some(found) = found {
            open.remove(&index);
            left.remove(&found);
            pairs.push((rule_id(index), rule_id(found)));
        }
    }
    pairs
}

/// What a rule does, without what it is called and where it stands.
pub(super) fn work(rule: &Rule) -> Rule {
    let mut work = rule.clone();
    bare(&mut work.identity);
    match &mut work.body {
        Body::When(..) => {}
        Body::Match(rows) => rows.iter_mut().for_each(bare_row),
        Body::ForEach(each) => {
            if let Each::Match(rows) = &mut each.each {
                rows.iter_mut().for_each(bare_row);
            }
        }
    }
    work
}

fn bare_row(row: &mut Row) {
    bare(&mut row.identity);
}

fn bare(identity: &mut Identity) {
    identity.label.clear();
    identity.text.clear();
    (identity.code, identity.owner, identity.id) = (None, None, None);
    identity.place = FileId(0).at(Span::default());
}

/// Whether two programs are the same to the letter, but for names and places.
pub(super) fn are_same(a: &Program, b: &Program) -> bool {
    let rules = |it: &Program| it.rules.iter().map(work).collect::<Vec<_>>();
    let out = |it: &Program| {
        let out = it.disqualifiers.iter().map(|it| (it.identity.valid, it.condition.clone()));
        out.collect::<Vec<_>>()
    };
    let groups = |it: &Program| {
        it.groups.iter().map(|it| Group { place: None, ..it.clone() }).collect::<Vec<_>>()
    };
    a.records == b.records
        && a.zone == b.zone
        && a.limit == b.limit
        && a.start_at == b.start_at
        && a.columns == b.columns
        && a.events == b.events
        && groups(a) == groups(b)
        && rules(a) == rules(b)
        && out(a) == out(b)
        && a.models.len() == b.models.len()
        && a.models.iter().zip(&b.models).all(|(a, b)| are_same(a, b))
}
