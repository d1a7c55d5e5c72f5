//! What several lints need: every condition of a program, and what is known of it.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;

use super::alike;

use crate::analyze::bounds::{Bounds, Of, outer_bounds};
use crate::analyze::glance::may_hold;
use crate::analyze::lead::Lead;
use crate::analyze::reach::{Reachable, reachable};
use crate::analyze::satisfy::is_impossible;
use crate::analyze::search::Budget;
use crate::analyze::space::Space;
use crate::analyze::sweep::some_records;
use crate::cells::Logic;
use crate::diagnostic::Diagnostic;
use crate::eval::Outcome;
use crate::ir::{
    Award, Body, Cond, Group, GroupId, GroupKind, Identity, Points, Program, Rule, RuleId, Written,
};
use crate::source::{Place, Span};

/// Of so many conditions that come before another one all are looked at.
const MOST_BEFORE: usize = 200;

/// So much is asked about one model, in tests that questions look at: of very many rules not everything is proved.
const MOST_ASKED: u64 = 3_000_000;

/// A question that takes a search takes as long as so many tests that are only looked at.
const SEARCH: u64 = 600;

/// A condition of a program: of a rule, of a row, or of a disqualifier.
pub struct Site<'p> {
    /// How its rule, row or disqualifier is known.
    pub identity: &'p Identity,
    /// What it is.
    pub kind: Kind<'p>,
    /// As the program has it.
    pub cond: &'p Cond,
    /// The same over cells.
    pub own: Logic,
    /// Conditions that are tried before it, with how they are known.
    pub before: Vec<(&'p Identity, Logic)>,
}

/// What a condition belongs to.
#[derive(Clone, Copy)]
pub enum Kind<'p> {
    /// A rule of a group, with what it gives.
    Rule(RuleId, GroupId, &'p Award),
    /// A row of a match.
    Row(RuleId),
    /// A disqualifier.
    Out,
}

/// What is known of a program, found when it is asked for.
pub struct Facts<'s, 'p> {
    /// The space.
    pub space: &'s Space<'p>,
    /// The budget of one question.
    pub budget: Budget,
    /// Every condition, in the order of the text.
    pub sites: Vec<Site<'p>>,
    /// Where the parts of conditions stand, in this order.
    written: Vec<&'s Written>,
    /// Where the conditions stand.
    places: BTreeSet<Place>,
    total: OnceCell<Option<Bounds>>,
    groups: Vec<OnceCell<Option<Bounds>>>,
    reachable: OnceCell<Option<Reachable>>,
    seen: OnceCell<Vec<Outcome>>,
    never: Vec<OnceCell<bool>>,
    alike: OnceCell<Vec<Vec<usize>>>,
    asked: Cell<u64>,
}

impl<'s, 'p> Facts<'s, 'p> {
    pub(super) fn new(space: &'s Space<'p>, written: &'s [Written], budget: Budget) -> Self {
        let program = space.program();
        let sites = sites(space);
        let mut written: Vec<&Written> = written.iter().collect();
        written.sort_by_key(|it| it.place);
        Self {
            space,
            budget,
            written,
            places: sites.iter().map(|it| it.identity.place).collect(),
            total: OnceCell::new(),
            groups: program.groups.iter().map(|_| OnceCell::new()).collect(),
            reachable: OnceCell::new(),
            seen: OnceCell::new(),
            never: sites.iter().map(|_| OnceCell::new()).collect(),
            alike: OnceCell::new(),
            asked: Cell::new(0),
            sites,
        }
    }

    /// Rules whose conditions surely mean the same, though they are written in different ways: their sites.
    pub fn alike(&self) -> &[Vec<usize>] {
        self.alike.get_or_init(|| alike::alike(self))
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.space.program()
    }

    /// The least and the greatest score of leads that take part.
    pub fn total(&self) -> Option<&Bounds> {
        let all = || {
            let under = self.space.takes_part();
            outer_bounds(self.space, Of::Total, under.as_ref(), self.budget)
        };
        self.total.get_or_init(all).as_ref()
    }

