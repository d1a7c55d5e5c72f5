//! Scorecards judged by programs of others: the schema of PMML, JPMML and PMML4S give the scores that leadscore gives.
//!
//! `tests/pmml/setup FOLDER` prepares them; then `LEADSCORE_PMML_PYTHON=FOLDER/bin/python cargo test --test it
//! pmml_judges`. Without that variable these tests are left out, and say so.

use std::io::Write;
use std::process::{Command, Stdio};

use leadscore::eval::{Outcome, Scorer};
use leadscore::ir::{AsOf, GroupKind, Points, Program, Value};
use leadscore::pmml::{Exported, Kind, export};
use leadscore::project::{Project, find_rule_files};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value as Json, json};

use crate::generate::{RECORD, as_of, condition, lead, model};
use crate::support::{program, repository};

/// A model with records, and what leadscore says of them.
struct Case {
    exported: Exported,
    records: Vec<Json>,
    expected: Vec<Json>,
}

impl Case {
    fn of(program: &Program, bound: Option<AsOf>, at: AsOf, leads: &[Vec<Value>]) -> Self {
        let exported = export(program, bound).unwrap();
        let scorer = Scorer::new(program, at);
        let record = |lead: &Vec<Value>| {
            let answers = scorer.answers(lead);
            let inputs = exported.inputs.iter().filter_map(|input| {
                let text = input.value(program, &answers, scorer.clock())?;
                let value = match input.kind {
                    Kind::Text => json!(text),
                    Kind::Number => json!(text.parse::<f64>().unwrap()),
                    Kind::Whole => json!(text.parse::<i64>().unwrap()),
                    Kind::YesNo => json!(text == "true"),
                };
                Some((input.name.clone(), value))
            });
            Json::Object(inputs.collect())
        };
        let records = leads.iter().map(record).collect();
        let expected = leads.iter().map(|it| told(program, &scorer, &scorer.score(it))).collect();
        Self { exported, records, expected }
    }
}

/// An outcome as the outputs of the model.
fn told(program: &Program, scorer: &Scorer<'_>, outcome: &Outcome) -> Json {
    let number = |text: String| json!(text.parse::<f64>().unwrap());
    let mut told = Map::new();
    told.insert("score".into(), number(outcome.score.to_string()));
    if !program.disqualifiers.is_empty() {
        told.insert("status".into(), json!(outcome.status.word()));
    }
    if !program.bands.is_empty() {
        let band = outcome.band.map(|it| program.bands[it].label.clone());
        told.insert("band".into(), json!(band));
    }
    if let Some(stars) = outcome.stars {
        told.insert("stars".into(), number(stars.to_string()));
    }
    if let Some(grid) = &outcome.grid {
        told.insert("grid".into(), json!(grid));
    }
    if let Some(readiness) = outcome.readiness {
        told.insert("readiness".into(), number(readiness.to_string()));
    }
    // A group that is calculated as a whole is a reason of its own.
    let is_plain = |it: &leadscore::ir::Group| {
        it.kind == GroupKind::Sum && it.weight.is_none() && it.limit.is_none()
    };
    if program.groups.iter().all(is_plain) {
        told.insert("reasons".into(), reasons(scorer, outcome));
    }
    Json::Object(told)
}

/// The reasons that give points, each with its points.
fn reasons(scorer: &Scorer<'_>, outcome: &Outcome) -> Json {
    let reasons = scorer.reasons(outcome);
    let gains = reasons.iter().filter(|it| it.points > Points::ZERO);
    gains.map(|it| json!([it.code.unwrap_or(it.label), it.points.to_string()])).collect()
}

