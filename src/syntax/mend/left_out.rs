//! Small things that are left out: `then`, a sign, a colon, a comma, a bracket, a quote, a keyword.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;
use crate::syntax::grammar::Rule;
use crate::syntax::words;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    no_field(scene, all);
    colon(scene, all);
    then(scene, all);
    when(scene, all);
    colon_for_sign(scene, all);
    operator(scene, all);
    insertions(scene, all);
    quotes(scene, all);
    braces(scene, all);
}

/// `when employees > 100 +20`
fn then(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let has_then = (0..scene.tokens.len()).any(|index| scene.lower(index) == "then");
    if has_then {
        return;
    }
    // The points may have been read as part of the condition: `when unsubscribed -20`.
    let signs = ["+", "-", "–", "−", "＋", "－"];
    let points = (1..scene.tokens.len()).rev().find(|&index| {
        signs.contains(&scene.word(index))
            && scene.kind(index + 1) == Some(Kind::Number)
            && scene.range(index, index).end == scene.range(index + 1, index + 1).start
    });
    let Some(points) = points else { return };
    let at = scene.range(points, points).start;
    let award = at..scene.range(points + 1, points + 1).end;
    let percent = scene.word(points + 2) == "%";
    let award = if percent { award.start..scene.range(points + 2, points + 2).end } else { award };
    let message = "The word `then` is missing before the points.".to_owned();
    let help = format!("Write: when … then {}", scene.slice(award.clone()));
    // `, +20`, `= +20`
    let (start, mark) = match scene.word(points - 1) {
        "," | "=" | ";" | "." | "/" | "|" | "—" | "=>" | "~" | ">" => {
            (scene.range(points - 1, points - 1).start, true)
        }
        _ => (at, false),
    };
    let before = scene.slice(0..start).ends_with(char::is_whitespace);
    let text = if before { "then " } else { " then " };
    let candidate = Candidate::sure(codes::MISSING_THEN, start..at, text, message).help(help);
    all.push(candidate.caret(if mark { start..award.end } else { award }));
}

/// A condition without `when`.
fn when(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let in_item = matches!(scene.failure.alone, Rule::only_item | Rule::only_rule);
    let assigns = scene.word(1) == "=" && scene.stop <= 1;
    // `- employees > 100` begins with a bullet, not with a minus.
    let bullet = scene.word(0) == "-" && scene.range(0, 0).end < scene.range(1, 1).start;
    let known = words::is_keyword(&scene.lower(0)) && !assigns || bullet;
    if in_item && !known && scene.stop <= 1 && scene.token(0).is_some() {
        let at = scene.range(0, 0);
        if assigns {
            let message =
                format!("Before `{} =` the word `let` or `list` is missing.", scene.word(0));
            let list = scene.word(2) == "[";
            let word = if list { "list " } else { "let " };
            let candidate = Candidate::sure(codes::LEFT_OUT, 0..0, word, message);
            return all.push(candidate.caret(at));
        }
        let message = "The word `when` is missing before the condition.".to_owned();
        let help = format!("Write: when {} …", scene.word(0));
        let candidate =
            Candidate::sure(codes::LEFT_OUT, 0..0, "when ", message).caret(at).help(help);
        let asks = (1..3).any(|it| {
            matches!(scene.word(it), "==" | "=" | "!=" | ">" | "<" | ">=" | "<=" | "in" | "is")
        });
        all.push(if asks { candidate } else { candidate.weak() });
    }
}

/// `industry: "Retail"`
fn colon_for_sign(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let Some(before) = scene.stop.checked_sub(1) else { return };
    let then = (0..before).any(|it| scene.lower(it) == "then");
    if then || scene.word(before) != ":" || scene.kind(scene.stop) != Some(Kind::Text) {
        return;
    }
    let at = scene.range(before, before);
    let gap = if scene.slice(0..at.start).ends_with(' ') { "" } else { " " };
    let message = "A field is compared by ==, not by a colon.".to_owned();
    let candidate = Candidate::sure(codes::FOREIGN, at, format!("{gap}=="), message);
    all.push(candidate.help("Write =="));
}

