//! The small changes that are tried: points, bounds, operators, members of lists, and and or, days, weights, clauses.

use std::fmt;

use rust_decimal::Decimal;

use super::clauses::{days_variants, each_variants, weight_variant};
use super::variants::variants;
use crate::ir::{
    Award, Body, ColumnId, Cond, DateRange, Def, Each, EventsId, ForEach, Identity, Limits, Points,
    Program, Row, Rule, RuleId,
};
use crate::source::Place;
use crate::testing::coverage::Owner;

/// One small change of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The rule, row, disqualifier or band that is changed.
    pub place: Place,
    /// What that is called.
    pub of: String,
    /// What is there: `employees in 100..500`.
    pub was: String,
    /// What stands there instead: `employees in 101..500`.
    pub becomes: String,
    what: What,
}

/// What is changed, and into what.
#[derive(Clone, Debug, PartialEq)]
enum What {
    Cond(Spot, Cond),
    Award(Owner, Award),
    Limit(Limited, Limits),
    Band(usize, Points),
    /// How many events count, how often, and how their points fade.
    Events(RuleId, Box<ForEach>),
    Weight(usize, Decimal),
    Valid(Owner, DateRange),
}

/// What has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limited {
    Owner(Owner),
    Group(usize),
    Model,
}

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    /// That of a rule, row or disqualifier; for each event its filter.
    Of(Owner),
    /// Which events an aggregate takes.
    Filter(Option<EventsId>, ColumnId),
}

impl fmt::Display for Change {
    /// `employees in 100..500 → 101..500`: what both begin with stands once.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (was, becomes): (Vec<&str>, Vec<&str>) =
            (self.was.split(' ').collect(), self.becomes.split(' ').collect());
        let same = was.iter().zip(&becomes).take_while(|(a, b)| a == b).count();
        // Of `contains word "x"` and `contains "x"` the word before is needed too.
        let gone = was.get(same..).unwrap_or_default();
        let new = becomes.get(same..).unwrap_or_default();
        let same = if gone.ends_with(new) { same.saturating_sub(1) } else { same };
        let is_joined = was.iter().any(|it| ["and", "or"].contains(it));
        let new: Vec<&str> = becomes.into_iter().skip(if is_joined { 0 } else { same }).collect();
        write!(f, "{} → {}", self.was, new.join(" "))
    }
}

impl Change {
    /// The limit that is changed, and what it becomes.
    pub(super) fn limit(&self) -> Option<(Limited, Limits)> {
        if let What::Limit(limited, limits) = &self.what { Some((*limited, *limits)) } else { None }
    }

    /// The program with this change.
    #[must_use]
    pub fn applied(&self, program: &Program) -> Program {
        let mut program = program.clone();
        match &self.what {
            What::Cond(spot, cond) => {
                if let Some(slot) = cond_at(&mut program, *spot) {
                    *slot = cond.clone();
                }
            }
            What::Award(owner, award) => {
                if let Some(slot) = award_of(&mut program, *owner) {
                    *slot = award.clone();
                }
            }
            What::Limit(limited, limits) => {
                if let Some(slot) = limit_of(&mut program, *limited) {
                    *slot = *limits;
                }
            }
            What::Band(index, from) => {
                if let Some(band) = program.bands.get_mut(*index) {
                    band.from = Some(*from);
                }
            }
            What::Events(id, each) => {
                if let Some(rule) = rule_at(&mut program, *id) {
                    rule.body = Body::ForEach(each.clone());
                }
            }
            What::Weight(index, weight) => {
                if let Some(group) = program.groups.get_mut(*index) {
                    group.weight = Some(*weight);
                }
            }
            What::Valid(owner, days) => {
                if let Some(identity) = identity_of(&mut program, *owner) {
                    identity.valid = Some(*days);
                }
            }
        }
        program
    }
}

fn rule_at(program: &mut Program, RuleId(index): RuleId) -> Option<&mut Rule> {
    program.rules.get_mut(index as usize)
}

fn row_at(rule: &mut Rule, row: usize) -> Option<&mut Row> {
    match &mut rule.body {
        Body::Match(rows) => rows.get_mut(row),
        Body::ForEach(each) => match &mut each.each {
            Each::Match(rows) => rows.get_mut(row),
            Each::Award(_) => None,
        },
        Body::When(..) => None,
    }
}

