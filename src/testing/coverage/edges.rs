//! The two sides of every bound that a test names.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use rust_decimal::Decimal;

use crate::analyze::value_words;
use crate::ast::{Duration, Unit, Window};
use crate::format::print_window;
use crate::ir::{Clock, Column, Def, Interval, Program, Test, Type, Value};

/// Values close to a bound, on one side of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// A stretch of numbers, days or moments.
    In(Test),
    /// Next to the end of a window that looks from as-of, inside or outside.
    Window(Window, Duration, bool),
}

impl Edge {
    /// Whether a value lies there.
    pub(in crate::testing) fn holds(&self, value: &Value, clock: &Clock) -> bool {
        match self {
            Self::In(test) => test.passes(value, clock),
            Self::Window(window, duration, inside) => {
                match (window_edge(*window, *duration, *inside, clock), value) {
                    (Some(Test::Dates(days)), Value::Moment(moment)) => {
                        Test::Dates(days).passes(&Value::Date(clock.day_of(*moment)), clock)
                    }
                    (Some(test), value) => test.passes(value, clock),
                    (None, _) => false,
                }
            }
        }
    }

    /// The test that values there pass; `None` where they are the moments of a day, or there are none.
    pub(in crate::testing) fn test(&self, ty: Type, clock: &Clock) -> Option<Test> {
        match self {
            Self::In(test) => Some(test.clone()),
            Self::Window(window, duration, inside) => {
                let test = window_edge(*window, *duration, *inside, clock)?;
                (ty == Type::Date || !matches!(test, Test::Dates(_))).then_some(test)
            }
        }
    }

    /// A value that lies there.
    pub(in crate::testing) fn sample(&self, ty: Type, clock: &Clock) -> Option<Value> {
        let test = match self {
            Self::In(test) => test.clone(),
            Self::Window(window, duration, inside) => {
                window_edge(*window, *duration, *inside, clock)?
            }
        };
        match test {
            Test::Numbers(it) => inner_end(it.first()?).map(Value::Number),
            Test::Moments(it) => inner_end(it.first()?).map(Value::Moment),
            Test::Dates(it) => {
                let day = inner_end(it.first()?)?;
                Some(if ty == Type::DateTime { noon(day, clock) } else { Value::Date(day) })
            }
            _ => None,
        }
    }
}

/// The middle of a day.
pub(in crate::testing) fn noon(day: Date, clock: &Clock) -> Value {
    let local = day.to_datetime(jiff::civil::Time::constant(12, 0, 0, 0));
    Value::Moment(Clock::instant(clock.zone(), local))
}

fn inner_end<T: Copy>(interval: &Interval<T>) -> Option<T> {
    let from = interval.from.filter(|_| !interval.from_excluded);
    from.or(interval.to.filter(|_| !interval.to_excluded))
}

/// The sides of the bounds that a test of a column names, in the words `employees just below 100`.
pub(in crate::testing) fn edges(
    program: &Program,
    column: &Column,
    test: &Test,
) -> Vec<(Edge, String)> {
    let label = &column.label;
    let shown = |value: Value| value_words(program, &value, column.ty);
    match test {
        Test::Numbers(intervals) => {
            let whole = column.ty == Type::Integer;
            let near = |it| number_near(it, whole);
            let shown = |it| shown(Value::Number(it));
            let found = sides(intervals, near, shown).into_iter();
            let edges = found.map(|(side, words)| {
                let words = match column.def {
                    Def::Compare(..) => compared(label, &side),
                    _ => format!("{label} {words}"),
                };
                (Edge::In(Test::Numbers(vec![side])), words)
            });
            edges.collect()
        }
        Test::Dates(intervals) => {
            let found = sides(intervals, day_near, |it| it.to_string()).into_iter();
            found
                .map(|(it, words)| (Edge::In(Test::Dates(vec![it])), format!("{label} {words}")))
                .collect()
        }
        Test::Moments(intervals) => {
            let near = |it| moment_near(it, program);
            let found = sides(intervals, near, |it| shown(Value::Moment(it))).into_iter();
            found
                .map(|(it, words)| (Edge::In(Test::Moments(vec![it])), format!("{label} {words}")))
                .collect()
        }
        Test::Age(window, duration) => {
            let words = print_window(*window, *duration);
            vec![
                (Edge::Window(*window, *duration, true), format!("{label} only just {words}")),
                (Edge::Window(*window, *duration, false), format!("{label} not quite {words}")),
            ]
        }
        _ => Vec::new(),
    }
}

/// How two compared fields stand to each other: `visits < orders, just equal`.
fn compared(label: &str, side: &Interval<Decimal>) -> String {
    let order = side.from.unwrap_or_default();
    let word = match order.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => "the first less",
        std::cmp::Ordering::Equal => "both equal",
        std::cmp::Ordering::Greater => "the first greater",
    };
    format!("{label}, {word}")
}

/// What lies just below a bound, at it and just above it.
struct Near<T> {
    below: Option<Interval<T>>,
    at: Option<Interval<T>>,
    above: Option<Interval<T>>,
}

