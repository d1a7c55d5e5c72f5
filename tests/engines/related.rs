//! Leads of organisations, and tables of what is related to leads.

use leadscore::ir::Value;
use rust_decimal::Decimal;

use crate::engine::Table;
use crate::leads::{json, named};

/// The leads of every case, each with a number and an organisation: some have none, or one that is not there.
pub const LEADS: [(&str, Option<&str>, &str); 5] = [
    ("1", Some("3"), "o1"),
    ("2", Some("-2.5"), ""),
    ("3", None, "o2"),
    ("4", Some("0"), "o9"),
    ("5", Some("3"), "o1"),
];

pub fn number(text: Option<&str>) -> Value {
    text.map(|it| it.parse::<Decimal>().expect("a number")).into()
}

/// The table of the leads.
pub fn lead_table() -> Table {
    let rows = LEADS.iter().map(|(id, x, org)| vec![(*id).into(), number(*x), (*org).into()]);
    table("lead", named(&[("id", "text"), ("x", "number"), ("org", "text")]), rows)
}

/// A table with a row for each of several records.
pub fn table(
    name: &str,
    columns: Vec<(String, &'static str)>,
    rows: impl Iterator<Item = Vec<Value>>,
) -> Table {
    let rows = rows.map(|row| row.iter().map(json).collect()).collect();
    Table { name: name.to_owned(), columns, rows }
}