/// `employees 100`: a comparison is left out.
fn operator(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    if !scene
        .failure
        .expected
        .iter()
        .any(|it| matches!(it, Rule::compare_sign | Rule::test | Rule::compare))
    {
        return;
    }
    let Some(before) = scene.stop.checked_sub(1) else { return };
    let value = matches!(scene.kind(scene.stop), Some(Kind::Number | Kind::Text));
    let name = matches!(scene.kind(before), Some(Kind::Word | Kind::Ticked));
    if value && name {
        let at = scene.range(scene.stop, scene.stop);
        let (name, value) = (scene.word(before), scene.word(scene.stop));
        let digits = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_digit());
        if let Some((from, to)) = value.split_once('-').filter(|it| digits(it.0) && digits(it.1)) {
            let message = format!("A range is written with two dots: {from}..{to}.");
            let text = format!("in {from}..{to}");
            return all.push(Candidate::sure(codes::FOREIGN, at, text, message));
        }
        let message = format!("How is *{name}* compared with {value}? A comparison is left out.");
        let help = match scene.kind(scene.stop) {
            Some(Kind::Number) => {
                format!("Write {name} == {value}, {name} >= {value} or the like.")
            }
            _ => format!("Write {name} == {value}."),
        };
        let candidate = Candidate::maybe(codes::LEFT_OUT, at.start..at.start, "== ", message);
        all.push(candidate.caret(at).help(help).weak());
    }
}

/// Something small that the grammar waits for, put in where reading stops.
fn insertions(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let stop = scene.range(scene.stop, scene.stop);
    let gap = scene.stop.checked_sub(1).map_or(0, |it| scene.range(it, it).end);
    let previous = scene.stop.checked_sub(1).map_or("", |it| scene.word(it));
    let next = scene.word(scene.stop);
    let caret = if next.is_empty() {
        scene.stop.checked_sub(1).map_or(0..0, |it| scene.range(it, it))
    } else {
        stop.clone()
    };
    let mut insert = |at: usize, text: &str, shown: &str| {
        let message = match next {
            "" => format!("After `{previous}` {shown} is left out."),
            _ => format!("Before `{next}` {shown} is left out."),
        };
        let candidate =
            Candidate::sure(codes::LEFT_OUT, at..at, text, message).caret(caret.clone());
        all.push(candidate.help(format!("Put {shown} there.")).weak());
    };
    let alone = scene.failure.alone;
    let item = scene.lower(0);
    if alone == Rule::only_field || matches!(item.as_str(), "test" | "grid") {
        insert(gap, ":", "a `:`");
    }
    insert(gap, ",", "a comma");
    let has_sign = (0..scene.tokens.len()).any(|it| scene.word(it) == "=");
    if matches!(item.as_str(), "list" | "let") && !has_sign {
        insert(gap, " =", "a `=`");
    }
    for (word, rule) in WORDS {
        let waits = |it: &Rule| it == rule || words::keyword(*it) == Some(*word);
        if scene.failure.expected.iter().any(waits) {
            insert(stop.start, &format!("{word} "), &format!("the word `{word}`"));
        }
    }
    match item.as_str() {
        "test" => {
            insert(stop.start, "fired ", "the word `fired`");
            insert(stop.start, "score == ", "what it is that should hold: score ==");
            insert(stop.start, "given { } ", "`given { }`");
        }
        "bands" | "grid" => insert(gap, " otherwise", "the word `otherwise`"),
        _ => {}
    }
    let then = (0..scene.stop).any(|it| scene.lower(it) == "then");
    if then {
        insert(stop.start, "because ", "the word `because`");
    } else if scene.kind(scene.stop) == Some(Kind::Word) && ends_a_test(scene) {
        insert(stop.start, "and ", "`and` or `or`");
    }
    for close in [")", "]", "}"] {
        insert(gap, close, &format!("a `{close}`"));
    }
    if scene.failure.expected.contains(&Rule::unit) {
        insert(stop.start, "days ", "a unit of time such as days");
    }
}

/// Whether a test can end before the stop, so that another may follow.
fn ends_a_test(scene: &Scene<'_>) -> bool {
    let Some(before) = scene.stop.checked_sub(1) else { return false };
    let word = scene.lower(before);
    matches!(scene.kind(before), Some(Kind::Number | Kind::Text))
        || matches!(word.as_str(), ")" | "]" | "known" | "missing" | "days" | "ago")
}

