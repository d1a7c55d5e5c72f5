//! Several values: `in ("A", "B")`, `in A, B`, `like '%VP%'`, `title.includes("VP")`.

use super::ranges::value;
use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(4)..=scene.stop {
        like(scene, index, all);
        brackets(scene, index, all);
        bare_members(scene, index, all);
        method(scene, index, all);
    }
}

/// `like '%VP%'`
fn like(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let word = scene.lower(index);
    if !matches!(word.as_str(), "like" | "ilike") || scene.kind(index + 1) != Some(Kind::Text) {
        return;
    }
    let quoted = scene.word(index + 1);
    let quotes: &[char] = &['"', '\'', '“', '”', '‘', '’', '„'];
    let inner = quoted.trim_matches(quotes);
    let word = match (inner.starts_with(['%', '*']), inner.ends_with(['%', '*'])) {
        (true, true) => "contains",
        (false, true) => "starts with",
        (true, false) => "ends with",
        (false, false) => "contains",
    };
    let at = scene.range(index, index + 1);
    let plain = inner.trim_matches(['%', '*']);
    if plain.contains(['%', '*', '_', '?']) {
        all.push(pattern(scene, at, inner));
        return;
    }
    let text = format!("{word} \"{plain}\"");
    let message = format!("`{}` is written `{text}`.", scene.slice(at.clone()));
    // Without a wild card SQL compares the whole; most others look for a piece.
    all.push(match inner.contains(['%', '*']) {
        true => Candidate::sure(codes::FOREIGN, at, text, message),
        false => Candidate::maybe(codes::FOREIGN, at, text, message),
    });
}

/// `like '%head%sales%'`: what stands for any letters in the middle of a text is a pattern. A `_` may be meant as it is.
fn pattern(scene: &Scene<'_>, at: std::ops::Range<usize>, inner: &str) -> Candidate {
    let open_start = if inner.starts_with(['%', '*']) { "" } else { "^" };
    let open_end = if inner.ends_with(['%', '*']) { "" } else { "$" };
    let mut meant = String::new();
    for c in inner.trim_matches(['%', '*']).chars() {
        match c {
            '%' | '*' => meant.push_str(".*"),
            '_' | '?' => meant.push('.'),
            '"' => meant.push_str("\\\""),
            c if c.is_alphanumeric() || c == ' ' => meant.push(c),
            c => meant.push_str(&format!("[{c}]")),
        }
    }
    let text = format!("matches \"{open_start}{meant}{open_end}\"");
    let message =
        format!("`{}` looks for a pattern, which is written `{text}`.", scene.slice(at.clone()));
    Candidate::maybe(codes::FOREIGN, at, text, message)
}

/// `in ("A", "B")`, `in {"A", "B"}`, `one of ("A", "B")`
fn brackets(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let open = scene.word(index);
    let Some((_, close)) =
        [("(", ")"), ("{", "}"), ("[", "]"), ("<", ">")].iter().find(|it| it.0 == open)
    else {
        return;
    };
    let list_before = index.checked_sub(1).is_some_and(|it| {
        matches!(scene.lower(it).as_str(), "in" | "of" | "=" | ":" | "==" | "contains" | "is")
    });
    let mut depth = 0_i32;
    let end = (index..scene.tokens.len()).find(|&at| {
        match scene.word(at) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            word if word == *close => depth -= 1,
            _ => {}
        }
        depth == 0 && at > index
    });
    let Some(end) = end else { return };
    let (first, last) = (scene.range(index, index), scene.range(end, end));
    if open == "[" && scene.word(end) == "]" {
        return;
    }
    let inside = scene.slice(first.end..last.start);
    // `call(who: {title})`: a field, dressed as in a text of an action.
    let after_colon = index.checked_sub(1).is_some_and(|it| scene.word(it) == ":");
    let one_name = end == index + 2 && scene.kind(index + 1) == Some(Kind::Word);
    if open == "{" && after_colon && one_name {
        return;
    }
    let wrong_end = scene.word(end) != *close;
    if !list_before && !wrong_end {
        return;
    }
    let message = match !wrong_end {
        true => format!("A list stands between [ and ], not {open} and {close}."),
        false => format!("The `{open}` is closed by a `{}`.", scene.word(end)),
    };
    let whole = first.start..last.end;
    let mut texts = Vec::new();
    if list_before {
        texts.push(format!("[{}]", quoted_members(inside.trim().trim_end_matches(','))));
    }
    if wrong_end {
        texts.push(format!("{open}{inside}{close}"));
    }
    for text in texts {
        let candidate =
            Candidate::sure(codes::FOREIGN, whole.clone(), text.clone(), message.clone());
        all.push(candidate.help(format!("Write {text}")));
    }
}

