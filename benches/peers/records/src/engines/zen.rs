//! Zen: one expression for each rule; the points are added up outside.

use std::error::Error;

use model::print::expression::{Dialect, condition};
use model::rules::Model;
use zen_expression::scope::Scope;
use zen_expression::variable::Variable;
use zen_expression::vm::VM;

use crate::Contest;
use crate::record::Record;

pub fn contest<'r>(model: &Model, records: &[Record]) -> Result<Contest<'r>, Box<dyn Error>> {
    let mut expressions = Vec::new();
    for rule in model.rules() {
        let text = condition(&rule.when, model.as_of, Dialect::Zen);
        expressions.push(zen_expression::compile_expression(&text)?);
    }
    let scope = |it: &Record| Scope::new(Variable::from(serde_json::Value::from(it.plain())));
    let scopes: Vec<Scope> = records.iter().map(scope).collect();
    let model = model.clone();
    let mut vm = VM::new();
    Ok(Contest::new("zen-expression, values", move |record| {
        let scope = &scopes[record];
        let holds = |rule: usize| {
            let held = expressions[rule].evaluate_with_scope(scope, &mut vm);
            matches!(held, Ok(Variable::Bool(true)))
        };
        Some(super::score(&model, holds))
    }))
}
