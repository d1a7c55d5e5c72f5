//! Rules, rows and disqualifiers as they are compared.

use super::joint::{Joined, Key, key};
use crate::format::{print_duration, print_unit};
use crate::ir::{
    Award, Body, ColumnId, Cond, DateRange, Decay, Disqualifier, Each, EventsId, ForEach, Group,
    Identity, Limits, Program, Row, Rule, RuleId,
};

/// A rule, a row or a disqualifier.
#[derive(Debug)]
pub(super) struct Entry<'p> {
    /// Which rule it is.
    pub rule: Option<RuleId>,
    /// The group, as both versions count them.
    pub group: usize,
    /// The name of its group.
    pub group_name: Option<&'p str>,
    pub identity: &'p Identity,
    pub meaning: Meaning,
    /// The columns that it looks at, in the shared numbering.
    columns: Vec<ColumnId>,
    pub limit: Limits,
    /// What it gives, as it is shown.
    pub points: Option<String>,
    /// How often events count, as it is shown.
    pub once: Option<String>,
    /// Its rows.
    pub rows: Vec<Entry<'p>>,
}

/// What it does, in the shared numbering.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(super) struct Meaning {
    /// The related list whose events it is about.
    pub events: Option<EventsId>,
    /// When it applies; nothing of a `match`, whose rows say it.
    pub condition: Option<Cond>,
    /// What it gives.
    pub award: Option<(String, Option<ColumnId>)>,
}

impl<'p> Entry<'p> {
    /// The rules of a group.
    pub fn of_group(joined: &mut Joined<'p, '_>, group: &'p Group, number: usize) -> Vec<Self> {
        let program = joined.program;
        let rules = group.rules.iter().filter_map(|id| Some((*id, program.rule(*id)?)));
        let mut entries = Vec::new();
        for (id, rule) in rules {
            let entry = Self::of_rule(joined, rule);
            entries.push(Self {
                rule: Some(id),
                group: number,
                group_name: group.name.as_deref(),
                ..entry
            });
        }
        entries
    }

    pub fn of_disqualifier(joined: &mut Joined<'p, '_>, it: &'p Disqualifier) -> Self {
        Self::new(joined, None, &it.identity, Some(&it.condition), None)
    }

    fn of_rule(joined: &mut Joined<'p, '_>, rule: &'p Rule) -> Self {
        let identity = &rule.identity;
        let entry = match &rule.body {
            Body::When(cond, award) => Self::new(joined, None, identity, Some(cond), Some(award)),
            Body::Match(rows) => {
                let rows = rows.iter().map(|it| Self::of_row(joined, None, it)).collect();
                Self { rows, ..Self::new(joined, None, identity, None, None) }
            }
            Body::ForEach(each) => Self::of_each(joined, identity, each),
        };
        Self { limit: rule.limit, ..entry }
    }

    fn of_each(joined: &mut Joined<'p, '_>, identity: &'p Identity, each: &'p ForEach) -> Self {
        let scope = Some(each.events);
        let award = match &each.each {
            Each::Award(award) => Some(award),
            Each::Match(_) => None,
        };
        let rows = each.rows().iter().map(|it| Self::of_row(joined, scope, it)).collect();
        let entry = Self::new(joined, scope, identity, Some(&each.filter), award);
        Self { rows, once: how_often(each), ..entry }
    }

    fn of_row(joined: &mut Joined<'p, '_>, scope: Option<EventsId>, row: &'p Row) -> Self {
        let entry = Self::new(joined, scope, &row.identity, Some(&row.condition), Some(&row.award));
        Self { limit: row.limit, ..entry }
    }

