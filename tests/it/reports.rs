//! Findings for other programs: every form holds every finding, and is what its readers expect.

use leadscore::diagnostic::to_json;
use serde_json::Value as Json;

use crate::support::{Rules, repository, rules};

/// Every file of mistakes, read and checked.
fn mistakes() -> Vec<Rules> {
    let mut all = Vec::new();
    for folder in std::fs::read_dir(repository("tests/diagnostics")).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|it| it == "score") {
                all.push(rules(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(all.len() > 50, "only {} files of mistakes", all.len());
    all
}

/// Asserts that a JSON value has the shape that a schema asks for.
#[track_caller]
fn fits(schema: &str, value: &Json) {
    let schema: Json =
        serde_json::from_str(&std::fs::read_to_string(repository(schema)).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let complaints: Vec<String> =
        validator.iter_errors(value).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(complaints.is_empty(), "{}\n{value:#}", complaints.join("\n"));
}

const OUR_SCHEMA: &str = "docs/schema/diagnostic.schema.json";

#[test]
fn every_finding_fits_the_published_schema() {
    let findings: Vec<Json> = mistakes()
        .iter()
        .flat_map(|it| it.diagnostics.iter().map(|finding| to_json(finding, &it.sources)))
        .collect();
    assert!(findings.len() > 200, "only {} findings", findings.len());
    for finding in &findings {
        fits(OUR_SCHEMA, finding);
    }
}

#[test]
#[should_panic(expected = "/labels/0/place/start/line")]
fn the_published_schema_finds_a_wrong_place() {
    let rules = rules("record Lead { n: number }\nwhen x > 1 then +1\n");
    let mut finding = to_json(&rules.diagnostics[0], &rules.sources);
    finding["labels"][0]["place"]["start"]["line"] = 0.into();
    fits(OUR_SCHEMA, &finding);
}
