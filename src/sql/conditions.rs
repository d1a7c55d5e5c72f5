//! Conditions: every test of a column, and `and`, `or` and `not` over them.
//!
//! A test of NULL is NULL, which counts as no: in a `CASE` by itself, and behind `not` because that is said as `IS NOT
//! TRUE`.

use super::columns::Work;
use super::needs::{Form, compared};
use super::said::Said;
use super::texts::{day, utc};
use super::{Reason, Refusal, regex};
use crate::ast::{TextOp, Unit};
use crate::ir::{Atom, ColumnId, Cond, Def, Interval, Test, TextPattern, Type};
use crate::source::Place;

impl Work<'_> {
    /// A condition of a rule that stands at a place.
    pub fn condition(&mut self, condition: &Cond, place: Place) -> Said {
        match condition {
            Cond::Const(yes) => Said::constant(*yes),
            Cond::Atom(atom) => match self.shared.get(&(atom.column, atom.test.clone())) {
                Some(name) => Said::test(name.clone()),
                None => self.atom(atom, place),
            },
            Cond::Not(inner) => self.negated(inner, place),
            Cond::All(parts) => {
                Said::all(parts.iter().map(|it| self.condition(it, place)).collect())
            }
            Cond::Any(parts) => {
                Said::any(parts.iter().map(|it| self.condition(it, place)).collect())
            }
        }
    }

    fn negated(&mut self, inner: &Cond, place: Place) -> Said {
        match inner {
            Cond::Atom(Atom { column, test: Test::Missing }) if !self.is_comparison(*column) => {
                let form = compared(self.ty(*column));
                Said::negation(format!("{} IS NOT NULL", self.name(*column, form)))
            }
            inner => {
                let said = self.condition(inner, place);
                Said::negation(self.speech.not(&said.bracketed()))
            }
        }
    }

    fn is_comparison(&self, column: ColumnId) -> bool {
        matches!(self.program.column(column).map(|it| &it.def), Some(Def::Compare(..)))
    }

    fn ty(&self, column: ColumnId) -> Option<Type> {
        self.program.column(column).map(|it| it.ty)
    }

    /// A test of a column.
    pub fn atom(&mut self, atom: &Atom, place: Place) -> Said {
        let column = atom.column;
        if let Some(Def::Compare(left, right)) = self.program.column(column).map(|it| &it.def) {
            return self.comparison(*left, *right, &atom.test);
        }
        let value = self.name(column, Form::Value);
        match &atom.test {
            Test::Missing => {
                let form = compared(self.ty(column));
                Said::negation(format!("{} IS NULL", self.name(column, form)))
            }
            Test::YesNo(true) => Said::test(value),
            Test::YesNo(false) => Said::negation(format!("NOT {value}")),
            Test::Numbers(intervals) => inside(&value, intervals, |it| self.speech.decimal(it)),
            Test::Dates(intervals) => inside(&value, intervals, day),
            Test::Moments(intervals) => {
                inside(&value, intervals, |it| self.speech.moment(&utc(it)))
            }
            Test::Texts(texts) => {
                let texts: Vec<String> =
                    texts.iter().map(|it| self.folded_text(&it.folded)).collect();
                one_of(&self.name(column, Form::Folded), texts)
            }
            Test::Exactly(text) => Said::test(format!("{value} = {}", self.speech.text(text))),
            Test::Pattern(pattern) => self.pattern(column, pattern),
            Test::Matches(regex) => self.matches(&value, regex.as_str(), place),
            Test::HasText(text) => {
                Said::test(self.speech.has(&value, &self.folded_text(&text.folded)))
            }
            Test::HasNumber(number) => {
                Said::test(self.speech.has(&value, &self.speech.decimal(*number)))
            }
            Test::Age(window, duration) => {
                let is_short = matches!(duration.unit, Unit::Minute | Unit::Hour);
                let is_moment = self.ty(column) == Some(Type::DateTime);
                let value = match (is_short, is_moment) {
                    (true, false) => return Said::constant(false),
                    (true, true) => value,
                    (false, _) => self.name(column, Form::Day),
                };
                let window = self.moments.window(&value, *window, *duration, &mut self.names);
                Said::test(window)
            }
        }
    }

    /// Which of less, equal and greater pass.
    fn comparison(&self, left: ColumnId, right: ColumnId, test: &Test) -> Said {
        let form = compared(self.ty(left));
        let (left, right) = (self.name(left, form), self.name(right, form));
        let passes = |order: i8| match test {
            Test::Numbers(intervals) => intervals.iter().any(|it| it.contains(order.into())),
            _ => false,
        };
        let has_order = form == Form::Value;
        let sign = match (passes(-1) && has_order, passes(0), passes(1)) {
            (false, false, false) => {
                return match test {
                    Test::Missing => Said::negation(format!("({left} = {right}) IS NULL")),
                    _ => Said::constant(false),
                };
            }
            (true, false, false) => "<",
            (false, true, false) => "=",
            (false, false, true) if has_order && !passes(-1) => ">",
            (true, true, false) => "<=",
            (false, true, true) if has_order => ">=",
            (true, false, true) | (false, false, true) => "<>",
            (true, true, true) | (false, true, true) => {
                return Said::negation(format!("({left} = {right}) IS NOT NULL"));
            }
        };
        Said::test(format!("{left} {sign} {right}"))
    }

    fn pattern(&mut self, column: ColumnId, pattern: &TextPattern) -> Said {
        let value = self.name(column, Form::Folded);
        let piece = super::texts::folded_as_sql(&pattern.text);
        if pattern.op == TextOp::ContainsWord {
            let word = self.speech.in_words();
            return Said::test(self.speech.finds(&value, &regex::whole_word(&piece, word)));
        }
        Said::test(self.speech.found(pattern.op, &value, &self.speech.text(&piece)))
    }

    fn matches(&mut self, value: &str, pattern: &str, place: Place) -> Said {
        let Some(portable) = regex::portable(pattern) else {
            self.refusals.push(Refusal {
                reason: Reason::Pattern,
                place,
                message: "Engines of SQL read this pattern in different ways.".to_owned(),
                help: "Write out which letters are meant, as in [a-z0-9], or use contains, starts with or ends with."
                    .to_owned(),
            });
            return Said::constant(false);
        };
        Said::test(self.speech.matches(value, &portable))
    }
}

