//! Two runs over the same leads, compared: who moved.

use std::collections::BTreeMap;

use crate::ir::Points;

/// How many leads are named.
const SHOWN: usize = 20;

/// Where a lead stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub score: Points,
    /// The band, or `disqualified`; nothing if the model has no bands.
    pub band: String,
}

/// The standings of one run by the keys of the leads.
pub(super) type Standings = BTreeMap<String, Standing>;

/// Who moved between two runs, line by line: those whose score moved most come first.
pub(super) fn moves(before: &Standings, now: &Standings) -> Vec<String> {
    let mut moved: Vec<(&str, &Standing, &Standing)> = now
        .iter()
        .filter_map(|(key, it)| Some((key.as_str(), before.get(key)?, it)))
        .filter(|(_, before, now)| before != now)
        .collect();
    let distance =
        |before: &Standing, now: &Standing| (now.score - before.score).hundredths().abs();
    moved.sort_by_key(|(key, before, now)| (std::cmp::Reverse(distance(before, now)), *key));
    let mut lines: Vec<String> =
        moved.iter().take(SHOWN).map(|(key, before, now)| line(key, before, now)).collect();
    if let Some(more) = moved.len().checked_sub(SHOWN).filter(|it| *it > 0) {
        lines.push(format!("  and {more} more"));
    }
    let count = |is: &dyn Fn(Points, Points) -> bool| {
        moved.iter().filter(|(_, before, now)| is(before.score, now.score)).count()
    };
    let (up, down) = (count(&|before, now| now > before), count(&|before, now| now < before));
    let new = now.keys().filter(|key| !before.contains_key(*key)).count();
    let gone = before.keys().filter(|key| !now.contains_key(*key)).count();
    let counts = [(up, "up"), (down, "down"), (new, "new"), (gone, "gone")];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    lines.push(match told.is_empty() && moved.is_empty() {
        true => "nobody moved".to_owned(),
        false if told.is_empty() => format!("{} changed bands only", moved.len()),
        false => told.join(", "),
    });
    lines
}

/// `  17: 45 → 82, Warm → Hot`
fn line(key: &str, before: &Standing, now: &Standing) -> String {
    let mut line = match before.score == now.score {
        true => format!("  {key}: {}", now.score),
        false => format!("  {key}: {} → {}", before.score, now.score),
    };
    if before.band != now.band {
        line.push_str(&format!(", {} → {}", before.band, now.band));
    } else if !now.band.is_empty() {
        line.push_str(&format!(", {}", now.band));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standings(all: &[(&str, i64, &str)]) -> Standings {
        let standing = |score: i64, band: &str| Standing {
            score: Points::from_hundredths(score * 100),
            band: band.to_owned(),
        };
        all.iter().map(|(key, score, band)| ((*key).to_owned(), standing(*score, band))).collect()
    }

    #[test]
    fn those_who_moved_most_come_first() {
        let before =
            standings(&[("a", 10, "Cold"), ("b", 50, "Warm"), ("c", 5, "Cold"), ("d", 1, "Cold")]);
        let now =
            standings(&[("a", 15, "Cold"), ("b", 5, "Cold"), ("c", 5, "Cold"), ("e", 9, "Cold")]);
        assert_eq!(
            moves(&before, &now),
            ["  b: 50 → 5, Warm → Cold", "  a: 10 → 15, Cold", "1 up, 1 down, 1 new, 1 gone"]
        );
    }

    #[test]
    fn moved_bounds_move_bands_alone() {
        let before = standings(&[("a", 10, "Cold")]);
        assert_eq!(moves(&before, &before), ["nobody moved"]);
        let now = standings(&[("a", 10, "Warm")]);
        assert_eq!(moves(&before, &now), ["  a: 10, Cold → Warm", "1 changed bands only"]);
    }

    #[test]
    fn of_many_only_the_first_are_named() {
        let run = |score: i64| -> Standings {
            let keys: Vec<String> = (100..130).map(|it| it.to_string()).collect();
            let all: Vec<(&str, i64, &str)> =
                keys.iter().map(|key| (key.as_str(), score, "")).collect();
            standings(&all)
        };
        let lines = moves(&run(1), &run(2));
        assert_eq!(lines.len(), SHOWN + 2);
        assert_eq!(lines.first().map(String::as_str), Some("  100: 1 → 2"));
        assert_eq!(
            lines.get(SHOWN..),
            Some(["  and 10 more".to_owned(), "30 up".to_owned()].as_slice())
        );
    }
}
