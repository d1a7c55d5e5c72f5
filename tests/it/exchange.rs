//! The program as JSON, and JSON Schemas of records and results.

use std::collections::BTreeSet;

use leadscore::exchange::{input_schema, program as json_of, result_schema};
use leadscore::project::{Project, find_rule_files};
use serde_json::Value as Json;

use crate::support::{Folder, program, repository, rules};

fn schema() -> Json {
    let text = std::fs::read_to_string(repository("docs/schema/ir.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Every kind that a document names.
fn kinds(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Object(map) => {
            found.extend(map.get("kind").and_then(Json::as_str).map(str::to_owned));
            found.extend(
                map.get("measure").and_then(Json::as_str).map(|it| format!("measure {it}")),
            );
            found.extend(map.get("window").and_then(Json::as_str).map(|it| format!("window {it}")));
            map.values().for_each(|it| kinds(it, found));
        }
        Json::Array(all) => all.iter().for_each(|it| kinds(it, found)),
        _ => {}
    }
}

/// Every kind that the schema allows.
fn allowed(schema: &Json, found: &mut BTreeSet<String>) {
    let names = |it: &Json| -> Vec<String> {
        let one = it["const"].as_str().map(str::to_owned);
        let several = it["enum"].as_array().into_iter().flatten();
        one.into_iter().chain(several.filter_map(Json::as_str).map(str::to_owned)).collect()
    };
    match schema {
        Json::Object(map) => {
            if let Some(Json::Object(properties)) = map.get("properties") {
                found.extend(properties.get("kind").map(names).unwrap_or_default());
                for key in ["measure", "window"] {
                    let all = properties.get(key).map(names).unwrap_or_default();
                    found.extend(all.iter().map(|it| format!("{key} {it}")));
                }
            }
            map.values().for_each(|it| allowed(it, found));
        }
        Json::Array(all) => all.iter().for_each(|it| allowed(it, found)),
        _ => {}
    }
}

#[test]
fn every_example_fits_the_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let project = Project::load(&find_rule_files(&repository("examples")).unwrap());
    for model in project.models() {
        let program = project.check(&model, None).program.unwrap();
        let json = json_of(&program, &project.sources);
        let wrong: Vec<String> = validator
            .iter_errors(&json)
            .map(|it| format!("{}: {it}", it.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}: {}", program.name, wrong.join("\n"));
    }
}

#[test]
fn every_kind_of_the_schema_occurs_and_no_other() {
    let project = Project::load(&[repository("tests/exchange/all.score")]);
    let checked = project.check(&project.models()[0], None);
    let Some(program) = checked.program else {
        panic!("{:#?}{:#?}", project.diagnostics, checked.diagnostics)
    };
    let json = json_of(&program, &project.sources);
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(&json).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let (mut found, mut known) = (BTreeSet::new(), BTreeSet::new());
    kinds(&json, &mut found);
    allowed(&schema(), &mut known);
    let never: Vec<_> = known.difference(&found).collect();
    assert!(never.is_empty(), "tests/exchange/all.score does not show {never:?}");
    assert_eq!(found.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// The evaluator on the page of the form scores as it says, with any Python 3 that is at hand.
#[test]
fn the_evaluator_of_the_page_scores() {
    let python = std::env::var("LEADSCORE_PMML_PYTHON").unwrap_or("python3".to_owned());
    if std::process::Command::new(&python).arg("--version").output().is_err() {
        eprintln!("left out: there is no {python}");
        return;
    }
    let page = std::fs::read_to_string(repository("docs/ir.md")).unwrap();
    let block = |start: &str| {
        let (_, rest) = page.split_once(start).unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    };
    let folder = Folder::new();
    folder.write("rules.score", block("```score file=rules.score\n"));
    folder.run(&["compile", "rules.score", "--to", "ir", "-o", "rules.json"]).ends_with(0);
    folder.write("evaluate.py", block("```python\n"));
    let evaluate = || {
        let mut command = std::process::Command::new(&python);
        command.arg("evaluate.py").current_dir(folder.path("")).output().unwrap()
    };
    let run = evaluate();
    assert_eq!(String::from_utf8_lossy(&run.stdout), "20 0 0\n", "{run:?}");

    // It keeps limits and kinds of groups, and refuses what it does not know.
    let cases = [
        (
            "model m scores Lead limit ..30\ngroup \"a\" limit ..25 { when employees > 1 then +30 when employees > 2 then +5 }\n\
             group \"b\" highest { when employees > 1 then +2 when employees > 2 then +9 }",
            Some("30 30 0\n"),
        ),
        ("model m scores Lead\nwhen employees > 1 then +5 valid 2025-01-01..2025-02-01", None),
        ("model m scores Lead\nwhen employees > 1 then +1 per employees", None),
        ("model m scores Lead\ngroup \"a\" weight 2 { when employees > 1 then +5 }", None),
    ];
    for (rules, scores) in cases {
        folder.write("rules.score", format!("record Lead {{ employees: integer }}\n{rules}\n"));
        folder.run(&["compile", "rules.score", "--to", "ir", "-o", "rules.json"]).ends_with(0);
        let run = evaluate();
        match scores {
            Some(scores) => assert_eq!(String::from_utf8_lossy(&run.stdout), scores, "{run:?}"),
            None => assert!(
                String::from_utf8_lossy(&run.stderr).contains("NotImplementedError"),
                "{rules}"
            ),
        }
    }
}

#[test]
fn a_small_program_as_json() {
    let rules = rules(
        "record Lead { employees: integer }\nmodel m scores Lead\n\
         when employees in 100..<500 then +20 because \"The right size\" code \"SIZE\"\n\
         bands { Hot from 10, Cold otherwise }\n",
    );
    let json = json_of(rules.program.as_ref().unwrap(), &rules.sources);
    insta::assert_snapshot!(format!("{json:#}"));
}

const RECORDS: &str = r#"
record Lead {
  id:        text, key
  industry:  one of ["Manufacturing", "Retail"], column "Main industry", about "Main line of business"
  employees: integer
  revenue:   number
  growth:    percent
  created:   date, format "DD/MM/YYYY"
  seen:      datetime
  customer:  yes/no
  interests: list of text, split by ";"
  orders:    list of number
  company:   Company
  visits:    list of Visit
}
record Company { name: text  staff: integer }
record Visit { page: text, required  at: datetime, time }
model fit scores Lead limit 0..50 ready at 40
when industry == "Retail" then +10.5 because "Shop" code "S"
group "Interest" limit ..20 { when count(visits) > 1 then +30  when company.staff > 5 then +2 }
disqualify when employees < 0 because "Nonsense"
bands { Hot from 20, Cold otherwise }
stars 10, 20
grid { "Interest": A from 10, B otherwise }
"#;

const LEADS: &str = r#"{"id":"1","Main industry":"Retail","employees":5,"revenue":1.5,"growth":"20%","created":"20/01/2025","seen":"2025-01-20T10:00:00Z","customer":true,"interests":["a","b"],"orders":[1,2.5],"company":{"name":"X","staff":9},"visits":[{"page":"/","at":"2025-01-20 10:00"},{"page":"/p","at":"2025-01-20"}]}
{"id":"2","Main industry":null,"employees":-1,"growth":20,"created":null,"seen":null,"customer":null,"interests":"a;b","orders":null,"company":null,"visits":[]}
{"id":"3"}
"#;

#[test]
fn records_and_results_fit_their_schemas() {
    let folder = Folder::new();
    folder.write("fit.score", RECORDS);
    folder.write("leads.ndjson", LEADS);
    let schema = |of: &str| -> Json {
        let run = folder.run(&["compile", "fit.score", "--to", "json-schema", "--of", of]);
        run.ends_with(0);
        serde_json::from_str(&run.out).unwrap()
    };
    let (input, result) = (schema("input"), schema("result"));
    let fits = |schema: &Json, json: &Json| -> Vec<String> {
        jsonschema::meta::validate(schema).unwrap();
        let validator = jsonschema::validator_for(schema).unwrap();
        validator.iter_errors(json).map(|it| format!("{}: {it}", it.instance_path())).collect()
    };
    for line in LEADS.lines() {
        assert_eq!(
            fits(&input, &serde_json::from_str(line).unwrap()),
            Vec::<String>::new(),
            "{line}"
        );
    }
    let run = folder.run(&[
        "score",
        "fit.score",
        "leads.ndjson",
        "--to",
        "ndjson",
        "--as-of",
        "2025-03-01",
    ]);
    run.ends_with(0);
    assert!(run.err.contains("3 read, 3 scored, 0 rejected"), "{}", run.err);
    assert_eq!(run.out.lines().count(), 3);
    for line in run.out.lines() {
        assert_eq!(
            fits(&result, &serde_json::from_str(line).unwrap()),
            Vec::<String>::new(),
            "{line}"
        );
    }
    for (schema, wrong) in [
        (&input, r#"{"id":"1","Main industry":"Banking"}"#),
        (&input, r#"{"id":"1","employees":1.5}"#),
        (&input, r#"{}"#),
        (&input, r#"{"id":"1","visits":[{"at":"2025-01-01"}]}"#),
        (&result, r#"{"score":51}"#),
    ] {
        assert!(!fits(schema, &serde_json::from_str(wrong).unwrap()).is_empty(), "{wrong}");
    }
    insta::assert_snapshot!(format!("{input:#}\n{result:#}"));
}

#[test]
fn the_command_and_the_library_say_the_same() {
    let program = program(RECORDS);
    assert_eq!(input_schema(&program)["title"], "Lead");
    assert_eq!(result_schema(&program)["properties"]["score"]["maximum"].to_string(), "50");
}

/// No key is lost because a part of the result has its name.
#[test]
fn a_key_called_like_a_part_of_the_result_stands_apart_from_it() {
    let folder = Folder::new();
    let rules =
        "record Lead { `score`: text, key  n: number }\nmodel m scores Lead\nwhen n > 1 then +1\n";
    folder.write("m.score", rules).write("leads.csv", "score,n\nA,2\nB,0\n");
    let run = folder.run(&["score", "m.score", "leads.csv", "--to", "ndjson"]);
    run.ends_with(0);
    let validator = jsonschema::validator_for(&result_schema(&program(rules))).unwrap();
    let results: Vec<Json> = run.out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(
        (&results[0]["score"], &results[0]["m"]["score"]),
        (&Json::from("A"), &Json::from(1))
    );
    assert!(results.iter().all(|it| validator.is_valid(it)));
    let sql = folder.run(&["compile", "m.score", "--to", "sql", "--dialect", "duckdb"]);
    assert!(sql.ends_with(0).out.contains(" AS leadscore_score,"), "{}", sql.out);
}