    /// The least and the greatest points of a group.
    pub fn group(&self, id: GroupId) -> Option<&Bounds> {
        let all = || outer_bounds(self.space, Of::Group(id), None, self.budget);
        self.groups.get(id.0 as usize)?.get_or_init(all).as_ref()
    }

    /// What some records come to, high and low.
    pub fn seen(&self) -> &[Outcome] {
        let all = || {
            let records = some_records(self.space);
            records.iter().map(|it| self.space.scorer().score(it)).collect()
        };
        self.seen.get_or_init(all)
    }

    /// Where the score or the points of a group may lie, if that can be told.
    pub fn reachable(&self, of: Of) -> Option<Cow<'_, Reachable>> {
        let under = self.space.takes_part().filter(|_| of == Of::Total);
        let all = || reachable(self.space, of, under.as_ref(), self.budget);
        match of {
            Of::Total => self.reachable.get_or_init(all).as_ref().map(Cow::Borrowed),
            _ => all().map(Cow::Owned),
        }
    }

    /// Whether it is sure that the condition of a site never holds.
    #[must_use]
    pub fn never_fires(&self, index: usize) -> bool {
        let (site, known) = (self.sites.get(index), self.never.get(index));
        let (Some(site), Some(known)) = (site, known) else { return false };
        *known.get_or_init(|| self.is_impossible(&site.own))
    }

    /// Whether it is sure that a condition never holds.
    #[must_use]
    pub fn is_impossible(&self, logic: &Logic) -> bool {
        let mut tests = 1;
        logic.bits(&mut |_, _| tests += 1);
        if !self.may_ask(tests) {
            return false;
        }
        match may_hold(self.space, logic) {
            Some(may_hold) => !may_hold,
            None => self.may_ask(SEARCH) && is_impossible(self.space, logic, self.budget),
        }
    }

    /// Whether there is time for a question that takes so long.
    fn may_ask(&self, steps: u64) -> bool {
        self.asked.set(self.asked.get().saturating_add(steps));
        !self.is_tired()
    }

    /// Whether nothing more is proved.
    #[must_use]
    pub fn is_tired(&self) -> bool {
        self.asked.get() > MOST_ASKED
    }

    /// A record on one line.
    #[must_use]
    pub fn line(&self, lead: &Lead) -> String {
        lead.line(self.program(), self.space.clock())
    }

    /// A finding with the offer to take its rule, row or disqualifier out, where something is left beside it.
    #[must_use]
    pub fn removable(&self, finding: Diagnostic, site: &Site<'_>) -> Diagnostic {
        let program = self.program();
        let rules = |id: GroupId| program.group(id).map_or(0, |it| it.rules.len());
        let beside = match site.kind {
            Kind::Rule(_, group, _) => rules(group),
            Kind::Row(rule) => program.rule(rule).map_or(0, |it| it.rows().len()),
            Kind::Out => usize::MAX,
        };
        removable(finding, site.identity.place, site.noun(), beside)
    }

    /// The rule, row or disqualifier around a place, or else the place.
    #[must_use]
    pub fn around(&self, place: Place) -> Place {
        // None of them stands in another one.
        let end = Place { span: Span { end: u32::MAX, ..place.span }, ..place };
        let before = self.places.range(..=end).next_back();
        before.copied().filter(|it| it.holds(place)).unwrap_or(place)
    }

    /// The written parts of conditions inside of a place.
    pub fn written_in(&self, place: Place) -> impl Iterator<Item = &'s Written> + Clone {
        let first = self.written.partition_point(|it| it.place < place.before());
        let near = self.written.iter().skip(first).copied();
        let near = near.take_while(move |it| it.place.span.start <= place.span.end);
        near.filter(move |it| place.holds(it.place))
    }

    /// The labels of the columns that a condition asks, each once, in their order.
    #[must_use]
    pub fn columns(&self, cond: &Cond) -> Vec<&'p str> {
        let mut labels: Vec<&str> = Vec::new();
        cond.atoms(&mut |atom| {
            if let Some(column) = self.program().column(atom.column)
                && !labels.contains(&column.label.as_str())
            {
                labels.push(&column.label);
            }
        });
        labels
    }
}

