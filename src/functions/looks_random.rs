use crate::ir::{Example, Function, Signature, Type};

use super::{random, support};

/// `looks_random`
pub(super) const FUNCTION: Function = Function {
    name: "looks_random",
    usage: "looks_random(text) → yes/no",
    docs: "Whether a name, or the part of an e-mail address before the @, looks like fingers drummed on a keyboard. It is made to spare real names of any language: when in doubt, no. Measured on the project's own lists (`tests/names`): of 1,888 names of 45 languages and scripts that it was not taught, it called none random; with the other half taught instead, 2 of 1,907. Of 511 drummed texts it found 85%.",
    examples: &[
        Example { call: "looks_random(\"hdgaf@op.pl\")", gives: "yes" },
        Example { call: "looks_random(\"asdfgh\")", gives: "yes" },
        Example { call: "looks_random(\"Schwarzkopf\")", gives: "no" },
        Example { call: "looks_random(\"Nguyễn\")", gives: "no" },
    ],
    signature: Signature::OfText(Type::YesNo),
    call: |args, _| support::yes_no(support::text_of(args).map(random::looks_random)),
    part: None,
};