/// Words that are put in where the grammar waits for them.
const WORDS: &[(&str, Rule)] = &[
    ("then", Rule::then),
    ("from", Rule::w_from),
    ("scores", Rule::w_scores),
    ("of", Rule::w_of),
    ("with", Rule::w_with),
    ("last", Rule::w_last),
    ("than", Rule::w_than),
    ("ago", Rule::w_ago),
    ("do", Rule::w_do),
    ("entering", Rule::trigger),
    ("expect", Rule::expects),
    ("by", Rule::w_by),
    ("each", Rule::w_each),
    ("at", Rule::w_at),
];

/// `use crm.score`, `timezone Europe/Sofia`, `group Company fit {`: a text without its quotes.
fn quotes(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    if !scene.failure.expected.iter().any(|it| matches!(it, Rule::text | Rule::straight_text)) {
        // A name was read where a text belongs; the rest of it did not fit.
        return;
    }
    let first = scene.range(scene.stop, scene.stop);
    let bare = matches!(scene.kind(scene.stop), Some(Kind::Word | Kind::Number | Kind::Ticked));
    if !bare || words::is_keyword(&scene.lower(scene.stop)) {
        return;
    }
    // The fewest words that let the rest be read.
    let line = scene.slice(first.start..scene.text.len()).lines().next().unwrap_or_default();
    let line_end = first.start + line.len();
    let ends = (scene.stop..scene.tokens.len())
        .map(|index| scene.range(index, index).end)
        .take_while(|end| *end <= line_end)
        .take(10);
    for end in ends {
        let at = first.start..end;
        let written = scene.slice(at.clone()).trim_matches('`');
        if written.contains(['"', '{', '}']) {
            continue;
        }
        let message = format!("A text in quotes belongs here, not `{written}` alone.");
        all.push(Candidate::sure(codes::LEFT_OUT, at, format!("\"{written}\""), message));
    }
}

/// A quote without its partner on the line where reading stops. Says whether there is one.
pub(super) fn open_quote(scene: &Scene<'_>, all: &mut Vec<Candidate>) -> bool {
    let line_start = scene.slice(0..scene.failure.at).rfind('\n').map_or(0, |it| it + 1);
    let rest = scene.slice(line_start..scene.text.len());
    let line_end = line_start + rest.find('\n').unwrap_or(rest.len());
    let on_line = |token: &&super::Token| (line_start..line_end).contains(&token.at.start);
    let quote = scene.tokens.iter().filter(on_line).position(|token| {
        token.kind == Kind::Sign && matches!(scene.slice(token.at.clone()), "\"" | "”" | "“" | "„")
    });
    let Some(quote) = quote else { return false };
    let first = scene.tokens.iter().take_while(|it| it.at.start < line_start).count();
    let quote = first + quote;
    // `VP"`: words after a comparison that end in a quote.
    let words = (first..quote).rev().take_while(|&it| {
        scene.kind(it) == Some(Kind::Word) && !words::is_keyword(&scene.lower(it))
    });
    if let Some(start) = words.last()
        && scene.range(quote - 1, quote - 1).end == scene.range(quote, quote).start
    {
        let at = scene.range(start, quote);
        let inner = scene.slice(at.start..scene.range(quote, quote).start);
        let message = "This text ends with a quote but does not begin with one.".to_owned();
        let text = format!("\"{inner}\"");
        all.push(Candidate::sure(codes::UNCLOSED_TEXT, at, text, message));
    }
    true
}

/// `record Lead ( … )`, `group "A": …`, `model b2b { … }`
fn braces(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    // The brace itself is not what reading stops at, but the word before it.
    let index = match scene.lower(0).as_str() {
        "bands" | "grid" | "stars" if scene.stop == 0 => 1,
        "record" if scene.stop == 0 => 2,
        _ => scene.stop,
    };
    brackets_of_block(scene, index, all);
}

