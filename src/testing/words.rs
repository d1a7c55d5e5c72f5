//! Tests and values in the words of a rule file.

use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use crate::ast::TextOp;
use crate::format::print_window;
use crate::ir::{
    Column, Cond, Def, EventsId, Interval, Measure, Program, Test, TextPattern, Type, Value,
};

/// How many members of a list are shown.
const SHOWN: usize = 4;

/// A condition: `country == "DE" and employees in 100..500`.
pub(super) fn cond_words(program: &Program, scope: Option<EventsId>, cond: &Cond) -> String {
    let joined = |parts: &[Cond], word: &str| {
        let part = |it: &Cond| match it {
            Cond::All(_) | Cond::Any(_) => format!("({})", cond_words(program, scope, it)),
            _ => cond_words(program, scope, it),
        };
        parts.iter().map(part).collect::<Vec<_>>().join(word)
    };
    match cond {
        Cond::Const(yes) => if *yes { "always" } else { "never" }.to_owned(),
        Cond::Atom(atom) => {
            let column = program.columns_of(scope).get(atom.column.0 as usize);
            column.map(|it| test_words(program, scope, it, &atom.test)).unwrap_or_default()
        }
        Cond::Not(inner) => match inner.as_ref() {
            Cond::Atom(_) => format!("not {}", cond_words(program, scope, inner)),
            _ => format!("not ({})", cond_words(program, scope, inner)),
        },
        Cond::All(parts) => joined(parts, " and "),
        Cond::Any(parts) => joined(parts, " or "),
    }
}

/// A test of a column: `employees in 100..500`.
pub(super) fn test_words(
    program: &Program,
    scope: Option<EventsId>,
    column: &Column,
    test: &Test,
) -> String {
    let (label, ty) = (&column.label, column.ty);
    let shown = |value: Value| value_words(&value, ty, &program.zone);
    match test {
        Test::Missing => format!("{label} is missing"),
        Test::YesNo(true) => label.clone(),
        Test::YesNo(false) => format!("{label} == no"),
        Test::Numbers(intervals) => match (&column.def, intervals.as_slice()) {
            (Def::Compare(left, right), [only]) => {
                let side = |id: &crate::ir::ColumnId| {
                    let column = program.columns_of(scope).get(id.0 as usize);
                    column.map(|it| it.label.clone()).unwrap_or_default()
                };
                intervals_words(&side(left), &[*only], |_| side(right))
            }
            (Def::Aggregate(it), [only]) if it.measure == Measure::Count && is_some(only) => {
                let inside = label.strip_prefix("count(").and_then(|it| it.strip_suffix(')'));
                format!("any {}", inside.unwrap_or(label))
            }
            _ => intervals_words(label, intervals, |it| shown(Value::Number(it))),
        },
        Test::Dates(intervals) => {
            let date = |it| value_words(&Value::Date(it), Type::Date, &program.zone);
            intervals_words(label, intervals, date)
        }
        Test::Moments(intervals) => {
            intervals_words(label, intervals, |it| shown(Value::Moment(it)))
        }
        Test::Texts(texts) => match texts.as_slice() {
            [only] => format!("{label} == {}", quoted(&only.exact)),
            several => {
                let texts = several.iter().take(SHOWN).map(|it| quoted(&it.exact));
                let more = if several.len() > SHOWN { ", …" } else { "" };
                format!("{label} in [{}{more}]", texts.collect::<Vec<_>>().join(", "))
            }
        },
        Test::Exactly(text) => format!("{label} is exactly {}", quoted(text)),
        Test::Pattern(pattern) => pattern_words(label, pattern),
        Test::Matches(regex) => {
            let whole = regex.as_str();
            let inside = whole.strip_prefix("^(?:").and_then(|it| it.strip_suffix(")$"));
            format!("{label} matches \"{}\"", inside.unwrap_or(whole))
        }
        Test::HasText(text) => format!("{label} contains {}", quoted(&text.exact)),
        Test::HasNumber(number) => format!("{label} contains {}", number.normalize()),
        Test::Age(window, duration) => format!("{label} {}", print_window(*window, *duration)),
    }
}