fn identity_of(program: &mut Program, owner: Owner) -> Option<&mut Identity> {
    match owner {
        Owner::Rule(id) => rule_at(program, id).map(|it| &mut it.identity),
        Owner::Row(id, row) => row_at(rule_at(program, id)?, row).map(|it| &mut it.identity),
        Owner::Disqualifier(index) => {
            program.disqualifiers.get_mut(index).map(|it| &mut it.identity)
        }
    }
}

fn cond_at(program: &mut Program, spot: Spot) -> Option<&mut Cond> {
    match spot {
        Spot::Of(Owner::Disqualifier(index)) => {
            program.disqualifiers.get_mut(index).map(|it| &mut it.condition)
        }
        Spot::Of(Owner::Row(id, row)) => {
            row_at(rule_at(program, id)?, row).map(|it| &mut it.condition)
        }
        Spot::Of(Owner::Rule(id)) => match &mut rule_at(program, id)?.body {
            Body::When(cond, _) => Some(cond),
            Body::ForEach(each) => Some(&mut each.filter),
            Body::Match(_) => None,
        },
        Spot::Filter(scope, ColumnId(column)) => {
            let columns = match scope {
                None => &mut program.columns,
                Some(EventsId(id)) => &mut program.events.get_mut(id as usize)?.columns,
            };
            match &mut columns.get_mut(column as usize)?.def {
                Def::Aggregate(it) => Some(&mut it.filter),
                _ => None,
            }
        }
    }
}

fn award_of(program: &mut Program, owner: Owner) -> Option<&mut Award> {
    match owner {
        Owner::Row(id, row) => row_at(rule_at(program, id)?, row).map(|it| &mut it.award),
        Owner::Rule(id) => match &mut rule_at(program, id)?.body {
            Body::When(_, award) => Some(award),
            Body::ForEach(each) => match &mut each.each {
                Each::Award(award) => Some(award),
                Each::Match(_) => None,
            },
            Body::Match(_) => None,
        },
        Owner::Disqualifier(_) => None,
    }
}

fn limit_of(program: &mut Program, limited: Limited) -> Option<&mut Limits> {
    match limited {
        Limited::Model => Some(&mut program.limit),
        Limited::Group(index) => program.groups.get_mut(index).map(|it| &mut it.limit),
        Limited::Owner(Owner::Rule(id)) => rule_at(program, id).map(|it| &mut it.limit),
        Limited::Owner(Owner::Row(id, row)) => {
            row_at(rule_at(program, id)?, row).map(|it| &mut it.limit)
        }
        Limited::Owner(Owner::Disqualifier(_)) => None,
    }
}

/// All small changes of a program, in the order of its rules.
pub(in crate::testing) fn changes(program: &Program) -> Vec<Change> {
    let mut found = Finder { program, filters: Vec::new(), of: String::new(), changes: Vec::new() };
    for (id, rule) in (0..).map(RuleId).zip(&program.rules) {
        let owner = Owner::Rule(id);
        match &rule.body {
            Body::When(cond, award) => found.owned(owner, None, cond, Some(award), rule.limit),
            Body::Match(rows) => {
                found.of.clone_from(&rule.identity.label);
                found.limit(Limited::Owner(owner), rule.identity.place, rule.limit);
                found.valid(owner, &rule.identity);
                found.rows(id, None, rows);
            }
            Body::ForEach(each) => {
                let scope = Some(each.events);
                let award = if let Each::Award(it) = &each.each { Some(it) } else { None };
                found.owned(owner, scope, &each.filter, award, rule.limit);
                found.rows(id, scope, each.rows());
                for (changed, was, becomes) in each_variants(each) {
                    let what = What::Events(id, Box::new(changed));
                    found.add(rule.identity.place, was, becomes, what);
                }
            }
        }
    }
    for (index, it) in program.disqualifiers.iter().enumerate() {
        found.owned(Owner::Disqualifier(index), None, &it.condition, None, Limits::default());
    }
    for (index, group) in program.groups.iter().enumerate() {
        if let (Some(place), Some(name)) = (group.place, &group.name) {
            found.of.clone_from(name);
            found.limit(Limited::Group(index), place, group.limit);
            if let Some((weight, was, becomes)) = group.weight.and_then(weight_variant) {
                found.add(place, was, becomes, What::Weight(index, weight));
            }
        }
    }
    if let Some(place) = program.places.limit {
        found.of.clone_from(&program.name);
        found.limit(Limited::Model, place, program.limit);
    }
    for (index, band) in program.bands.iter().enumerate() {
        if let Some(from) = band.from {
            let more = from + ONE;
            found.of.clone_from(&band.label);
            let (label, what) = (&band.label, What::Band(index, more));
            found.add(
                band.place,
                format!("{label} from {from}"),
                format!("{label} from {more}"),
                what,
            );
        }
    }
    found.changes
}

