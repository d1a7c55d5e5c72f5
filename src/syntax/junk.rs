//! Pieces that no rule of the grammar can read: cut apart, mended, and told about.

use pest::Parser;
use pest::iterators::Pair;

use super::builder::Builder;
use super::failure::Unread;
use super::grammar::{Grammar, Rule};
use super::mend::{Candidate, Mended, mend};
use super::words::CLAUSE_WORDS;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Suggestion, codes, nearest};
use crate::source::Span;

/// Words, beside those of clauses, with which a line goes on with what the line before began.
const GO_ON: &[&str] = &[
    "and", "or", "not", "in", "is", "contains", "starts", "ends", "where", "but", "reason", "note",
    "comment",
];

/// Words, right and nearly right, with which a line goes on with a model.
const SETTINGS: &[&str] = &["max", "threshold", "readiness", "time", "base", "tz"];

impl Builder<'_> {
    /// Reports a piece that no rule of the grammar could read; `alone` reads it by itself. If it only goes on
    /// with what `before` it was read, both are looked at together.
    pub fn junk(&mut self, pair: &Pair<'_, Rule>, alone: Rule, before: Option<Span>) {
        let mut start = self.base + pair.as_span().start();
        let mut piece = pair.as_str();
        // Brackets that close what an earlier unreadable piece opened are no mistake of their own.
        while let Some(rest) = piece.strip_prefix(['}', ')', ']']) {
            self.stray_bracket(Span::new(start, start + 1));
            start += piece.len() - rest.trim_start().len();
            piece = rest.trim_start();
        }
        let piece = piece.trim_end();
        if piece.is_empty() {
            return;
        }
        self.open_in_junk += balance(piece);
        self.unread.extend(declared(piece));
        let mut at = 0;
        for end in beginnings(piece).into_iter().chain([piece.len()]) {
            let part = piece.get(at..end).unwrap_or_default();
            let joined = before.filter(|it| at == 0 && self.goes_on(*it, start, part, alone));
            let from = joined.map_or(start + at, |it| it.start as usize);
            let whole = self.text.get(from..start + at + part.len()).unwrap_or(part);
            // What was read before must still be readable alone, or the mistake lies there.
            let (text, from) = if joined.is_some() { (whole, from) } else { (part, start + at) };
            self.unreadable(text.trim_end(), from, alone);
            at = end;
        }
    }

    /// Whether a part at a byte goes on with what was read before: on its line, or by its first word.
    fn goes_on(&self, before: Span, at: usize, part: &str, alone: Rule) -> bool {
        let between = self.text.get(before.end as usize..at).unwrap_or("#");
        let near = between.len() < 200 && !between.contains('#');
        // Only what has clauses goes on in the next line.
        let first = super::failure::token(self.slice(before), 0).to_lowercase();
        let has_clauses = matches!(
            first.as_str(),
            "when" | "if" | "for" | "match" | "disqualify" | "model" | "test"
        );
        let whole = matches!(alone, Rule::only_item | Rule::only_rule) && has_clauses;
        let next_line = || whole && (goes_on(part, &first) || nearly_goes_on(part));
        near && (!between.contains(['\n', '\r']) || next_line())
    }

    /// Reports one piece, mended as far as that goes.
    fn unreadable(&mut self, piece: &str, start: usize, alone: Rule) {
        if let Some(finding) = self.no_rule(piece, start, alone) {
            return self.report(finding);
        }
        let Some(Mended { steps, text, rest, moves }) = mend(piece, alone) else {
            return self.readable_alone(piece, start, alone);
        };
        let sure = steps.iter().all(|it| it.applicability == Applicability::Safe);
        let whole = rest.is_none() && sure;
        for step in &steps {
            let finding = self.told(step, start);
            if whole {
                let at = Span::new(start + step.at.start, start + step.at.end);
                self.mended.push((at, step.text.clone()));
                self.mistakes.push(finding);
            } else {
                self.report(finding);
            }
        }
        if let Some(failure) = rest {
            let unread = Unread { text: &text, failure, start, moves: &moves };
            let finding = unread.explain(self);
            self.report(finding);
        }
    }

    /// A piece that can be read by itself and not where it stands: its end closed what nothing closes there.
    /// Reading it tells what that is.
    fn readable_alone(&mut self, piece: &str, start: usize, alone: Rule) {
        let known = self.diagnostics.len();
        let pairs = Grammar::parse(alone, piece).into_iter().flatten();
        if let Some(part) = pairs.flat_map(Pair::into_inner).next() {
            let base = std::mem::replace(&mut self.base, start);
            match part.as_rule() {
                Rule::item => drop(self.item(part)),
                Rule::any_rule => drop(self.rule(part)),
                Rule::field => drop(self.field(part)),
                Rule::match_row => drop(self.row(part)),
                _ => {}
            }
            self.base = base;
        }
        if !self.diagnostics.iter().skip(known).any(Diagnostic::is_error) {
            let line = piece.lines().next().unwrap_or_default();
            let place = self.place(Span::new(start, start + line.trim_end().len()));
            self.report(Diagnostic::error(codes::UNEXPECTED, place, "This cannot be read here."));
        }
    }

    /// A piece that is no rule at all: a row of a table, a statement of another language.
    fn no_rule(&self, piece: &str, start: usize, alone: Rule) -> Option<Diagnostic> {
        if !matches!(alone, Rule::only_item | Rule::only_rule) {
            return None;
        }
        let line = piece.lines().next().unwrap_or_default().trim_end();
        let place = self.place(Span::new(start, start + line.len()));
        let has = |word: &str| line.to_lowercase().split_whitespace().any(|it| it == word);
        let cells = line
            .matches('\t')
            .count()
            .max(line.matches(';').count())
            .max(line.matches("\",").count());
        if cells >= 2 && !has("then") && !has("when") && !has("if") && !line.contains('(') {
            let message = "This looks like a row of a table, not like a rule.";
            let help = "Keep tables in files of their own. A rule reads: when industry == \"Retail\" then +20";
            return Some(Diagnostic::error(codes::SENTENCE, place, message).help(help));
        }
        let (word, instead) = super::habits::statement(line)?;
        let place = self.place(Span::new(start, start + word.len()));
        let message = format!("There is no `{word}`.");
        Some(Diagnostic::error(codes::FOREIGN, place, message).help(instead))
    }

    /// What is said about an edit.
    fn told(&self, step: &Candidate, start: usize) -> Diagnostic {
        let span = |at: &std::ops::Range<usize>| Span::new(start + at.start, start + at.end);
        let caret = step.caret.clone().unwrap_or_else(|| step.at.clone());
        let place = self.place(span(&caret));
        let mut finding =
            Diagnostic::error(step.code, place, step.message.clone()).help(step.help.clone());
        let edit = Edit { place: self.place(span(&step.at)), text: step.text.clone() };
        let message = match step.text.trim() {
            "" => "Leave it out.".to_owned(),
            text => format!("Write {text}"),
        };
        finding.suggestions.push(Suggestion {
            message,
            edits: vec![edit],
            applicability: step.applicability,
        });
        finding
    }

    fn stray_bracket(&mut self, at: Span) {
        if self.open_in_junk > 0 {
            self.open_in_junk -= 1;
            return;
        }
        let place = self.place(at);
        let bracket = self.slice(at);
        let message = format!("This `{bracket}` closes nothing.");
        self.report(
            Diagnostic::error(codes::STRAY_BRACKET, place, message)
                .help("Remove it, or add the bracket that it should close.")
                .offer("Remove it.", place, ""),
        );
    }
}

