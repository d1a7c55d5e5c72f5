//! Scores before and after as bars.

use super::Impact;
use crate::data::thousands;
use crate::diff::histogram::Step;

/// The longest bar, in characters.
const LONGEST: u64 = 30;

/// Two bars for each step of scores, one over the other.
pub(super) fn chart(impact: &Impact) -> Vec<String> {
    let steps = impact.tally.scores.steps();
    let most = most(&steps);
    let labels: Vec<String> = steps.iter().map(label).collect();
    let width = labels.iter().map(String::len).max().unwrap_or_default();
    let line = |label: &str, word: &str, count: u64| {
        // Whoever is there is seen.
        let length = (count * LONGEST).div_ceil(most);
        let bar = "█".repeat(usize::try_from(length).unwrap_or_default());
        let text = format!("{label:>width$}  {word:<6}  {bar} {}", thousands(count));
        text.trim_end().to_owned()
    };
    let lines = steps.iter().zip(&labels).flat_map(|(step, label)| {
        [line(label, "before", step.before), line("", "after", step.after)]
    });
    lines.collect()
}

/// The count of the longest bar.
pub(super) fn most(steps: &[Step]) -> u64 {
    steps.iter().map(|it| it.before.max(it.after)).max().unwrap_or_default().max(1)
}

/// `40 to below 50`
pub(super) fn label(step: &Step) -> String {
    format!("{} to below {}", step.from, step.to)
}
