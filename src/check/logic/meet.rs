//! Ranges beside each other that share an end, or leave a value out between them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::ast::{CompareOp, Expr, ExprKind, TestKind};
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Atom, Award, ColumnId, Cond, Interval, Test, Type};

/// An end of a range: a number, or a day counted from a fixed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Number(Decimal),
    Day(Date),
}

/// A range or comparison of one column, as it is written.
pub(super) struct Piece<'a> {
    column: ColumnId,
    expr: &'a Expr,
    range: Interval<End>,
    award: Option<&'a Award>,
}

impl<'a> Piece<'a> {
    /// The ranges of a condition that is one test of numbers or days.
    pub fn of(expr: &'a Expr, cond: &'a Cond, award: Option<&'a Award>) -> Vec<Self> {
        let Cond::Atom(Atom { column, test }) = cond else { return Vec::new() };
        let ranges: Vec<Interval<End>> = match test {
            Test::Numbers(all) => all.iter().map(|it| with_ends(*it, End::Number)).collect(),
            Test::Dates(all) => all.iter().map(|it| with_ends(*it, End::Day)).collect(),
            _ => return Vec::new(),
        };
        ranges.into_iter().map(|range| Self { column: *column, expr, range, award }).collect()
    }

    /// Whether it is more than a single value.
    fn is_range(&self) -> bool {
        self.range.from.is_none() || self.range.from != self.range.to
    }
}

fn with_ends<T: Copy>(of: Interval<T>, end: fn(T) -> End) -> Interval<End> {
    Interval {
        from: of.from.map(end),
        from_excluded: of.from_excluded,
        to: of.to.map(end),
        to_excluded: of.to_excluded,
    }
}

/// Which end of a range is written anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Lower,
    Upper,
}

/// A new end of a range.
struct NewEnd {
    side: Side,
    end: End,
    excluded: bool,
}

/// What lies between two ranges.
enum Gap {
    /// One value that is in neither.
    One(End),
    /// The values between two ends, which are neighbours as they are written.
    Between(End, End),
}

impl Context<'_> {
    /// Says where neighbouring ranges of one column share an end (if that matters) or leave a gap.
    pub(super) fn ranges_meet(&mut self, pieces: Vec<Piece<'_>>, add_up: bool) {
        let mut columns: BTreeMap<ColumnId, Vec<Piece<'_>>> = BTreeMap::new();
        for piece in pieces {
            columns.entry(piece.column).or_default().push(piece);
        }
        for (column, mut pieces) in columns {
            let whole =
                self.frame.columns.get(column.0 as usize).is_some_and(|it| it.ty == Type::Integer);
            pieces.sort_by_key(|it| (it.range.from, it.range.from_excluded));
            let mut findings = Vec::new();
            // Of those before, the one that reaches farthest.
            let mut before: Option<&Piece<'_>> = None;
            for piece in &pieces {
                if let Some(other) = before.filter(|it| it.is_range() && piece.is_range()) {
                    if add_up && let Some(end) = shared(other, piece) {
                        findings.push(self.shared_end(other, piece, end, whole));
                    }
                    if let Some(gap) = gap(other, piece, whole) {
                        findings.push(self.gap_between(other, piece, &gap));
                    }
                }
                let farther = |other: &Piece<'_>| reach(piece) > reach(other);
                if before.is_none_or(farther) {
                    before = Some(piece);
                }
            }
            self.diagnostics.extend(findings);
        }
    }

    fn shared_end(
        &self,
        lower: &Piece<'_>,
        upper: &Piece<'_>,
        end: End,
        whole: bool,
    ) -> Diagnostic {
        let value = self.written_end(upper.column, end);
        let points = match (lower.award, upper.award) {
            (Some(Award::Constant(a)), Some(Award::Constant(b))) => {
                format!("{} and {}", a.signed(), b.signed())
            }
            _ => "the points of both".to_owned(),
        };
        let message =
            format!("{value} is in both ranges, so a lead with exactly {value} gets {points}.");
        let finding = Diagnostic::warning(
            codes::RANGES_DO_NOT_MEET,
            self.place(lower.expr.span),
            message,
        )
        .label(format!("{value} is in here"))
        .also(self.place(upper.expr.span), "and in here")
        .help(
            "Let one of them end before it, or put both into a `first match` group or a `match`.",
        );
        let below = match (whole, previous(end, whole)) {
            (_, Some(end)) => NewEnd { side: Side::Upper, end, excluded: false },
            (_, None) => NewEnd { side: Side::Upper, end, excluded: true },
        };
        let above = match next(end, whole) {
            Some(end) => NewEnd { side: Side::Lower, end, excluded: false },
            None => NewEnd { side: Side::Lower, end, excluded: true },
        };
        self.offer_ends(finding, [(lower, below), (upper, above)])
    }

    fn gap_between(&self, lower: &Piece<'_>, upper: &Piece<'_>, gap: &Gap) -> Diagnostic {
        let column = upper.column;
        let (message, ends) = match *gap {
            Gap::One(end) => (
                format!("{} is in neither of these ranges.", self.written_end(column, end)),
                [(Side::Upper, end, false), (Side::Lower, end, false)],
            ),
            Gap::Between(from, to) => (
                format!(
                    "What lies between {} and {} is in neither of these ranges.",
                    self.written_end(column, from),
                    self.written_end(column, to)
                ),
                [(Side::Upper, to, true), (Side::Lower, from, true)],
            ),
        };
        let finding =
            Diagnostic::warning(codes::RANGES_DO_NOT_MEET, self.place(lower.expr.span), message)
                .label("ends too early")
                .also(self.place(upper.expr.span), "or begins too late")
                .help("Let one of them reach to the other.");
        let [a, b] = ends.map(|(side, end, excluded)| NewEnd { side, end, excluded });
        self.offer_ends(finding, [(lower, a), (upper, b)])
    }

    fn offer_ends(&self, mut finding: Diagnostic, ends: [(&Piece<'_>, NewEnd); 2]) -> Diagnostic {
        for (piece, end) in ends {
            if let Some((at, text)) = self.with_end(piece, &end) {
                finding = finding.offer(format!("Write {text}."), self.place(at), text);
            }
        }
        finding
    }

    /// A range or comparison with another end: where it stands and how it is written.
    fn with_end(&self, piece: &Piece<'_>, new: &NewEnd) -> Option<(crate::source::Span, String)> {
        let ExprKind::Test(value, test) = &piece.expr.node else { return None };
        if !matches!(value.node, ExprKind::Name(_) | ExprKind::It) {
            return None;
        }
        let end = self.written_end(piece.column, new.end);
        match &test.node {
            TestKind::In { negated: false, set } => {
                let ExprKind::Range(range) = &set.node else { return None };
                let written = |end: &Option<Expr>| {
                    end.as_ref().map(|it| self.slice(it.span)).unwrap_or_default().to_owned()
                };
                let (from, to) = (written(&range.node.from), written(&range.node.to));
                let dots = |excluded: bool| if excluded { "..<" } else { ".." };
                let text = match new.side {
                    Side::Upper => format!("{from}{}{end}", dots(new.excluded)),
                    Side::Lower if new.excluded => return None,
                    Side::Lower => format!("{end}{}{to}", dots(range.node.excluded)),
                };
                Some((set.span, text))
            }
            TestKind::Compare(op, right) => {
                let upper = matches!(op.node, CompareOp::Less | CompareOp::LessOrEqual);
                let text = comparison((new.side == Side::Upper) == upper, new)?;
                Some((op.span.to(right.span), format!("{text} {end}")))
            }
            TestKind::Before(_) => {
                Some((test.span, format!("{} {end}", comparison(new.side == Side::Upper, new)?)))
            }
            TestKind::After(_) => {
                Some((test.span, format!("{} {end}", comparison(new.side == Side::Lower, new)?)))
            }
            _ => None,
        }
    }

    fn written_end(&self, column: ColumnId, end: End) -> String {
        let percent =
            self.frame.columns.get(column.0 as usize).is_some_and(|it| it.ty == Type::Percent);
        match end {
            End::Number(number) if percent => format!("{}%", number.normalize()),
            End::Number(number) => number.normalize().to_string(),
            End::Day(day) => day.to_string(),
        }
    }
}

/// The sign of a comparison with a new end, if it is the end that the comparison has.
fn comparison(fits: bool, new: &NewEnd) -> Option<&'static str> {
    fits.then_some(match (new.side, new.excluded) {
        (Side::Upper, true) => "<",
        (Side::Upper, false) => "<=",
        (Side::Lower, true) => ">",
        (Side::Lower, false) => ">=",
    })
}

