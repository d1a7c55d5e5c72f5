//! Where reading stops, and what is said when nobody can tell what was meant.

use std::ops::Range;

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::builder::Builder;
use super::grammar::{Grammar, Rule};
use super::lexical::is_word;
use super::mend::Moves;
use super::words::{self, CLAUSE_WORDS, ITEM_WORDS};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::Span;

/// One failed attempt to read a piece.
#[derive(Debug)]
pub(super) struct Failure {
    /// Where reading stopped, in bytes of the piece.
    pub at: usize,
    /// What would have fitted there.
    pub expected: Vec<Rule>,
    /// What the piece was read as.
    pub alone: Rule,
}

/// Words behind which something has to come.
const OPEN: &[&str] = &[
    "when", "and", "or", "not", "if", "where", "then", "in", "is", "contains", "with", "of", "per",
    "before", "after", "on", "exactly", "match", "matches", "word",
];

/// Reads a piece by itself; `None` if that succeeds.
pub(super) fn failure(piece: &str, alone: Rule) -> Option<Failure> {
    let error = Grammar::parse(alone, piece).err()?;
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at.min(piece.len()),
    };
    let expected = match error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    Some(Failure { at, expected, alone })
}

/// A piece that could not be read and not be mended, with the place in the file.
pub(super) struct Unread<'a> {
    /// The piece as far as it was mended.
    pub text: &'a str,
    pub failure: Failure,
    /// Where the piece begins in the file.
    pub start: usize,
    /// How the text was mended.
    pub moves: &'a Moves,
}

