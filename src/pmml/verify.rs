//! The tests beside the rules → records by which an evaluator checks itself.

use rust_decimal::Decimal;

use super::inputs::Input;
use super::xml::Element;
use crate::eval::Scorer;
use crate::ir::{AsOf, Cond, Expected, Program, Subject, Test, TestCase, name_key};

/// What a test expects.
struct Expects {
    score: Decimal,
    band: Option<String>,
}

/// What becomes of the tests beside the rules.
pub(super) struct Verified {
    /// The records, if there are any.
    pub element: Option<Element>,
    /// How many records there are.
    pub tests: usize,
    /// The names of tests that fail: an evaluator would refuse the model because of them.
    pub failed: Vec<String>,
}

/// The records of all tests that say what the score is, and pass.
///
/// Without `as_of` a test is calculated at the day that it names. A model that is bound to a moment can be asked only
/// what holds at that moment.
pub(super) fn verified(program: &Program, inputs: &[Input], as_of: Option<AsOf>) -> Verified {
    let asked = program.tests.iter().filter_map(|test| {
        let moment = match (as_of, test.as_of.map(AsOf::Day)) {
            (Some(bound), Some(own)) if own != bound => return None,
            (Some(bound), _) => bound,
            (None, own) => own?,
        };
        Some((test, moment, expects(test)?))
    });
    let (tests, failed): (Vec<_>, Vec<_>) =
        asked.partition(|(test, moment, expects)| passes(program, test, *moment, expects));
    let failed = failed.into_iter().map(|(test, ..)| test.name.clone()).collect();
    let with_band = !program.bands.is_empty() && tests.iter().all(|(.., it)| it.band.is_some());
    let rows: Vec<Element> = tests
        .iter()
        .map(|(test, moment, expects)| row(program, inputs, test, *moment, expects, with_band))
        .collect();
    if rows.is_empty() {
        return Verified { element: None, tests: 0, failed };
    }
    let names = inputs.iter().map(|it| it.name.as_str()).chain(["score"]);
    let names = names.chain(with_band.then_some("band"));
    let fields: Vec<Element> = names.enumerate().map(|(at, name)| field(at, name)).collect();
    let tests = rows.len();
    let table = Element::new("InlineTable").holding(rows);
    let element = Element::new("ModelVerification")
        .with("recordCount", tests)
        .with("fieldCount", fields.len())
        .holding([Element::new("VerificationFields").holding(fields), table]);
    Verified { element: Some(element), tests, failed }
}

/// Whether the rules give what a test expects.
fn passes(program: &Program, test: &TestCase, moment: AsOf, expects: &Expects) -> bool {
    let outcome = Scorer::new(program, moment).score(&test.values);
    let band = outcome.band.and_then(|it| program.bands.get(it));
    let is_band = expects
        .band
        .as_ref()
        .is_none_or(|expected| band.is_some_and(|it| name_key(&it.label) == name_key(expected)));
    outcome.score.to_decimal() == expects.score && is_band
}

/// Elements need plain names, so columns are numbered.
fn column(at: usize) -> String {
    format!("c{}", at + 1)
}

fn field(at: usize, name: &str) -> Element {
    let field = Element::new("VerificationField").with("field", name).with("column", column(at));
    if name == "score" {
        return field.with("precision", "1E-9").with("zeroThreshold", "1E-9");
    }
    field
}

fn row(
    program: &Program,
    inputs: &[Input],
    test: &TestCase,
    moment: AsOf,
    expects: &Expects,
    with_band: bool,
) -> Element {
    let scorer = Scorer::new(program, moment);
    let answers = scorer.answers(&test.values);
    let mut values: Vec<Option<String>> =
        inputs.iter().map(|it| it.value(program, &answers, scorer.clock())).collect();
    values.push(Some(expects.score.to_string()));
    if with_band {
        values.push(expects.band.clone());
    }
    let cells = values
        .iter()
        .enumerate()
        .filter_map(|(at, value)| Some(Element::new(&column(at)).saying(value.as_ref()?)));
    // No verification field reads the name; a row needs two elements at least.
    Element::new("row").holding([Element::new("test").saying(&test.name)]).holding(cells)
}

/// The score and band that a test expects, if it says exactly which.
fn expects(test: &TestCase) -> Option<Expects> {
    let that = |subject: Subject| {
        test.expectations.iter().find_map(move |it| match &it.expected {
            Expected::That(of, Cond::Atom(atom)) if *of == subject => Some(&atom.test),
            _ => None,
        })
    };
    let score = match that(Subject::Score)? {
        Test::Numbers(intervals) => match intervals.as_slice() {
            [only] if only.from == only.to && !only.from_excluded && !only.to_excluded => {
                only.from?
            }
            _ => return None,
        },
        _ => return None,
    };
    let band = match that(Subject::Band) {
        Some(Test::Texts(texts)) => match texts.as_slice() {
            [only] => Some(only.exact.to_string()),
            _ => None,
        },
        _ => None,
    };
    Some(Expects { score: score.normalize(), band })
}