/// A value that is one of several.
fn one_of(value: &str, constants: Vec<String>) -> Said {
    match constants.as_slice() {
        [one] => Said::test(format!("{value} = {one}")),
        _ => Said::test(format!("{value} IN ({})", constants.join(", "))),
    }
}

/// A value inside one of several intervals.
fn inside<T: Copy + PartialEq>(
    value: &str,
    intervals: &[Interval<T>],
    constant: impl Fn(T) -> String,
) -> Said {
    let single = |it: &Interval<T>| match (it.from, it.to) {
        (Some(from), Some(to)) if from == to && !it.from_excluded && !it.to_excluded => Some(from),
        _ => None,
    };
    let singles: Option<Vec<T>> = intervals.iter().map(single).collect();
    if let Some(singles) = singles.filter(|it| !it.is_empty()) {
        return one_of(value, singles.into_iter().map(constant).collect());
    }
    let one = |it: &Interval<T>| {
        let low = if it.from_excluded { ">" } else { ">=" };
        let high = if it.to_excluded { "<" } else { "<=" };
        match (it.from, it.to) {
            (Some(from), Some(to)) if !it.from_excluded && !it.to_excluded => {
                Said::test(format!("{value} BETWEEN {} AND {}", constant(from), constant(to)))
            }
            (Some(from), Some(to)) => Said::all(vec![
                Said::test(format!("{value} {low} {}", constant(from))),
                Said::test(format!("{value} {high} {}", constant(to))),
            ]),
            (Some(from), None) => Said::test(format!("{value} {low} {}", constant(from))),
            (None, Some(to)) => Said::test(format!("{value} {high} {}", constant(to))),
            (None, None) => Said::negation(format!("{value} IS NOT NULL")),
        }
    };
    Said::any(intervals.iter().map(one).collect())
}
