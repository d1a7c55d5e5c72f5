use serde_json::json;

use super::*;
use crate::ir::DateFormat;

/// What a field makes of a cell, as reports show it; `?` when it is not understood.
fn read(field: &Field, cell: &str) -> String {
    Decoder::new(field, &TimeZone::get("Europe/Sofia").unwrap())
        .text(cell)
        .map_or("?".to_owned(), |value| value.to_string())
}

fn read_json(field: &Field, cell: &Json) -> String {
    Decoder::new(field, &TimeZone::UTC).json(cell).map_or("?".to_owned(), |it| it.to_string())
}

fn field(ty: Type) -> Field {
    Field { missing: vec!["n/a".into(), "не е известно".into()], ..Field::new("it", ty) }
}

#[test]
fn blanks_and_declared_values_are_missing_in_every_type() {
    for ty in [
        Type::Text,
        Type::Number,
        Type::Integer,
        Type::Percent,
        Type::Date,
        Type::DateTime,
        Type::YesNo,
        Type::Texts,
        Type::Numbers,
    ] {
        for cell in ["", "  ", "\t\u{a0}", "N/A", " n/a ", "НЕ Е ИЗВЕСТНО"] {
            assert_eq!(read(&field(ty), cell), "missing", "{cell:?} as {ty:?}");
        }
        assert_eq!(read_json(&field(ty), &Json::Null), "missing");
    }
}

#[test]
fn single_values() {
    for (ty, cell, value) in [
        (Type::Text, " Sofia ", "Sofia"),
        (Type::Text, "NA", "NA"),
        (Type::Number, "12.50", "12.5"),
        (Type::Number, "1,234", "?"),
        (Type::Integer, "100.0", "100"),
        (Type::Integer, "1E+05", "100000"),
        (Type::Integer, "100.5", "?"),
        (Type::Integer, "12 people", "?"),
        (Type::Percent, "20 %", "20"),
        (Type::Percent, "€20", "?"),
        (Type::Date, "2025-02-20", "2025-02-20"),
        (Type::Date, "2025-02-20T23:30:00-08:00", "2025-02-20"),
        (Type::Date, "2025-02-30", "?"),
        (Type::Date, "20/02/2025", "?"),
        (Type::DateTime, "2025-02-20", "2025-02-19T22:00:00Z"),
        (Type::DateTime, "2025-02-20 10:00", "2025-02-20T08:00:00Z"),
        (Type::DateTime, "2025-02-20T10:00Z", "2025-02-20T10:00:00Z"),
        (Type::YesNo, "YES", "yes"),
        (Type::YesNo, "y", "yes"),
        (Type::YesNo, "1", "yes"),
        (Type::YesNo, "False", "no"),
        (Type::YesNo, "N", "no"),
        (Type::YesNo, "2", "?"),
        (Type::YesNo, "maybe", "?"),
    ] {
        assert_eq!(read(&field(ty), cell), value, "{cell:?} as {ty:?}");
    }
}

#[test]
fn closed_lists_compare_without_case() {
    let values = ["Retail", "Търговия"].map(Text::new).to_vec();
    let industry = Field { values: Some(values), ..field(Type::Text) };
    for (cell, value) in
        [("retail", "retail"), (" ТЪРГОВИЯ", "ТЪРГОВИЯ"), ("Retial", "?"), ("n/a", "missing")]
    {
        assert_eq!(read(&industry, cell), value, "{cell}");
    }
}

#[test]
fn declared_formats_and_no_others() {
    let format = DateFormat::parse("DD.MM.YYYY HH:mm").ok();
    let created = Field { date_format: format, ..field(Type::DateTime) };
    assert_eq!(read(&created, "20.02.2025 10:00"), "2025-02-20T08:00:00Z");
    assert_eq!(read(&created, "20.02.2025"), "2025-02-19T22:00:00Z");
    assert_eq!(read(&created, "2025-02-20 10:00"), "?");

    let number_format = NumberFormat::parse("1.234,56").unwrap();
    let revenue = Field { number_format, ..field(Type::Number) };
    assert_eq!(read(&revenue, "1.234,5"), "1234.5");
    assert_eq!(read(&revenue, "1234.5"), "?");
    assert_eq!(read_json(&revenue, &json!(1234.5)), "1234.5", "JSON has a format of its own");
    assert_eq!(read_json(&revenue, &json!("1.234,5")), "1234.5");

    let share = Field { as_fraction: true, ..field(Type::Percent) };
    assert_eq!((read(&share, "0.2"), read(&share, "20%")), ("20".to_owned(), "20".to_owned()));
}

