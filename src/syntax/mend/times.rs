//! Dates in words, and windows of time as people say them.

use super::months::{self, month};
use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(5)..=scene.stop {
        age(scene, index, all);
        date_in_words(scene, index, all);
        date_and_time(scene, index, all);
        odd_date(scene, index, all);
    }
    named_period(scene, all);
    bare_age(scene, all);
    bare_window(scene, all);
    for index in scene.stop.saturating_sub(3)..=scene.stop {
        days_since(scene, index, all);
    }
    today(scene, all);
}

/// `days since last_seen > 30`
fn days_since(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    if scene.lower(index) != "days" || scene.lower(index + 1) != "since" {
        return;
    }
    let first = index + 2;
    let is_word = |&it: &usize| scene.kind(it) == Some(Kind::Word) && scene.lower(it) != "is";
    let Some(last) = (first..first + 3).take_while(is_word).last() else { return };
    let at = scene.range(index, last);
    let name = scene.slice(scene.range(first, last));
    let name = if last > first { format!("`{name}`") } else { name.to_owned() };
    let text = format!("days_since({name})");
    let message = format!("`{}` is written `{text}`.", scene.slice(at.clone()));
    all.push(Candidate::sure(codes::FOREIGN, at, text, message));
}

/// `created today`, `created is today`
fn today(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let index = scene.stop;
    if scene.lower(index) == "today" && index > 1 {
        let at = scene.range(index, index);
        let message = "The day of the run has no name.".to_owned();
        all.push(Candidate::sure(codes::FOREIGN, at, "less than 1 day ago", message));
    }
}

/// `created 30 days ago`
fn bare_age(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(2)..=scene.stop {
        if scene.kind(index) != Some(Kind::Number)
            || !is_unit(&scene.lower(index + 1))
            || scene.lower(index + 2) != "ago"
        {
            continue;
        }
        let at = scene.range(index, index + 2);
        let written = scene.slice(at.clone());
        let message =
            format!("Before `{written}` it is not said whether longer or shorter ago is meant.");
        let text = format!("less than {written}");
        let help = format!("Write less than {written}, or more than {written}.");
        all.push(Candidate::maybe(codes::LEFT_OUT, at, text, message).help(help));
    }
}

/// `last_seen within 7 days`
fn bare_window(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(2)..=scene.stop {
        if scene.lower(index) != "within"
            || scene.kind(index + 1) != Some(Kind::Number)
            || scene.kind(index + 2) != Some(Kind::Word)
        {
            continue;
        }
        let start = index.checked_sub(1).filter(|&it| scene.lower(it) == "is").unwrap_or(index);
        let at = scene.range(start, index + 2);
        let age = scene.slice(scene.range(index + 1, index + 2));
        let message = format!(
            "`{}` does not say whether the past or the time to come is meant.",
            scene.slice(at.clone())
        );
        let help = format!("Write within last {age}, or within next {age}.");
        let text = format!("within last {age}");
        all.push(Candidate::maybe(codes::LEFT_OUT, at, text, message).help(help));
    }
}

fn is_unit(word: &str) -> bool {
    let word = word.trim_end_matches('s');
    matches!(word, "day" | "week" | "month" | "quarter" | "year" | "hour" | "minute")
}

/// `older than 90 days`, `newer than 30 days ago`, `> 30 days ago`
fn age(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let first = scene.lower(index);
    let (more, sure) = match first.as_str() {
        "older" | "longer" => (true, true),
        "newer" | "younger" | "fresher" | "recent" => (false, true),
        "earlier" | "before" => (true, true),
        "later" | "after" => (false, true),
        ">" | ">=" | "over" => (true, false),
        "<" | "<=" | "under" => (false, false),
        "more" if scene.lower(index + 1) == "recent" => (false, true),
        _ => return,
    };
    let mut at = index + 1;
    while matches!(scene.lower(at).as_str(), "than" | "then" | "recent" | "recently" | "by") {
        at += 1;
    }
    if scene.kind(at) != Some(Kind::Number) || !is_unit(&scene.lower(at + 1)) {
        return;
    }
    let ago = scene.lower(at + 2) == "ago" || scene.lower(at + 2) == "old";
    let start = match index.checked_sub(1) {
        Some(before) if matches!(scene.lower(before).as_str(), "is" | "are") => before,
        _ => index,
    };
    let written = scene.range(start, at + 1 + usize::from(ago));
    let word = if more { "more" } else { "less" };
    let text = format!("{word} than {} {} ago", scene.word(at), scene.word(at + 1));
    let message = format!("`{}` is written `{text}`.", scene.slice(written.clone()));
    // `created > 30 days ago` says "after that day" to some and "longer than that" to others.
    all.push(match sure {
        true => Candidate::sure(codes::FOREIGN, written, text, message),
        false => {
            let help = format!(
                "Write {text}, or the other way round: more or less than … ago says on which side of that day."
            );
            Candidate::maybe(codes::FOREIGN, written, text, message).help(help)
        }
    });
}

