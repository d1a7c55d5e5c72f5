//! Places in a grid that no lead has, though it may have each of the steps by itself.

use super::facts::Facts;
use crate::analyze::reach::together;
use crate::diagnostic::{Diagnostic, codes};
use crate::format::print_text;
use crate::ir::{GridAxis, Points};

/// Points from the least to the greatest.
type Reached = (Points, Points);

pub(super) fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let axes = facts.program().grid.as_ref().map_or(&[][..], |it| it.axes.as_slice());
    let mut findings = Vec::new();
    for (index, first) in axes.iter().enumerate() {
        for second in axes.iter().skip(index + 1) {
            let ids = [first.group, second.group];
            if let Some(pairs) = together(facts.space, ids, facts.budget) {
                findings.extend(of_pair(facts, [first, second], &pairs));
            }
        }
    }
    findings
}

/// The places of two axes at which none of their pairs lies.
fn of_pair(
    facts: &Facts<'_, '_>,
    [first, second]: [&GridAxis; 2],
    pairs: &[[Reached; 2]],
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, step) in first.steps.iter().enumerate() {
        let beside: Vec<Reached> =
            pairs.iter().filter(|it| meets(first, index, it[0])).map(|it| it[1]).collect();
        let ends = (beside.iter().map(|it| it.0).min(), beside.iter().map(|it| it.1).max());
        // Nobody takes this step at all, which is said of the step.
        let (Some(least), Some(most)) = ends else { continue };
        for (other, beside_it) in second.steps.iter().enumerate() {
            let is_reached = beside.iter().any(|it| meets(second, other, *it));
            let by_itself = pairs.iter().any(|it| meets(second, other, it[1]));
            if is_reached || !by_itself {
                continue;
            }
            let name = |axis: &GridAxis| {
                let name = facts.program().group(axis.group).and_then(|it| it.name.as_deref());
                print_text(name.unwrap_or_default())
            };
            let range = match least == most {
                true => format!("{least}"),
                false => format!("{least} to {most}"),
            };
            let message = format!(
                "No lead comes to *{}{}* of the grid: where {} gives {}, {} gives {range}, and never what {} needs.",
                step.label,
                beside_it.label,
                name(first),
                step.label,
                name(second),
                beside_it.label,
            );
            let help = "Change the points, or the steps of the grid.";
            findings.push(
                Diagnostic::warning(codes::RESULT_OUT_OF_REACH, step.place, message).help(help),
            );
        }
    }
    findings
}

/// Whether some of these points belong to a step of an axis.
fn meets(axis: &GridAxis, step: usize, (low, high): Reached) -> bool {
    let from = |index: Option<usize>| axis.steps.get(index?)?.from;
    let is_enough = from(Some(step)).is_none_or(|from| high >= from);
    is_enough && from(step.checked_sub(1)).is_none_or(|above| low < above)
}
