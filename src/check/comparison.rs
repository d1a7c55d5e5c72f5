//! Tests of a value: `==`, `<`, `in`, `is missing`, `is exactly`.

use rust_decimal::Decimal;

use super::context::{Context, Typed};
use super::foreign::{bare_name, state_word};
use crate::ast::{CompareOp, Expr, ExprKind, State, TestKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_name;
use crate::ir::{Atom, ColumnId, Cond, Def, Interval, Operand, Test, Text, Type, Value, name_key};
use crate::source::Span;

/// The tested value: a column of a type, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Left {
    pub column: ColumnId,
    pub ty: Type,
    pub span: Span,
}

impl Left {
    pub fn atom(self, test: Test) -> Cond {
        Cond::Atom(Atom { column: self.column, test })
    }
}

impl Context<'_> {
    /// How messages name the tested value.
    pub fn label_of(&self, left: Left) -> String {
        self.frame
            .columns
            .get(left.column.0 as usize)
            .map(|it| it.label.clone())
            .unwrap_or_default()
    }

    /// How a suggestion writes the tested value: a field's name with back-ticks where it needs them.
    pub fn code_of(&self, left: Left) -> String {
        match self.frame.columns.get(left.column.0 as usize) {
            Some(column) if matches!(column.def, Def::Field(_)) => print_name(&column.label),
            Some(column) => column.label.clone(),
            None => String::new(),
        }
    }

    /// `value test`, as a condition.
    pub fn test(&mut self, value: &Expr, test: &crate::ast::Test, span: Span) -> Typed {
        if self.divided_values(value, test) {
            return Typed::Poison;
        }
        if let Some(typed) = self.test_of_several(value, test, span) {
            return typed;
        }
        if let Some(typed) = self.test_of_list(value, test, span) {
            return typed;
        }
        let typed = match self.typed(value) {
            Typed::Condition(cond) => return self.test_of_condition(cond, test, value.span),
            other => other,
        };
        let Typed::Value(operand, ty) = typed else {
            self.quiet_right_side(&test.node);
            return Typed::Poison;
        };
        let Some(column) = operand.column() else {
            return self.test_of_constant(value, &operand, test, span);
        };
        let asks_if_known =
            matches!(test.node, TestKind::Is { .. }) && matches!(ty, Type::Record(_));
        if ty.related().is_some() && !asks_if_known {
            let written = self.one_line(value.span);
            return self.records_as_value(&written, ty, value.span);
        }
        let left = Left { column, ty, span: value.span };
        let cond = match &test.node {
            TestKind::Compare(op, right) => self.compare(left, op, right),
            TestKind::In { negated, set } => {
                self.in_set(left, set).map(|cond| cond.negated_if(*negated))
            }
            TestKind::Words { negated, op, quantifier, right } => self
                .words(left, *op, *quantifier, right, test.span)
                .map(|cond| cond.negated_if(*negated)),
            TestKind::Matches { negated, pattern } => {
                self.matches(left, pattern).map(|cond| cond.negated_if(*negated))
            }
            TestKind::Is { negated, state } => {
                let missing = left.atom(Test::Missing);
                Some(missing.negated_if((*state == State::Known) != *negated))
            }
            TestKind::IsExactly { negated, right } => {
                self.is_exactly(left, right).map(|cond| cond.negated_if(*negated))
            }
            TestKind::Relative(window, duration) => {
                self.relative(left, *window, duration, test.span)
            }
            TestKind::Before(right) => self.calendar(left, CompareOp::Less, right, test.span),
            TestKind::After(right) => self.calendar(left, CompareOp::Greater, right, test.span),
            TestKind::On(right) => self.calendar(left, CompareOp::Equal, right, test.span),
        };
        let Some(cond) = cond else { return Typed::Poison };
        self.test_alone(left, &test.node, &cond, span);
        self.note_test(&test.node, &cond, span);
        Typed::Condition(cond)
    }

    /// The left side is wrong already, but the right side may hold a mistake of its own.
    fn quiet_right_side(&mut self, test: &TestKind) {
        if let Some(right) = test.right()
            && !matches!(
                right.node,
                ExprKind::Name(_) | ExprKind::List(_) | ExprKind::Range(_) | ExprKind::Missing
            )
        {
            self.typed(right);
        }
    }

    /// `decision_maker == yes`; nothing else can be asked of a condition.
    fn test_of_condition(&mut self, cond: Cond, test: &crate::ast::Test, left: Span) -> Typed {
        if let TestKind::Compare(op, right) = &test.node
            && let ExprKind::YesNo(yes) = right.node
        {
            match op.node {
                CompareOp::Equal => return Typed::Condition(cond.negated_if(!yes)),
                CompareOp::NotEqual => return Typed::Condition(cond.negated_if(yes)),
                _ => {}
            }
        }
        let place = self.place(test.span);
        let message = format!("*{}* is a condition: it is true or false.", self.one_line(left));
        self.wrong(
            Diagnostic::error(codes::WRONG_OPERATOR, place, message)
                .help("Use it by itself, or with `not` before it."),
        )
    }

    /// `left == right` and its five relatives.
    pub fn compare(
        &mut self,
        left: Left,
        op: &crate::ast::Node<CompareOp>,
        right: &Expr,
    ) -> Option<Cond> {
        let state = match &right.node {
            ExprKind::Missing => Some(State::Missing),
            ExprKind::Text(text) if text.trim().is_empty() => Some(State::Missing),
            _ => self.state_word(right),
        };
        if let Some(state) = state {
            return self.compared_with_missing(left, op, state, right);
        }
        if matches!(left.ty, Type::Texts | Type::Numbers) {
            return self.list_compared(left, op, right);
        }
        let ordering = !matches!(op.node, CompareOp::Equal | CompareOp::NotEqual);
        if ordering && !left.ty.is_ordered() {
            return self.no_order(left, op);
        }
        if self.asks_if_valid(left, op, right) || self.is_today(left, op, right) {
            return None;
        }
        let (operand, right_ty) = self.right_value(left, right)?;
        let constant = match operand {
            Operand::Column(other) => {
                return self.compare_columns(left, op, other, right_ty, right);
            }
            Operand::Constant(constant) => constant,
        };
        let test = self.constant_test(left, op.node, &constant, right_ty, right.span)?;
        self.wild_card(left, op, right);
        self.note_literal(left.column, &test, right.span);
        Some(test.negated_if(op.node == CompareOp::NotEqual))
    }

    /// `null`, `present` and their relatives of other languages, unless a field is called so.
    fn state_word(&self, right: &Expr) -> Option<State> {
        let name = bare_name(right)?;
        let unknown = !self.is_declared(&name.node);
        state_word(&name.node).filter(|_| unknown)
    }

    /// Whether a name stands for the record at hand or for another.
    pub fn is_record(&self, name: &str) -> bool {
        let key = name_key(name);
        key == "lead" || self.records.iter().any(|it| name_key(&it.name) == key)
    }

    /// The right side; a name that is unknown may be a value without its quotes.
    pub fn right_value(&mut self, left: Left, right: &Expr) -> Option<(Operand, Type)> {
        if let ExprKind::Name(path) = &right.node
            && let Some(name) = path.first()
            && left.ty == Type::Text
            && !self.is_declared(&name.node)
            && !self.scope.unread.contains(&name_key(&name.node))
            && (path.len() == 1 || !self.is_record(&name.node))
        {
            let place = self.place(right.span);
            let label = self.label_of(left);
            // `gmail.com` is read as a field of another record.
            let written = if path.len() == 1 { name.node.as_str() } else { self.slice(right.span) };
            let known = self.closed_list(left.column).and_then(|values| {
                let folded = Text::new(written).folded;
                values.iter().find(|value| value.folded == folded).map(|it| it.exact.clone())
            });
            let sure = known.is_some();
            let text = format!("\"{}\"", known.unwrap_or_else(|| written.into()));
            let message = format!("{written} is not a field.");
            let finding = Diagnostic::error(codes::UNKNOWN_NAME, place, message)
                .help(format!("If it is a value of *{label}*, put it in quotes: {text}"));
            let title = format!("Write {text}.");
            self.report(match sure {
                true => finding.fix(title, place, text),
                false => finding.offer(title, place, text),
            });
            return None;
        }
        self.value(right)
    }

    /// A test of a column against one constant, `!=` read as `==`.
    pub fn constant_test(
        &mut self,
        left: Left,
        op: CompareOp,
        constant: &Value,
        right_ty: Type,
        span: Span,
    ) -> Option<Cond> {
        if constant.is_missing() {
            let place = self.place(span);
            let message =
                format!("{} is always missing, and nothing equals that.", self.one_line(span));
            self.report(Diagnostic::error(codes::WRONG_VALUE, place, message));
            return None;
        }
        let test = match (left.ty, constant) {
            (Type::Number | Type::Integer, Value::Number(number)) if right_ty.is_numeric() => {
                self.point_beside(left.ty, span);
                Test::Numbers(vec![interval(op, *number)])
            }
            (Type::Percent, Value::Number(number)) if right_ty == Type::Percent => {
                Test::Numbers(vec![interval(op, *number)])
            }
            (Type::Date, Value::Date(date)) => Test::Dates(vec![interval(op, *date)]),
            (Type::DateTime, Value::Date(date)) => {
                let day = self.day_of(left);
                return Some(day.atom(Test::Dates(vec![interval(op, *date)])));
            }
            (Type::DateTime, Value::Moment(moment)) => Test::Moments(vec![interval(op, *moment)]),
            (Type::YesNo, Value::YesNo(yes)) => Test::YesNo(*yes),
            (Type::Text, Value::Text(text)) => {
                self.in_closed_list(left, text, span)?;
                self.declared_missing(left, text, span);
                Test::Texts(vec![text.clone()])
            }
            _ => {
                self.wrong_value(left, right_ty, constant, span);
                return None;
            }
        };
        Some(left.atom(test))
    }

    /// The day of a datetime, as a column of its own.
    pub fn day_of(&mut self, left: Left) -> Left {
        let label = self.label_of(left);
        let column = self.column(Def::DayOf(left.column), Type::Date, &label);
        Left { column, ty: Type::Date, ..left }
    }

    fn compare_columns(
        &mut self,
        left: Left,
        op: &crate::ast::Node<CompareOp>,
        other: ColumnId,
        right_ty: Type,
        right: &Expr,
    ) -> Option<Cond> {
        if !left.ty.fits(right_ty) {
            let place = self.place(right.span);
            let message = format!(
                "*{}* is {} and *{}* is {}: they cannot be compared.",
                self.label_of(left),
                left.ty.words(),
                self.one_line(right.span),
                right_ty.words(),
            );
            let finding = Diagnostic::error(codes::WRONG_VALUE, place, message);
            let days = format!(
                "Compare their days: days_between({}, {}) >= 0",
                self.one_line(left.span),
                self.one_line(right.span)
            );
            let dates = left.ty.is_date() && right_ty.is_date();
            self.report(if dates { finding.help(days) } else { finding });
            return None;
        }
        let label = self.one_line(left.span.to(right.span));
        let column = self.column(Def::Compare(left.column, other), Type::Integer, &label);
        let order = Left { column, ty: Type::Integer, span: left.span };
        let test = Test::Numbers(vec![interval(op.node, Decimal::ZERO)]);
        Some(order.atom(test).negated_if(op.node == CompareOp::NotEqual))
    }

    fn is_exactly(&mut self, left: Left, right: &Expr) -> Option<Cond> {
        if left.ty != Type::Text {
            let place = self.place(right.span);
            let message = format!(
                "`is exactly` is for texts; *{}* is {}.",
                self.label_of(left),
                left.ty.words()
            );
            self.report(
                Diagnostic::error(codes::WRONG_OPERATOR, place, message).help("Use == instead."),
            );
            return None;
        }
        match self.right_value(left, right)? {
            (Operand::Constant(Value::Text(text)), _) => {
                self.in_closed_list(left, &text, right.span)?;
                let test = left.atom(Test::Exactly(text.exact));
                self.note_literal(left.column, &test, right.span);
                Some(test)
            }
            _ => {
                let place = self.place(right.span);
                let message = "After `is exactly` stands a text in quotes.";
                self.report(Diagnostic::error(codes::NEEDS_CONSTANT, place, message));
                None
            }
        }
    }
}

/// The values for which `value op end` holds; `!=` as `==`.
fn interval<T: Ord + Copy>(op: CompareOp, end: T) -> Interval<T> {
    match op {
        CompareOp::Equal | CompareOp::NotEqual => Interval::only(end),
        CompareOp::Less => Interval::below(end),
        CompareOp::LessOrEqual => Interval { to_excluded: false, ..Interval::below(end) },
        CompareOp::Greater => Interval::above(end),
        CompareOp::GreaterOrEqual => Interval { from_excluded: false, ..Interval::above(end) },
    }
}
