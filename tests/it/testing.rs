//! `leadscore test`: what tests leave out, which tests are proposed, which changes no test notices.

use leadscore::eval::Scorer;
use leadscore::testing::{Aim, Coverage, Fate, Mutation, Tally, generate, run_tests};
use proptest::prelude::*;

use crate::generate::{as_of, lead, model};
use crate::support::{Folder, program};

const RULES: &str = r#"use "crm.score"

model fit scores Lead
  limit 0..100

group "Size" {
  match employees {
    100..500   then +20 because "Our size"
    > 400      then +10 because "Large"
    otherwise  then +0
  }
  when country in ["DE", "AT"] and revenue >= 5M
    then +30 because "Earns well nearby"
}

disqualify when email ends with ".example" because "A test address"

bands { Hot from 50, Cold otherwise }

test "our size" as of 2025-03-01 {
  given { employees: 250, country: "DE" }
  expect score == 20
}
"#;

const CRM: &str = "record Lead {
  id: text, key
  employees: integer
  country: text
  revenue: number
  email: text
}
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("fit.score", RULES).write("crm.score", CRM);
    folder
}

/// The same with a test that fails.
fn failing() -> Folder {
    let folder = folder();
    let wrong = "test \"too <large> & \\\"wrong\\\"\" as of 2025-03-01 {\n  given { employees: 501 }\n  expect score == 20, not fired \"Large\"\n}\n";
    folder.write("tests.score", format!("use \"fit.score\"\n\n{wrong}"));
    folder
}

#[test]
fn coverage_tells_what_tests_leave_out() {
    let run = folder().run(&["test", "fit.score", "--coverage"]);
    insta::assert_snapshot!(run.ends_with(0).out);
    assert_eq!(run.err, "");
}

#[test]
fn a_least_share_can_be_asked_for() {
    let folder = folder();
    let run = folder.run(&["test", "fit.score", "--coverage", "--min", "90%"]);
    run.ends_with(1).says("The tests cover 30%, and --min asks for 90%.");
    run.says("Most is missing of these: 8 of 8 sides of bounds.");
    folder.run(&["test", "fit.score", "--coverage", "--min", "30"]).ends_with(0);
    let run = folder.run(&["test", "fit.score", "--mutate", "--min", "90"]);
    run.ends_with(1).says("of the changes, and --min asks for 90%.");
}

#[test]
fn options_that_do_not_go_together_are_told() {
    let folder = folder();
    folder
        .run(&["test", "fit.score", "--min", "90%"])
        .ends_with(2)
        .says("Add --coverage, --mutate or both.");
    folder.run(&["test", "fit.score", "--format", "lcov"]).ends_with(2).says("Add --coverage");
    folder
        .run(&["test", "fit.score", "--coverage", "--min", "120%"])
        .ends_with(2)
        .says("from 0% to 100%");
    folder
        .run(&["test", "fit.score", "--generate", "--watch"])
        .ends_with(2)
        .says("cannot be used with");
}

