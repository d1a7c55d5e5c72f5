//! Columns of other types than their fields, and texts that are not plain: what counts is what stands in them.

use jiff::civil::Date;
use leadscore::ir::{Program, Value};
use leadscore::sql::{self, Dialect};
use rust_decimal::Decimal;
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use crate::engine::{Engine, Table};
use crate::leads::kind;
use crate::{check, options, support};

/// A rule for each value that is looked for, so that points tell which was found.
fn program(fields: &str, tests: &[String]) -> Program {
    let mut text = format!("record Lead {{\n  id: text, key\n{fields}}}\n");
    for (index, test) in tests.iter().enumerate() {
        text.push_str(&format!("when {test} then +{}\n", 1_u64 << index));
    }
    support::program(&text)
}

/// Compares a statement with the interpreter where a column of this kind holds these texts.
fn compare(
    engine: &mut Engine,
    dialect: Dialect,
    program: &Program,
    of: &'static str,
    cells: &[&str],
) {
    let fields = &program.record.fields;
    let columns = fields.iter().map(|it| (it.column.clone(), if it.key { "text" } else { of }));
    let row = |(index, cell): (usize, &&str)| {
        let cell = if of != "text" && cell.is_empty() { json!(null) } else { json!(cell) };
        std::iter::once(json!(index.to_string()))
            .chain(fields.iter().skip(1).map(|_| cell.clone()))
            .collect()
    };
    let table = Table {
        name: "lead".to_owned(),
        columns: columns.collect(),
        rows: cells.iter().enumerate().map(row).collect(),
    };
    engine.table(&table);
    let lead = |(index, cell): (usize, &&str)| {
        std::iter::once(Value::text(&index.to_string()))
            .chain(fields.iter().skip(1).map(|it| meant(kind(it.ty), cell)))
            .collect()
    };
    let leads: Vec<Vec<Value>> = cells.iter().enumerate().map(lead).collect();
    let statement = sql::compile(program, &options(dialect)).expect("a statement");
    if let Err(error) = check(engine, program, &statement, &leads) {
        panic!("{} in columns of {of}: {error}", engine.version);
    }
}

/// What a cell means in a field of a type.
fn meant(ty: &str, cell: &str) -> Value {
    let cell: String = cell.trim().nfc().collect();
    let known = match ty {
        "text" => Some(Value::text(&cell)).filter(|_| !cell.is_empty()),
        "date" => cell.get(..10).and_then(|it| it.parse::<Date>().ok()).map(Value::Date),
        "yes/no" => match cell.to_lowercase().as_str() {
            "true" | "yes" | "y" | "1" => Some(Value::YesNo(true)),
            "false" | "no" | "n" | "0" => Some(Value::YesNo(false)),
            _ => None,
        },
        _ => {
            let number = cell.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&cell)).ok();
            number.filter(|it| ty != "integer" || it.is_integer()).map(Value::Number)
        }
    };
    known.unwrap_or(Value::Missing)
}

