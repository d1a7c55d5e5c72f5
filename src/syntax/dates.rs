//! Dates and times of day as rules write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use pest::iterators::Pair;

use super::builder::Builder;
use super::grammar::Rule;
use crate::ast::{Expr, ExprKind, Node};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Builder<'_> {
    /// `2025-02-20`, `2025-02-20T10:00+02:00`.
    pub fn date_or_datetime(&mut self, at: Span) -> Expr {
        let written = self.slice(at);
        match written.split_once(['T', 't']) {
            None => match date_value(written) {
                Some(date) => Node::new(ExprKind::Date(date), at),
                None => self.bad_date(at),
            },
            Some((date, clock)) => match (date_value(date), clock_value(clock)) {
                (Some(date), Some((time, offset))) => {
                    Node::new(ExprKind::DateTime(DateTime::from_parts(date, time), offset), at)
                }
                _ => self.bad_date(at),
            },
        }
    }

    fn bad_date(&mut self, at: Span) -> Expr {
        let written = self.slice(at);
        let place = self.place(at);
        let mut finding = Diagnostic::error(
            codes::BAD_DATE,
            place,
            format!("{written} is not a day of the calendar, or is not written as one."),
        )
        .help("Dates are written year-month-day: 2025-02-20, with a time 2025-02-20T10:00.");
        let parts: Vec<&str> = written.split('-').collect();
        if let [a, b, c] = parts.as_slice() {
            let readings = [format!("{a}-{b:0>2}-{c:0>2}"), format!("{c}-{b:0>2}-{a:0>2}")];
            if let Some(date) = readings.into_iter().find(|it| date_value(it).is_some()) {
                finding = finding.help(format!("Dates are written year-month-day: {date}")).fix(
                    format!("Write {date}."),
                    place,
                    date,
                );
            }
        }
        self.report(finding);
        Node::new(ExprKind::Mistake, at)
    }

    /// `01/02/2025`, `1.2.2025`: the order is a guess unless the day is above 12.
    pub fn odd_date(&mut self, at: Span) -> Expr {
        let written = self.slice(at);
        let place = self.place(at);
        let parts: Vec<&str> = written.split(['/', '.']).collect();
        let mut readings = Vec::new();
        if let [a, b, c] = parts.as_slice() {
            let orders =
                if a.len() == 4 { vec![(a, b, c), (a, c, b)] } else { vec![(c, b, a), (c, a, b)] };
            for (year, month, day) in orders {
                let date = format!("{year:0>4}-{month:0>2}-{day:0>2}");
                if year.len() == 4 && date_value(&date).is_some() && !readings.contains(&date) {
                    readings.push(date);
                }
            }
        }
        let message = format!("{written} looks like a date; dates are written year-month-day.");
        let mut finding = Diagnostic::error(codes::BAD_DATE, place, message);
        finding = match readings.as_slice() {
            [] => finding.help("Write it like 2025-02-20."),
            [only] => finding.fix(format!("Write {only}."), place, only.clone()),
            several => several
                .iter()
                .fold(finding, |it, date| it.offer(format!("Write {date}."), place, date.clone())),
        };
        self.report(finding);
        Node::new(ExprKind::Mistake, at)
    }

    /// The day of `as of 2025-03-01`.
    pub fn day(&mut self, pair: &Pair<'_, Rule>) -> Option<Node<Date>> {
        let at = self.span(pair);
        match self.date_or_datetime(at).node {
            ExprKind::Date(date) => Some(Node::new(date, at)),
            ExprKind::DateTime(..) => {
                let place = self.place(at);
                self.report(
                    Diagnostic::error(
                        codes::BAD_DATE,
                        place,
                        "A day belongs here, without a time.",
                    )
                    .help("Tests take place at the end of a day: as of 2025-03-01."),
                );
                None
            }
            _ => None,
        }
    }
}

/// A date written `YYYY-MM-DD`.
fn date_value(written: &str) -> Option<Date> {
    let mut parts = written.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if (year.len(), month.len(), day.len()) != (4, 2, 2) || parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `10:00`, `10:00:30.5`, each with `Z` or an offset behind it.
fn clock_value(written: &str) -> Option<(Time, Option<Offset>)> {
    let (clock, offset) = match written.find(['Z', 'z', '+', '-']) {
        None => (written, None),
        Some(at) => (written.get(..at)?, Some(offset_value(written.get(at..)?)?)),
    };
    let mut parts = clock.split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let (second, nanos) = match parts.next() {
        None => (0, 0),
        Some(seconds) => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
            let nanos = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
            (whole.parse().ok()?, nanos)
        }
    };
    if parts.next().is_some() {
        return None;
    }
    Some((Time::new(hour, minute, second, nanos).ok()?, offset))
}

fn offset_value(written: &str) -> Option<Offset> {
    if written.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let negative = written.starts_with('-');
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..)?.parse().ok()?;
    if hours > 25 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    Offset::from_seconds(if negative { -seconds } else { seconds }).ok()
}
