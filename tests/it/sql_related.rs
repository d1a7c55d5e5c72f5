//! Statements about related records: how they read, and how the command line names tables, views and models of dbt.

use leadscore::sql::{self, Dialect, Options};

use crate::support::{Folder, Run, assert_snapshot_in, program};

#[test]
fn related_records_as_statements() {
    insta::glob!("../sql_related", "*.score", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let said = match sql::compile(&program(&text), &Options::new(Dialect::DuckDb)) {
            Ok(statement) => statement,
            Err(refused) => {
                let told = refused.refusals.iter().map(|it| {
                    let range = it.place.span.range();
                    format!("{}\n  {}\n  {}\n", &text[range], it.message, it.help)
                });
                told.collect()
            }
        };
        let name = path.file_stem().unwrap().to_str().unwrap();
        let report = format!("{}\n── statement\n{}", text.trim_end(), said.trim_end());
        assert_snapshot_in(path.parent().unwrap(), name, report);
    });
}

#[test]
fn every_dialect_says_them() {
    for name in ["aggregates", "for_each", "one", "nested"] {
        let path = crate::support::repository("tests/sql_related").join(format!("{name}.score"));
        let program = program(&std::fs::read_to_string(path).unwrap());
        for dialect in Dialect::ALL {
            let said = sql::compile(&program, &Options::new(dialect));
            assert!(said.is_ok(), "{name} for {}: {said:?}", dialect.name());
        }
    }
}

const RULES: &str = r#"model interest scores Lead
  limit 0..100
record Lead table "crm.leads" {
  id: text, key
  staff: integer, column "no_of_employees"
  visits: list of Visit, by lead_id
}
record WebPage { address: text, key }
record Visit { id: text, key  page: WebPage, by page_id  at: date, time }
when staff > 10 and (any visits where page.address == "{{ x }}" and at within last 9 days) then +5
bands { "Very hot" from 3, no otherwise }
"#;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("interest.score", RULES);
    folder
}

fn compiled(more: &[&str]) -> Run {
    let mut args = vec!["compile", "interest.score", "--to", "sql", "--dialect", "duckdb"];
    args.extend(more);
    folder().run(&args)
}

/// Asserts that a statement came out, with all of these pieces in it.
#[track_caller]
fn says(run: &Run, pieces: &[&str]) {
    run.ends_with(0);
    for piece in pieces {
        assert!(run.out.contains(piece), "{piece}\n{}", run.out);
    }
}

#[test]
fn tables_are_called_as_the_rules_or_the_command_line_say() {
    says(
        &compiled(&[]),
        &[
            "FROM crm.leads AS leads",
            "FROM visit AS visits",
            "FROM web_page AS page",
            "leads.no_of_employees",
        ],
    );
    says(
        &compiled(&["--table", "raw.leads", "--table", "visits=web.Visits"]),
        &["FROM raw.leads AS leads", "FROM web.\"Visits\" AS visits"],
    );
    says(
        &compiled(&["--table", "visit.page=web.pages", "--column", "Lead.staff=staff count"]),
        &["FROM web.pages AS page", "leads.\"staff count\""],
    );
    says(&compiled(&["--column", "staff=headcount"]), &["leads.headcount"]);
}

#[test]
fn a_name_that_the_rules_do_not_have_is_told() {
    compiled(&["--table", "vists=web"]).ends_with(2).says("Did you mean visits?");
    compiled(&["--column", "Lead.stuff=x"]).ends_with(2).says("Did you mean Lead.staff?");
    compiled(&["--column", "x"]).ends_with(2).says("Lead.employees=no_of_employees");
}

#[test]
fn a_view_needs_the_moment_of_its_scores() {
    compiled(&["--view", "scores.leads"]).ends_with(2).says("--as-of 2025-03-01");
    let run = compiled(&["--view", "scores.leads", "--as-of", "2025-03-01"]);
    says(&run, &["CREATE OR REPLACE VIEW scores.leads AS", "DATE '2025-03-01'"]);
    compiled(&["--view", "a", "--dbt", "b"]).ends_with(2);
}

#[test]
fn a_view_of_scores_that_no_day_changes_needs_no_moment() {
    let folder = Folder::new();
    folder.write("a.score", "record Lead { id: text, key  n: integer }\nwhen n > 1 then +1\n");
    let run =
        folder.run(&["compile", "a.score", "--to", "sql", "--dialect", "postgres", "--view", "a"]);
    says(&run, &["CREATE OR REPLACE VIEW a AS"]);
}

#[test]
fn several_models_are_not_one_view() {
    let folder = folder();
    folder
        .write("b.score", "use \"interest.score\"\nmodel b scores Lead\nwhen staff > 1 then +1\n");
    let args = ["compile", ".", "--to", "sql", "--dialect", "duckdb", "--output", "out"];
    let run = folder.run(&[&args[..], &["--dbt", "x"]].concat());
    run.ends_with(2).says("--model");
}

#[test]
fn a_model_of_dbt_stands_beside_its_tests() {
    let folder = folder();
    let args = ["compile", "interest.score", "--to", "sql", "--dialect", "duckdb"];
    folder.run(&[&args[..], &["--dbt", "scores", "-o", "models"]].concat()).ends_with(0);
    let model = folder.read("models/scores.sql");
    for piece in [
        "{{ config(materialized='table') }}",
        "CAST('{{ var(\"as_of\") }}' AS TIMESTAMPTZ)",
        "FROM {{ source('crm', 'leads') }} AS leads",
        "FROM {{ ref('visit') }} AS visits",
        "'{{ '{{' }} x }}'",
    ] {
        assert!(model.contains(piece), "{piece}\n{model}");
    }
    assert!(!model.contains(';'), "{model}");
    insta::assert_snapshot!("dbt_tests", folder.read("models/scores.yml"));
}
