use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::ir::{Example, Function, Signature, Value};

use super::support;

/// `round`
pub(super) const FUNCTION: Function = Function {
    name: "round",
    usage: "round(number) → number, round(number, decimals) → number",
    docs: "The number rounded to whole numbers, or to some decimals; a half goes away from zero.",
    examples: &[
        Example { call: "round(2.5)", gives: "3" },
        Example { call: "round(-2.5)", gives: "-3" },
        Example { call: "round(2.345, 2)", gives: "2.35" },
    ],
    signature: Signature::Round,
    call: |args, _| {
        let places = match args.get(1) {
            None => Some(0),
            Some(places) => places.as_number().and_then(|it| it.to_u32()),
        };
        let value = args.first().and_then(Value::as_number);
        let round =
            |it: Decimal, dp| it.round_dp_with_strategy(dp, RoundingStrategy::MidpointAwayFromZero);
        support::number(value.zip(places).map(|(it, dp)| round(it, dp)))
    },
    part: None,
};