/// How far up a range reaches; what has no end reaches farthest.
fn reach(piece: &Piece<'_>) -> (bool, Option<End>, bool) {
    (piece.range.to.is_none(), piece.range.to, !piece.range.to_excluded)
}

/// The one value that two ranges share, if it is the end of one and the beginning of the other.
fn shared(lower: &Piece<'_>, upper: &Piece<'_>) -> Option<End> {
    let (end, begin) = (lower.range.to?, upper.range.from?);
    let both = !lower.range.to_excluded && !upper.range.from_excluded;
    (end == begin && both).then_some(end)
}

/// What lies between two ranges, if it is so little that it must have been forgotten.
fn gap(lower: &Piece<'_>, upper: &Piece<'_>, whole: bool) -> Option<Gap> {
    let (to, from) = (lower.range.to?, upper.range.from?);
    let out = (lower.range.to_excluded, upper.range.from_excluded);
    if let Some(last) = if out.0 { previous(to, whole) } else { next(to, whole).and(Some(to)) } {
        let first = if out.1 { next(from, whole)? } else { from };
        let between = next(last, whole)?;
        return (next(between, whole)? == first).then_some(Gap::One(between));
    }
    match (to, from) {
        (End::Number(a), End::Number(b)) if a == b => (out == (true, true)).then_some(Gap::One(to)),
        (End::Number(a), End::Number(b)) => {
            let step = Decimal::new(1, a.normalize().scale().max(b.normalize().scale()));
            (b.checked_sub(a)? == step).then_some(Gap::Between(to, from))
        }
        _ => None,
    }
}

/// The value after this one; numbers that need not be whole have none.
fn next(end: End, whole: bool) -> Option<End> {
    match end {
        End::Number(number) => {
            let next = number.floor().checked_add(Decimal::ONE).filter(|_| whole);
            next.map(End::Number)
        }
        End::Day(day) => day.tomorrow().ok().map(End::Day),
    }
}

/// The value before this one.
fn previous(end: End, whole: bool) -> Option<End> {
    match end {
        End::Number(number) => {
            let previous = number.ceil().checked_sub(Decimal::ONE).filter(|_| whole);
            previous.map(End::Number)
        }
        End::Day(day) => day.yesterday().ok().map(End::Day),
    }
}
