//! Findings for other programs: every form holds every finding, and is what its readers expect.

use std::path::Path;

use leadscore::diagnostic::{Diagnostic, Edit, Format, Severity, codes, report, to_json};
use leadscore::source::{SourceFile, Sources, Span};
use serde_json::Value as Json;

use crate::support::{Folder, Rules, repository, rules};

/// Every file of mistakes, read and checked.
pub fn mistakes() -> Vec<Rules> {
    let folder = repository("tests/diagnostics");
    let folders = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut all = Vec::new();
    for folder in folders.filter(|it| it.is_dir()) {
        let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
        for path in files.filter(|it| it.extension().is_some_and(|it| it == "score")) {
            all.push(rules(&std::fs::read_to_string(path).unwrap()));
        }
    }
    assert!(all.len() > 50, "only {} files of mistakes", all.len());
    all
}

pub fn validator(schema: &str) -> jsonschema::Validator {
    let schema = std::fs::read_to_string(repository(schema)).unwrap();
    // A pattern of SARIF's schema has a stray bracket, which not every engine reads.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap()
}

/// Asserts that a JSON value has the shape that a schema asks for.
#[track_caller]
pub fn fits(validator: &jsonschema::Validator, value: &Json) {
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
    let schema = validator(OUR_SCHEMA);
    for finding in &findings {
        fits(&schema, finding);
    }
}

#[test]
#[should_panic(expected = "/labels/0/place/start/line")]
fn the_published_schema_finds_a_wrong_place() {
    let rules = rules("record Lead { n: number }\nwhen x > 1 then +1\n");
    let mut finding = to_json(&rules.diagnostics[0], &rules.sources);
    finding["labels"][0]["place"]["start"]["line"] = 0.into();
    fits(&validator(OUR_SCHEMA), &finding);
}

/// Three findings that try every form: in two files, over several lines, with everything that needs an escape,
/// and about no place at all.
fn tricky() -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let text = "when 𝔘𝔘 > 5,: 100%\r\n  and <x>\nthen +1\n";
    let rules = sources.add(SourceFile::new("./my rules/a,b: 50%.score", text));
    let schema =
        sources.add(SourceFile::new("/repo/schema & co.score", "record Lead { n: number }\n"));
    sources.add(SourceFile::new("/repo/clean.score", "when n > 1 then +1\n"));
    let at = |piece: &str| {
        let start = text.find(piece).unwrap();
        rules.at(Span::new(start, start + piece.len()))
    };
    let mut several =
        Diagnostic::error(codes::UNKNOWN_NAME, at("𝔘𝔘"), "There is no *𝔘𝔘*: 100%, <b>&\u{1}.")
            .label("here")
            .also(schema.at(Span::new(14, 23)), "the only field")
            .help("Write n,\nor m.")
            .fix("Write n", at("𝔘𝔘"), "n");
    several.suggestions[0].edits.push(Edit { place: at(" <x>"), text: String::new() });
    let lines = Diagnostic::warning(codes::SPELLING, at("100%\r\n  and"), "Two lines.")
        .offer("Write 1", at("100%\r\n  and"), "1")
        .offer("Write nothing", at("100%\r\n  and"), "");
    let point = Diagnostic::note(codes::SPELLING, at("<x>").before(), "A point.");
    let general =
        Diagnostic::general(Severity::Error, codes::FILE_NOT_FOUND, "gone.score is not there.")
            .help("Is it spelled right?");
    (vec![general, several, lines.clone(), lines, point], sources)
}

fn told(format: Format) -> String {
    let (findings, sources) = tricky();
    report(format, &findings, &sources, Path::new("/repo"))
}

