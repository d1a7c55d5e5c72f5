//! Calculations of a program → expressions of PMML. What is missing makes all of it missing.

use super::expr::{Constant, Expr};
use super::fields::Fields;
use super::inputs::{seconds_of, since_1970};
use crate::ast::ArithmeticOp;
use crate::ir::{ColumnId, Operand, Value};

impl Fields<'_> {
    /// A constant as fields of its type hold it.
    pub(super) fn constant(&self, value: &Value) -> Option<Expr> {
        Some(Expr::Constant(match value {
            Value::Text(text) => Constant::Text(text.folded.to_string()),
            Value::Number(number) => Constant::Number(*number),
            Value::YesNo(yes) => Constant::YesNo(*yes),
            Value::Date(date) => Constant::Number(since_1970(*date).into()),
            Value::Moment(moment) => Constant::Number(seconds_of(*moment)),
            _ => return None,
        }))
    }

    pub(super) fn operands(&mut self, operands: &[Operand]) -> (Vec<Expr>, Vec<String>) {
        let (mut exprs, mut known) = (Vec::new(), Vec::new());
        for operand in operands {
            match operand {
                Operand::Column(id) => {
                    let name = self.column(*id);
                    exprs.push(Expr::field(&name));
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
                Operand::Constant(value) => exprs.extend(self.constant(value)),
            }
        }
        (exprs, known)
    }

    pub(super) fn arithmetic(&mut self, op: ArithmeticOp, left: &Operand, right: &Operand) -> Expr {
        let (args, known) = self.operands(&[left.clone(), right.clone()]);
        let function = match op {
            ArithmeticOp::Add => "+",
            ArithmeticOp::Subtract => "-",
            ArithmeticOp::Multiply => "*",
            ArithmeticOp::Divide => {
                let divisor = args.get(1).cloned().unwrap_or_else(|| Expr::number(0));
                let not_zero = Expr::apply("notEqual", vec![divisor, Expr::number(0)]);
                let quotient = Expr::either(not_zero, Expr::apply("/", args), None);
                return Expr::if_known(&known, quotient);
            }
        };
        Expr::if_known(&known, Expr::apply(function, args))
    }

    /// -1, 0 or 1; of what has no order, 0 or 1.
    pub(super) fn compare(&mut self, left: ColumnId, right: ColumnId) -> Expr {
        let ordered = self.ty(left).is_ordered();
        let fields = [self.value(left), self.value(right)];
        let both = || fields.iter().map(|it| Expr::field(it)).collect();
        let equal = Expr::apply("equal", both());
        let order = if ordered {
            let less = Expr::apply("lessThan", both());
            let rest = Expr::either(equal, Expr::number(0), Some(Expr::number(1)));
            Expr::either(less, Expr::number(-1), Some(rest))
        } else {
            Expr::either(equal, Expr::number(0), Some(Expr::number(1)))
        };
        Expr::if_known(&fields, order)
    }
}
