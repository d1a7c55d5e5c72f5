//! Why the score of a lead has changed: what each rule gave before, and what it gives now.

use std::collections::HashMap;

use super::meaning::Changes;
use crate::eval::{Fired, Outcome};
use crate::ir::{Identity, Points, Program, RuleId};

/// What a rule, or a limit, gave to a lead and gives to it now. All of them together make the change of the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The reason of the rule, or what adds to it or takes away.
    pub label: String,
    /// What it gave.
    pub old: Points,
    /// What it gives.
    pub new: Points,
}

impl Reason {
    /// By how much it moves the score.
    #[must_use]
    pub fn change(&self) -> Points {
        self.new - self.old
    }
}

/// A lead in one version.
#[derive(Clone, Copy)]
pub struct Scored<'a> {
    /// The rules.
    pub program: &'a Program,
    /// What they gave.
    pub outcome: &'a Outcome,
}

impl Changes {
    /// The reasons for which two outcomes of one lead differ, the weightiest first.
    #[must_use]
    pub fn reasons(&self, old: Scored<'_>, new: Scored<'_>) -> Vec<Reason> {
        let mut reasons = self.of_rules(old, new);
        reasons.extend(self.of_groups(old, new));
        let start = |it: Scored<'_>| it.program.start_at;
        let limit = |it: Scored<'_>| it.outcome.score - it.outcome.sum;
        let whole = |label: &str, of: &dyn Fn(Scored<'_>) -> Points| Reason {
            label: label.to_owned(),
            old: of(old),
            new: of(new),
        };
        reasons.push(whole("start at", &start));
        reasons.push(whole("limit of the model", &limit));
        reasons.retain(|it| it.change() != Points::ZERO);
        reasons.sort_by_key(|it| std::cmp::Reverse(it.change().hundredths().abs()));
        reasons
    }

    fn of_rules(&self, old: Scored<'_>, new: Scored<'_>) -> Vec<Reason> {
        let partner: HashMap<RuleId, RuleId> = self.rules.iter().map(|(a, b)| (*b, *a)).collect();
        let mut before: HashMap<RuleId, &Fired> = fired(old).map(|it| (it.rule, it)).collect();
        let mut reasons = Vec::new();
        for now in fired(new) {
            let was = partner.get(&now.rule).and_then(|rule| before.remove(rule));
            let is = label(new.program, now);
            let label = match was.map(|it| label(old.program, it)) {
                Some(was) if was.0 != is.0 && was.1 && is.1 => format!("{} → {}", was.0, is.0),
                _ => is.0,
            };
            let counted = was.map_or(Points::ZERO, |it| it.counted);
            reasons.push(Reason { label, old: counted, new: now.counted });
        }
        let gone = fired(old).filter(|it| before.contains_key(&it.rule));
        reasons.extend(gone.map(|it| Reason {
            label: label(old.program, it).0,
            old: it.counted,
            new: Points::ZERO,
        }));
        reasons
    }

    /// What weights and limits of groups do.
    fn of_groups(&self, old: Scored<'_>, new: Scored<'_>) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        for (side, is_new) in [(old, false), (new, true)] {
            for (group, outcome) in side.program.groups.iter().zip(&side.outcome.groups) {
                let name = group.name.as_deref().unwrap_or("rules outside of groups");
                let renamed = self.groups.iter().find(|(old, _)| !is_new && old == name);
                let name = renamed.map_or(name, |(_, new)| new);
                let parts = [
                    (format!("weight of {name}"), outcome.weighted - outcome.sum),
                    (format!("limit of {name}"), outcome.points - outcome.weighted),
                ];
                for (label, points) in parts {
                    add(&mut reasons, label, points, is_new);
                }
            }
        }
        reasons
    }
}

fn fired<'a>(it: Scored<'a>) -> impl Iterator<Item = &'a Fired> {
    it.outcome.groups.iter().flat_map(|group| &group.fired)
}

/// What a rule that fired is called by, and whether that is a row of it.
fn label(program: &Program, fired: &Fired) -> (String, bool) {
    let Some(rule) = program.rule(fired.rule) else { return (String::new(), false) };
    let row = fired.row(rule);
    let identity: &Identity = row.map_or(&rule.identity, |row| &row.identity);
    (identity.label.clone(), row.is_some())
}

fn add(reasons: &mut Vec<Reason>, label: String, points: Points, is_new: bool) {
    let known = reasons.iter().position(|it| it.label == label);
    let place = known.unwrap_or(reasons.len());
    if known.is_none() {
        reasons.push(Reason { label, old: Points::ZERO, new: Points::ZERO });
    }
    if let Some(it) = reasons.get_mut(place) {
        let side = if is_new { &mut it.new } else { &mut it.old };
        *side = *side + points;
    }
}
