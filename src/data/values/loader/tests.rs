use super::*;
use crate::ir::{Field, Type};

fn record() -> Record {
    let mut id = Field::new("id", Type::Text);
    id.key = true;
    let mut pages = Field::new("pages", Type::Integer);
    pages.column = "Page Views".to_owned();
    let fields =
        vec![id, pages, Field::new("unused", Type::Integer), Field::new("vip", Type::YesNo)];
    Record::new("Lead", fields)
}

const USED: [FieldId; 2] = [FieldId(1), FieldId(3)];

fn shown(values: &[Value]) -> String {
    values.iter().map(Value::to_string).collect::<Vec<_>>().join("|")
}

#[test]
fn rows_of_fields() {
    let record = record();
    let header = ["ID", "unused", "page views", "VIP"].map(str::to_owned);
    let (binding, findings) = Binding::of_header(&record, &USED, &header, false);
    assert!(findings.is_empty());
    let mut loader = Loader::new(&record, binding, &TimeZone::UTC);
    let mut load = |number, cells: [&str; 4]| {
        let cells = Cells::Fields(cells.map(str::to_owned).to_vec());
        shown(&loader.values(&Row { number, line: number + 1, cells }))
    };
    assert_eq!(load(1, ["a", "x", "3", "yes"]), "a|3|missing|yes");
    assert_eq!(load(2, ["a", "", "many", ""]), "a|missing|missing|missing");
    assert_eq!(load(3, ["", "", "1", "0"]), "missing|1|missing|no");
    let told: Vec<String> = loader.diagnostics().into_iter().map(|it| it.message).collect();
    assert_eq!(
        told,
        [
            "1 record has no \"ID\", which is their key: row 3.".replace("ID", "id"),
            "1 value of \"Page Views\" cannot be read as a whole number and counts as missing: \"many\" (row 2)."
                .to_owned(),
            "1 record has the key of an earlier one: \"a\" (rows 1 and 2).".to_owned(),
        ]
    );
    assert_eq!(loader.problems().values_not_understood(), 1);
}

#[test]
fn rows_of_keys() {
    let record = record();
    let mut loader = Loader::new(&record, Binding::of_keys(&record, &USED), &TimeZone::UTC);
    let mut load = |number, json: &str| {
        let cells = Cells::Object(serde_json::from_str(json).unwrap());
        shown(&loader.values(&Row { number, line: number, cells }))
    };
    assert_eq!(load(1, r#"{"id": 1, "page views": 3}"#), "1|3|missing|missing");
    assert_eq!(
        load(2, r#"{"Id": "b", "Page Views": {"n": 1}, "unused": "x"}"#),
        "b|missing|missing|missing"
    );
    assert_eq!(load(3, r#"{"id": "c", "page views": 1, "PAGE VIEWS": 2}"#), "c|2|missing|missing");
    let told: Vec<String> = loader.diagnostics().into_iter().map(|it| it.message).collect();
    assert_eq!(
        told,
        [
            "No record has \"vip\", so it counts as missing everywhere.",
            "1 value of \"Page Views\" cannot be read as a whole number and counts as missing: \"{\"n\":1}\" (row 2).",
        ]
    );
}

#[test]
fn a_key_of_several_fields() {
    let mut record = record();
    record.fields[3].key = true;
    let loader = Loader::new(&record, Binding::of_keys(&record, &[]), &TimeZone::UTC);
    let values = [Value::text("a"), Value::Missing, Value::Missing, Value::YesNo(true)];
    assert_eq!(loader.key(&values).as_deref(), Some("a / yes"));
    assert_eq!(loader.key(&[Value::text("a"), Value::Missing]), None);
}
