//! # window-overlap (W0812): Days on which two windows overlap
//!
//! Two rules are the same but for their days and points, and on some days both hold.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   source: text
//! }
//!
//! when source == "Fair" then +10 valid 2025-01-01..2025-04-01 because "Met us in winter"
//! when source == "Fair" then +15 valid 2025-04-01..2025-06-30 because "Met us in spring"
//! ```
//!
//! ```console
//! $ leadscore check rules.score
//! ```
//!
//! ## Right
//!
//! ```score
//! record Lead {
//!   source: text
//! }
//!
//! when source == "Fair" then +10 valid 2025-01-01..2025-03-31 because "Met us in winter"
//! when source == "Fair" then +15 valid 2025-04-01..2025-06-30 because "Met us in spring"
//! ```
//!
//! ## Why
//!
//! Both days of `valid` belong to it, so on the day that stands in both windows every lead gets the points of both rules. End the
//! first window a day earlier.
//!
//! In groups of which only one rule counts, and in a `match`, windows may overlap.

use jiff::civil::Date;

use super::Lint;
use super::facts::Facts;
use super::windows::{Season, Window, in_words, seasons, valid};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::DateRange;

pub(super) const LINT: Lint = Lint { code: codes::WINDOW_OVERLAP, by_default: true, find };

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let seasons = seasons(facts.program());
    let added = seasons.iter().filter(|it| it.adds_up);
    added.flat_map(|season| of_season(facts, season)).collect()
}

fn of_season(facts: &Facts<'_, '_>, season: &Season<'_>) -> Vec<Diagnostic> {
    let pairs = season.windows.iter().zip(season.windows.iter().skip(1));
    pairs.filter_map(|(first, second)| overlap(facts, season, first, second)).collect()
}

fn overlap(
    facts: &Facts<'_, '_>,
    season: &Season<'_>,
    first: &Window<'_>,
    second: &Window<'_>,
) -> Option<Diagnostic> {
    let end = |it: &Window<'_>| it.days.to.unwrap_or(Date::MAX);
    let (from, to) = (second.days.from?, end(first).min(end(second)));
    // Of equal days it is told that the conditions are the same.
    if from > to || first.days == second.days {
        return None;
    }
    let days = match to == Date::MAX {
        true => format!("From {from} on"),
        false => in_words(from, to),
    };
    let message = format!("{days} both rules with this condition count.");
    let sooner = from.yesterday().ok().filter(|it| first.days.from.is_none_or(|from| from <= *it));
    let cure = match sooner {
        Some(day) => {
            let days = valid(DateRange { to: Some(day), ..first.days });
            format!("Let one end before the other begins: {days} for the first of them.")
        }
        None => "Let one end before the other begins.".to_owned(),
    };
    let example = season
        .lead(facts.space)
        .map(|it| format!(" This lead gets the points of both then: {it}."));
    Some(
        Diagnostic::warning(codes::WINDOW_OVERLAP, second.identity.place, message)
            .label("begins too early")
            .also(first.identity.place, "ends too late")
            .help(format!("{cure}{}", example.unwrap_or_default())),
    )
}
