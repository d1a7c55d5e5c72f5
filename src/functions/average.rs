use crate::ast::ArithmeticOp;
use crate::ir::{Example, Function, Signature, calculate};

use super::support;

/// `average`
pub(super) const FUNCTION: Function = Function {
    name: "average",
    usage: "average(list of numbers) → number",
    docs: "The mean of the numbers of a list, rounded to 12 decimals; of no list, missing. Of related records: `average(orders.amount)`.",
    examples: &[
        Example { call: "average(order_values)", gives: "20" },
        Example { call: "average(no_values)", gives: "missing" },
    ],
    signature: Signature::OfNumberList,
    call: |args, _| {
        let mean = support::numbers_of(args).and_then(|it| {
            let count = rust_decimal::Decimal::from(it.len());
            calculate(ArithmeticOp::Divide, support::total(&it)?, count)
        });
        support::number(mean)
    },
    part: None,
};
