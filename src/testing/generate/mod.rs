//! Proposes the tests that are missing: few records that reach what no test reaches yet.

mod pool;
mod write;

pub(in crate::testing) use pool::Pool;

use jiff::civil::Date;

use crate::analyze::is_blank;
use crate::eval::{Outcome, Scorer, Status};
use crate::ir::{AsOf, DateRange, Points, Program, Value};
use crate::testing::coverage::{Aim, Coverage, Goal, Owner, Shown, day_of_tests};
use crate::testing::mutate::Mutation;
use crate::testing::search::{Search, Values};

/// How many fields a proposed test gives before it takes no more goals: longer ones are hard to read.
const MOST_FIELDS: usize = 6;

/// The tests that are proposed for a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposals {
    /// The tests, in the order of the rules that they are about.
    pub tests: Vec<Proposal>,
    /// Goals for which no record was found.
    pub out_of_reach: Vec<Goal>,
}

/// A test that somebody may approve: it says what the rules give today.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The day on which it takes place, if the score depends on the day.
    pub as_of: Option<Date>,
    /// The record, in the order of the fields.
    pub values: Vec<Value>,
    /// What it is the first to show: `employees just below 100`, or a change that it is the first to notice.
    pub about: Vec<String>,
    /// What it shows to fire, or not to fire.
    pub fires: Vec<(Owner, bool)>,
    /// What the rules make of the record.
    pub outcome: Outcome,
}

/// Tests for everything that the tests of a program leave out.
///
/// They take place on the day of most of the tests that are there, else on that of `as_of`; a rule that is valid at
/// other times is tested then.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("a.score");
/// # std::fs::write(&path, "record Lead { employees: integer }\nwhen employees >= 100 then +5\n")?;
/// # let project = leadscore::project::Project::load(&[path]);
/// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
/// use leadscore::{ir::AsOf, testing::generate};
/// // when employees >= 100 then +5
/// let proposed = generate(&program, AsOf::Day("2025-03-01".parse()?), false);
/// let given: Vec<String> = proposed.tests.iter().map(|it| it.values[0].to_string()).collect();
/// assert_eq!(given, ["100", "99"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// With `and_changes` there are also tests that notice the changes of [`Mutation`] that none notices yet.
#[must_use]
pub fn generate(program: &Program, as_of: AsOf, and_changes: bool) -> Proposals {
    let coverage = Coverage::of(program, as_of);
    let day = day_of_tests(program, as_of);
    let mut found = Proposals { tests: Vec::new(), out_of_reach: Vec::new() };
    let mut by_day: Vec<(Date, Vec<Goal>)> = vec![(day, Vec::new())];
    for goal in coverage.lacks() {
        let day = day_for(goal, program, day);
        match by_day.iter_mut().find(|(it, _)| *it == day) {
            Some((_, goals)) => goals.push(goal.clone()),
            None => by_day.push((day, vec![goal.clone()])),
        }
    }
    for (day, goals) in by_day {
        cover(program, day, goals, &mut found);
    }
    reached_by_chance(program, day, &mut found);
    if and_changes {
        notice(program, as_of, day, &mut found);
    }
    found
}

/// Takes out what no record was found for, where a test reaches it all the same.
fn reached_by_chance(program: &Program, day: Date, found: &mut Proposals) {
    let Proposals { tests, out_of_reach } = found;
    for test in tests {
        let scorer = Scorer::new(program, AsOf::Day(test.as_of.unwrap_or(day)));
        let shown = Shown::of(&scorer, &test.values);
        out_of_reach.retain(|goal| !shown.reaches(&goal.aim));
    }
}

/// Adds tests for changes that no test notices, not even those that are proposed already.
fn notice(program: &Program, as_of: AsOf, day: Date, found: &mut Proposals) {
    let mutation = Mutation::of(program, as_of);
    let pool = Pool::of(program, AsOf::Day(day));
    let scorer = Scorer::new(program, AsOf::Day(day));
    let as_of = program.depends_on_the_day().then_some(day);
    for change in mutation.missed() {
        let changed = change.applied(program);
        if found.tests.iter().any(|it| it.notices(&changed, day)) {
            continue;
        }
        let Some(values) = pool.witness(&changed) else { continue };
        let outcome = scorer.score(&values);
        let about = vec![format!("{}: {change}", change.of)];
        found.tests.push(Proposal { as_of, values, about, fires: Vec::new(), outcome });
    }
}

/// The day nearest to `day` on which the rule of a goal exists.
fn day_for(goal: &Goal, program: &Program, day: Date) -> Date {
    let Aim::Fires(owner, true) = &goal.aim else { return day };
    let valid = owner.identity(program).and_then(|it| it.valid);
    let Some(DateRange { from, to }) = valid else { return day };
    let day = from.map_or(day, |from| day.max(from));
    to.map_or(day, |to| day.min(to))
}

/// A goal that no test reaches yet, with a record that does.
struct Left {
    goal: Goal,
    record: Values,
    /// The fields that the record gives.
    given: Vec<usize>,
}

