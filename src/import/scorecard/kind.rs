//! What a file is that was given as a scorecard.

use super::Stop;
use crate::pmml::Element;

const EXPORT: &str = "Export the model as PMML, and give that file.";

/// Refuses what is no XML at all.
pub(super) fn refuse_others(text: &str) -> Result<(), Stop> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let begins =
        |word: &str| start.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
    let (message, help) = match start.chars().next() {
        None => ("The file is empty.", EXPORT),
        Some('{' | '[') => ("The file looks like JSON, not like PMML.", EXPORT),
        Some('<') if begins("<!doctype html") || begins("<html") => (
            "The file is a web page, not a model.",
            "Perhaps a page to sign in was saved in its place. Download the model again.",
        ),
        Some('<') => return Ok(()),
        Some(_) => (
            "The file is no PMML, which begins with the sign <.",
            "Export the model as PMML, and give that file. If it is packed, unpack it first.",
        ),
    };
    Err(Stop::new(0, message, help))
}

/// The only scorecard of a document.
pub(super) fn model(pmml: &Element) -> Result<&Element, Stop> {
    if pmml.name != "PMML" {
        let message = format!("The file begins with <{}>, not with <PMML>.", pmml.name);
        let help = "It is XML of another kind. Export the model as PMML, and give that file.";
        return Err(Stop::new(pmml.line, message, help));
    }
    let is_model = |it: &&Element| {
        matches!(it.name.as_str(), "Scorecard" | "NeuralNetwork") || it.name.ends_with("Model")
    };
    let mut models = pmml.children.iter().filter(is_model);
    let Some(first) = models.next() else {
        let message = "The file says nothing of a model: there is no <Scorecard> in it.";
        return Err(Stop::new(pmml.line, message, "Export the model again, as a scorecard."));
    };
    if let Some(second) = models.next() {
        let help = "Keep the one that counts, and delete the others.";
        return Err(Stop::new(second.line, "The file has more than one model.", help));
    }
    if first.name == "Scorecard" {
        return Ok(first);
    }
    let message = format!("The model is {} (<{}>), not a scorecard.", words(first), first.name);
    let help = "Only scorecards add up points as rules do. Let this model score the leads, and give its score to the \
                rules as a column of the data.";
    Err(Stop::new(first.line, message, help))
}

/// What a model is called by people.
fn words(model: &Element) -> &'static str {
    match model.name.as_str() {
        "TreeModel" => "a decision tree",
        "RegressionModel" | "GeneralRegressionModel" => "a regression",
        "MiningModel" => "made of several others, as a forest is",
        "NeuralNetwork" => "a neural network",
        "RuleSetModel" => "a set of rules without points",
        "ClusteringModel" => "one that sorts into groups",
        _ => "of another kind",
    }
}
