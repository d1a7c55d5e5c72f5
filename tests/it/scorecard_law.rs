//! Exported and imported, random rules give the same scores.

use leadscore::eval::Scorer;
use leadscore::ir::{Program, Value};
use leadscore::pmml::export;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::generate::as_of;
use crate::scorecard::import;
use crate::support::program;

const FIELDS: &str =
    "record Lead { n: number m: integer t: text, missing \"N/A\" u: one of [\"red\", \"green\"]
    b: yes/no p: percent }";

/// Letters of several scripts, and signs that some formats take for their own.
const TEXTS: [&str; 9] =
    ["a", "A b", "straße", "x&y", "c \"d\"", "c:\\dir", "\\", "Größe", "привет"];

/// A test that a scorecard says without precomputed inputs.
fn test() -> impl Strategy<Value = String> {
    let compare = proptest::sample::select(&["==", "!=", "<", "<=", ">", ">="][..]);
    let equal = proptest::sample::select(&["==", "!="][..]);
    let text = || proptest::sample::select(&TEXTS[..]);
    let quoted = |it: &str| leadscore::format::print_text(it);
    prop_oneof![
        (compare.clone(), -5..5).prop_map(|(op, to)| format!("n {op} {to}")),
        (compare, -5..5).prop_map(|(op, to)| format!("m {op} {to}.5")),
        (-5..0, 0..5).prop_map(|(a, b)| format!("m in {a}..{b}")),
        (-5..0, 0..5).prop_map(|(a, b)| format!("n not in {a}..<{b}")),
        (-5..5).prop_map(|it| format!("(n + m) > {it}")),
        (-5..5).prop_map(|it| format!("(n / m) > {it}")),
        (-5..5).prop_map(|it| format!("(n otherwise 2) <= {it}")),
        (equal.clone(), text()).prop_map(move |(op, it)| format!("t {op} {}", quoted(it))),
        (text(), text()).prop_map(move |(a, b)| format!("t in [{}, {}]", quoted(a), quoted(b))),
        text().prop_map(move |it| format!("t contains {}", quoted(it))),
        text().prop_map(move |it| format!("t does not start with {}", quoted(it))),
        text().prop_map(move |it| format!("t contains word {}", quoted(it))),
        equal.prop_map(|op| format!("u {op} \"red\"")),
        (-5..5).prop_map(|it| format!("p > {it}%")),
        (-5..5).prop_map(|it| format!("max(n, m) > {it}")),
        Just("b".to_owned()),
        Just("b == no".to_owned()),
        proptest::sample::select(&["n", "t", "u", "b", "p"][..])
            .prop_map(|it| format!("{it} is missing")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    test().prop_recursive(3, 10, 3, |inner| {
        let several = proptest::collection::vec(inner.clone(), 2..4);
        let joined = |parts: Vec<String>, word: &str| {
            let parts: Vec<String> = parts.iter().map(|it| format!("({it})")).collect();
            parts.join(&format!(" {word} "))
        };
        prop_oneof![
            inner.prop_map(|it| format!("not ({it})")),
            several.clone().prop_map(move |it| joined(it, "and")),
            several.prop_map(move |it| joined(it, "or")),
        ]
    })
}

fn rule() -> impl Strategy<Value = String> {
    let points = || {
        (-500_i64..500).prop_map(|it| {
            let points = rust_decimal::Decimal::new(it, 2);
            if it < 0 { points.to_string() } else { format!("+{points}") }
        })
    };
    let code = proptest::option::of(0..9)
        .prop_map(|it| it.map_or(String::new(), |it| format!(" code \"R{it}\"")));
    prop_oneof![
        3 => (condition(), points(), code).prop_map(|(when, points, code)| format!("when {when} then {points}{code}")),
        1 => (condition(), points()).prop_map(|(when, points)| format!("when {when} then {points} per (n) limit -3..4")),
        1 => (condition(), points()).prop_map(|(when, points)| format!("when {when} then {points} per (m / 3)")),
        1 => (points(), points(), points()).prop_map(|(a, b, c)| {
            format!("match m {{ 1..3 then {a} code \"M1\"  missing then {b}  otherwise then {c} }}")
        }),
        1 => (points(), points(), points()).prop_map(|(a, b, c)| {
            format!("match m {{ > 0 then {a} per (n)  < -2 then {b} per (m / n)  otherwise then {c} code \"M2\" }}")
        }),
    ]
}

fn lead() -> impl Strategy<Value = Vec<Value>> {
    let others =
        [" A B ", "STRASSE", "Straße", "x&Y", "c \"D\" e", "C:\\DIR", "GRÖSSE", "ПРИВЕТ", ""];
    let all: Vec<&str> = TEXTS.into_iter().chain(others).collect();
    let text = proptest::sample::select(all);
    let number = (-12_i64..12).prop_map(|it| Value::Number(rust_decimal::Decimal::new(it * 5, 1)));
    let whole = (-6_i64..6).prop_map(|it| Value::Number(it.into()));
    let color = proptest::sample::select(&["red", "Green", ""][..]);
    let yes = proptest::option::of(any::<bool>());
    let number = || proptest::option::of(number.clone());
    (number(), proptest::option::of(whole), text, color, yes, number()).prop_map(
        |(n, m, t, u, b, p)| {
            vec![
                n.unwrap_or(Value::Missing),
                m.unwrap_or(Value::Missing),
                Value::text(t),
                Value::text(u),
                b.map_or(Value::Missing, Value::YesNo),
                p.unwrap_or(Value::Missing),
            ]
        },
    )
}

/// The values of a lead, for a record that declares fewer fields, or in another order.
fn for_record(program: &Program, other: &Program, lead: &[Value]) -> Vec<Value> {
    let value = |name: &str| other.record.field(name).map(|it| lead[it.0 as usize].clone());
    program.record.fields.iter().map(|it| value(&it.name).unwrap_or(Value::Missing)).collect()
}

/// Exported and imported, rules give the same scores, and the same codes.
#[test]
fn there_and_back_scores_the_same() {
    let config = Config { cases: 250, failure_persistence: None, ..Config::default() };
    let strategy = (
        proptest::collection::vec(rule(), 1..6),
        any::<bool>(),
        proptest::collection::vec(lead(), 20),
    );
    let result = TestRunner::new(config).run(&strategy, |(rules, limited, leads)| {
        let limit = if limited { "limit -3..6 start at 0.25" } else { "" };
        let text = format!(
            "{FIELDS}\nmodel m scores Lead {limit}\n{}\nbands {{ Hot from 2.5, Warm from 0, Cold otherwise }}",
            rules.join("\n")
        );
        let before = program(&text);
        let exported = match export(&before, None) {
            Ok(exported) => exported,
            Err(refused) => {
                prop_assert!(refused.findings[0].message.contains("look at no field"), "{:?}", refused);
                return Ok(());
            }
        };
        let made = import(&exported.text);
        let after = program(&made);
        let (one, two) = (Scorer::new(&before, as_of()), Scorer::new(&after, as_of()));
        for lead in &leads {
            let (a, b) = (one.score(lead), two.score(&for_record(&after, &before, lead)));
            prop_assert_eq!(a.score, b.score, "{:?}\n{}\n{}", lead, text, made);
            prop_assert_eq!(a.band, b.band);
            let codes = |reasons: Vec<leadscore::eval::Reason<'_>>| {
                let mut codes: Vec<_> = reasons.iter().filter_map(|it| it.code).map(str::to_owned).collect();
                codes.retain(|it| it.len() == 2);
                codes.sort();
                codes
            };
            prop_assert_eq!(codes(one.reasons(&a)), codes(two.reasons(&b)), "{}", made);
        }
        Ok(())
    });
    result.unwrap();
}