const ONE: Points = Points::from_hundredths(100);

struct Finder<'p> {
    program: &'p Program,
    /// The conditions about events that have been changed already: several rules may share one.
    filters: Vec<Spot>,
    /// What the things are called that are changed now.
    of: String,
    changes: Vec<Change>,
}

impl Finder<'_> {
    fn add(&mut self, place: Place, was: String, becomes: String, what: What) {
        let of = self.of.clone();
        self.changes.push(Change { place, of, was, becomes, what });
    }

    fn rows(&mut self, id: RuleId, scope: Option<EventsId>, rows: &[Row]) {
        for (index, row) in rows.iter().enumerate() {
            let owner = Owner::Row(id, index);
            self.owned(owner, scope, &row.condition, Some(&row.award), row.limit);
        }
    }

    fn owned(
        &mut self,
        owner: Owner,
        scope: Option<EventsId>,
        cond: &Cond,
        award: Option<&Award>,
        limit: Limits,
    ) {
        let Some(identity) = owner.identity(self.program) else { return };
        let place = identity.place;
        self.of.clone_from(&identity.label);
        self.cond(Spot::Of(owner), place, scope, cond);
        if let Some(award) = award {
            self.award(owner, place, award);
            if let Award::Measured(_, column) = award {
                self.inside(place, scope, *column);
            }
        }
        self.limit(Limited::Owner(owner), place, limit);
        self.valid(owner, identity);
    }

    /// Each end of the days on which something exists, one day further out.
    fn valid(&mut self, owner: Owner, identity: &Identity) {
        for (days, was, becomes) in identity.valid.map(days_variants).unwrap_or_default() {
            self.add(identity.place, was, becomes, What::Valid(owner, days));
        }
    }

    fn cond(&mut self, spot: Spot, place: Place, scope: Option<EventsId>, cond: &Cond) {
        for (changed, was, becomes) in variants(self.program, scope, cond) {
            self.add(place, was, becomes, What::Cond(spot, changed));
        }
        cond.atoms(&mut |atom| self.inside(place, scope, atom.column));
    }

    /// The conditions about events on which a column rests.
    fn inside(&mut self, place: Place, scope: Option<EventsId>, id: ColumnId) {
        let program = self.program;
        let Some(column) = program.columns_of(scope).get(id.0 as usize) else { return };
        if let Def::Aggregate(it) = &column.def {
            let spot = Spot::Filter(scope, id);
            if !self.filters.contains(&spot) {
                self.filters.push(spot);
                self.cond(spot, place, Some(it.events), &it.filter);
            }
        }
        column.def.sources().into_iter().for_each(|it| self.inside(place, scope, it));
    }

    /// One point more, away from 0.
    fn award(&mut self, owner: Owner, place: Place, award: &Award) {
        let (was, becomes, changed) = match award {
            Award::Constant(points) => {
                let more = if *points < Points::ZERO { *points - ONE } else { *points + ONE };
                let was = if *points == Points::ZERO { "+0".to_owned() } else { points.signed() };
                (was, more.signed(), Award::Constant(more))
            }
            Award::Measured(each, column) => {
                let one =
                    if each.is_sign_negative() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
                let label = self.program.column(*column).map(|it| it.label.as_str());
                let per = label.map_or(String::new(), |it| format!(" per {it}"));
                let more = *each + one;
                let sign = |it: Decimal| if it.is_sign_negative() { "" } else { "+" };
                let (was, becomes) = (each.normalize(), more.normalize());
                let words = |it: Decimal| format!("{}{it}{per}", sign(it));
                (words(was), words(becomes), Award::Measured(more, *column))
            }
        };
        self.add(place, was, becomes, What::Award(owner, changed));
    }

    /// Each end of a limit, one point further out.
    fn limit(&mut self, limited: Limited, place: Place, limit: Limits) {
        let wider = [
            limit.low.map(|low| Limits { low: Some(low - ONE), ..limit }),
            limit.high.map(|high| Limits { high: Some(high + ONE), ..limit }),
        ];
        for wider in wider.into_iter().flatten() {
            let (was, becomes) = (format!("limit {limit}"), format!("limit {wider}"));
            self.add(place, was, becomes, What::Limit(limited, wider));
        }
    }
}