impl Site<'_> {
    /// `rule`, `row` or `condition`.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Rule(..) => "rule",
            Kind::Row(_) => "row",
            Kind::Out => "condition",
        }
    }

    /// Where it holds and nothing before it does.
    #[must_use]
    pub fn reached(&self) -> Logic {
        let none = self.before.iter().map(|(_, it)| it.clone().negated());
        Logic::all(std::iter::once(self.own.clone()).chain(none).collect())
    }
}

fn sites<'p>(space: &Space<'p>) -> Vec<Site<'p>> {
    let program = space.program();
    let today = space.clock().today;
    let mut sites = Vec::new();
    for (id, group) in (0..).map(GroupId).zip(&program.groups) {
        let rules = group.rules.iter().filter_map(|it| Some((*it, program.rule(*it)?)));
        let mut before = Vec::new();
        for (rule_id, rule) in rules.filter(|(_, rule)| rule.identity.exists_on(today)) {
            of_rule(space, (rule_id, rule), (id, group), &mut before, &mut sites);
        }
    }
    for out in program.disqualifiers.iter().filter(|it| it.identity.exists_on(today)) {
        let Some(own) = space.condition(&out.condition) else { continue };
        sites.push(Site {
            identity: &out.identity,
            kind: Kind::Out,
            cond: &out.condition,
            own,
            before: Vec::new(),
        });
    }
    sites
}

fn of_rule<'p>(
    space: &Space<'p>,
    (id, rule): (RuleId, &'p Rule),
    (group_id, group): (GroupId, &'p Group),
    before: &mut Vec<(&'p Identity, Logic)>,
    sites: &mut Vec<Site<'p>>,
) {
    match &rule.body {
        Body::When(cond, award) => {
            let Some(own) = space.condition(cond) else { return };
            // Of a measured award it is not sure that it takes what fits.
            let takes = matches!(award, Award::Constant(_));
            if group.kind == GroupKind::FirstMatch && takes && before.len() < MOST_BEFORE {
                before.push((&rule.identity, own.clone()));
                let earlier = before.len() - 1;
                let before = before.iter().take(earlier).cloned().collect();
                let kind = Kind::Rule(id, group_id, award);
                sites.push(Site { identity: &rule.identity, kind, cond, own, before });
            } else {
                let kind = Kind::Rule(id, group_id, award);
                let before = Vec::new();
                sites.push(Site { identity: &rule.identity, kind, cond, own, before });
            }
        }
        Body::Match(rows) => {
            let today = space.clock().today;
            let mut taken: Vec<(&Identity, Logic)> = Vec::new();
            for row in rows.iter().filter(|it| it.identity.exists_on(today)) {
                let Some(own) = space.condition(&row.condition) else { continue };
                let earlier = if taken.len() < MOST_BEFORE { taken.clone() } else { Vec::new() };
                taken.push((&row.identity, own.clone()));
                sites.push(Site {
                    identity: &row.identity,
                    kind: Kind::Row(id),
                    cond: &row.condition,
                    own,
                    before: earlier,
                });
            }
        }
        Body::ForEach(_) => {}
    }
}

/// A finding with the offer to take out its rule or row, one of so many.
pub(super) fn removable(finding: Diagnostic, place: Place, noun: &str, all: usize) -> Diagnostic {
    match all {
        0 | 1 => finding,
        _ => finding.offer(format!("Take this {noun} out."), place, ""),
    }
}

/// `*employees* and *country*`.
pub(super) fn listed(names: &[&str]) -> String {
    let starred: Vec<String> = names.iter().map(|it| format!("*{it}*")).collect();
    match starred.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// `+20`, or `points for each of something`.
pub(super) fn constant(award: &Award) -> Option<Points> {
    if let Award::Constant(points) = award { Some(*points) } else { None }
}
