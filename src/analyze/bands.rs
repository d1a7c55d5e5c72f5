//! For each band a lead that comes into it, and the least and the greatest score of its leads.

use rust_decimal::Decimal;

use super::bounds::{Bound, Bounds, Of};
use super::lead::Lead;
use super::near::{Ends, ends, grain, near};
use super::reach::{Reachable, reachable};
use super::search::Budget;
use super::space::Space;
use super::span::bounded;
use crate::cells::Logic;
use crate::eval::Status;
use crate::ir::{Band, Limits, Points, Value};

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

/// What is known of the leads in a band.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfBand {
    /// A lead that comes into it; `None` if none was found, which does not mean that there is none.
    pub lead: Option<Lead>,
    /// The least and the greatest score in it; `None` if it is sure that no lead comes into it.
    pub bounds: Option<Bounds>,
}

/// What is known of the leads that take part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfBands {
    /// Their least and their greatest score; `None` if it is sure that all leads are disqualified.
    pub score: Option<Bounds>,
    /// What is known of each band, in their order.
    pub bands: Vec<OfBand>,
}

/// The least and the greatest score of the leads that take part, and the same for each band. Ends without a lead are sure,
/// but perhaps not reached.
///
/// ```
/// # use leadscore::{analyze::{Budget, Space, of_bands}, Program};
/// let rules = "record Lead { employees: integer  country: text }
/// when employees > 100 then +30
/// when country == \"DE\" then +25
/// bands { Hot from 50, Warm from 20, Cold otherwise }";
/// let program: Program = rules.parse()?;
/// let space = Space::new(program.ir(), "2025-03-01".parse()?);
/// let all = of_bands(&space, Budget::USUAL);
/// let ends = |it: usize| {
///     all.bands[it].bounds.as_ref().map(|it| [&it.least, &it.greatest].map(|it| it.points))
/// };
/// let points = |it: i64| leadscore::ir::Points::rounded(it.into());
/// assert_eq!(ends(0), Some([points(55), points(55)]));
/// assert_eq!(ends(1), Some([points(25), points(30)]));
/// assert_eq!(ends(2), Some([points(0), points(0)]));
/// let leads: Vec<String> = all
///     .bands
///     .iter()
///     .filter_map(|it| Some(it.lead.as_ref()?.line(program.ir(), space.clock())))
///     .collect();
/// assert_eq!(leads, [r#"employees 101, country "DE""#, r#"country "DE""#, "nothing known"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn of_bands(space: &Space<'_>, budget: Budget) -> OfBands {
    let under = space.takes_part().filter(|it| *it != Logic::Const(true));
    let Some(Ends { bounds, leads }) = ends(space, under.as_ref(), budget) else {
        let none = space.program().bands.iter().map(|_| OfBand::default());
        return OfBands { score: None, bands: none.collect() };
    };
    let reached = reachable(space, Of::Total, under.as_ref(), budget);
    let bands = Bands { space, under: under.as_ref(), score: &bounds, reached, budget };
    let mut leads = between(space, &leads);
    let all = bands.ranges().into_iter().enumerate().map(|(band, range)| {
        let bounds = range.map(|it| bands.within(it));
        let ends = bounds.iter().flat_map(|it| [&it.least, &it.greatest]);
        let shown = ends.filter_map(|it| it.witness.clone()).next();
        OfBand { lead: leads.get_mut(band).and_then(Option::take).or(shown), bounds }
    });
    let bands = all.collect();
    OfBands { score: Some(bounds), bands }
}

