//! Types and values as JSON. Numbers are texts, so that no reader rounds them.

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use crate::ir::{Field, Limits, Points, Record, RecordId, Type, Value};
use crate::source::{Place, Sources};

/// An object without the keys that hold nothing.
pub(super) fn object<const N: usize>(pairs: [(&str, Json); N]) -> Json {
    let kept = pairs.into_iter().filter(|(_, value)| !value.is_null());
    Json::Object(kept.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

pub(super) fn number(number: Decimal) -> Json {
    json!(number.normalize().to_string())
}

pub(super) fn points(points: Points) -> Json {
    number(points.to_decimal())
}

pub(super) fn limits(limits: Limits) -> Json {
    if limits.is_none() {
        return Json::Null;
    }
    object([("low", json!(limits.low.map(points))), ("high", json!(limits.high.map(points)))])
}

/// Where something stands: the file, and line and column from 1.
pub(super) fn place(place: Place, sources: &Sources) -> Json {
    let Some(file) = sources.get(place.file) else { return Json::Null };
    let at = file.line_column(place.span.start as usize);
    json!({ "file": file.name(), "line": at.line, "column": at.column })
}

pub(super) fn ty(ty: Type) -> Json {
    let name = match ty {
        Type::Text => "text",
        Type::Number => "number",
        Type::Integer => "integer",
        Type::Percent => "percent",
        Type::Date => "date",
        Type::DateTime => "datetime",
        Type::YesNo => "yes_no",
        Type::Texts => "texts",
        Type::Numbers => "numbers",
        Type::Record(RecordId(id)) => return json!({ "kind": "record", "record": id }),
        Type::Records(RecordId(id)) => return json!({ "kind": "records", "record": id }),
    };
    json!({ "kind": name })
}

/// A value with its kind; `missing` is null.
pub(super) fn value(it: &Value) -> Json {
    let (kind, value) = match it {
        Value::Missing => return Json::Null,
        Value::Text(text) => ("text", json!(&*text.exact)),
        Value::Number(it) => ("number", number(*it)),
        Value::Date(date) => ("date", json!(date.to_string())),
        Value::Moment(moment) => ("moment", json!(moment.to_string())),
        Value::YesNo(yes) => ("yes_no", json!(yes)),
        Value::Texts(texts) => {
            ("texts", texts.iter().map(|it| json!(&*it.exact)).collect::<Vec<_>>().into())
        }
        Value::Numbers(all) => {
            ("numbers", all.iter().map(|it| number(*it)).collect::<Vec<_>>().into())
        }
        Value::Record(values) => ("record", values.iter().map(value).collect::<Vec<_>>().into()),
        Value::Records(records) => {
            let records = records.iter().map(|it| it.iter().map(value).collect::<Vec<_>>());
            ("records", json!(records.collect::<Vec<_>>()))
        }
    };
    json!({ "kind": kind, "value": value })
}

pub(super) fn record(record: &Record) -> Json {
    let fields: Vec<Json> = record.fields.iter().map(field).collect();
    json!({ "name": record.name, "fields": fields })
}

fn field(field: &Field) -> Json {
    let flag = |is: bool| if is { json!(true) } else { Json::Null };
    let texts =
        |it: &Vec<crate::ir::Text>| it.iter().map(|it| json!(&*it.exact)).collect::<Vec<_>>();
    let missing = (!field.missing.is_empty())
        .then(|| field.missing.iter().map(|it| json!(&**it)).collect::<Vec<_>>());
    object([
        ("name", json!(field.name)),
        ("column", json!(field.column)),
        ("type", ty(field.ty)),
        ("values", json!(field.values.as_ref().map(texts))),
        ("key", flag(field.key)),
        ("time", flag(field.time)),
        ("by", json!(field.by.as_ref().map(|it| &it.name))),
        ("required", flag(field.required)),
        ("as_fraction", flag(field.as_fraction)),
        ("format", json!(field.date_format.as_ref().map(|it| &it.written))),
        ("split", json!(field.split)),
        ("missing", json!(missing)),
        ("about", json!(field.about)),
    ])
}
