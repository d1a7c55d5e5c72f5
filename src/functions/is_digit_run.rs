use crate::ir::{Example, Function, Signature, Type};

use super::{digit_run, support};

/// `is_digit_run`
pub(super) const FUNCTION: Function = Function {
    name: "is_digit_run",
    usage: "is_digit_run(text) → yes/no",
    docs: "Whether a phone number is one that nobody has: one digit repeated, digits counting up or down, or a short block repeated.",
    examples: &[
        Example { call: "is_digit_run(\"123 456 789\")", gives: "yes" },
        Example { call: "is_digit_run(\"111111\")", gives: "yes" },
        Example { call: "is_digit_run(\"+359 88 812 3456\")", gives: "no" },
    ],
    signature: Signature::OfText(Type::YesNo),
    call: |args, _| support::yes_no(support::text_of(args).map(digit_run::is_digit_run)),
    part: None,
};
