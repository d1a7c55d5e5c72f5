use crate::ir::{Example, Function, Signature, Value};

use super::support;

/// `abs`
pub(super) const FUNCTION: Function = Function {
    name: "abs",
    usage: "abs(number) → number",
    docs: "The number without its sign.",
    examples: &[
        Example { call: "abs(-5)", gives: "5" },
        Example { call: "abs(2.5)", gives: "2.5" },
    ],
    signature: Signature::OfNumber,
    call: |args, _| support::number(args.first().and_then(Value::as_number).map(|it| it.abs())),
    part: None,
};
