use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Answer, Axis, Bits, Cuts, Line, Tested};
use crate::ast::TextOp;
use crate::ir::{Clock, Def, Field, Program, Test, Text, Type, Value};

/// How many cells are made of combinations of texts that may stand in one value.
const MOST_PAIRS: usize = 10_000;

/// The cells of an axis.
///
/// ```
/// # use leadscore::{cells::{Axes, Partition}, ir::{AsOf, Clock}, project::Project};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("a.score");
/// # std::fs::write(&path, "record Lead { employees: integer }
/// # when employees in 100..500 then +5\n")?;
/// # let project = Project::load(&[path]);
/// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
/// // when employees in 100..500 then +5
/// let axes = Axes::of(&program);
/// let clock = Clock::new(AsOf::Day("2025-03-01".parse()?), program.zone.clone());
/// let employees = Partition::of(&axes.all()[0], &program, &clock);
/// let shown: Vec<String> = employees.cells.iter().map(|it| it.value.to_string()).collect();
/// assert_eq!(shown, ["missing", "99", "100", "501"]);
/// assert!(employees.complete);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Partition {
    /// The cells, that of a missing value first, then in the order of the values where they have one.
    pub cells: Vec<Cell>,
    /// Whether every value lies in one of the cells. Of texts with several patterns, and of lists, not all
    /// combinations are made; nor is everything that may be calculated turned round.
    pub complete: bool,
}

/// Values that no test of an axis tells apart.
#[derive(Clone, Debug)]
pub struct Cell {
    /// One of them.
    pub value: Value,
    /// The tests that they pass.
    pub passed: Bits,
}

impl Partition {
    /// The cells of an axis at one moment.
    #[must_use]
    pub fn of(axis: &Axis, program: &Program, clock: &Clock) -> Self {
        match Cuts::of(axis, program, clock) {
            Some(cuts) => Self::ordered(Line::ordered(axis, &cuts, program, clock)),
            None => Self::unordered(axis, program, clock),
        }
    }

    /// Neighbours that no test tells apart are one cell.
    fn ordered(line: Line) -> Self {
        let mut passed = vec![Bits::none_of(line.tests.len()); line.values.len()];
        for (test, holds) in line.tests.iter().enumerate() {
            for stretch in holds.ranges() {
                let inside = passed.get_mut(stretch.clone()).into_iter().flatten();
                inside.for_each(|it| it.insert(test));
            }
        }
        let mut cells: Vec<Cell> = Vec::new();
        for (value, passed) in line.values.into_iter().zip(passed) {
            let same = |it: &Cell| it.value.is_missing() == value.is_missing();
            if !cells.last().is_some_and(|it| same(it) && it.passed == passed) {
                cells.push(Cell { value, passed });
            }
        }
        Self { cells, complete: true }
    }

    /// All values that no test tells apart are one cell.
    fn unordered(axis: &Axis, program: &Program, clock: &Clock) -> Self {
        let (values, complete) = unordered(axis, program);
        let mut cells: Vec<Cell> = Vec::new();
        let mut known = BTreeSet::new();
        let tested = Tested::new(axis, program, clock);
        let mut answer = Answer::default();
        for value in std::iter::once(Value::Missing).chain(values) {
            tested.ask(&value, &mut answer);
            if known.insert((value.is_missing(), answer.passed.clone())) {
                cells.push(Cell { value, passed: answer.passed.clone() });
            }
        }
        Self { cells, complete }
    }

    /// The first cell of which all that is known of a value holds too; `None` if it lies in none of those listed.
    #[must_use]
    pub fn cell_of(&self, value: &Value, answer: &Answer) -> Option<usize> {
        let missing = value.is_missing();
        let same = |it: &Cell| it.value.is_missing() == missing && it.passed == answer.passed;
        self.cells.iter().position(same)
    }
}

