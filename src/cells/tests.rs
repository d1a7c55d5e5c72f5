use proptest::prelude::*;

use super::*;
use crate::ir::{AsOf, Clock, Program, Text, Value};
use crate::project::Project;

fn program(rules: &str) -> Program {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.score");
    let record = "record Lead { n: integer  x: number  t: text  u: one of [\"red\", \"blue\"]  d: date  s: datetime\n\
                  b: yes/no  l: list of text }\n";
    std::fs::write(&path, format!("{record}{rules}")).unwrap();
    let project = Project::load(&[path]);
    let checked = project.check(&project.models()[0], None);
    checked.program.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

fn clock(program: &Program) -> Clock {
    Clock::new(AsOf::Day("2025-03-01".parse().unwrap()), program.zone.clone())
}

/// The cells of the only axis of some rules: each value with the tests that it passes.
fn cells(rules: &str) -> (String, bool) {
    let program = program(rules);
    let axes = Axes::of(&program);
    assert_eq!(axes.all().len(), 1, "one axis");
    let partition = Partition::of(&axes.all()[0], &program, &clock(&program));
    let shown = partition.cells.iter().map(|cell| {
        let passed: Vec<String> = cell.passed.iter().map(|it| it.to_string()).collect();
        format!("{} [{}]", cell.value, passed.join(" "))
    });
    (shown.collect::<Vec<_>>().join("\n"), partition.complete)
}

#[test]
fn whole_numbers_have_no_cell_between_neighbours() {
    let (shown, complete) = cells("when n in 5..6 then +1\nwhen n > 6 and n < 7 then +1\n");
    assert_eq!(shown, "missing []\n4 [2]\n5 [0 2]\n7 [1]");
    assert!(complete);
}

#[test]
fn numbers_have_ends_and_insides() {
    let (shown, _) = cells("when x in 1..<2 then +1\nwhen x otherwise 3 > 1.5 then +1\n");
    assert_eq!(shown, "missing [1]\n0 []\n1 [0]\n1.75 [0 1]\n2 [1]");
}

#[test]
fn what_is_calculated_from_a_date_cuts_the_date() {
    let (shown, complete) = cells(
        "when days_since(d) > 30 then +1\nwhen year(d) == 2025 then +1\nwhen d within last 7 days then +1\n",
    );
    assert_eq!(
        shown,
        "missing []\n2024-12-31 [0]\n2025-01-01 [0 1]\n2025-01-30 [1]\n2025-02-22 [1 2]\n2025-03-02 [1]\n2026-01-01 []"
    );
    assert!(complete);
}

#[test]
fn a_closed_list_is_its_values_and_a_text_is_those_that_are_named() {
    let (shown, complete) = cells("when u == \"red\" then +1\n");
    assert_eq!((shown.as_str(), complete), ("missing []\nred [0]\nblue []", true));
    let (shown, complete) = cells("when t in [\"A\", \"B\"] then +1\nwhen t == \"B\" then +1\n");
    assert_eq!((shown.as_str(), complete), ("missing []\nA [0]\nB [0 1]\nother []", true));
    let (shown, complete) =
        cells("when t contains \"ab\" then +1\nwhen t ends with \"b\" then +1\n");
    assert_eq!(
        (shown.as_str(), complete),
        ("missing []\nother []\nab [0 1]\nxabx [0]\nb [1]", false)
    );
}

#[test]
fn what_is_calculated_from_several_fields_is_an_axis_of_its_own() {
    let program = program("when n / x > 2 then +1\nwhen n > 1 and n < x then +1\n");
    let axes = Axes::of(&program);
    let labels = axes.all().iter().map(|it| it.column(&program).unwrap().label.clone());
    assert_eq!(labels.collect::<Vec<_>>(), ["n / x", "n", "n < x"]);
}

/// Rules whose every axis has an order, in zones whose days begin twice, or not at midnight.
const ORDERED: &str = "when s within last 20 days then +1
when s in 2018-11-04..2024-12-31 then +1
when s within last 3 hours then +1
when s > 2006-10-29T00:00:30 then +1
when year(s) >= 2007 then +1
when days_since(s) in 6697..6700 then +1
when s == 2006-10-29 then +1
when x in 1.25..<7 then +1
when not -x < 2 then +1
when (x otherwise 9) > 8 then +1
";

#[test]
fn a_line_says_of_each_test_what_its_values_say() {
    let texts = "when t in [\"A\", \"B\"] and not t contains \"a\" then +1\nwhen u == \"red\" or t is missing then +1\n\
                 when l contains \"x\" and b and length(t) > 3 then +1\nwhen n in 5..6 or (n > 20 and n < 22) then +1\n";
    for rules in [ORDERED, texts] {
        let program = program(rules);
        let clock = clock(&program);
        for axis in Axes::of(&program).all() {
            let line = Line::of(axis, &program, &clock).unwrap();
            let tested = Tested::new(axis, &program, &clock);
            let mut answer = Answer::default();
            for (place, value) in line.values.iter().enumerate() {
                tested.ask(value, &mut answer);
                for (test, holds) in line.tests.iter().enumerate() {
                    let passed = answer.passed.contains(test);
                    assert_eq!(holds.contains(place), passed, "{:?} of {value}", axis.tests[test]);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn between_two_cuts_nothing_changes(
        seconds in prop_oneof![1_161_900_000_i64..1_162_300_000, 1_500_000_000_i64..1_750_000_000],
        x in -1000_i64..1000,
        zone in prop::sample::select(vec!["America/St_Johns", "America/Sao_Paulo", "Asia/Beirut", "UTC"]),
    ) {
        let program = program(&format!("model m scores Lead timezone \"{zone}\"\n{ORDERED}"));
        let clock = clock(&program);
        let values = [
            Value::Moment(jiff::Timestamp::from_second(seconds).unwrap()),
            Value::Number(rust_decimal::Decimal::new(x, 2)),
        ];
        for axis in Axes::of(&program).all() {
            let value = values.iter().find(|it| matches!(it, Value::Moment(_)) == axis.ty(&program).unwrap().is_date());
            let value = value.unwrap();
            let cuts = Cuts::of(axis, &program, &clock).unwrap();
            let interval = cuts.interval_of(value).unwrap();
            let other = cuts.inside(interval, false).unwrap();
            prop_assert_eq!(cuts.interval_of(&other), Some(interval));
            let tested = Tested::new(axis, &program, &clock);
            let (mut one, mut two) = (Answer::default(), Answer::default());
            tested.ask(value, &mut one);
            tested.ask(&other, &mut two);
            prop_assert_eq!(one, two, "{} and {}", value, other);
        }
    }

    #[test]
    fn what_is_calculated_changes_at_cuts_only(
        steps in prop::collection::vec(prop::sample::select(vec![
            "(# + 7)", "(3 - #)", "(# * 2.5)", "(# * -3)", "(# / 7)", "(# / -0.3)", "round(#)", "round(#, 1)", "min(#, 20)", "max(4, #)",
        ]), 1..4),
        (a, b, c) in (-50_i64..50, -50_i64..50, -50_i64..50),
        tried in prop::collection::vec(-200_i64..200, 30),
    ) {
        let whole = steps.iter().fold("n".to_owned(), |inner, step| step.replace('#', &inner));
        let days = steps.iter().fold("days_since(d)".to_owned(), |inner, step| step.replace('#', &inner));
        let rule = |it: &str| format!("when {it} > {a} or {it} == {b} or {it} <= {c}.5 then +1\n");
        let program = program(&format!("{}{}", rule(&whole), rule(&days)));
        let clock = clock(&program);
        for axis in Axes::of(&program).all() {
            let is_date = axis.ty(&program).unwrap().is_date();
            let value = |it: i64| match is_date {
                true => Value::Date(clock.today.checked_sub(jiff::Span::new().days(it)).unwrap()),
                false => Value::Number(it.into()),
            };
            let cuts = Cuts::of(axis, &program, &clock).unwrap();
            let tested = Tested::new(axis, &program, &clock);
            for one in tried.iter().map(|it| value(*it)) {
                let other = cuts.inside(cuts.interval_of(&one).unwrap(), true).unwrap();
                let (mut at_one, mut at_other) = (Answer::default(), Answer::default());
                tested.ask(&one, &mut at_one);
                tested.ask(&other, &mut at_other);
                prop_assert_eq!(at_one, at_other, "{} and {} of {}", one, other, whole);
            }
        }
    }

    #[test]
    fn every_text_lies_in_a_cell_of_a_complete_partition(text in "[abAB]{0,2}") {
        let program = program("when t in [\"a\", \"AB\"] then +1\nwhen t is exactly \"Ab\" then +1\n");
        let axes = Axes::of(&program);
        let axis = &axes.all()[0];
        let partition = Partition::of(axis, &program, &clock(&program));
        prop_assert!(partition.complete);
        let value = Value::text(&Text::new(&text).exact);
        let mut answer = Answer::default();
        Tested::new(axis, &program, &clock(&program)).ask(&value, &mut answer);
        prop_assert!(partition.cell_of(&value, &answer).is_some());
    }
}
