//! Ways to look at the values of one column, and which of them a condition lets through.

use rust_decimal::Decimal;

use super::age::{self, Scale};
use super::line::{Cut, Line};
use super::patterns::{Relation, relation};
use super::values::{Bounds, Values};
use crate::ast::TextOp;
use crate::ir::{Column, ColumnId, Cond, Def, Interval, Record, Test, Text, Type};

/// A way to look at the values of a column: along a line, or by one test that they pass or fail.
/// What a view cannot show it leaves open.
#[derive(Clone, Copy, Debug)]
pub(super) enum View<'t> {
    /// Missing or known.
    Known,
    /// Numbers in their order; of whole numbers 1 and 2 are neighbours.
    Numbers { whole: bool },
    /// Days in their order.
    Days,
    /// Instants in their order.
    Moments,
    /// Yes and no.
    YesNo,
    /// Folded texts in the order of their bytes: those with one beginning stand together.
    Beginnings,
    /// Folded texts read backwards.
    Endings,
    /// How long ago it was.
    Age(Scale),
    /// Whether it passes this test.
    Passes(&'t Test),
}

/// The columns of a program, to find out what can be in them.
#[derive(Clone, Copy)]
pub(super) struct Columns<'c> {
    pub columns: &'c [Column],
    pub record: &'c Record,
}

impl<'c> Columns<'c> {
    /// The column whose values these are: the day of an instant is a view of the instant.
    pub fn root(self, id: ColumnId) -> ColumnId {
        match self.definition(id) {
            Some(Def::DayOf(inner)) => *inner,
            _ => id,
        }
    }

    pub fn get(self, id: ColumnId) -> Option<&'c Column> {
        self.columns.get(id.0 as usize)
    }

    fn definition(self, id: ColumnId) -> Option<&'c Def> {
        self.get(id).map(|it| &it.def)
    }

    /// Every value that a column can have.
    pub fn universe(self, id: ColumnId, view: View<'_>) -> Values {
        let counts = |it: &Def| matches!(it, Def::Aggregate(it) if it.measure.counts());
        let never = |it: &Def| matches!(it, Def::Default(..)) || counts(it);
        let missing = !self.definition(id).is_some_and(never);
        let from_zero = Interval { to: None, ..Interval::closed(Decimal::ZERO, Decimal::ZERO) };
        let known = match (view, self.definition(id)) {
            (View::YesNo | View::Passes(_), _) => yes_or_no(false).union(&yes_or_no(true)),
            (View::Numbers { .. }, Some(Def::Compare(left, right))) => {
                let farthest = if left == right { Decimal::ZERO } else { Decimal::ONE };
                numbers(Interval::closed(-farthest, farthest), true)
            }
            (View::Numbers { whole }, Some(def)) if counts(def) => numbers(from_zero, whole),
            (View::Numbers { whole }, Some(Def::Call(function, _))) => {
                let to = |high: i64| Interval::closed(Decimal::ONE, high.into());
                match function.name {
                    "weekday" => numbers(to(7), whole),
                    "month" => numbers(to(12), whole),
                    "length" | "count" | "abs" => numbers(from_zero, whole),
                    _ => Line::all(),
                }
            }
            (View::Beginnings | View::Endings, Some(Def::Field(field))) => {
                let values = self.record.get(*field).and_then(|it| it.values.as_deref());
                values.map_or_else(Line::all, |values| texts(values, view))
            }
            _ => Line::all(),
        };
        Values { missing, known }
    }

    /// The values of a column for which a condition holds.
    pub fn bounds(self, cond: &Cond, column: ColumnId, view: View<'_>) -> Bounds {
        let each = |parts: &[Cond]| parts.iter().map(|it| self.bounds(it, column, view)).collect();
        match cond {
            Cond::Const(true) => Bounds::exactly(Values::all()),
            Cond::Const(false) => Bounds::exactly(Values::none()),
            Cond::Atom(atom) if self.root(atom.column) == column => view.test(&atom.test),
            Cond::Atom(_) => Bounds::open(),
            Cond::Not(inner) => self.bounds(inner, column, view).complement(),
            Cond::All(parts) => Bounds::all_of(each(parts)),
            Cond::Any(parts) => Bounds::any_of(each(parts)),
        }
    }
}

/// The most tests that are each looked at by themselves; beyond that only lines are.
const MOST_SINGLE: usize = 24;

