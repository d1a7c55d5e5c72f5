//! Whole rules written as a sentence, a formula or a statement of another language.

use super::{Candidate, Kind, Scene, mend_piece, points};
use crate::diagnostic::{Applicability, codes};
use crate::syntax::failure::Failure;
use crate::syntax::grammar::Rule;

/// A rule found in other words: its condition, and its points with their sign.
struct Found {
    condition: String,
    sign: &'static str,
    number: String,
    /// What is left of the sentence, as clauses.
    clauses: String,
    /// Something of the sentence is left out, for example an `else`.
    partial: bool,
}

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let whole = matches!(scene.failure.alone, Rule::only_item | Rule::only_rule);
    if !whole || !scene.may_be_sentence {
        return;
    }
    if let Some(candidate) = reason_before_points(scene).or_else(|| import_from(scene)) {
        all.push(candidate);
    }
    let found = points_first(scene)
        .or_else(|| formula(scene))
        .or_else(|| case_when(scene))
        .or_else(|| statement(scene))
        .or_else(|| ternary(scene))
        .or_else(|| condition_first(scene));
    let Some(found) = found else { return };
    let (sign, sure_sign) = if found.sign.is_empty() { ("+", false) } else { (found.sign, true) };
    let rule =
        format!("when {} then {sign}{}{}", found.condition.trim(), found.number, found.clauses);
    // The condition may hold slips of its own: they are mended on the way.
    let (rule, sure) = match mend_piece(&rule, scene.failure.alone, false) {
        None => (rule, true),
        Some(mended) if mended.rest.is_none() => {
            let sure = mended.steps.iter().all(|it| it.applicability == Applicability::Safe);
            (mended.text, sure)
        }
        Some(_) => return,
    };
    let end = scene.text.trim_end().len();
    let message = "This is not how a rule is written, but I can guess what it says.".to_owned();
    let candidate = match sure && sure_sign && !found.partial {
        true => Candidate::sure(codes::SENTENCE, 0..end, rule.clone(), message),
        false => Candidate::maybe(codes::SENTENCE, 0..end, rule.clone(), message),
    };
    all.push(candidate.help(format!("Write: {rule}")));
}

/// `Add 10 points if …`, `+20 when …`, `20 points for …`
fn points_first(scene: &Scene<'_>) -> Option<Found> {
    let points::Award { end, sign, number } = points::award(scene, 0)?;
    let fillers = [
        "to",
        "leads",
        "lead",
        "for",
        "from",
        "everyone",
        "contacts",
        "companies",
        "those",
        "people",
        "the",
        "score",
        "of",
        "all",
        "any",
        "who",
        "whose",
        "that",
        "with",
        "where",
        "each",
        ",",
        ":",
        "is",
        "are",
        "when",
        "if",
        "whenever",
        "in",
        "case",
        "а",
        "если",
        "ако",
        "когато",
        "wenn",
        "si",
        "如果",
        "当",
        "ถ้า",
    ];
    let begins = [
        "if",
        "when",
        "whenever",
        "where",
        "for",
        "with",
        "whose",
        "who",
        "ако",
        "если",
        "wenn",
        "si",
        "когато",
        "如果",
        "当",
        "ถ้า",
    ];
    let mut index = end;
    let mut seen = false;
    while fillers.contains(&scene.lower(index).as_str()) {
        seen |= begins.contains(&scene.lower(index).as_str());
        index += 1;
    }
    if !seen || scene.token(index).is_none() {
        return None;
    }
    let (condition, clauses) = without_clauses(scene, index);
    Some(Found { condition, sign, number, clauses, partial: false })
}

/// The condition from a token on, and a reason at its end.
fn without_clauses(scene: &Scene<'_>, index: usize) -> (String, String) {
    let from = scene.range(index, index).start;
    let reason = (index..scene.tokens.len()).find(|&it| scene.lower(it) == "because");
    let end = reason.map_or(scene.text.len(), |it| scene.range(it, it).start);
    let condition = scene.slice(from..end).trim().trim_end_matches(['.', '。', '!', ';', ',']);
    let clauses = scene.slice(end..scene.text.len()).trim();
    let clauses = if clauses.is_empty() { String::new() } else { format!(" {clauses}") };
    (condition.to_owned(), clauses)
}