/// Values of every cell of a type without an order, as far as they can be listed; and whether these are all.
pub(super) fn unordered(axis: &Axis, program: &Program) -> (Vec<Value>, bool) {
    let plain = axis.is_plain();
    match axis.ty(program) {
        Some(Type::YesNo) => (vec![Value::YesNo(true), Value::YesNo(false)], true),
        Some(Type::Text) => match field_of(axis, program).and_then(|it| it.values.as_ref()) {
            Some(closed) => (closed.iter().cloned().map(Value::Text).collect(), true),
            None => {
                let (texts, complete) = texts(axis);
                (texts.into_iter().map(Value::Text).collect(), complete && plain)
            }
        },
        Some(Type::Texts) => {
            let (texts, _) = texts(axis);
            let one = texts.iter().map(|it| Value::Texts(vec![it.clone()]));
            let two = pairs(&texts).map(|(a, b)| Value::Texts(vec![a.clone(), b.clone()]));
            (one.chain(two).collect(), false)
        }
        Some(Type::Numbers) => {
            let numbers = axis.tests.iter().filter_map(|(_, test)| match test {
                Test::HasNumber(number) => Some(*number),
                _ => None,
            });
            (numbers.map(|it| Value::Numbers(vec![it])).collect(), false)
        }
        _ => (Vec::new(), false),
    }
}

fn field_of<'p>(axis: &Axis, program: &'p Program) -> Option<&'p Field> {
    match axis.column(program)?.def {
        Def::Field(id) => program.record.get(id),
        Def::Related(of, id) => program.related(program.column(of)?.ty.related()?)?.get(id),
        _ => None,
    }
}

/// Texts that the tests name, what holds their patterns, and one that is none of them.
fn texts(axis: &Axis) -> (Vec<Text>, bool) {
    let mut named: Vec<Text> = Vec::new();
    let mut pieces: Vec<Text> = Vec::new();
    let mut complete = true;
    let mut exactly: HashMap<Arc<str>, usize> = HashMap::new();
    for (_, test) in &axis.tests {
        if let Test::Exactly(text) = test {
            *exactly.entry(Text::new(text).folded).or_default() += 1;
        }
    }
    for (_, test) in &axis.tests {
        match test {
            Test::Missing => {}
            Test::Texts(texts) => named.extend(texts.iter().cloned()),
            Test::HasText(text) => named.push(text.clone()),
            Test::Exactly(text) => {
                let own = Text::new(text);
                let equal = exactly.get(&own.folded).copied().unwrap_or(1);
                named.push(own);
                named.extend(in_other_case(text, equal));
            }
            Test::Pattern(pattern) => {
                complete = false;
                let (before, after) = match pattern.op {
                    TextOp::Contains => ("x", "x"),
                    TextOp::ContainsWord => ("x ", " x"),
                    TextOp::StartsWith => ("", "x"),
                    TextOp::EndsWith => ("x", ""),
                };
                let text = &pattern.text;
                pieces.push(Text::new(text));
                pieces.push(Text::new(&format!("{before}{text}{after}")));
                pieces.push(Text::new(&format!("x {text} x")));
            }
            _ => complete = false,
        }
    }
    let both = pairs(&pieces).map(|(a, b)| Text::new(&format!("{} {}", a.exact, b.exact)));
    let both: Vec<Text> = both.collect();
    let other = (0..)
        .map(|n| Text::new(&format!("other{}", "'".repeat(n))))
        .find(|other| named.iter().all(|it| it.folded != other.folded));
    let all = named.into_iter().chain(other).chain(pieces).chain(both);
    (all.filter(|it| !it.is_blank()).collect(), complete)
}

/// The same text in other cases, which is equal but not exactly: more of them than are asked for exactly, if there are.
fn in_other_case(text: &str, exactly: usize) -> impl Iterator<Item = Text> {
    let turned = |index: usize| {
        let turn = |(at, it): (usize, char)| match (at == index, it.is_lowercase()) {
            (false, _) => it.to_string(),
            (true, true) => it.to_uppercase().to_string(),
            (true, false) => it.to_lowercase().to_string(),
        };
        text.chars().enumerate().map(turn).collect::<String>()
    };
    let letters = text
        .chars()
        .enumerate()
        .filter(|(_, it)| it.is_lowercase() || it.is_uppercase())
        .map(|it| it.0);
    let one: Vec<String> = letters.take(exactly).map(turned).collect();
    [text.to_uppercase(), text.to_lowercase()].into_iter().chain(one).map(|it| Text::new(&it))
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let with_later = all
        .iter()
        .enumerate()
        .flat_map(|(at, it)| all.iter().skip(at + 1).map(move |other| (it, other)));
    with_later.take(MOST_PAIRS)
}
