//! What others say of events: `once max 3 times`, `for each v in visits`, `all visits where …`, `count(*)`.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

/// The functions that look into a list.
const AGGREGATES: &[&str] = &["count", "sum", "min", "max", "average", "latest", "earliest"];
/// What others say for `where`.
const WHERE: &[&str] = &["with", "if", "when", "having", "whose", "that", "which", "for"];
const COMPARISONS: &[&str] = &[">", ">=", "<", "<=", "==", "=", "!="];

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let first = scene.stop.saturating_sub(5);
    for index in first..=scene.stop + 1 {
        all_of_them(scene, index, all);
        in_a_call(scene, index, all);
        counted_rows(scene, index, all);
    }
    where_outside(scene, all);
    without_any(scene, all);
    if scene.lower(0) == "for" && scene.lower(1) == "each" {
        if matches!(scene.lower(2).as_str(), "" | "where" | "then" | "match") {
            let at = scene.range(1, 1).end;
            let message = "It is not said for each of what.".to_owned();
            let help = "Put a list there: for each visits where … then +5";
            let candidate = Candidate::maybe(codes::LEFT_OUT, at..at, " visits", message);
            all.push(candidate.caret(scene.range(0, 1)).help(help));
        }
        loop_variable(scene, all);
        where_left_out(scene, all);
        (first..=scene.stop).for_each(|index| at_most(scene, index, all));
    }
}

fn then_of(scene: &Scene<'_>) -> usize {
    (0..scene.tokens.len()).find(|it| scene.lower(*it) == "then").unwrap_or(scene.tokens.len())
}

/// `every visits where page == "/x"`
fn all_of_them(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    if !matches!(scene.lower(index).as_str(), "every" | "all" | "each") || index == 0 {
        return;
    }
    let mut list = index + 1;
    while matches!(scene.lower(list).as_str(), "of" | "the") {
        list += 1;
    }
    let then = then_of(scene);
    if scene.lower(list + 1) != "where" || list + 2 >= then {
        return;
    }
    let asked = scene.slice(scene.range(list + 2, then - 1));
    let text = format!("no {} where not ({asked})", scene.word(list));
    let message = format!(
        "`{}` is not written so; that all are so means that none is otherwise.",
        scene.slice(scene.range(index, list + 1))
    );
    let help = format!("Write {text}. It holds for an empty list, too.");
    let at = scene.range(index, then - 1);
    all.push(
        Candidate::maybe(codes::FOREIGN, at, text, message)
            .caret(scene.range(index, list))
            .help(help),
    );
}

/// `count(visits with page == "/x")`, `count(unique visits.page)`, `count distinct(visits.page)`
fn in_a_call(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let word = scene.lower(index);
    let written = |ours: &str| format!("`{}` is written `{ours}` here.", scene.word(index));
    if index >= 2 && scene.word(index - 1) == "(" && scene.lower(index - 2) == "count" {
        let others = ["unique", "different", "all", "every", "each", "number", "uniq"];
        if others.contains(&word.as_str()) && scene.kind(index + 1) == Some(Kind::Word) {
            let sure = word.starts_with("uniq") || word == "different";
            let at = scene.range(index, index);
            if sure {
                all.push(Candidate::sure(codes::FOREIGN, at, "distinct", written("distinct")));
            }
        }
    }
    if word == "count" && scene.lower(index + 1) == "distinct" && scene.word(index + 2) == "(" {
        let at = scene.range(index, index + 2);
        let message = "`distinct` stands inside of the brackets.".to_owned();
        all.push(
            Candidate::sure(codes::FOREIGN, at, "count(distinct ", message)
                .caret(scene.range(index + 1, index + 1))
                .help("Write count(distinct …)"),
        );
    }
    if WHERE.contains(&word.as_str()) && opens_aggregate(scene, index) {
        let at = scene.range(index, index);
        all.push(Candidate::sure(codes::FOREIGN, at, "where", written("where")));
    }
}

