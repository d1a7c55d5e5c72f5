//! Conditions of a program → conditions over fields of a PMML model.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use unicode_normalization::is_nfc;

use super::expr::{Constant, Expr};
use super::fields::{Fields, View, is_plain};
use super::inputs::{Kind, plain_name, seconds_of, since_1970};
use super::logic::{Op, Pred};
use crate::ast::{Duration, TextOp, Unit, Window};
use crate::ir::{Atom, ColumnId, Cond, DateRange, Def, Interval, Test, Text, TextPattern, Type};

/// What stands beside a whole word, as a regular expression.
pub(crate) const NO_WORD: &str = r"[^\p{L}\p{N}\p{M}]";

impl Fields<'_> {
    /// A condition.
    pub fn cond(&mut self, cond: &Cond) -> Pred {
        match cond {
            Cond::Const(yes) => Pred::Const(*yes),
            Cond::Atom(atom) => self.atom(atom),
            Cond::Not(inner) => self.cond(inner).negated(),
            Cond::All(parts) => Pred::all(parts.iter().map(|it| self.cond(it)).collect()),
            Cond::Any(parts) => Pred::any(parts.iter().map(|it| self.cond(it)).collect()),
        }
    }

    /// Whether the day of scoring lies in a range: known already if the model is bound to a day.
    pub fn valid(&mut self, range: Option<DateRange>) -> Pred {
        let Some(range) = range else { return Pred::Const(true) };
        if let Some(clock) = &self.clock {
            return Pred::Const(range.contains(clock.today));
        }
        let today = self.today();
        let interval =
            Interval { from: range.from, to: range.to, from_excluded: false, to_excluded: false };
        intervals(&today, &[interval], |date: Date| since_1970(date).into())
    }

    fn atom(&mut self, Atom { column, test }: &Atom) -> Pred {
        let id = *column;
        match test {
            Test::Missing => self.missing(id, test),
            Test::YesNo(yes) => Pred::Is(self.column(id), Op::Equal, Constant::YesNo(*yes)),
            Test::Numbers(ranges) => intervals(&self.column(id), ranges, |it: Decimal| it),
            Test::Dates(ranges) => {
                intervals(&self.day_of(id), ranges, |date: Date| since_1970(date).into())
            }
            Test::Moments(ranges) => {
                intervals(&self.column(id), ranges, |it: Timestamp| seconds_of(it))
            }
            Test::Texts(texts) if texts.iter().all(|it| is_plain(&it.folded)) => {
                self.texts(id, texts)
            }
            Test::Exactly(text) if self.keeps_case(id) && is_nfc(text) => {
                Pred::Is(self.exact(id), Op::Equal, Constant::Text(text.to_string()))
            }
            Test::Pattern(pattern) if is_plain(&pattern.text) => self.pattern(id, pattern),
            Test::Age(window, duration) => self.age(id, *window, *duration, test),
            Test::Texts(_)
            | Test::Exactly(_)
            | Test::Pattern(_)
            | Test::Matches(_)
            | Test::HasText(_)
            | Test::HasNumber(_) => Pred::yes(&self.answer(id, test)),
        }
    }

    /// Whether a text is at hand as it was written.
    fn keeps_case(&self, id: ColumnId) -> bool {
        !matches!(self.column_of(id).map(|it| &it.def), Some(Def::Default(..)))
    }

    fn missing(&mut self, id: ColumnId, test: &Test) -> Pred {
        match self.ty(id) {
            Type::Texts | Type::Numbers | Type::Record(_) | Type::Records(_) => {
                Pred::yes(&self.answer(id, test))
            }
            _ => Pred::Missing(self.value(id), true),
        }
    }

    /// The day of a date, or of a moment.
    fn day_of(&mut self, id: ColumnId) -> String {
        if self.ty(id) == Type::DateTime { self.day(id) } else { self.column(id) }
    }

    fn texts(&mut self, id: ColumnId, texts: &[Text]) -> Pred {
        let field = self.folded(id);
        let all: BTreeSet<&str> = texts.iter().map(|it| &*it.folded).collect();
        let constant = |text: &str| Constant::Text(text.to_owned());
        // Evaluators do not agree about these signs in arrays.
        let (single, listed): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|it| it.contains(['"', '\\']));
        let is = |text: &&str| Pred::Is(field.clone(), Op::Equal, constant(text));
        let mut parts: Vec<Pred> = single.iter().map(is).collect();
        match listed.as_slice() {
            [] => {}
            [only] => parts.push(is(only)),
            _ => {
                let listed = listed.into_iter().map(constant).collect();
                parts.push(Pred::Among(field.clone(), true, listed));
            }
        }
        Pred::any(parts)
    }

    /// A piece of text: a regular expression that has to be found.
    fn pattern(&mut self, id: ColumnId, pattern: &TextPattern) -> Pred {
        // Blanks at the ends of a constant may be lost.
        let text = regex::escape(&pattern.text).replace(' ', r"\x20");
        let (regex, how) = match pattern.op {
            TextOp::Contains => (text, "contains"),
            TextOp::StartsWith => (format!("^{text}"), "starts_with"),
            TextOp::EndsWith => (format!("{text}$"), "ends_with"),
            TextOp::ContainsWord => (format!("(^|{NO_WORD}){text}($|{NO_WORD})"), "contains_word"),
        };
        let wanted =
            format!("{}_{how}_{}", plain_name(self.label(id)), plain_name(&pattern.written));
        let view = View::Matches(id, regex.clone());
        let field = self.view(view, &wanted, Kind::YesNo, |it| {
            let folded = it.folded(id);
            let found = Expr::apply("matches", vec![Expr::field(&folded), Expr::text(&regex)]);
            Expr::if_known(&[folded], found)
        });
        Pred::yes(&field)
    }

    /// A window of time. Without a moment to count from, days are counted beforehand, and for other units the answer
    /// is asked for.
    fn age(&mut self, id: ColumnId, window: Window, duration: Duration, test: &Test) -> Pred {
        if let Some(clock) = &self.clock {
            if let Some(moments) = clock.moments(window, duration) {
                return intervals(&self.column(id), &[moments], |it: Timestamp| seconds_of(it));
            }
            let Some(days) = clock.days(window, duration) else { return Pred::Const(false) };
            return intervals(&self.day_of(id), &[days], |date: Date| since_1970(date).into());
        }
        let days = match duration.unit {
            Unit::Day => i64::from(duration.count),
            Unit::Week => i64::from(duration.count) * 7,
            _ => return Pred::yes(&self.answer(id, test)),
        };
        let ago = match window {
            Window::WithinLast => Interval::closed(0, days),
            Window::LessThanAgo => Interval { to_excluded: true, ..Interval::closed(0, days) },
            Window::MoreThanAgo => Interval::above(days),
            Window::WithinNext => Interval::closed(-days, 0),
            Window::LessThanFromNow => {
                Interval { from_excluded: true, ..Interval::closed(-days, 0) }
            }
            Window::MoreThanFromNow => Interval::below(-days),
        };
        intervals(&self.days_since(id), &[ago], |it: i64| it.into())
    }
}

/// A number inside one of several intervals.
fn intervals<T: Copy + Ord>(
    field: &str,
    intervals: &[Interval<T>],
    number: impl Fn(T) -> Decimal,
) -> Pred {
    let is = |op, end| Pred::Is(field.to_owned(), op, Constant::Number(number(end)));
    let inside = |interval: &Interval<T>| {
        let Interval { from, from_excluded, to, to_excluded } = *interval;
        if from.is_some() && from == to && !from_excluded && !to_excluded {
            return Pred::all(from.into_iter().map(|it| is(Op::Equal, it)).collect());
        }
        let above = if from_excluded { Op::Greater } else { Op::GreaterOrEqual };
        let below = if to_excluded { Op::Less } else { Op::LessOrEqual };
        let ends = from.map(|it| is(above, it)).into_iter().chain(to.map(|it| is(below, it)));
        match Pred::all(ends.collect()) {
            Pred::Const(_) => Pred::Missing(field.to_owned(), false),
            ends => ends,
        }
    };
    Pred::any(intervals.iter().map(inside).collect())
}
