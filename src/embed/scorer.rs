use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::data::{Binding, Cells, Loader, Plan, Row};
use crate::diagnostic::Diagnostic;
use crate::engine::{self, Scored};
use crate::eval::{self, Explanation};
use crate::ir::{AsOf, Program, Value};

/// Scores one lead after the other, each in some microseconds.
///
/// Leads are read as `leadscore score` reads JSON: a key stands for the field whose column has its name, capitals do not
/// count, related records stand inside. What does not fit its type counts as missing and is [told](Self::problems).
///
/// It remembers the values that it meets: keep it, and give each thread a clone.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Lead {
///     industry: &'static str,
///     employees: u32,
/// }
///
/// let rules = r#"
///     record Lead { industry: text  employees: integer }
///     when industry == "Manufacturing" and employees in 100..500 then +20
///     bands { Hot from 20, Cold otherwise }
/// "#;
/// let program: leadscore::Program = rules.parse()?;
/// let mut scorer = program.scorer(leadscore::now());
///
/// let scored = scorer.score(&Lead { industry: "manufacturing", employees: 250 })?;
/// assert_eq!(scored.score().to_string(), "20");
/// assert_eq!(scored.band(), Some("Hot"));
///
/// let scored = scorer.score_json(r#"{"industry": "Retail", "employees": 250}"#)?;
/// assert_eq!(scored.band(), Some("Cold"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Scorer<'p> {
    loader: Loader,
    engine: engine::Scorer<'p>,
    /// How many leads were read.
    read: u64,
}

impl fmt::Debug for Scorer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Scorer");
        shown.field("program", &self.engine.program().name).field("read", &self.read);
        shown.finish_non_exhaustive()
    }
}

/// What is no lead at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LeadError {
    /// The text is no JSON, or the type cannot be written as JSON.
    ///
    /// The reason is part of the sentence, so there is no other [source](std::error::Error::source).
    #[error("this lead cannot be read: {0}")]
    Json(serde_json::Error),
    /// It is JSON, but no object: a number, a list.
    #[error("this lead is no object with a key for each field")]
    NoObject,
}

impl From<serde_json::Error> for LeadError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl<'p> Scorer<'p> {
    pub(super) fn new(program: &'p Program, as_of: AsOf) -> Self {
        let shape = Plan::new(&[]).shape(program, as_of);
        // Keys are looked for in each lead; none that is absent is an error.
        let (binding, _) = Binding::of_shape(&shape, None, true);
        let loader = Loader::of_leads(&shape, binding).forgetful();
        Self { loader, engine: engine::Scorer::new(program, as_of), read: 0 }
    }

    /// Scores a lead of any type that serde can write as an object.
    ///
    /// # Errors
    ///
    /// When it cannot be written as an object.
    pub fn score(&mut self, lead: &impl Serialize) -> Result<Scored<'_, 'p>, LeadError> {
        let values = self.values_of(lead)?;
        Ok(self.engine.score(&values))
    }

    /// Scores a lead from its JSON.
    ///
    /// # Errors
    ///
    /// When the text is no JSON, or no object.
    pub fn score_json(&mut self, json: &str) -> Result<Scored<'_, 'p>, LeadError> {
        let object = object(serde_json::from_str(json)?)?;
        Ok(self.score_object(object))
    }

    /// Scores a lead that is an object already.
    pub fn score_object(&mut self, lead: Map<String, Json>) -> Scored<'_, 'p> {
        let values = self.values(lead);
        self.engine.score(&values)
    }

    /// Scores the values of a lead, in the order of the [record](super::Program::record)'s fields; what is left out
    /// is missing.
    ///
    /// ```
    /// use leadscore::Value;
    ///
    /// let rules = "record Lead { city: text  employees: integer  newsletter: yes/no }
    /// when city == \"Oslo\" then +5
    /// when employees in 100..500 then +20
    /// when newsletter is missing then -1";
    /// let program: leadscore::Program = rules.parse()?;
    /// let mut scorer = program.scorer(leadscore::now());
    /// let scored = scorer.score_values(&["oslo".into(), 250.into()]);
    /// assert_eq!(scored.score().to_string(), "24");
    /// # Ok::<(), leadscore::RulesError>(())
    /// ```
    pub fn score_values(&mut self, values: &[Value]) -> Scored<'_, 'p> {
        self.engine.score(values)
    }

    /// Why a lead has its score: parts that add up, rules that nearly fired, the way to the next band.
    ///
    /// ```
    /// let rules = "record Lead { employees: integer }
    /// when employees in 100..500 then +20 because \"The size we serve best\"";
    /// let program: leadscore::Program = rules.parse()?;
    /// let mut scorer = program.scorer("2025-03-01".parse()?);
    /// let explanation = scorer.explain(&serde_json::json!({ "employees": 88 }))?;
    /// assert_eq!(explanation.total().to_string(), "0");
    /// assert_eq!(explanation.near[0].needs, "employees is 88, needs 100 to 500 (12 more)");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Scorer::score`].
    pub fn explain(&mut self, lead: &impl Serialize) -> Result<Explanation, LeadError> {
        let values = self.values_of(lead)?;
        Ok(eval::explain(self.engine.interpreter(), &values))
    }

    /// How many values of all leads so far did not fit their types.
    #[must_use]
    pub fn values_not_understood(&self) -> u64 {
        self.loader.values_not_understood()
    }

    /// What was wrong with the leads so far, one finding for each kind, with examples; leads are numbered from 1.
    ///
    /// ```
    /// # let rules = "record Lead { employees: integer }\nwhen employees > 5 then +20";
    /// # let program: leadscore::Program = rules.parse()?;
    /// let mut scorer = program.scorer(leadscore::now());
    /// scorer.score_json(r#"{"employees": "12 people"}"#)?;
    /// assert_eq!(scorer.values_not_understood(), 1);
    /// assert!(scorer.problems()[0].message.contains("\"12 people\" (row 1)"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn problems(&self) -> Vec<Diagnostic> {
        self.loader.diagnostics()
    }

    fn values_of(&mut self, lead: &impl Serialize) -> Result<Vec<Value>, LeadError> {
        let object = object(serde_json::to_value(lead)?)?;
        Ok(self.values(object))
    }

    fn values(&mut self, lead: Map<String, Json>) -> Vec<Value> {
        self.read += 1;
        self.loader.values(&Row { number: self.read, line: self.read, cells: Cells::Object(lead) })
    }
}

fn object(json: Json) -> Result<Map<String, Json>, LeadError> {
    match json {
        Json::Object(object) => Ok(object),
        _ => Err(LeadError::NoObject),
    }
}