/// Both sides of every end; a single value is no range and has none.
fn sides<T: Copy + PartialEq>(
    intervals: &[Interval<T>],
    near: impl Fn(T) -> Near<T>,
    shown: impl Fn(T) -> String,
) -> Vec<(Interval<T>, String)> {
    let mut found: Vec<(Interval<T>, String)> = Vec::new();
    for interval in intervals.iter().filter(|it| it.from.is_none() || it.from != it.to) {
        let ends = [
            // Whether the bound belongs to what lies below it.
            interval.from.map(|it| (it, interval.from_excluded)),
            interval.to.map(|it| (it, !interval.to_excluded)),
        ];
        for (bound, with_below) in ends.into_iter().flatten() {
            let Near { below, at, above } = near(bound);
            let at = at.map(|it| (it, "at"));
            let (below, above) =
                (below.map(|it| (it, "just below")), above.map(|it| (it, "just above")));
            let pair = if with_below { [at.or(below), above] } else { [below, at.or(above)] };
            let pair = pair.into_iter().flatten();
            found.extend(pair.map(|(it, word)| (it, format!("{word} {}", shown(bound)))));
        }
    }
    found
}

fn number_near(bound: Decimal, whole: bool) -> Near<Decimal> {
    if whole {
        return Near {
            below: bound.ceil().checked_sub(Decimal::ONE).map(Interval::only),
            at: bound.is_integer().then(|| Interval::only(bound)),
            above: bound.floor().checked_add(Decimal::ONE).map(Interval::only),
        };
    }
    let step = step(bound);
    let below = bound.checked_sub(step).map(|from| Interval {
        from: Some(from),
        from_excluded: false,
        to: Some(bound),
        to_excluded: true,
    });
    let above = bound.checked_add(step).map(|to| Interval {
        from: Some(bound),
        from_excluded: true,
        to: Some(to),
        to_excluded: false,
    });
    Near { below, at: Some(Interval::only(bound)), above }
}

/// One of the last digit that a bound is written with: 1 for 500, 0.1 for 2.5.
pub(in crate::testing) fn step(bound: Decimal) -> Decimal {
    Decimal::new(1, bound.normalize().scale())
}

fn day_near(bound: Date) -> Near<Date> {
    Near {
        below: bound.yesterday().ok().map(Interval::only),
        at: Some(Interval::only(bound)),
        above: bound.tomorrow().ok().map(Interval::only),
    }
}

/// A day around midnight, else a minute.
fn moment_near(bound: Timestamp, program: &Program) -> Near<Timestamp> {
    let midnight = program.zone.to_datetime(bound).time() == jiff::civil::Time::midnight();
    let step = Span::new().seconds(if midnight { 24 * 60 * 60 } else { 60 });
    let below = bound.checked_sub(step).ok().map(|from| Interval {
        from: Some(from),
        from_excluded: false,
        to: Some(bound),
        to_excluded: true,
    });
    let above = bound.checked_add(step).ok().map(|to| Interval {
        from: Some(bound),
        from_excluded: true,
        to: Some(to),
        to_excluded: false,
    });
    Near { below, at: Some(Interval::only(bound)), above }
}

/// The day, hour or minute next to the end of a window that its duration names.
fn window_edge(window: Window, duration: Duration, inside: bool, clock: &Clock) -> Option<Test> {
    let looks_back =
        matches!(window, Window::WithinLast | Window::LessThanAgo | Window::MoreThanAgo);
    if let Some(days) = clock.days(window, duration) {
        let near = |end: Date, with_below: bool| match with_below {
            true => (Some(end), end.tomorrow().ok()),
            false => (end.yesterday().ok(), Some(end)),
        };
        let (below, above) = match (days.from.filter(|_| looks_back), days.to, days.from) {
            (Some(from), ..) => near(from, days.from_excluded),
            (None, Some(to), _) => near(to, !days.to_excluded),
            (None, None, Some(from)) => near(from, days.from_excluded),
            (None, None, None) => return None,
        };
        return [below, above]
            .into_iter()
            .flatten()
            .find(|it| days.contains(*it) == inside)
            .map(|it| Test::Dates(vec![Interval::only(it)]));
    }
    let moments = clock.moments(window, duration)?;
    let end = match looks_back {
        true => moments.from.or(moments.to)?,
        false => moments.to.or(moments.from)?,
    };
    let step = Span::new().seconds(if duration.unit == Unit::Hour { 30 * 60 } else { 30 });
    let below = end.checked_sub(step).ok();
    let above = end.checked_add(step).ok();
    let (from, to) = match below.is_some_and(|it| moments.contains(it)) == inside {
        true => (below?, end),
        false => (end, above?),
    };
    // The end itself belongs to one side only.
    let mine = moments.contains(end) == inside;
    let (from_excluded, to_excluded) = (from == end && !mine, to == end && !mine);
    Some(Test::Moments(vec![Interval {
        from: Some(from),
        from_excluded,
        to: Some(to),
        to_excluded,
    }]))
}
