//! JSONLogic in datalogic-rs: the whole model is one expression.

use std::error::Error;

use bumpalo::Bump;
use datalogic_rs::{Engine, EvalInput, Logic, ParsedData};
use model::rules::Model;

use crate::Contest;
use crate::record::Record;

/// The compiled rules and the records, as JSON and as values.
pub struct Datalogic {
    engine: Engine,
    logic: Logic,
    texts: Vec<String>,
    values: Vec<ParsedData>,
}

impl Datalogic {
    pub fn new(model: &Model, records: &[Record]) -> Result<Self, Box<dyn Error>> {
        let engine = Engine::new();
        let logic = engine.compile(model::print::json_logic::print(model).to_string().as_str())?;
        let text = |it: &Record| serde_json::Value::from(it.plain()).to_string();
        let texts: Vec<String> = records.iter().map(text).collect();
        let values = texts.iter().map(|it| ParsedData::from_json(it)).collect::<Result<_, _>>()?;
        Ok(Self { engine, logic, texts, values })
    }

    pub fn from_values(&self) -> Contest<'_> {
        let mut arena = Bump::new();
        Contest::new("datalogic-rs, values", move |record| {
            arena.reset();
            Some(self.score(&self.values[record], &arena))
        })
    }

    pub fn from_json(&self) -> Contest<'_> {
        let mut arena = Bump::new();
        Contest::new("datalogic-rs, JSON text", move |record| {
            arena.reset();
            Some(self.score(self.texts[record].as_str(), &arena))
        })
    }

    fn score<'a>(&'a self, data: impl EvalInput<'a>, arena: &'a Bump) -> i64 {
        let score = self.engine.evaluate(&self.logic, data, arena);
        score.ok().and_then(|it| it.as_i64()).unwrap_or(i64::MIN)
    }
}