#[test]
fn lists_in_one_cell() {
    let by = |split: Option<&str>, ty| Field { split: split.map(str::to_owned), ..field(ty) };
    for (field, cell, value) in [
        (by(None, Type::Texts), "AI; Cloud ;; n/a", "AI, Cloud"),
        (by(None, Type::Texts), "AI", "AI"),
        (by(None, Type::Texts), "AI|Cloud", "AI|Cloud"),
        (by(Some("|"), Type::Texts), "AI|Cloud", "AI, Cloud"),
        (by(Some("、"), Type::Texts), "自动化、报表", "自动化, 报表"),
        (by(None, Type::Texts), "[]", "missing"),
        (by(None, Type::Texts), " ; ;", "missing"),
        (by(None, Type::Texts), r#"["AI", null, "Cloud"]"#, "AI, Cloud"),
        (by(None, Type::Texts), "[AI];Cloud", "[AI], Cloud"),
        (by(None, Type::Numbers), "1;2.50;", "1, 2.5"),
        (by(None, Type::Numbers), "1;two", "?"),
        (by(Some(","), Type::Numbers), "[1, 2]", "1, 2"),
    ] {
        assert_eq!(read(&field, cell), value, "{cell}");
    }
    let closed = Field { values: Some(vec![Text::new("AI")]), ..by(None, Type::Texts) };
    assert_eq!(
        (read(&closed, "ai;AI").as_str(), read(&closed, "AI;Cloud").as_str()),
        ("ai, AI", "?")
    );
}

#[test]
fn json_values() {
    for (ty, cell, value) in [
        (Type::Text, json!(17), "17"),
        (Type::Text, json!(true), "true"),
        (Type::Text, json!("x"), "x"),
        (Type::Text, json!(["x"]), "?"),
        (Type::Text, json!({ "x": 1 }), "?"),
        (Type::Number, json!("12.5"), "12.5"),
        (Type::Number, json!(true), "?"),
        (Type::Number, json!([1]), "?"),
        (Type::Integer, json!(3.0), "3"),
        (Type::YesNo, json!(true), "yes"),
        (Type::YesNo, json!(0), "no"),
        (Type::YesNo, json!("No"), "no"),
        (Type::Date, json!("2025-02-20"), "2025-02-20"),
        (Type::Date, json!(20250220), "?"),
        (Type::Texts, json!(["AI", "a;b", null, "", "N/A", 7]), "AI, a;b, 7"),
        (Type::Texts, json!([]), "missing"),
        (Type::Texts, json!("AI;Cloud"), "AI, Cloud"),
        (Type::Texts, json!(["AI", ["x"]]), "?"),
        (Type::Numbers, json!([1, "2.5"]), "1, 2.5"),
        (Type::Numbers, json!(4), "4"),
        (Type::Numbers, json!([1, true]), "?"),
    ] {
        assert_eq!(read_json(&field(ty), &cell), value, "{cell} as {ty:?}");
    }
}

#[test]
fn json_numbers_keep_their_digits() {
    for (written, value) in [
        ("0.1", "0.1"),
        ("12345678901234567890.12345678", "12345678901234567890.12345678"),
        ("1e400", "?"),
    ] {
        let cell: Json = serde_json::from_str(written).unwrap();
        assert_eq!(read_json(&field(Type::Number), &cell), value);
    }
}

#[test]
fn a_number_can_be_declared_missing() {
    let founded = Field { missing: vec!["0".into()], ..Field::new("founded", Type::Integer) };
    assert_eq!(read(&founded, "0"), "missing");
    assert_eq!(read_json(&founded, &json!(0)), "missing");
    assert_eq!(read(&founded, "1990"), "1990");
}
