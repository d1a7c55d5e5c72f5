//! Actions: `on entering Hot do notify(owner: owner_email)`.

use pest::iterators::Pair;

use super::builder::{Builder, Parts};
use super::grammar::Rule;
use crate::ast::{Action, CompareOp, Expr, ExprKind, Label, Name, TestKind, Trigger};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Builder<'_> {
    pub fn action(&mut self, pair: Pair<'_, Rule>) -> Option<Action> {
        let mut parts = Parts::of(pair);
        let trigger = parts.find(Rule::trigger)?.into_inner().next()?;
        let rule = trigger.as_rule();
        let mut inner = Parts::of(trigger);
        let trigger = match rule {
            Rule::entering => Trigger::Entering(self.band_label(&mut inner)?),
            Rule::leaving => Trigger::Leaving(self.band_label(&mut inner)?),
            Rule::rising => Trigger::RisingAbove(self.amount(inner.find(Rule::amount)?)),
            _ => Trigger::FallingBelow(self.amount(inner.find(Rule::amount)?)),
        };
        let name = parts.find(Rule::name)?;
        let name = self.name(&name);
        let given = match parts.find(Rule::named_args) {
            Some(given) => given,
            None => {
                let bare = parts.find(Rule::bare_args)?;
                self.without_brackets(&name, &bare);
                bare
            }
        };
        let mut args = Vec::new();
        for arg in given.into_inner() {
            let mut inner = Parts::of(arg);
            let name = inner.find(Rule::name).map(|it| self.name(&it));
            let value = match inner.find(Rule::expr) {
                Some(value) => self.expr(value),
                None => self.sum(inner.find(Rule::sum)?),
            };
            args.push(match (name, equation(&value)) {
                (Some(name), _) => (name, value),
                (None, Some((name, sign, right))) => {
                    self.equals_sign(&name, sign);
                    (name, right)
                }
                (None, None) => (self.without_name(&value), value),
            });
        }
        Some(Action { trigger, name, args })
    }

    fn band_label(&mut self, parts: &mut Parts<'_>) -> Option<Label> {
        let label = self.label(parts.find(Rule::label)?);
        if let Some(more) = parts.find(Rule::more_bands) {
            let place = self.place(self.span(&more));
            let message = "An action waits for one band.";
            self.report(
                Diagnostic::error(codes::TOO_MUCH, place, message)
                    .help("Write the action once for each band, on lines of their own."),
            );
        }
        Some(label)
    }

    /// `do notify owner: email`
    fn without_brackets(&mut self, name: &Name, args: &Pair<'_, Rule>) {
        let at = self.span(args);
        let whole = match args.as_str().trim().is_empty() {
            true => name.span,
            false => name.span.to(at),
        };
        let given = self.slice(Span { start: name.span.end, ..whole }).trim();
        let fixed = format!("{}({given})", self.slice(name.span));
        let place = self.place(whole);
        let message = "What an action tells stands between brackets, even if it is nothing.";
        self.report(
            Diagnostic::error(codes::LEFT_OUT, place, message).help(format!("Write {fixed}")).fix(
                format!("Write {fixed}"),
                place,
                fixed,
            ),
        );
    }

    /// `notify(owner = email)`
    fn equals_sign(&mut self, name: &Name, sign: Span) {
        let place = self.place(sign);
        let with_blanks = self.place(Span { start: name.span.end, ..sign });
        let message =
            format!("After the name of an argument `{}` is written `:`.", self.slice(sign));
        self.report(
            Diagnostic::error(codes::FOREIGN, place, message).help("Write owner: owner_email").fix(
                "Write :",
                with_blanks,
                ":",
            ),
        );
    }

    /// `notify(email)`: the name that it was probably meant to have.
    fn without_name(&mut self, value: &Expr) -> Name {
        let meant = match &value.node {
            ExprKind::Name(path) => path.last().map(|it| it.node.clone()),
            ExprKind::Text(_) => Some("message".to_owned()),
            _ => None,
        };
        let meant = meant.unwrap_or_else(|| "value".to_owned());
        let place = self.place(value.span);
        let written = self.slice(value.span);
        let message = format!("This has no name, so no tool knows what {written} is.");
        self.report(
            Diagnostic::error(codes::LEFT_OUT, place, message)
                .help(format!("Say what it is: {meant}: {written}"))
                .offer(
                    format!("Write {meant}: {written}"),
                    self.place(value.span.before()),
                    format!("{meant}: "),
                ),
        );
        Name::new(meant, value.span)
    }
}

/// `owner = owner_email`, taken apart.
fn equation(value: &Expr) -> Option<(Name, Span, Expr)> {
    let ExprKind::Test(left, test) = &value.node else { return None };
    let (ExprKind::Name(path), TestKind::Compare(op, right)) = (&left.node, &test.node) else {
        return None;
    };
    let [name] = path.as_slice() else { return None };
    (op.node == CompareOp::Equal).then(|| (name.clone(), op.span, right.as_ref().clone()))
}
