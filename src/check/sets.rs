//! Membership: `in` a list, a named list or a range.

use super::comparison::Left;
use super::context::Context;
use super::logic::Members;
use super::mistakes::is_year;
use crate::ast::{CompareOp, Expr, ExprKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Atom, Cond, Interval, Operand, Test, Type, Value};
use crate::source::Span;

impl Context<'_> {
    /// `x in …`: a range, a list or the name of a list.
    pub fn in_set(&mut self, left: Left, set: &Expr) -> Option<Cond> {
        match &set.node {
            ExprKind::Range(range) => self.in_range(left, range),
            ExprKind::List(members) => self.in_list(left, members, set.span),
            ExprKind::Name(path) => {
                let name = path.last()?;
                let values = self.list_values(name)?;
                self.in_values(left, &values, set.span)
            }
            ExprKind::Mistake => None,
            other => {
                let place = self.place(set.span);
                let message = "After `in` stands a list or a range.";
                let finding = Diagnostic::error(codes::WRONG_VALUE, place, message);
                let bracketed = format!("[{}]", self.slice(set.span));
                self.report(match other {
                    ExprKind::Number(year) if left.ty.is_date() && is_year(year.value) => {
                        let year = year.value;
                        let range = format!("{year}-01-01..{year}-12-31");
                        finding.help(format!("A year is a range of days: {range}")).fix(
                            format!("Write {range}."),
                            place,
                            range,
                        )
                    }
                    ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Percent(_) => finding
                        .help(format!("A list needs brackets: {bracketed}"))
                        .fix(format!("Write {bracketed}."), place, bracketed),
                    _ => match self.range_of_two(set) {
                        Some(range) => finding.help(format!("Did you mean {range}?")).offer(
                            format!("Write {range}."),
                            place,
                            range,
                        ),
                        None => finding.help("For example [\"DE\", \"AT\"] or 100..500."),
                    },
                });
                None
            }
        }
    }

    /// `100 - 500`, `range(100, 500)`: two numbers that may be the ends of a range.
    fn range_of_two(&self, set: &Expr) -> Option<String> {
        let number = |it: &Expr| matches!(it.node, ExprKind::Number(_) | ExprKind::Percent(_));
        let (from, to) = match &set.node {
            ExprKind::Arithmetic(from, rest) => match rest.as_slice() {
                [(_, to)] => (&**from, to),
                _ => return None,
            },
            ExprKind::Call(name, args) if name.node.eq_ignore_ascii_case("range") => {
                match args.as_slice() {
                    [from, to] => (&from.value, &to.value),
                    _ => return None,
                }
            }
            _ => return None,
        };
        (number(from) && number(to))
            .then(|| format!("{}..{}", self.slice(from.span), self.slice(to.span)))
    }

    fn in_list(&mut self, left: Left, members: &[Expr], span: Span) -> Option<Cond> {
        if members.is_empty() {
            let place = self.place(span);
            let message = "This list is empty, so nothing is in it.";
            self.report(Diagnostic::error(codes::EMPTY_SET, place, message));
            return None;
        }
        if matches!(left.ty, Type::Texts | Type::Numbers) {
            let place = self.place(span);
            let label = self.label_of(left);
            let written = self.slice(span);
            self.report(
                Diagnostic::error(
                    codes::LIST_COMPARED,
                    place,
                    format!("*{label}* has several values, so it is not in a list itself."),
                )
                .help(format!("Write: {} contains any of {written}", self.code_of(left))),
            );
            return None;
        }
        let label = self.code_of(left);
        if left.ty == Type::Text && self.bare_members(&label, left.column, members, span) {
            return None;
        }
        let conds: Vec<_> = members
            .iter()
            .map(|member| {
                let equal = crate::ast::Node::new(CompareOp::Equal, member.span.before());
                self.compare(left, &equal, member)
            })
            .collect();
        let conds = conds.into_iter().collect::<Option<Vec<_>>>()?;
        let new = self.stands_twice(members, Members::Values);
        Some(joined(conds.into_iter().zip(new).filter_map(|(it, new)| new.then_some(it)).collect()))
    }

    /// Membership in a named list.
    pub fn in_values(&mut self, left: Left, values: &[(Value, Type)], span: Span) -> Option<Cond> {
        let list = values.first().map_or(left.ty, |(_, ty)| *ty);
        let dates = left.ty == Type::DateTime && list == Type::Date;
        if !left.ty.fits(list) && !dates {
            let place = self.place(span);
            let message = format!(
                "*{}* is {}, and the members of *{}* are of another type: {}.",
                self.label_of(left),
                left.ty.words(),
                self.one_line(span),
                list.keyword(),
            );
            self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
            return None;
        }
        let mut conds = Vec::with_capacity(values.len());
        for (value, ty) in values {
            // One message for a list that does not fit, not one for each member.
            conds.push(self.constant_test(left, CompareOp::Equal, value, *ty, span)?);
        }
        let cond = joined(conds);
        self.note_literal(left.column, &cond, span);
        Some(cond)
    }

    fn in_range(&mut self, left: Left, range: &crate::ast::Range) -> Option<Cond> {
        if !left.ty.is_ordered() {
            let place = self.place(range.span);
            let message = format!(
                "*{}* is {}; ranges are for numbers, percentages and dates.",
                self.label_of(left),
                left.ty.words(),
            );
            let label = self.code_of(left);
            self.report(
                Diagnostic::error(codes::WRONG_OPERATOR, place, message)
                    .help(format!("For several values write a list: {label} in [\"A\", \"B\"]")),
            );
            return None;
        }
        let ends = [
            (&range.node.from, CompareOp::GreaterOrEqual),
            (&range.node.to, CompareOp::LessOrEqual),
        ];
        let mut conds = Vec::new();
        for (end, op) in ends {
            let Some(end) = end else { continue };
            let op = match (op, range.node.excluded) {
                (CompareOp::LessOrEqual, true) => CompareOp::Less,
                (op, _) => op,
            };
            let (operand, ty) = self.value(end)?;
            let Operand::Constant(value) = operand else { return None };
            conds.push(self.constant_test(left, op, &value, ty, end.span)?);
        }
        let merged = merge(conds);
        if is_empty(&merged) {
            let ends = (range.node.from.as_ref(), range.node.to.as_ref());
            if let (Some(from), Some(to)) = ends {
                self.empty_range(range, from, to);
            }
            return None;
        }
        self.note_literal(left.column, &merged, range.span);
        Some(merged)
    }

    /// `500..100` runs backwards; `5..<5` holds nothing.
    fn empty_range(&mut self, range: &crate::ast::Range, from: &Expr, to: &Expr) {
        let (from, to) = (self.slice(from.span), self.slice(to.span));
        let dots = if range.node.excluded { "..<" } else { ".." };
        if from != to {
            return self.backwards(range, &format!("{to}{dots}{from}"));
        }
        let place = self.place(range.span);
        let message = "This range leaves out its upper end, so it holds nothing.";
        self.report(
            Diagnostic::error(codes::EMPTY_RANGE, place, message)
                .help(format!("For only {from} write == {from}.")),
        );
    }

    /// The values of a list by its name.
    pub fn list_values(&mut self, name: &crate::ast::Name) -> Option<Vec<(Value, Type)>> {
        match self.scope.list(&name.node) {
            Some((file, list)) => self.values_of_list(file, list),
            None if self.is_declared(&name.node) => {
                let place = self.place(name.span);
                let message = format!("*{}* is not a list.", name.node);
                self.report(
                    Diagnostic::error(codes::WRONG_VALUE, place, message)
                        .help("After `in` stands a list or a range: [\"DE\", \"AT\"] or 100..500."),
                );
                None
            }
            None => {
                let place = self.place(name.span);
                let lists = self.scope.lists.values().map(|(_, it)| it.name.node.as_str());
                let near = crate::diagnostic::nearest(&name.node, lists);
                let message = format!("There is no list *{}*.", name.node);
                let finding = Diagnostic::error(codes::UNKNOWN_NAME, place, message);
                let finding = match near {
                    Some(near) => finding.help(format!("Did you mean {near}?")).offer(
                        format!("Write {near}."),
                        place,
                        near,
                    ),
                    None => finding.help(format!(
                        "Declare it, or write the values in brackets: [\"{}\"]",
                        name.node
                    )),
                };
                self.report(finding);
                None
            }
        }
    }
}