#[test]
fn results_speak_to_programs() {
    let folder = failing();
    for form in ["json", "junit", "github"] {
        let run = folder.run(&["test", "fit.score", "tests.score", "--format", form]);
        insta::assert_snapshot!(format!("form_{form}"), run.ends_with(1).out);
    }
    let run =
        folder.run(&["test", "fit.score", "--coverage", "--format", "lcov", "-o", "lcov.info"]);
    run.ends_with(0).prints("");
    insta::assert_snapshot!("form_lcov", folder.read("lcov.info"));
    let run = folder.run(&["test", "fit.score", "--coverage", "--mutate", "--format", "github"]);
    run.ends_with(0);
    assert!(run.out.contains("::warning file=fit.score,line=8,endLine=8,col=5,endColumn=43,title=Not tested::never tested with employees just below 100"), "{}", run.out);
    assert!(
        run.out.contains("title=Not noticed::No test notices: employees in 100..500 → 99..500"),
        "{}",
        run.out
    );
    let json = folder.run(&["test", "fit.score", "--coverage", "--mutate", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let model = &json["models"][0];
    assert_eq!(model["coverage"]["kinds"]["bands"]["of"], 2);
    assert_eq!(model["coverage"]["goals"][0]["tests"], 1);
    assert_eq!(model["mutation"]["changes"][0]["fate"], "missed");
}

#[test]
fn missing_tests_are_proposed_and_pass() {
    let folder = folder();
    let run = folder.run(&["test", "fit.score", "--generate"]);
    insta::assert_snapshot!(run.ends_with(0).out);
    run.says("fit: 8 tests proposed; read them before you keep them");
    folder.run(&["test", "fit.score", "--generate", "-o", "more/new.score"]).ends_with(2);
    std::fs::create_dir(folder.path("more")).unwrap();
    folder
        .run(&["test", "fit.score", "--generate", "-o", "more/new.score"])
        .ends_with(0)
        .prints("");
    assert!(folder.read("more/new.score").starts_with("use \"../fit.score\"\n\n"));
    folder.run(&["fmt", "--check", "more/new.score"]).ends_with(0);
    let run = folder.run(&["test", "fit.score", "more/new.score", "--coverage", "--min", "100%"]);
    run.ends_with(0);
    let run = folder.run(&["test", "fit.score", "--generate", "-o", "more/new.score"]);
    run.ends_with(2).says("more/new.score is there already.");
}

#[test]
fn changes_that_no_test_notices_are_told() {
    let run = folder().run(&["test", "fit.score", "--mutate"]);
    insta::assert_snapshot!(run.ends_with(0).out);
}

#[test]
fn tests_are_proposed_for_changes_too() {
    let folder = folder();
    folder.run(&["test", "fit.score", "--generate", "--mutate", "-o", "new.score"]).ends_with(0);
    let run = folder.run(&["test", "fit.score", "new.score", "--mutate"]);
    run.ends_with(0).prints(
        "11 passed, 0 failed\n\nfit: 15 of 15 changes noticed, 100%; 4 more change no result\n",
    );
}

#[test]
fn tests_run_again_when_a_file_changes() {
    use std::io::{BufRead, BufReader};
    let folder = folder();
    let mut child = folder.spawn(&["test", "fit.score", "--watch"], std::process::Stdio::piped());
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), "1 passed, 0 failed");
    assert_eq!(said.next().unwrap(), "watching; end with Ctrl-C");
    folder.write("fit.score", RULES.replace("score == 20", "score == 21"));
    assert_eq!(lines.find(|it| !it.is_empty()).unwrap(), "fit.score changed");
    assert_eq!(lines.next().unwrap(), "FAILED  our size  (fit.score:20)");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The survivors among the changes of some rules, and how many are no changes.
fn missed(rules: &str) -> (Vec<String>, usize) {
    let text = format!(
        "model m scores Lead\nrecord Lead {{ n: integer  m: integer  x: number  t: text  d: date  b: yes/no  visits: list of Visit }}\nrecord Visit {{ page: text  at: datetime, time }}\n{rules}"
    );
    let mutation = Mutation::of(&program(&text), as_of());
    let changes = mutation.missed().map(ToString::to_string).collect();
    (changes, mutation.count(Fate::Same))
}

#[test]
fn survivors_are_exact() {
    let cases: [(&str, &[&str], usize); 12] = [
        (
            "when n >= 100 then +5\ntest \"t\" { given { n: 100 } expect score == 5 }\n",
            &["n >= 100 → 99"],
            0,
        ),
        (
            "when n >= 100 then +5\ntest \"t\" { given { n: 100 } expect score == 5 }\ntest \"u\" { given { n: 99 } expect score == 0 }\n",
            &[],
            0,
        ),
        (
            "when x > 2.5 then +5\ntest \"t\" { given { x: 3 } expect score > 0 }\n",
            &["x > 2.5 → 2.6", "x > 2.5 → >= 2.5", "+5 → +6"],
            0,
        ),
        (
            "match n { 1..9 then +1  5..20 then +2  otherwise then +0 }\ntest \"t\" { given { n: 9 } expect score == 1 }\ntest \"u\" { given { n: 10 } expect score == 2 }\n",
            &[
                "n in 1..9 → 0..9",
                "n in 1..9 → 2..9",
                "n in 5..20 → 5..19",
                "n in 5..20 → 5..21",
                "+0 → +1",
            ],
            // What the first row takes, the second need not.
            2,
        ),
        (
            "when b and t == \"a\" then +5\ntest \"t\" { given { b: yes, t: \"a\" } expect score == 5 }\n",
            &["b and t == \"a\" → b or t == \"a\""],
            0,
        ),
        (
            "when t in [\"a\", \"b\"] then -5\ntest \"t\" { given { t: \"a\" } expect score == -5 }\n",
            &["t in [\"a\", \"b\"] → without \"b\""],
            0,
        ),
        (
            "when d within last 7 days then +1 per m\ntest \"t\" as of 2025-03-01 { given { d: 2025-02-22, m: 2 } expect score == 2 }\n",
            &["d within last 7 days → 8 days"],
            0,
        ),
        (
            "for each visits where page == \"/\" then +2 first 2 limit ..3\ntest \"t\" as of 2025-03-01 { given { visits: [{ page: \"/\" }, { page: \"/\" }, { page: \"/\" }] } expect score == 3 }\n",
            &["+2 → +3", "first 2 → 3"],
            0,
        ),
        (
            "when n < m then +5\ndisqualify when no visits\ntest \"t\" { given { n: 1, m: 2, visits: [{ page: \"/\" }] } expect score == 5, status == scored }\n",
            &["n < m → <= m"],
            0,
        ),
        (
            "group \"g\" weight 1.5 { when n > 5 then +2 }\ntest \"t\" { given { n: 6 } expect score >= 3 }\ntest \"u\" { given { n: 5 } expect score == 0 }\n",
            &["+2 → +3", "weight 1.5 → 1.6"],
            0,
        ),
        (
            "when b then +5 valid 2025-01-01..2025-06-30\ntest \"t\" as of 2025-06-30 { given { b: yes } expect score == 5 }\ntest \"u\" as of 2025-07-01 { given { b: yes } expect score == 0 }\n",
            &["valid 2025-01-01..2025-06-30 → 2024-12-31..2025-06-30"],
            0,
        ),
        (
            "for each visits where page == \"/\" then +2 once per day halving every 10 days\ntest \"t\" as of 2025-03-01 { given { visits: [{ page: \"/\", at: 2025-03-01T10:00Z }] } expect score == 2 }\n",
            &["once per day → week", "halving every 10 days → 11 days"],
            0,
        ),
    ];
    for (rules, expected, same) in cases {
        let (changes, none) = missed(rules);
        assert_eq!(changes, expected, "{rules}");
        assert_eq!(none, same, "{rules}");
    }
}

#[test]
fn tests_that_fail_notice_nothing() {
    let (changes, _) =
        missed("when n >= 1 then +5\ntest \"t\" { given { n: 1 } expect score == 7 }\n");
    assert_eq!(changes, ["n >= 1 → 0", "n >= 1 → 2", "+5 → +6"]);
}

/// Rules about events, other models, calculations and time: each goal is reached by a proposed test.
#[test]
fn events_and_calculations_are_reached() {
    let rules = "model m scores Lead
record Lead { visits: list of Visit  company: Company  n: number  m: number  t: text  d: date  s: datetime  l: list of text }
record Visit { page: text  at: datetime, time  seconds: integer }
record Company { industry: text  parent: Company  staff: integer }
when count(visits where page starts with \"/p\" and seconds >= 10) >= 3 then +1
when no visits where at within last 30 days then -1
when sum(visits.seconds where page == \"/\") > 100 then +2
when count(distinct visits.page) >= 4 then +1
when latest(visits) more than 90 days ago then -3
for each visits match page { \"/a\", \"/b\" then +2  contains \"c\" then +1  otherwise then +0 } first 2
when company.parent.industry == \"Retail\" and company.staff in 10..<50 then +5
when n / m >= 2.5 or n - m < -3 then +4
when domain(t) in [\"a.com\", \"b.com\"] and length(t) > 9 then +1
when t matches \"(test|demo)[0-9]{2}@.*\" then -9
when weekday(d) == 6 or year(s) == 2024 or days_since(d) in 3..5 then +6
when l contains all of [\"a\", \"b\"] and l does not contain \"c\" then +7
when n < m then +8
when s within last 4 hours or s after 2025-06-01T12:30 then +1
disqualify when is_digit_run(t)
bands { Top from 20, Mid from 5, Low otherwise }
";
    let checked = program(rules);
    let proposed = generate(&checked, as_of(), false);
    let lost: Vec<&str> = proposed.out_of_reach.iter().map(|it| it.name.as_str()).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let tests: String = proposed.tests.iter().map(|it| it.text(&checked)).collect();
    assert_proposals_hold(rules, &tests, 0);
}

/// The names of goals that nobody can reach, on 1 March 2025.
fn impossible(rules: &str) -> Vec<String> {
    let coverage = Coverage::of(&program(rules), as_of());
    coverage.impossible.iter().map(|it| it.name.clone()).collect()
}

/// Whether a row for blanks is taken does not hang on what other rules ask of the same field: of `abs(n)` no values are
/// listed, and yet `n otherwise 0` has one.
#[test]
fn a_row_for_blanks_is_out_of_reach_where_blanks_have_a_value() {
    let rules = "model m scores Lead
record Lead { n: number }
match (n otherwise 0.0) { > 5 then +1  missing then +2 because \"blank\"  otherwise then +3 }
";
    for others in
        ["", "when abs(n) > 3 then +1\n", "when abs(n) > 3 and round(n / 7) == 2 then +1\n"]
    {
        let text = format!("{rules}{others}");
        assert!(impossible(&text).contains(&"blank".to_owned()), "{text}");
        let proposed = generate(&program(&text), as_of(), false);
        let tests: String = proposed.tests.iter().map(|it| it.text(&program(&text))).collect();
        assert_proposals_hold(&text, &tests, proposed.out_of_reach.len());
    }
}

/// Events later than as-of do not exist, and of none there are none.
#[test]
fn what_no_event_can_be_is_out_of_reach() {
    let rules = "model m scores Lead
record Lead { n: integer  visits: list of Visit }
record Visit { page: text  at: datetime, time  seconds: integer }
when any visits where at after 2030-01-01 then +1
when latest(visits) after 2030-01-01 then +2
when latest(visits) more than 90 days ago then +3
for each visits where at after 2031-01-01 then +4
when any visits where seconds > 5 and seconds < 3 then +5
when any visits where at before 2026-01-01 then +6
";
    assert_eq!(
        impossible(rules),
        [
            "any visits where at after 2030-01-01",
            "at > 2030-01-01",
            "at at 2030-01-01",
            "at just above 2030-01-01",
            "latest(visits) after 2030-01-01",
            "latest(visits) at 2030-01-01",
            "latest(visits) just above 2030-01-01",
            "for each visits where at after 2031-01-01",
            "at > 2031-01-01",
            "at at 2031-01-01",
            "at just above 2031-01-01",
            "any visits where seconds > 5 and seconds < 3",
            "at just below 2026-01-01",
            "at at 2026-01-01",
        ]
    );
    let proposed = generate(&program(rules), as_of(), false);
    let lost: Vec<&str> = proposed.out_of_reach.iter().map(|it| it.name.as_str()).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// Asserts that proposed tests pass, and leave out so many goals.
#[track_caller]
fn assert_proposals_hold(rules: &str, tests: &str, left: usize) {
    let with_tests = program(&format!("{rules}{tests}"));
    let failed: Vec<_> = run_tests(&with_tests, as_of())
        .into_iter()
        .filter(|it| !it.failures.is_empty())
        .map(|it| (it.name, it.failures))
        .collect();
    assert!(failed.is_empty(), "{failed:?}\n{rules}{tests}");
    let Tally { reached, all } = Coverage::of(&with_tests, as_of()).total();
    assert_eq!(all - reached, left, "{rules}{tests}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::support::cases(24), max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn every_proposed_test_passes_and_nothing_else_is_left(model in model(), leads in prop::collection::vec(lead(), 40)) {
        let text = model.text();
        let checked = program(&text);
        let proposed = generate(&checked, as_of(), false);
        let tests: String = proposed.tests.iter().map(|it| it.text(&checked)).collect();
        assert_proposals_hold(&text, &tests, proposed.out_of_reach.len());
        // What is called impossible is reached by nobody.
        let coverage = Coverage::of(&checked, as_of());
        let scorer = Scorer::new(&checked, as_of());
        for lead in &leads {
            let (outcome, answers) = (scorer.score(lead), scorer.answers(lead));
            for goal in &coverage.impossible {
                match &goal.aim {
                    Aim::Band(band) => prop_assert_ne!(outcome.band, Some(*band)),
                    Aim::Atom(None, atom, wanted) => {
                        let holds = atom.test.passes(answers.value(atom.column), scorer.clock());
                        prop_assert_ne!(holds, *wanted, "{}", goal.name);
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn changes_that_are_called_none_change_no_result(model in model(), leads in prop::collection::vec(lead(), 40)) {
        let checked = program(&model.text());
        let mutation = Mutation::of(&checked, as_of());
        let scorer = Scorer::new(&checked, as_of());
        for (change, fate) in &mutation.changes {
            if *fate == Fate::Same {
                let changed = change.applied(&checked);
                let other = Scorer::new(&changed, as_of());
                for lead in &leads {
                    prop_assert_eq!(scorer.score(lead).rating(), other.score(lead).rating(), "{}", change);
                }
            }
        }
    }
}
