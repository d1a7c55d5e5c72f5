//! Generated leads as a table.

use leadscore::ir::{Program, Type, Value};
use serde_json::{Value as Json, json};

use crate::engine::Table;

/// The table of a program's record, in which leads stand.
pub fn table(program: &Program, leads: &[Vec<Value>]) -> Table {
    let fields = &program.record.fields;
    Table {
        name: program.record.name.to_lowercase(),
        columns: fields.iter().map(|it| (it.column.clone(), kind(it.ty))).collect(),
        rows: leads.iter().map(|lead| lead.iter().map(json).collect()).collect(),
    }
}

/// Columns by their names and kinds.
pub fn named(columns: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect()
}

/// The columns of a record that is related to others.
pub fn of_records(program: &Program, record: &str) -> Vec<(String, &'static str)> {
    let record = program.records.iter().find(|it| it.name == record).expect("a record");
    record.fields.iter().map(|it| (it.column.clone(), kind(it.ty))).collect()
}

pub fn kind(ty: Type) -> &'static str {
    match ty {
        Type::Text => "text",
        Type::Integer => "integer",
        Type::Number | Type::Percent => "number",
        Type::Date => "date",
        Type::DateTime => "datetime",
        Type::YesNo => "yes/no",
        Type::Texts => "list of text",
        Type::Numbers => "list of number",
        Type::Record(_) | Type::Records(_) => panic!("a related record is no column"),
    }
}

pub fn json(value: &Value) -> Json {
    match value {
        Value::Missing => Json::Null,
        Value::Number(number) => json!(number.to_string()),
        Value::Text(text) => json!(&*text.exact),
        Value::YesNo(yes) => json!(yes.to_string()),
        Value::Date(date) => json!(date.to_string()),
        Value::Moment(moment) => json!(moment.to_string()),
        Value::Texts(texts) => texts.iter().map(|it| json!(&*it.exact)).collect(),
        Value::Numbers(numbers) => numbers.iter().map(|it| json!(it.to_string())).collect(),
        Value::Record(_) | Value::Records(_) => panic!("a related record is no value"),
    }
}
