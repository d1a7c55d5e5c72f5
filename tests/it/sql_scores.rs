//! Statements that use the scores of other models: how they read, and what is refused.

use leadscore::sql::{self, Dialect, Options, Reason};

use crate::support::{Folder, assert_snapshot_in, program_at, repository};

#[test]
fn scores_of_other_models_as_a_statement() {
    let folder = repository("tests/sql_scores");
    let program = program_at(&folder.join("leads.score"));
    let statement = sql::compile(&program, &Options::new(Dialect::DuckDb)).unwrap();
    assert_snapshot_in(&folder, "leads", statement);
}

#[test]
fn every_dialect_says_them() {
    let program = program_at(&repository("tests/sql_scores/leads.score"));
    for dialect in Dialect::ALL {
        let said = sql::compile(&program, &Options::new(dialect));
        assert!(said.is_ok(), "{}: {said:?}", dialect.name());
    }
}

const RECORDS: &str = r#"
record Lead { id: text, key  n: integer  at: datetime  firm: Firm, by firm_id }
record Firm { id: text, key  t: text  x: number, format "1.234,5" }
"#;

/// The model `m`, which uses `fit`.
fn folder(fit: &str, rules: &str) -> Folder {
    let folder = Folder::new();
    folder.write("fit.score", format!("{RECORDS}{fit}"));
    folder.write("m.score", format!("use \"fit.score\"\nmodel m scores Lead\n{rules}\n"));
    folder
}

fn compiled(folder: &Folder, more: &[&str]) -> String {
    let args = ["compile", "m.score", "--to", "sql", "--dialect", "duckdb"];
    let run = folder.run(&[&args[..], more].concat());
    run.ends_with(0);
    run.out
}

#[test]
fn what_the_other_model_cannot_say_is_refused_where_it_says_it() {
    let rules = "when looks_random(t) then +1";
    let folder = folder(
        &format!("model fit scores Firm\n{rules}\nwhen x > 1 then +1\n"),
        "when score of fit for firm > 1 then +1",
    );
    let program = program_at(&folder.path("m.score"));
    let refused = sql::compile(&program, &Options::new(Dialect::DuckDb)).unwrap_err();
    let reasons: Vec<Reason> = refused.refusals.iter().map(|it| it.reason).collect();
    assert_eq!(reasons, [Reason::Function, Reason::Format]);
    let args = ["compile", "m.score", "--to", "sql", "--dialect", "duckdb"];
    folder.run(&args).ends_with(1).says("fit.score").says(rules);
}

#[test]
fn a_score_that_several_rules_and_models_use_is_calculated_once() {
    let folder = folder(
        "model fit scores Firm\nwhen t == \"a\" then +5\n",
        "when score of fit for firm > 1 then +1\nwhen score of fit for firm < -1 or n == 3 then +2",
    );
    let statement = compiled(&folder, &[]);
    assert_eq!(statement.matches("fit_scores AS (").count(), 1, "{statement}");
    assert_eq!(statement.matches("= 'a'").count(), 1, "{statement}");
}

#[test]
fn names_of_the_command_line_count_for_all_models() {
    let folder = folder(
        "model fit scores Firm\nwhen t == \"a\" then +5\n",
        "when score of fit for firm > 1 then +1",
    );
    let names = ["--table", "Firm=crm.accounts", "--column", "Firm.t=kind"];
    let statement = compiled(&folder, &names);
    assert!(!statement.contains("FROM firm"), "{statement}");
    assert!(statement.contains(".kind AS VARCHAR)"), "{statement}");
}

#[test]
fn the_moment_of_the_run_is_that_of_the_other_model() {
    let folder = folder(
        "model fit scores Lead\nwhen at within last 30 days then +5\n",
        "when score of fit > 1 then +1",
    );
    assert!(compiled(&folder, &[]).contains("$as_of"));
    let view = ["compile", "m.score", "--to", "sql", "--dialect", "duckdb", "--view", "a"];
    folder.run(&view).ends_with(2).says("--as-of 2025-03-01");
}

#[test]
fn what_both_models_read_is_read_once() {
    let folder = folder(
        "model fit scores Lead\nwhen n > 5 then +5\n",
        "when score of fit > 1 and n < 9 then +1",
    );
    let statement = compiled(&folder, &[]);
    let reads_n = |it: &&str| it.contains("typeof(leads.n)");
    assert_eq!(statement.lines().filter(reads_n).count(), 1, "{statement}");
}
