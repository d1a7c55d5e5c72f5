//! JSON Schemas (2020-12) of the records that a model scores, and of what it says about them.

use serde_json::{Map, Value as Json, json};

use super::values::object;
use crate::ir::{Band, Field, Limits, Points, Program, Record, RecordId, Type};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The shape of a record, as a line of NDJSON. A value may be absent or null, which is missing, but for keys and
/// fields that are required: those have to be there.
///
/// Values of a closed list are compared without case by leadscore; the schema names them as the list does.
#[must_use]
pub fn input_schema(program: &Program) -> Json {
    let mut schema = record(&program.record);
    let records = related(program);
    if let Some(map) = schema.as_object_mut() {
        map.shift_insert(0, "$schema".to_owned(), json!(DIALECT));
        map.shift_insert(1, "title".to_owned(), json!(program.record.name));
        if !records.is_empty() {
            map.insert("$defs".to_owned(), Json::Object(records));
        }
    }
    schema
}

/// The records that stand in others.
fn related(program: &Program) -> Map<String, Json> {
    let named = |(id, it): (u32, &Record)| (name(RecordId(id)), record(it));
    (0..).zip(&program.records).skip(1).map(named).collect()
}

fn name(RecordId(id): RecordId) -> String {
    format!("record_{id}")
}

fn record(record: &Record) -> Json {
    let fields = record.fields.iter().map(|it| (it.column.clone(), field(it)));
    let needed =
        record.fields.iter().filter(|it| it.required || it.key).map(|it| it.column.as_str());
    let needed: Vec<&str> = needed.collect();
    object([
        ("type", json!("object")),
        ("properties", Json::Object(fields.collect())),
        ("required", if needed.is_empty() { Json::Null } else { json!(needed) }),
    ])
}

fn field(field: &Field) -> Json {
    let mut schema = match (&field.values, &field.date_format) {
        (Some(values), _) if field.ty == Type::Text => {
            let values = values.iter().map(|it| json!(&*it.exact)).chain([Json::Null]);
            json!({ "enum": values.collect::<Vec<_>>() })
        }
        (_, Some(_)) => json!({ "type": ["string", "null"] }),
        _ => shape(field),
    };
    let about = match (&field.about, &field.date_format) {
        (about, Some(format)) => {
            let about = about.as_ref().map(|it| format!("{it}, ")).unwrap_or_default();
            Some(format!("{about}written as {}", format.written))
        }
        (about, None) => about.clone(),
    };
    if let (Some(about), Some(map)) = (about, schema.as_object_mut()) {
        map.insert("description".to_owned(), json!(about));
    }
    schema
}

fn shape(field: &Field) -> Json {
    let list = |member: &str| {
        let several = json!({ "type": ["array", "null"], "items": { "type": member } });
        match &field.split {
            None => several,
            Some(_) => json!({ "anyOf": [several, { "type": "string" }] }),
        }
    };
    match field.ty {
        Type::Text => json!({ "type": ["string", "null"] }),
        Type::Number => json!({ "type": ["number", "null"] }),
        Type::Integer => json!({ "type": ["integer", "null"] }),
        Type::Percent => json!({
            "anyOf": [{ "type": ["number", "null"] }, { "type": "string", "pattern": "%$" }]
        }),
        Type::Date => json!({ "type": ["string", "null"], "format": "date" }),
        Type::DateTime => {
            json!({ "type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$" })
        }
        Type::YesNo => json!({ "type": ["boolean", "null"] }),
        Type::Texts => list("string"),
        Type::Numbers => list("number"),
        Type::Record(id) => {
            json!({ "anyOf": [{ "$ref": format!("#/$defs/{}", name(id)) }, { "type": "null" }] })
        }
        Type::Records(id) => {
            json!({ "type": ["array", "null"], "items": { "$ref": format!("#/$defs/{}", name(id)) } })
        }
    }
}