#[test]
fn tricky_findings_in_every_form() {
    for format in Format::ALL {
        let name = format!("tricky_{format:?}").to_lowercase();
        // Pages of codes are long, and have tests of their own.
        let text = match serde_json::from_str::<Json>(&told(format)) {
            Ok(mut log) if format == Format::Sarif => {
                for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
                    rule["help"]["text"] = "…".into();
                    rule["help"]["markdown"] = "…".into();
                }
                format!("{log:#}")
            }
            _ => told(format),
        };
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn sarif_fits_the_official_schema() {
    let schema = validator("tests/schemas/sarif-2.1.0.schema.json");
    fits(&schema, &serde_json::from_str(&told(Format::Sarif)).unwrap());
    let nothing = report(Format::Sarif, &[], &Sources::new(), Path::new(""));
    fits(&schema, &serde_json::from_str(&nothing).unwrap());
    for rules in mistakes() {
        let log = report(Format::Sarif, &rules.diagnostics, &rules.sources, Path::new(""));
        let log: Json = serde_json::from_str(&log).unwrap();
        fits(&schema, &log);
        let results = log["runs"][0]["results"].as_array().unwrap().len();
        assert_eq!(results, rules.diagnostics.len());
    }
}

#[test]
fn results_of_tests_fit_the_schema_of_sarif_too() {
    let schema = validator("tests/schemas/sarif-2.1.0.schema.json");
    let folder = Folder::new();
    let rules = "record Lead { n: number }\nwhen n > 1 then +1\nwhen n > 5 then +3\n\
                 test \"small\" {\n  given { n: 2 }\n  expect score == 2\n  expect fired \"n > 1\"\n}\n";
    folder.write("a.score", rules);
    let run = |more: &[&str]| -> Json {
        let run = folder.run(&[&["test", "a.score", "--format", "sarif"], more].concat());
        run.ends_with(1);
        let log = serde_json::from_str(&run.out).unwrap();
        fits(&schema, &log);
        log
    };
    let line = |it: &Json| it["locations"][0]["physicalLocation"]["region"]["startLine"].clone();
    let alone = run(&[]);
    let results = alone["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 1, "one expectation holds, the other does not");
    assert_eq!((&results[0]["ruleId"], line(&results[0])), (&"test-fails".into(), 6.into()));
    let text = results[0]["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("small: expected score == 2, but score is 1\n"), "{text}");
    let all = run(&["--coverage", "--mutate"]);
    let results = all["runs"][0]["results"].as_array().unwrap();
    let of = |id: &str| results.iter().filter(|it| it["ruleId"] == id).count();
    assert!(of("test-fails") == 1 && of("not-tested") > 0 && of("not-noticed") > 0, "{all:#}");
}

#[test]
#[should_panic(expected = "columnKind")]
fn the_official_schema_finds_a_wrong_word() {
    let mut log: Json = serde_json::from_str(&told(Format::Sarif)).unwrap();
    log["runs"][0]["columnKind"] = "letters".into();
    fits(&validator("tests/schemas/sarif-2.1.0.schema.json"), &log);
}

#[test]
fn every_form_holds_every_finding() {
    for rules in mistakes() {
        for format in Format::ALL {
            let text = report(format, &rules.diagnostics, &rules.sources, Path::new(""));
            for finding in &rules.diagnostics {
                assert!(
                    text.contains(finding.code.id),
                    "{format:?} hides {}:\n{text}",
                    finding.code
                );
            }
            let count = match format {
                Format::Short | Format::Json | Format::Github => text.lines().count(),
                Format::Sarif => text.matches("\"ruleIndex\"").count(),
                Format::Gitlab => text.matches("\"fingerprint\"").count(),
                Format::Junit => text.matches("classname=").count(),
            };
            let silent = |id| !rules.diagnostics.iter().any(|it| it.place().unwrap().file == id);
            let clean = rules.sources.files().filter(|it| silent(it.0)).count();
            let expected = match format {
                Format::Junit => rules.diagnostics.len() + clean,
                _ => rules.diagnostics.len(),
            };
            assert_eq!(count, expected, "{format:?}\n{text}");
        }
    }
}

/// The fingerprints of GitLab's report.
fn fingerprints(text: &str) -> Vec<String> {
    let rules = rules(text);
    let report = report(Format::Gitlab, &rules.diagnostics, &rules.sources, Path::new(""));
    let issues: Vec<Json> = serde_json::from_str(&report).unwrap();
    issues.iter().map(|it| it["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let record = "record Lead { n: number }\n";
    let before = fingerprints(&format!("{record}when x > 1 then +1\nwhen x > 1 then +1\n"));
    let after = fingerprints(&format!("{record}\n\n  when x > 1 then +1\nwhen x > 1 then +1\n"));
    assert_eq!(before, after);
    let unique: std::collections::HashSet<&String> = before.iter().collect();
    assert_eq!(unique.len(), before.len(), "two findings with one fingerprint: {before:?}");
    assert_ne!(before, fingerprints(&format!("{record}when y > 1 then +1\nwhen y > 1 then +1\n")));
    // The same on every computer and in every version.
    assert_eq!(before[0], "4965d6e3000fe12b881a7789475e4cbd");
}

#[test]
fn junit_is_xml() {
    use quick_xml::events::Event;
    let mut reports: Vec<String> = mistakes()
        .iter()
        .map(|it| report(Format::Junit, &it.diagnostics, &it.sources, Path::new("")))
        .collect();
    reports.push(told(Format::Junit));
    for report in reports {
        let mut reader = quick_xml::Reader::from_str(&report);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(it) | Event::Empty(it) => {
                    for attribute in it.attributes() {
                        attribute.unwrap();
                    }
                }
                _ => {}
            }
        }
        assert!(!report.contains(|c: char| c.is_control() && c != '\n'), "{report}");
    }
}

#[test]
fn missing_files_appear_in_every_form() {
    let folder = Folder::new();
    for form in ["short", "json", "sarif", "github", "gitlab", "junit"] {
        let run = folder.run(&["check", "gone.score", "--format", form]);
        run.ends_with(2);
        assert!(run.out.contains("gone.score") && run.out.contains("E0209"), "{form}: {}", run.out);
        assert_eq!(run.err, "", "{form}");
    }
}

#[test]
fn exit_codes_are_the_same_in_every_form() {
    let folder = Folder::new();
    folder.write("good.score", "record Lead { n: number }\nwhen n > 1 then +1\n");
    folder.write("odd.score", "record Lead { n: number }\nmatch n { 1 then +1 }\n");
    folder.write("bad.score", "record Lead { n: number }\nwhen x > 1 then +1\n");
    for form in ["human", "short", "json", "sarif", "github", "gitlab", "junit"] {
        let check = |args: &[&str]| folder.run(&[&["check", "--format", form], args].concat());
        check(&["good.score"]).ends_with(0);
        check(&["odd.score"]).ends_with(0);
        check(&["odd.score", "--deny", "warnings"]).ends_with(1);
        check(&["bad.score"]).ends_with(1);
    }
}

#[test]
fn github_gets_paths_from_the_current_folder() {
    let folder = Folder::new();
    folder.write("rules/bad.score", "record Lead { n: number }\n\nwhen x > 1 then +1\n");
    let absolute = folder.path("rules").canonicalize().unwrap();
    for path in ["rules", "./rules/", absolute.to_str().unwrap()] {
        let run = folder.run(&["check", path, "--format", "github"]);
        let place = "::error file=rules/bad.score,line=3,endLine=3,col=6,endColumn=7,";
        assert!(run.out.starts_with(place), "{path}: {}", run.out);
    }
}
