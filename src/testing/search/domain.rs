//! Which values are worth trying in each field: those that some test tells apart.

use std::collections::HashMap;

use super::place::Path;
use super::values::values_of;
use crate::ast::ArithmeticOp;
use crate::ir::{
    Aggregate, Award, Body, Clock, ColumnId, Cond, Def, Each, EventsId, FieldId, Function, Measure,
    Operand, Program, Text, Type, Value, calculate,
};
use crate::testing::coverage::noon;

/// The values to try in each field, in the order in which rules ask for them.
#[derive(Debug, Default)]
pub(in crate::testing) struct Domain {
    values: HashMap<Path, Vec<Value>>,
    order: Vec<Path>,
}

impl Domain {
    /// The values that the conditions of a program tell apart.
    pub fn of(program: &Program, clock: &Clock) -> Self {
        let mut domain = Self::default();
        Tracer { program, clock, before: Vec::new(), domain: &mut domain }.program();
        domain
    }

    /// The values to try in a field.
    pub fn at(&self, path: &Path) -> &[Value] {
        self.values.get(path).map_or(&[], Vec::as_slice)
    }

    /// Every field that has values to try.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.order.iter()
    }

    fn add(&mut self, path: Path, value: Value) {
        if !self.values.contains_key(&path) {
            self.order.push(path.clone());
        }
        let values = self.values.entry(path).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
}

/// Follows values of columns back to the fields that they come from.
struct Tracer<'p, 'd> {
    program: &'p Program,
    clock: &'p Clock,
    /// The fields that lead to the record that this program scores, seen from the first.
    before: Path,
    domain: &'d mut Domain,
}

impl Tracer<'_, '_> {
    fn program(&mut self) {
        for rule in &self.program.rules {
            match &rule.body {
                Body::When(cond, _) => self.cond(None, cond),
                Body::Match(rows) => rows.iter().for_each(|row| self.cond(None, &row.condition)),
                Body::ForEach(each) => {
                    self.cond(Some(each.events), &each.filter);
                    if let Each::Match(rows) = &each.each {
                        rows.iter().for_each(|row| self.cond(Some(each.events), &row.condition));
                    }
                }
            }
            self.awards(&rule.body);
        }
        self.program.disqualifiers.iter().for_each(|it| self.cond(None, &it.condition));
    }

    /// Points per something are tried with few and with more.
    fn awards(&mut self, body: &Body) {
        let (scope, awards): (_, Vec<&Award>) = match body {
            Body::When(_, award) => (None, vec![award]),
            Body::Match(rows) => (None, rows.iter().map(|row| &row.award).collect()),
            Body::ForEach(each) => (Some(each.events), each.awards().collect()),
        };
        let some = [1, 2].map(|it| Value::Number(it.into()));
        for award in awards {
            if let Award::Measured(_, column) = award {
                self.trace(scope, *column, &some);
            }
        }
    }

    fn cond(&mut self, scope: Option<EventsId>, cond: &Cond) {
        cond.atoms(&mut |atom| {
            let column = self.program.columns_of(scope).get(atom.column.0 as usize);
            let Some(column) = column else { return };
            let values = values_of(&atom.test, self.program, column, self.clock);
            self.trace(scope, atom.column, &values);
        });
    }

    /// Adds what gives these values of a column.
    fn trace(&mut self, scope: Option<EventsId>, id: ColumnId, values: &[Value]) {
        let Some(column) = self.program.columns_of(scope).get(id.0 as usize) else { return };
        match &column.def {
            Def::Field(_) | Def::Related(..) | Def::Outer(_) => self.field(scope, id, values),
            Def::Negate(inner) => {
                let turned = numbers(values).map(|it| Value::Number(-it));
                self.trace(scope, *inner, &turned.collect::<Vec<_>>());
            }
            Def::Default(inner, _) => {
                self.trace(scope, *inner, &[values, &[Value::Missing]].concat());
            }
            Def::DayOf(inner) => {
                let moments = values.iter().filter_map(|it| match it {
                    Value::Date(day) => Some(noon(*day, self.clock)),
                    _ => None,
                });
                let moments: Vec<Value> = moments.collect();
                self.trace(scope, *inner, &moments);
            }
            Def::Arithmetic(op, left, right) => self.calculation(scope, *op, left, right, values),
            Def::Compare(left, right) => {
                let ty = self.program.columns_of(scope).get(left.0 as usize).map(|it| it.ty);
                let some = ty.map(|ty| three(ty, self.clock)).unwrap_or_default();
                self.trace(scope, *left, &some);
                self.trace(scope, *right, some.get(1..2).unwrap_or_default());
            }
            Def::Call(function, args) => self.call(scope, function, args, values),
            Def::Aggregate(it) => self.aggregate(it, values),
            Def::Score(model, of) => self.other_model(scope, *model, *of),
        }
    }

    fn field(&mut self, scope: Option<EventsId>, id: ColumnId, values: &[Value]) {
        let Some(path) = self.program.path(scope, id) else { return };
        let Some(field) = field_at(self.program, &path) else { return };
        let allowed = |value: &Value| match (value, &field.values) {
            _ if !is_of(field.ty, value) => false,
            (Value::Text(text), Some(closed)) => closed.iter().any(|it| it.folded == text.folded),
            (Value::Text(text), None) => !field.missing.contains(&text.folded),
            (Value::Number(number), _) => field.ty != Type::Integer || number.is_integer(),
            _ => true,
        };
        let closed = field.values.iter().flatten().cloned().map(Value::Text);
        let all: Vec<Value> =
            values.iter().filter(|it| allowed(it)).cloned().chain(closed).collect();
        let path = [self.before.as_slice(), &path].concat();
        for value in all {
            self.domain.add(path.clone(), value);
        }
    }