impl Unread<'_> {
    /// What is wrong, as far as can be said.
    pub fn explain(&self, builder: &Builder<'_>) -> Diagnostic {
        let found = token(self.text, self.failure.at);
        let span = self.span(self.failure.at..self.failure.at + found.len());
        self.unclosed_quote(builder)
            .or_else(|| self.unknown_beginning(builder))
            .or_else(|| self.without_points(builder))
            .or_else(|| self.without_value(builder, found))
            .unwrap_or_else(|| self.plain(builder, found, span))
    }

    pub fn error(
        &self,
        builder: &Builder<'_>,
        code: Code,
        span: Span,
        message: String,
    ) -> Diagnostic {
        Diagnostic::error(code, builder.place(span), message)
    }

    /// The place in the file of some bytes of the text.
    pub fn span(&self, at: Range<usize>) -> Span {
        let back = |byte| self.start + self.moves.back(byte);
        Span::new(back(at.start), back(at.end))
    }

    fn is_whole(&self) -> bool {
        matches!(self.failure.alone, Rule::only_item | Rule::only_rule)
    }

    /// The piece begins with no word that an item could begin with.
    fn unknown_beginning(&self, builder: &Builder<'_>) -> Option<Diagnostic> {
        if self.failure.at > 0 || !self.is_whole() {
            return None;
        }
        let word = token(self.text, 0);
        let span = self.span(0..word.len());
        let known = ITEM_WORDS.iter().chain(CLAUSE_WORDS).any(|it| it.eq_ignore_ascii_case(word));
        let message = format!("`{word}` begins nothing that leadscore knows here.");
        let finding = self.error(builder, codes::UNKNOWN_ITEM, span, message);
        Some(if word.eq_ignore_ascii_case("then") {
            finding.help(
                "Points follow a condition: when … then +5. After `disqualify when …` come no points.",
            )
        } else if known {
            finding.help(format!("`{word}` cannot stand here: check what comes before."))
        } else {
            finding.help(
                "Rules begin with `when`, `for each` or `match`; other items with group, bands, \
                 stars, grid, disqualify, let, list, record, model, use or test.",
            )
        })
    }

    /// A rule that ends after its condition.
    fn without_points(&self, builder: &Builder<'_>) -> Option<Diagnostic> {
        let wants = |rule: Rule| self.failure.expected.contains(&rule);
        let text = self.text.to_lowercase();
        let has_then = text.split_whitespace().any(|word| word == "then");
        if !(wants(Rule::then) || wants(Rule::w_then)) || has_then {
            return None;
        }
        let rest = self.text.get(self.failure.at..).unwrap_or_default().trim();
        if !rest.is_empty() {
            return None;
        }
        let message = "The word `then` and the points are missing.".to_owned();
        let finding = self.error(builder, codes::MISSING_THEN, self.last_word(), message);
        Some(finding.help("A rule reads: when CONDITION then +20"))
    }

    /// `employees > then`, `when and …`: nothing stands where a value or condition belongs.
    fn without_value(&self, builder: &Builder<'_>, found: &str) -> Option<Diagnostic> {
        let wants = |rules: &[Rule]| rules.iter().any(|rule| self.failure.expected.contains(rule));
        let before = self.text.get(..self.failure.at).unwrap_or_default().trim_end();
        let previous = before.split_whitespace().next_back().unwrap_or_default();
        let ends = ["then", "and", "or", "because", ")", "]", "}", ""];
        // After a value comes no value.
        let value = previous.ends_with(|c: char| is_word(c) || matches!(c, '"' | '`' | ')' | ']'));
        let joint = OPEN.iter().any(|it| it.eq_ignore_ascii_case(previous));
        let ends = ends.iter().any(|it| it.eq_ignore_ascii_case(found));
        if previous.is_empty() || !ends || value && !joint {
            return None;
        }
        let condition = ["when", "and", "or", "not", "if", "where"];
        let what = if wants(&[Rule::award, Rule::award_amount]) {
            "the points, such as +20,"
        } else if condition.iter().any(|it| it.eq_ignore_ascii_case(previous)) {
            "a condition, such as employees > 100,"
        } else if wants(&[Rule::sum, Rule::product, Rule::factor, Rule::primary, Rule::minus]) {
            "a value"
        } else {
            return None;
        };
        let message = format!("After `{previous}` {what} is missing.").replace(", is", ", are");
        let message =
            if what.starts_with("the") { message } else { message.replace(", are", ", is") };
        Some(
            self.error(builder, codes::LEFT_OUT, self.last_word(), message)
                .help("Write what belongs there, or leave out the word before it."),
        )
    }

    /// The last word before reading stopped, to point at when something is missing behind it.
    fn last_word(&self) -> Span {
        let text = self.text.get(..self.failure.at).unwrap_or_default().trim_end();
        let word = text.split_whitespace().next_back().unwrap_or_default();
        self.span(text.len() - word.len()..text.len())
    }

    fn plain(&self, builder: &Builder<'_>, found: &str, span: Span) -> Diagnostic {
        let mut things: Vec<String> = Vec::new();
        for &rule in &self.failure.expected {
            let named = match words::keyword(rule) {
                Some(word) => Some(format!("`{word}`")),
                None => words::thing(rule).map(str::to_owned),
            };
            things.extend(named.filter(|it| !things.contains(it)));
        }
        // Things first, then keywords; a long list helps nobody.
        things.sort_by_key(|it| it.starts_with('`'));
        let more = things.len() > 5;
        things.truncate(5);
        let span = if found.is_empty() { self.last_word() } else { span };
        let message = if found.is_empty() {
            "This ends too early.".to_owned()
        } else {
            format!("`{found}` does not fit here.")
        };
        let finding = self.error(builder, codes::UNEXPECTED, span, message);
        if let Some((_, instead)) = super::habits::statement(found) {
            return finding.help(instead);
        }
        let before = self.text.get(..self.failure.at).unwrap_or_default();
        let in_match = before.to_lowercase().starts_with("match") && !before.contains('{');
        if in_match && found.starts_with(['=', '<', '>', '!']) {
            return finding
                .help("A `match` names one value, then its rows: match employees { > 5 then +5 }");
        }
        let Some(last) = things.pop() else { return finding };
        let list = match things.is_empty() {
            true => last,
            false => format!("{} or {last}", things.join(", ")),
        };
        finding.help(format!("I expect {list}{} here.", if more { ", among others," } else { "" }))
    }
}

/// The word, number or sign that begins at a byte.
pub(super) fn token(piece: &str, at: usize) -> &str {
    let rest = piece.get(at..).unwrap_or_default();
    let end = match rest.chars().next() {
        Some(c) if is_word(c) => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
        Some(c @ ('=' | '<' | '>' | '!' | '&' | '|')) => {
            rest.find(|other: char| other != c && other != '=').unwrap_or(rest.len())
        }
        Some(c) => c.len_utf8(),
        None => 0,
    };
    rest.get(..end).unwrap_or_default()
}
