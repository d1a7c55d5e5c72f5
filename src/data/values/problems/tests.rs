use jiff::tz::TimeZone;

use super::*;
use crate::data::Decoder;
use crate::ir::{DateFormat, Text, Type};

/// Reads cells of one field and tells the message and help of the only finding.
fn tell(field: Field, cells: &[&str]) -> (String, String) {
    let decoder = Decoder::new(&field, &TimeZone::UTC);
    let mut problems = Problems::new(&Record::new("Lead", vec![field]));
    for (row, cell) in (1..).zip(cells) {
        match decoder.text(cell) {
            Ok(value) if value.is_missing() => problems.blank(FieldId(0), row),
            Ok(_) => problems.understood(FieldId(0)),
            Err(_) => problems.not_understood(FieldId(0), row, cell),
        }
    }
    let findings = problems.diagnostics();
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((finding.code, finding.severity), (codes::NOT_UNDERSTOOD, Severity::Warning));
    (finding.message.clone(), finding.help.clone().unwrap_or_default())
}

fn field(ty: Type) -> Field {
    Field::new("it", ty)
}

#[test]
fn counts_and_first_examples() {
    let (message, _) = tell(field(Type::Integer), &["1", "x", "2", "x", "y", "z", "w", "3"]);
    assert_eq!(
        message,
        "5 values of \"it\" cannot be read as a whole number and count as missing: \
         \"x\" (row 2), \"y\" (row 5), \"z\" (row 6), …"
    );
    let long = "word ".repeat(30);
    let (message, _) = tell(field(Type::Integer), &[&long]);
    assert!(message.len() < 160, "{message}");
}

#[test]
fn causes() {
    let integer = || field(Type::Integer);
    let number = || field(Type::Number);
    let date = || field(Type::Date);
    let german = DateFormat::parse("DD.MM.YYYY").ok();
    let industry = || Field {
        values: Some(["Software", "Retail"].map(Text::new).to_vec()),
        ..field(Type::Text)
    };
    for (field, cells, part) in [
        (integer(), &["N/A", "5", "-"][..], "add missing \"N/A\", \"-\""),
        (integer(), &["12 people", "5"], "\"people\" is not part of the number"),
        (number(), &["€ 12.50"], "\"€\" is not part of the number"),
        (number(), &["about 12"], "\"about\" is not part of the number"),
        (number(), &["1,234.5", "12,000"], "All of them fit format \"1,234.56\""),
        (number(), &["12,5", "0,75"], "All of them fit format \"1234,56\""),
        (number(), &["1.234,5"], "All of them fit format \"1.234,56\""),
        (number(), &["1 234,5"], "All of them fit format \"1 234,56\""),
        (number(), &["1,234"], "both format \"1,234.56\" and format \"1234,56\""),
        (number(), &["12,5", "7", "8"], "unlike the other values"),
        (number(), &["20%"], "the type percent"),
        (integer(), &["1,234"], "All of them fit format \"1,234.56\""),
        (integer(), &["2.5"], "fit the type number"),
        (integer(), &["dozens"], "as in 1234"),
        (date(), &["20/02/2025", "01/03/2025"], "All of them fit format \"DD/MM/YYYY\""),
        (date(), &["02/20/2025"], "All of them fit format \"MM/DD/YYYY\""),
        (date(), &["01/02/2025"], "both format \"DD/MM/YYYY\" and format \"MM/DD/YYYY\""),
        (date(), &["20.02.2025 10:15"], "format \"DD.MM.YYYY HH:mm\""),
        (date(), &["2025-02-20", "2025-02-21", "20 Feb 2025"], "unlike the other values"),
        (date(), &["2025-02-30"], "no such day"),
        (date(), &["0000-00-00"], "add missing \"0000-00-00\""),
        (date(), &["soon"], "2025-02-20"),
        (
            Field { date_format: german.clone(), ..date() },
            &["2025-02-20"],
            "All of them fit the usual form 2025-02-20",
        ),
        (Field { date_format: german.clone(), ..date() }, &["31.04.2025"], "no such day"),
        (Field { date_format: german, ..date() }, &["soon"], "only that is read"),
        (field(Type::YesNo), &["maybe"], "one of ["),
        (industry(), &["Sotfware"], "\"Sotfware\" is most like \"Software\""),
        (industry(), &["Unknown"], "add missing \"Unknown\""),
        (industry(), &["Mining"], "add what is right to the list"),
    ] {
        let (_, help) = tell(field, cells);
        assert!(help.contains(part), "{cells:?}: {help}");
    }
}

#[test]
fn values_outside_a_closed_list() {
    let values = Some(vec![Text::new("Retail")]);
    let (message, _) = tell(Field { values, ..field(Type::Text) }, &["Mining"]);
    assert_eq!(
        message,
        "1 value of \"it\" is not in its closed list and counts as missing: \"Mining\" (row 1)."
    );
}

#[test]
fn blanks_of_required_fields() {
    let required = Field { required: true, ..field(Type::Text) };
    let (message, _) = tell(required, &["", "x", " ", "", ""]);
    assert_eq!(message, "4 records have no \"it\", which the schema requires: rows 1, 3, 4, …");
    let key = Field { key: true, ..field(Type::Text) };
    assert_eq!(tell(key, &[""]).0, "1 record has no \"it\", which is their key: row 1.");
}

#[test]
fn repeated_keys() {
    let mut problems = Problems::new(&Record::default());
    assert!(!problems.any());
    for (row, key) in (1..).zip(["a", "b", "A", "a", "a", "b"]) {
        problems.key(key, row);
    }
    let findings = problems.diagnostics();
    assert_eq!(findings[0].code, codes::DUPLICATE_KEYS);
    assert_eq!(
        findings[0].message,
        "3 records have the key of an earlier one: \"a\" (rows 1 and 4), \"b\" (rows 2 and 6), …"
    );
    assert!(problems.any());
    assert_eq!(problems.values_not_understood(), 0);
}

#[test]
fn the_summary_counts_values_in_words() {
    assert_eq!(
        summary(1000, 1000, 0, 1),
        "1,000 read, 1,000 scored, 0 rejected, 1 value not understood"
    );
    assert_eq!(summary(1, 1, 0, 0), "1 read, 1 scored, 0 rejected, 0 values not understood");
}
