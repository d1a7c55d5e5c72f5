use crate::ir::{Example, Function, Signature};

use super::support;

/// `min`
pub(super) const FUNCTION: Function = Function {
    name: "min",
    usage: "min(number, number, …) → number, min(list of numbers) → number",
    docs: "The least of several numbers, or of a list. If one of several numbers is missing, so is the result; of no list, missing. \
        Of related records: `min(orders.amount where …)`.",
    examples: &[
        Example { call: "min(5, 2)", gives: "2" },
        Example { call: "min(order_values)", gives: "10" },
    ],
    signature: Signature::OfNumbers,
    call: |args, _| support::number(support::numbers_of(args).and_then(|it| it.into_iter().min())),
    part: None,
};