/// From one on: what `any` asks of a count.
pub(super) fn is_some(interval: &Interval<Decimal>) -> bool {
    *interval
        == Interval { from: Some(Decimal::ONE), from_excluded: false, to: None, to_excluded: false }
}

fn pattern_words(label: &str, pattern: &TextPattern) -> String {
    let op = match pattern.op {
        TextOp::Contains => "contains",
        TextOp::ContainsWord => "contains word",
        TextOp::StartsWith => "starts with",
        TextOp::EndsWith => "ends with",
    };
    format!("{label} {op} {}", quoted(&pattern.written))
}

fn intervals_words<T: Copy + PartialEq>(
    label: &str,
    intervals: &[Interval<T>],
    shown: impl Fn(T) -> String,
) -> String {
    let singles = intervals.iter().map(|it| it.from.filter(|_| it.from == it.to));
    if let (Some(all), true) = (singles.collect::<Option<Vec<T>>>(), intervals.len() > 1) {
        let members = all.iter().take(SHOWN).map(|it| shown(*it)).collect::<Vec<_>>();
        let more = if all.len() > SHOWN { ", …" } else { "" };
        return format!("{label} in [{}{more}]", members.join(", "));
    }
    let one = |it: &Interval<T>| match (it.from, it.to) {
        (Some(from), Some(to)) if from == to => format!("{label} == {}", shown(from)),
        (Some(from), Some(to)) if it.from_excluded => {
            let less = if it.to_excluded { "<" } else { "<=" };
            format!("{label} > {} and {label} {less} {}", shown(from), shown(to))
        }
        (Some(from), Some(to)) => {
            let dots = if it.to_excluded { "..<" } else { ".." };
            format!("{label} in {}{dots}{}", shown(from), shown(to))
        }
        (Some(from), None) => {
            format!("{label} {} {}", if it.from_excluded { ">" } else { ">=" }, shown(from))
        }
        (None, Some(to)) => {
            format!("{label} {} {}", if it.to_excluded { "<" } else { "<=" }, shown(to))
        }
        (None, None) => format!("{label} is known"),
    };
    intervals.iter().map(one).collect::<Vec<_>>().join(" or ")
}

/// A plain value as a rule file writes it; lists and related records are written by whoever knows their fields.
pub(super) fn value_words(value: &Value, ty: Type, zone: &TimeZone) -> String {
    match value {
        Value::Text(text) => quoted(&text.exact),
        Value::Number(number) if ty == Type::Percent => format!("{}%", number.normalize()),
        Value::Number(number) => number_words(number.normalize()),
        Value::Moment(moment) => {
            let local = zone.to_datetime(*moment);
            match crate::ir::Clock::instant(zone, local) == *moment {
                true if local.second() == 0 && local.subsec_nanosecond() == 0 => {
                    local.strftime("%Y-%m-%dT%H:%M").to_string()
                }
                true => local.to_string(),
                // A time that comes twice.
                false => moment.to_string(),
            }
        }
        other => other.to_string(),
    }
}

/// `5M`, `100k`, `12_345`, `2.5`
fn number_words(number: Decimal) -> String {
    let (million, thousand) = (Decimal::from(1_000_000), Decimal::from(1_000));
    let is_whole = |unit: Decimal| (number % unit).is_zero();
    if number.abs() < thousand * Decimal::TEN {
        number.to_string()
    } else if is_whole(million) {
        format!("{}M", (number / million).normalize())
    } else if is_whole(thousand) {
        format!("{}k", (number / thousand).normalize())
    } else {
        let text = number.to_string();
        let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
        let mut grouped = String::new();
        let digits = whole.trim_start_matches('-').len();
        for (index, c) in whole.trim_start_matches('-').chars().enumerate() {
            if index > 0 && (digits - index).is_multiple_of(3) {
                grouped.push('_');
            }
            grouped.push(c);
        }
        format!("{}{grouped}{rest}", if number.is_sign_negative() { "-" } else { "" })
    }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
