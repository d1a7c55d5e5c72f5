//! What is said of a model that became rules: where the two may differ.

use super::dictionary::Dictionary;
use super::outputs::Results;
use super::points::Rules;
use super::treatments;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::pmml::Element;

/// How many names a sentence tells.
const SHOWN: usize = 10;

/// The notes of a model.
pub(super) fn notes(
    pmml: &Element,
    model: &Element,
    dictionary: &Dictionary,
    rules: &Rules,
    results: &Results,
) -> Vec<Diagnostic> {
    let rounded = match rules.amounts.rounded {
        0 => None,
        1 => Some("1 amount of points is rounded to two decimals.".to_owned()),
        several => Some(format!("{several} amounts of points are rounded to two decimals.")),
    };
    let extremes: Vec<&String> = dictionary.extremes.iter().chain(&rules.extremes).collect();
    let values = treatments::told(pmml, model);
    [
        rounded.map(|it| note(it, "Scores may differ from those of the model by these fractions.")),
        named(&rules.calculated, |names| {
            note(
                format!("Calculated points are rounded to two decimals: {names}."),
                "Scores may differ from those of the model by these fractions.",
            )
        }),
        named(&rules.without_rest, |names| {
            note(
                format!("The model gives no score to leads that no case takes: {names}."),
                "Rules give 0 points there. Such a lead has a score now.",
            )
        }),
        named(&extremes, |names| {
            note(
                format!("`min` and `max` pass over missing numbers in the model: {names}."),
                "In rules the result is missing, and gives no points. Write `otherwise` where that matters.",
            )
        }),
        named(&values, |names| {
            note(
                format!("The model judges values that are not declared in another way: {names}."),
                "Rules take any number, and no text outside of its list. See that the data keep to what is declared.",
            )
        }),
        named(&results.left_out, |names| {
            note(
                format!("Outputs that rules do not say are left out: {names}."),
                "The score of the rules is the sum of the points, inside of the limit.",
            )
        }),
        dictionary.has_texts().then(|| {
            note(
                "Texts are compared without case and without blanks around them. A blank text is missing."
                    .to_owned(),
                "Where the model tells \"A\" from \"a\", write `is exactly`.",
            )
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A note about some names; nothing about none.
fn named(names: &[impl AsRef<str>], note: impl FnOnce(String) -> Diagnostic) -> Option<Diagnostic> {
    let mut shown: Vec<&str> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    let more = names.len().saturating_sub(SHOWN);
    let more = format!("and {more} more");
    if names.len() > SHOWN {
        shown.push(&more);
    }
    (!shown.is_empty()).then(|| note(shown.join(", ")))
}

fn note(message: String, help: &str) -> Diagnostic {
    Diagnostic::general(Severity::Note, codes::SCORECARD_READ, message).help(help)
}
