//! Where the points of a rule for each event come from: event by event, and what was left out.

use super::columns::Columns;
use super::each::{EachOutcome, EventPoints, for_each};
use crate::ast::Unit;
use crate::ir::{Award, ColumnId, Cond, Def, ForEach, Points, Type, Value};

/// Where the points of a rule for each event come from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventLines {
    /// The events that count, the latest first; their points add up to the rule's.
    pub events: Vec<EventLine>,
    /// How many count, and how many were left out and why: `visits: 2 of 14 count; 12 do not fit`.
    pub counts: String,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventLine {
    /// When it was and what it is: `2025-02-20 10:00, /pricing`.
    pub label: String,
    /// What is awarded before it fades.
    pub award: Points,
    /// Its age in days, if points fade with it.
    pub age: Option<i32>,
    /// What it gives.
    pub points: Points,
}

impl std::fmt::Display for EventLine {
    /// `2025-01-20 10:00, /paper (+8, 40 days ago)`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.label)?;
        match self.age {
            Some(1) => write!(f, " ({}, 1 day ago)", self.award.signed()),
            Some(days) => write!(f, " ({}, {days} days ago)", self.award.signed()),
            None => Ok(()),
        }
    }
}

/// The lines of a rule for the events of one record.
pub(super) fn event_lines(rule: &ForEach, columns: &Columns<'_, '_>) -> EventLines {
    let given = for_each(rule, columns);
    let members: Vec<Columns<'_, '_>> = columns.members(rule.events).collect();
    let line = |it: &EventPoints| {
        let label = label(rule, it, members.get(it.index)?);
        let age = it.age.filter(|_| rule.decay.is_some());
        Some(EventLine { label, award: it.award, age, points: it.points })
    };
    let events = given.events.iter().rev().filter_map(line).collect();
    EventLines { events, counts: counts(rule, &given, columns) }
}

/// When an event was, what the rule looks at, and the row that it fits.
fn label(rule: &ForEach, points: &EventPoints, event: &Columns<'_, '_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(event.time().map(|time| match time {
        Value::Moment(moment) => {
            let local = event.clock().zone().to_datetime(*moment);
            local.strftime("%Y-%m-%d %H:%M").to_string()
        }
        date => date.to_string(),
    }));
    parts.extend(looked_at(rule, event));
    let row = points.row.and_then(|row| rule.rows().get(row));
    let reason = row.map(|it| &it.identity).filter(|it| it.label != it.text);
    parts.extend(reason.map(|it| it.label.clone()));
    match parts.is_empty() {
        true => format!("event {}", points.index + 1),
        false => parts.join(", "),
    }
}

/// The values of the event's own texts and numbers that the rule asks for.
fn looked_at(rule: &ForEach, event: &Columns<'_, '_>) -> Vec<String> {
    let mut columns: Vec<ColumnId> = Vec::new();
    let mut visit = |cond: &Cond| cond.atoms(&mut |atom| columns.push(atom.column));
    visit(&rule.filter);
    rule.rows().iter().for_each(|row| visit(&row.condition));
    for award in rule.awards() {
        if let Award::Measured(_, column) = award {
            columns.push(*column);
        }
    }
    columns.sort_unstable();
    columns.dedup();
    let program = event.scorer.program();
    let definitions = program.columns_of(Some(rule.events));
    let shown = |id: &ColumnId| {
        let column = definitions.get(id.0 as usize)?;
        match (event.get(*id), column.ty) {
            _ if !matches!(column.def, Def::Field(_)) => None,
            (Value::Text(text), _) => Some(text.exact.to_string()),
            (Value::Number(number), Type::Percent) => Some(format!("{}%", number.normalize())),
            (Value::Number(number), _) => Some(format!("{} {}", column.label, number.normalize())),
            _ => None,
        }
    };
    columns.iter().filter_map(shown).collect()
}

/// `visits: 2 of 14 count; 12 do not fit`
fn counts(rule: &ForEach, given: &EachOutcome, columns: &Columns<'_, '_>) -> String {
    let program = columns.scorer.program();
    let name = program.events(rule.events).map(|it| it.label.as_str()).unwrap_or_default();
    let mut parts = vec![match given.events.len() {
        1 => format!("{name}: 1 of {} counts", given.all),
        several => format!("{name}: {several} of {} count", given.all),
    }];
    let mut left_out = |count: usize, one: &str, several: &str| match count {
        0 => {}
        1 => parts.push(format!("1 {one}")),
        _ => parts.push(format!("{count} {several}")),
    };
    left_out(given.unfit, "does not fit", "do not fit");
    left_out(given.timeless, "has no time", "have no time");
    let unit = match rule.once {
        Some(Unit::Week) => "week",
        Some(Unit::Month) => "month",
        _ => "day",
    };
    let again = format!("again in the same {unit}");
    left_out(given.again, &again, &again);
    let beyond = format!("after the first {}", rule.first.unwrap_or_default());
    left_out(given.beyond, &beyond, &beyond);
    left_out(columns.later(rule.events), "later than this moment", "later than this moment");
    parts.join("; ")
}
