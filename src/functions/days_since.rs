use crate::ir::{Example, Function, Signature};

use super::support;

/// `days_since`
pub(super) const FUNCTION: Function = Function {
    name: "days_since",
    usage: "days_since(date) → whole number",
    docs: "How many calendar days ago a date was, seen from as-of; below 0 for a date to come.",
    examples: &[
        Example { call: "days_since(2025-02-20)", gives: "9" },
        Example { call: "days_since(2025-03-02)", gives: "-1" },
    ],
    signature: Signature::OfDay,
    call: |args, clock| {
        let days = support::day_of(args, clock).and_then(|it| clock.today.since(it).ok());
        support::whole(days.map(|it| it.get_days()))
    },
    part: None,
};
