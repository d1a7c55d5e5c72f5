//! Moments as text are read as `leadscore score` reads them, in every form; and so are columns of days, and of moments
//! without a zone.

use leadscore::data::Written;
use leadscore::ir::Value;
use leadscore::sql::{self, Dialect};
use serde_json::json;

use crate::engine::{Engine, Table};
use crate::leads::{json, named};
use crate::{check, options, support};

/// Forms that are read, and others that are none, though an engine may read something into them.
const FORMS: &[&str] = &[
    "2025-02-20",
    " 2025-02-20 ",
    "2025-02-20 10:00",
    "2025-02-20T10:00",
    "2025-02-20t10:00",
    "2025-02-20  10:00",
    "2025-02-20 10:00:59",
    "2025-02-20T10:00:59",
    "2024-07-20T23:59:59",
    "2025-02-20 10:00:00.5",
    "2025-02-20T10:00:00.123",
    "2025-02-20 10:00:00,123",
    "2025-02-20 10:00:00.123456",
    "2025-02-20 10:00:00.1234567",
    "2025-02-20 10:00:00.123456789",
    "2025-02-20T10:00Z",
    "2025-02-20t10:00z",
    "2025-02-20T10:00:00Z",
    "2025-02-20 10:00:00 Z",
    "2025-02-20T10:00:00.1234567Z",
    "2025-02-20T10:00:00,5+02:00",
    "2025-02-20T10:00+02:00",
    "2025-02-20 10:00 +02:00",
    "2025-02-20T10:00:00+02:00",
    "2025-02-20T10:00:00-0530",
    "2025-02-20 10:00:00+00",
    "2025-02-20 10:00:00+05",
    "2025-02-20 10:00-05",
    "2025-02-20 10:00:00 +0100",
    "2025-02-20 10:00:00 +01:00",
    "2025-02-20 10:00:00 UTC",
    "2025-02-20 10:00 UTC",
    "2025-02-20 10:00:00 utc",
    "2025-02-20 10:00:00.25 GMT",
    "2025-02-20 10:00:00+14:00",
    "2025-02-20 10:00:00-12:00",
    "2024-02-29T10:00:00Z",
    "",
    "2025-02-30",
    "2025-02-30 10:00:00",
    "2025-04-31T10:00Z",
    "2023-02-29T10:00:00Z",
    "2025-13-01",
    "2025",
    "2025-02",
    "2025-2-20",
    "2025-02-20T",
    "2025-02-20T10",
    "2025-02-20T24:00",
    "2025-02-20T24:00:00",
    "2025-02-20T10:60",
    "2025-02-20T10:00:60",
    "2025-02-20T10:00:00.",
    "2025-02-20T10:00+",
    "2025-02-20T10:00+2",
    "2025-02-20T10:00:00+2",
    "2025-02-20T10:00+24:00",
    "2025-02-20T10:00 CET",
    "2025-02-20 10:00:00 America/New_York",
    "2025-02-20x",
    "20250220",
    "10000-01-01",
    "2025-02-20T10:00:00+02:00 x",
    "2025/02/20",
    "2025/02/20 10:00:00",
    "2025-02-20 1:00",
    "2025-02-20 1:00:00",
    "2025-02-20 10:00 PM",
    "now",
    "infinity",
    "epoch",
];

const RULES: &str = r#"model m scores Lead
  timezone "America/St_Johns"
record Lead { id: text, key  since: datetime  text: datetime  local: datetime  day: datetime }
group "text" { when text is known then +1 per (seconds_between(since, text) * 10000) }
group "local" { when local is known then +1 per (seconds_between(since, local) * 10000) }
group "day" { when day is known then +1 per (seconds_between(since, day) * 10000) }
"#;

/// What stands in a column of days, and in one of moments without a zone: a day in which clocks are changed, too.
const DAYS: [&str; 4] = ["2025-02-20", "2024-02-29", "2025-03-09", "2025-03-10"];
const LOCAL: [&str; 4] = [
    "2025-02-20T10:00:59",
    "2025-02-20T00:00:00",
    "2025-02-20T10:00:00.5",
    "2025-03-10T10:00:00.000123",
];

fn agree(name: &str, dialect: Dialect) {
    let Some(mut engine) = Engine::start(name) else { return };
    let program = support::program(RULES);
    let moment = |text: &str| {
        Written::iso(text.trim()).map_or(Value::Missing, |it| {
            // Engines know microseconds.
            let instant = it.instant(&program.zone);
            let rest = instant.subsec_nanosecond() % 1000;
            Value::Moment(instant - jiff::Span::new().nanoseconds(i64::from(rest)))
        })
    };
    let since = Value::Moment("2025-02-20T00:00:00Z".parse().expect("a moment"));
    let (mut leads, mut rows) = (Vec::new(), Vec::new());
    for (index, form) in FORMS.iter().enumerate() {
        let (local, day) = (LOCAL[index % LOCAL.len()], DAYS[index % DAYS.len()]);
        let id = Value::text(&index.to_string());
        rows.push(vec![json(&id), json(&since), json!(form), json!(local), json!(day)]);
        leads.push(vec![id, since.clone(), moment(form), moment(local), moment(day)]);
    }
    let columns = named(&[
        ("id", "text"),
        ("since", "datetime"),
        ("text", "text"),
        ("local", "local datetime"),
        ("day", "date"),
    ]);
    engine.table(&Table { name: "lead".to_owned(), columns, rows });
    let statement = sql::compile(&program, &options(dialect)).expect("said");
    if let Err(error) = check(&mut engine, &program, &statement, &leads) {
        panic!("{}: {error}", engine.version);
    }
    println!("{}: {} forms of moments compared, 0 disagreements", engine.version, FORMS.len());
}

#[test]
fn moments_on_duckdb() {
    agree("duckdb", Dialect::DuckDb);
}

#[test]
fn moments_on_postgres() {
    agree("postgres", Dialect::Postgres);
}

#[test]
fn moments_on_spark() {
    agree("spark", Dialect::Spark);
}