/// `CEO, CTO` as `"CEO", "CTO"`; anything else stays as it is.
fn quoted_members(inside: &str) -> String {
    let members: Vec<&str> = inside.split(',').map(str::trim).collect();
    let is_word = |it: &&str| {
        it.starts_with(char::is_alphabetic) && it.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    if members.len() < 2 || !members.iter().all(is_word) {
        return inside.to_owned();
    }
    members.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ")
}

/// `in A, B`, `one of "A", "B"`, `any of "A" or "B"`: members without brackets.
fn bare_members(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let before = index.checked_sub(1).map(|it| scene.lower(it)).unwrap_or_default();
    let is_list_word = matches!(
        before.as_str(),
        "in" | "of"
            | "="
            | ":"
            | "=="
            | "is"
            | "either"
            | "among"
            | "contains"
            | "values"
            | "not"
            | "!="
            | "neither"
            | "with"
    );
    if !is_list_word {
        return;
    }
    let mut members = Vec::new();
    let mut at = index;
    while let Some(end) = value(scene, at) {
        let reserved = ["and", "or", "then", "not", "in", "is", "when", "where", "because"];
        if reserved.contains(&scene.lower(at).as_str()) {
            break;
        }
        members.push(scene.range(at, end - 1));
        at = end;
        let joint = scene.lower(at);
        match joint.as_str() {
            "," | "，" | "、" | ";" | "|" | "or" | "nor" | "/" => at += 1,
            _ => break,
        }
        if joint == "," && scene.lower(at) == "or" {
            at += 1;
        }
    }
    let [first, .., last] = members.as_slice() else { return };
    let quoted: Vec<String> = members
        .iter()
        .map(|member| {
            let written = scene.slice(member.clone());
            let first = written.chars().next();
            let bare = first.is_some_and(char::is_alphabetic);
            if bare { format!("\"{written}\"") } else { written.to_owned() }
        })
        .collect();
    let list = format!("[{}]", quoted.join(", "));
    let word = match before.as_str() {
        "==" | "=" | "is" | "either" => "in",
        "contains" => "contains any of",
        "with" => "with any of",
        "!=" | "neither" => "not in",
        "not" if index > 1 && scene.lower(index - 2) == "is" => "not in",
        _ => "",
    };
    let message = "A list needs brackets.".to_owned();
    let whole = first.start..last.end;
    if !word.is_empty() {
        // `country is "DE", "AT"`: the word before it changes too.
        let either = matches!(before.as_str(), "either" | "neither" | "not")
            && index > 1
            && scene.lower(index - 2) == "is";
        let from = scene.range(index - 1 - usize::from(either), index - 1).start;
        let text = format!("{word} {list}");
        let candidate =
            Candidate::sure(codes::FOREIGN, from..whole.end, text.clone(), message.clone());
        all.push(candidate.help(format!("Write {text}")).caret(whole.clone()));
    }
    let candidate = Candidate::sure(codes::FOREIGN, whole, list.clone(), message);
    all.push(candidate.help(format!("Write {list}")));
}

/// `title.includes("VP")`, `title.toLowerCase()`
fn method(scene: &Scene<'_>, index: usize, all: &mut Vec<Candidate>) {
    let name = matches!(scene.kind(index), Some(Kind::Word | Kind::Ticked));
    if !name || !matches!(scene.word(index + 1), "." | "?.") || scene.word(index + 3) != "(" {
        return;
    }
    let field = scene.word(index);
    let ours = match scene.lower(index + 2).as_str() {
        "includes" | "contains" | "include" | "has" | "indexof" | "find" | "__contains__" => {
            "contains"
        }
        "startswith" | "starts_with" | "startwith" => "starts with",
        "endswith" | "ends_with" | "endwith" => "ends with",
        "match" | "matches" | "test" | "search" => "matches",
        "tolowercase" | "touppercase" | "lower" | "upper" | "strip" | "trim" | "casefold"
        | "tostring" => {
            if scene.word(index + 4) == ")" {
                let at = scene.range(index, index + 4);
                let message = "Texts are compared without case and outer blanks.".to_owned();
                let help = format!("Write only {field}.");
                all.push(Candidate::sure(codes::FOREIGN, at, field, message).help(help));
            }
            return;
        }
        "isnull" | "isempty" | "isblank" if scene.word(index + 4) == ")" => {
            let at = scene.range(index, index + 4);
            let message = format!("`{}` is written in words.", scene.slice(at.clone()));
            return all.push(Candidate::sure(
                codes::FOREIGN,
                at,
                format!("{field} is missing"),
                message,
            ));
        }
        _ => return,
    };
    let Some(end) = (index + 4..scene.tokens.len()).find(|&at| scene.word(at) == ")") else {
        return;
    };
    let at = scene.range(index, end);
    let argument = scene.slice(scene.range(index + 3, index + 3).end..scene.range(end, end).start);
    let text = format!("{field} {ours} {}", argument.trim());
    let message = format!("`{}` is written in words.", scene.slice(at.clone()));
    all.push(Candidate::sure(codes::FOREIGN, at, text, message));
}
