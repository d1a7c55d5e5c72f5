//! Calculations that always rise along whole numbers or days, or always fall: the places at which a result passes
//! some number are searched for.

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Cut;
use crate::ast::ArithmeticOp;
use crate::ir::{Clock, ColumnId, Def, Operand, Program, TOO_GREAT, Type, Value};

/// What is calculated, step by step, from a column of whole numbers or days.
pub(super) struct Monotone<'p> {
    /// The column from which it begins.
    pub base: ColumnId,
    days: bool,
    /// The last step first.
    steps: Vec<&'p Def>,
    clock: &'p Clock,
}

/// Places along the base, of the type that it has.
#[derive(Debug, Default)]
pub(super) struct Turned {
    pub numbers: Vec<Cut<Decimal>>,
    pub days: Vec<Cut<Date>>,
}

impl<'p> Monotone<'p> {
    /// `None` if some step may both rise and fall, or if what it begins with lies closer together than whole numbers: then
    /// a result may be rounded from either side.
    pub fn of(column: ColumnId, program: &'p Program, clock: &'p Clock) -> Option<Self> {
        let (mut base, mut steps) = (column, Vec::new());
        while let Some(def) = program.column(base).map(|it| &it.def)
            && let Some(inner) = source(def)
        {
            steps.push(def);
            base = inner;
        }
        let ty = program.column(base)?.ty;
        let days = ty == Type::Date;
        let is_known = !steps.is_empty() && (days || ty == Type::Integer);
        is_known.then_some(Self { base, days, steps, clock })
    }

    /// Where the result passes some places.
    pub fn turn(&self, cuts: &[Cut<Decimal>]) -> Option<Turned> {
        let (low, high) = self.ends();
        let middle = if self.days { day_number(self.clock.today)? } else { 0 };
        // Beyond these there are too many digits for a result.
        let is_known = |at: i128| self.result(at).is_some();
        let first = if is_known(low) { low } else { change(low, middle, &is_known)? };
        let last = if is_known(high) { high } else { change(middle, high, &is_known)? - 1 };
        let mut turned = Turned::default();
        self.add(&mut turned, (first > low).then_some(first));
        self.add(&mut turned, (last < high).then_some(last + 1));
        for cut in cuts {
            let is_passed = |at: i128| {
                self.result(at).is_some_and(|it| if cut.after { it > cut.at } else { it >= cut.at })
            };
            self.add(&mut turned, change(first, last, &is_passed));
        }
        Some(turned)
    }

    /// The first number or day that there may be, and the last.
    fn ends(&self) -> (i128, i128) {
        let far = i128::try_from(TOO_GREAT).unwrap_or(i128::MAX) - 1;
        if self.days { (0, day_number(Date::MAX).unwrap_or(0)) } else { (-far, far) }
    }

    /// The result for a whole number or a day; `None` if there is none.
    fn result(&self, at: i128) -> Option<Decimal> {
        let mut value = match self.days {
            true => Value::Date(day(at)?),
            false => Value::Number(Decimal::try_from_i128_with_scale(at, 0).ok()?),
        };
        for step in self.steps.iter().rev() {
            value = step.calculated(self.clock, &|_| &value)?.ok()?;
        }
        value.as_number()
    }

    fn add(&self, turned: &mut Turned, at: Option<i128>) {
        let Some(at) = at else { return };
        if self.days {
            turned.days.extend(day(at).map(|at| Cut { at, after: false }));
        } else {
            let at = Decimal::try_from_i128_with_scale(at, 0).ok();
            turned.numbers.extend(at.map(|at| Cut { at, after: false }));
        }
    }
}

/// The only column from which a step is calculated, if the result always rises with it, or always falls.
fn source(def: &Def) -> Option<ColumnId> {
    use ArithmeticOp::{Add, Divide, Multiply, Subtract};
    match def {
        Def::Negate(inner) => Some(*inner),
        Def::Arithmetic(
            Add | Subtract | Multiply,
            Operand::Column(inner),
            Operand::Constant(_),
        )
        | Def::Arithmetic(Divide, Operand::Column(inner), Operand::Constant(_))
        | Def::Arithmetic(
            Add | Subtract | Multiply,
            Operand::Constant(_),
            Operand::Column(inner),
        ) => Some(*inner),
        Def::Call(function, args) => {
            let mut columns = args.iter().filter_map(Operand::column);
            let only = columns.next().filter(|_| columns.next().is_none());
            match function.name {
                "min" | "max" => only,
                // Not by how many places.
                "round" => only.filter(|it| args.first().and_then(Operand::column) == Some(*it)),
                "days_since" | "days_between" | "year" => only,
                _ => None,
            }
        }
        _ => None,
    }
}

/// The first place after `from`, up to `to`, where an answer is not that of `from`, if it changes once at most.
fn change(from: i128, to: i128, answer: &dyn Fn(i128) -> bool) -> Option<i128> {
    let first = answer(from);
    if from >= to || answer(to) == first {
        return None;
    }
    let (mut before, mut after) = (from, to);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if answer(middle) == first { before = middle } else { after = middle }
    }
    Some(after)
}

fn day(at: i128) -> Option<Date> {
    Date::MIN.checked_add(Span::new().try_days(at.to_i64()?).ok()?).ok()
}

fn day_number(day: Date) -> Option<i128> {
    Some(Date::MIN.until(day).ok()?.get_days().into())
}
