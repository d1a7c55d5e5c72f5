//! The rules as one expression of JSONLogic that gives the score.
//!
//! Texts are in lower case, days are numbers, and an empty text is a missing one.

use serde_json::{Value, json};

use super::rust::day_number;
use crate::rules::{Cond, Field, Group, Kind, Model};

/// The score.
pub fn print(model: &Model) -> Value {
    let today = day_number(model.as_of).into();
    let groups: Vec<Value> = model.groups.iter().map(|it| print_group(it, today)).collect();
    json!({"max": [0, {"min": [model.most, {"+": groups}]}]})
}

fn print_group(group: &Group, today: i64) -> Value {
    let awards = group.rules.iter().map(|it| json!({"if": [cond(&it.when, today), it.points, 0]}));
    let mut points = json!({"+": awards.collect::<Vec<_>>()});
    if let Some(most) = group.most {
        points = json!({"min": [most, points]});
    }
    if let Some(least) = group.least {
        points = json!({"max": [least, points]});
    }
    points
}

fn cond(it: &Cond, today: i64) -> Value {
    match it {
        Cond::Equal { field, text } => json!({"===": [var(*field), text.to_lowercase()]}),
        Cond::OneOf { field, texts } => {
            let texts: Vec<String> = texts.iter().map(|it| it.to_lowercase()).collect();
            json!({"in": [var(*field), texts]})
        }
        Cond::Contains { field, texts } => {
            any(texts.iter().map(|it| json!({"in": [it.to_lowercase(), var(*field)]})).collect())
        }
        Cond::Between { field, from, to } => known(*field, json!({"<=": [from, var(*field), to]})),
        Cond::AtLeast { field, value } => known(*field, json!({">=": [var(*field), value]})),
        Cond::Below { field, value } => known(*field, json!({"<": [var(*field), value]})),
        Cond::WithinLast { field, days } => {
            known(*field, json!({"<=": [today - days, var(*field), today]}))
        }
        Cond::OlderThan { field, days } => known(*field, json!({"<": [var(*field), today - days]})),
        Cond::Before { field, day } => known(*field, json!({"<": [var(*field), day_number(*day)]})),
        Cond::After { field, day } => known(*field, json!({">": [var(*field), day_number(*day)]})),
        Cond::Missing { field } if field.kind() == Kind::Text => json!({"===": [var(*field), ""]}),
        Cond::Missing { field } => json!({"===": [var(*field), null]}),
        Cond::Yes { field } => json!({"===": [var(*field), true]}),
        Cond::Not { cond: it } => json!({"!": [cond(it, today)]}),
        Cond::All { conds } => json!({"and": each(conds, today)}),
        Cond::Any { conds } => any(each(conds, today)),
    }
}

fn each(conds: &[Cond], today: i64) -> Vec<Value> {
    conds.iter().map(|it| cond(it, today)).collect()
}

fn any(mut tests: Vec<Value>) -> Value {
    if tests.len() == 1 { tests.swap_remove(0) } else { json!({"or": tests}) }
}

/// JSONLogic takes a missing number for 0, so it is asked for first.
fn known(field: Field, test: Value) -> Value {
    json!({"and": [{"!==": [var(field), null]}, test]})
}

fn var(field: Field) -> Value {
    json!({"var": field.name()})
}
