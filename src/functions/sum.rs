use crate::ir::{Example, Function, Signature, Value};

use super::support;

/// `sum`
pub(super) const FUNCTION: Function = Function {
    name: "sum",
    usage: "sum(list of numbers) → number",
    docs: "All numbers of a list together; of no list, 0. Of related records: `sum(orders.amount where …)`.",
    examples: &[
        Example { call: "sum(order_values)", gives: "60" },
        Example { call: "sum(no_values)", gives: "0" },
    ],
    signature: Signature::OfNumberList,
    call: |args, _| match args.first() {
        Some(Value::Missing) => support::number(Some(rust_decimal::Decimal::ZERO)),
        _ => support::number(support::numbers_of(args).and_then(|it| support::total(&it))),
    },
    part: None,
};
