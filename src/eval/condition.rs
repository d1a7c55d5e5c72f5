use super::columns::Columns;
use crate::ir::{Atom, Clock, ColumnId, Cond, Interval, Test, Value};

/// Whether a condition holds.
pub(super) fn holds(cond: &Cond, columns: &Columns<'_, '_>) -> bool {
    holds_with(cond, columns.clock(), &|column| columns.get(column))
}

/// Whether a condition holds, wherever the values of its columns come from.
pub(super) fn holds_with<'v>(
    cond: &Cond,
    clock: &Clock,
    value: &impl Fn(ColumnId) -> &'v Value,
) -> bool {
    match cond {
        Cond::Const(yes) => *yes,
        Cond::Atom(atom) => passes(&atom.test, value(atom.column), clock),
        Cond::Not(inner) => !holds_with(inner, clock, value),
        Cond::All(parts) => parts.iter().all(|it| holds_with(it, clock, value)),
        Cond::Any(parts) => parts.iter().any(|it| holds_with(it, clock, value)),
    }
}

/// Whether a test holds; of a missing value only `is missing` does.
pub(super) fn atom_holds(atom: &Atom, columns: &Columns<'_, '_>) -> bool {
    passes(&atom.test, columns.get(atom.column), columns.clock())
}

/// Whether one value passes a test.
pub(super) fn passes(test: &Test, value: &Value, clock: &Clock) -> bool {
    match (test, value) {
        (Test::Missing, value) => value.is_missing(),
        (Test::YesNo(wanted), Value::YesNo(yes)) => wanted == yes,
        (Test::Numbers(intervals), Value::Number(number)) => inside(intervals, *number),
        (Test::Dates(intervals), Value::Date(date)) => inside(intervals, *date),
        (Test::Moments(intervals), Value::Moment(moment)) => inside(intervals, *moment),
        (Test::Texts(texts), Value::Text(text)) => texts.iter().any(|it| it.folded == text.folded),
        (Test::Exactly(wanted), Value::Text(text)) => text.exact == *wanted,
        (Test::Pattern(pattern), Value::Text(text)) => pattern.found_in(&text.folded),
        (Test::Matches(regex), Value::Text(text)) => regex.is_match(&text.exact),
        (Test::HasText(wanted), Value::Texts(texts)) => {
            texts.iter().any(|text| text.folded == wanted.folded)
        }
        (Test::HasNumber(wanted), Value::Numbers(numbers)) => numbers.contains(wanted),
        (Test::Age(window, duration), Value::Date(date)) => {
            clock.days(*window, *duration).is_some_and(|days| days.contains(*date))
        }
        (Test::Age(window, duration), Value::Moment(moment)) => {
            match clock.moments(*window, *duration) {
                Some(moments) => moments.contains(*moment),
                None => clock
                    .days(*window, *duration)
                    .is_some_and(|days| days.contains(clock.day_of(*moment))),
            }
        }
        _ => false,
    }
}

fn inside<T: Ord + Copy>(intervals: &[Interval<T>], value: T) -> bool {
    intervals.iter().any(|interval| interval.contains(value))
}
