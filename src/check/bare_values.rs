//! `country == DE or AT or CH`: values without their quotes, where only the first has its field before it.

use super::context::{Context, Typed};
use super::foreign::bare_name;
use crate::ast::{ArithmeticOp, CompareOp, Expr, ExprKind, LogicalOp, Quantifier, Test, TestKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_text;
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

    /// A text, or a name that nothing declares: `DE`, `gmail.com`.
    fn may_be_value(&self, expr: &Expr) -> bool {
        let unknown =
            |name: &str| !self.is_declared(name) && !self.scope.unread.contains(&name_key(name));
        match &expr.node {
            ExprKind::Text(_) => true,
            ExprKind::Name(path) => path.first().is_some_and(|it| {
                unknown(&it.node) && (path.len() == 1 || !self.is_record(&it.node))
            }),
            _ => false,
        }
    }

    /// A name as it is written.
    fn name_of(&self, expr: &Expr) -> Option<&str> {
        matches!(expr.node, ExprKind::Name(_)).then(|| match bare_name(expr) {
            Some(name) => self.slice(name.span).trim_matches('`'),
            None => self.slice(expr.span),
        })
    }

    fn bare_run(&mut self, op: LogicalOp, tested: &Expr, values: &[Expr]) -> Option<()> {
        let ExprKind::Test(left, test) = &tested.node else { return None };
        let first = test.node.right().filter(|it| self.may_be_value(it))?;
        let all: Vec<&Expr> = std::iter::once(first).chain(values).collect();
        self.as_list(op, left, test, &all)
    }

    /// `title contains CEO / CTO`: tells that several values stand in a list; false if it is something else.
    pub fn divided_values(&mut self, left: &Expr, test: &Test) -> bool {
        let Some(ExprKind::Arithmetic(first, rest)) = test.node.right().map(|it| &it.node) else {
            return false;
        };
        let all: Vec<&Expr> =
            std::iter::once(&**first).chain(rest.iter().map(|(_, it)| it)).collect();
        let divided = rest.iter().all(|(op, _)| op.node == ArithmeticOp::Divide);
        divided
            && all.iter().all(|it| self.may_be_value(it))
            && self.as_list(LogicalOp::Or, left, test, &all).is_some()
    }

    /// `country in [DE, AT]`: tells about the members that are names of nothing; false if there are not several.
    pub fn bare_members(
        &mut self,
        left: &str,
        column: ColumnId,
        members: &[Expr],
        at: Span,
    ) -> bool {
        let all: Vec<&Expr> = members.iter().collect();
        let names = all.iter().filter(|it| self.name_of(it).is_some()).count();
        if names < 2 || !all.iter().all(|it| self.may_be_value(it)) {
            return false;
        }
        let (list, sure) = self.quoted(column, &all);
        self.values_told(left, &all, at, list, sure);
        true
    }

    /// Tells to write a list in place of one test with several values.
    fn as_list(&mut self, op: LogicalOp, left: &Expr, test: &Test, all: &[&Expr]) -> Option<()> {
        let words = self.words_before_list(op, test, all.first()?)?;
        let column = self.text_column(left)?;
        let (list, sure) = self.quoted(column, all);
        let field = self.one_line(left.span);
        let text = format!("{field} {words} {list}");
        self.values_told(&field, all, left.span.to(all.last()?.span), text, sure);
        Some(())
    }

    /// Values as a list of texts, and whether the closed list of the column has them all.
    fn quoted(&self, column: ColumnId, all: &[&Expr]) -> (String, bool) {
        let known = self.closed_list(column).unwrap_or_default();
        let meant: Vec<(String, bool)> = all.iter().map(|it| self.as_text(it, known)).collect();
        let list: Vec<&str> = meant.iter().map(|(text, _)| text.as_str()).collect();
        (format!("[{}]", list.join(", ")), meant.iter().all(|(_, known)| *known))
    }

    /// Tells about values of a field, of which some are names of nothing, and what to write in place of the whole.
    fn values_told(&mut self, field: &str, all: &[&Expr], whole: Span, text: String, sure: bool) {
        let names: Vec<&str> = all.iter().filter_map(|it| self.name_of(it)).collect();
        let (code, message) = match names.as_slice() {
            [] => (codes::LOOSE_ALTERNATIVE, "Several values stand in a list.".to_owned()),
            [only] => (codes::UNKNOWN_NAME, format!("{only} is not a field.")),
            names => (codes::UNKNOWN_NAME, format!("{} are not fields.", in_words(names))),
        };
        let first = all.iter().find(|it| names.is_empty() || self.name_of(it).is_some());
        let guilty = match (first, all.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => whole,
        };
        let finding = Diagnostic::error(code, self.place(guilty), message);
        let finding = finding.help(match names.is_empty() {
            true => format!("Write: {text}"),
            false => format!("If values of *{field}* are meant, write: {text}"),
        });
        let (title, whole) = (format!("Write {text}."), self.place(whole));
        self.report(match sure || names.is_empty() {
            true => finding.fix(title, whole, text),
            false => finding.offer(title, whole, text),
        });
    }

    /// A value in quotes, as the closed list spells it, and whether it is there.
    fn as_text(&self, expr: &Expr, known: &[Text]) -> (String, bool) {
        let written = match &expr.node {
            ExprKind::Text(text) => text.as_str(),
            _ => self.name_of(expr).unwrap_or_default(),
        };
        let folded = Text::new(written).folded;
        let listed = known.iter().find(|it| it.folded == folded);
        (print_text(listed.map_or(written, |it| &it.exact)), listed.is_some())
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

/// `DE`, `DE and AT`, `DE, AT and CH`
fn in_words(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
