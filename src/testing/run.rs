//! Runs tests and says what came of each.

use crate::eval::{Outcome, Scorer, explain, holds_of};
use crate::ir::{
    AsOf, Expectation, Expected, GroupId, Identity, Program, Subject, TestCase, Value,
};
use crate::source::Place;

/// What came of one test.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// The expectations that do not hold; none means that it passed.
    pub failures: Vec<Failure>,
    /// The explanation of the actual score, if it failed.
    pub explanation: String,
}

/// An expectation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its own text.
    pub expected: String,
    /// What is so instead: `score is 30`.
    pub actual: String,
    /// Where it stands.
    pub place: Place,
}

/// Runs every test of a program; `as_of` is the moment of tests that name no day.
#[must_use]
pub fn run_tests(program: &Program, as_of: AsOf) -> Vec<Verdict> {
    program.tests.iter().map(|test| run_test(program, test, as_of)).collect()
}

/// Runs one test.
pub(super) fn run_test(program: &Program, test: &TestCase, as_of: AsOf) -> Verdict {
    let scorer = Scorer::new(program, moment_of(test, as_of));
    let outcome = scorer.score(&test.values);
    let failures: Vec<Failure> =
        test.expectations.iter().filter_map(|it| failure(&scorer, &outcome, it)).collect();
    let explanation = match failures.is_empty() {
        true => String::new(),
        false => explain(&scorer, &test.values).draw(&program.name),
    };
    Verdict { name: test.name.clone(), place: test.place, failures, explanation }
}

/// The moment of a test, where `as_of` is that of tests that name no day.
pub(super) fn moment_of(test: &TestCase, as_of: AsOf) -> AsOf {
    test.as_of.map_or(as_of, AsOf::Day)
}

/// Whether a test passes; quicker than asking why not.
pub(super) fn passes(program: &Program, test: &TestCase, as_of: AsOf) -> bool {
    let scorer = Scorer::new(program, moment_of(test, as_of));
    let outcome = scorer.score(&test.values);
    test.expectations.iter().all(|it| failure(&scorer, &outcome, it).is_none())
}

fn failure(scorer: &Scorer<'_>, outcome: &Outcome, expectation: &Expectation) -> Option<Failure> {
    let failed = |actual: String| Failure {
        expected: expectation.text.clone(),
        actual,
        place: expectation.place,
    };
    match &expectation.expected {
        Expected::That(subject, cond) => {
            let (word, value) = result(scorer.program(), outcome, *subject);
            let shown = match (&value, subject) {
                (Value::Missing, _) => "nothing".to_owned(),
                (value, Subject::Readiness) => format!("{value}%"),
                (value, _) => value.to_string(),
            };
            let holds = holds_of(cond, value, scorer.clock());
            (!holds).then(|| failed(format!("{word} is {shown}")))
        }
        Expected::Fired(label, wanted) => {
            let fired = has_fired(scorer.program(), outcome, label);
            let actual = if fired { "it fired" } else { "it did not fire" };
            (fired != *wanted).then(|| failed(actual.to_owned()))
        }
    }
}

/// A result with its name.
fn result(program: &Program, outcome: &Outcome, subject: Subject) -> (String, Value) {
    let number = |points: crate::ir::Points| Value::Number(points.to_decimal());
    match subject {
        Subject::Score => ("score".to_owned(), number(outcome.score)),
        Subject::Status => ("status".to_owned(), Value::text(outcome.status.word())),
        Subject::Stars => {
            let stars = outcome.stars.map_or(Value::Missing, |it| Value::Number(it.into()));
            ("stars".to_owned(), stars)
        }
        Subject::Grid => {
            ("grid".to_owned(), outcome.grid.as_deref().map_or(Value::Missing, Value::text))
        }
        Subject::Readiness => {
            ("readiness".to_owned(), outcome.readiness.map_or(Value::Missing, Value::Number))
        }
        Subject::Band => {
            let band = outcome.band.and_then(|it| program.bands.get(it));
            ("band".to_owned(), band.map_or(Value::Missing, |it| Value::text(&it.label)))
        }
        Subject::PointsOf(id) => {
            let GroupId(index) = id;
            let name = program.group(id).and_then(|it| it.name.clone()).unwrap_or_default();
            let points = outcome.groups.get(index as usize).map(|it| it.points).unwrap_or_default();
            (format!("points of \"{name}\""), number(points))
        }
    }
}

/// Whether a rule, row or disqualifier with this reason, text, code or id fired.
pub(super) fn has_fired(program: &Program, outcome: &Outcome, label: &str) -> bool {
    let called = |it: &Identity| it.names().any(|name| name == label);
    let disqualifiers =
        outcome.disqualified_by.iter().filter_map(|&it| program.disqualifiers.get(it));
    if disqualifiers.into_iter().any(|it| called(&it.identity)) {
        return true;
    }
    outcome.groups.iter().flat_map(|group| &group.fired).any(|fired| {
        let Some(rule) = program.rule(fired.rule) else { return false };
        let mut rows = fired.rows.iter().filter_map(|row| rule.rows().get(*row));
        called(&rule.identity) || rows.any(|row| called(&row.identity))
    })
}
