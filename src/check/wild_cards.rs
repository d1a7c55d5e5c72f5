//! `title == "VP*"`: a wild card of search fields and spreadsheets, compared as it is.

use super::comparison::Left;
use super::context::Context;
use crate::ast::{CompareOp, Expr, ExprKind, Node};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_text;
use crate::source::Span;

impl Context<'_> {
    /// Warns of a text whose first or last character stands for any others elsewhere.
    pub fn wild_card(&mut self, left: Left, op: &Node<CompareOp>, right: &Expr) {
        let ExprKind::Text(text) = &right.node else { return };
        let sign = |c: &char| matches!(c, '*' | '%');
        let (first, last) =
            (text.chars().next().filter(sign), text.chars().next_back().filter(sign));
        // `Up 20 %` ends in what it says.
        let last = last.filter(|it| *it == '*' || first.is_some());
        let piece = text.trim_matches(['*', '%']);
        // `*` alone is what it is.
        let plain = piece.contains(char::is_alphabetic) && !piece.contains(['*', '%']);
        let Some(sign) = first.or(last).filter(|_| plain) else { return };
        let not = op.node == CompareOp::NotEqual;
        let words = match (first.is_some(), last.is_some(), not) {
            (true, true, false) => "contains",
            (true, true, true) => "does not contain",
            (false, _, false) => "starts with",
            (false, _, true) => "does not start with",
            (true, false, false) => "ends with",
            (true, false, true) => "does not end with",
        };
        let test = format!("{words} {}", print_text(piece));
        let whole = Span::new(op.span.start as usize, right.span.end as usize);
        // In a row of a `match` and in a list nothing but the value is written.
        let offered = !op.span.is_empty() && !left.span.is_empty();
        let place = self.place(right.span);
        let message = format!("The `{sign}` stands for itself here, not for any characters.");
        let finding = Diagnostic::warning(codes::WILD_CARD, place, message);
        let shown = format!("{} {test}", self.code_of(left));
        self.report(match offered {
            true => finding
                .help(format!("To let any characters stand there write: {shown}"))
                .offer(format!("Write {shown}."), self.place(whole), test),
            false => finding.help(format!("To let any characters stand there ask: {shown}")),
        });
    }
}
