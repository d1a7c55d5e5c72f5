//! Changes rules in small ways and asks whether the tests notice.

mod change;
mod clauses;
mod slack;
mod variants;

pub use change::Change;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::analyze::{Budget, are_equal};
use crate::ir::{AsOf, Clock, Program, TestCase};
use crate::testing::coverage::day_of_tests;
use crate::testing::generate::Pool;
use crate::testing::run::passes;
use change::changes;
use slack::is_slack;

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Some test that passed fails with it.
    Noticed,
    /// Every test still passes.
    Missed,
    /// It is proved that every lead gets the same result with it.
    Same,
}

/// Every change that was tried, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutation {
    /// The changes, in the order of the rules.
    pub changes: Vec<(Change, Fate)>,
}

impl Mutation {
    /// Tries all small changes of a program, one at a time; tests that fail without any are left out.
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("a.score");
    /// # std::fs::write(&path, "record Lead { employees: integer }
    /// # when employees >= 100 then +5
    /// # test \"large\" { given { employees: 100 } expect score == 5 }\n")?;
    /// # let project = leadscore::project::Project::load(&[path]);
    /// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
    /// use leadscore::{ir::AsOf, testing::Mutation};
    /// // when employees >= 100 then +5
    /// // test "large" { given { employees: 100 } expect score == 5 }
    /// let mutation = Mutation::of(&program, AsOf::Day("2025-03-01".parse()?));
    /// let missed: Vec<String> = mutation.missed().map(|it| it.to_string()).collect();
    /// assert_eq!(missed, ["employees >= 100 → 99"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(program: &Program, as_of: AsOf) -> Self {
        let tests: Vec<&TestCase> =
            program.tests.iter().filter(|it| passes(program, it, as_of)).collect();
        let days = days_of(program, as_of);
        let pool = Pool::of(program, AsOf::Day(day_of_tests(program, as_of)));
        let changes = changes(program).into_iter().map(|change| {
            let changed = change.applied(program);
            let is_noticed = tests.iter().any(|it| !passes(&changed, it, as_of));
            let fate = match is_noticed {
                true => Fate::Noticed,
                false if pool.tells_apart(&changed) => Fate::Missed,
                // A rule that exists longer may matter only on the days that it has won.
                false => match days
                    .union(&days_of(&changed, as_of))
                    .all(|day| is_same(&change, program, &changed, *day))
                {
                    true => Fate::Same,
                    false => Fate::Missed,
                },
            };
            (change, fate)
        });
        Self { changes: changes.collect() }
    }

    /// The changes that no test notices.
    pub fn missed(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|(_, fate)| *fate == Fate::Missed).map(|(change, _)| change)
    }

    /// How many changes had this fate.
    #[must_use]
    pub fn count(&self, fate: Fate) -> usize {
        self.changes.iter().filter(|(_, it)| *it == fate).count()
    }

    /// How many changes are noticed, of those that change anything.
    #[must_use]
    pub fn tally(&self) -> crate::testing::Tally {
        let reached = self.count(Fate::Noticed);
        crate::testing::Tally { reached, all: reached + self.count(Fate::Missed) }
    }
}

/// How far a proof is looked for: those that are found at all are found soon.
const BUDGET: Budget = Budget(20_000);

/// Whether it is proved that no record gets another result on a day.
fn is_same(change: &Change, program: &Program, changed: &Program, day: Date) -> bool {
    is_slack(change, program, day, BUDGET) || are_equal(program, changed, AsOf::Day(day), BUDGET)
}

/// The days on which a change may matter: those of the tests and those on which rules begin and end, else that of
/// the run.
fn days_of(program: &Program, as_of: AsOf) -> BTreeSet<Date> {
    let today = Clock::new(as_of, program.zone.clone()).today;
    let tests = program.tests.iter().filter_map(|it| it.as_of);
    let rules = program.rules.iter();
    let rows = rules.flat_map(|it| it.rows().iter().map(|row| &row.identity).chain([&it.identity]));
    let all = rows.chain(program.disqualifiers.iter().map(|it| &it.identity));
    let ends = all.filter_map(|it| it.valid).flat_map(|it| [it.from, it.to]).flatten();
    let days: BTreeSet<Date> = tests.chain(ends).collect();
    if days.is_empty() { BTreeSet::from([today]) } else { days }
}
