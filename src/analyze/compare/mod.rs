//! What a change of rules does to the scores of all records that there may be.

mod cancel;
mod difference;
mod merge;
mod rules;

pub use difference::{Change, Difference, Extent, Known, Verdict};
pub use rules::RuleChanges;

use merge::Merged;

use super::best::{Aim, Best, best};
use super::bounds::{given, is_plain};
use super::lead::Lead;
use super::measured::Share;
use super::network::Bend;
use super::part::Parts;
use super::satisfy::{Found, satisfy};
use super::search::Budget;
use super::space::Space;
use super::span::bounded;
use crate::cells::Logic;
use crate::eval::Scorer;
use crate::ir::{AsOf, Band, Group, Points, Program, Value};

/// Compares two versions of a model on all records that there may be.
///
/// Fields are matched by their names. A rule that only moved, or got another reason, is no difference.
///
/// ```
/// # use leadscore::{analyze::{Budget, Verdict, compare}, ir::{AsOf, Program}, project::Project};
/// # fn program(rules: &str) -> Program {
/// #     let folder = tempfile::tempdir().unwrap();
/// #     let path = folder.path().join("a.score");
/// #     std::fs::write(&path, format!("record Lead {{ employees: integer  country: text }}\n{rules}")).unwrap();
/// #     let project = Project::load(&[path]);
/// #     project.check(&project.models()[0], None).program.expect("sound rules")
/// # }
/// let as_of = AsOf::Day("2025-03-01".parse()?);
/// let old = program("when employees > 100 then +20\n");
/// let same = program("when not (employees <= 100 or employees is missing) then +20\n");
/// let other = program("when employees > 100 then +25\nwhen country == \"DE\" then -5\n");
///
/// assert_eq!(compare(&old, &same, as_of, Budget::USUAL).verdict, Verdict::Equal);
///
/// let difference = compare(&old, &other, as_of, Budget::USUAL);
/// assert_eq!(difference.verdict, Verdict::Different);
/// let rise = difference.rise.change.expect("a record that rises");
/// assert_eq!(rise.points().signed(), "+5");
/// # Ok::<(), jiff::Error>(())
/// ```
#[must_use]
pub fn compare(old: &Program, new: &Program, as_of: AsOf, budget: Budget) -> Difference {
    compare_knowing(&Known::default(), old, new, as_of, budget)
}

/// The same as [`compare`]; how far scores rise or fall is not searched for where it is known, with a record that shows it.
#[must_use]
pub fn compare_knowing(
    known: &Known,
    old: &Program,
    new: &Program,
    as_of: AsOf,
    budget: Budget,
) -> Difference {
    let merged = Merged::new(old, new);
    let space = Space::new(&merged.program, as_of);
    Versions::new(&merged, &space, [old, new], as_of, budget).difference(new, known)
}

/// Whether it is proved that two versions give every record the same result. Unlike [`compare`] it looks for no record
/// that moves, and so it is done sooner.
#[must_use]
pub fn are_equal(old: &Program, new: &Program, as_of: AsOf, budget: Budget) -> bool {
    let merged = Merged::new(old, new);
    let space = Space::new(&merged.program, as_of);
    Versions::new(&merged, &space, [old, new], as_of, budget).are_equal(new)
}

/// Two versions side by side.
struct Versions<'s, 'p> {
    merged: &'s Merged,
    space: &'s Space<'s>,
    program: &'p Program,
    old: Scorer<'p>,
    new: Scorer<'p>,
    budget: Budget,
}

