use crate::ir::{Example, Function, Signature};

use super::support;

/// `max`
pub(super) const FUNCTION: Function = Function {
    name: "max",
    usage: "max(number, number, …) → number, max(list of numbers) → number",
    docs: "The greatest of several numbers, or of a list. If one of several numbers is missing, so is the result; of no list, missing. \
        Of related records: `max(visits.seconds)`.",
    examples: &[
        Example { call: "max(5, 2)", gives: "5" },
        Example { call: "max(order_values)", gives: "30" },
    ],
    signature: Signature::OfNumbers,
    call: |args, _| support::number(support::numbers_of(args).and_then(|it| it.into_iter().max())),
    part: None,
};
