//! Rules as statements: how they look in each dialect, that there is one for every model, and what is refused.
//!
//! Whether a statement gives what the interpreter gives is asked of real engines.

use std::collections::HashSet;
use std::fmt::Write;

use leadscore::ir::{AsOf, Program};
use leadscore::sql::{self, Dialect, Options, Reason};
use proptest::prelude::*;

use crate::generate::{RECORD, as_of, model};
use crate::support::{Folder, assert_snapshot_in, program, repository};

fn compiled(program: &Program, dialect: Dialect) -> String {
    sql::compile(program, &Options::new(dialect)).unwrap()
}

#[test]
fn statements() {
    insta::glob!("../sql", "*.score", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let program = program(&text);
        let mut report = format!("{text}\n");
        for dialect in Dialect::ALL {
            writeln!(report, "── {} ──\n{}", dialect.name(), compiled(&program, dialect)).unwrap();
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert_snapshot_in(path.parent().unwrap(), &name, report);
    });
}

/// The reasons of a sum, of a choice and of what disqualifies, as `leadscore score --reasons` writes them.
#[test]
fn reasons_stand_in_a_column_of_their_own() {
    let rules = r#"record Lead { id: text, key  n: integer  t: text }
when n > 5 then +20 because "Many"
when n > 0 then +0.5 per n limit ..9 because "Each"
group "Best" highest {
  when t == "a" then +7 because "A"
  match n { 1..3 then +9 because "Few"  otherwise then +0 }
}
disqualify when t == "spam" because "Spam"
"#;
    let program = program(rules);
    let mut report = format!("{rules}\n");
    for dialect in Dialect::ALL {
        let options = Options { reasons: Some(3), ..Options::new(dialect) };
        let statement = sql::compile(&program, &options).unwrap();
        writeln!(report, "── {} ──\n{statement}", dialect.name()).unwrap();
    }
    assert_snapshot_in(&repository("tests/sql"), "reasons", report);
}

