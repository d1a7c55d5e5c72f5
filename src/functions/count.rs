use crate::ir::{Example, Function, Signature, Value};

use super::support;

/// `count`
pub(super) const FUNCTION: Function = Function {
    name: "count",
    usage: "count(list) → whole number",
    docs: "How many members a list has; of no list, 0. Of related records: `count(visits where …)` says how many there are, `count(distinct visits.page)` \
        how many different pages.",
    examples: &[
        Example { call: "count(order_values)", gives: "3" },
        Example { call: "count(no_values)", gives: "0" },
    ],
    signature: Signature::OfList,
    call: |args, _| {
        support::whole(Some(match args.first() {
            Some(Value::Texts(texts)) => texts.len() as i64,
            Some(Value::Numbers(numbers)) => numbers.len() as i64,
            _ => 0,
        }))
    },
    part: None,
};
