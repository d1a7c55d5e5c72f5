//! Rhai: all rules are one script of ifs.

use std::error::Error;

use model::rules::Model;
use rhai::{Dynamic, Engine, Scope};

use crate::Contest;
use crate::record::Record;

pub fn contest<'r>(model: &Model, records: &[Record]) -> Result<Contest<'r>, Box<dyn Error>> {
    let mut engine = Engine::new();
    engine.set_max_expr_depths(0, 0);
    let mut scopes: Vec<Scope> = records.iter().map(scope).collect();
    let script = engine.compile(model::print::expression::rhai(model))?;
    Ok(Contest::new("rhai, values", move |record| {
        let scope = scopes.get_mut(record)?;
        let given = scope.len();
        let score = engine.eval_ast_with_scope::<i64>(scope, &script).ok();
        scope.rewind(given);
        Some(score.unwrap_or(i64::MIN))
    }))
}

fn scope(record: &Record) -> Scope<'static> {
    let mut scope = Scope::new();
    for (name, value) in record.plain() {
        let value = match value {
            serde_json::Value::Bool(it) => Dynamic::from(it),
            serde_json::Value::String(it) => Dynamic::from(it),
            serde_json::Value::Number(it) => match it.as_i64() {
                Some(it) if name != "revenue" => Dynamic::from(it),
                _ => Dynamic::from(it.as_f64().unwrap_or_default()),
            },
            _ => Dynamic::UNIT,
        };
        scope.push_dynamic(name, value);
    }
    scope
}
