//! All differences between two versions of a model.

use super::change::{Aspect, Change, What};
use super::entry::Entry;
use super::groups::{self, Groups};
use super::joint::Joint;
use super::pairs::{Pair, is_reordered};
use super::version::Version;
use super::{rules, settings};
use crate::ir::{Program, RuleId, name_key};

/// How two versions of a model differ.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The differences, in the order in which a reader meets them in a rule file.
    pub all: Vec<Change>,
    /// Rules that are known to be the same one.
    pub(super) rules: Vec<(RuleId, RuleId)>,
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
    let mut all: Vec<Change> = settings::model(was, is).into_iter().collect();
    let of_both = Groups::of(was, is);
    let groups = of_both.pairs();
    let mut joint = Joint::default();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut joined = joint.join(was);
    for (number, pair) in groups.iter().enumerate() {
        if let Pair::Both(it, _) | Pair::Old(it) = pair {
            before.extend(Entry::of_group(&mut joined, it.group, number));
        }
    }
    let out_before: Vec<Entry<'_>> =
        was.disqualifiers.iter().map(|it| Entry::of_disqualifier(&mut joined, it)).collect();
    let mut joined = joint.join(is);
    for (number, pair) in groups.iter().enumerate() {
        if let Pair::Both(_, it) | Pair::New(it) = pair {
            after.extend(Entry::of_group(&mut joined, it.group, number));
        }
    }
    let out_after: Vec<Entry<'_>> =
        is.disqualifiers.iter().map(|it| Entry::of_disqualifier(&mut joined, it)).collect();
    let paired = rules::paired(&before, &after);
    let is_other_order = |number: usize| {
        let stays = |it: &&Pair<'_, Entry<'_>>| matches!(it, Pair::Both(was, is) if was.group == number && is.group == number);
        is_reordered(&before, paired.iter().filter(stays))
    };
    let told = groups.iter().enumerate().map(|(number, pair)| (pair, is_other_order(number)));
    all.extend(groups::changes(told));
    all.extend(rules::changes(What::Rule, &paired));
    all.extend(rules::changes(What::Disqualifier, &rules::paired(&out_before, &out_after)));
    all.extend(settings::outcomes(was, is));
    all.extend(settings::names(old, new));
    if !(old.is_guessed || new.is_guessed) {
        all.extend(settings::fields(was, is));
    }
    all.extend(settings::actions(was, is));
    let same = paired.iter().filter_map(|it| match it {
        Pair::Both(old, new) => Some((old.rule?, new.rule?)),
        Pair::Old(_) | Pair::New(_) => None,
    });
    Changes { rules: same.collect(), all }
}

/// Models whose scores are used, and that give others now.
fn used_models(old: &Program, new: &Program) -> Vec<Change> {
    let mut changes = Vec::new();
    for model in &new.models {
        let same = |it: &&std::sync::Arc<Program>| name_key(&it.name) == name_key(&model.name);
        let Some(former) = old.models.iter().find(same) else { continue };
        if Changes::between(&Version::alone(former), &Version::alone(model)).count() {
            let aspects = [Some(Aspect::meaning("rules"))];
            changes.extend(Change::differing(What::UsedModel, &model.name, aspects));
        }
    }
    changes
}