    fn operand(&mut self, scope: Option<EventsId>, operand: &Operand, values: &[Value]) {
        if let Operand::Column(id) = operand {
            self.trace(scope, *id, values);
        }
    }

    /// The other side of a calculation is a constant, or is tried as one that changes nothing.
    fn calculation(
        &mut self,
        scope: Option<EventsId>,
        op: ArithmeticOp,
        left: &Operand,
        right: &Operand,
        values: &[Value],
    ) {
        use ArithmeticOp::{Add, Divide, Multiply, Subtract};
        let neutral = if matches!(op, Add | Subtract) { 0 } else { 1 };
        let constant = |operand: &Operand| match operand {
            Operand::Constant(value) => value.as_number(),
            Operand::Column(_) => Some(neutral.into()),
        };
        let undo = match op {
            Add => Subtract,
            Subtract => Add,
            Multiply => Divide,
            Divide => Multiply,
        };
        let fixed = [Value::Number(neutral.into())];
        if let Some(right) = constant(right) {
            let lefts = numbers(values).filter_map(|it| calculate(undo, it, right));
            let lefts: Vec<Value> = lefts.map(Value::Number).collect();
            self.operand(scope, left, &lefts);
        }
        if let (Operand::Constant(_), Some(left)) = (left, constant(left)) {
            let rights = numbers(values).filter_map(|it| match op {
                Add | Multiply => calculate(undo, it, left),
                Subtract | Divide => calculate(op, left, it),
            });
            let rights: Vec<Value> = rights.map(Value::Number).collect();
            self.operand(scope, right, &rights);
        } else {
            self.operand(scope, right, &fixed);
        }
    }

    fn call(
        &mut self,
        scope: Option<EventsId>,
        function: &Function,
        args: &[Operand],
        values: &[Value],
    ) {
        let found = super::inverse::inverse(function, values, self.clock);
        for (index, operand) in args.iter().enumerate() {
            if let Some(values) = found.get(index).or(found.last()) {
                self.operand(scope, operand, values);
            }
        }
    }

    fn aggregate(&mut self, it: &Aggregate, values: &[Value]) {
        self.cond(Some(it.events), &it.filter);
        if let Some(operand) = it.measure.operand() {
            let some = match it.measure {
                Measure::CountDistinct(_) => (1..=MOST_DIFFERENT).flat_map(numbered).collect(),
                _ => values.to_vec(),
            };
            self.operand(Some(it.events), operand, &some);
        }
    }

    /// What another model tells apart of the same record, or of a related one.
    fn other_model(
        &mut self,
        scope: Option<EventsId>,
        model: crate::ir::ModelId,
        of: Option<ColumnId>,
    ) {
        let around = match of {
            Some(of) => self.program.path(scope, of),
            None => match scope {
                None => Some(Vec::new()),
                Some(id) => {
                    self.program.events(id).and_then(|it| self.program.path(it.outer, it.list))
                }
            },
        };
        let (Some(around), Some(model)) = (around, self.program.model(model)) else { return };
        let before = [self.before.as_slice(), &around].concat();
        let (clock, domain) = (self.clock, &mut *self.domain);
        Tracer { program: model.as_ref(), clock, before, domain }.program();
    }
}

/// How many different values are tried.
const MOST_DIFFERENT: i64 = 12;

/// A value of each type that can be counted.
fn numbered(it: i64) -> [Value; 2] {
    [Value::text(&format!("value {it}")), Value::Number(it.into())]
}

/// Whether a field of a type can hold a value.
fn is_of(ty: Type, value: &Value) -> bool {
    match value {
        Value::Missing => true,
        Value::Text(_) => ty == Type::Text,
        Value::Number(_) => matches!(ty, Type::Number | Type::Integer | Type::Percent),
        Value::Date(_) => ty == Type::Date,
        Value::Moment(_) => ty == Type::DateTime,
        Value::YesNo(_) => ty == Type::YesNo,
        Value::Texts(_) => ty == Type::Texts,
        Value::Numbers(_) => ty == Type::Numbers,
        Value::Record(_) => matches!(ty, Type::Record(_)),
        Value::Records(_) => matches!(ty, Type::Records(_)),
    }
}

/// The field at the end of a path.
fn field_at<'p>(program: &'p Program, path: &[FieldId]) -> Option<&'p crate::ir::Field> {
    let (last, before) = path.split_last()?;
    let record = before.iter().try_fold(&program.record, |record, field| {
        program.related(record.get(*field)?.ty.related()?)
    })?;
    record.get(*last)
}

pub(in crate::testing) fn numbers(values: &[Value]) -> impl Iterator<Item = rust_decimal::Decimal> {
    values.iter().filter_map(Value::as_number)
}

/// Three values of a type, in order.
fn three(ty: Type, clock: &Clock) -> Vec<Value> {
    let days = [clock.today.yesterday().ok(), Some(clock.today)];
    match ty {
        Type::Number | Type::Integer | Type::Percent => {
            [1, 2, 3].into_iter().map(|it| Value::Number(it.into())).collect()
        }
        Type::Date => {
            let before = clock.today.checked_sub(jiff::Span::new().days(2)).ok();
            [before].into_iter().chain(days).flatten().map(Value::Date).collect()
        }
        Type::DateTime => {
            let before = clock.today.checked_sub(jiff::Span::new().days(2)).ok();
            [before].into_iter().chain(days).flatten().map(|it| noon(it, clock)).collect()
        }
        Type::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        Type::Text => ["one", "two"].into_iter().map(|it| Value::Text(Text::new(it))).collect(),
        _ => Vec::new(),
    }
}
