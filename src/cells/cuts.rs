//! Types with an order: the places at which some test changes its answer.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Axis;
use super::monotone::{Monotone, Turned};
use crate::ir::{Clock, ColumnId, Def, Interval, Operand, Program, Test, Type, Value};

/// A place between two neighbouring values: just before a value, or just after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cut<T> {
    /// The value.
    pub at: T,
    /// Whether the value itself lies before the cut.
    pub after: bool,
}

/// The cuts of an axis, in order. Between two of them every test has the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cuts {
    /// Of numbers.
    Numbers(Vec<Cut<Decimal>>),
    /// Of days.
    Days(Vec<Cut<Date>>),
    /// Of instants.
    Moments(Vec<Cut<Timestamp>>),
}

/// The tests of one column of an axis, as cuts of that column.
#[derive(Default)]
struct Found {
    numbers: Vec<Cut<Decimal>>,
    days: Vec<Cut<Date>>,
    moments: Vec<Cut<Timestamp>>,
}

impl Cuts {
    /// The cuts of an axis; `None` if its type has no order, or if something is calculated from its value in a way
    /// that cannot be turned round, as `weekday(created)`.
    #[must_use]
    pub fn of(axis: &Axis, program: &Program, clock: &Clock) -> Option<Self> {
        let mut all = Found::default();
        for (column, test) in &axis.tests {
            let found = Found::of(test, clock)?;
            all.extend(found.on_root(*column, axis.root, program, clock)?);
        }
        let ty = axis.ty(program)?;
        Some(match ty {
            _ if ty.is_date() && ty == Type::Date => Self::Days(sorted(all.days)),
            _ if ty.is_date() => Self::Moments(sorted(all.moments)),
            _ if ty.is_ordered() => Self::Numbers(sorted(all.numbers)),
            _ => return None,
        })
    }

    /// The values at which they lie, and the whole numbers or days beside them.
    pub(crate) fn beside(&self) -> Vec<Value> {
        match self {
            Self::Numbers(cuts) => {
                let near = |it: &Cut<Decimal>| {
                    let one = Decimal::ONE;
                    [it.at.checked_sub(one), Some(it.at), it.at.checked_add(one)]
                };
                cuts.iter().flat_map(near).flatten().map(Value::Number).collect()
            }
            Self::Days(cuts) => {
                let near =
                    |it: &Cut<Date>| [it.at.yesterday().ok(), Some(it.at), it.at.tomorrow().ok()];
                cuts.iter().flat_map(near).flatten().map(Value::Date).collect()
            }
            Self::Moments(cuts) => cuts.iter().map(|it| Value::Moment(it.at)).collect(),
        }
    }

    /// How many intervals there are between the cuts.
    #[must_use]
    pub fn intervals(&self) -> usize {
        1 + match self {
            Self::Numbers(cuts) => cuts.len(),
            Self::Days(cuts) => cuts.len(),
            Self::Moments(cuts) => cuts.len(),
        }
    }

    /// The interval in which a value lies, from 0; `None` if it is missing or of another type.
    #[must_use]
    pub fn interval_of(&self, value: &Value) -> Option<usize> {
        match (self, value) {
            (Self::Numbers(cuts), Value::Number(number)) => Some(passed(cuts, *number)),
            (Self::Days(cuts), Value::Date(date)) => Some(passed(cuts, *date)),
            (Self::Moments(cuts), Value::Moment(moment)) => Some(passed(cuts, *moment)),
            _ => None,
        }
    }

    /// A value inside an interval; `None` if there is none, as between 5 and 6 for whole numbers.
    #[must_use]
    pub fn inside(&self, interval: usize, whole: bool) -> Option<Value> {
        match self {
            Self::Numbers(cuts) => {
                inside(cuts, interval, |a, b| between(a, b, whole)).map(Value::Number)
            }
            Self::Days(cuts) => inside(cuts, interval, day_between).map(Value::Date),
            Self::Moments(cuts) => inside(cuts, interval, moment_between).map(Value::Moment),
        }
    }
}