fn brackets_of_block(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let Some((open, close)) = [("(", ")"), ("[", "]"), (":", ""), ("=", "")]
        .into_iter()
        .find(|(open, _)| scene.word(index) == *open)
    else {
        return block_of_settings(scene, index, all);
    };
    let start = scene.range(index, index);
    let last = scene.tokens.len().saturating_sub(1);
    if scene.lower(0) == "stars" && last > index {
        let end = scene.range(last, last);
        let inside = scene.slice(start.end..end.start).trim();
        let message = "The scores for the stars stand without brackets.".to_owned();
        let candidate = Candidate::sure(codes::FOREIGN, start.start..end.end, inside, message);
        return all.push(candidate.help(format!("Write stars {inside}")));
    }
    let message = match open {
        ":" | "=" => format!("No `{open}` is needed here."),
        _ => format!("This block stands between {{ and }}, not {open} and {close}."),
    };
    if open == "=" && matches!(scene.word(index + 1), "[" | "(" | "{") {
        let end = scene.range(last, last);
        let inside = scene.slice(scene.range(index + 1, index + 1).end..end.start);
        let whole = start.start..end.end;
        let message = "This block stands between { and } alone.".to_owned();
        let candidate = Candidate::sure(codes::FOREIGN, whole, format!("{{{inside}}}"), message);
        return all.push(candidate.caret(start).help(format!("Write {{{inside}}}")));
    }
    if close.is_empty() {
        return all.push(Candidate::sure(codes::TOO_MUCH, start, "", message));
    }
    if last > index && scene.word(last) == close {
        let end = scene.range(last, last);
        let inside = scene.slice(start.end..end.start);
        let whole = start.start..end.end;
        let candidate = Candidate::sure(codes::FOREIGN, whole, format!("{{{inside}}}"), message);
        all.push(candidate.caret(start.clone()).help("Write { and }"));
    } else {
        all.push(Candidate::sure(codes::FOREIGN, start, "{", message));
    }
}

/// `model b2b { limit 0..100 }`: the settings of a model stand without braces.
fn block_of_settings(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    if scene.word(index) != "{" || scene.lower(0) != "model" {
        return without_braces(scene, index, all);
    }
    let start = scene.range(index, index);
    let message = "The settings of a model stand right after it, without braces.".to_owned();
    let last = scene.tokens.len().saturating_sub(1);
    let end = scene.range(last, last);
    let (at, text) = match scene.word(last) {
        "}" => (start.start..end.end, scene.slice(start.end..end.start).trim()),
        _ => (start.clone(), ""),
    };
    let candidate = Candidate::sure(codes::FOREIGN, at, text, message).caret(start);
    all.push(candidate.help("Leave out the braces."));
}

/// `group "A" when … then +5`, `bands Hot from 80, Cold otherwise`: a block without braces.
fn without_braces(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let blocks = ["group", "bands", "grid", "record", "test"];
    let braces = (index..scene.tokens.len()).any(|it| scene.word(it) == "{");
    if !blocks.contains(&scene.lower(0).as_str()) || braces || scene.token(index).is_none() {
        return;
    }
    let at = scene.range(index, index);
    let expect = (index..scene.tokens.len()).find(|&it| scene.lower(it) == "expect");
    let end = match expect {
        Some(index) => scene.range(index, index).start,
        None => scene.text.trim_end().len(),
    };
    let inside = scene.slice(at.start..end).trim_end();
    let blank = if expect.is_some() { " " } else { "" };
    let message = "What belongs to this stands between { and }.".to_owned();
    let text = format!("{{ {inside} }}{blank}");
    let candidate = Candidate::sure(codes::LEFT_OUT, at.start..end, text, message);
    all.push(candidate.caret(at).help(format!("Write {{ {inside} }}")));
}

/// `when no email then …`
fn no_field(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(2)..=scene.stop {
        let name = matches!(scene.kind(index + 1), Some(Kind::Word | Kind::Ticked));
        if scene.lower(index) == "no" && name {
            let at = scene.range(index, index + 1);
            let text = format!("{} is missing", scene.word(index + 1));
            let message = format!("`{}` is written `{text}`.", scene.slice(at.clone()));
            all.push(Candidate::sure(codes::FOREIGN, at, text, message));
        }
    }
}

/// `industry text` in a record: the colon behind the name. Reading stops at the name.
fn colon(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let name = matches!(scene.kind(0), Some(Kind::Word | Kind::Ticked));
    if scene.failure.alone == Rule::only_field && name && scene.word(1) != ":" && scene.stop <= 1 {
        let name = scene.range(0, 0);
        let message = format!("After the field's name {} a `:` is missing.", scene.word(0));
        let help = format!("Write {}: and its type.", scene.word(0));
        let candidate = Candidate::sure(codes::LEFT_OUT, name.end..name.end, ":", message);
        all.push(candidate.caret(name).help(help));
    }
}