/// Whether only the name of a list or of a field of it stands between an aggregate's bracket and a token.
fn opens_aggregate(scene: &Scene<'_>, index: usize) -> bool {
    let mut at = index;
    while let Some(before) = at.checked_sub(1) {
        at = before;
        if scene.word(at) == "(" {
            let name = at.checked_sub(1).map(|it| scene.lower(it)).unwrap_or_default();
            return at + 1 < index && AGGREGATES.contains(&name.as_str());
        }
        let is_path = matches!(scene.kind(at), Some(Kind::Word | Kind::Ticked));
        if !is_path && scene.word(at) != "." {
            return false;
        }
    }
    false
}

/// `count(*)`, `select count(*) from visits`
fn counted_rows(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let start = index + usize::from(scene.lower(index) == "select");
    let star = ["(", "*", ")"].iter().enumerate().all(|(at, it)| scene.word(start + 1 + at) == *it);
    if scene.lower(start) != "count" || !star {
        return;
    }
    let message = "`*` does not say what is counted.".to_owned();
    if scene.lower(start + 4) == "from" && scene.kind(start + 5) == Some(Kind::Word) {
        let text = format!("count({})", scene.word(start + 5));
        let at = scene.range(index, start + 5);
        all.push(Candidate::sure(codes::FOREIGN, at, text, message));
    } else if start == index {
        let at = scene.range(start + 2, start + 2);
        let help = "Write the list in its place: count(visits), or count(visits where …)";
        all.push(Candidate::maybe(codes::FOREIGN, at, "visits", message).help(help));
    }
}

/// `count(visits) where page == "/x" > 2`, `count(visits) > 2 where page == "/x"`
fn where_outside(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let (stop, then) = (scene.stop, then_of(scene));
    if scene.lower(stop) != "where" || stop == 0 || then <= stop + 1 {
        return;
    }
    let is_comparison = |it: &usize| COMPARISONS.contains(&scene.word(*it));
    let (close, asked, compared) = if scene.word(stop - 1) == ")" {
        let Some(last) = (stop + 1..then).rfind(is_comparison) else { return };
        (stop - 1, scene.range(stop + 1, last - 1), scene.range(last, then - 1))
    } else {
        let Some(close) = (0..stop).rfind(|it| scene.word(*it) == ")") else { return };
        if !is_comparison(&(close + 1)) {
            return;
        }
        (close, scene.range(stop + 1, then - 1), scene.range(close + 1, stop - 1))
    };
    let Some(open) = (0..close).rfind(|it| scene.word(*it) == "(") else { return };
    let name = open.checked_sub(1).map(|it| scene.lower(it)).unwrap_or_default();
    if !AGGREGATES.contains(&name.as_str()) {
        return;
    }
    let text = format!(" where {}) {}", scene.slice(asked), scene.slice(compared));
    let whole = format!("{}{text}", scene.slice(scene.range(open - 1, close - 1)));
    let at = scene.range(close - 1, close - 1).end..scene.range(then - 1, then - 1).end;
    let message = "`where` stands inside of the brackets.".to_owned();
    all.push(
        Candidate::sure(codes::FOREIGN, at, text, message)
            .caret(scene.range(stop, stop))
            .help(format!("Write {whole}")),
    );
}

/// `when visits where page == "/x"`
fn without_any(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let mut start = scene.stop;
    if scene.lower(start) != "where" {
        return;
    }
    while start > 0
        && (matches!(scene.kind(start - 1), Some(Kind::Word | Kind::Ticked))
            || scene.word(start - 1) == ".")
        && !matches!(scene.lower(start - 1).as_str(), "when" | "and" | "or" | "not" | "if")
    {
        start -= 1;
    }
    if start == scene.stop || start == 0 || scene.lower(0) == "for" {
        return;
    }
    let list = scene.range(start, scene.stop - 1);
    let name = scene.slice(list.clone());
    let message = format!("Before `{name}` it is not said that at least one is asked for.");
    all.push(
        Candidate::sure(codes::LEFT_OUT, list.start..list.start, "any ", message)
            .caret(list)
            .help(format!("Write any {name} where …")),
    );
}