/// Where lines begin that do not go on with the line before.
fn beginnings(piece: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut head = super::failure::token(piece, 0).to_lowercase();
    let mut depth = 0_i64;
    let mut open = false;
    let mut at = 0;
    for line in piece.split_inclusive('\n') {
        let text = line.trim();
        let comment = text.is_empty() || text.starts_with('#');
        let begins = is_rule(text) || !open && !goes_on(text, &head);
        if at > 0 && !comment && depth <= 0 && begins {
            found.push(at + line.len() - line.trim_start().len());
            head = super::failure::token(text, 0).to_lowercase();
        }
        if !comment {
            depth += balance_of_all(text);
            open = ends_open(text);
        }
        at += line.len();
    }
    found
}

/// Whether a line looks like a rule of its own with a misspelled first word.
fn is_rule(line: &str) -> bool {
    let word = super::failure::token(line, 0);
    !is_one_of(word, GO_ON)
        && !is_one_of(word, CLAUSE_WORDS)
        && nearest(word, ["when", "match", "disqualify"]).is_some()
        && line.to_lowercase().split_whitespace().any(|it| it == "then")
}

/// Whether a line begins with something that goes on with an item that begins with `head`.
fn goes_on(line: &str, head: &str) -> bool {
    let word: String = line.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if word.is_empty() {
        // `+20` goes on with a rule, `+20 if …` begins one; a bullet begins one too.
        let lower = line.to_lowercase();
        let says_when = ["if ", "when "].iter().any(|it| lower.contains(it));
        let mut chars = line.chars();
        let (first, second) = (chars.next(), chars.next());
        // `=IF(…)` is a formula of its own.
        let formula = first == Some('=') && second.is_some_and(char::is_alphabetic);
        let comment = line.starts_with("--");
        return !formula
            && !comment
            && first.is_some_and(|c| "+-)]}<>=!&|,.".contains(c))
            && !says_when;
    }
    is_one_of(&word, GO_ON)
        || is_one_of(&word, CLAUSE_WORDS)
        || head == "model" && is_one_of(&word, SETTINGS)
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Whether a line begins with a misspelled clause: `becuase "big"`.
fn nearly_goes_on(line: &str) -> bool {
    let word = super::failure::token(line, 0);
    word.len() > 4 && nearest(word, ["because", "limit", "valid", "owner", "expect"]).is_some()
}

/// Whether a line ends with something that waits for more.
fn ends_open(line: &str) -> bool {
    let code = line.split(" #").next().unwrap_or(line).trim_end();
    let word = code.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let words = ["and", "or", "not", "then", "in", "is", "when", "of", "with", "than", "last"];
    // The end of a comment of another language is no division.
    let sign = code.ends_with(['=', '<', '>', '(', '[', '{', ',', '+', '/', '&', '|']);
    sign && !code.ends_with("*/") || words.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Opening less closing braces.
fn balance(piece: &str) -> i64 {
    count(piece, &['{'], &['}'])
}

/// Opening less closing brackets of all kinds.
fn balance_of_all(piece: &str) -> i64 {
    count(piece, &['{', '[', '(', '（'], &['}', ']', ')', '）'])
}

fn count(piece: &str, open: &[char], close: &[char]) -> i64 {
    piece.chars().fold(0, |depth, c| match c {
        c if open.contains(&c) => depth + 1,
        c if close.contains(&c) => depth - 1,
        _ => depth,
    })
}

/// The names that an unreadable piece declares, so that nobody is told they do not exist.
fn declared(piece: &str) -> Vec<String> {
    let mut words = piece.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '`')));
    let mut names = Vec::new();
    while let Some(word) = words.next() {
        if ["let", "list", "record"].iter().any(|it| it.eq_ignore_ascii_case(word)) {
            let name = words.by_ref().find(|it| !it.is_empty());
            names.extend(name.map(super::literal::bare_name));
        }
    }
    // `h = …` without its word.
    let first: String = piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let assigns = piece
        .get(first.len()..)
        .is_some_and(|it| it.trim_start().starts_with('=') && !it.trim_start().starts_with("=="));
    names.extend(assigns.then(|| super::literal::bare_name(&first)));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_do_not_go_on_begin_a_piece() {
        let parts = |piece: &str| -> Vec<String> {
            let starts = [0].into_iter().chain(beginnings(piece));
            let ends = beginnings(piece).into_iter().chain([piece.len()]);
            starts.zip(ends).map(|(a, b)| piece.get(a..b).unwrap().trim_end().to_owned()).collect()
        };
        assert_eq!(
            parts("**when a then +2**\n`when b then +3`"),
            ["**when a then +2**", "`when b then +3`"]
        );
        assert_eq!(
            parts("foo a\n  and b\n  then +5\nbar c"),
            ["foo a\n  and b\n  then +5", "bar c"]
        );
        assert_eq!(
            parts("list x = [\n\"a\"\n\"b\"\n]\nfoo"),
            ["list x = [\n\"a\"\n\"b\"\n]", "foo"]
        );
        assert_eq!(parts("foo\n+20 if a\n+20"), ["foo", "+20 if a\n+20"]);
    }
}
