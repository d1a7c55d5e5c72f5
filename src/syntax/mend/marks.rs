//! Marks that belong to other languages or came along with copied text: comments, bullets, full stops.

use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    semicolon_at_the_end(scene, all);
    comment(scene, all);
    semicolon(scene, all);
    again(scene, all);
    copied(scene, all);
    pictures(scene, all);
}

/// `// …`, `-- …`, `/* … */`, `; …`, `REM …`, `' …`
fn comment(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let at = scene.failure.at;
    let rest = scene.slice(at..scene.text.len());
    let line = rest.lines().next().unwrap_or_default();
    let words_follow = |mark: &str| {
        let behind = line.get(mark.len()..).unwrap_or_default().trim_start();
        behind.chars().next().is_none_or(char::is_alphanumeric)
    };
    let message = |mark: &str| format!("`{mark}` does not begin a comment here.");
    let help = "Comments begin with # and run to the end of the line.";
    if let Some(inside) = rest.strip_prefix("/*") {
        let length = inside.find("*/");
        let body = length.map_or(inside, |it| inside.get(..it).unwrap_or_default());
        let lines: Vec<String> = body
            .trim()
            .lines()
            .map(|line| format!("# {}", line.trim().trim_start_matches('*').trim()))
            .collect();
        let end = at + 2 + body.len() + if length.is_some() { 2 } else { 0 };
        // What follows the comment on its line would become part of it.
        let behind = scene.slice(end..scene.text.len());
        let apart =
            !behind.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) && !behind.is_empty();
        let text = format!("{}{}", lines.join("\n"), if apart { "\n" } else { "" });
        let finding = Candidate::sure(codes::COMMENT_SIGN, at..end, text, message("/*"));
        return all.push(finding.help(help).caret(at..at + 2));
    }
    for mark in ["<!--", "//", "--", "REM ", "%%", ";"] {
        let Some(behind) = line.strip_prefix(mark).filter(|_| words_follow(mark)) else { continue };
        // After a `;` the next rule may follow on the same line.
        let tight = scene.slice(0..at).chars().next_back().is_some_and(char::is_alphanumeric);
        let empty = behind.trim().is_empty();
        let rule = behind.trim_start().to_lowercase().starts_with("when ");
        if mark == ";" && (rule || empty || tight) {
            continue;
        }
        let (end, text) = match behind.trim_end().strip_suffix("-->") {
            Some(inside) if mark == "<!--" => (at + line.trim_end().len(), format!("#{inside}")),
            _ => (at + mark.len(), "#".to_owned()),
        };
        let blank = mark.ends_with(' ');
        let text = if blank { format!("{text} ") } else { text };
        let finding = Candidate::sure(codes::COMMENT_SIGN, at..end, text, message(mark.trim_end()));
        all.push(finding.help(help).caret(at..at + mark.trim_end().len()));
    }
}

/// `;` behind a rule, with nothing after it on its line.
fn semicolon_at_the_end(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let at = scene.range(scene.stop, scene.stop);
    let rest = scene.slice(at.end..scene.text.len());
    let last = rest.lines().next().is_none_or(|line| line.trim().is_empty());
    if matches!(scene.word(scene.stop), ";" | "；") && last {
        semicolon(scene, all);
    }
}

/// A word twice.
fn again(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let index = scene.stop;
    let word = scene.word(index);
    let twice = index > 0 && scene.lower(index - 1) == scene.lower(index);
    if twice && scene.kind(index) == Some(Kind::Word) {
        let message = format!("`{word}` stands twice.");
        let from = scene.range(index - 1, index - 1).end;
        let at = scene.range(index, index);
        let candidate = Candidate::sure(codes::TOO_MUCH, from..at.end, "", message);
        all.push(candidate.caret(at).help("Leave out one."));
    }
}

/// `;` between rules or members.
fn semicolon(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let sign = scene.word(scene.stop);
    if matches!(sign, ";" | "；") {
        let message = format!("No `{sign}` is needed: a rule ends where the next begins.");
        let at = scene.range(scene.stop, scene.stop);
        all.push(Candidate::sure(codes::TOO_MUCH, at.clone(), "", message.clone()));
        let message = format!("Members are separated by commas, not by `{sign}`.");
        all.push(Candidate::sure(codes::FOREIGN, at, ",", message));
    }
}

/// Bullets, numbers of lines, fences and stars of a text that was formatted elsewhere.
fn copied(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let message = |mark: &str| format!("`{mark}` came along with copied text.");
    whole_piece(scene, all);
    if scene.failure.at > 0 && scene.stop > 1 {
        return trailing_markup(scene, all);
    }
    let first = scene.word(0);
    let second = scene.word(1);
    let numbered = scene.kind(0) == Some(Kind::Number);
    let behind = match (first, second) {
        ("•" | "·" | "–" | "-" | "*" | "◦" | "▪" | "●" | "○" | ">" | "→" | "+" | "|" | "—", _) => {
            1
        }
        ("[", "]" | "x") => {
            if second == "x" {
                3
            } else {
                2
            }
        }
        (_, "." | ")" | ":" | "|" | "/") if numbered => 2,
        _ if numbered && scene.kind(1) == Some(Kind::Word) => 1,
        ("**" | "__" | "***", _) => 1,
        _ => return,
    };
    let Some(next) = scene.token(behind).filter(|it| it.kind == Kind::Word) else { return };
    let mark = scene.range(0, behind - 1);
    let finding =
        Candidate::sure(codes::MARKUP, 0..next.at.start, "", message(scene.slice(mark.clone())));
    all.push(finding.caret(mark));
}

