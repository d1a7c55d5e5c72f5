//! `country == DE or AT or CH`: values without their quotes, where only the first has its field before it.

use super::context::{Context, Typed};
use super::foreign::bare_name;
use crate::ast::{CompareOp, Expr, ExprKind, LogicalOp, Quantifier, Test, TestKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{ColumnId, Text, Type, name_key};
use crate::source::Span;

impl Context<'_> {
    /// Tells about values behind a test that were taken for conditions; false if there are none. The other operands
    /// are looked at too, so that each mistake is told.
    pub fn bare_values(&mut self, op: LogicalOp, operands: &[Expr]) -> bool {
        let mut found = false;
        let mut others = Vec::new();
        let mut index = 0;
        while let Some((tested, behind)) = operands.get(index..).and_then(<[Expr]>::split_first) {
            let count = behind.iter().take_while(|it| self.may_be_value(it)).count();
            let values = behind.get(..count).unwrap_or_default();
            let told = count > 0 && self.bare_run(op, tested, values).is_some();
            found |= told;
            if !told {
                others.push(tested);
            }
            index += if told { count + 1 } else { 1 };
        }
        if found {
            for other in others {
                self.condition(other);
            }
        }
        found
    }

    /// A text, or a name that nothing declares.
    fn may_be_value(&self, expr: &Expr) -> bool {
        let unknown =
            |name: &str| !self.is_declared(name) && !self.scope.unread.contains(&name_key(name));
        matches!(expr.node, ExprKind::Text(_))
            || bare_name(expr).is_some_and(|it| unknown(&it.node))
    }

    fn bare_run(&mut self, op: LogicalOp, tested: &Expr, values: &[Expr]) -> Option<()> {
        let ExprKind::Test(left, test) = &tested.node else { return None };
        let first = test.node.right().filter(|it| self.may_be_value(it))?;
        let words = self.words_before_list(op, test, first)?;
        let column = self.text_column(left)?;
        let all: Vec<&Expr> = std::iter::once(first).chain(values).collect();
        let known = self.closed_list(column).unwrap_or_default();
        let meant: Vec<(String, bool)> = all.iter().map(|it| as_text(it, known)).collect();
        let sure = meant.iter().all(|(_, known)| *known);
        let list: Vec<&str> = meant.iter().map(|(text, _)| text.as_str()).collect();
        let field = self.one_line(left.span);
        let text = format!("{field} {words} [{}]", list.join(", "));
        let names: Vec<&str> =
            all.iter().filter_map(|it| bare_name(it)).map(|it| it.node.as_str()).collect();
        let are = if names.len() == 1 { "is not a field" } else { "are not fields" };
        let message = format!("{} {are}.", in_words(&names));
        let last = values.last()?.span;
        let guilty = all.iter().find(|it| bare_name(it).is_some())?.span.to(last);
        let finding = Diagnostic::error(codes::UNKNOWN_NAME, self.place(guilty), message)
            .help(format!("If values of *{field}* are meant, write: {text}"));
        let whole = self.place(tested.span.to(last));
        let title = format!("Write {text}.");
        self.report(match sure {
            true => finding.fix(title, whole, text),
            false => finding.offer(title, whole, text),
        });
        Some(())
    }

    /// What stands between a field and a list instead of a test of one value.
    fn words_before_list(&self, op: LogicalOp, test: &Test, right: &Expr) -> Option<String> {
        match (&test.node, op) {
            (TestKind::Compare(sign, _), LogicalOp::Or) if sign.node == CompareOp::Equal => {
                Some("in".to_owned())
            }
            (TestKind::Compare(sign, _), _) if sign.node == CompareOp::NotEqual => {
                Some("not in".to_owned())
            }
            (TestKind::Words { quantifier: Quantifier::One, .. }, _) => {
                let head = Span::new(test.span.start as usize, right.span.start as usize);
                let which = if op == LogicalOp::Or { "any of" } else { "all of" };
                Some(format!("{} {which}", self.one_line(head)))
            }
            _ => None,
        }
    }

    /// The column of a declared field that holds texts.
    fn text_column(&mut self, left: &Expr) -> Option<ColumnId> {
        let ExprKind::Name(path) = &left.node else { return None };
        path.first().filter(|it| self.is_declared(&it.node))?;
        match self.typed(left) {
            Typed::Value(operand, Type::Text | Type::Texts) => operand.column(),
            _ => None,
        }
    }
}

/// A value in quotes, as the closed list spells it, and whether it is there.
fn as_text(expr: &Expr, known: &[Text]) -> (String, bool) {
    let written = match (&expr.node, bare_name(expr)) {
        (ExprKind::Text(text), _) => text.as_str(),
        (_, Some(name)) => name.node.as_str(),
        _ => "",
    };
    let folded = Text::new(written).folded;
    let listed = known.iter().find(|it| it.folded == folded);
    let shown = listed.map_or(written, |it| &it.exact);
    let escaped = shown.replace('\\', "\\\\").replace('"', "\\\"");
    (format!("\"{escaped}\""), listed.is_some())
}

/// `DE`, `DE and AT`, `DE, AT and CH`
fn in_words(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
