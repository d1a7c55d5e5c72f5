//! Months by their names, with and without a day: `5. März 2025`, `after March 2025`.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

/// The first letters of the months in English and, where they differ, in German.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb"],
    &["mar", "mär", "mrz"],
    &["apr"],
    &["may", "mai"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez"],
];

/// The number of a month, by its name in small letters.
pub(super) fn month(word: &str) -> Option<usize> {
    let short: String = word.chars().take(3).collect();
    let at = MONTHS.iter().position(|names| names.contains(&short.as_str()))?;
    word.chars().all(char::is_alphabetic).then_some(at + 1)
}

/// A year of our time.
pub(super) fn year(word: &str) -> Option<u32> {
    word.parse::<u32>().ok().filter(|it| (1900..=2200).contains(it))
}

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(3)..=scene.stop {
        month_and_year(scene, index, all);
    }
}

/// `in March 2025`, `after March 2025`: a month has a first and a last day.
fn month_and_year(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let Some(before) = index.checked_sub(1) else { return };
    let (Some(month), Some(year)) = (month(&scene.lower(index)), year(scene.word(index + 1)))
    else {
        return;
    };
    // A day before the month makes a whole date.
    let day = matches!(scene.kind(before), Some(Kind::Number)) || scene.word(before) == ".";
    let first = format!("{year}-{month:02}-01");
    let Some(last) = first.parse::<jiff::civil::Date>().ok().map(|it| it.last_of_month()) else {
        return;
    };
    let (text, sure) = match scene.lower(before).as_str() {
        _ if day => return,
        "in" | "during" | "==" | "=" | "is" | "on" => (format!("in {first}..{last}"), true),
        "after" => (format!("after {last}"), true),
        "before" => (format!("before {first}"), true),
        "since" | "from" | ">=" => (format!(">= {first}"), true),
        "until" | "till" | "<=" => (format!("<= {last}"), true),
        ">" => (format!("> {last}"), false),
        "<" => (format!("< {first}"), false),
        _ => return,
    };
    let at = scene.range(before, index + 1);
    let message =
        format!("{} is no day, and dates are days.", scene.slice(scene.range(index, index + 1)));
    all.push(match sure {
        true => Candidate::sure(codes::BAD_DATE, at, text, message),
        false => Candidate::maybe(codes::BAD_DATE, at, text, message),
    });
}
