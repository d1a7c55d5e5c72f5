//! What stands beside conditions and points with one thing in it changed: days, weights, how events count and fade.

use rust_decimal::Decimal;

use crate::ast::{Duration, Unit};
use crate::format::{print_duration, print_unit};
use crate::ir::{DateRange, Decay, ForEach};

/// Every change of how events count: the whole as it becomes, the clause that is changed, and what it becomes.
pub(super) fn each_variants(each: &ForEach) -> Vec<(ForEach, String, String)> {
    let mut found = Vec::new();
    if let Some(first) = each.first {
        let more = first.saturating_add(1);
        let changed = ForEach { first: Some(more), ..each.clone() };
        found.push((changed, format!("first {first}"), format!("first {more}")));
    }
    if let Some(unit) = each.once {
        let once = |it: Unit| format!("once per {}", print_unit(it));
        let longer = longer(unit);
        let becomes = longer.map_or("every time".to_owned(), once);
        found.push((ForEach { once: longer, ..each.clone() }, once(unit), becomes));
    }
    if let Some(decay) = each.decay {
        let slower = slower(decay);
        let changed = ForEach { decay: Some(slower), ..each.clone() };
        found.push((changed, decay_words(decay), decay_words(slower)));
    }
    found
}

/// The next longer time in which one event can count.
fn longer(unit: Unit) -> Option<Unit> {
    match unit {
        Unit::Day => Some(Unit::Week),
        Unit::Week => Some(Unit::Month),
        _ => None,
    }
}

fn slower(decay: Decay) -> Decay {
    let more = |it: Duration| Duration { count: it.count.saturating_add(1), ..it };
    match decay {
        Decay::Halving(period) => Decay::Halving(more(period)),
        Decay::Fading(period) => Decay::Fading(more(period)),
    }
}

fn decay_words(decay: Decay) -> String {
    match decay {
        Decay::Halving(period) => format!("halving every {}", print_duration(period)),
        Decay::Fading(period) => format!("fading over {}", print_duration(period)),
    }
}

/// A weight with one more in its last digit.
pub(super) fn weight_variant(weight: Decimal) -> Option<(Decimal, String, String)> {
    let weight = weight.normalize();
    let more = weight.checked_add(Decimal::new(1, weight.scale()))?;
    Some((more, format!("weight {weight}"), format!("weight {}", more.normalize())))
}

/// Each end of some days, one day further out.
pub(super) fn days_variants(days: DateRange) -> Vec<(DateRange, String, String)> {
    let earlier = days.from.and_then(|it| it.yesterday().ok());
    let later = days.to.and_then(|it| it.tomorrow().ok());
    let wider = [
        earlier.map(|it| DateRange { from: Some(it), ..days }),
        later.map(|it| DateRange { to: Some(it), ..days }),
    ];
    let change = |wider: DateRange| (wider, days_words(days), days_words(wider));
    wider.into_iter().flatten().map(change).collect()
}

fn days_words(days: DateRange) -> String {
    let day = |it: Option<jiff::civil::Date>| it.map_or(String::new(), |it| it.to_string());
    format!("valid {}..{}", day(days.from), day(days.to))
}
