//! Tests and conditions in the words of a rule file.

use rust_decimal::Decimal;

use crate::analyze::value_words;
use crate::ast::TextOp;
use crate::format::{print_text, print_window};
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
    let shown = |value: Value| value_words(program, &value, ty);
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
            let date = |it| value_words(program, &Value::Date(it), Type::Date);
            intervals_words(label, intervals, date)
        }
        Test::Moments(intervals) => {
            intervals_words(label, intervals, |it| shown(Value::Moment(it)))
        }
        Test::Texts(texts) => match texts.as_slice() {
            [only] => format!("{label} == {}", print_text(&only.exact)),
            several => {
                let texts = several.iter().take(SHOWN).map(|it| print_text(&it.exact));
                let more = if several.len() > SHOWN { ", …" } else { "" };
                format!("{label} in [{}{more}]", texts.collect::<Vec<_>>().join(", "))
            }
        },
        Test::Exactly(text) => format!("{label} is exactly {}", print_text(text)),
        Test::Pattern(pattern) => pattern_words(label, pattern),
        Test::Matches(regex) => {
            let whole = regex.as_str();
            let inside = whole.strip_prefix("^(?:").and_then(|it| it.strip_suffix(")$"));
            format!("{label} matches \"{}\"", inside.unwrap_or(whole))
        }
        Test::HasText(text) => format!("{label} contains {}", print_text(&text.exact)),
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
    format!("{label} {op} {}", print_text(&pattern.written))
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
