use crate::ir::{Example, Function, Signature};

use super::support;

/// `month`
pub(super) const FUNCTION: Function = Function {
    name: "month",
    usage: "month(date) → whole number",
    docs: "The month of a date, from 1 for January to 12 for December.",
    examples: &[Example { call: "month(2025-02-20)", gives: "2" }],
    signature: Signature::OfDay,
    call: |args, clock| support::whole(support::day_of(args, clock).map(|it| it.month())),
    part: None,
};