/// `5 January 2025`, `Jan 5, 2025`, `2025年1月5日`
fn date_in_words(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let day = |index: usize| {
        let word = scene.lower(index);
        let digits = word.trim_end_matches(char::is_alphabetic);
        digits.parse::<u32>().ok().filter(|it| (1..=31).contains(it))
    };
    let year = |index: usize| months::year(scene.word(index));
    // `5. März`
    let dot = |index: usize| usize::from(scene.word(index) == ".");
    let (found, end) = if let (Some(day), Some(month)) =
        (day(index), month(&scene.lower(index + 1 + dot(index + 1))))
    {
        let behind = index + 2 + dot(index + 1);
        let last = behind + dot(behind);
        (year(last).map(|year| (year, month, day)), last)
    } else if let (Some(month), Some(day)) = (month(&scene.lower(index)), day(index + 1)) {
        let comma = usize::from(scene.word(index + 2) == ",");
        (year(index + 2 + comma).map(|year| (year, month, day)), index + 2 + comma)
    } else {
        (east_asian(scene.word(index)), index)
    };
    let Some((year, month, day)) = found else { return };
    let at = scene.range(index, end);
    let text = format!("{year:04}-{month:02}-{day:02}");
    let message = format!("Dates are written year-month-day, not `{}`.", scene.slice(at.clone()));
    all.push(Candidate::sure(codes::BAD_DATE, at, text, message));
}

fn east_asian(word: &str) -> Option<(u32, usize, u32)> {
    let (year, rest) = word.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.trim_end_matches(['日', '号']);
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// `2025-01-01 10:00`
fn date_and_time(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let (date, time) = (scene.word(index), scene.word(index + 1));
    let is_date = date.len() == 10 && date.matches('-').count() == 2;
    let is_time =
        time.matches(':').count() >= 1 && time.chars().all(|c| c.is_ascii_digit() || c == ':');
    if is_date && is_time {
        let at = scene.range(index, index + 1);
        let message = "Date and time are joined by a T.".to_owned();
        let time = if time.find(':') == Some(1) { format!("0{time}") } else { time.to_owned() };
        all.push(Candidate::sure(codes::BAD_DATE, at, format!("{date}T{time}"), message));
    }
}

/// `as of 01/02/2025`, where only a date fits: the order is a guess unless the day is above 12.
fn odd_date(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let written = scene.word(index);
    let parts: Vec<&str> = written.split(['/', '.']).collect();
    let [a, b, year] = parts.as_slice() else { return };
    if index != scene.stop || year.len() != 4 {
        return;
    }
    let (Ok(a), Ok(b)) = (a.parse::<u32>(), b.parse::<u32>()) else { return };
    let (day, month) = if b > 12 { (b, a) } else { (a, b) };
    let at = scene.range(index, index);
    let text = format!("{year}-{month:02}-{day:02}");
    let message = format!("Dates are written year-month-day, not {written}.");
    all.push(match a > 12 || b > 12 || a == b {
        true => Candidate::sure(codes::BAD_DATE, at, text, message),
        false => {
            let help =
                format!("Write {text}, or {year}-{day:02}-{month:02} if the month stands first.");
            Candidate::maybe(codes::BAD_DATE, at, text, message).help(help)
        }
    });
}

/// `this month`, `in last month`
fn named_period(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(2)..=scene.stop {
        let this = matches!(scene.lower(index).as_str(), "this" | "last" | "past" | "previous");
        let unit = scene.lower(index + 1);
        if !this || !is_unit(&unit) {
            continue;
        }
        let start = match index.checked_sub(1) {
            Some(before)
                if matches!(scene.lower(before).as_str(), "in" | "during" | "is" | "within") =>
            {
                before
            }
            _ => index,
        };
        let at = scene.range(start, index + 1);
        let text = format!("within last 1 {}", unit.trim_end_matches('s'));
        let message = format!(
            "`{}` depends on the calendar; windows count back from as-of.",
            scene.slice(at.clone())
        );
        let help = format!("Write {text}, or the dates: in 2025-02-01..2025-02-28.");
        all.push(Candidate::maybe(codes::FOREIGN, at, text, message).help(help));
    }
}
