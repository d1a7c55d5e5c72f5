//! Rules that are the same but for their days and points.

use jiff::civil::Date;

use crate::analyze::satisfy::{Found, satisfy};
use crate::analyze::search::Budget;
use crate::analyze::space::Space;
use crate::ir::{Body, Cond, DateRange, GroupKind, Identity, Program};

/// So many questions are asked about the examples of one model.
pub(super) const EXAMPLE: Budget = Budget(5_000);

/// A rule or row that only exists on some days.
pub(super) struct Window<'p> {
    pub identity: &'p Identity,
    pub days: DateRange,
}

/// Rules of one group, or rows of one match, with the same condition, each with days of its own, in their order.
pub(super) struct Season<'p> {
    pub cond: &'p Cond,
    /// `rule` or `row`.
    pub noun: &'static str,
    /// Whether all that fit count.
    pub adds_up: bool,
    pub windows: Vec<Window<'p>>,
}

/// All of them that a program has.
pub(super) fn seasons(program: &Program) -> Vec<Season<'_>> {
    let mut seasons = Vec::new();
    for group in &program.groups {
        let rules: Vec<_> = group.rules.iter().filter_map(|it| program.rule(*it)).collect();
        let whens = rules.iter().filter_map(|it| match &it.body {
            Body::When(cond, _) => Some((cond, &it.identity)),
            _ => None,
        });
        collect(whens, "rule", group.kind == GroupKind::Sum, &mut seasons);
        for rule in &rules {
            if let Body::Match(rows) = &rule.body {
                let rows = rows.iter().map(|it| (&it.condition, &it.identity));
                collect(rows, "row", false, &mut seasons);
            }
        }
    }
    seasons
}

fn collect<'p>(
    rules: impl Iterator<Item = (&'p Cond, &'p Identity)>,
    noun: &'static str,
    adds_up: bool,
    seasons: &mut Vec<Season<'p>>,
) {
    let mut known: Vec<(&Cond, Vec<&Identity>)> = Vec::new();
    let mut places: std::collections::HashMap<&Cond, usize> = std::collections::HashMap::new();
    for (cond, identity) in rules {
        let place = *places.entry(cond).or_insert(known.len());
        match known.get_mut(place) {
            Some((_, identities)) => identities.push(identity),
            None => known.push((cond, vec![identity])),
        }
    }
    for (cond, identities) in known.into_iter().filter(|(_, it)| it.len() > 1) {
        // One that always exists leaves no gap, and the others add to it.
        let window = |it: &&'p Identity| Some(Window { days: it.valid?, identity: it });
        let Some(mut windows) = identities.iter().map(window).collect::<Option<Vec<_>>>() else {
            continue;
        };
        windows.sort_by_key(|it| (it.days.from, it.days.to.unwrap_or(Date::MAX)));
        seasons.push(Season { cond, noun, adds_up, windows });
    }
}

impl Season<'_> {
    /// A lead that fits, in words, if one is found quickly.
    pub fn lead(&self, space: &Space<'_>) -> Option<String> {
        match satisfy(space, &space.condition(self.cond)?, EXAMPLE) {
            Found::Witness(lead) => Some(lead.line(space.program(), space.clock())),
            Found::Impossible | Found::Undecided => None,
        }
    }
}

/// `valid 2025-01-01..2025-03-31`, as it is written.
pub(super) fn valid(days: DateRange) -> String {
    let end = |day: Option<Date>| day.map(|it| it.to_string()).unwrap_or_default();
    format!("valid {}..{}", end(days.from), end(days.to))
}

/// `On 2025-04-01`, or `From 2025-04-01 to 2025-04-07`.
pub(super) fn in_words(from: Date, to: Date) -> String {
    if from == to { format!("On {from}") } else { format!("From {from} to {to}") }
}
