//! Scorecards from outside: what PMML says of rules, and what rules say of PMML.

use leadscore::diagnostic::Style;
use leadscore::eval::Scorer;
use leadscore::import::{Refused, scorecard, scorecard_text};
use leadscore::ir::Value;
use leadscore::pmml::export;
use proptest::prelude::*;

use crate::generate::as_of;
use crate::support::{Folder, program, repository};

/// What an import says when it makes no rules.
fn told(refused: &Refused) -> String {
    let told = refused
        .findings
        .iter()
        .map(|it| leadscore::diagnostic::render(it, &refused.sources, Style::PLAIN));
    told.collect()
}

pub fn import(text: &str) -> String {
    match scorecard(text, "card.score".as_ref()) {
        Ok(card) => card.text,
        Err(refused) => told(&refused),
    }
}

#[test]
fn a_rule_file_as_a_scorecard() {
    let rules = r#"
record Lead {
  industry:  one of ["Manufacturing", "Retail"], about "Main line of business"
  employees: integer
  last_seen: datetime
  visits:    list of Visit
}
record Visit { page: text  at: datetime, time }
model fit scores Lead limit 0..50 start at 2
when industry != "Retail" then +5 because "Not a shop" code "SHOP"
when industry contains word "R&D" then +1
when employees in 100..500 and not (last_seen within last 30 days) then +20 because "The right size"
match employees { 1..<20 then -5 because "Small"  missing then -1 because "Size not known"  otherwise then +0 }
group "Interest" limit ..10 {
  when count(visits where at within last 30 days) >= 3 then +8 because "Comes often"
  for each visits where page starts with "/pricing" then +2 limit ..6 because "Looked at prices"
}
bands { Hot from 20, Cold otherwise }
test "a factory" as of 2025-03-01 {
  given { industry: "Manufacturing", employees: 250, last_seen: 2025-01-01T10:00 }
  expect score == 27, band == Hot
}
"#;
    let program = program(rules);
    let exported = export(&program, None).unwrap();
    let version = format!("version=\"{}\"", env!("CARGO_PKG_VERSION"));
    insta::assert_snapshot!(exported.text.replace(&version, "version=\"…\""));
    assert_eq!(exported.tests, 1);
    let asked: Vec<&str> =
        exported.inputs.iter().filter(|it| it.precomputed).map(|it| it.name.as_str()).collect();
    assert_eq!(
        asked,
        [
            "count_visits_where_at_within_last_30_days",
            "count_visits_where_page_starts_with_pricing",
            "days_since_last_seen",
        ]
    );
}

#[test]
fn what_fades_is_refused_at_its_place() {
    let folder = Folder::new();
    folder.write(
        "a.score",
        "record Lead { visits: list of Visit }\nrecord Visit { at: datetime, time }\n\
         model a scores Lead\nfor each visits then +5 halving every 30 days\n",
    );
    let run = folder.run(&["compile", "a.score", "--to", "pmml"]);
    run.ends_with(1);
    insta::assert_snapshot!(run.err);
}

#[test]
fn rules_without_a_field_are_refused() {
    let program = program("record Lead { n: number }\nmodel m scores Lead start at 5\n");
    let refused = export(&program, None).unwrap_err();
    assert_eq!(
        refused.findings[0].message,
        "The rules of m look at no field, so there is no scorecard."
    );
}

