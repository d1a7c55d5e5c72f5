//! A scorecard in PMML → a rule file with the same scores and reason codes.
//!
//! ```text
//! PMML ─ xml ─► elements ─ dictionary ─► record, derived values
//!                          conditions, numbers ─► conditions and calculations
//!                          points ─► rules, checked and formatted
//! ```
//!
//! Whatever would change a score is refused with its name and line; what only describes is left out.

mod amounts;
mod conditions;
mod dictionary;
mod guards;
mod kind;
mod notes;
mod numbers;
mod outputs;
mod pieces;
mod points;
mod treatments;
mod xml;

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::encoding::Encoding;
use crate::format::print_name;
use crate::import::prove::{Refused, checked};
use crate::pmml::Element;
use dictionary::Dictionary;
use outputs::Results;
use points::{MOST, Rules, points};

/// Rules made from a scorecard.
#[derive(Clone, Debug)]
#[non_exhaustive]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Stop {
    line: u64,
    /// The derived field of which it is a part.
    field: Option<String>,
    message: String,
    help: String,
    whole: bool,
}

impl Stop {
    fn new(line: u64, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, field: None, message: message.into(), help: help.into(), whole: true }
    }

    /// A part of a scorecard, rather than the file.
    fn part(element: &Element, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { line: element.line, field: None, message, help, whole: false }
    }

    /// Inside of a derived field, unless it is one that this one looks at.
    fn of_field(mut self, name: &str) -> Self {
        self.field.get_or_insert_with(|| name.to_owned());
        self
    }

    fn broken(line: u64) -> Self {
        Self::new(line, "The file is no XML from here on.", "Export the model again.")
    }

    fn finding(self) -> Diagnostic {
        let place = match (self.line, &self.field) {
            (0, _) => String::new(),
            (line, None) => format!("Line {line}: "),
            (line, Some(field)) => format!("Line {line}, \"{field}\": "),
        };
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
    let model = kind::model(&pmml).map_err(refused)?;
    let (dictionary, stops) = Dictionary::read(&pmml, model);
    let mut stops = stops;
    let mut rules = points(model, &dictionary, &mut stops);
    let results = outputs::read(model, &mut rules.amounts);
    let start = start(model, &mut rules).map_err(|stop| stops.push(stop)).unwrap_or_default();
    // A derived field that cannot be said is told once, wherever it is used.
    let mut told = HashSet::new();
    stops.retain(|stop| told.insert(stop.clone()));
    if !stops.is_empty() {
        return Err(Refused::from(stops.into_iter().map(Stop::finding).collect::<Vec<_>>()));
    }
    let draft = draft(model, &dictionary, &rules, &results, start);
    let text = checked(&draft, output)?;
    let findings = notes::notes(&pmml, model, &dictionary, &rules, &results);
    Ok(Scorecard { text, characteristics: rules.characteristics, rules: rules.count, findings })
}

/// The text of a model in a file: in `encoding`, or in what the file itself declares, or in UTF-8.
///
/// ```
/// use leadscore::import::scorecard_text;
///
/// let bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?><PMML>caf\xe9</PMML>";
/// assert!(scorecard_text(bytes, None).unwrap().ends_with("<PMML>caf\u{e9}</PMML>"));
/// ```
///
/// # Errors
///
/// When the bytes are no text in that encoding.
pub fn scorecard_text(bytes: &[u8], encoding: Option<Encoding>) -> Result<String, Refused> {
    xml::decoded(bytes, encoding).map_err(|stop| Refused::from(stop.finding()))
}

/// The points that every lead has from the start.
fn start(model: &Element, rules: &mut Rules) -> Result<Decimal, Stop> {
    let Some(text) = model.attribute("initialScore") else { return Ok(Decimal::ZERO) };
    match numbers::decimal(text) {
        Some(points) if points.abs() <= MOST => Ok(rules.amounts.hundredths(points)),
        Some(_) => {
            let message = format!("The initial score {text} is more than rules can start at.");
            let help = "Points go from -1,000,000,000 to 1,000,000,000.";
            Err(Stop::part(model, message, help))
        }
        None => {
            let message = format!("The initial score {text} is not a number.");
            Err(Stop::part(model, message, "Write a number such as 50."))
        }
    }
}

/// The text of the rules, for the formatter to lay out.
fn draft(
    model: &Element,
    dictionary: &Dictionary,
    rules: &Rules,
    results: &Results,
    start: Decimal,
) -> String {
    let name = model.attribute("modelName").map(str::trim).filter(|it| !it.is_empty());
    let name = name.unwrap_or("scorecard").replace(['`', '\n', '\r'], " ");
    let mut out = dictionary.record();
    out.push_str(&format!("model {} scores Lead\n", print_name(&name)));
    if let Some(limit) = &results.limit {
        out.push_str(&format!("  limit {limit}\n"));
    }
    if !start.is_zero() {
        out.push_str(&format!("  start at {start}\n"));
    }
    out.push('\n');
    out.push_str(&rules.text);
    out.push_str(&results.bands);
    out
}
