//! What is missing for a rule to fire: the fewest columns that would have to change.

use rust_decimal::Decimal;

use super::columns::Columns;
use super::condition::atom_holds;
use crate::ir::{
    Atom, Clock, Column, ColumnId, Cond, Def, Interval, Measure, Program, Test, Text, Type, Value,
};

/// A column that would have to pass a test, or fail it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need<'p> {
    pub column: ColumnId,
    pub test: &'p Test,
    pub wanted: bool,
}

/// The fewest changes that make a condition true, or false; `None` where none can.
pub(super) fn needs<'p>(
    cond: &'p Cond,
    wanted: bool,
    columns: &Columns<'_, '_>,
) -> Option<Vec<Need<'p>>> {
    match cond {
        Cond::Const(yes) => (*yes == wanted).then(Vec::new),
        Cond::Atom(atom) => Some(need(atom, wanted, columns)),
        Cond::Not(inner) => needs(inner, !wanted, columns),
        Cond::All(parts) if wanted => together(parts, wanted, columns),
        Cond::Any(parts) if !wanted => together(parts, wanted, columns),
        Cond::All(parts) | Cond::Any(parts) => {
            parts.iter().filter_map(|part| needs(part, wanted, columns)).min_by_key(Vec::len)
        }
    }
}

fn need<'p>(atom: &'p Atom, wanted: bool, columns: &Columns<'_, '_>) -> Vec<Need<'p>> {
    match atom_holds(atom, columns) == wanted {
        true => Vec::new(),
        false => vec![Need { column: atom.column, test: &atom.test, wanted }],
    }
}

/// All parts at once; two different wishes about one column are not followed up.
fn together<'p>(
    parts: &'p [Cond],
    wanted: bool,
    columns: &Columns<'_, '_>,
) -> Option<Vec<Need<'p>>> {
    let mut all: Vec<Need<'p>> = Vec::new();
    for part in parts {
        for need in needs(part, wanted, columns)? {
            if all.iter().any(|it| it.column == need.column) {
                return None;
            }
            all.push(need);
        }
    }
    Some(all)
}

impl Need<'_> {
    /// A value that meets the need, near to the present one; `None` where there is no obvious one.
    pub fn value(&self, present: &Value, ty: Type, clock: &Clock) -> Option<Value> {
        match (self.test, self.wanted) {
            (Test::Missing, true) => Some(Value::Missing),
            (Test::YesNo(yes), true) => Some(Value::YesNo(*yes)),
            (Test::YesNo(yes), false) => Some(Value::YesNo(!yes)),
            (Test::Numbers(intervals), true) => {
                let step = if ty == Type::Integer { Decimal::ONE } else { Decimal::new(1, 2) };
                let ends = ends(intervals, |it, up| {
                    let whole = |number: Decimal| match ty {
                        Type::Integer if up => number.ceil(),
                        Type::Integer => number.floor(),
                        _ => number,
                    };
                    let moved = if up { it.checked_add(step) } else { it.checked_sub(step) };
                    (whole(it), moved.map(whole))
                });
                let distance = |end: &Decimal| match present {
                    Value::Number(number) => (*number - *end).abs(),
                    _ => Decimal::ZERO,
                };
                ends.into_iter().min_by_key(distance).map(Value::Number)
            }
            (Test::Dates(intervals), true) => {
                let days = ends(intervals, |it, up| {
                    (it, if up { it.tomorrow() } else { it.yesterday() }.ok())
                });
                days.into_iter().next().map(Value::Date)
            }
            (Test::Texts(texts), true) => texts.first().cloned().map(Value::Text),
            (Test::Exactly(text), true) => Some(Value::text(text)),
            (Test::Pattern(pattern), true) => Some(Value::text(&pattern.written)),
            (Test::HasText(text), true) => {
                let mut texts =
                    if let Value::Texts(texts) = present { texts.clone() } else { Vec::new() };
                texts.push(text.clone());
                Some(Value::Texts(texts))
            }
            (Test::Age(window, duration), true) => {
                let days = clock.days(*window, *duration)?;
                let date = match (days.from, days.to) {
                    (Some(from), _) if days.contains(from) => from,
                    (_, Some(to)) if days.contains(to) => to,
                    (Some(from), None) => from.tomorrow().ok()?,
                    (_, Some(to)) => to.yesterday().ok()?,
                    _ => clock.today,
                };
                let date = if days.contains(clock.today) { clock.today } else { date };
                Some(match ty {
                    Type::DateTime => {
                        let noon = date.to_datetime(jiff::civil::Time::constant(12, 0, 0, 0));
                        Value::Moment(Clock::instant(clock.zone(), noon))
                    }
                    _ => Value::Date(date),
                })
            }
            _ => None,
        }
    }

    /// `any visits where …` asks for one of them: `there are no visits where …; one is needed`.
    fn words_of_none(&self, program: &Program, present: &Value) -> Option<String> {
        let column = program.column(self.column)?;
        let counts = matches!(&column.def, Def::Aggregate(it) if it.measure == Measure::Count);
        let one = matches!(self.test, Test::Numbers(intervals)
            if intervals.iter().all(|it| it.from == Some(Decimal::ONE) && it.to.is_none()));
        let none = present.as_number().is_some_and(|it| it.is_zero());
        let inside = column.label.strip_prefix("count(")?.strip_suffix(')')?;
        (counts && one && none && self.wanted)
            .then(|| format!("there are no {inside}; one is needed"))
    }

    /// The need in words: `employees: 88, needs 100 (12 more)`.
    pub fn words(&self, program: &Program, columns: &Columns<'_, '_>) -> Option<String> {
        let clock = columns.clock();
        let Column { label, ty, .. } = program.column(self.column)?;
        let present = columns.get(self.column);
        if let Some(words) = self.words_of_none(program, present) {
            return Some(words);
        }
        let is = match present {
            Value::Missing => format!("{label} is not known"),
            Value::YesNo(yes) => format!("{label} is {}", if *yes { "yes" } else { "no" }),
            value => {
                let unit = if *ty == Type::Percent { "%" } else { "" };
                format!("{label} is {}{unit}", shown(value, clock))
            }
        };
        let needs = match (self.test, self.wanted) {
            (Test::Missing, true) => "a blank".to_owned(),
            (Test::Missing, false) => "any value".to_owned(),
            (Test::YesNo(yes), wanted) => (if *yes == wanted { "yes" } else { "no" }).to_owned(),
            (Test::Numbers(intervals), true) => {
                let near = self.value(present, *ty, clock).filter(|_| *ty != Type::Percent);
                let gap = near.and_then(|it| gap(present, &it));
                let unit = if *ty == Type::Percent { "%" } else { "" };
                let range = intervals
                    .iter()
                    .map(|it| {
                        interval_words(it, &OF_NUMBERS, |end| format!("{}{unit}", readable(end)))
                    })
                    .collect::<Vec<_>>();
                format!("{}{}", range.join(" or "), gap.unwrap_or_default())
            }
            (Test::Dates(intervals), true) => {
                let range =
                    intervals.iter().map(|it| interval_words(it, &OF_DAYS, |day| day.to_string()));
                range.collect::<Vec<_>>().join(" or ")
            }
            (Test::Texts(texts), true) => one_of(texts),
            (Test::Exactly(text), true) => format!("exactly \"{text}\""),
            (Test::Pattern(pattern), true) => match pattern.op {
                crate::ast::TextOp::StartsWith => {
                    format!("a text that starts with \"{}\"", pattern.written)
                }
                crate::ast::TextOp::EndsWith => {
                    format!("a text that ends with \"{}\"", pattern.written)
                }
                crate::ast::TextOp::ContainsWord => format!("the word \"{}\"", pattern.written),
                crate::ast::TextOp::Contains => format!("\"{}\" in it", pattern.written),
            },
            (Test::HasText(text), true) => format!("\"{}\" among its values", text.exact),
            (Test::HasNumber(number), true) => format!("{number} among its values"),
            (Test::Age(..), true) => {
                let date = self.value(present, Type::Date, clock)?;
                format!("a date such as {date}")
            }
            (_, true) => "another value".to_owned(),
            (_, false) => "something else".to_owned(),
        };
        Some(format!("{is}, needs {needs}"))
    }
}