/// `🔥`, `✅`: pictures, with whatever joins and colours them.
fn pictures(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let is_picture = |c: char| {
        matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}')
            || matches!(c, '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
    };
    let joins = |c: char| matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{E0020}'..='\u{E007F}');
    let at = scene.failure.at;
    let rest = scene.slice(at..scene.text.len());
    if !rest.starts_with(is_picture) {
        return;
    }
    let length = rest.find(|c: char| !is_picture(c) && !joins(c)).unwrap_or(rest.len());
    let written = scene.slice(at..at + length);
    let behind = scene.slice(at + length..scene.text.len());
    let gap = behind.len() - behind.trim_start_matches(' ').len();
    // At the end of a line the blank before it goes too.
    let last = behind.get(gap..).is_none_or(|it| it.is_empty() || it.starts_with(['\r', '\n']));
    let start = if last { scene.slice(0..at).trim_end_matches(' ').len() } else { at };
    let message = format!("{written} has no meaning in rules.");
    let candidate = Candidate::sure(codes::MARKUP, start..at + length + gap, "", message);
    all.push(candidate.caret(at..at + length));
}

/// A fence, or back-ticks around a whole rule.
fn whole_piece(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let message = |mark: &str| format!("{mark} came along with copied text.");
    if scene.text.starts_with("```") {
        let length = scene.text.find('\n').map_or(scene.text.len(), |it| it + 1);
        let at = 0..length.min(scene.text.len());
        all.push(Candidate::sure(codes::MARKUP, at, "", message("A fence")).caret(0..3));
    }
    let inside = scene.text.trim().strip_prefix('`').and_then(|it| it.strip_suffix('`'));
    if let Some(inside) = inside.filter(|it| it.contains(' ')) {
        let candidate =
            Candidate::sure(codes::MARKUP, 0..scene.text.len(), inside, message("The back-ticks"));
        all.push(candidate.caret(0..1).help("Leave out the back-ticks."));
    }
}

/// `**` or a back-tick that closes what was formatted, `:fire:`, `…`, a full stop.
fn trailing_markup(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let at = scene.failure.at;
    let rest = scene.slice(at..scene.text.len());
    let word = scene.word(scene.stop);
    let mark =
        ["**", "__", "```", "`", "…", "...", "—"].into_iter().find(|mark| rest.starts_with(mark));
    if let Some(mark) = mark {
        let message = format!("`{mark}` came along with copied text.");
        all.push(Candidate::sure(codes::MARKUP, at..at + mark.len(), "", message));
    }
    if word == ":" && scene.word(scene.stop + 2) == ":" {
        let at = scene.range(scene.stop, scene.stop + 2);
        let message = format!("`{}` came along with copied text.", scene.slice(at.clone()));
        all.push(Candidate::sure(codes::MARKUP, at, "", message));
    }
}

/// The last resort: what stands here is too much.
pub(super) fn propose_to_leave_out(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    let index = scene.stop;
    let word = scene.word(index);
    let at = scene.range(index, index);
    let last = index + 1 >= scene.tokens.len();
    let needless = matches!(word, "." | "。" | "!" | "?" | "•");
    if needless && (last || scene.kind(index + 1) == Some(Kind::Word)) {
        let message = format!("No `{word}` is needed: a rule ends where the next begins.");
        all.push(Candidate::sure(codes::TOO_MUCH, at.clone(), "", message));
    }
    if matches!(word, ",") {
        let message = "No comma belongs here.".to_owned();
        all.push(Candidate::sure(codes::TOO_MUCH, at.clone(), "", message));
    }
    let balance = scene.tokens.iter().take(index + 1).fold(0_i32, |depth, token| {
        match scene.slice(token.at.clone()) {
            "(" | "[" | "{" | "（" => depth + 1,
            ")" | "]" | "}" | "）" => depth - 1,
            _ => depth,
        }
    });
    if balance < 0 && matches!(word, ")" | "]" | "}" | "）") {
        let message = format!("This `{word}` closes nothing.");
        all.push(Candidate::maybe(codes::STRAY_BRACKET, at.clone(), "", message));
    }
    let same_sign = index > 0 && !word.is_empty() && scene.word(index - 1) == word;
    if same_sign && scene.kind(index) == Some(Kind::Sign) {
        let message = format!("`{word}` stands twice.");
        all.push(Candidate::sure(codes::TOO_MUCH, at, "", message).help("Leave out one."));
    }
}
