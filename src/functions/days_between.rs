use crate::ir::{Example, Function, Signature};

use super::support;

/// `days_between`
pub(super) const FUNCTION: Function = Function {
    name: "days_between",
    usage: "days_between(earlier, later) → whole number",
    docs: "How many calendar days lie between two dates; below 0 if the second comes first. Of a datetime its day in \
        the model's zone counts.",
    examples: &[
        Example { call: "days_between(2025-02-20, 2025-03-01)", gives: "9" },
        Example { call: "days_between(2025-03-01, 2025-02-20)", gives: "-9" },
        Example { call: "days_between(2025-02-20T23:59, 2025-02-21T00:01)", gives: "1" },
    ],
    signature: Signature::OfDays,
    call: |args, clock| {
        let day = |index: usize| support::day_of(args.get(index..)?, clock);
        let days = day(0).zip(day(1)).and_then(|(earlier, later)| later.since(earlier).ok());
        support::whole(days.map(|it| it.get_days()))
    },
    part: None,
};
