//! leadscore in other programs: its front door, and the programs in `examples/`.

use std::error::Error;
use std::io;
use std::sync::Arc;

use leadscore::data::DataError;
use leadscore::diagnostic::codes;
use leadscore::ir::Values;
use leadscore::{LeadError, Program, Value, pmml, sql};
use serde_json::json;

use crate::support::{Folder, repository};

#[allow(dead_code)]
#[path = "../../examples/explain.rs"]
mod explain;
#[allow(dead_code)]
#[path = "../../examples/score_one.rs"]
mod score_one;
#[allow(dead_code)]
#[path = "../../examples/service.rs"]
mod service;

const RULES: &str = "record Lead { id: text, key  staff: integer  visits: list of Visit }\n\
                     record Visit { page: text }\nmodel m scores Lead\n\
                     when staff > 10 then +20\nfor each visits where page == \"/a\" then +5\n";

fn as_of() -> leadscore::AsOf {
    "2025-03-01".parse().unwrap()
}

#[test]
fn the_examples_run() {
    let scored = score_one::scored().unwrap();
    assert_eq!(scored, "25 points, Hot: The size we serve best; Looked at the prices\n");
    insta::assert_snapshot!("embed_explain", explain::explained().unwrap());
    insta::assert_snapshot!("embed_mistaken", explain::mistaken());
}

#[test]
fn a_service_answers_every_line() {
    let program: Program = RULES.parse().unwrap();
    let leads = "{\"id\": \"1\", \"staff\": 12}\nnonsense\n[]\n{\"staff\": \"many\"}\n";
    let mut out = Vec::new();
    let mut scorer = program.scorer(as_of());
    service::serve(&mut scorer, leads.as_bytes(), &mut out).unwrap();
    let answers = String::from_utf8(out).unwrap();
    let lines: Vec<serde_json::Value> =
        answers.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["score"], "20");
    assert!(lines[1]["error"].as_str().unwrap().starts_with("this lead cannot be read: "));
    assert_eq!(lines[2]["error"], "this lead is no object with a key for each field");
    assert_eq!(lines[3]["score"], "0");
    assert_eq!(scorer.values_not_understood(), 1);
}

#[test]
fn records_inside_of_a_lead_count() {
    let program: Program = RULES.parse().unwrap();
    let mut scorer = program.scorer(as_of());
    let lead =
        json!({ "staff": 5, "visits": [{ "page": "/a" }, { "page": "/b" }, { "page": "/a" }] });
    assert_eq!(scorer.score(&lead).unwrap().score().to_string(), "10");
    let explanation = scorer.explain(&lead).unwrap();
    assert_eq!(explanation.total().to_string(), "10");
}

#[test]
fn what_is_no_lead_is_refused() {
    let program: Program = RULES.parse().unwrap();
    let mut scorer = program.scorer(as_of());
    assert!(matches!(scorer.score(&5), Err(LeadError::NoObject)));
    assert!(matches!(scorer.score_json("{"), Err(LeadError::Json(_))));
    assert_eq!(scorer.score(&json!({})).unwrap().score().to_string(), "0");
}

#[test]
fn values_in_the_order_of_the_fields_are_scored() {
    let program: Program = RULES.parse().unwrap();
    let mut scorer = program.scorer(as_of());
    let page = |it: &str| Values::from([Value::from(it)]);
    let visits = Value::Records([page("/a"), page("/b")].into());
    let mut score = |values: &[Value]| scorer.score_values(values).score().to_string();
    let (id, staff) = (Value::from("1"), Value::from(12));
    assert_eq!(score(&[id.clone(), staff.clone(), visits.clone()]), "25");
    assert_eq!(score(&[Value::Missing, Value::Missing, visits.clone()]), "5");
    assert_eq!(score(&[id.clone(), staff.clone()]), "20", "what is left out is missing");
    assert_eq!(score(&[]), "0");
    assert_eq!(score(&[id.clone(), "12".into(), visits.clone()]), "5", "a text is no number");
    assert_eq!(score(&[id, staff, visits, true.into()]), "25", "what no field has is passed over");
}

#[test]
fn what_a_debugger_shows_is_short() {
    let program: Program = RULES.parse().unwrap();
    let mut scorer = program.scorer(as_of());
    let scored = scorer.score(&json!({ "staff": 12 })).unwrap();
    assert_eq!(
        format!("{scored:?}"),
        "Scored { score: Points(20), status: Scored, band: None, .. }"
    );
    assert_eq!(format!("{scorer:?}"), "Scorer { program: \"m\", read: 1, .. }");
    assert_eq!(format!("{program:?}"), "Program { name: \"m\", .. }");
}

/// An error and its sources, as a chain of errors prints them.
fn chain(error: &dyn Error) -> Vec<String> {
    let mut said = vec![error.to_string()];
    said.extend(error.source().into_iter().flat_map(chain));
    said
}

