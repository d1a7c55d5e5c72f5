use crate::ir::{Example, Function, Signature};

use super::support;

/// `weekday`
pub(super) const FUNCTION: Function = Function {
    name: "weekday",
    usage: "weekday(date) → whole number",
    docs: "The day of the week, from 1 for Monday to 7 for Sunday.",
    examples: &[
        Example { call: "weekday(2025-02-20)", gives: "4" },
        Example { call: "weekday(2025-02-23)", gives: "7" },
    ],
    signature: Signature::OfDay,
    call: |args, clock| {
        support::whole(support::day_of(args, clock).map(|it| it.weekday().to_monday_one_offset()))
    },
    part: None,
};
