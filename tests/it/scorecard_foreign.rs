//! Scorecards of others: what PMML calculates in another way than rules is refused or told.

use leadscore::diagnostic::Style;
use leadscore::eval::Scorer;
use leadscore::import::scorecard;
use leadscore::ir::Value;

use crate::generate::as_of;
use crate::support::{Folder, program};

/// A model with parts.
#[derive(Default)]
struct Card<'c> {
    fields: &'c str,
    model: &'c str,
    derived: &'c str,
    inside: &'c str,
    after: &'c str,
}

impl Card<'_> {
    fn text(&self) -> String {
        let Self { fields, model, derived, inside, after } = self;
        format!(
            r#"<PMML version="4.4"><DataDictionary><DataField name="n" dataType="double"/>
<DataField name="m" dataType="double"/><DataField name="i" dataType="integer"/>
<DataField name="t" dataType="string"/>{fields}</DataDictionary>
<TransformationDictionary>{derived}</TransformationDictionary>
<Scorecard modelName="m">{model}<Characteristics><Characteristic name="c">
{inside}</Characteristic></Characteristics></Scorecard>{after}</PMML>"#
        )
    }

    /// The rules and notes that it becomes, or why it does not.
    fn read(&self) -> String {
        let (rules, findings) = match scorecard(&self.text(), "card.score".as_ref()) {
            Ok(card) => {
                let (_, rules) = card.text.split_once("model m scores Lead\n").unwrap();
                (rules.trim().to_owned(), card.findings)
            }
            Err(refused) => (String::new(), refused.findings),
        };
        let sources = leadscore::source::Sources::new();
        let told =
            findings.iter().map(|it| leadscore::diagnostic::render(it, &sources, Style::PLAIN));
        format!("{rules}\n{}", told.collect::<String>()).trim().to_owned()
    }
}

