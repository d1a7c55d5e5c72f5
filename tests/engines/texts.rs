//! Columns of texts for fields of other types are read as `leadscore score` reads them: numbers, percent, whole numbers,
//! days and answers.

use leadscore::data::Decoder;
use leadscore::ir::Value;
use leadscore::sql::{self, Dialect};
use serde_json::json;

use crate::engine::{Engine, Table};
use crate::leads::named;
use crate::{check, options, support};

/// Texts that some type understands, and others that an engine may read something into.
const TEXTS: &[&str] = &[
    "12",
    " 12 ",
    "\t12\n",
    "\u{a0}12\u{3000}",
    "+12",
    "-12",
    "−12",
    "--12",
    "- 12",
    "12-",
    "12.5",
    "12.",
    ".5",
    ".",
    "12.50",
    "12.0",
    "1.2.3",
    "007",
    "1e3",
    "1E+03",
    "15e-1",
    "1e",
    "1e0003",
    "e3",
    "1_000",
    "1,000",
    "1 000",
    "12,5",
    "0x10",
    "12d",
    "12f",
    "12L",
    "1/2",
    "$12",
    "(12)",
    "NaN",
    "inf",
    "infinity",
    "-Infinity",
    "null",
    "",
    " ",
    "１２",
    "１２．５",
    "－３",
    "１ｅ２",
    "١٢",
    "12%",
    "12 %",
    " 12.5 % ",
    "12\u{a0}%",
    "２０％",
    "20%%",
    "% 20",
    "%20",
    "%",
    "2%0",
    "20 % x",
    "2025-02-20",
    " 2025-02-20 ",
    "\t2025-02-20\n",
    "\u{a0}2025-02-20\u{2003}",
    "2025-02-20 10:00",
    "2025-02-20T10:00",
    "2025-02-20t23:59:59.123Z",
    "2025-02-20 10:00 UTC",
    "2025-02-20 23:00:00+02:00",
    "2024-02-29",
    "2023-02-29",
    "2025-02-31",
    "2025-02-31 10:00",
    "2025-04-31",
    "2025-13-01",
    "2025-00-10",
    "2025-02-00",
    "2025-02-20T25:00",
    "2025-02-20T",
    "2025-02-20x",
    "2025-02-20 x",
    "2025/02/20",
    "2025 02 20",
    "2025.02.20",
    "2025-2-5",
    "25-02-20",
    "20250220",
    "20.02.2025",
    "２０２５-02-20",
    "10000-01-01",
    "+2025-02-20",
    "-2025-02-20",
    "2025-02-20 (BC)",
    "2025-02",
    "2025",
    "epoch",
    "today",
    "now",
    "yes",
    " Yes ",
    "\tyes\n",
    "\u{a0}NO\u{3000}",
    "y",
    "N",
    "true",
    "TRUE",
    "False",
    "1",
    "0",
    "t",
    "f",
    "on",
    "off",
    "yess",
    "yes no",
    "ｙｅｓ",
];

const RULES: &str = r#"model m scores Lead
record Lead { id: text, key  n: number  w: integer  p: percent  d: date  b: yes/no }
group "number" { when n is known then +1 per n }
group "whole" { when w is known then +1 per w }
group "percent" { when p is known then +1 per p }
group "day" { when d is known then +1 per (days_between(2000-01-01, d)) }
group "answer" { when b then +1  when not b then +2 }
"#;

fn agree(name: &str, dialect: Dialect, unless: &[&str]) {
    let Some(mut engine) = Engine::start(name) else { return };
    let program = support::program(RULES);
    let fields = &program.record.fields;
    let decoders: Vec<Decoder> =
        fields.iter().map(|it| Decoder::new(it, &program.zone)).skip(1).collect();
    let (mut leads, mut rows) = (Vec::new(), Vec::new());
    for (index, text) in TEXTS.iter().filter(|it| !unless.contains(it)).enumerate() {
        let id = index.to_string();
        let read = decoders.iter().map(|it| it.text(text).unwrap_or(Value::Missing));
        leads.push(std::iter::once(Value::text(&id)).chain(read).collect());
        rows.push(std::iter::once(json!(id)).chain(decoders.iter().map(|_| json!(text))).collect());
    }
    let columns = named(&["id", "n", "w", "p", "d", "b"].map(|it| (it, "text")));
    engine.table(&Table { name: "lead".to_owned(), columns, rows });
    let statement = sql::compile(&program, &options(dialect)).expect("said");
    if let Err(error) = check(&mut engine, &program, &statement, &leads) {
        panic!("{}: {error}", engine.version);
    }
    println!("{}: {} texts compared, 0 disagreements", engine.version, leads.len());
}

#[test]
fn texts_on_duckdb() {
    agree("duckdb", Dialect::DuckDb, &[]);
}

#[test]
fn texts_on_postgres() {
    agree("postgres", Dialect::Postgres, &[]);
}

#[test]
fn texts_on_spark() {
    agree("spark", Dialect::Spark, &[]);
}

/// What stands in for it reads `1_000` as a number by itself.
#[test]
fn texts_on_bigquery() {
    agree("bigquery", Dialect::BigQuery, &["1_000"]);
}

/// See BigQuery.
#[test]
fn texts_on_snowflake() {
    agree("snowflake", Dialect::Snowflake, &["1_000"]);
}
