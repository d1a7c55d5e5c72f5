//! Scores that a limit keeps out of reach.

use crate::ast::{BandRow, Expr};
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Limits, Points};

impl Context<'_> {
    /// Says which thresholds lie outside a limit: nothing comes to them, or everything does.
    pub fn in_reach<'e>(
        &mut self,
        thresholds: impl IntoIterator<Item = &'e Expr>,
        limit: Limits,
        whose: &str,
    ) {
        let written = limit.to_string();
        for expr in thresholds {
            let crate::ast::ExprKind::Number(number) = &expr.node else { continue };
            let Some(points) = Points::rounded(number.value) else { continue };
            let message = if limit.high.is_some_and(|high| points > high) {
                format!("No score reaches {points}: {whose} limit is {written}.")
            } else if limit.low.is_some_and(|low| points <= low) {
                format!("Every score reaches {points}: {whose} limit is {written}.")
            } else {
                continue;
            };
            let place = self.place(expr.span);
            self.report(
                Diagnostic::warning(codes::OUT_OF_REACH, place, message)
                    .help("Choose a score inside the limit, or change the limit."),
            );
        }
    }

    /// The thresholds of bands and steps.
    pub fn bands_in_reach(&mut self, rows: &[BandRow], limit: Limits, whose: &str) {
        self.in_reach(rows.iter().filter_map(|it| it.from.as_ref()), limit, whose);
    }
}