fn read_all(cases: &[(&str, Card<'_>)]) -> String {
    let all: Vec<String> =
        cases.iter().map(|(name, card)| format!("── {name}\n{}\n", card.read())).collect();
    all.join("\n")
}

fn complex(expr: &str) -> String {
    format!("<Attribute><True/><ComplexPartialScore>{expr}</ComplexPartialScore></Attribute>")
}

fn apply(function: &str, args: &str) -> String {
    format!(r#"<Apply function="{function}">{args}</Apply>"#)
}

const N: &str = r#"<FieldRef field="n"/>"#;

fn number(number: &str) -> String {
    format!(r#"<Constant dataType="double">{number}</Constant>"#)
}

fn with_number(expr: &str, function: &str, end: &str) -> String {
    apply(function, &format!("{expr}{}", number(end)))
}

/// Derived fields `d1`, `d2` …, each calculated from the one before.
fn chained(levels: usize, next: impl Fn(String) -> String) -> String {
    let field = |level: usize| {
        let before = match level {
            1 => N.to_owned(),
            _ => format!(r#"<FieldRef field="d{}"/>"#, level - 1),
        };
        let expr = next(before);
        format!("<DerivedField name=\"d{level}\" dataType=\"double\">{expr}</DerivedField>\n")
    };
    (1..=levels).map(field).collect()
}

fn asked(field: &str, times: usize) -> String {
    let case = |value: usize| {
        format!(
            r#"<Attribute partialScore="5"><SimplePredicate field="{field}" operator="equal" value="{value}"/></Attribute>"#
        )
    };
    (0..times).map(case).collect()
}

#[test]
fn derived_fields_do_not_grow_without_bound() {
    let twice = |it: String| apply("*", &format!("{it}{it}"));
    let once = |it: String| apply("+", &format!("{it}{}", number("1")));
    let read = |derived: &str, inside: &str| Card { derived, inside, ..Card::default() }.read();
    let told = [
        ("two of the one before", read(&chained(40, twice), &asked("d40", 2))),
        ("a long way from one to the next", read(&chained(5_000, once), &asked("d5000", 1))),
        ("brackets in brackets", read(&chained(121, once), &asked("d121", 1))),
        ("long and often", read(&chained(10, twice), &asked("d10", 1_000))),
        ("nobody asks", read(&chained(40, twice), &asked("d1", 1))),
    ];
    let told: Vec<String> =
        told.iter().map(|(name, said)| format!("── {name}\n{said}\n")).collect();
    insta::assert_snapshot!(told.join("\n"));
    assert!(read(&chained(120, once), &asked("d120", 1)).contains("when (((("), "deep enough");
}

#[test]
fn calculations_mean_the_same_or_are_refused() {
    let twice = with_number(N, "*", "2");
    let known =
        |then: &str, or: &str| apply("if", &format!("{}{then}{or}", apply("isNotMissing", N)));
    let expressions = [
        ("a divided range", with_number(&with_number(&twice, "min", "50"), "/", "100")),
        ("the inner end", with_number(&with_number(&twice, "min", "10"), "min", "50")),
        ("the outer end", with_number(&with_number(&twice, "min", "50"), "min", "10")),
        ("ends that cross", with_number(&with_number(&twice, "max", "20"), "min", "10")),
        ("small amounts", with_number(N, "*", "0.005")),
        ("a range with many decimals", with_number(&known(&twice, &number("0")), "min", "10.005")),
        ("points without a number", with_number(&known(&twice, &number("0")), "max", "10")),
        ("a value for missing parts", r#"<Apply function="*" defaultValue="7"><FieldRef field="n"/><Constant>2</Constant></Apply>"#.to_owned()),
        ("the same inside", with_number(r#"<Apply function="-" mapMissingTo="7"><FieldRef field="n"/><FieldRef field="m"/></Apply>"#, "*", "2")),
        ("a guard that compares", apply("if", &format!(r#"{}{twice}{}"#, apply("notEqual", &format!(r#"{N}<FieldRef field="m"/>"#)), number("0")))),
        ("a guard for another value", known(&with_number(r#"<FieldRef field="n" mapMissingTo="5"/>"#, "*", "2"), &number("0"))),
        ("a quotient of whole numbers", apply("/", r#"<FieldRef field="i"/><Constant>10</Constant>"#)),
        ("a quotient of others", apply("/", r#"<FieldRef field="i"/><Constant dataType="double">10</Constant>"#)),
        ("a looser rounding", with_number(&apply("if", &format!("{}{}{}", with_number(&twice, "lessThan", "7"), apply("-", &format!("{}{N}", number("0"))), apply("floor", &with_number(&twice, "+", "0.9")))), "/", "100")),
    ];
    let inside: Vec<String> = expressions.iter().map(|(_, expr)| complex(expr)).collect();
    let cases: Vec<_> = expressions
        .iter()
        .zip(&inside)
        .map(|((name, _), inside)| (*name, Card { inside, ..Card::default() }))
        .collect();
    insta::assert_snapshot!(read_all(&cases));
}

#[test]
fn what_a_model_does_beside_its_points_is_refused_or_told() {
    let inside = r#"<Attribute partialScore="5"><SimplePredicate field="n" operator="greaterThan" value="1"/></Attribute>
<Attribute partialScore="0"><True/></Attribute>"#;
    let model = |name, model| (name, Card { model, inside, ..Card::default() });
    let fields = |name, fields, model| (name, Card { fields, model, inside, ..Card::default() });
    let derived = |name, derived| {
        let inside = r#"<Attribute partialScore="5"><SimplePredicate field="d" operator="greaterThan" value="1"/></Attribute>
<Attribute partialScore="0"><True/></Attribute>"#;
        (name, Card { derived, inside, ..Card::default() })
    };
    let mined = |treatment: &str| {
        format!(
            r#"<MiningSchema><MiningField name="n"/><MiningField name="x" {treatment}/></MiningSchema>"#
        )
    };
    let (as_is, as_missing, no_score) = (
        mined(r#"invalidValueTreatment="asIs""#),
        mined(r#"invalidValueTreatment="asMissing""#),
        mined(r#"missingValueTreatment="returnInvalid""#),
    );
    let interval = r#"<DataField name="x" dataType="double"><Interval closure="closedClosed" leftMargin="0" rightMargin="9"/></DataField>"#;
    let invalid = r#"<DataField name="x" dataType="string"><Value value="?" property="invalid"/></DataField>"#;
    let list = r#"<DataField name="x" dataType="string"><Value value="a"/></DataField>"#;
    let asks_list = Card {
        fields: list,
        model: &as_is,
        inside: r#"<Attribute partialScore="5"><SimplePredicate field="x" operator="equal" value="a"/></Attribute><Attribute partialScore="1"><True/></Attribute>"#,
        ..Card::default()
    };
    let cases = [
        model("a target", r#"<Targets><Target field="y" rescaleFactor="2"/></Targets>"#),
        model("a target that only names", r#"<Targets><Target field="y"/></Targets>"#),
        fields("no score for missing values", interval, &no_score),
        fields("an interval", interval, ""),
        fields("an interval of missing values", interval, &as_missing),
        fields("an invalid value", invalid, ""),
        ("other values of a list", asks_list),
        ("a second scorecard", Card { inside, after: "<Scorecard/>", ..Card::default() }),
        derived(
            "a whole number of a fraction",
            r#"<DerivedField name="d" dataType="integer"><FieldRef field="n"/></DerivedField>"#,
        ),
        derived(
            "a text of a number",
            r#"<DerivedField name="d" dataType="string"><FieldRef field="i"/></DerivedField>"#,
        ),
        derived(
            "the least of two",
            r#"<DerivedField name="d" dataType="double"><Apply function="min"><FieldRef field="n"/><FieldRef field="m"/></Apply></DerivedField>"#,
        ),
    ];
    insta::assert_snapshot!(read_all(&cases));
}

#[test]
fn conditions_mean_the_same_or_are_refused() {
    let case = |predicate: &str| {
        format!(
            r#"<Attribute partialScore="5">{predicate}</Attribute><Attribute partialScore="1" reasonCode="none"><True/></Attribute>"#
        )
    };
    let set = |operator: &str, array: &str| {
        case(&format!(
            r#"<SimpleSetPredicate field="t" {operator}><Array type="string">{array}</Array></SimpleSetPredicate>"#
        ))
    };
    let inside = [
        ("a set without an operator", set("", r#""a" "b""#)),
        ("a set with an unknown operator", set(r#"booleanOperator="isOutside""#, r#""a" "b""#)),
        ("backslashes", set(r#"booleanOperator="isIn""#, r#""c:\dir" "say \"hi\"" d\e"#)),
        (
            "no predicate inside of a compound",
            case(
                r#"<CompoundPredicate booleanOperator="and"><SimplePredicate field="n" operator="greaterThan" value="1"/><Extension/><Surprise/></CompoundPredicate>"#,
            ),
        ),
        (
            "an extension inside of a compound",
            case(
                r#"<CompoundPredicate booleanOperator="and"><Extension/><SimplePredicate field="n" operator="greaterThan" value="1"/><SimplePredicate field="n" operator="lessThan" value="2"/></CompoundPredicate>"#,
            ),
        ),
    ];
    let cases: Vec<_> =
        inside.iter().map(|(name, inside)| (*name, Card { inside, ..Card::default() })).collect();
    insta::assert_snapshot!(read_all(&cases));
}

#[test]
fn outputs_are_taken_for_the_score_only_if_they_are() {
    let inside = r#"<Attribute partialScore="5"><SimplePredicate field="n" operator="greaterThan" value="1"/></Attribute><Attribute partialScore="0"><True/></Attribute>"#;
    let score = r#"<FieldRef field="s"/>"#;
    let output = |expr: &str| {
        format!(
            r#"<Output><OutputField name="s" feature="predictedValue"/><OutputField name="o" feature="transformedValue">{expr}</OutputField></Output>"#
        )
    };
    let bin = |label: &str, interval: &str| {
        format!(r#"<DiscretizeBin binValue="{label}"><Interval {interval}/></DiscretizeBin>"#)
    };
    let hot = bin("Hot", r#"closure="closedOpen" leftMargin="60""#);
    let bands = |bins: &str| format!(r#"<Discretize field="s">{hot}{bins}</Discretize>"#);
    let choice = apply(
        "if",
        &format!(
            "{}{}{}",
            with_number(&with_number(score, "*", "3"), "lessThan", "77"),
            number("1"),
            number("2")
        ),
    );
    let outputs = [
        ("kept inside", output(&with_number(&with_number(score, "max", "0"), "min", "50"))),
        (
            "something else of the score",
            output(&with_number(&with_number(&choice, "/", "20"), "max", "15")),
        ),
        ("bands", output(&bands(&bin("Cold", r#"closure="openOpen" rightMargin="60""#)))),
        (
            "bands with a gap",
            output(&bands(&bin("Cold", r#"closure="openOpen" rightMargin="50""#))),
        ),
        (
            "bands that meet twice",
            output(&bands(&bin("Cold", r#"closure="openClosed" rightMargin="60""#))),
        ),
    ];
    let cases: Vec<_> = outputs
        .iter()
        .map(|(name, model)| (*name, Card { model, inside, ..Card::default() }))
        .collect();
    insta::assert_snapshot!(read_all(&cases));
}

/// An attribute that fits counts even where its number is missing, and keeps the next one away.
#[test]
fn an_attribute_without_its_number_keeps_the_next_away() {
    let inside = format!(
        r#"<Attribute><SimplePredicate field="m" operator="greaterThan" value="0"/><ComplexPartialScore>{}</ComplexPartialScore></Attribute><Attribute partialScore="7"><True/></Attribute>"#,
        apply(
            "if",
            &format!("{}{}{}", apply("isNotMissing", N), with_number(N, "*", "2"), number("0"))
        )
    );
    let card = Card { inside: &inside, ..Card::default() };
    let program = program(&scorecard(&card.text(), "card.score".as_ref()).unwrap().text);
    let scorer = Scorer::new(&program, as_of());
    let score = |n: Value, m: i64| {
        let lead = [n, Value::Number(m.into()), Value::Missing, Value::Missing];
        scorer.score(&lead).score.to_string()
    };
    assert_eq!(score(Value::Number(3.into()), 1), "6");
    assert_eq!(score(Value::Missing, 1), "0");
    assert_eq!(score(Value::Missing, 0), "7");
}

#[test]
fn characteristics_without_a_last_case_are_named() {
    let inside = r#"<Attribute partialScore="5"><SimplePredicate field="n" operator="greaterThan" value="1"/></Attribute>"#;
    let read = Card { inside, ..Card::default() }.read();
    assert!(read.contains("The model gives no score to leads that no case takes: c."), "{read}");
}

#[test]
fn the_declared_encoding_is_honoured() {
    let folder = Folder::new();
    let inside = r#"<Attribute partialScore="5"><SimplePredicate field="t" operator="equal" value="café"/></Attribute><Attribute partialScore="0"><True/></Attribute>"#;
    let text = Card { inside, ..Card::default() }.text();
    let latin = |declared: &str| {
        let text = format!("<?xml version=\"1.0\"{declared}?>{text}");
        text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()
    };
    let path = folder.path("card.pmml");
    std::fs::write(&path, latin(" encoding=\"ISO-8859-1\"")).unwrap();
    folder.run(&["import", "card.pmml"]).ends_with(0);
    assert!(folder.read("card.score").contains("t == \"café\""));
    std::fs::write(&path, latin("")).unwrap();
    let run = folder.run(&["import", "card.pmml", "--force"]);
    run.ends_with(1);
    assert!(run.err.contains("The file is not in UTF-8."), "{}", run.err);
    folder.run(&["import", "card.pmml", "--force", "--encoding", "latin1"]).ends_with(0);
}

/// What a model says wrongly is told with its line in the model, not in rules that nobody has seen.
#[test]
fn mistakes_of_a_model_are_told_at_their_lines() {
    let inside = r#"<Attribute partialScore="5"><SimplePredicate field="a contains b" operator="equal" value="x"/></Attribute><Attribute partialScore="0"><True/></Attribute>"#;
    let fields = r#"<DataField name="a contains b" dataType="string"/>"#;
    let card = Card { inside, fields, ..Card::default() };
    assert!(card.read().contains("`a contains b` == \"x\""), "{}", card.read());
    let text = card.text().replace("modelName=\"m\"", "initialScore=\"5e12\"");
    let refused = scorecard(&text, "card.score".as_ref()).unwrap_err();
    assert_eq!(
        refused.findings[0].message,
        "Line 5: The initial score 5e12 is more than rules can start at."
    );
}