/// The names that steps give to their results.
fn steps(statement: &str) -> Vec<&str> {
    let begin = |line: &str| line.ends_with(" AS (") || line.ends_with(" AS MATERIALIZED (");
    let heads = statement.lines().filter(|it| !it.starts_with(' ') && begin(it));
    heads.filter_map(|it| it.trim_start_matches("WITH ").split(' ').next()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_model_is_a_statement_in_every_dialect(model in model(), is_known in any::<bool>()) {
        let program = program(&model.text());
        for dialect in Dialect::ALL {
            let options = Options { as_of: is_known.then(as_of), ..Options::new(dialect) };
            let statement = sql::compile(&program, &options).map_err(|it| {
                TestCaseError::fail(format!("{it:?}"))
            })?;
            prop_assert!(statement.ends_with(";\n"), "{}", statement);
            let steps = steps(&statement);
            let different: HashSet<&&str> = steps.iter().collect();
            prop_assert_eq!(steps.len(), different.len(), "{}", statement);
            let code: String = statement.lines().map(|it| it.split(" -- ").next().unwrap()).collect();
            prop_assert_eq!(code.matches('(').count(), code.matches(')').count(), "{}", statement);
        }
    }
}

#[test]
fn a_moment_that_is_known_needs_no_parameter() {
    let rules = program(&format!("{RECORD}when d within last 30 days then +1\n"));
    for (dialect, parameter) in
        Dialect::ALL.into_iter().zip(["$as_of", "$1", ":as_of", "@as_of", ":as_of"])
    {
        assert!(compiled(&rules, dialect).contains(parameter), "{dialect:?}");
        let as_of: AsOf = "2025-03-01".parse().unwrap();
        let options = Options { as_of: Some(as_of), ..Options::new(dialect) };
        let statement = sql::compile(&rules, &options).unwrap();
        assert!(!statement.contains(parameter), "{dialect:?}");
        assert!(statement.contains("DATE '2025-03-01' AS today"), "{statement}");
    }
}

#[test]
fn a_long_reason_is_cut() {
    let reason = "a reason ".repeat(20);
    let rules = program(&format!("{RECORD}when b then +1 because \"{reason}\"\n"));
    let statement = compiled(&rules, Dialect::DuckDb);
    let comment = format!("-- {}", "a reason ".repeat(11));
    assert!(statement.contains(&comment) && statement.contains("…\n"), "{statement}");
}

#[test]
fn texts_cannot_leave_their_quotes() {
    let rules = program(&format!(
        "{RECORD}when t == \"a' OR '1'='1\" then +1\nwhen t is exactly \"x\\\\\" then +2\n"
    ));
    for dialect in Dialect::ALL {
        let statement = compiled(&rules, dialect);
        let quoted = match dialect {
            Dialect::DuckDb | Dialect::Postgres => "'a'' or ''1''=''1'",
            _ => r"'a\' or \'1\'=\'1'",
        };
        assert!(statement.contains(quoted), "{statement}");
    }
}

#[test]
fn what_cannot_be_said_is_refused() {
    for (rule, reason) in [
        ("when is_digit_run(t) then +1", Reason::Function),
        ("when looks_random(t) then +1", Reason::Function),
        ("when is_valid_email(t) then +1", Reason::Function),
        (r#"when t matches "\w+" then +1"#, Reason::Pattern),
        (r#"when t matches "\bx" then +1"#, Reason::Pattern),
    ] {
        let program = program(&format!("{RECORD}{rule}\n"));
        for dialect in Dialect::ALL {
            let refused = sql::compile(&program, &Options::new(dialect)).unwrap_err();
            let reasons: Vec<Reason> = refused.refusals.iter().map(|it| it.reason).collect();
            assert_eq!(reasons, [reason], "{rule}");
        }
    }
}

#[test]
fn a_format_is_refused() {
    for field in ["x: number, format \"1.234,56\"", "x: date, format \"DD/MM/YYYY\""] {
        let rules = program(&format!("record Lead {{ {field} }}\nwhen x is known then +1\n"));
        let refused = sql::compile(&rules, &Options::new(Dialect::DuckDb)).unwrap_err();
        assert_eq!(refused.refusals.first().unwrap().reason, Reason::Format);
    }
}

#[test]
fn many_texts_are_looked_up_in_a_table() {
    let all: Vec<String> = (0..20).map(|it| format!("\"t{it}\"")).collect();
    let rules = format!(
        "{RECORD}when t in [{}] then +3\nwhen t == \"t1\" then +2\nwhen t == \"t1\" and b then +1\n",
        all.join(", ")
    );
    let statement = compiled(&program(&rules), Dialect::DuckDb);
    assert!(statement.contains("LEFT JOIN t_texts"), "{statement}");
    assert!(statement.contains("('t1', "), "{statement}");
}

/// The statements of the first example, without the one rule that no warehouse can say.
#[test]
fn the_example_is_fresh() {
    let folder = Folder::new();
    for name in ["b2b.score", "crm.score", "disposable.txt"] {
        let text = std::fs::read_to_string(repository("examples/b2b").join(name)).unwrap();
        let said = " or is_digit_run(phone) or looks_random(email)";
        folder.write(name, text.replace(said, ""));
    }
    for dialect in Dialect::ALL {
        let word = dialect.word();
        let run = folder.run(&["compile", "b2b.score", "--to", "sql", "--dialect", word]);
        run.ends_with(0);
        let path = repository("docs/sql").join(format!("b2b.{word}.sql"));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, &run.out).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == run.out, "docs/sql/b2b.{word}.sql is old: UPDATE_DOCS=1 cargo test sql");
    }
}

#[test]
fn several_models_are_several_files() {
    let folder = Folder::new();
    let record = "record Lead { id: text, key  n: number }\n";
    folder.write("rules/a.score", format!("{record}when n > 1 then +1\n"));
    folder.write("rules/b.score", format!("{record}when n > 2 then +2\n"));
    let sql = ["--to", "sql", "--dialect", "duckdb"];
    let run = |more: &[&str]| folder.run(&[&["compile", "rules"], &sql[..], more].concat());
    run(&[]).ends_with(2).says("There are several models: a, b.");
    run(&["--model", "c"]).ends_with(2).says("There is no model called c.");
    let only = run(&["--model", "B"]);
    assert!(only.ends_with(0).out.contains("n > 2"));
    run(&["-o", "out"]).ends_with(0).says("a compiled");
    assert!(folder.read("out/a.sql").contains("n > 1"));
    assert!(folder.read("out/b.sql").contains("n > 2"));
    run(&["--model", "a", "-o", "one.sql", "--table", "crm.leads"]).ends_with(0);
    assert!(folder.read("one.sql").contains("FROM crm.leads AS leads"));
}

/// A model's name leads to no other folder, and no file takes the place of another.
#[test]
fn files_are_called_like_their_models() {
    let folder = Folder::new();
    let record = "record Lead { id: text, key  n: number }\n";
    folder
        .write("odd/a.score", format!("{record}model `../evil` scores Lead\nwhen n > 1 then +1\n"));
    folder.write("same/a.score", format!("{record}model `a:b` scores Lead\nwhen n > 1 then +1\n"));
    folder.write("same/b.score", format!("{record}model `a/b` scores Lead\nwhen n > 1 then +1\n"));
    let run = |rules: &str| folder.run(&["compile", rules, "--to", "ir", "-o", "out/"]);
    folder.write("out/here", "");
    run("odd").ends_with(0);
    assert!(folder.read("out/___evil.ir.json").contains("../evil"));
    run("same").ends_with(2).says("Two models would be written to out/a_b.ir.json.");
    assert!(!folder.path("out/a_b.ir.json").exists());
}

/// What a word means in an engine is asked of its own list, and names keep their quotes to themselves.
#[test]
fn names_that_mean_something_else_are_quoted() {
    let record = "record Lead { id: text, key  `binary`: number  `date`: number  `connect`: number  `a\\`: number }\n";
    let rules = program(&format!(
        "{record}when `binary` > 1 and `date` > 1 and `connect` > 1 and `a\\` > 1 then +1\n"
    ));
    for (dialect, names) in [
        (
            Dialect::DuckDb,
            [r#"leads."binary""#, r#"leads."date""#, r#"leads."connect""#, r#"leads."a\""#],
        ),
        (
            Dialect::Postgres,
            [r#"leads."binary""#, r#"leads."date""#, r#"leads."connect""#, r#"leads."a\""#],
        ),
        (Dialect::Spark, ["leads.`binary`", "leads.`date`", "leads.`connect`", r"leads.`a\`"]),
        (Dialect::BigQuery, ["leads.`binary`", "leads.`date`", "leads.`connect`", r"leads.`a\\`"]),
        (Dialect::Snowflake, ["leads.binary", "leads.date", r#"leads."connect""#, r#"leads."a\""#]),
    ] {
        let statement = compiled(&rules, dialect);
        for name in names {
            assert!(statement.contains(name), "{name}:\n{statement}");
        }
    }
}
