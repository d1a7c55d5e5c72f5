//! What one test of a text or list says about another.

use crate::ast::TextOp;
use crate::ir::{Test, Text, TextPattern};

/// What passing one test means for another one of the same value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// Both are the same.
    Same,
    /// What passes the first passes the other.
    Implies,
    /// What passes the other passes the first.
    Implied,
    /// Nothing passes both.
    Excludes,
    /// None of these, or not known.
    Unknown,
}

/// What a test says about another one.
pub(super) fn relation(test: &Test, other: &Test) -> Relation {
    if test == other {
        return Relation::Same;
    }
    match (towards(test, other), towards(other, test)) {
        (Some(Relation::Implies), Some(Relation::Implies)) => Relation::Same,
        (Some(relation), _) => relation,
        (None, Some(Relation::Implies)) => Relation::Implied,
        (None, Some(relation)) => relation,
        (None, None) => Relation::Unknown,
    }
}

/// Whether a test implies or excludes another.
fn towards(test: &Test, other: &Test) -> Option<Relation> {
    let decided = |passes: bool| Some(if passes { Relation::Implies } else { Relation::Excludes });
    match (test, other) {
        (Test::Exactly(_), Test::Exactly(_)) => Some(Relation::Excludes),
        (Test::Exactly(text), Test::Matches(regex)) => decided(regex.is_match(text)),
        (Test::Exactly(text), Test::Pattern(pattern)) => {
            decided(pattern.found_in(&Text::new(text).folded))
        }
        (Test::Exactly(text), Test::Texts(texts)) => {
            let folded = Text::new(text).folded;
            decided(texts.iter().any(|it| it.folded == folded))
        }
        // Whether a pattern is found does not hang on case. A regular expression may ask for it.
        (Test::Texts(texts), Test::Pattern(pattern)) => {
            let found = texts.iter().filter(|it| pattern.found_in(&it.folded)).count();
            (found == 0 || found == texts.len()).then(|| decided(found > 0)).flatten()
        }
        (Test::HasText(text), Test::HasText(other)) => {
            (text.folded == other.folded).then_some(Relation::Implies)
        }
        (Test::Pattern(pattern), Test::Pattern(other)) => {
            holds_in(pattern, other).then_some(Relation::Implies)
        }
        _ => None,
    }
}

/// Whether every text with one pattern has another one too.
fn holds_in(pattern: &TextPattern, other: &TextPattern) -> bool {
    match other.op {
        TextOp::Contains => pattern.text.contains(&other.text),
        op => pattern.op == op && other.found_in(&pattern.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::fold;
    use proptest::prelude::*;

    fn pattern() -> impl Strategy<Value = TextPattern> {
        let op = proptest::sample::select(vec![
            TextOp::Contains,
            TextOp::ContainsWord,
            TextOp::StartsWith,
            TextOp::EndsWith,
        ]);
        (op, "[aB ]{0,2}[ab]").prop_map(|(op, written)| TextPattern {
            op,
            text: fold(&written),
            written,
        })
    }

    fn test() -> impl Strategy<Value = Test> {
        prop_oneof![
            3 => pattern().prop_map(Test::Pattern),
            1 => "[aAb]{1,3}".prop_map(|it: String| Test::Exactly(it.into())),
            1 => proptest::collection::vec("[ab]{1,3}", 1..3)
                .prop_map(|it| Test::Texts(it.iter().map(|it| Text::new(it)).collect())),
        ]
    }

    fn passes(test: &Test, text: &Text) -> bool {
        let cond = crate::ir::Cond::Atom(crate::ir::Atom {
            column: crate::ir::ColumnId(0),
            test: test.clone(),
        });
        let clock = crate::ir::Clock::new(
            crate::ir::AsOf::Day(jiff::civil::Date::ZERO),
            jiff::tz::TimeZone::UTC,
        );
        crate::eval::holds_of(&cond, crate::ir::Value::Text(text.clone()), &clock)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn relations_are_true_of_every_text(a in test(), b in test(), text in "[aAb ]{0,4}[ab]") {
            let text = Text::new(&text);
            let (a_passes, b_passes) = (passes(&a, &text), passes(&b, &text));
            match relation(&a, &b) {
                Relation::Same => prop_assert_eq!(a_passes, b_passes),
                Relation::Implies => prop_assert!(!a_passes || b_passes),
                Relation::Implied => prop_assert!(a_passes || !b_passes),
                Relation::Excludes => prop_assert!(!(a_passes && b_passes)),
                Relation::Unknown => {}
            }
        }
    }
}
