use rust_decimal::Decimal;

use crate::ir::{Example, Function, Signature, Value};

use super::support;

/// `seconds_between`
pub(super) const FUNCTION: Function = Function {
    name: "seconds_between",
    usage: "seconds_between(earlier, later) → number",
    docs: "How many seconds lie between two moments, fractions included; below 0 if the second comes first. A security \
        scanner opens the links of a mail within a second or two, a person does not.",
    examples: &[
        Example { call: "seconds_between(2025-02-20T10:00, 2025-02-20T10:01:30)", gives: "90" },
        Example {
            call: "seconds_between(2025-02-20T10:00:00.5Z, 2025-02-20T10:00:02Z)",
            gives: "1.5",
        },
        Example { call: "seconds_between(2025-02-20T10:01, 2025-02-20T10:00)", gives: "-60" },
    ],
    signature: Signature::OfMoments,
    call: |args, _| match args {
        [Value::Moment(earlier), Value::Moment(later)] => {
            let nanoseconds = later.as_nanosecond() - earlier.as_nanosecond();
            support::number(Decimal::try_from_i128_with_scale(nanoseconds, 9).ok())
        }
        _ => Value::Missing,
    },
    part: None,
};