/// The values of one or several equality tests of one column as one test.
fn joined(conds: Vec<Cond>) -> Cond {
    let mut joined: Option<Atom> = None;
    let mut rest = Vec::new();
    for cond in conds {
        match (cond, &mut joined) {
            (Cond::Atom(atom), None) => joined = Some(atom),
            (Cond::Atom(atom), Some(known)) if atom.column == known.column => {
                match (&mut known.test, atom.test) {
                    (Test::Texts(a), Test::Texts(b)) => a.extend(b),
                    (Test::Numbers(a), Test::Numbers(b)) => a.extend(b),
                    (Test::Dates(a), Test::Dates(b)) => a.extend(b),
                    (Test::Moments(a), Test::Moments(b)) => a.extend(b),
                    (_, test) => rest.push(Cond::Atom(Atom { column: atom.column, test })),
                }
            }
            (other, _) => rest.push(other),
        }
    }
    if let Some(Atom { test: Test::Texts(texts), .. }) = &mut joined {
        texts.sort_by(|a, b| a.folded.cmp(&b.folded));
        texts.dedup_by(|a, b| a.folded == b.folded);
    }
    rest.extend(joined.map(Cond::Atom));
    Cond::any(rest)
}

/// The two ends of a range as one interval.
fn merge(conds: Vec<Cond>) -> Cond {
    let mut conds = conds.into_iter();
    match (conds.next(), conds.next()) {
        (Some(Cond::Atom(low)), Some(Cond::Atom(high))) if low.column == high.column => {
            let column = low.column;
            let test = match (&low.test, &high.test) {
                (Test::Numbers(a), Test::Numbers(b)) => Test::Numbers(both(a, b)),
                (Test::Dates(a), Test::Dates(b)) => Test::Dates(both(a, b)),
                (Test::Moments(a), Test::Moments(b)) => Test::Moments(both(a, b)),
                _ => return Cond::all(vec![Cond::Atom(low), Cond::Atom(high)]),
            };
            Cond::Atom(Atom { column, test })
        }
        (first, second) => Cond::all(first.into_iter().chain(second).collect()),
    }
}

/// The interval between a lower and an upper end.
fn both<T: Copy>(low: &[Interval<T>], high: &[Interval<T>]) -> Vec<Interval<T>> {
    let (Some(low), Some(high)) = (low.first(), high.first()) else { return Vec::new() };
    vec![Interval {
        from: low.from,
        from_excluded: low.from_excluded,
        to: high.to,
        to_excluded: high.to_excluded,
    }]
}

/// Whether an interval holds nothing.
fn is_empty(cond: &Cond) -> bool {
    fn empty<T: Ord + Copy>(intervals: &[Interval<T>]) -> bool {
        intervals.iter().all(|it| match (it.from, it.to) {
            (Some(from), Some(to)) => !it.contains(from) && !it.contains(to) || from > to,
            _ => false,
        })
    }
    match cond {
        Cond::Atom(Atom { test: Test::Numbers(numbers), .. }) => empty(numbers),
        Cond::Atom(Atom { test: Test::Dates(dates), .. }) => empty(dates),
        Cond::Atom(Atom { test: Test::Moments(moments), .. }) => empty(moments),
        _ => false,
    }
}
