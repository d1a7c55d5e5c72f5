//! All differences between two versions of a model.

use std::collections::HashSet;

use super::change::{Aspect, Change, What};
use super::entry::Entry;
use super::groups::{self, Groups};
use super::joint::Joint;
use super::pairs::{Pair, is_reordered};
use super::rules::{self, Comparing};
use super::settings;
use super::version::Version;
use crate::ir::{Group, Program, RuleId, name_key};

/// How two versions of a model differ.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The differences, in the order in which a reader meets them in a rule file.
    pub all: Vec<Change>,
    /// Rules that are known to be the same one.
    pub(super) rules: Vec<(RuleId, RuleId)>,
    /// Those of them that mean the same.
    pub(super) unchanged: HashSet<(RuleId, RuleId)>,
    /// The old and new names of groups that are called something else.
    pub(super) groups: Vec<(String, String)>,
}

impl Changes {
    /// Compares two versions of a model: what they mean, not how they are written.
    #[must_use]
    pub fn between(old: &Version<'_>, new: &Version<'_>) -> Self {
        let mut changes = between(old, new);
        changes.all.extend(used_models(old.program, new.program));
        changes
    }

    /// Whether the score, band or status of a lead can depend on any of them.
    #[must_use]
    pub fn count(&self) -> bool {
        self.all.iter().any(Change::counts)
    }
}

fn between(old: &Version<'_>, new: &Version<'_>) -> Changes {
    let (was, is) = (old.program, new.program);
    let names = settings::names(old, new);
    let of_both = Groups::of(was, is);
    let groups = of_both.pairs();
    let mut joint = Joint::default();
    let before =
        Entries::of(&mut joint, was, groups.iter().map(|it| it.before().map(|it| it.group)));
    let after = Entries::of(&mut joint, is, groups.iter().map(|it| it.after().map(|it| it.group)));
    let rules = rules::paired(&before.rules, &after.rules);
    let out = rules::paired(&before.out, &after.out);
    let is_other_order = |number: usize| {
        let stays = |it: &&Pair<'_, Entry<'_>>| {
            it.before().zip(it.after()).is_some_and(|(a, b)| a.group == number && b.group == number)
        };
        is_reordered(&before.rules, rules.iter().filter(stays))
    };
    let told = groups.iter().enumerate().map(|(number, pair)| (pair, is_other_order(number)));
    let moved: Vec<&str> = names.iter().map(|it| it.name.as_str()).collect();
    let comparing = |what| Comparing { what, names: &moved };

    let mut all: Vec<Change> = settings::model(was, is).into_iter().collect();
    all.extend(groups::changes(told));
    all.extend(comparing(What::Rule).changes(&rules));
    all.extend(comparing(What::Disqualifier).changes(&out));
    all.extend(settings::outcomes(was, is));
    if !(old.is_guessed || new.is_guessed) {
        all.extend(settings::fields(was, is));
    }
    all.extend(settings::actions(was, is));
    let ids = |it: &Pair<'_, Entry<'_>>| Some((it.before()?.rule?, it.after()?.rule?));
    let same = rules.iter().filter_map(ids);
    let unchanged = rules.iter().filter_map(|it| {
        let changes = comparing(What::Rule).changes(std::slice::from_ref(it));
        ids(it).filter(|_| !changes.iter().any(Change::counts))
    });
    let renamed = groups.iter().filter_map(|it| {
        let (old, new) = (it.before()?.group.name.clone()?, it.after()?.group.name.clone()?);
        (old != new).then_some((old, new))
    });
    let (rules, groups, unchanged) = (same.collect(), renamed.collect(), unchanged.collect());
    all.extend(names);
    Changes { all, rules, unchanged, groups }
}

/// What is compared of one version.
struct Entries<'p> {
    rules: Vec<Entry<'p>>,
    out: Vec<Entry<'p>>,
}

impl<'p> Entries<'p> {
    /// Of a program with these groups, as both versions count them.
    fn of(
        joint: &mut Joint,
        program: &'p Program,
        groups: impl Iterator<Item = Option<&'p Group>>,
    ) -> Self {
        let mut joined = joint.join(program);
        let mut rules = Vec::new();
        for (number, group) in groups.enumerate() {
            let entries = group.map(|it| Entry::of_group(&mut joined, it, number));
            rules.extend(entries.unwrap_or_default());
        }
        let out = program.disqualifiers.iter();
        let out = out.map(|it| Entry::of_disqualifier(&mut joined, it)).collect();
        Self { rules, out }
    }
}

/// Models whose scores are used, and that give others now.
fn used_models(old: &Program, new: &Program) -> Vec<Change> {
    let mut changes = Vec::new();
    for model in &new.models {
        let same = |it: &&std::sync::Arc<Program>| name_key(&it.name) == name_key(&model.name);
        let Some(former) = old.models.iter().find(same) else { continue };
        if Changes::between(&Version::alone(former), &Version::alone(model)).count() {
            let aspects = [Some(Aspect::meaning("rules", Vec::new()))];
            changes.extend(Change::differing(What::UsedModel, &model.name, aspects));
        }
    }
    changes
}
