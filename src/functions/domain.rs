use crate::ir::{Example, Function, Part, Signature, Type, Value};

use super::support;

/// `domain`
pub(super) const FUNCTION: Function = Function {
    name: "domain",
    usage: "domain(text) → text",
    docs: "The domain of an e-mail or web address, in lower case and without `www.`. Missing if the text \
           is neither.",
    examples: &[
        Example { call: "domain(\"Ana@Example.com\")", gives: "example.com" },
        Example { call: "domain(\"https://www.example.com/prices\")", gives: "example.com" },
        Example { call: "domain(\"https://example.com/@shop.org\")", gives: "example.com" },
        Example { call: "domain(\"example.com\")", gives: "example.com" },
        Example { call: "domain(\"Ana\")", gives: "missing" },
    ],
    signature: Signature::OfText(Type::Text),
    call: |args, _| {
        support::text_of(args).and_then(domain).map_or(Value::Missing, |it| Value::text(&it))
    },
    part: Some(Part::AfterAt),
};

fn domain(text: &str) -> Option<String> {
    // The host ends where the path begins; before it may stand a user.
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?;
    let host = host.trim().trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let whole = host.contains('.')
        && !host.contains(char::is_whitespace)
        && host.split('.').all(|label| !label.is_empty());
    whole.then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_part_of_an_address_has_the_same_domain(text in "[a-z.@:/# ]{0,12}@?[A-Za-z0-9.\\- ]{0,12}") {
            if let Some(part) = Part::AfterAt.of(&text) {
                prop_assert_eq!(domain(text.get(part).unwrap()), domain(&text));
            }
        }
    }
}