fn agree(name: &str, dialect: Dialect) {
    let Some(mut engine) = Engine::start(name) else { return };
    let engine = &mut engine;
    let numbers = ["12", "12.5", "1000", "0.5", "-3", "2500000000.37", "10000000000000000"];
    let numbers = numbers.iter().flat_map(|it| {
        let whole = (!it.contains('.')).then(|| format!("m == {it}"));
        std::iter::once(format!("n == {it}")).chain(whole)
    });
    let missing = ["n is missing".to_owned(), "m is missing".to_owned()];
    let of_numbers =
        program("  n: number\n  m: integer\n", &numbers.chain(missing).collect::<Vec<_>>());
    for (kind, cells) in [
        ("text", &[" 12 ", "1e3", "12.0", "12.5", ".5", "-3", "x", "", "12 %"][..]),
        ("double", &["12", "12.5", "0.5", "-3", "2500000000.37", "1e16", "nan", "inf", ""]),
        ("number", &["12", "12.5", "0.5", "-3", "2500000000.37", "10000000000000000", ""]),
        ("integer", &["12", "1000", "-3", "10000000000000000", ""]),
    ] {
        compare(engine, dialect, &of_numbers, kind, cells);
    }
    let days = ["d == 2025-03-01", "d < 2025-03-01", "d is missing"].map(str::to_owned);
    let of_days = program("  d: date\n", &days);
    compare(engine, dialect, &of_days, "text", &["2025-03-01", "2025-03-01T10:00", "x", ""]);
    compare(engine, dialect, &of_days, "date", &["2025-03-01", "1999-12-31", ""]);
    let of_answers = program("  b: yes/no\n", &["b", "b is missing"].map(str::to_owned));
    compare(
        engine,
        dialect,
        &of_answers,
        "text",
        &["Yes", " y ", "TRUE", "true", "0", "maybe", ""],
    );
    compare(engine, dialect, &of_answers, "yes/no", &["true", "false", ""]);
    compare(engine, dialect, &of_answers, "integer", &["1", "0", "7", ""]);
    texts(engine, dialect);
}

fn texts(engine: &mut Engine, dialect: Dialect) {
    let said = ["Acme", "İ", "s", "σ", "k", "é", "制造业", "a b"];
    let mut tests: Vec<String> = said.iter().map(|it| format!("t == \"{it}\"")).collect();
    tests.extend(["t is missing", "t is exactly \"ACME\"", "length(t) == 1"].map(str::to_owned));
    let mut cells = vec![
        "Acme",
        " acme",
        "ACME ",
        "\tacme",
        "acme\n",
        "acme\u{85}",
        "\u{a0}ACME\u{3000}",
        "\u{a0}",
        " ",
        "",
        "İ",
        "i",
        "ſ",
        "S",
        "Σ",
        "ς",
        "\u{212a}",
        "É",
        "制造业",
        " 制造业",
        "A B",
        "a\u{a0}b",
    ];
    // These have no function that composes accents.
    if !matches!(dialect, Dialect::Spark | Dialect::Snowflake) {
        cells.extend(["E\u{301}", "I\u{307}", " e\u{301}\u{2028}"]);
    }
    compare(engine, dialect, &program("  t: text\n", &tests), "text", &cells);
    let hosts = ["b.com", "z.org", "w.com", "w.de", "é.fr", "-x.com", "c.com", "b.com.au"];
    let mut tests: Vec<String> = hosts.iter().map(|it| format!("domain(t) == \"{it}\"")).collect();
    tests.push("domain(t) is missing".to_owned());
    let mut cells = vec![
        "a@b.com",
        "A@Www.B.com",
        "a@www.b.com",
        "a@@b.com",
        "x@y@z.org",
        "http://w.com/?m=a@b.com",
        "w.com/a@b.com",
        "a@b..com",
        "a@.b.com",
        "web@w.de",
        "a@é.fr",
        "É@b.com",
        "a@-x.com",
        "a b@c.com",
        "a:b@c.com",
        "a@b.com:80",
        "a@b",
        "@b.com",
        "a@b.com.au",
        " a@B.com ",
        "a@b.com\n",
        "",
    ];
    // What stands in for BigQuery gives the whole match of this pattern, not its group.
    if dialect != Dialect::BigQuery {
        cells.push("a@b.com.");
    }
    compare(engine, dialect, &program("  t: text\n", &tests), "text", &cells);
}

#[test]
fn columns_in_duckdb() {
    agree("duckdb", Dialect::DuckDb);
}

#[test]
fn columns_in_postgres() {
    agree("postgres", Dialect::Postgres);
}

#[test]
fn columns_in_spark() {
    agree("spark", Dialect::Spark);
}

#[test]
fn columns_in_bigquery() {
    agree("bigquery", Dialect::BigQuery);
}

#[test]
fn columns_in_snowflake() {
    agree("snowflake", Dialect::Snowflake);
}
