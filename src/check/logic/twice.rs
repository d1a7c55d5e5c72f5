//! Values that stand twice in a list.

use std::collections::HashMap;

use super::edits;
use crate::ast::{Expr, ExprKind};
use crate::check::context::Context;
use crate::diagnostic::{Applicability, Diagnostic, Suggestion, codes};
use crate::ir::{Text, fold};

/// How the members of a list are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Members {
    /// As values: blanks around a text do not count.
    Values,
    /// As pieces of text to look for, which keep their blanks.
    Pieces,
}

impl Context<'_> {
    /// Says which members of a list stand there already; tells for each whether it is the first of its kind.
    pub fn stands_twice(&mut self, list: &[Expr], members: Members) -> Vec<bool> {
        let mut new = vec![true; list.len()];
        let mut firsts: HashMap<String, &Expr> = HashMap::new();
        let mut findings = Vec::new();
        for (index, member) in list.iter().enumerate() {
            let Some(key) = key(member, members) else { continue };
            let first = *firsts.entry(key).or_insert(member);
            if !std::ptr::eq(first, member) {
                findings.push(self.again(list, index, first, member));
                if let Some(new) = new.get_mut(index) {
                    *new = false;
                }
            }
        }
        self.diagnostics.extend(findings);
        new
    }

    fn again(&self, list: &[Expr], index: usize, first: &Expr, member: &Expr) -> Diagnostic {
        let (written, before) = (self.slice(member.span), self.slice(first.span));
        let message = match written == before {
            true => format!("{written} stands twice in this list."),
            false => format!("{written} is {before} once more."),
        };
        let help = match (&first.node, written == before) {
            (ExprKind::Text(_), false) => "Upper and lower case are the same. Leave one out.",
            _ => "Leave one out.",
        };
        let mut finding =
            Diagnostic::warning(codes::TWICE_IN_LIST, self.place(member.span), message)
                .label("the second time")
                .also(self.place(first.span), "here first")
                .help(help);
        let edits = edits::removal(list, index, self.file);
        // A comment between the two is not thrown away unasked.
        let clean = edits.iter().all(|it| {
            !self.slice(it.place.span).strip_suffix(written).unwrap_or_default().contains('#')
        });
        let applicability = if clean { Applicability::Safe } else { Applicability::Offered };
        let message = format!("Leave the second {written} out.");
        finding.suggestions.push(Suggestion { message, edits, applicability });
        finding
    }
}

/// What is equal for equal members; `None` for what is no value.
fn key(member: &Expr, members: Members) -> Option<String> {
    Some(match &member.node {
        ExprKind::Text(text) if members == Members::Values => {
            format!("\"{}", Text::new(text).folded)
        }
        ExprKind::Text(text) => format!("\"{}", fold(text)),
        ExprKind::Number(number) => number.value.normalize().to_string(),
        ExprKind::Percent(number) => format!("{}%", number.value.normalize()),
        ExprKind::Date(date) => date.to_string(),
        _ => return None,
    })
}
