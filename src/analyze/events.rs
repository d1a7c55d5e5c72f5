//! Related records for a lead: visits that a rule counts, made one kind after the other.

use jiff::Span;

use super::best::Actual;
use super::satisfy::{Found, satisfy};
use super::search::Budget;
use super::space::Space;
use crate::cells::Logic;
use crate::ir::{AsOf, Body, Cond, Def, EventsId, FieldId, Points, Program, Record, Value, Values};

/// The budget for one kind of event.
const BUDGET: Budget = Budget(5_000);

/// So many conditions of one list are looked at.
const MOST_KINDS: usize = 30;

/// So many events of a kind are added at once.
const COUNTS: [usize; 7] = [1, 2, 3, 5, 10, 20, 50];

/// So often events are added.
const ROUNDS: usize = 8;

/// A related list of the scored record, and events that its conditions tell apart.
pub(super) struct List {
    field: FieldId,
    time: Option<FieldId>,
    kinds: Vec<Values>,
}

impl List {
    /// The lists of a program that stand in the record itself.
    pub fn all(program: &Program, as_of: AsOf) -> Vec<Self> {
        let ids = (0..).map(EventsId).take(program.events.len());
        ids.filter_map(|id| Self::of(program, as_of, id)).collect()
    }

    fn of(program: &Program, as_of: AsOf, id: EventsId) -> Option<Self> {
        let events = program.events(id).filter(|it| it.outer.is_none())?;
        let Def::Field(field) = program.column(events.list)?.def else { return None };
        let record = program.related(events.record)?;
        let mut filters = filters(program, id);
        filters.truncate(MOST_KINDS);
        let alone = program.member_alone(id)?;
        let space = Space::with(&alone, as_of, &filters);
        let logics: Vec<Logic> = filters.iter().filter_map(|it| space.condition(it)).collect();
        let time = record.time();
        let mut kinds = Vec::new();
        for (index, own) in logics.iter().enumerate() {
            let others = logics.iter().enumerate().filter(|(it, _)| *it != index);
            let none = others.map(|(_, it)| it.clone().negated());
            let only = Logic::all(std::iter::once(own.clone()).chain(none).collect());
            let found =
                [only, own.clone()].iter().find_map(|it| match satisfy(&space, it, BUDGET) {
                    Found::Witness(lead) => Some(lead.values),
                    _ => None,
                });
            let event = found.and_then(|it| dated(it, record, time, &space));
            if let Some(event) = event.filter(|it| !kinds.contains(it)) {
                kinds.push(event);
            }
        }
        Some(Self { field, time, kinds })
    }

    /// Events of a kind, today or each a day before the last one.
    fn several(&self, kind: &Values, count: usize, apart: bool) -> Vec<Values> {
        let back = |days: usize| {
            let mut event = kind.to_vec();
            let slot = self.time.and_then(|it| event.get_mut(it.0 as usize));
            if let Some(slot) = slot {
                let days = i64::try_from(days).unwrap_or(0);
                *slot = match &*slot {
                    Value::Date(date) => {
                        let earlier = date.checked_sub(Span::new().days(days));
                        earlier.map_or(Value::Missing, Value::Date)
                    }
                    Value::Moment(moment) => {
                        let earlier = moment.checked_sub(Span::new().hours(24 * days));
                        earlier.map_or(Value::Missing, Value::Moment)
                    }
                    other => other.clone(),
                };
            }
            Values::from(event)
        };
        (0..count).map(|it| if apart { back(it) } else { kind.clone() }).collect()
    }
}

/// What is asked of the events of a list, by aggregates and by rules for each of them.
fn filters(program: &Program, id: EventsId) -> Vec<Cond> {
    let mut filters: Vec<Cond> = Vec::new();
    for column in &program.columns {
        if let Def::Aggregate(it) = &column.def
            && it.events == id
        {
            filters.push(it.filter.clone());
        }
    }
    for rule in &program.rules {
        if let Body::ForEach(it) = &rule.body
            && it.events == id
        {
            let rows = it.rows().iter().map(|row| row.condition.clone());
            let rows: Vec<Cond> =
                if it.rows().is_empty() { vec![Cond::Const(true)] } else { rows.collect() };
            filters.extend(rows.into_iter().map(|row| Cond::all(vec![it.filter.clone(), row])));
        }
    }
    let mut different: Vec<Cond> = Vec::new();
    filters.into_iter().for_each(|it| {
        if !different.contains(&it) {
            different.push(it);
        }
    });
    different
}

/// An event with its time, which must not be later than as-of.
fn dated(
    mut event: Vec<Value>,
    record: &Record,
    time: Option<FieldId>,
    space: &Space<'_>,
) -> Option<Values> {
    let clock = space.clock();
    if let Some(time) = time {
        let slot = event.get_mut(time.0 as usize)?;
        let is_day = record.get(time)?.ty == crate::ir::Type::Date;
        match slot {
            Value::Missing if is_day => *slot = Value::Date(clock.today),
            Value::Missing => *slot = Value::Moment(clock.now.round(jiff::Unit::Second).ok()?),
            Value::Date(date) if *date > clock.today => return None,
            Value::Moment(moment) if *moment > clock.now => return None,
            _ => {}
        }
        // Rounding may have come to the next day.
        if let Value::Moment(moment) = slot
            && *moment > clock.now
        {
            *moment = moment.checked_sub(Span::new().seconds(1)).ok()?;
        }
    }
    Some(event.into())
}

/// Adds events to a record as long as that is for the better.
pub(super) fn grow(
    space: &Space<'_>,
    mut record: Vec<Value>,
    actual: Actual<'_>,
    outer: Points,
) -> Vec<Value> {
    let mut best = actual(&record);
    for _ in 0..ROUNDS {
        let mut better: Option<(Points, Vec<Value>)> = None;
        for list in space.lists() {
            for kind in &list.kinds {
                for (count, apart) in COUNTS.iter().flat_map(|it| [(*it, false), (*it, true)]) {
                    let mut tried = record.clone();
                    let Some(slot) = tried.get_mut(list.field.0 as usize) else { continue };
                    let mut events = match slot {
                        Value::Records(records) => records.to_vec(),
                        _ => Vec::new(),
                    };
                    events.extend(list.several(kind, count, apart));
                    *slot = Value::Records(events.into());
                    let points = actual(&tried);
                    if points > better.as_ref().map_or(best, |it| it.0) {
                        better = Some((points, tried));
                    }
                }
            }
        }
        let Some((points, tried)) = better else { break };
        (best, record) = (points, tried);
        if best >= outer {
            break;
        }
    }
    record
}