/// `for each v in visits where v.page == "/x"`, `for each visits as v`
fn loop_variable(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let (list, variable) = match scene.lower(3).as_str() {
        "in" | "of" | "from" => (4, 2),
        "as" => (2, 4),
        _ => return,
    };
    let is_word = |it| scene.kind(it) == Some(Kind::Word);
    let is_time = matches!(scene.lower(list).as_str(), "last" | "next" | "past" | "the");
    if !is_word(list) || !is_word(variable) || is_time {
        return;
    }
    let name = scene.lower(variable);
    let called = |it: usize| scene.lower(it) == name && scene.word(it + 1) == ".";
    let last = (5..scene.tokens.len()).rfind(|it| called(*it)).map_or(4, |it| it + 1);
    let mut text = scene.word(list).to_owned();
    let mut end = scene.range(4, 4).end;
    for index in 5..=last {
        let at = scene.range(index, index);
        let dropped = called(index) || called(index - 1) && scene.word(index) == ".";
        if !dropped {
            text.push_str(scene.slice(end..at.end));
        } else if called(index) {
            text.push_str(scene.slice(end..at.start));
        }
        end = at.end;
    }
    let message = "The events need no name of their own.".to_owned();
    all.push(
        Candidate::sure(codes::FOREIGN, scene.range(2, last), text, message)
            .caret(scene.range(2, 4))
            .help(format!(
                "Write for each {}; behind `where` its fields are called by their names.",
                scene.word(list)
            )),
    );
}

/// `for each visits page == "/x"`, `for each visits if page == "/x"`, `for each visits within last 7 days`
fn where_left_out(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let stop = scene.stop;
    let said = (0..then_of(scene)).any(|it| scene.lower(it) == "where");
    if said || stop < 3 || stop >= then_of(scene) {
        return;
    }
    let word = scene.lower(stop);
    let at = scene.range(stop, stop);
    if WHERE.contains(&word.as_str()) {
        let message = format!("`{}` is written `where` here.", scene.word(stop));
        all.push(Candidate::sure(codes::FOREIGN, at, "where", message));
    } else if matches!(word.as_str(), "within" | "in" | "during" | "over") {
        let message =
            format!("Before `{}` it is not said what lies in that time.", scene.word(stop));
        let help = "Write where and the field that says when it was: where at within last 30 days";
        all.push(
            Candidate::maybe(codes::LEFT_OUT, at.start..at.start, "where at ", message)
                .caret(at)
                .help(help),
        );
    } else if scene.kind(stop) == Some(Kind::Word) {
        let message = format!("Before `{}` the word `where` is left out.", scene.word(stop));
        all.push(
            Candidate::sure(codes::LEFT_OUT, at.start..at.start, "where ", message)
                .caret(at)
                .help("Put where there."),
        );
    }
}

/// `max 3 times`, `at most 3`: of events or of points?
fn at_most(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let (first, second) = (scene.lower(index), scene.lower(index + 1));
    let words = match (first.as_str(), second.as_str()) {
        ("at", "most") | ("up", "to") | ("limited" | "limit", "to") | ("only", "first") => 2,
        ("no", "more") if scene.lower(index + 2) == "than" => 3,
        ("max" | "maximum" | "limit" | "only" | "cap", _) => 1,
        _ => return,
    };
    let number = index + words;
    if index <= then_of(scene) || scene.kind(number) != Some(Kind::Number) {
        return;
    }
    let count = scene.word(number);
    let unit = scene.lower(number + 1);
    let end = if matches!(unit.as_str(), "times" | "time" | "x" | "events" | "occurrences") {
        number + 1
    } else {
        number
    };
    let at = scene.range(index, end);
    let written = scene.slice(at.clone());
    if end > number {
        let text = format!("first {count}");
        let message = format!("`{written}` is written `{text}`.");
        all.push(Candidate::sure(codes::FOREIGN, at, text, message));
    } else if unit == "points" || unit == "point" {
        let at = scene.range(index, number + 1);
        let text = format!("limit ..{count}");
        let message = format!("`{}` is written `{text}`.", scene.slice(at.clone()));
        all.push(Candidate::sure(codes::FOREIGN, at, text, message));
    } else if words > 1 || unit.is_empty() && first != "limit" {
        let message = format!("`{written}` does not say whether points or events are meant.");
        let help = format!(
            "Write limit ..{count} for at most {count} points, or first {count} for at most {count} of them."
        );
        all.push(
            Candidate::maybe(codes::FOREIGN, at, format!("limit ..{count}"), message).help(help),
        );
    }
}