/// The views that can show something about tests of one column.
pub(super) fn views<'t>(tests: &[&'t Test], ty: Option<Type>) -> Vec<View<'t>> {
    let any = |wanted: fn(&Test) -> bool| tests.iter().any(|it| wanted(it));
    let starts = |it: &Test| matches!(it, Test::Pattern(it) if it.op == TextOp::StartsWith);
    let ends = |it: &Test| matches!(it, Test::Pattern(it) if it.op == TextOp::EndsWith);
    let mut views = Vec::new();
    if any(|it| matches!(it, Test::Numbers(_))) {
        views.push(View::Numbers { whole: ty == Some(Type::Integer) });
    }
    if any(|it| matches!(it, Test::Dates(_))) {
        views.push(View::Days);
    }
    if any(|it| matches!(it, Test::Moments(_))) {
        views.push(View::Moments);
    }
    if any(|it| matches!(it, Test::YesNo(_))) {
        views.push(View::YesNo);
    }
    if any(|it| matches!(it, Test::Texts(_) | Test::Exactly(_))) || any(starts) {
        views.push(View::Beginnings);
    }
    if any(ends) {
        views.push(View::Endings);
    }
    views.extend(age::scale(tests).map(View::Age));
    let mut single: Vec<&Test> = Vec::new();
    for &test in tests {
        let hidden = match test {
            Test::Pattern(pattern) => {
                matches!(pattern.op, TextOp::Contains | TextOp::ContainsWord)
            }
            Test::Exactly(_) | Test::Matches(_) | Test::HasText(_) | Test::HasNumber(_) => true,
            _ => false,
        };
        if hidden && single.len() < MOST_SINGLE && !single.contains(&test) {
            single.push(test);
        }
    }
    views.extend(single.into_iter().map(View::Passes));
    if views.is_empty() {
        views.push(View::Known);
    }
    views
}

impl View<'_> {
    /// The values that pass a test.
    fn test(self, test: &Test) -> Bounds {
        let known = |line| Bounds::exactly(Values::known(line));
        match (test, self) {
            (Test::Missing, _) => Bounds::exactly(Values::only_missing()),
            (Test::Numbers(of), View::Numbers { whole }) => {
                known(Line::union_of(of.iter().map(|it| numbers(*it, whole)).collect()))
            }
            (Test::Dates(of), View::Days) => {
                known(Line::union_of(of.iter().map(|it| interval(*it, Cut::day)).collect()))
            }
            (Test::Moments(of), View::Moments) => {
                known(Line::union_of(of.iter().map(|it| interval(*it, Cut::Moment)).collect()))
            }
            (Test::YesNo(yes), View::YesNo) => known(yes_or_no(*yes)),
            (Test::Texts(of), View::Beginnings | View::Endings) => known(texts(of, self)),
            (Test::Exactly(text), View::Beginnings | View::Endings) => {
                let maybe = Values::known(texts(&[Text::new(text)], self));
                Bounds { sure: Values::none(), maybe }
            }
            (Test::Pattern(it), View::Beginnings) if it.op == TextOp::StartsWith => {
                known(beginning(it.text.bytes().collect()))
            }
            (Test::Pattern(it), View::Endings) if it.op == TextOp::EndsWith => {
                known(beginning(it.text.bytes().rev().collect()))
            }
            (Test::Age(window, duration), View::Age(scale)) => {
                age::bounds(*window, *duration, scale)
            }
            (test, View::Passes(other)) => passes(relation(test, other)),
            _ => Bounds::open_if_known(),
        }
    }
}

/// What a test says about another one.
fn passes(relation: Relation) -> Bounds {
    let (yes, no) = (Values::known(yes_or_no(true)), Values::known(yes_or_no(false)));
    let open = Bounds::open_if_known();
    match relation {
        Relation::Same => Bounds::exactly(yes),
        Relation::Implies => Bounds { maybe: yes, ..open },
        Relation::Implied => Bounds { sure: yes, ..open },
        Relation::Excludes => Bounds { maybe: no, ..open },
        Relation::Unknown => open,
    }
}

fn yes_or_no(yes: bool) -> Line {
    let number = Decimal::from(u8::from(yes));
    numbers(Interval::only(number), true)
}

fn interval<T: Copy>(of: Interval<T>, cut: impl Fn(T, bool) -> Cut) -> Line {
    let from = of.from.map(|it| cut(it, of.from_excluded));
    Line::between(from, of.to.map(|it| cut(it, !of.to_excluded)))
}

pub(super) fn numbers(of: Interval<Decimal>, whole: bool) -> Line {
    if whole { interval(of, Cut::whole) } else { interval(of, Cut::Number) }
}

/// These texts and no others. The next text after `a` is `a` with a zero byte behind it.
fn texts(of: &[Text], view: View<'_>) -> Line {
    let point = |text: &Text| {
        let mut from: Vec<u8> = text.folded.bytes().collect();
        if matches!(view, View::Endings) {
            from.reverse();
        }
        let mut to = from.clone();
        to.push(0);
        Line::between(Some(Cut::Text(from)), Some(Cut::Text(to)))
    };
    Line::union_of(of.iter().map(point).collect())
}

/// All texts that begin so: no text holds the byte 255.
fn beginning(from: Vec<u8>) -> Line {
    let mut to = from.clone();
    to.push(u8::MAX);
    Line::between(Some(Cut::Text(from)), Some(Cut::Text(to)))
}