/// The names in a result of a program, as `leadscore score --to ndjson` writes it for one model.
#[must_use]
pub fn result_names(program: &Program) -> Vec<&'static str> {
    let outside = program.groups.iter().any(|it| it.name.is_none());
    let optional = [
        (!program.bands.is_empty(), "band"),
        (program.stars.is_some(), "stars"),
        (program.grid.is_some(), "grid"),
        (program.ready_at.is_some(), "readiness"),
        (!program.disqualifiers.is_empty(), "disqualified_by"),
        (outside, "points_outside_groups"),
    ];
    let optional = optional.into_iter().filter_map(|(is_there, name)| is_there.then_some(name));
    ["score", "status"].into_iter().chain(optional).chain(["groups", "reasons"]).collect()
}

/// The shape of a result, as `leadscore score --to ndjson` writes it for one model: the keys and the result in one
/// object. If a key has a name of the result, the result stands apart, under the name of the model.
#[must_use]
pub fn result_schema(program: &Program) -> Json {
    let keys = program.record.keys().filter_map(|id| program.record.get(id));
    let keys: Vec<&str> = keys.map(|it| it.column.as_str()).collect();
    let names = result_names(program);
    let mut needed: Vec<&str> =
        names.iter().copied().filter(|it| *it != "disqualified_by").collect();
    let mut properties: Map<String, Json> = keys
        .iter()
        .map(|it| ((*it).to_owned(), json!({ "type": ["string", "number", "null"] })))
        .collect();
    let mut results: Map<String, Json> =
        names.iter().map(|it| ((*it).to_owned(), result(program, it))).collect();
    if keys.iter().any(|it| names.contains(it)) {
        let apart = json!({ "type": "object", "properties": results, "required": needed });
        results = Map::from_iter([(program.name.clone(), apart)]);
        needed = vec![program.name.as_str()];
    }
    properties.extend(results);
    json!({
        "$schema": DIALECT,
        "title": program.name,
        "type": "object",
        "properties": properties,
        "required": needed,
    })
}

/// What stands under a name of a result.
fn result(program: &Program, name: &str) -> Json {
    match name {
        "score" => points(program.limit),
        "status" => json!({ "enum": ["scored", "disqualified"] }),
        "band" => {
            let labels = labels(&program.bands).map(|it| json!(it)).chain([Json::Null]);
            json!({ "enum": labels.collect::<Vec<_>>() })
        }
        "stars" => {
            let most = program.stars.as_ref().map_or(1, |it| it.len() + 1);
            json!({ "type": "integer", "minimum": 1, "maximum": most })
        }
        "grid" => json!({ "enum": places(program) }),
        "readiness" => {
            let about = "The score in percent of the score at which sales takes over";
            json!({ "type": "number", "description": about })
        }
        "disqualified_by" => json!({ "type": "array", "items": { "type": "string" } }),
        "points_outside_groups" => points(Limits::default()),
        "groups" => groups(program),
        _ => reasons(),
    }
}

/// The places of the grid, such as `A1`.
fn places(program: &Program) -> Vec<String> {
    let axes = program.grid.iter().flat_map(|it| &it.axes);
    axes.fold(vec![String::new()], |places, axis| {
        let with = |it: &String| {
            labels(&axis.steps).map(|label| format!("{it}{label}")).collect::<Vec<_>>()
        };
        places.iter().flat_map(with).collect()
    })
}

fn labels(bands: &[Band]) -> impl Iterator<Item = &str> {
    bands.iter().map(|it| it.label.as_str())
}

fn groups(program: &Program) -> Json {
    let named = program.groups.iter().filter_map(|it| Some((it.name.clone()?, points(it.limit))));
    let named: Map<String, Json> = named.collect();
    let names: Vec<String> = named.keys().cloned().collect();
    json!({ "type": "object", "properties": named, "required": names, "additionalProperties": false })
}

fn reasons() -> Json {
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "points": points(Limits::default()),
                "reason": { "type": "string" },
                "code": { "type": "string" },
            },
            "required": ["points", "reason"],
        },
    })
}

/// Points, inside of limits. They have two decimals at most.
fn points(limit: Limits) -> Json {
    let end = |it: Option<Points>| {
        json!(it.and_then(|it| it.to_decimal().to_string().parse::<serde_json::Number>().ok()))
    };
    object([("type", json!("number")), ("minimum", end(limit.low)), ("maximum", end(limit.high))])
}
