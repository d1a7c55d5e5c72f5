//! Single tests that no value passes, or every one.

use super::values::{Bounds, Values};
use super::view::{View, views};
use crate::ast::{CompareOp, TestKind};
use crate::check::comparison::Left;
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_name;
use crate::ir::{ColumnId, Cond, Def, Test};
use crate::source::Span;

/// What a single test comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Never,
    Always,
    OnlyMissing,
    OnlyKnown,
}

impl Context<'_> {
    /// Says if a test of one column lets nothing through, or all.
    pub fn test_alone(&mut self, left: Left, test: &TestKind, cond: &Cond, span: Span) {
        // A row of a `match` is judged together with the others.
        if self.it.is_some() {
            return;
        }
        let column = self.columns_seen().root(left.column);
        let Some((verdict, whole)) = self.verdict(cond, column) else { return };
        // `consent == "yes"` of a list with one value is how one asks.
        let field = self.frame.columns.get(column.0 as usize);
        let field = field.is_some_and(|it| matches!(it.def, Def::Field(_)));
        let asks = matches!(test, TestKind::Is { .. })
            || field && matches!(test, TestKind::Compare(op, _) if is_equality(op.node));
        if asks && matches!(verdict, Verdict::OnlyMissing | Verdict::OnlyKnown) {
            return;
        }
        let finding = self.said_alone(verdict, whole && field, column, span);
        self.report(finding);
    }

    fn verdict(&self, cond: &Cond, column: ColumnId) -> Option<(Verdict, bool)> {
        let columns = self.columns_seen();
        let mut tests: Vec<&Test> = Vec::new();
        cond.atoms(&mut |atom| tests.push(&atom.test));
        views(&tests, columns.get(column).map(|it| it.ty)).into_iter().find_map(|view| {
            let universe = columns.universe(column, view);
            let Bounds { sure, maybe } = columns.bounds(cond, column, view);
            let maybe = maybe.intersection(&universe);
            let known = Values::known(universe.known.clone());
            let verdict = if maybe.is_empty() {
                Verdict::Never
            } else if universe.within(&sure) {
                Verdict::Always
            } else if maybe.known.is_empty() {
                Verdict::OnlyMissing
            } else if known.within(&sure) {
                Verdict::OnlyKnown
            } else {
                return None;
            };
            Some((verdict, matches!(view, View::Numbers { whole: true })))
        })
    }

    fn said_alone(
        &self,
        verdict: Verdict,
        whole: bool,
        column: ColumnId,
        span: Span,
    ) -> Diagnostic {
        let known = self.frame.columns.get(column.0 as usize);
        let label = known.map(|it| it.label.as_str()).unwrap_or_default();
        let place = self.place(span);
        let field = known.is_some_and(|it| matches!(it.def, Def::Field(_)));
        match verdict {
            Verdict::Never if whole => Diagnostic::warning(
                codes::NEVER_TRUE,
                place,
                format!("Never true: *{label}* is a whole number, and none passes this test."),
            )
            .help("Write a whole number, or declare the field as `number`."),
            Verdict::Never => Diagnostic::warning(
                codes::NEVER_TRUE,
                place,
                format!("Never true: *{label}* can have no value that passes this test."),
            )
            .help("Change what it asks for, or take it out."),
            Verdict::Always => Diagnostic::warning(
                codes::ALWAYS_TRUE,
                place,
                format!("Always true: every value that *{label}* can have passes this test."),
            )
            .help("Change what it asks for, or take it out."),
            Verdict::OnlyMissing | Verdict::OnlyKnown => {
                let (message, state) = match verdict {
                    Verdict::OnlyMissing => {
                        (format!("Only a missing *{label}* passes this test."), "missing")
                    }
                    _ => (format!("Every *{label}* that is known passes this test."), "known"),
                };
                let finding = Diagnostic::warning(codes::ONLY_ASKS_IF_KNOWN, place, message);
                if !field {
                    return finding.help("Change what it asks for, or take it out.");
                }
                let text = format!("{} is {state}", print_name(label));
                finding.help(format!("Write what it asks: {text}")).offer(
                    format!("Write {text}."),
                    place,
                    text,
                )
            }
        }
    }
}

fn is_equality(op: CompareOp) -> bool {
    matches!(op, CompareOp::Equal | CompareOp::NotEqual)
}