/// What the judges say; nothing if they are not at hand.
fn judged(cases: &[(String, Vec<Json>)]) -> Option<Vec<Json>> {
    let Ok(python) = std::env::var("LEADSCORE_PMML_PYTHON") else {
        eprintln!("left out: LEADSCORE_PMML_PYTHON does not name the Python of tests/pmml/setup");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut asked = Vec::new();
    for (index, (text, records)) in cases.iter().enumerate() {
        let path = folder.path().join(format!("{index}.pmml"));
        std::fs::write(&path, text).unwrap();
        let verify = text.contains("<ModelVerification");
        asked.push(json!({ "model": path, "records": records, "verify": verify }));
    }
    let mut worker = Command::new(python)
        .arg(repository("tests/pmml/worker.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    worker.stdin.take().unwrap().write_all(json!(asked).to_string().as_bytes()).unwrap();
    let output = worker.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// Every judge agrees with leadscore about every record.
fn assert_agree(cases: &[Case], sources: &[String]) {
    let asked: Vec<_> =
        cases.iter().map(|it| (it.exported.text.clone(), it.records.clone())).collect();
    let Some(said) = judged(&asked) else { return };
    for ((case, said), source) in cases.iter().zip(&said).zip(sources) {
        assert_eq!(said["schema"], json!([]), "{source}\n{}", case.exported.text);
        assert_eq!(said["verify"], Json::Null, "{source}\n{}", case.exported.text);
        for judge in ["jpmml", "pmml4s"] {
            let given = said[judge].as_array().unwrap();
            assert_eq!(given.len(), case.records.len());
            for ((given, record), expected) in given.iter().zip(&case.records).zip(&case.expected) {
                assert!(
                    fits(given, expected),
                    "{judge} gives {given}\nleadscore gives {expected}\nof {record}\n{source}\n{}",
                    case.exported.text
                );
            }
        }
    }
}

fn fits(given: &Json, expected: &Json) -> bool {
    expected.as_object().unwrap().iter().all(|(name, expected)| {
        if name == "reasons" {
            return are_reasons(given, expected);
        }
        let given = &given[name];
        // PMML4S gives the steps of a whole number as texts.
        let number = given.as_str().and_then(|it| it.parse().ok());
        match (given.as_f64().or(number), expected.as_f64()) {
            (Some(given), Some(expected)) => (given - expected).abs() < 1e-9,
            _ => given == expected,
        }
    })
}

/// Whether the reasons that are given are those with the most points, in whatever order equal ones come.
fn are_reasons(given: &Json, expected: &Json) -> bool {
    let mut expected: Vec<(&str, f64)> = expected
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it[0].as_str().unwrap(), it[1].as_str().unwrap().parse().unwrap()))
        .collect();
    expected.sort_by(|a, b| b.1.total_cmp(&a.1));
    (1..=5).filter(|rank| given.get(format!("reason_{rank}")).is_some()).all(|rank| {
        let reason = given[format!("reason_{rank}")].as_str();
        match expected.get(rank - 1) {
            Some((_, points)) => expected.iter().any(|it| Some(it.0) == reason && it.1 == *points),
            None => true,
        }
    })
}

/// Random models, each bound to a moment and not.
#[test]
fn random_models_agree() {
    let count = std::env::var("PMML_MODELS").ok().and_then(|it| it.parse().ok()).unwrap_or(40);
    let out = proptest::collection::vec(condition(), 0..2);
    let strategy = (model(), out, any::<bool>()).prop_map(|(mut model, out, more)| {
        for condition in out {
            model.rest.push_str(&format!("disqualify when {condition}\n"));
        }
        if more {
            model.rest.push_str("stars -10, 0, 12.5\ngrid { \"g0\": A from 10, B otherwise }\n");
        }
        // A quotient has twelve decimals here, and as many as fit there: half a hundredth may go either way.
        model.text().replace("per (n / m)", "per (n)")
    });
    let leads = proptest::collection::vec(lead(), 25);
    let mut runner = TestRunner::deterministic();
    let (mut cases, mut sources) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let text = strategy.new_tree(&mut runner).unwrap().current();
        let leads = leads.new_tree(&mut runner).unwrap().current();
        let program = program(&text);
        for bound in [None, Some(as_of())] {
            if let Err(refused) = export(&program, bound) {
                assert!(
                    refused.findings[0].message.contains("look at no field"),
                    "{refused:?}\n{text}"
                );
                continue;
            }
            cases.push(Case::of(&program, bound, as_of(), &leads));
            sources.push(text.clone());
        }
    }
    assert!(cases.len() * 10 >= count * 19, "{} models of {count} are exported", cases.len());
    assert_agree(&cases, &sources);
}

/// The edges of ranges, missing values, and every kind of group.
#[test]
fn edges_agree() {
    let text = format!(
        "{RECORD}model m scores Lead limit -20..50 ready at 40 start at 1.5
         when n in 1..<5 then +1.25
         when n != 2 then +0.1 code \"N2\"
         when not (n >= 0 and t == \"A b\") then +0.2
         match m {{ 1..3 then +2  missing then -1  < 0 then +1 per (n)  otherwise then +3 }}
         when t starts with \"head\" or t is missing then +4
         when t contains word \"b\" then +5
         when u != \"red\" then +0.3
         when b == no then +1.5 per (n) limit -2..2
         group \"best\" highest weight 1.5 limit ..12 {{ when n > 0 then +3 per (n)  when m > 0 then +4 }}
         group \"first\" first match {{ when d is missing then -3  when d within last 30 days then +7 }}
         group \"least\" lowest {{ when b then +1 when c then -1 when n < 0 then +3 per (n) }}
         bands {{ Hot from 20, Warm from 0.6, Cold otherwise }}
         stars 1, 5, 10, 30
         grid {{ \"best\": A from 6, B otherwise \"first\": 1 from 1, 2 otherwise }}
         disqualify when n < -10 or t == \"straße\""
    );
    let program = program(&text);
    let number = |it: &str| Value::Number(it.parse().unwrap());
    let mut leads = vec![vec![Value::Missing; 11]];
    for n in ["-10.5", "-10", "-1.005", "0", "0.99", "1", "2", "4.99", "5", "1.005"] {
        for (m, t, d) in [
            ("0", "a B", "2025-01-30"),
            ("1", "Head of a", "2025-01-29"),
            ("3", "STRASSE", "2025-03-01"),
            ("4", "Straße", "2025-03-02"),
            ("-1", "x-b.", "2024-02-29"),
        ] {
            let mut lead = vec![Value::Missing; 11];
            lead[0] = number(n);
            lead[1] = number(m);
            lead[3] = Value::text(t);
            lead[4] = Value::text(if m == "1" { "Red" } else { "blue" });
            lead[5] = Value::Date(d.parse().unwrap());
            lead[7] = Value::YesNo(m == "3");
            lead[8] = Value::YesNo(m == "4");
            leads.push(lead);
        }
    }
    let cases = [None, Some(as_of())].map(|it| Case::of(&program, it, as_of(), &leads));
    assert_agree(&cases, &[text.clone(), text]);
}

/// Letters of several scripts, and signs that arrays, patterns and XML take for their own.
#[test]
fn odd_texts_agree() {
    let texts = [
        "c:\\dir",
        "\\",
        "y\\\\",
        "24\" screen",
        "a]b",
        "<x>",
        "$1",
        "привет",
        "größe",
        "ǅ",
        "ⅷ",
        "5 µm",
        "οδος",
        "a  b",
    ];
    let quoted = |it: &&str| leadscore::format::print_text(it);
    let list = texts.iter().map(quoted).collect::<Vec<_>>().join(", ");
    let rules: String = texts
        .iter()
        .map(|it| {
            let text = quoted(it);
            format!(
                "when t == {text} then +1\nwhen t contains {text} then +0.1\nwhen t is exactly {text} then +3\n\
                 when t contains word {text} then +0.2\nwhen t in [{text}, \"x\", \"y\"] then +0.01\n"
            )
        })
        .collect();
    let text = format!(
        "record Lead {{ t: text, missing \"n/a\" v: one of [\"Größe\", \"µm\", \"λευκός\"] p: percent }}\n\
         model m scores Lead\n{rules}when t in [{list}] then +100\nwhen t not in [{list}] then +200\n\
         when v is missing then +1000\nwhen v == \"größe\" then +2000\nwhen v == \"µm\" then +4000\n\
         when p > 40% then +0.5\n"
    );
    let program = program(&text);
    let mut leads = Vec::new();
    for (at, it) in texts.iter().chain(&["", "x", "ПРИВЕТ", "5 ΜM", "5 μm", "ΟΔΟΣ"]).enumerate()
    {
        // The reader of data makes missing values of what is outside of a list.
        let v = ["größe", "GRÖßE", "μM", "ΛΕΥΚΌΣ", ""][at % 5];
        let p = Value::Number(rust_decimal::Decimal::from(at as u64 * 5));
        for t in [it.to_string(), it.to_uppercase(), format!(" {it} "), format!("a {it}-b")] {
            leads.push(vec![Value::text(&t), Value::text(v), p.clone()]);
        }
    }
    assert_agree(&[Case::of(&program, None, as_of(), &leads)], &[text]);
}

/// Long matches and long groups of one winner, which are cut into blocks.
#[test]
fn long_groups_agree() {
    let rows: String = (0..230).map(|it| format!("{it} then +{}\n", it % 7)).collect();
    let calculated: String = (0..60).map(|it| format!("{it} then +{it} per (n)\n")).collect();
    let rules: String = (0..230).map(|it| format!("when m == {it} then +{}\n", it % 9)).collect();
    let text = format!(
        "record Lead {{ m: integer n: number }}\nmodel m scores Lead\n\
         group \"a\" highest {{ match m {{ {rows} }} when n > 1 then +2 }}\n\
         group \"b\" first match {{ {rules} when n > 1 then +3 }}\n\
         group \"c\" limit ..50 {{ match m {{ {calculated} otherwise then +0.5 }} }}\n"
    );
    let program = program(&text);
    let number = |it: i64| Value::Number(it.into());
    let leads: Vec<_> = [0, 1, 49, 50, 51, 59, 60, 99, 100, 229, 230]
        .into_iter()
        .flat_map(|m| [vec![number(m), Value::Missing], vec![number(m), number(3)]])
        .chain([vec![Value::Missing, number(0)]])
        .collect();
    assert_agree(&[Case::of(&program, None, as_of(), &leads)], &[text]);
}

/// The models of the examples that can be exported hold their own tests, and evaluators find them true.
#[test]
fn examples_agree() {
    let project = Project::load(&find_rule_files(&repository("examples")).unwrap());
    let (mut cases, mut sources) = (Vec::new(), Vec::new());
    let mut refused = Vec::new();
    for model in project.models() {
        let Some(program) = project.check(&model, None).program else { continue };
        let leads: Vec<_> = program.tests.iter().map(|it| it.values.clone()).collect();
        let at = AsOf::Day("2025-03-01".parse().unwrap());
        match export(&program, None) {
            Ok(_) => {
                cases.push(Case::of(&program, None, at, &leads));
                sources.push(program.name.clone());
            }
            Err(_) => refused.push(program.name.clone()),
        }
    }
    insta::assert_snapshot!(format!(
        "exported: {}\nrefused: {}",
        sources.join(", "),
        refused.join(", ")
    ));
    assert_agree(&cases, &sources);
}

/// A wrong expectation does not pass.
#[test]
fn a_wrong_expectation_is_found() {
    let text = format!(
        "{RECORD}model m scores Lead when n > 1 then +5\n\
         test \"five\" as of 2025-03-01 {{ given {{ n: 2 }} expect score == 5 }}"
    );
    let program = program(&text);
    let right = export(&program, None).unwrap().text;
    let wrong = right.replace("<c2>5</c2>", "<c2>6</c2>");
    assert_ne!(right, wrong);
    let Some(said) = judged(&[(right, vec![]), (wrong, vec![])]) else { return };
    assert_eq!(said[0]["verify"], Json::Null);
    assert_ne!(said[1]["verify"], Json::Null);
}

/// The rules that gave points are told by their codes, the most points first.
#[test]
fn reasons_come_in_the_order_of_points() {
    let text = format!(
        "{RECORD}model m scores Lead when n > 1 then +5 code \"FIVE\"\n\
         when m > 1 then +7 because \"Many\"\nwhen b then +1 code \"ONE\"\n\
         match u {{ \"red\" then +3 code \"RED\"  otherwise then +2 code \"NOT RED\" }}"
    );
    let mut lead = vec![Value::Missing; 11];
    lead[0] = Value::Number(2.into());
    lead[1] = Value::Number(2.into());
    lead[4] = Value::text("Red");
    let case = Case::of(&program(&text), None, as_of(), &[lead]);
    let Some(said) = judged(&[(case.exported.text, case.records)]) else { return };
    for judge in ["jpmml", "pmml4s"] {
        let given = &said[0][judge][0];
        let reasons = [1, 2, 3].map(|rank| given[format!("reason_{rank}")].as_str());
        assert_eq!(reasons, [Some("Many"), Some("FIVE"), Some("RED")], "{judge}: {given}");
    }
}