#[test]
fn errors_are_told_once_through_a_chain() {
    let program: Program = RULES.parse().unwrap();
    let error = program.scorer(as_of()).score_json("{").unwrap_err();
    assert_eq!(
        chain(&error),
        ["this lead cannot be read: EOF while parsing an object at line 1 column 1"]
    );
    let error = DataError::Read { name: "a.csv".into(), error: io::Error::other("lost") };
    assert_eq!(chain(&error), ["a.csv: reading failed: lost"]);
    let rules = "record Lead { t: text, format \"DD\" }\nwhen looks_random(t) then +1\n";
    let error = rules.parse::<Program>().unwrap_err();
    assert_eq!(chain(&error), [error.to_string()]);

    let rules =
        "record Lead { t: text }\nwhen looks_random(t) then +1\nwhen is_digit_run(t) then +1\n";
    let program: Program = rules.parse().unwrap();
    let refused = sql::compile(program.ir(), &sql::Options::new(sql::Dialect::DuckDb)).unwrap_err();
    let [one, two] = &refused.refusals[..] else { panic!("{refused}") };
    assert_eq!(chain(&refused), [format!("{one}\n{two}")]);
    let none: Program =
        "record Lead { t: text }\nmodel m scores Lead start at 5\n".parse().unwrap();
    assert_eq!(
        chain(&pmml::export(none.ir(), None).unwrap_err()),
        [
            "The rules of m look at no field, so there is no scorecard. Write a rule that looks at the lead, such as \
          `when country == \"DE\" then +5`."
        ]
    );
}

#[test]
fn mistakes_are_all_there_and_drawn() {
    let folder = Folder::new();
    folder.write(
        "a.score",
        "record Lead { staff: integer }\nwhen staf > 1 then +1\nwhen staff > 2 then 3\n",
    );
    let error = Program::load(folder.path("a.score")).unwrap_err();
    let codes: Vec<&str> = error.findings().iter().map(|it| it.code.id).collect();
    assert_eq!(codes, ["E0201", "E0112"]);
    let run = folder.run(&["check", "a.score"]);
    let path = folder.path("a.score").display().to_string();
    assert!(
        run.err.starts_with(&error.to_string().replace(&path, "a.score")),
        "{error}\n{}",
        run.err
    );
    assert_eq!(format!("{error:?}"), format!("\n{error}"));
}

#[test]
fn a_path_names_one_model() {
    let folder = Folder::new();
    folder.write("a.score", RULES).write("b.score", RULES);
    let several = Program::load(folder.path("")).unwrap_err();
    assert_eq!(several.findings().iter().next().unwrap().code, codes::WHICH_MODEL);
    let several = several.to_string();
    assert!(several.contains("holds several models: m, m."), "{several}");
    assert_eq!(Program::load_all(folder.path("")).unwrap().len(), 2);
    let nowhere = Program::load(folder.path("c.score")).unwrap_err().to_string();
    assert!(nowhere.contains("cannot be read: there is no such file."), "{nowhere}");
    folder.write("lib.score", "list a = [\"b\"]\n");
    let nothing = Program::load(folder.path("lib.score")).unwrap_err();
    assert_eq!(nothing.findings().iter().next().unwrap().code, codes::NO_RULES);
    let nothing = nothing.to_string();
    assert!(nothing.contains("holds no rules."), "{nothing}");
}

#[test]
fn check_says_what_the_command_says() {
    for (file, expected) in [
        ("tests/lints/reach_band.score", &["W0808"][..]),
        ("tests/lints/window_gap_day.score", &["W0811"]),
        ("examples/b2b/b2b.score", &[]),
    ] {
        let path = repository(file);
        let found = Program::load(&path).unwrap().check(as_of());
        let codes: Vec<&str> = found.iter().map(|it| it.code.id).collect();
        assert_eq!(codes, expected, "{file}: {found}");
        let run = Folder::new().run(&["check", path.to_str().unwrap(), "--as-of", "2025-03-01"]);
        let (drawn, _) = run.err.split_once("1 model: ").unwrap();
        assert_eq!(drawn, found.to_string(), "{file}");
    }
}

#[test]
fn threads_share_a_program() {
    let program = Arc::new(RULES.parse::<Program>().unwrap());
    let threads: Vec<_> = (0..4)
        .map(|staff| {
            let program = Arc::clone(&program);
            std::thread::spawn(move || {
                let mut scorer = program.scorer(as_of()).clone();
                let lead = json!({ "staff": staff * 10 });
                scorer.score(&lead).unwrap().score().to_string()
            })
        })
        .collect();
    let scores: Vec<String> = threads.into_iter().map(|it| it.join().unwrap()).collect();
    assert_eq!(scores, ["0", "0", "20", "20"]);
}

#[test]
fn rows_of_arrow_are_scored() {
    use arrow_array::{Int64Array, RecordBatch};
    let rules = "record Lead { staff: integer }\nwhen staff > 10 then +20\n";
    let program: Program = rules.parse().unwrap();
    let staff = Arc::new(Int64Array::from(vec![5, 50])) as _;
    let batch = RecordBatch::try_from_iter([("Staff", staff)]).unwrap();
    let mut scorer = program.arrow_scorer(&["Staff".to_owned()], as_of()).unwrap();
    assert_eq!(scorer.score(&batch, 1).score().to_string(), "20");
    let error = program.arrow_scorer(&["town".to_owned()], as_of()).unwrap_err();
    assert!(error.to_string().contains("staff"), "{error}");
}