impl<'s, 'p> Versions<'s, 'p> {
    fn new(
        merged: &'s Merged,
        space: &'s Space<'s>,
        [old, new]: [&'p Program; 2],
        as_of: AsOf,
        budget: Budget,
    ) -> Self {
        let (program, old, new) = (old, Scorer::new(old, as_of), Scorer::new(new, as_of));
        Self { merged, space, program, old, new, budget }
    }

    fn are_equal(&self, new: &Program) -> bool {
        let old = self.program;
        let same_ends = old.limit == new.limit && old.start_at == new.start_at;
        let same_zone = old.zone == new.zone && self.merged.retyped.is_empty();
        let same = same_ends && same_zone && same_words(old, new);
        same && {
            let groups = cancel::groups(self, new);
            groups.all && (old.grid.is_none() || groups.each) && self.status().0
        }
    }

    fn difference(&self, new: &Program, known: &Known) -> Difference {
        let old = self.program;
        let (before, after) = self.merged.program.rules.split_at(self.merged.rules);
        let rules = RuleChanges::of(before, after);
        // What the same clock and the same fields mean must not depend on the version.
        let same_world = old.zone == new.zone && self.merged.retyped.is_empty();
        let same_ends = old.limit == new.limit && old.start_at == new.start_at;
        let same_groups = cancel::groups(self, new);
        let same_score = same_world && same_ends && same_groups.all;
        let (rise, fall) = match same_score {
            true => (Extent::nothing(), Extent::nothing()),
            false => {
                let extent = |down| known.extent(down).unwrap_or_else(|| self.extent(new, down));
                (extent(false), extent(true))
            }
        };
        let still = |it: &Extent| it.most == Some(Points::ZERO);
        let same_score = same_score || (same_world && still(&rise) && still(&fall));
        let (same_status, status) = self.status();
        let rating = [&rise.change, &fall.change, &status]
            .into_iter()
            .flatten()
            .chain(&known.changes)
            .find(|it| it.before.status == it.after.status && it.is_of_rating())
            .cloned();
        let equal = same_score
            && same_status
            && same_world
            && same_words(old, new)
            && (old.grid.is_none() || same_groups.each);
        let moved = |it: &Extent| it.change.as_ref().is_some_and(|it| it.before != it.after);
        let verdict = if equal {
            Verdict::Equal
        } else if moved(&rise) || moved(&fall) || status.is_some() || rating.is_some() {
            Verdict::Different
        } else {
            Verdict::Undecided
        };
        let retyped = self.merged.retyped.clone();
        Difference { verdict, rise, fall, status, rating, rules, retyped }
    }

    /// A common record before and after; `None` if the versions would not read it alike.
    fn change(&self, record: &[Value]) -> Option<Change> {
        if !self.merged.retyped.is_empty() || !self.merged.same_related() {
            return None;
        }
        let old = self.merged.as_old(self.program, record);
        let new = self.merged.as_new(record);
        let (before, after) = (self.old.score(&old).rating(), self.new.score(&new).rating());
        Some(Change { old: Lead { values: old }, new: Lead { values: new }, before, after })
    }

    /// The old groups, then the new ones.
    fn groups(&self) -> (&[Group], &[Group]) {
        self.merged.program.groups.split_at(self.merged.groups)
    }

    /// How far scores may move up, or down.
    fn extent(&self, new: &Program, down: bool) -> Extent {
        let old = self.program;
        let (before, after) = self.groups();
        let mut shares = Vec::new();
        let mut bent: Vec<(&Group, bool)> = Vec::new();
        // Sum 0: what nothing bends of the new version, and sum 1 of the old one. More of one is less of the other,
        // so without limits of the models they are a single sum.
        let single = old.limit.is_none() && new.limit.is_none();
        for (groups, is_new) in [(before, false), (after, true)] {
            for group in groups {
                let sum = if is_plain(group) {
                    usize::from(!is_new && !single)
                } else {
                    bent.push((group, is_new));
                    bent.len() + 1
                };
                shares.push(Share { group, sum, is_taken: sum == 0 && !is_new });
            }
        }
        let mut parts = Parts::of(self.space, &shares);
        if single {
            cancel::opposites(&mut parts);
        }
        // Rising: more of the new, less of the old.
        let mut least = vec![down, !down];
        least.extend(bent.iter().map(|(_, is_new)| *is_new == down));
        let value = |gains: &[i64], index: usize| {
            let gain = Points::from_hundredths(gains.get(index).copied().unwrap_or(0));
            if least.get(index) == Some(&true) { -gain } else { gain }
        };
        let whole = |gains: &[i64]| {
            let mut sums = (old.start_at + value(gains, 1), new.start_at + value(gains, 0));
            for (index, (group, is_new)) in bent.iter().enumerate() {
                let points = given(group, value(gains, index + 2));
                let sum = if *is_new { &mut sums.1 } else { &mut sums.0 };
                *sum = *sum + points;
            }
            let moved = new.limit.keep(sums.1) - old.limit.keep(sums.0);
            if down { -moved } else { moved }
        };
        let actual = |record: &[Value]| {
            let moved = self.change(record).map_or(Points::ZERO, |it| it.points());
            if down { -moved } else { moved }
        };
        let cap = |moved: Points| at_most(if down { (new, old) } else { (old, new) }, moved);
        let plain = least.iter().take(2).map(|it| Bend::none(*it));
        let groups = bent.iter().zip(least.iter().skip(2));
        let bends =
            plain.chain(groups.map(|((group, _), least)| Bend::of(group, *least))).collect();
        let aim = Aim { bends, must: None, whole: &whole, cap: &cap };
        let Best { outer, found } = best(self.space, parts, &aim, &actual, self.budget);
        let change = found.filter(|(points, _)| *points > Points::ZERO).and_then(|(points, it)| {
            let lead = Lead::with_less(it, &|record| actual(record) == points);
            self.change(&lead.values)
        });
        let most = bounded(outer).map(|it| if down { -it } else { it });
        Extent { most, change }
    }

    /// Whether the same records are disqualified, and one that shows that they are not.
    fn status(&self) -> (bool, Option<Change>) {
        let (before, after) = self.merged.program.disqualifiers.split_at(self.merged.disqualifiers);
        let out = |all: &[crate::ir::Disqualifier]| {
            let exist = all.iter().filter(|it| it.identity.exists_on(self.space.clock().today));
            exist.map(|it| self.space.condition(&it.condition)).collect::<Option<Vec<_>>>()
        };
        let (Some(before), Some(after)) = (out(before), out(after)) else { return (false, None) };
        let only = |these: &[Logic], those: &[Logic]| {
            let new = these.iter().filter(|it| !those.contains(it)).cloned().collect();
            let none = those.iter().cloned().map(Logic::negated);
            Logic::all([Logic::any(new)].into_iter().chain(none).collect())
        };
        let mut sure = true;
        for cond in [only(&before, &after), only(&after, &before)] {
            match satisfy(self.space, &cond, self.budget) {
                Found::Impossible => {}
                Found::Undecided => sure = false,
                Found::Witness(lead) => {
                    let change = self.change(&lead.values);
                    let change = change.filter(|it| it.before.status != it.after.status);
                    if change.is_some() {
                        return (false, change);
                    }
                    sure = false;
                }
            }
        }
        (sure, None)
    }
}

/// How much more the second of two versions gives at most than the first, if the sums of its groups are by so much more
/// than theirs.
fn at_most((from, to): (&Program, &Program), moved: Points) -> Points {
    let sums = moved + to.start_at - from.start_at;
    if from.limit.is_none() && to.limit.is_none() {
        return sums;
    }
    let ends = [from.limit.low, from.limit.high, to.limit.low, to.limit.high];
    let far = Points::GREATEST;
    let corners = ends.into_iter().flatten().chain([far, -far]);
    // A limit never makes a distance longer; beside that, one may give more than the other.
    let more = corners.map(|it| to.limit.keep(it) - from.limit.keep(it)).max();
    let more = more.unwrap_or_default() + sums.max(Points::ZERO);
    let whole = to.limit.high.zip(from.limit.low).map(|(high, low)| high - low);
    whole.map_or(more, |it| more.min(it))
}

/// Bands without their places.
fn steps(bands: &[Band]) -> Vec<(String, Option<Points>)> {
    bands.iter().map(|it| (it.label.clone(), it.from)).collect()
}

/// Whether a score comes to the same in both.
fn same_words(old: &Program, new: &Program) -> bool {
    steps(&old.bands) == steps(&new.bands)
        && old.stars == new.stars
        && old.ready_at == new.ready_at
        && same_grid(old, new)
}

/// Whether both grids look the same, group by group.
fn same_grid(old: &Program, new: &Program) -> bool {
    let axes = |program: &Program| {
        let axes = program.grid.iter().flat_map(|it| &it.axes).map(|axis| {
            let name = program.group(axis.group).and_then(|it| it.name.clone());
            (name, steps(&axis.steps))
        });
        axes.collect::<Vec<_>>()
    };
    axes(old) == axes(new)
}