fn sorted<T: Ord>(mut cuts: Vec<Cut<T>>) -> Vec<Cut<T>> {
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// How many cuts lie before a value.
fn passed<T: Ord + Copy>(cuts: &[Cut<T>], value: T) -> usize {
    cuts.partition_point(|cut| if cut.after { value > cut.at } else { value >= cut.at })
}

/// A value of an interval: one that is named by a cut, if there is one, else what `between` finds between two
/// values that do not belong to it.
fn inside<T: Ord + Copy>(
    cuts: &[Cut<T>],
    interval: usize,
    between: impl Fn(Option<T>, Option<T>) -> Option<T>,
) -> Option<T> {
    let low = interval.checked_sub(1).and_then(|it| cuts.get(it));
    let high = cuts.get(interval);
    match (low, high) {
        (Some(low), _) if !low.after => Some(low.at),
        (_, Some(high)) if high.after => Some(high.at),
        (low, high) => between(low.map(|it| it.at), high.map(|it| it.at)),
    }
}

fn between(low: Option<Decimal>, high: Option<Decimal>, whole: bool) -> Option<Decimal> {
    let found = match (low, high) {
        (None, None) => Some(Decimal::ZERO),
        (Some(low), None) => low.floor().checked_add(Decimal::ONE).or(Some(Decimal::MAX)),
        (None, Some(high)) => high.ceil().checked_sub(Decimal::ONE).or(Some(Decimal::MIN)),
        (Some(low), Some(high)) => {
            let next = low.floor().checked_add(Decimal::ONE).filter(|it| *it < high);
            let middle = || low.checked_add(high.checked_sub(low)?.checked_div(Decimal::TWO)?);
            next.or_else(|| if whole { None } else { middle() })
        }
    };
    found.filter(|it| low.is_none_or(|low| *it > low) && high.is_none_or(|high| *it < high))
}

fn day_between(low: Option<Date>, high: Option<Date>) -> Option<Date> {
    let found = match (low, high) {
        (Some(low), _) => low.tomorrow().ok(),
        (None, Some(high)) => high.yesterday().ok(),
        (None, None) => Some(jiff::civil::date(2000, 1, 1)),
    };
    found.filter(|it| high.is_none_or(|high| *it < high))
}

fn moment_between(low: Option<Timestamp>, high: Option<Timestamp>) -> Option<Timestamp> {
    let nanosecond = Span::new().nanoseconds(1);
    let found = match (low, high) {
        (Some(low), _) => low.checked_add(nanosecond).ok(),
        (None, Some(high)) => high.checked_sub(nanosecond).ok(),
        (None, None) => Some(Timestamp::UNIX_EPOCH),
    };
    found.filter(|it| high.is_none_or(|high| *it < high))
}

impl Found {
    /// Where a test changes its answer; `None` if its values have no order.
    fn of(test: &Test, clock: &Clock) -> Option<Self> {
        let mut found = Self::default();
        match test {
            Test::Missing => {}
            Test::Numbers(intervals) => {
                intervals.iter().for_each(|it| ends(it, &mut found.numbers))
            }
            Test::Dates(intervals) => intervals.iter().for_each(|it| ends(it, &mut found.days)),
            Test::Moments(intervals) => {
                intervals.iter().for_each(|it| ends(it, &mut found.moments))
            }
            // Of instants both may be meant; `on_root` sees to it.
            Test::Age(window, duration) => match clock.moments(*window, *duration) {
                Some(moments) => ends(&moments, &mut found.moments),
                None => ends(&clock.days(*window, *duration)?, &mut found.days),
            },
            _ => return None,
        }
        Some(found)
    }

    fn extend(&mut self, other: Self) {
        self.numbers.extend(other.numbers);
        self.days.extend(other.days);
        self.moments.extend(other.moments);
    }

    /// The same places as cuts of the root from which a column is calculated.
    fn on_root(
        mut self,
        mut column: ColumnId,
        root: ColumnId,
        program: &Program,
        clock: &Clock,
    ) -> Option<Self> {
        while column != root {
            let definition = program.column(column)?;
            column = match &definition.def {
                // Only a missing value is another one.
                Def::Default(inner, _) => *inner,
                Def::Negate(inner) => {
                    let mirrored = |cut: &Cut<Decimal>| Cut { at: -cut.at, after: !cut.after };
                    self.numbers = self.numbers.iter().map(mirrored).collect();
                    *inner
                }
                Def::DayOf(inner) => *inner,
                Def::Call(function, args) if matches!(function.name, "days_since" | "year") => {
                    let [Operand::Column(inner)] = args.as_slice() else { return None };
                    let day = if function.name == "year" { year } else { days_since };
                    for cut in std::mem::take(&mut self.numbers) {
                        self.days.extend(day(cut, clock));
                    }
                    *inner
                }
                Def::Arithmetic(..) | Def::Call(..) => {
                    let steps = Monotone::of(column, program, clock)?;
                    let Turned { numbers, days } =
                        steps.turn(&std::mem::take(&mut self.numbers))?;
                    self.numbers = numbers;
                    self.days.extend(days);
                    steps.base
                }
                _ => return None,
            };
        }
        if program.column(root)?.ty == Type::DateTime {
            for cut in std::mem::take(&mut self.days) {
                self.moments.extend(beginnings(cut, clock.zone()));
            }
        }
        Some(self)
    }
}

fn ends<T: Copy>(interval: &Interval<T>, cuts: &mut Vec<Cut<T>>) {
    cuts.extend(interval.from.map(|at| Cut { at, after: interval.from_excluded }));
    cuts.extend(interval.to.map(|at| Cut { at, after: !interval.to_excluded }));
}

/// `days_since(date) >= n` holds up to the day n days ago. A place beyond the calendar parts nothing.
fn days_since(cut: Cut<Decimal>, clock: &Clock) -> Option<Cut<Date>> {
    // From this number of days on, the test has its other answer.
    let from = if cut.after { cut.at.floor() + Decimal::ONE } else { cut.at.ceil() };
    let day = clock.today.checked_sub(Span::new().try_days(from.to_i64()?).ok()?).ok()?;
    Some(Cut { at: day, after: true })
}

/// `year(date) >= n` holds from the first day of the year.
fn year(cut: Cut<Decimal>, _: &Clock) -> Option<Cut<Date>> {
    let from = if cut.after { cut.at.floor() + Decimal::ONE } else { cut.at.ceil() };
    Date::new(from.to_i16()?, 1, 1).ok().map(|at| Cut { at, after: false })
}

/// The instants at which a day begins: more than one where clocks are set back over midnight.
fn beginnings(cut: Cut<Date>, zone: &TimeZone) -> Vec<Cut<Timestamp>> {
    let day = if cut.after { cut.at.tomorrow().ok() } else { Some(cut.at) };
    let Some(day) = day else { return Vec::new() };
    let midnight = zone.to_ambiguous_zoned(day.to_datetime(jiff::civil::Time::midnight()));
    let ends = [midnight.clone().earlier(), midnight.later()];
    let ends: Vec<Timestamp> = ends.into_iter().flatten().map(|it| it.timestamp()).collect();
    let (Some(first), Some(last)) = (ends.iter().min().copied(), ends.iter().max().copied()) else {
        return Vec::new();
    };
    let start = first.checked_sub(Span::new().hours(24)).unwrap_or(Timestamp::MIN);
    let end = last.checked_add(Span::new().hours(24)).unwrap_or(Timestamp::MAX);
    // Every change of the clock nearby is one place more: too many cuts do no harm.
    let changes = zone.following(start).map(|it| it.timestamp()).take_while(|it| *it <= end);
    ends.iter().copied().chain(changes).map(|at| Cut { at, after: false }).collect()
}
