//! A scorecard in PMML → a rule file with the same scores and reason codes.
//!
//! ```text
//! PMML ─ xml ─► elements ─ dictionary ─► record, derived values
//!                          conditions, numbers ─► conditions and calculations
//!                          points ─► rules, checked and formatted
//! ```
//!
//! Whatever would change a score is refused with its name and line; what only describes is left out.

mod conditions;
mod dictionary;
mod guards;
mod numbers;
mod outputs;
mod points;
mod xml;

use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::format::print_name;
use crate::import::prove::{Refused, checked};
use crate::pmml::Element;
use dictionary::Dictionary;
use points::{Rules, points};

/// Rules made from a scorecard.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// The rule file, in canonical form.
    pub text: String,
    /// How many characteristics there are.
    pub characteristics: usize,
    /// How many rules they became.
    pub rules: usize,
    /// What is to be said of the model: notes.
    pub findings: Vec<Diagnostic>,
}

/// Why a part cannot be read.
#[derive(Clone, Debug)]
struct Stop {
    line: u64,
    message: String,
    help: String,
    whole: bool,
}

impl Stop {
    fn new(line: u64, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, message: message.into(), help: help.into(), whole: true }
    }

    /// A part of a scorecard, rather than the file.
    fn part(element: &Element, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { line: element.line, message, help, whole: false }
    }

    fn broken(line: u64) -> Self {
        Self::new(line, "The file is no XML from here on.", "Export the model again.")
    }

    fn finding(self) -> Diagnostic {
        let place = if self.line == 0 { String::new() } else { format!("Line {}: ", self.line) };
        let code = if self.whole { codes::NO_SCORECARD } else { codes::PART_NOT_READ };
        let message = format!("{place}{}", self.message);
        Diagnostic::general(Severity::Error, code, message).help(self.help)
    }
}

/// Makes rules from a model in PMML; `output` names the file in which they are to stand.
///
/// ```
/// use leadscore::import::scorecard;
///
/// let model = r#"<PMML version="4.4"><DataDictionary>
///   <DataField name="age" optype="continuous" dataType="integer"/></DataDictionary>
///   <Scorecard modelName="card" initialScore="5"><Characteristics>
///     <Characteristic name="Age" reasonCode="A1">
///       <Attribute partialScore="10"><SimplePredicate field="age" operator="greaterOrEqual" value="30"/></Attribute>
///     </Characteristic></Characteristics></Scorecard></PMML>"#;
/// let rules = scorecard(model, "card.score".as_ref()).unwrap();
/// assert!(rules.text.contains("when age >= 30 then +10"));
/// ```
///
/// # Errors
///
/// When it is no scorecard, or says what rules cannot.
pub fn scorecard(text: &str, output: &std::path::Path) -> Result<Scorecard, Refused> {
    let refused = |stop: Stop| Refused::from(stop.finding());
    let pmml = xml::read(text).map_err(refused)?;
    let model = model(&pmml).map_err(refused)?;
    let (dictionary, stops) = Dictionary::read(&pmml, model);
    let mut stops = stops;
    let rules = points(model, &dictionary, &mut stops);
    if !stops.is_empty() {
        return Err(Refused::from(stops.into_iter().map(Stop::finding).collect::<Vec<_>>()));
    }
    let draft = draft(model, &dictionary, &rules).map_err(refused)?;
    let text = checked(&draft, output)?;
    let mut findings = Vec::new();
    if rules.rounded > 0 {
        findings.push(note(
            match rules.rounded {
                1 => "1 amount of points is rounded to two decimals.".to_owned(),
                several => format!("{several} amounts of points are rounded to two decimals."),
            },
            "Scores may differ from those of the model by these fractions.",
        ));
    }
    if dictionary.has_texts() {
        findings.push(note(
            "Texts are compared without case and without blanks around them.".to_owned(),
            "Where the model tells \"A\" from \"a\", write `is exactly`.",
        ));
    }
    Ok(Scorecard { text, characteristics: rules.characteristics, rules: rules.count, findings })
}

fn note(message: String, help: &str) -> Diagnostic {
    Diagnostic::general(Severity::Note, codes::SCORECARD_READ, message).help(help)
}

/// The only scorecard of a document.
fn model(pmml: &Element) -> Result<&Element, Stop> {
    if pmml.name != "PMML" {
        let message = format!("The file begins with <{}>, not with <PMML>.", pmml.name);
        return Err(Stop::new(pmml.line, message, "Give a file in PMML."));
    }
    if let Some(model) = pmml.child("Scorecard") {
        return Ok(model);
    }
    let other = pmml.children.iter().find(|it| it.name.ends_with("Model"));
    let message = match other {
        Some(other) => format!("The model is a <{}>, not a scorecard.", other.name),
        None => "There is no <Scorecard> in the file.".to_owned(),
    };
    let help = "Only scorecards can be read: other models do not add up points.";
    Err(Stop::new(other.map_or(pmml.line, |it| it.line), message, help))
}

/// The text of the rules, for the formatter to lay out.
fn draft(model: &Element, dictionary: &Dictionary, rules: &Rules) -> Result<String, Stop> {
    let name = model.attribute("modelName").map(str::trim).filter(|it| !it.is_empty());
    let name = name.unwrap_or("scorecard").replace(['`', '\n', '\r'], " ");
    let mut out = dictionary.record();
    out.push_str(&format!("model {} scores Lead\n", print_name(&name)));
    let results = outputs::read(model);
    if let Some(limit) = &results.limit {
        out.push_str(&format!("  limit {limit}\n"));
    }
    let start = match model.attribute("initialScore") {
        None => Decimal::ZERO,
        Some(text) => numbers::decimal(text).ok_or_else(|| {
            let message = format!("The initial score {text} is not a number.");
            Stop::part(model, message, "Write a number such as 50.")
        })?,
    };
    if !start.is_zero() {
        out.push_str(&format!("  start at {}\n", start.round_dp(2).normalize()));
    }
    out.push('\n');
    out.push_str(&rules.text);
    out.push_str(&results.bands);
    Ok(out)
}