#[test]
fn what_has_to_be_calculated_is_told() {
    let folder = Folder::new();
    folder.write(
        "a.score",
        "record Lead { seen: date }\nwhen seen within last 30 days then +5\n\
         when seen within last 2 months then +1\n",
    );
    let run = folder.run(&["compile", "a.score", "--to", "pmml", "-o", "a.pmml"]);
    run.ends_with(0);
    insta::assert_snapshot!(run.err);
    let bound = folder.run(&["compile", "a.score", "--to", "pmml", "--as-of", "2025-03-01"]);
    bound.ends_with(0);
    assert!(bound.out.contains(r#"operator="greaterOrEqual" value="20118""#), "{}", bound.out);
}

fn has(text: &str, piece: &str) {
    assert!(text.contains(piece), "{piece} is not in\n{text}");
}

#[test]
fn texts_that_count_as_missing_come_with_the_model() {
    let rules = "record Lead { t: text, missing \"N/A\" n: number, missing \"-1\", \"k. A.\" }\n\
                 model m scores Lead\nwhen t is missing then +5\nwhen n > 0 then +1\n";
    let exported = export(&program(rules), None).unwrap().text;
    has(&exported, r#"<Value value="n/a" property="missing"/>"#);
    let made = import(&exported);
    has(&made, "t: text, missing \"n/a\"");
    has(&made, "n: number, missing \"k. a.\", \"-1\"");
    // Evaluators do not take it for a value of a number.
    has(&exported, r#"<Extension extender="leadscore" name="missing" value="k. a."/>"#);
}

#[test]
fn signs_with_a_meaning_in_arrays_stand_outside_of_them() {
    let rules = "record Lead { t: text }\nmodel m scores Lead\n\
                 when t in [\"c:\\\\dir\", \"x\", \"y\", \"24\\\" screen\"] then +5\n";
    let exported = export(&program(rules), None).unwrap().text;
    has(&exported, r#"value="c:\dir""#);
    has(&exported, r#"<Array type="string" n="2">"x" "y"</Array>"#);
    has(&exported, r#"value="24&quot; screen""#);
}

#[test]
fn names_of_inputs_do_not_hang_on_the_order_of_rules() {
    let record = "record Lead { score: integer days_since_seen: integer seen: date langs: list of text }\n\
                  model m scores Lead\n";
    let rules = [
        "when score > 5 then +1\n",
        "when days_since_seen > 5 then +2\n",
        "when seen within last 30 days then +3\n",
        "when langs contains \"C++\" then +4\n",
        "when langs contains \"C#\" then +5\n",
    ];
    let inputs = |rules: Vec<&str>| {
        let exported = export(&program(&format!("{record}{}", rules.concat())), None).unwrap();
        assert_eq!(exported.renamed, [("score".to_owned(), "score_2".to_owned())]);
        let mut names: Vec<_> = exported.inputs.into_iter().map(|it| (it.name, it.about)).collect();
        names.sort();
        names
    };
    let names = inputs(rules.to_vec());
    assert_eq!(names, inputs(rules.iter().rev().copied().collect()));
    insta::assert_debug_snapshot!(names);
}

#[test]
fn a_share_says_its_unit() {
    let rules = "record Lead { p: percent, as fraction, about \"Discount\" q: percent }\n\
                 model m scores Lead\nwhen p > 40% then +5\nwhen q > 2% then +1\n";
    let inputs = export(&program(rules), None).unwrap().inputs;
    let told: Vec<_> = inputs.iter().map(|it| (it.about.as_str(), it.precomputed)).collect();
    let unit = "in percent: 20 stands for 20%";
    assert_eq!(told, [(&*format!("Discount, {unit}"), true), (&*format!("q, {unit}"), false)]);
}

/// One value with a letter that PMML does not fold leaves the others of its list as they are.
#[test]
fn a_list_stays_closed_with_an_odd_letter_in_it() {
    let rules = "record Lead { u: one of [\"red\", \"λευκός\"] }\nmodel m scores Lead\n\
                 when u is missing then +5\nwhen u == \"red\" then +1\n";
    let exported = export(&program(rules), None).unwrap();
    let names: Vec<_> = exported.inputs.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["u", "u_is_λευκός"]);
    has(&exported.text, r#"<Apply function="or">"#);
}

#[test]
fn a_test_that_fails_is_no_record() {
    let rules = "record Lead { n: number }\nmodel m scores Lead\nwhen n > 1 then +5\n\
                 test \"right\" as of 2025-03-01 { given { n: 2 } expect score == 5 }\n\
                 test \"wrong\" as of 2025-03-01 { given { n: 2 } expect score == 6 }\n";
    let exported = export(&program(rules), None).unwrap();
    assert_eq!((exported.tests, exported.failed), (1, vec!["wrong".to_owned()]));
    assert!(!exported.text.contains(">6<"));
}

#[test]
fn a_code_that_means_nothing_fired_is_refused() {
    let rules =
        "record Lead { n: number }\nmodel m scores Lead\nwhen n > 1 then +5 code \"none\"\n";
    let refused = export(&program(rules), None).unwrap_err();
    has(&refused.findings[0].message, "is the code of rules that did not fire");
}

#[test]
fn a_default_for_a_date_is_calculated_by_the_model() {
    let rules = "record Lead { d: date }\nmodel m scores Lead\n\
                 when (d otherwise 2020-01-01) > 2024-01-01 then +5\n";
    let inputs = export(&program(rules), None).unwrap().inputs;
    assert_eq!(inputs.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["d_day"]);
}

/// A thread with little room, as evaluators may have it, is enough for many cases.
#[test]
fn many_cases_are_not_nested_in_each_other() {
    let rows: String = (0..3000).map(|it| format!("{it} then +{}\n", it % 7)).collect();
    let rules: String = (0..3000).map(|it| format!("when m == {it} then +{}\n", it % 7)).collect();
    let text = format!(
        "record Lead {{ m: integer }}\nmodel m scores Lead\n\
         group \"a\" limit ..5 {{ match m {{ {rows} }} }}\ngroup \"b\" first match {{ {rules} }}\n"
    );
    let program = program(&text);
    let small = std::thread::Builder::new().stack_size(512 * 1024);
    let exported = small.spawn(move || export(&program, None).map(|it| it.text)).unwrap();
    let text = exported.join().unwrap().unwrap();
    let mut depth = 0_usize;
    let deepest = text.lines().map(|line| {
        let line = line.trim_start();
        match (line.starts_with("<Apply"), line.starts_with("</Apply")) {
            (true, _) => depth += 1,
            (_, true) => depth -= 1,
            _ => {}
        }
        depth
    });
    assert!(deepest.max().unwrap() < 100);
}

#[test]
fn too_many_calculated_rows_are_refused() {
    let rows: String = (0..60).map(|it| format!("{it} then +{it} per (n)\n")).collect();
    let model = |kind: &str| {
        format!(
            "record Lead {{ m: integer n: number }}\nmodel m scores Lead\n\
             group \"a\" {kind} {{ match m {{ {rows} }} }}\n"
        )
    };
    let refused = export(&program(&model("highest")), None).unwrap_err();
    has(&refused.findings[0].message, "too many rows for a scorecard");
    assert!(export(&program(&model("limit ..5")), None).is_ok());
}

/// A card as banks write them.
#[test]
fn a_public_card_becomes_rules() {
    let text = std::fs::read_to_string(repository("tests/pmml/card.pmml")).unwrap();
    insta::assert_snapshot!(import(&text));
}

#[test]
fn an_imported_card_scores_as_its_author_counts() {
    let text = std::fs::read_to_string(repository("tests/pmml/card.pmml")).unwrap();
    let program = program(&import(&text));
    let scorer = Scorer::new(&program, as_of());
    let number = |it: &str| Value::Number(it.parse().unwrap());
    // department, age, income, member since, newsletter
    let lead = |values: [Value; 5]| scorer.score(&values).score.to_string();
    let missing = || Value::Missing;
    let sales =
        [Value::text("Marketing"), number("35"), number("1500"), missing(), Value::YesNo(true)];
    // 50 at the start, 19 for the department, 18 for the age, 3 × 1.5 for income, 2.5 for the newsletter
    assert_eq!(lead(sales), "94");
    let nothing = [missing(), missing(), missing(), missing(), missing()];
    assert_eq!(lead(nothing), "43");
}

fn card(inside: &str) -> String {
    format!(
        r#"<PMML version="4.4"><DataDictionary><DataField name="n" dataType="double"/>
<DataField name="t" dataType="string"/></DataDictionary>
<Scorecard modelName="m" initialScore="1"><Characteristics><Characteristic name="c" reasonCode="C">
{inside}</Characteristic></Characteristics></Scorecard></PMML>"#
    )
}

#[test]
fn what_rules_cannot_say_is_named_with_its_line() {
    let cases = [
        ("no XML", "PK\u{3}\u{4}".to_owned()),
        ("nothing", String::new()),
        ("JSON", "\u{feff} {\"model\": 1}".to_owned()),
        ("a web page", "<!DOCTYPE html><html><p>Sign in<br></html>".to_owned()),
        ("a comment", "<!-- a card -->".to_owned()),
        ("cut", "<PMML><DataDictionary>".to_owned()),
        ("cut in a tag", "<PMML><DataDict".to_owned()),
        ("never closed", "<PMML><DataDictionary></PMML>".to_owned()),
        ("another file", "<testsuites/>".to_owned()),
        ("no model", "<PMML><DataDictionary/></PMML>".to_owned()),
        ("a tree", "<PMML><TreeModel/></PMML>".to_owned()),
        ("a network", "<PMML><NeuralNetwork/></PMML>".to_owned()),
        ("a vector machine", "<PMML><SupportVectorMachineModel/></PMML>".to_owned()),
        ("entities", "<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><PMML>&b;</PMML>".to_owned()),
        ("an entity", "<PMML><a>&lol;</a></PMML>".to_owned()),
        ("deep", "<a>".repeat(100_000)),
        (
            "xor",
            card(
                r#"<Attribute partialScore="5"><CompoundPredicate booleanOperator="xor"><True/><False/></CompoundPredicate></Attribute>"#,
            ),
        ),
        (
            "an unknown field",
            card(
                r#"<Attribute partialScore="5"><SimplePredicate field="x" operator="equal" value="1"/></Attribute>"#,
            ),
        ),
        (
            "no number",
            card(
                r#"<Attribute partialScore="5"><SimplePredicate field="n" operator="equal" value="one"/></Attribute>"#,
            ),
        ),
        ("no points", card(r#"<Attribute><True/></Attribute>"#)),
        (
            "order of texts",
            card(
                r#"<Attribute partialScore="5"><SimplePredicate field="t" operator="lessThan" value="b"/></Attribute>"#,
            ),
        ),
        (
            "a function",
            card(
                r#"<Attribute><True/><ComplexPartialScore><Apply function="exp"><FieldRef field="n"/></Apply></ComplexPartialScore></Attribute>"#,
            ),
        ),
        (
            "a condition inside",
            card(
                r#"<Attribute><True/><ComplexPartialScore><Apply function="if"><Apply function="isNotMissing"><FieldRef field="t"/></Apply><FieldRef field="n"/><Constant>0</Constant></Apply></ComplexPartialScore></Attribute>"#,
            ),
        ),
        ("no condition", card(r#"<Attribute partialScore="5"/>"#)),
        ("too many points", card(r#"<Attribute partialScore="1E20"><True/></Attribute>"#)),
        ("no characteristic", "<PMML><Scorecard/></PMML>".to_owned()),
    ];
    let told: Vec<String> =
        cases.iter().map(|(name, text)| format!("── {name}\n{}", import(text))).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn what_is_no_text_is_refused() {
    let said = scorecard_text(b"\x7fELF\xff\0\0", None).unwrap_err().to_string();
    assert!(said.starts_with("The file is no text, so it is no PMML. Export the model"), "{said}");
    let said = scorecard_text(b"<PMML>caf\xe9</PMML>", None).unwrap_err().to_string();
    assert!(said.starts_with("The file is not in UTF-8. Name its encoding"), "{said}");
}

#[test]
fn points_with_more_decimals_are_rounded_and_told() {
    let text = card(
        r#"<Attribute partialScore="1.005"><SimplePredicate field="n" operator="greaterThan" value="1e1"/></Attribute>"#,
    );
    let made = scorecard(&text, "card.score".as_ref()).unwrap();
    assert!(made.text.contains("when n > 10 then +1.01 because \"c\" code \"C\""), "{}", made.text);
    assert!(made.findings[0].message.starts_with("1 amount of points is rounded"));
}

proptest! {
    /// No bytes make the reader fail otherwise than with a message.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
        import(&text);
    }

    #[test]
    fn any_damage_is_read_or_refused(at in 0_usize..4000, piece in "[<>/&\"a-zA-Z0-9]{0,6}") {
        let text = include_str!("../pmml/card.pmml");
        let at = text.floor_char_boundary(at.min(text.len()));
        import(&format!("{}{piece}{}", &text[..at], text[at..].get(3..).unwrap_or_default()));
    }
}
