use crate::ir::{Example, Function, Signature, Type};

use super::{support, valid_email};

/// `is_valid_email`
pub(super) const FUNCTION: Function = Function {
    name: "is_valid_email",
    usage: "is_valid_email(text) → yes/no",
    docs: "Whether a text is written as an e-mail address, in any script. It does not ask whether the mailbox exists.",
    examples: &[
        Example { call: "is_valid_email(\"ana@example.com\")", gives: "yes" },
        Example { call: "is_valid_email(\"ana@example\")", gives: "no" },
    ],
    signature: Signature::OfText(Type::YesNo),
    call: |args, _| support::yes_no(support::text_of(args).map(valid_email::is_valid_email)),
    part: None,
};