/// A lead for each band. On the way from the lowest lead to the best, one value after the other is changed.
fn between(space: &Space<'_>, ends: &[Vec<Value>]) -> Vec<Option<Lead>> {
    let mut found: Vec<Option<Lead>> = vec![None; space.program().bands.len()];
    let band = |record: &[Value]| space.scorer().score(record).band;
    let mut look = |record: &[Value]| {
        if let Some(index) = band(record)
            && let Some(slot) = found.get_mut(index)
            && slot.is_none()
        {
            *slot = Some(Lead::with_less(record.to_vec(), &|it| band(it) == Some(index)));
        }
    };
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

/// What is known before bands are looked at.
struct Bands<'b, 'p> {
    space: &'b Space<'p>,
    under: Option<&'b Logic>,
    /// The ends of all.
    score: &'b Bounds,
    reached: Option<Reachable>,
    budget: Budget,
}

impl Bands<'_, '_> {
    /// For each band between which points its scores lie; `None` if no lead comes into it.
    fn ranges(&self) -> Vec<Option<[Points; 2]>> {
        let steps = Steps::of(self.space);
        let mut above = Points::GREATEST;
        let of_band = |band: &Band| {
            let (from, last) = (band.from.unwrap_or(-Points::GREATEST), above);
            above = from - Points::from_hundredths(1);
            let (low, high) = match &self.reached {
                Some(reached) => reached.inside(from, last)?,
                None => (steps.above(from), steps.below(last)),
            };
            let low = self.score.least.points.map_or(low, |it| it.max(low));
            let high = self.score.greatest.points.map_or(high, |it| it.min(high));
            (low <= high).then_some([low, high])
        };
        self.space.program().bands.iter().map(of_band).collect()
    }

    /// What is known of the scores between two ends, with leads that reach them.
    fn within(&self, ends: [Points; 2]) -> Bounds {
        let [low, high] = ends;
        let known = |bound: &Bound, end: Points| (bound.points == Some(end)).then(|| bound.clone());
        let least = known(&self.score.least, low).filter(Bound::is_exact);
        let greatest = known(&self.score.greatest, high).filter(Bound::is_exact);
        Bounds {
            least: least.unwrap_or_else(|| self.bound(ends, true)),
            greatest: greatest.unwrap_or_else(|| self.bound(ends, false)),
        }
    }

    fn bound(&self, ends: [Points; 2], least: bool) -> Bound {
        let [low, high] = ends;
        let end = if least { low } else { high };
        // Points that cannot be counted any more are no end.
        let Some(points) = bounded(end) else { return Bound { points: None, witness: None } };
        let score = |record: &[Value]| {
            let outcome = self.space.scorer().score(record);
            (outcome.status == Status::Scored).then_some(outcome.score)
        };
        let reaches = |it: &[Value]| score(it) == Some(end);
        let tried = near(self.space, self.under, ends, least, self.budget);
        let record = if reaches(&tried) { Some(tried) } else { moved(&tried, end, &score) };
        let witness = record.map(|it| Lead::with_less(it, &reaches));
        Bound { points: Some(points), witness }
    }
}

/// The points that a score may be, as far as its rules give multiples of something.
struct Steps {
    start: Points,
    grain: Points,
    limit: Limits,
}

impl Steps {
    fn of(space: &Space<'_>) -> Self {
        let program = space.program();
        Self { start: program.start_at, grain: grain(space), limit: program.limit }
    }

    /// The greatest score up to some points.
    fn below(&self, points: Points) -> Points {
        let (start, grain) = (self.start.hundredths(), self.grain.hundredths());
        let over = points.hundredths().saturating_sub(start);
        let own = points - Points::from_hundredths(over.checked_rem_euclid(grain).unwrap_or(0));
        // A limit need not be a multiple.
        let ends = [self.limit.low, self.limit.high].into_iter().flatten();
        ends.filter(|it| *it <= points).fold(own, Ord::max)
    }

    /// The least score from some points on.
    fn above(&self, points: Points) -> Points {
        let (start, grain) = (self.start.hundredths(), self.grain.hundredths());
        let under = start.saturating_sub(points.hundredths());
        let own = points + Points::from_hundredths(under.checked_rem_euclid(grain).unwrap_or(0));
        let ends = [self.limit.low, self.limit.high].into_iter().flatten();
        ends.filter(|it| *it >= points).fold(own, Ord::min)
    }
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
