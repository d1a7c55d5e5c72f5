//! Plans and tables made by hand. What users see of them stands in `tests/data/related`.

use jiff::tz::TimeZone;

use super::index::{Index, key_text};
use super::members::Members;
use super::plan::IndexPlan;
use super::{Plan, With};
use crate::ir::{AsOf, Clock, Field, FieldId, Record, RecordId, Type, Value};

fn day() -> AsOf {
    AsOf::Day("2025-03-01".parse().unwrap())
}

fn visits() -> Index {
    let plan = IndexPlan {
        field: FieldId(0),
        many: true,
        label: "visits".into(),
        owner: "Lead".into(),
        of_leads: true,
    };
    let clock = Clock::new(day(), TimeZone::UTC);
    Index::new(&plan, "lead_id", Members::new("visits", &Record::default(), &clock))
}

#[test]
fn rows_are_grouped_in_their_order() {
    let mut index = visits();
    for key in [Some("a"), Some("b"), None, Some("a"), Some("c"), Some("a")] {
        assert_eq!(index.push(key), key.is_some());
    }
    index.repeated(3, || "rows 1 and 4".to_owned());
    index.repeated(2, || panic!("it belongs to nobody"));
    index.retain(|_, row| row != 4);
    index.group();
    assert_eq!(index.rows("a"), Some(&[0, 5][..]));
    assert_eq!(index.rows("c"), Some(&[][..]));
    assert_eq!(index.rows("d"), None);
    assert_eq!(index.joined(), 2);
    assert_eq!(index.orphans().collect::<Vec<_>>(), [("b", 1)]);
    assert_eq!(index.members.repeated.count(), 1);
}

#[test]
fn keys_are_compared_as_people_write_them() {
    let text = |value: &Value| key_text(value).map(std::borrow::Cow::into_owned);
    let number = |it: &str| Value::Number(it.parse().unwrap());
    assert_eq!(text(&number("7")), text(&Value::text(" 7 ")));
    assert_eq!(text(&number("7.00")), text(&number("7")));
    assert_ne!(text(&number("7")), text(&Value::text("007")));
    assert_ne!(text(&Value::text("a7")), text(&Value::text("A7")));
    assert_eq!(text(&Value::Missing), None);
}

#[test]
fn a_file_belongs_to_a_field_or_to_a_record() {
    let field = Field::new("visits", Type::Records(RecordId(1)));
    let named = |name: &str| Record::new(name, Vec::new());
    let names = |name: &str| {
        let with: With = format!("{name}=visits.csv").parse().unwrap();
        with.names(&named("Lead"), &field, &named("Visit"))
    };
    for name in ["visits", "VISITS", " visits ", "Visit", "lead.visits"] {
        assert!(names(name), "{name}");
    }
    for name in ["Lead", "visit s", "Company.visits"] {
        assert!(!names(name), "{name}");
    }
}

#[test]
fn a_name_without_a_file_is_refused() {
    for text in ["visits", "=visits.csv", "visits=", ""] {
        assert!(text.parse::<With>().is_err(), "{text}");
    }
    let plan = Plan::new(&["visits=visits.csv".parse().unwrap()]);
    assert_eq!(plan.findings().len(), 1, "no program knows it");
}