impl Left {
    fn new(goal: Goal, record: Values) -> Self {
        let given = given(&record).collect();
        Self { goal, record, given }
    }

    /// A record with what this one gives too; `None` if they differ in a field, or together give too many.
    fn added_to(&self, record: &Values) -> Option<Values> {
        let pairs = || self.given.iter().map(|it| (*it, record.get(*it), self.record.get(*it)));
        let is_blank = |it: Option<&Value>| it.is_none_or(is_blank);
        if !pairs().all(|(_, own, other)| is_blank(own) || own == other) {
            return None;
        }
        let more = pairs().filter(|(_, own, _)| is_blank(*own)).count();
        if more > 0 && given(record).count() + more > MOST_FIELDS {
            return None;
        }
        let mut merged = record.clone();
        for (field, _, value) in pairs() {
            if let (Some(slot), Some(value)) = (merged.get_mut(field), value) {
                *slot = value.clone();
            }
        }
        Some(merged)
    }
}

/// The fields that a record gives.
fn given(record: &Values) -> impl Iterator<Item = usize> {
    let known = record.iter().enumerate().filter(|(_, value)| !is_blank(value));
    known.map(|(field, _)| field)
}

/// Adds tests on one day for some goals: each begins with the first goal that is left, and takes in others as long as
/// it stays short.
fn cover(program: &Program, day: Date, goals: Vec<Goal>, found: &mut Proposals) {
    let search = Search::new(program, AsOf::Day(day));
    let mut left: Vec<Left> = Vec::new();
    for goal in goals {
        match search.record_for(&goal) {
            Some(record) => left.push(Left::new(goal, record)),
            None => found.out_of_reach.push(goal),
        }
    }
    let depends = program.depends_on_the_day();
    while let Some(first) = left.first() {
        let record = packed(&search, first.record.clone(), &left);
        let shown = Shown::of(&search.scorer, &record);
        let (shows, rest): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|it| shown.reaches(&it.goal.aim));
        left = rest;
        let shows: Vec<Goal> = shows.into_iter().map(|it| it.goal).collect();
        if shows.is_empty() {
            break;
        }
        let outcome = search.scorer.score(&record);
        let as_of = depends.then_some(day);
        let fires = shows.iter().filter_map(|it| match it.aim {
            Aim::Fires(owner, fires) => Some((owner, fires)),
            _ => None,
        });
        let (fires, about) = (fires.collect(), shows.into_iter().map(|it| it.name).collect());
        found.tests.push(Proposal { as_of, values: record, about, fires, outcome });
    }
}

/// A record that reaches more goals: records for others are put in where they need other fields.
fn packed(search: &Search<'_>, mut record: Values, left: &[Left]) -> Values {
    let mut mine: Vec<&Aim> = Vec::new();
    // Who is taken out shows nothing else.
    let own = Shown::of(&search.scorer, &record).is_out();
    for it in left {
        let Some(merged) = it.added_to(&record) else { continue };
        let shown = Shown::of(&search.scorer, &merged);
        let is_kept = || {
            merged == record || (shown.is_out() == own && mine.iter().all(|aim| shown.reaches(aim)))
        };
        if shown.reaches(&it.goal.aim) && is_kept() {
            mine.push(&it.goal.aim);
            record = merged;
        }
    }
    record
}

impl Proposal {
    /// What it is called: after the first things that it shows.
    #[must_use]
    pub fn name(&self) -> String {
        let plain = |name: &String| name.replace(['"', '\\'], "");
        match self.about.as_slice() {
            [] => String::new(),
            [only] => plain(only),
            [first, second] => format!("{}; {}", plain(first), plain(second)),
            [first, rest @ ..] => format!("{}, and {} more", plain(first), rest.len()),
        }
    }

    /// Whether it fails with another version of the program.
    fn notices(&self, changed: &Program, day: Date) -> bool {
        let scorer = Scorer::new(changed, AsOf::Day(self.as_of.unwrap_or(day)));
        let outcome = scorer.score(&self.values);
        outcome.rating() != self.outcome.rating()
            || groups(changed, &outcome) != self.groups(changed)
    }

    /// The groups that give points, with what they give.
    pub(in crate::testing) fn groups<'p>(&self, program: &'p Program) -> Vec<(&'p str, Points)> {
        groups(program, &self.outcome)
    }

    /// Whether the record is taken out.
    pub(in crate::testing) fn is_out(&self) -> bool {
        self.outcome.status == Status::Disqualified
    }
}

/// The named groups that give points, with what they give.
pub(in crate::testing) fn groups<'p>(
    program: &'p Program,
    outcome: &Outcome,
) -> Vec<(&'p str, Points)> {
    let groups = program.groups.iter().zip(&outcome.groups);
    let giving = groups.filter(|(_, it)| it.points != Points::ZERO);
    giving.filter_map(|(group, it)| Some((group.name.as_deref()?, it.points))).collect()
}
