use crate::ir::{Example, Function, Signature, Type};

use super::support;

/// `length`
pub(super) const FUNCTION: Function = Function {
    name: "length",
    usage: "length(text) → whole number",
    docs: "How many characters (Unicode code points) a text has, without the white space around it.",
    examples: &[
        Example { call: "length(\"  Anna \")", gives: "4" },
        Example { call: "length(\"制造业\")", gives: "3" },
    ],
    signature: Signature::OfText(Type::Integer),
    call: |args, _| support::whole(support::text_of(args).map(|it| it.chars().count() as i64)),
    part: None,
};