/// The ends of intervals that lie inside them; an end left out is replaced by its neighbour.
fn ends<T: Ord + Copy>(
    intervals: &[Interval<T>],
    near: impl Fn(T, bool) -> (T, Option<T>),
) -> Vec<T> {
    let mut ends = Vec::new();
    for interval in intervals {
        for (end, excluded, up) in [
            (interval.from, interval.from_excluded, true),
            (interval.to, interval.to_excluded, false),
        ] {
            let Some(end) = end else { continue };
            let (included, neighbour) = near(end, up);
            let candidate = if excluded { neighbour } else { Some(included) };
            ends.extend(candidate.filter(|it| interval.contains(*it)));
        }
    }
    ends
}

/// ` (12 more)`, ` (3 less)`.
fn gap(present: &Value, wanted: &Value) -> Option<String> {
    let (Value::Number(present), Value::Number(wanted)) = (present, wanted) else { return None };
    let gap = *wanted - *present;
    let word = if gap > Decimal::ZERO { "more" } else { "less" };
    Some(format!(" ({} {word})", readable(gap.abs())))
}

fn interval_words<T: PartialEq + Copy>(
    interval: &Interval<T>,
    words: &EndWords,
    shown: impl Fn(T) -> String,
) -> String {
    let Interval { from, from_excluded, to, to_excluded } = *interval;
    let put = |template: &str, end: &str| template.replace("{}", end);
    match (from.map(&shown), to.map(&shown)) {
        (Some(only), Some(_)) if from == to => only,
        (Some(from), Some(to)) if to_excluded => format!("{from} to {}", put(words.below, &to)),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) if from_excluded => put(words.above, &from),
        (Some(from), None) => put(words.from, &from),
        (None, Some(to)) if to_excluded => put(words.below, &to),
        (None, Some(to)) => put(words.to, &to),
        (None, None) => "any value".to_owned(),
    }
}

/// How the ends of intervals are said.
struct EndWords {
    above: &'static str,
    from: &'static str,
    below: &'static str,
    to: &'static str,
}

const OF_NUMBERS: EndWords =
    EndWords { above: "more than {}", from: "{} or more", below: "less than {}", to: "{} or less" };
const OF_DAYS: EndWords = EndWords {
    above: "a day after {}",
    from: "{} or later",
    below: "a day before {}",
    to: "{} or earlier",
};

fn one_of(texts: &[Text]) -> String {
    const SHOWN: usize = 4;
    let some: Vec<String> =
        texts.iter().take(SHOWN).map(|text| format!("\"{}\"", text.exact)).collect();
    let more = if texts.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", some.join(" or "))
}

/// A number with commas between thousands, for reading.
fn readable(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = whole.trim_start_matches('-');
    let mut out = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if fraction.is_empty() { out } else { format!("{out}.{fraction}") }
}

fn shown(value: &Value, clock: &Clock) -> String {
    match value {
        Value::Number(number) => readable(*number),
        // The time of day as it is in the model's zone.
        Value::Moment(moment) => {
            clock.zone().to_datetime(*moment).strftime("%Y-%m-%d %H:%M").to_string()
        }
        Value::Text(text) => format!("\"{}\"", text.exact),
        other => other.to_string(),
    }
}
