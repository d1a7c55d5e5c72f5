//! # window-gap (W0811): Days between two windows on which no rule holds
//!
//! Two rules are the same but for their days and points, and between the days of the one and those of the other there are
//! a few on which neither holds.
//!
//! ## Wrong
//!
//! ```score
//! record Lead {
//!   source: text
//! }
//!
//! when source == "Fair" then +10 valid 2025-01-01..2025-03-30 because "Met us in winter"
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
//! Both days of `valid` belong to it, and a month may have 31 of them. On the day that is left out every lead loses its points,
//! actions fire, and a day later all is as before: hard to find afterwards.
//!
//! Closing it changes the scores of that day, so it is left to you; the message says which days to write.
//!
//! A gap is reported if it is at most 31 days long and shorter than the windows beside it. A pause from season to season is
//! longer, and meant.

use jiff::civil::Date;

use super::Lint;
use super::facts::Facts;
use super::windows::{Season, Window, in_words, seasons, valid};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::DateRange;

pub(super) const LINT: Lint = Lint { code: codes::WINDOW_GAP, by_default: true, find };

/// A longer pause is meant.
const LONGEST: i32 = 31;

fn find(facts: &Facts<'_, '_>) -> Vec<Diagnostic> {
    let seasons = seasons(facts.program());
    seasons.iter().flat_map(|season| of_season(facts, season)).collect()
}

fn of_season(facts: &Facts<'_, '_>, season: &Season<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let Some((mut last, rest)) = season.windows.split_first() else { return findings };
    for next in rest {
        findings.extend(between(facts, season, last, next));
        if next.days.to.unwrap_or(Date::MAX) > last.days.to.unwrap_or(Date::MAX) {
            last = next;
        }
    }
    findings
}

fn between(
    facts: &Facts<'_, '_>,
    season: &Season<'_>,
    last: &Window<'_>,
    next: &Window<'_>,
) -> Option<Diagnostic> {
    let from = last.days.to?.tomorrow().ok()?;
    let to = next.days.from?.yesterday().ok()?;
    let length = days(from, to)?;
    let shorter = |window: DateRange| match (window.from, window.to) {
        (Some(from), Some(to)) => days(from, to).is_some_and(|it| length < it),
        _ => true,
    };
    if !(1..=LONGEST).contains(&length) || !shorter(last.days) || !shorter(next.days) {
        return None;
    }
    let noun = season.noun;
    let message = format!("{} no {noun} with this condition holds.", in_words(from, to));
    let example =
        season.lead(facts.space).map(|it| format!(" This lead loses its points then: {it}."));
    Some(
        Diagnostic::warning(codes::WINDOW_GAP, next.identity.place, message)
            .label("begins too late")
            .also(last.identity.place, "ends too early")
            .help(format!(
                "Let the days meet: {} for the first of them.{}",
                valid(DateRange { to: Some(to), ..last.days }),
                example.unwrap_or_default()
            )),
    )
}

/// How many days there are, both ends included; none is 0 or less.
fn days(from: Date, to: Date) -> Option<i32> {
    Some(from.until(to).ok()?.get_days() + 1)
}
