//! Texts that are more than texts: values of a closed list, and several values in one cell.

use std::collections::HashMap;

use super::column_stats::{ColumnStats, Spelling};
use super::infer::words;
use crate::data::values::problems::thousands;
use crate::ir::Text;

/// A closed list has at most so many values.
const MOST_VALUES: usize = 30;
/// In a closed list each value occurs so many times on average.
const REPEATED: u64 = 5;
/// A value so many times rarer than one that looks like it is a misspelling.
const RARER: u64 = 20;
/// So many misspellings are named.
const MOST_TOLD: usize = 3;
/// Few as they may be in one file, there are always more names.
const OPEN_WORDS: &[&str] = &[
    "name",
    "firstname",
    "surname",
    "forename",
    "title",
    "company",
    "comment",
    "note",
    "notes",
    "description",
    "email",
    "mail",
    "phone",
    "име",
    "фамилия",
    "фирма",
    "имя",
    "компания",
    "姓名",
    "公司",
    "职位",
];

/// The values of a column that has only a few, the most frequent first; none if it is free text.
///
/// Misspellings are left out and noted, and so are different spellings of one value.
pub(in crate::data) fn closed_list(
    name: &str,
    stats: &ColumnStats,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let Some(values) = stats.values() else { return Vec::new() };
    let open = words(name).iter().any(|word| OPEN_WORDS.contains(&word.as_str()));
    let (kept, misspelled): (Vec<&Spelling>, Vec<&Spelling>) =
        values.iter().partition(|value| !is_misspelled(value, &values));
    let count = |values: &[&Spelling]| values.iter().map(|value| value.count).sum::<u64>();
    let rare = kept.iter().filter(|value| value.count == 1).count() as u64;
    let few = (2..=MOST_VALUES).contains(&kept.len());
    let often = count(&kept) >= REPEATED * kept.len() as u64 && rare * 20 <= count(&kept);
    let on_one_line =
        |value: &&Spelling| value.text.len() <= 80 && !value.text.contains(char::is_control);
    if open || !few || !often || !kept.iter().all(on_one_line) {
        return Vec::new();
    }
    let told: Vec<String> = misspelled
        .iter()
        .take(MOST_TOLD)
        .map(|value| format!("\"{}\" ({})", value.text, thousands(value.count)))
        .collect();
    if !told.is_empty() {
        let more = if misspelled.len() > told.len() { ", …" } else { "" };
        notes.push(format!("Probably misspelled, so not in the list: {}{more}", told.join(", ")));
    }
    let variants: Vec<&(String, u64)> = kept.iter().flat_map(|value| &value.variants).collect();
    if let Some((first, _)) = variants.first() {
        let count: u64 = variants.iter().map(|(_, count)| count).sum();
        let cells = if count == 1 {
            "1 cell says"
        } else {
            &format!("{} cells say things", thousands(count))
        };
        notes.push(format!("{cells} like \"{first}\"; capitals do not matter"));
    }
    kept.into_iter().map(|value| value.text.clone()).collect()
}

/// Whether it is a misspelling of a much more frequent value: one slip, in long values two.
fn is_misspelled(value: &Spelling, values: &[Spelling]) -> bool {
    let folded = Text::new(&value.text).folded;
    let slips = match folded.chars().count() {
        0..5 => return false,
        5..9 => 1,
        _ => 2,
    };
    let frequent = values.iter().filter(|other| other.count >= value.count.saturating_mul(RARER));
    frequent
        .map(|other| strsim::osa_distance(&folded, &Text::new(&other.text).folded))
        .any(|distance| distance <= slips)
}

/// What separates several values in one cell, if members come again and again.
pub(in crate::data) fn split_of(stats: &ColumnStats) -> Option<String> {
    [(";", false), ("|", false), ("、", true), (",", true)]
        .into_iter()
        .find(|(split, common)| is_list(stats.examples(), split, *common))
        .map(|(split, _)| split.to_owned())
}

/// Whether the values are lists: some cells have several members, and members recur.
///
/// A `common` mark also stands inside single values ("Banking, Investment"), so there must be more combinations
/// than members too.
fn is_list(values: &[String], split: &str, common: bool) -> bool {
    let mut members: HashMap<String, u64> = HashMap::new();
    let mut wholes: HashMap<&str, u64> = HashMap::new();
    let mut with_several = 0;
    for value in values {
        let parts: Vec<&str> =
            value.split(split).map(str::trim).filter(|part| !part.is_empty()).collect();
        with_several += usize::from(parts.len() > 1);
        for part in parts {
            *members.entry(Text::new(part).folded.to_string()).or_default() += 1;
        }
        *wholes.entry(value).or_default() += 1;
    }
    let least = if common { 4 } else { 10 };
    let short = members.keys().all(|member| member.chars().count() <= 60);
    let recur = members.values().sum::<u64>() >= 3 * members.len() as u64;
    let combined = !common || wholes.len() > members.len();
    with_several >= 3 && with_several * least >= values.len() && short && recur && combined
}
