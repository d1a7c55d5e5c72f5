//! What is said about an `and` or `or` whose parts do not go together.

use super::asked::{Asked, questions};
use super::edits;
use super::operands::{Clash, Useless, judge};
use super::view::{Columns, View};
use crate::ast::{CompareOp, Expr, ExprKind, LogicalOp, State, TestKind, TextOp};
use crate::check::context::{Context, Typed};
use crate::diagnostic::{Diagnostic, Edit, codes};
use crate::format::print_name;
use crate::ir::{Cond, Def};

/// The most parts that a message points at.
const MOST_LABELS: usize = 4;

/// An `and` or `or` with the parts that clash.
struct Case<'a> {
    op: LogicalOp,
    operands: &'a [Expr],
    conds: &'a [Cond],
    clash: &'a Clash<'a>,
}

impl Context<'_> {
    pub(super) fn columns_seen(&self) -> Columns<'_> {
        Columns { columns: &self.frame.columns, record: &self.frame.record }
    }

    /// `a and b`, `a or b`: what it means, and whether its parts go together.
    pub fn logical(&mut self, op: LogicalOp, operands: &[Expr]) -> Typed {
        if self.bare_values(op, operands) {
            return Typed::Poison;
        }
        // Every operand is checked, so that each mistake is told.
        let said = self.diagnostics.len();
        let blanks = self.uses.blanks.len();
        let conds: Vec<_> = operands.iter().map(|it| self.condition(it)).collect();
        let Some(conds) = conds.into_iter().collect::<Option<Vec<_>>>() else {
            return Typed::Poison;
        };
        // One root cause, one message: nothing more about parts that got one. What was only guessed from
        // something wrong has no places of its own.
        let in_order =
            operands.windows(2).all(|pair| matches!(pair, [a, b] if a.span.end <= b.span.start));
        let judged = said == self.diagnostics.len() && in_order;
        if judged && self.together(op, operands, &conds) {
            // Of what holds of every lead, or of none, it says nothing that it holds of blanks.
            self.uses.blanks.truncate(blanks);
        }
        if in_order {
            self.note_parts(operands, &conds);
        }
        Typed::Condition(match op {
            LogicalOp::And => Cond::all(conds),
            LogicalOp::Or => Cond::any(conds),
        })
    }

    /// Says what is wrong between the parts of an `and` or `or`, and whether they clash.
    fn together(&mut self, op: LogicalOp, operands: &[Expr], conds: &[Cond]) -> bool {
        let judgement = judge(op, conds, self.columns_seen());
        match &judgement.clash {
            Some(clash) => {
                let finding = self.clash(&Case { op, operands, conds, clash });
                self.diagnostics.extend(finding);
            }
            None => {
                for useless in judgement.useless {
                    let finding = self.useless(op, operands, conds, useless);
                    self.diagnostics.extend(finding);
                }
            }
        }
        judgement.clash.is_some()
    }

    fn clash(&self, case: &Case<'_>) -> Option<Diagnostic> {
        let parts: Vec<&Expr> =
            case.clash.parts.iter().filter_map(|&it| case.operands.get(it)).collect();
        let code = match (case.clash.also_missing, case.op) {
            (false, _) => codes::ONLY_ASKS_IF_KNOWN,
            (true, LogicalOp::And) => codes::NEVER_TRUE,
            (true, LogicalOp::Or) => codes::ALWAYS_TRUE,
        };
        let (first, others) = parts.split_first()?;
        let mut finding =
            Diagnostic::warning(code, self.place(first.span), self.message(case, &parts))
                .label("this …");
        let word = if case.op == LogicalOp::And { "… and this" } else { "… or this" };
        for other in others.iter().take(MOST_LABELS - 1) {
            finding = finding.also(self.place(other.span), word);
        }
        Some(self.suggestions(finding, case, &parts))
    }

    fn message(&self, case: &Case<'_>, parts: &[&Expr]) -> String {
        let column = self.frame.columns.get(case.clash.column.0 as usize);
        let label = column.map(|it| it.label.as_str()).unwrap_or_default();
        // Of two fields compared with each other there is no value to speak of.
        let compared = column.is_some_and(|it| matches!(it.def, Def::Compare(..)));
        let one = if compared { "lead".to_owned() } else { format!("*{label}*") };
        let some = if parts.len() == 2 { "both tests" } else { "all of these tests" };
        match (case.clash.also_missing, case.op) {
            (false, _) if compared => {
                return "This only asks whether both values are known.".to_owned();
            }
            (false, LogicalOp::And) => return format!("Only a missing {one} passes {some}."),
            (false, LogicalOp::Or) => {
                return format!("Every {one} that is known passes one of these tests.");
            }
            (true, LogicalOp::Or) if compared => {
                return "Always true: every lead passes one of these tests.".to_owned();
            }
            _ => {}
        }
        match (case.op, questions(parts).as_ref().map(|(_, asked)| asked.as_slice())) {
            (LogicalOp::Or, Some([Asked::NoneOf(a), Asked::NoneOf(b)])) => match (&**a, &**b) {
                ([a], [b]) => format!(
                    "Always true: every *{label}* is different from {} or from {}.",
                    self.slice(a.span),
                    self.slice(b.span)
                ),
                _ => format!("Always true: no *{label}* is among all these values at once."),
            },
            (LogicalOp::Or, _) => {
                format!(
                    "Always true: every *{label}* passes one of these, and so does a missing one."
                )
            }
            (LogicalOp::And, Some([Asked::OneOf(a), Asked::OneOf(b)])) => match (&**a, &**b) {
                ([a], [b]) => format!(
                    "Never true: *{label}* has one value, so it cannot be {} and {} at once.",
                    self.slice(a.span),
                    self.slice(b.span)
                ),
                _ => format!("Never true: *{label}* has one value, and none is in both lists."),
            },
            (LogicalOp::And, Some([Asked::Edge(op, _), Asked::Edge(..)])) => {
                let edge = if *op == TextOp::StartsWith { "beginning" } else { "end" };
                format!("Never true: *{label}* has one {edge}, and it cannot be both of these.")
            }
            (LogicalOp::And, Some([Asked::Is(_), Asked::Is(_)])) => {
                format!("Never true: *{label}* cannot be missing and known at once.")
            }
            (LogicalOp::And, _) if self.asks_for_missing(parts) => {
                format!("Never true: a missing *{label}* passes no test of its value.")
            }
            (LogicalOp::And, _) => format!("Never true: no {one} passes {some}."),
        }
    }

    fn asks_for_missing(&self, parts: &[&Expr]) -> bool {
        parts.iter().any(|part| {
            questions(&[part]).is_some_and(|(_, asked)| asked == [Asked::Is(State::Missing)])
        })
    }

    fn suggestions(&self, finding: Diagnostic, case: &Case<'_>, parts: &[&Expr]) -> Diagnostic {
        let Case { op, operands, clash, .. } = *case;
        let replaced = |text: String| edits::replacement(operands, &clash.parts, text, self.file);
        if let Some((text, help)) = self.put_together(case, parts) {
            let title = format!("Write {text}.");
            return finding.help(help).offer_edits(title, replaced(text));
        }
        let mut finding = finding;
        let other = if op == LogicalOp::And { "or" } else { "and" };
        if self.other_word_helps(case) {
            let written: Vec<&str> = parts.iter().map(|it| self.slice(it.span)).collect();
            let joined = written.join(&format!(" {other} "));
            let joined = if operands.len() > parts.len() { format!("({joined})") } else { joined };
            let meaning = if op == LogicalOp::And {
                "one of them is enough"
            } else {
                "all of them must hold"
            };
            finding = finding
                .help(format!("Write `{other}` if {meaning}."))
                .offer_edits(format!("Write `{other}`."), replaced(joined));
        }
        if let Some(turned) = self.signs_turned(case, parts) {
            finding = finding
                .help("Write `or` if one of them is enough, or turn both signs round for what lies between.")
                .offer_edits("Turn both signs round.", turned);
        }
        let field = self.frame.columns.get(clash.column.0 as usize);
        if let Some(field) = field.filter(|it| clash.just_asks && matches!(it.def, Def::Field(_))) {
            let state = if op == LogicalOp::And { "missing" } else { "known" };
            let text = format!("{} is {state}", print_name(&field.label));
            let help = match finding.help.take() {
                Some(help) => format!("{help} If it is meant so, write: {text}"),
                None => format!("Write what it asks: {text}"),
            };
            finding = finding.help(help).offer_edits(format!("Write {text}."), replaced(text));
        }
        if finding.help.is_none() {
            finding = finding.help("Change one of them, or take it out.");
        }
        finding
    }

    /// One test for several equal ones: `in […]`, `not in […]`, `starts with any of […]`; with its help.
    fn put_together(&self, case: &Case<'_>, parts: &[&Expr]) -> Option<(String, String)> {
        let (value, asked) = questions(parts)?;
        if !case.clash.also_missing {
            return None;
        }
        let one_of = |it: &Asked<'_>| matches!(it, Asked::OneOf(_));
        let none_of = |it: &Asked<'_>| matches!(it, Asked::NoneOf(_));
        let mut members: Vec<&str> = Vec::new();
        for it in &asked {
            let (Asked::OneOf(values) | Asked::NoneOf(values) | Asked::Edge(_, values)) = it else {
                return None;
            };
            for value in values {
                let written = self.slice(value.span);
                if !members.contains(&written) {
                    members.push(written);
                }
            }
        }
        let list = format!("[{}]", members.join(", "));
        let value = self.slice(value.span);
        match (case.op, asked.first()?) {
            (LogicalOp::And, Asked::OneOf(_)) if asked.iter().all(one_of) => {
                let text = format!("{value} in {list}");
                let texts = matches!(case.clash.view, View::Beginnings | View::Endings);
                let several = match texts {
                    true => {
                        " If a lead can have several, declare the field as `list of text` and write `contains all of`."
                    }
                    false => "",
                };
                let help = format!("For either of them write: {text}.{several}");
                Some((text, help))
            }
            (LogicalOp::Or, Asked::NoneOf(_)) if asked.iter().all(none_of) => {
                let text = format!("{value} not in {list}");
                let help = format!("`and` was probably meant: {text}");
                Some((text, help))
            }
            (LogicalOp::And, Asked::Edge(op, _))
                if asked.iter().all(|it| matches!(it, Asked::Edge(other, _) if other == op)) =>
            {
                let word = if *op == TextOp::StartsWith { "starts" } else { "ends" };
                let text = format!("{value} {word} with any of {list}");
                let help = format!("For either of them write: {text}");
                Some((text, help))
            }
            _ => None,
        }
    }

    /// Whether the parts say something when they are joined by the other word.
    fn other_word_helps(&self, case: &Case<'_>) -> bool {
        let conds: Vec<Cond> =
            case.clash.parts.iter().filter_map(|&it| case.conds.get(it).cloned()).collect();
        let other = if case.op == LogicalOp::And { LogicalOp::Or } else { LogicalOp::And };
        conds.len() == 2 && {
            let judgement = judge(other, &conds, self.columns_seen());
            judgement.clash.is_none() && judgement.useless.is_empty()
        }
    }

    /// `x > 500 and x < 100` with both signs turned round, if something lies between.
    fn signs_turned(&self, case: &Case<'_>, parts: &[&Expr]) -> Option<Vec<Edit>> {
        let (LogicalOp::And, &[first, second]) = (case.op, parts) else { return None };
        let number = |expr: &Expr| {
            let ExprKind::Test(value, test) = &expr.node else { return None };
            let TestKind::Compare(op, right) = &test.node else { return None };
            let ExprKind::Number(number) = &right.node else { return None };
            let (ExprKind::Name(_), upwards) = (&value.node, upwards(op.node)?) else {
                return None;
            };
            Some((number.value, upwards, op.clone()))
        };
        let (a, a_up, a_op) = number(first)?;
        let (b, b_up, b_op) = number(second)?;
        let (low, high) = if a_up { (b, a) } else { (a, b) };
        let step = rust_decimal::Decimal::ONE;
        if a_up == b_up || low.checked_add(step)? >= high {
            return None;
        }
        let edit = |op: &crate::ast::Node<CompareOp>| Edit {
            place: self.place(op.span),
            text: turned(op.node).to_owned(),
        };
        Some(vec![edit(&a_op), edit(&b_op)])
    }

    fn useless(
        &self,
        op: LogicalOp,
        operands: &[Expr],
        conds: &[Cond],
        Useless { part, because }: Useless,
    ) -> Option<Diagnostic> {
        let (expr, other) = (operands.get(part)?, operands.get(because)?);
        // To ask for a blank in so many words is clear, if not needed.
        let asks_only =
            questions(&[expr]).is_some_and(|(_, asked)| matches!(asked.as_slice(), [Asked::Is(_)]));
        let same = conds.get(part)? == conds.get(because)?;
        if asks_only && !same {
            return None;
        }
        let message = match (same, op) {
            (true, _) => "The same test stands here twice.",
            (false, LogicalOp::And) => {
                "This test adds nothing: whatever passes the other one passes this one too."
            }
            (false, LogicalOp::Or) => {
                "This test adds nothing: whatever passes it passes the other one too."
            }
        };
        let there = if same { "the first one" } else { "the other one" };
        Some(
            Diagnostic::warning(codes::ADDS_NOTHING, self.place(expr.span), message)
                .label(if same { "the same again" } else { "adds nothing" })
                .also(self.place(other.span), there)
                .help("Take it out, or change it if something else was meant.")
                .offer_edits("Take it out.", edits::removal(operands, part, self.file)),
        )
    }
}

/// Whether a comparison asks for more, or for less; `None` for equality.
fn upwards(op: CompareOp) -> Option<bool> {
    match op {
        CompareOp::Greater | CompareOp::GreaterOrEqual => Some(true),
        CompareOp::Less | CompareOp::LessOrEqual => Some(false),
        _ => None,
    }
}

fn turned(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Greater => "<",
        CompareOp::GreaterOrEqual => "<=",
        CompareOp::Less => ">",
        _ => ">=",
    }
}