/// `=IF(AND(a, b), 20, 0)`
fn formula(scene: &Scene<'_>) -> Option<Found> {
    let start = usize::from(scene.word(0) == "=");
    if !matches!(scene.lower(start).as_str(), "if" | "ifs" | "iff" | "iif" | "если" | "wenn" | "si")
        || scene.word(start + 1) != "("
    {
        return None;
    }
    let (parts, end) = arguments(scene, start + 1)?;
    let [condition, then, rest @ ..] = parts.as_slice() else { return None };
    let (sign, number) = amount(then)?;
    let nothing = rest.iter().all(|it| matches!(it.trim(), "0" | "\"\"" | "FALSE" | "false"));
    let last = end + 1 >= scene.tokens.len();
    let condition = logic_of_formula(condition);
    last.then(|| Found {
        condition,
        sign: if sign.is_empty() { "+" } else { sign },
        number,
        clauses: String::new(),
        partial: !nothing,
    })
}

/// The arguments of a call, from its opening bracket on, and the token that closes it.
fn arguments(scene: &Scene<'_>, open: usize) -> Option<(Vec<String>, usize)> {
    let mut depth = 0_usize;
    let mut parts = Vec::new();
    let mut start = scene.range(open, open).end;
    for index in open..scene.tokens.len() {
        match scene.word(index) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    parts.push(scene.slice(start..scene.range(index, index).start).to_owned());
                    return Some((parts, index));
                }
            }
            "," | ";" if depth == 1 => {
                parts.push(scene.slice(start..scene.range(index, index).start).to_owned());
                start = scene.range(index, index).end;
            }
            // In `20,0` the comma separates two arguments.
            number if depth == 1 && scene.kind(index) == Some(Kind::Number) => {
                let at = scene.range(index, index);
                for (comma, _) in number.match_indices(',') {
                    parts.push(scene.slice(start..at.start + comma).to_owned());
                    start = at.start + comma + 1;
                }
            }
            _ => {}
        }
    }
    None
}

/// `20`, `+20`, `-5`
fn amount(text: &str) -> Option<(&'static str, String)> {
    let text = text.trim().trim_matches('"');
    let (sign, digits) = match text.strip_prefix(['+', '-', '−', '–']) {
        Some(digits) => (if text.starts_with('+') { "+" } else { "-" }, digits.trim()),
        None => ("", text),
    };
    let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain.then(|| (sign, digits.to_owned()))
}

/// `AND(a, b)` as `(a and b)`, `NOT(a)` as `not (a)`, `ISBLANK(a)` as `a is missing`.
fn logic_of_formula(text: &str) -> String {
    let text = text.trim();
    let tokens = super::tokens(text);
    let failure = Failure { at: 0, expected: Vec::new(), alone: Rule::only_item };
    let scene = Scene { failure: &failure, text, tokens: &tokens, stop: 0, may_be_sentence: false };
    let call = (scene.kind(0) == Some(Kind::Word) && scene.word(1) == "(")
        .then(|| arguments(&scene, 1))
        .flatten()
        .filter(|(_, end)| end + 1 == tokens.len());
    let Some((parts, _)) = call else { return text.to_owned() };
    let inner: Vec<String> = parts.iter().map(|it| logic_of_formula(it)).collect();
    match scene.lower(0).as_str() {
        "and" => format!("({})", inner.join(" and ")),
        "or" => format!("({})", inner.join(" or ")),
        "not" => format!("not ({})", inner.join(", ")),
        "isblank" | "isempty" | "isnull" => format!("{} is missing", inner.join(", ")),
        _ => text.to_owned(),
    }
}

/// `case when … then 20 else 0 end`, `select * from leads where …` holds no points and is no rule.
fn case_when(scene: &Scene<'_>) -> Option<Found> {
    if scene.lower(0) != "case" || scene.lower(1) != "when" {
        return None;
    }
    let then = (2..scene.tokens.len()).find(|&it| scene.lower(it) == "then")?;
    let points::Award { end, sign, number } = points::award(scene, then + 1)?;
    let nothing = match (scene.lower(end).as_str(), scene.lower(end + 1).as_str()) {
        ("else", "0" | "null") => scene.lower(end + 2) == "end",
        ("end" | "", _) => true,
        _ => false,
    };
    let condition = scene.slice(scene.range(2, then - 1)).to_owned();
    let sign = if sign.is_empty() { "+" } else { sign };
    Some(Found { condition, sign, number, clauses: String::new(), partial: !nothing })
}

/// `if (…) { score += 20; }`, `if …: score += 20`
fn statement(scene: &Scene<'_>) -> Option<Found> {
    if !matches!(scene.lower(0).as_str(), "if" | "when") {
        return None;
    }
    let open = (1..scene.tokens.len()).find(|&it| matches!(scene.word(it), "{" | ":"))?;
    let points::Award { mut end, sign, number } = points::award(scene, open + 1)?;
    while matches!(scene.word(end), ";" | "}" | ".") {
        end += 1;
    }
    let condition = scene.slice(scene.range(1, open - 1)).to_owned();
    let whole = end >= scene.tokens.len();
    whole.then(|| Found { condition, sign, number, clauses: String::new(), partial: false })
}

