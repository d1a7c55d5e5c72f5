//! Which goals the tests of a program reach.

mod edges;
mod goals;
mod owner;
mod prove;
mod shown;

pub use edges::Edge;
pub(in crate::testing) use edges::{edges, noon, step};
pub(in crate::testing) use goals::MOST_MEMBERS;
pub use goals::{Aim, Goal, Kind, goals};
pub(in crate::testing) use owner::Asked;
pub use owner::Owner;
pub(in crate::testing) use shown::Shown;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::eval::Scorer;
use crate::ir::{AsOf, Clock, Program};
use crate::testing::run::moment_of;
use prove::Prover;

/// What the tests of a program exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Every goal with the number of tests that reach it.
    pub goals: Vec<(Goal, usize)>,
    /// Goals of which it is proved that no record reaches them; they do not count.
    pub impossible: Vec<Goal>,
}

/// How many goals are reached, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that some test reaches.
    pub reached: usize,
    /// All of them.
    pub all: usize,
}

impl Tally {
    /// The share in whole percents, rounded down so that 100 means all; of nothing it is 100.
    ///
    /// ```
    /// use leadscore::testing::Tally;
    /// assert_eq!(Tally { reached: 199, all: 200 }.percent(), 99);
    /// assert_eq!(Tally::default().percent(), 100);
    /// ```
    #[must_use]
    pub fn percent(self) -> usize {
        (self.reached * 100).checked_div(self.all).unwrap_or(100)
    }

    /// Whether the share is at least so many percents.
    #[must_use]
    pub fn is_at_least(self, percent: Decimal) -> bool {
        Decimal::from(self.reached) * Decimal::ONE_HUNDRED >= percent * Decimal::from(self.all)
    }
}

impl std::ops::Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { reached: self.reached + other.reached, all: self.all + other.all }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), std::ops::Add::add)
    }
}

impl Coverage {
    /// What the tests of a program exercise; `as_of` is the moment of tests that name no day.
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("a.score");
    /// # std::fs::write(&path, "record Lead { employees: integer }
    /// # when employees >= 100 then +5
    /// # test \"large\" { given { employees: 100 } expect score == 5 }\n")?;
    /// # let project = leadscore::project::Project::load(&[path]);
    /// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
    /// use leadscore::{ir::AsOf, testing::Coverage};
    /// // when employees >= 100 then +5
    /// // test "large" { given { employees: 100 } expect score == 5 }
    /// let coverage = Coverage::of(&program, AsOf::Day("2025-03-01".parse()?));
    /// let lacks: Vec<&str> = coverage.lacks().map(|it| it.lack.as_str()).collect();
    /// assert_eq!(lacks, ["it fires in every test", "never tested with employees just below 100"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(program: &Program, as_of: AsOf) -> Self {
        let goals = goals(program);
        let mut tests = vec![0; goals.len()];
        for test in &program.tests {
            let scorer = Scorer::new(program, moment_of(test, as_of));
            let shown = Shown::of(&scorer, &test.values);
            for (count, goal) in tests.iter_mut().zip(&goals) {
                *count += usize::from(shown.reaches(&goal.aim));
            }
        }
        let day = day_of_tests(program, as_of);
        let lacks = goals.iter().zip(&tests).filter(|(_, tests)| **tests == 0);
        let prover = Prover::new(program, AsOf::Day(day), lacks.map(|(goal, _)| goal));
        let all = goals.into_iter().zip(tests);
        let (impossible, goals): (Vec<_>, Vec<_>) =
            all.partition(|(goal, tests)| *tests == 0 && prover.is_impossible(goal));
        Self { goals, impossible: impossible.into_iter().map(|(goal, _)| goal).collect() }
    }

    /// The goals that no test reaches.
    pub fn lacks(&self) -> impl Iterator<Item = &Goal> {
        self.goals.iter().filter(|(_, tests)| *tests == 0).map(|(goal, _)| goal)
    }

    /// How many goals of a kind are reached.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> Tally {
        self.tally(|goal| goal.kind == kind)
    }

    /// How many goals are reached.
    #[must_use]
    pub fn total(&self) -> Tally {
        self.tally(|_| true)
    }

    fn tally(&self, counts: impl Fn(&Goal) -> bool) -> Tally {
        let counted = || self.goals.iter().filter(|(goal, _)| counts(goal));
        Tally { reached: counted().filter(|(_, tests)| *tests > 0).count(), all: counted().count() }
    }
}

/// The day of most tests, of equally many the latest; else that of the run.
pub(in crate::testing) fn day_of_tests(program: &Program, as_of: AsOf) -> Date {
    let days = || program.tests.iter().filter_map(|it| it.as_of);
    let usual = days().max_by_key(|day| (days().filter(|it| it == day).count(), *day));
    usual.unwrap_or_else(|| Clock::new(as_of, program.zone.clone()).today)
}
