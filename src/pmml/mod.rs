//! Rules → a scorecard in PMML 4.4, the language in which other systems exchange models.
//!
//! ```text
//! columns, tests ─ fields, atoms ─► inputs, derived fields
//! rules, groups ── cases, points ─► characteristics with reason codes
//! results ──────── outputs ───────► score, band, stars, grid, readiness, reasons
//! tests beside the rules ─ verify ► records by which an evaluator checks itself
//! ```
//!
//! What PMML cannot calculate is asked for: how many visits there were, how long ago the last one was. Such inputs
//! are *precomputed*, and [`Input::value`] calculates them.

mod atoms;
mod cases;
mod derived;
mod expr;
mod fields;
mod inputs;
mod logic;
mod names;
mod naming;
mod outputs;
mod points;
mod verify;
mod whole;
mod xml;

// What reading a scorecard has in common with writing one.
#[cfg(feature = "formats")]
pub(crate) use {atoms::NO_WORD, cases::rounded_in, names::Names};

pub use inputs::{Input, Kind, Source};
pub use points::NO_REASON;
pub use xml::Element;

use crate::diagnostic::{Diagnostic, Severity, codes, on_lines};
use crate::ir::{AsOf, Clock, Program};
use fields::{Fields, types};
use naming::Named;
use points::Score;

/// A PMML model made of rules.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exported {
    /// The document.
    pub text: String,
    /// What it asks for.
    pub inputs: Vec<Input>,
    /// How many of the tests beside the rules it holds.
    pub tests: usize,
    /// The names of tests that fail, which it does not hold.
    pub failed: Vec<String>,
    /// The fields whose names are those of outputs, with the names that they have in the model.
    pub renamed: Vec<(String, String)>,
}

/// Why there is no scorecard: it is refused rather than made with another meaning.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", on_lines(.findings))]
#[non_exhaustive]
pub struct Refused {
    /// What a scorecard cannot say, each with its place.
    pub findings: Vec<Diagnostic>,
}

/// Writes a program as a scorecard.
///
/// With `as_of` the model is bound to that moment: `within last 30 days` becomes a range of days. Without it, what
/// depends on the day of scoring is asked for.
///
/// ```
/// use leadscore::pmml;
/// use leadscore::project::Project;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("first.score");
/// std::fs::write(&path, "record Lead { employees: integer }\nwhen employees in 100..500 then +20")?;
/// let project = Project::load(&[path]);
/// let program = project.check(&project.models()[0], None).program.expect("the rules are sound");
/// let exported = pmml::export(&program, None).expect("a scorecard can say it");
/// assert!(exported.text.contains("<Attribute partialScore=\"20\""));
/// assert_eq!(exported.inputs[0].name, "employees");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// With what a scorecard cannot say.
pub fn export(program: &Program, as_of: Option<AsOf>) -> Result<Exported, Refused> {
    let clock = || as_of.map(|it| Clock::new(it, program.zone.clone()));
    // Once to see what is asked for, so that names do not hang on the order of rules.
    let mut fields = Fields::new(program, clock(), Named::of(program, &[]));
    let score = Score::of(&mut fields);
    outputs::outputs(&mut fields, &score);
    let named = Named::of(program, &fields.inputs);
    let renamed = named.renamed.clone();
    let mut fields = Fields::new(program, clock(), named);
    let score = Score::of(&mut fields);
    let outputs = outputs::outputs(&mut fields, &score);
    if !score.refused.is_empty() {
        return Err(Refused { findings: score.refused });
    }
    if fields.inputs.is_empty() {
        let message =
            format!("The rules of {} look at no field, so there is no scorecard.", program.name);
        let help = "Write a rule that looks at the lead, such as `when country == \"DE\" then +5`.";
        let finding = Diagnostic::general(Severity::Error, codes::NOT_IN_PMML, message).help(help);
        return Err(Refused { findings: vec![finding] });
    }
    let verified = verify::verified(program, &fields.inputs, as_of);
    let scorecard = scorecard(program, &fields, score, outputs).holding(verified.element);
    let text = document(program, &fields, scorecard).document();
    let (tests, failed) = (verified.tests, verified.failed);
    Ok(Exported { text, inputs: fields.inputs, tests, failed, renamed })
}

fn document(program: &Program, fields: &Fields<'_>, scorecard: Element) -> Element {
    let application = Element::new("Application")
        .with("name", "leadscore")
        .with("version", env!("CARGO_PKG_VERSION"));
    let header = Element::new("Header").with("description", &program.name).holding([application]);
    let dictionary = Element::new("DataDictionary")
        .with("numberOfFields", fields.inputs.len())
        .holding(fields.inputs.iter().map(data_field));
    let derived = (!fields.derived.is_empty())
        .then(|| Element::new("TransformationDictionary").holding(fields.derived.clone()));
    Element::new("PMML")
        .with("xmlns", "http://www.dmg.org/PMML-4_4")
        .with("version", "4.4")
        .holding([header, dictionary])
        .holding(derived)
        .holding([scorecard])
}

fn data_field(input: &Input) -> Element {
    let (optype, ty) = types(input.kind);
    let mut field = Element::new("DataField").with("name", &input.name);
    if !input.about.is_empty() {
        field = field.with("displayName", &input.about);
    }
    // Not every evaluator takes a missing number that is no number, so only the reader of data here sees it.
    let (values, words): (Vec<&String>, Vec<&String>) = input
        .missing
        .iter()
        .partition(|it| input.kind == Kind::Text || it.parse::<rust_decimal::Decimal>().is_ok());
    let word = |text: &String| {
        Element::new("Extension")
            .with("extender", "leadscore")
            .with("name", "missing")
            .with("value", text)
    };
    let value = |text: &str| Element::new("Value").with("value", text);
    let missing = |text: &str| value(text).with("property", "missing");
    let blank = (input.kind == Kind::Text).then(|| missing(""));
    field
        .with("optype", optype)
        .with("dataType", ty)
        .holding(words.into_iter().map(word))
        .holding(input.values.iter().map(|it| value(it)))
        .holding(blank)
        .holding(values.into_iter().map(|it| missing(it)))
}

fn scorecard(program: &Program, fields: &Fields<'_>, score: Score, outputs: Element) -> Element {
    let field = |input: &Input| {
        // Values outside of a closed list are judged by the model itself.
        Element::new("MiningField")
            .with("name", &input.name)
            .with("usageType", "active")
            .with("invalidValueTreatment", "asIs")
    };
    let schema = Element::new("MiningSchema").holding(fields.inputs.iter().map(field));
    let characteristics = Element::new("Characteristics").holding(score.characteristics);
    Element::new("Scorecard")
        .with("modelName", &program.name)
        .with("functionName", "regression")
        .with("initialScore", program.start_at.to_decimal())
        .with("useReasonCodes", true)
        .with("reasonCodeAlgorithm", "pointsAbove")
        .with("baselineMethod", "other")
        .with("baselineScore", 0)
        .holding([schema, outputs, characteristics])
}
