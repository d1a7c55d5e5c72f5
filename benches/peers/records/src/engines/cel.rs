//! CEL: one program for each rule; the points are added up outside.

use std::error::Error;

use cel::{Context, Program, Value};
use model::print::expression::{Dialect, condition};
use model::rules::Model;

use crate::Contest;
use crate::record::Record;

pub fn contest<'r>(model: &Model, records: &[Record]) -> Result<Contest<'r>, Box<dyn Error>> {
    let mut programs = Vec::new();
    for rule in model.rules() {
        programs.push(Program::compile(&condition(&rule.when, model.as_of, Dialect::Cel))?);
    }
    let contexts: Vec<Context> = records.iter().map(context).collect();
    let model = model.clone();
    Ok(Contest::new("cel, values", move |record| {
        let context = &contexts[record];
        let holds = |rule: usize| matches!(programs[rule].execute(context), Ok(Value::Bool(true)));
        Some(super::score(&model, holds))
    }))
}

fn context(record: &Record) -> Context<'static, 'static> {
    let mut context = Context::default();
    for (name, value) in record.plain() {
        let value = match value {
            serde_json::Value::Bool(it) => Value::Bool(it),
            serde_json::Value::String(it) => Value::from(it),
            serde_json::Value::Number(it) => match it.as_i64() {
                Some(it) if name != "revenue" => Value::Int(it),
                _ => Value::Float(it.as_f64().unwrap_or_default()),
            },
            _ => Value::Null,
        };
        context.add_variable_from_value(name, value);
    }
    context
}
