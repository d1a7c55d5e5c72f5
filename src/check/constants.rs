//! Literals as values, and points, limits and ranges made from them.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use super::context::{Context, Typed, is_mistake};
use super::thousands::{Thousands, thousands};
use crate::ast::{Expr, ExprKind, Range};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Clock, DateRange, Limits, Operand, Points, Type, Value};

impl Context<'_> {
    /// The typed value of a literal; `None` if the expression is none.
    pub fn literal(&self, expr: &Expr) -> Option<Typed> {
        let (value, ty) = match &expr.node {
            ExprKind::Text(text) => (Value::text(text), Type::Text),
            ExprKind::Number(number) if number.value.is_integer() => {
                (Value::Number(number.value), Type::Integer)
            }
            ExprKind::Number(number) => (Value::Number(number.value), Type::Number),
            ExprKind::Percent(number) => (Value::Number(number.value), Type::Percent),
            ExprKind::Date(date) => (Value::Date(*date), Type::Date),
            ExprKind::DateTime(local, None) => {
                (Value::Moment(Clock::instant(&self.zone, *local)), Type::DateTime)
            }
            ExprKind::DateTime(local, Some(offset)) => {
                (offset.to_timestamp(*local).map_or(Value::Missing, Value::Moment), Type::DateTime)
            }
            ExprKind::YesNo(yes) => (Value::YesNo(*yes), Type::YesNo),
            _ => return None,
        };
        Some(Typed::Value(Operand::Constant(value), ty))
    }

    /// A plain number of a setting.
    pub fn number(&mut self, expr: &Expr) -> Option<Decimal> {
        match &expr.node {
            ExprKind::Number(number) => Some(number.value),
            _ if is_mistake(expr) => None,
            _ => {
                let place = self.place(expr.span);
                let message = "A number belongs here.";
                let finding = Diagnostic::error(codes::NEEDS_CONSTANT, place, message);
                self.report(match &expr.node {
                    ExprKind::Percent(_) => {
                        finding.help("Scores are points, not percentages: write the number alone.")
                    }
                    _ => finding.help("Write it in digits, for example 80."),
                });
                None
            }
        }
    }

    /// Points of a setting: at most two decimals.
    pub fn points(&mut self, expr: &Expr) -> Option<Points> {
        let number = self.number(expr)?;
        self.exact_points(number, expr.span)
    }

    /// Points with at most two decimals; anything else is a mistake.
    pub fn exact_points(&mut self, amount: Decimal, span: crate::source::Span) -> Option<Points> {
        let place = self.place(span);
        if amount.normalize().scale() > 2 {
            let message = "Points have at most two decimals.";
            let half_up = RoundingStrategy::MidpointAwayFromZero;
            let rounded = amount.round_dp_with_strategy(2, half_up);
            let sign = if self.slice(span).starts_with('+') { "+" } else { "" };
            let short = format!("{sign}{}", rounded.normalize());
            let finding = Diagnostic::error(codes::BAD_POINTS, place, message);
            self.report(match thousands(self.slice(span)) {
                Some(Thousands { whole, .. }) => finding
                    .offer(format!("{whole}, if the point separates thousands"), place, whole)
                    .offer(format!("{short}, if it stands before decimals"), place, short),
                None => finding.help(format!("Write {short}.")),
            });
            return None;
        }
        self.point_in_number(span);
        self.in_bounds(Points::rounded(amount), span)
    }

    /// Points that one award or setting may have.
    pub fn in_bounds(
        &mut self,
        points: Option<Points>,
        span: crate::source::Span,
    ) -> Option<Points> {
        let points = points.filter(|it| it.hundredths().abs() <= 100_000_000_000);
        if points.is_none() {
            let place = self.place(span);
            let message = "Points go from -1,000,000,000 to 1,000,000,000.";
            self.report(Diagnostic::error(codes::BAD_POINTS, place, message));
        }
        points
    }

    /// The limit of a model.
    pub fn limits(&mut self, range: &Range) -> Option<Limits> {
        let at = self.place(range.span);
        if range.node.excluded {
            let message = "The ends of a limit belong to it.";
            self.report(
                Diagnostic::error(codes::BAD_SETTING, at, message).help("Write .. instead of ..<."),
            );
            return None;
        }
        let low = match &range.node.from {
            Some(end) => Some(self.points(end)?),
            None => None,
        };
        let high = match &range.node.to {
            Some(end) => Some(self.points(end)?),
            None => None,
        };
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            self.backwards(range, &format!("{high}..{low}"));
            return None;
        }
        Some(Limits { low, high })
    }

    /// The limit of a rule or group: 0 lies inside, so that what has not fired is 0.
    pub fn limits_around_zero(&mut self, range: &Range) -> Option<Limits> {
        let limits = self.limits(range)?;
        if limits.keep(Points::ZERO) != Points::ZERO {
            let place = self.place(range.span);
            let end = |end: Option<Points>| end.map(|it| it.to_string()).unwrap_or_default();
            let fixed = match limits.low.is_some_and(|low| low > Points::ZERO) {
                true => format!("0..{}", end(limits.high)),
                false => format!("{}..0", end(limits.low)),
            };
            let message = "This limit leaves out 0, but what has not fired gives 0 points.";
            self.report(
                Diagnostic::error(codes::LIMIT_WITHOUT_ZERO, place, message)
                    .help("Let the limit reach to 0. For points that everyone gets, write `start at` after the model.")
                    .offer(format!("Write {fixed}."), place, fixed),
            );
            return None;
        }
        Some(limits)
    }

    /// The days of `valid`.
    pub fn date_range(&mut self, range: &Range) -> Option<DateRange> {
        let from = self.range_day(range.node.from.as_ref())?;
        let to = self.range_day(range.node.to.as_ref())?;
        let to = if range.node.excluded { to.and_then(|it| it.yesterday().ok()) } else { to };
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            self.backwards(range, &format!("{to}..{from}"));
            return None;
        }
        Some(DateRange { from, to })
    }

    fn range_day(&mut self, end: Option<&Expr>) -> Option<Option<Date>> {
        let Some(end) = end else { return Some(None) };
        match &end.node {
            ExprKind::Date(date) => Some(Some(*date)),
            ExprKind::Mistake => None,
            _ => {
                let place = self.place(end.span);
                let message = "`valid` takes days: valid 2025-01-01..2025-06-30.";
                self.report(Diagnostic::error(codes::BAD_SETTING, place, message));
                None
            }
        }
    }

    /// A range whose lower end is above its upper end.
    pub fn backwards(&mut self, range: &Range, turned: &str) {
        let place = self.place(range.span);
        let message = "This range runs backwards, so nothing can be inside it.";
        self.report(
            Diagnostic::error(codes::EMPTY_RANGE, place, message)
                .help(format!("Did you mean {turned}?"))
                .fix(format!("Write {turned}."), place, turned),
        );
    }
}
