//! For each band a lead that comes into it, and the least and the greatest score of its leads.

use rust_decimal::Decimal;

use super::bounds::{Bound, Bounds, Of, best_leads, near_the_ends, outer_bounds};
use super::lead::Lead;
use super::reach::reachable;
use super::search::Budget;
use super::space::Space;
use super::span::bounded;
use crate::cells::Logic;
use crate::eval::Status;
use crate::ir::{Band, Points, Value};

impl Space<'_> {
    /// The condition that a record takes part: no disqualifier applies.
    #[must_use]
    pub fn takes_part(&self) -> Option<Logic> {
        let today = self.clock().today;
        let exist = self.program().disqualifiers.iter().filter(|it| it.identity.exists_on(today));
        let out = exist.map(|it| self.condition(&it.condition)).collect::<Option<Vec<_>>>()?;
        Some(Logic::any(out).negated())
    }
}

/// A lead for each band, in their order; `None` where none was found, which does not mean that there is none.
///
/// On the way from the lowest lead to the best, one value after the other is changed.
///
/// ```
/// # use leadscore::{analyze::{Budget, Space, leads_of_bands}, ir::AsOf, project::Project};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("a.score");
/// # std::fs::write(&path, "record Lead { employees: integer  country: text }
/// # when employees > 100 then +30\nwhen country == \"DE\" then +20
/// # bands { Hot from 50, Warm from 20, Cold otherwise }\n")?;
/// # let project = Project::load(&[path]);
/// # let program = project.check(&project.models()[0], None).program.expect("sound rules");
/// // when employees > 100 then +30
/// // when country == "DE" then +20
/// // bands { Hot from 50, Warm from 20, Cold otherwise }
/// let space = Space::new(&program, AsOf::Day("2025-03-01".parse()?));
/// let leads = leads_of_bands(&space, Budget::USUAL);
/// let lines: Vec<String> =
///     leads.iter().flatten().map(|it| it.line(&program, space.clock())).collect();
/// assert_eq!(lines, [r#"employees 101, country "DE""#, r#"country "DE""#, "nothing known"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn leads_of_bands(space: &Space<'_>, budget: Budget) -> Vec<Option<Lead>> {
    let program = space.program();
    let mut found: Vec<Option<Lead>> = vec![None; program.bands.len()];
    let band = |record: &[Value]| space.scorer().score(record).band;
    let mut look = |record: &[Value]| {
        if let Some(index) = band(record)
            && let Some(slot) = found.get_mut(index)
            && slot.is_none()
        {
            *slot = Some(Lead::with_less(record.to_vec(), &|it| band(it) == Some(index)));
        }
    };
    let under = space.takes_part();
    let ends = best_leads(space, under.as_ref(), budget);
    let blank = space.blank();
    look(&blank);
    for from in ends.iter().chain([&blank]) {
        for to in ends.iter().chain([&blank]) {
            let mut record = from.clone();
            look(&record);
            for (index, value) in to.iter().enumerate() {
                if let Some(slot) = record.get_mut(index) {
                    *slot = value.clone();
                }
                look(&record);
            }
        }
    }
    found
}

/// The least and the greatest score in each band, in their order, of leads that take part; `None` for a band that no
/// lead comes into. Ends without a lead are sure, but perhaps not reached.
///
/// ```
/// # use leadscore::{analyze::{Budget, Space, bounds_of_bands}, Program};
/// let rules = "record Lead { employees: integer  country: text }
/// when employees > 100 then +30
/// when country == \"DE\" then +25
/// bands { Hot from 50, Warm from 20, Cold otherwise }";
/// let program: Program = rules.parse()?;
/// let space = Space::new(program.ir(), "2025-03-01".parse()?);
/// let all = bounds_of_bands(&space, Budget::USUAL);
/// let ends = |it: usize| all[it].as_ref().map(|it| [&it.least, &it.greatest].map(|it| it.points));
/// let points = |it: i64| leadscore::ir::Points::rounded(it.into());
/// assert_eq!(ends(0), Some([points(55), points(55)]));
/// assert_eq!(ends(1), Some([points(25), points(30)]));
/// assert_eq!(ends(2), Some([points(0), points(0)]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn bounds_of_bands(space: &Space<'_>, budget: Budget) -> Vec<Option<Bounds>> {
    let under = space.takes_part();
    let reached = reachable(space, Of::Total, under.as_ref(), budget);
    // Where the scores are too many to tell one by one, their ends are known all the same.
    let total = match &reached {
        Some(_) => None,
        None => outer_bounds(space, Of::Total, under.as_ref(), budget),
    };
    let mut above = Points::GREATEST;
    let of_band = |band: &Band| {
        let (from, last) = (band.from.unwrap_or(-Points::GREATEST), above);
        above = from - Points::from_hundredths(1);
        let (low, high) = match &reached {
            Some(reached) => reached.inside(from, last)?,
            None => {
                let Bounds { least, greatest } = total.as_ref()?;
                let low = least.points.map_or(from, |it| it.max(from));
                (low, greatest.points.map_or(last, |it| it.min(last)))
            }
        };
        (low <= high).then(|| within(space, under.as_ref(), [low, high], budget))
    };
    space.program().bands.iter().map(of_band).collect()
}

/// What is known of the scores between two ends, with leads that reach them.
fn within(space: &Space<'_>, under: Option<&Logic>, ends: [Points; 2], budget: Budget) -> Bounds {
    let score = |record: &[Value]| {
        let outcome = space.scorer().score(record);
        (outcome.status == Status::Scored).then_some(outcome.score)
    };
    let tried = near_the_ends(space, under, ends, budget);
    let bound = |end: Points| {
        // Points that cannot be counted any more are no end.
        let Some(points) = bounded(end) else { return Bound { points: None, witness: None } };
        let reaches = |it: &[Value]| score(it) == Some(end);
        let met = tried.iter().find(|it| reaches(it)).cloned();
        let record = met.or_else(|| tried.iter().find_map(|it| moved(it, end, &score)));
        let witness = record.map(|it| Lead::with_less(it, &reaches));
        Bound { points: Some(points), witness }
    };
    let [least, greatest] = ends.map(bound);
    Bounds { least, greatest }
}

/// The record with one number moved so far that it comes to just these points, if points are measured along it.
fn moved(
    record: &[Value],
    end: Points,
    score: &dyn Fn(&[Value]) -> Option<Points>,
) -> Option<Vec<Value>> {
    let missing = (end - score(record)?).hundredths();
    let numbers = record.iter().enumerate().filter_map(|(at, it)| Some((at, it.as_number()?)));
    numbers.flat_map(|(at, number)| [1, -1].map(|step| (at, number, step))).find_map(
        |(at, number, step)| {
            let with = |steps: i64| {
                let value = number.checked_add(Decimal::from(steps.checked_mul(step)?))?;
                let mut record = record.to_vec();
                *record.get_mut(at)? = Value::Number(value);
                Some(record)
            };
            let each = (score(&with(1)?)? - score(record)?).hundredths();
            with(missing.checked_div(each)?).filter(|it| score(it) == Some(end))
        },
    )
}