    fn new(
        joined: &mut Joined<'p, '_>,
        scope: Option<EventsId>,
        identity: &'p Identity,
        condition: Option<&Cond>,
        award: Option<&Award>,
    ) -> Self {
        let points = award.map(|it| points(joined.program, scope, it));
        let condition = condition.map(|it| joined.cond(scope, it));
        let award = award.map(|it| joined.award(scope, it));
        let mut columns = Vec::new();
        if let Some(it) = &condition {
            it.atoms(&mut |atom| columns.push(atom.column));
        }
        columns.sort_unstable();
        columns.dedup();
        let award = award.map(|it| match it {
            Award::Constant(points) => (points.to_string(), None),
            Award::Measured(factor, column) => (factor.to_string(), Some(column)),
        });
        let meaning = Meaning { events: scope.map(|it| joined.events(it)), condition, award };
        Self {
            rule: None,
            group: 0,
            group_name: None,
            identity,
            meaning,
            columns,
            limit: Limits::default(),
            points,
            once: None,
            rows: Vec::new(),
        }
    }

    /// What it is called by, if it has a reason of its own.
    fn reason(&self) -> Option<&str> {
        let Identity { label, text, .. } = self.identity;
        (label != text).then_some(label.as_str())
    }

    // By what two entries are known to be one, the surest first.

    pub fn by_id(&self) -> Option<Key> {
        self.identity.id.as_ref().map(key)
    }

    pub fn by_code(&self) -> Option<Key> {
        self.identity.code.as_ref().map(key)
    }

    pub fn by_all(&self) -> Option<Key> {
        let Identity { label, text, .. } = self.identity;
        Some(key(&(self.group, label, text, &self.meaning, self.limit)))
    }

    pub fn by_reason(&self) -> Option<Key> {
        self.reason().map(|it| key(&(self.group, it)))
    }

    pub fn by_text(&self) -> Option<Key> {
        Some(key(&(self.group, &self.identity.text)))
    }

    pub fn by_condition(&self) -> Option<Key> {
        let Meaning { events, condition, .. } = &self.meaning;
        condition.as_ref().map(|it| key(&(self.group, events, it)))
    }

    pub fn by_reason_anywhere(&self) -> Option<Key> {
        self.reason().map(|it| key(&it))
    }

    pub fn by_text_anywhere(&self) -> Option<Key> {
        Some(key(&self.identity.text))
    }

    pub fn by_condition_anywhere(&self) -> Option<Key> {
        let Meaning { events, condition, .. } = &self.meaning;
        condition.as_ref().map(|it| key(&(events, it)))
    }

    /// The same fields are asked, and the same points given.
    pub fn by_columns_and_points(&self) -> Option<Key> {
        let Meaning { events, award, .. } = &self.meaning;
        let asks = !self.columns.is_empty();
        asks.then(|| key(&(self.group, events, &self.columns, award)))
    }

    /// The same fields are asked.
    pub fn by_columns(&self) -> Option<Key> {
        let asks = !self.columns.is_empty();
        asks.then(|| key(&(self.group, self.meaning.events, &self.columns)))
    }
}

/// `+20`, `+4 per pricing_views`
fn points(program: &Program, scope: Option<EventsId>, award: &Award) -> String {
    match award {
        Award::Constant(points) => points.signed(),
        Award::Measured(factor, column) => {
            let factor = factor.normalize();
            let sign = if factor.is_sign_negative() { "" } else { "+" };
            let column = program.columns_of(scope).get(column.0 as usize);
            format!("{sign}{factor} per {}", column.map_or("", |it| it.label.as_str()))
        }
    }
}

/// `once per day, first 3, halving every 30 days`
fn how_often(each: &ForEach) -> Option<String> {
    let once = each.once.map(|it| format!("once per {}", print_unit(it)));
    let first = each.first.map(|it| format!("first {it}"));
    let decay = each.decay.map(|it| match it {
        Decay::Halving(every) => format!("halving every {}", print_duration(every)),
        Decay::Fading(over) => format!("fading over {}", print_duration(over)),
    });
    let all: Vec<String> = [once, first, decay].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// `2025-02-10..2025-04-30`
pub(super) fn days(days: Option<DateRange>) -> Option<String> {
    let end = |day: Option<jiff::civil::Date>| day.map(|it| it.to_string()).unwrap_or_default();
    days.map(|it| format!("{}..{}", end(it.from), end(it.to)))
}
