//! As-of, today, and the edges of windows seen from today: calculated once for all leads.

use super::dialect::Speech;
use super::lines::Line;
use super::names::{Names, written};
use super::texts::{day, utc};
use crate::ast::{Duration, Unit, Window};
use crate::ir::{AsOf, Clock, Program};

/// The columns of the first step.
#[derive(Debug, Default)]
pub(super) struct Moments {
    now: String,
    today: String,
    edges: Vec<Edge>,
    is_used: bool,
}

/// A day or moment some time before or after as-of.
#[derive(Debug)]
struct Edge {
    name: String,
    count: i64,
    unit: Unit,
}

/// More than the calendar holds, seen from any day of ours.
const MOST_YEARS: i64 = 1000;

impl Moments {
    pub fn new(names: &mut Names) -> Self {
        Self {
            now: names.new_like("now"),
            today: names.new_like("today"),
            edges: Vec::new(),
            is_used: false,
        }
    }

    pub fn now(&mut self) -> String {
        self.is_used = true;
        self.now.clone()
    }

    pub fn today(&mut self) -> String {
        self.is_used = true;
        self.today.clone()
    }

    pub fn is_used(&self) -> bool {
        self.is_used
    }

    /// Whether a day or moment lies in a window.
    pub fn window(
        &mut self,
        value: &str,
        window: Window,
        duration: Duration,
        names: &mut Names,
    ) -> String {
        self.is_used = true;
        let is_short = matches!(duration.unit, Unit::Minute | Unit::Hour);
        let here = if is_short { self.now.clone() } else { self.today.clone() };
        let mut edge =
            |sign: i64| self.edge(i64::from(duration.count) * sign, duration.unit, names);
        match window {
            Window::WithinLast => format!("{value} BETWEEN {} AND {here}", edge(-1)),
            Window::LessThanAgo => format!("({value} > {} AND {value} <= {here})", edge(-1)),
            Window::MoreThanAgo => format!("{value} < {}", edge(-1)),
            Window::WithinNext => format!("{value} BETWEEN {here} AND {}", edge(1)),
            Window::LessThanFromNow => format!("({value} >= {here} AND {value} < {})", edge(1)),
            Window::MoreThanFromNow => format!("{value} > {}", edge(1)),
        }
    }

    /// A day or moment so much later than as-of; `count` may be negative.
    pub fn edge(&mut self, count: i64, unit: Unit, names: &mut Names) -> String {
        self.is_used = true;
        if let Some(edge) = self.edges.iter().find(|it| it.count == count && it.unit == unit) {
            return edge.name.clone();
        }
        let word = match unit {
            Unit::Minute => "minutes",
            Unit::Hour => "hours",
            Unit::Day => "days",
            Unit::Week => "weeks",
            Unit::Month => "months",
            Unit::Quarter => "quarters",
            Unit::Year => "years",
        };
        let side = if count < 0 { "ago" } else { "ahead" };
        let name = names.new_like(&format!("{word}_{}_{side}", count.abs()));
        self.edges.push(Edge { name: name.clone(), count, unit });
        name
    }

    /// The step that says what time it is.
    pub fn lines(&self, program: &Program, as_of: Option<AsOf>, speech: &dyn Speech) -> Vec<Line> {
        let clock = as_of.map(|it| Clock::new(it, program.zone.clone()));
        let now = clock.as_ref().map_or_else(|| speech.as_of(), |it| speech.moment(&utc(it.now)));
        let of_now = || speech.day_of(&self.now, &speech.text(&zone_name(program)));
        let today = clock.as_ref().map_or_else(of_now, |it| day(it.today));
        vec![
            Line::code(format!("SELECT {}, {today} AS {}", self.now, self.today)),
            Line::code(format!("FROM (SELECT {now} AS {}) AS as_of", self.now)),
        ]
    }

    /// The edges as columns.
    pub fn columns(&self, speech: &dyn Speech) -> Vec<String> {
        let column = |edge: &Edge| {
            format!("{} AS {}", self.moved(edge, speech), written(&edge.name, speech))
        };
        self.edges.iter().map(column).collect()
    }

    fn moved(&self, edge: &Edge, speech: &dyn Speech) -> String {
        let years = match edge.unit {
            Unit::Minute | Unit::Hour => return speech.later(&self.now, edge.count, edge.unit),
            Unit::Day => edge.count / 366,
            Unit::Week => edge.count / 53,
            Unit::Month => edge.count / 12,
            Unit::Quarter => edge.count / 4,
            Unit::Year => edge.count,
        };
        match years.abs() < MOST_YEARS {
            true => speech.later(&self.today, edge.count, edge.unit),
            false if years < 0 => "DATE '0001-01-01'".to_owned(),
            false => "DATE '9999-12-31'".to_owned(),
        }
    }
}

/// The name of the model's zone.
pub(super) fn zone_name(program: &Program) -> String {
    program.zone.iana_name().unwrap_or("UTC").to_owned()
}
