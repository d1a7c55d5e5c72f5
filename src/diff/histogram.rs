//! The scores of many leads before and after, in memory that does not grow with them.

use std::collections::BTreeMap;

use crate::ir::Points;

/// The most steps that are kept while leads are counted.
const MOST_KEPT: usize = 4096;

/// The most steps that are shown.
const MOST_SHOWN: i64 = 12;

/// One point.
const POINT: i64 = 100;

/// Scores before and after, counted in steps of equal width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    /// The width of a step in hundredths: a power of ten, in points.
    width: i64,
    steps: BTreeMap<i64, (u64, u64)>,
}

/// How many scores lie in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The least score in it.
    pub from: Points,
    /// Where the next one begins.
    pub to: Points,
    /// How many were in it.
    pub before: u64,
    /// How many are in it.
    pub after: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { width: POINT, steps: BTreeMap::new() }
    }
}

impl Histogram {
    /// Counts the two scores of a lead.
    pub fn add(&mut self, before: Points, after: Points) {
        let step = |points: Points, width: i64| points.hundredths().div_euclid(width);
        self.steps.entry(step(before, self.width)).or_default().0 += 1;
        self.steps.entry(step(after, self.width)).or_default().1 += 1;
        self.keep_few();
    }

    /// Adds the scores of other leads.
    pub fn merge(&mut self, mut other: Self) {
        self.widen(other.width);
        other.widen(self.width);
        for (step, (before, after)) in other.steps {
            let counts = self.steps.entry(step).or_default();
            counts.0 += before;
            counts.1 += after;
        }
        self.keep_few();
    }

    fn keep_few(&mut self) {
        while self.steps.len() > MOST_KEPT {
            self.widen(self.width.saturating_mul(10));
        }
    }

    /// Makes steps as wide as those of another, if they are narrower.
    fn widen(&mut self, width: i64) {
        if width > self.width {
            self.steps = regrouped(&self.steps, width / self.width);
            self.width = width;
        }
    }

    /// A few steps of a round width, from the lowest score to the highest.
    ///
    /// ```
    /// use leadscore::diff::Histogram;
    /// use leadscore::ir::Points;
    /// let points = |it: i64| Points::from_hundredths(it * 100);
    /// let mut scores = Histogram::default();
    /// scores.add(points(0), points(7));
    /// scores.add(points(50), points(51));
    /// let steps: Vec<_> = scores.steps().iter().map(|it| (it.from, it.before, it.after)).collect();
    /// assert_eq!(steps.first(), Some(&(points(0), 1, 0)));
    /// assert_eq!(steps.last(), Some(&(points(50), 1, 1)));
    /// ```
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let ends = self.steps.keys().next().zip(self.steps.keys().next_back());
        let Some((&low, &high)) = ends else { return Vec::new() };
        let fits = |by: &i64| high.div_euclid(*by) - low.div_euclid(*by) < MOST_SHOWN;
        let round = (0..18).flat_map(|zeros| [1, 2, 5].map(|it| it * 10_i64.pow(zeros)));
        let Some(by) = round.into_iter().find(fits) else { return Vec::new() };
        let steps = regrouped(&self.steps, by);
        let width = self.width.saturating_mul(by);
        (low.div_euclid(by)..=high.div_euclid(by))
            .map(|step| {
                let (before, after) = steps.get(&step).copied().unwrap_or_default();
                let from = step.saturating_mul(width);
                let to = Points::from_hundredths(from.saturating_add(width));
                Step { from: Points::from_hundredths(from), to, before, after }
            })
            .collect()
    }
}

/// Steps put together, so many into one.
fn regrouped(steps: &BTreeMap<i64, (u64, u64)>, by: i64) -> BTreeMap<i64, (u64, u64)> {
    let mut wider: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    for (step, (before, after)) in steps {
        let counts = wider.entry(step.div_euclid(by)).or_default();
        counts.0 += before;
        counts.1 += after;
    }
    wider
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(points: i64) -> Points {
        Points::from_hundredths(points * 100)
    }

    #[test]
    fn nothing_is_lost_when_steps_grow_wider() {
        let mut scores = Histogram::default();
        for score in 0..100_000 {
            scores.add(points(score * 7 - 300_000), points(score));
        }
        assert!(scores.steps.len() <= MOST_KEPT);
        let steps = scores.steps();
        assert!(steps.len() <= 12, "{}", steps.len());
        assert_eq!(steps.iter().map(|it| it.before).sum::<u64>(), 100_000);
        assert_eq!(steps.iter().map(|it| it.after).sum::<u64>(), 100_000);
    }

    #[test]
    fn it_does_not_matter_how_leads_are_shared_out() {
        let mut all = Histogram::default();
        let mut some = [Histogram::default(), Histogram::default(), Histogram::default()];
        for score in 0..9_000 {
            let scores = (points(score % 50), points(score * (score % 3)));
            all.add(scores.0, scores.1);
            some[usize::try_from(score % 3).unwrap()].add(scores.0, scores.1);
        }
        let [mut first, second, third] = some;
        first.merge(second);
        first.merge(third);
        assert_eq!(first, all);
    }

    #[test]
    fn steps_are_round_and_meet() {
        let mut scores = Histogram::default();
        scores.add(points(-3), points(100));
        let steps = scores.steps();
        let ends: Vec<String> = steps.iter().map(|it| format!("{}..{}", it.from, it.to)).collect();
        assert_eq!(ends.first().map(String::as_str), Some("-10..0"));
        assert_eq!(ends.last().map(String::as_str), Some("100..110"));
        assert!(steps.windows(2).all(|pair| pair[0].to == pair[1].from));
        assert!(Histogram::default().steps().is_empty());
    }
}
