use crate::ir::{Example, Function, Signature};

use super::support;

/// `year`
pub(super) const FUNCTION: Function = Function {
    name: "year",
    usage: "year(date) → whole number",
    docs: "The year of a date; of a date with a time, the year in the time zone of the model.",
    examples: &[Example { call: "year(2025-02-20)", gives: "2025" }],
    signature: Signature::OfDay,
    call: |args, clock| support::whole(support::day_of(args, clock).map(|it| it.year())),
    part: None,
};