/// `… ? 20 : 0`
fn ternary(scene: &Scene<'_>) -> Option<Found> {
    let ask = (1..scene.tokens.len()).find(|&it| scene.word(it) == "?")?;
    let points::Award { mut end, sign, number } = points::award(scene, ask + 1)?;
    let mut nothing = true;
    if scene.word(end) == ":" {
        nothing = scene.word(end + 1) == "0";
        end += 2;
    }
    let start = usize::from(matches!(scene.lower(0).as_str(), "when" | "if"));
    let condition = scene.slice(scene.range(start, ask - 1)).to_owned();
    let sign = if sign.is_empty() { "+" } else { sign };
    (end >= scene.tokens.len()).then(|| Found {
        condition,
        sign,
        number,
        clauses: String::new(),
        partial: !nothing,
    })
}

/// `If the country is DE, we add 10 points.`, `Leads from DE get 20 points`
fn condition_first(scene: &Scene<'_>) -> Option<Found> {
    let begins = [
        "if",
        "when",
        "whenever",
        "leads",
        "companies",
        "contacts",
        "everyone",
        "ако",
        "если",
        "wenn",
        "si",
        "如果",
        "когато",
    ];
    let then = (0..scene.tokens.len()).any(|it| scene.lower(it) == "then");
    let plain = !then || scene.lower(1) == "the" || scene.text.trim_end().ends_with(['.', '!']);
    if !begins.contains(&scene.lower(0).as_str()) || !plain {
        return None;
    }
    let fillers = [
        "leads",
        "companies",
        "contacts",
        "everyone",
        "if",
        "when",
        "whenever",
        "from",
        "with",
        "in",
        "whose",
        "who",
        "a",
        "the",
        "lead",
        "lead's",
        "contact",
        "company",
        "is",
        "has",
    ];
    let first = match scene.lower(0).as_str() {
        "leads" | "companies" | "contacts" | "everyone" => {
            (0..).find(|&it| !fillers.contains(&scene.lower(it).as_str()))?
        }
        // `the` belongs to the sentence, not to the name.
        _ if scene.lower(1) == "the" => 2,
        _ => 1,
    };
    let verbs = [
        "add", "give", "award", "plus", "subtract", "deduct", "minus", "get", "gets", "receive",
        "receives", "earn", "lose", "remove", "increase", "decrease",
    ];
    let verb =
        (first..scene.tokens.len()).rev().find(|&it| verbs.contains(&scene.lower(it).as_str()))?;
    let points::Award { end, sign, number } = points::award(scene, verb)?;
    if end < scene.tokens.len() && scene.lower(end) != "because" {
        return None;
    }
    let before = [
        "then", "we", "they", "it", ",", "should", "will", "please", ":", "and", "->", "=>",
        "just", "i", "you", "must", "to",
    ];
    let last = (first..verb).rev().find(|&it| !before.contains(&scene.lower(it).as_str()))?;
    // A single word asks nothing.
    if last <= first {
        return None;
    }
    let condition = scene.slice(scene.range(first, last)).to_owned();
    let (_, clauses) = match end < scene.tokens.len() {
        true => without_clauses(scene, end),
        false => (String::new(), String::new()),
    };
    Some(Found { condition, sign, number, clauses, partial: false })
}

/// `when … because "big" then +20`: the reason stands behind the points.
fn reason_before_points(scene: &Scene<'_>) -> Option<Candidate> {
    let because = (1..scene.tokens.len()).find(|&it| scene.lower(it) == "because")?;
    let then = because + 2;
    if scene.kind(because + 1) != Some(Kind::Text) || scene.lower(then) != "then" {
        return None;
    }
    let reason = scene.slice(scene.range(because, because + 1));
    let start = scene.range(because, because).start;
    let end = scene.text.trim_end().len();
    let award = scene.slice(scene.range(then, then).start..end);
    let message = "The reason stands behind the points.".to_owned();
    let text = format!("{award} {reason}");
    let candidate = Candidate::sure(codes::FOREIGN, start..end, text.clone(), message);
    Some(candidate.caret(scene.range(because, because + 1)).help(format!("Write {text}")))
}

/// `from "crm.score" import Lead`
fn import_from(scene: &Scene<'_>) -> Option<Candidate> {
    let path = match (scene.lower(0).as_str(), scene.lower(2).as_str()) {
        ("from", "import" | "use") => 1,
        ("import" | "use" | "include", "from") => 3,
        _ => return None,
    };
    let text = format!("use {}", scene.word(path));
    let message = "Everything in a file is used at once.".to_owned();
    Some(Candidate::sure(codes::FOREIGN, 0..scene.text.trim_end().len(), text, message))
}
