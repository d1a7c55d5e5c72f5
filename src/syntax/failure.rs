//! Why a piece could not be read, in the writer's words.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;
use unicode_script::UnicodeScript;

use super::builder::Builder;
use super::grammar::{Grammar, Rule};
use super::words::{self, CLAUSE_WORDS, ITEM_WORDS};
use crate::diagnostic::{Code, Diagnostic, codes, nearest};
use crate::source::Span;

impl Builder<'_> {
    /// Reports a piece that no rule of the grammar could read; `alone` reads it by itself.
    pub fn junk(&mut self, pair: &Pair<'_, Rule>, alone: Rule) {
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
        let mut at = 0;
        for end in beginnings(piece).into_iter().chain([piece.len()]) {
            let part = piece.get(at..end).unwrap_or_default();
            self.unreadable(part.trim_end(), start + at, alone);
            at = end;
        }
    }

    /// Reports one piece.
    fn unreadable(&mut self, piece: &str, start: usize, alone: Rule) {
        let Err(error) = Grammar::parse(alone, piece) else { return };
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at.min(piece.len()),
        };
        let expected = match error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives,
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        let failure = Failure { piece, start, at, expected, alone };
        let diagnostic = failure.explain(self);
        self.report(diagnostic);
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

/// Where lines begin that look like rules of their own with a misspelled first word.
fn beginnings(piece: &str) -> Vec<usize> {
    let is_rule = |line: &str| {
        let word = token(line, 0);
        let misspelled = nearest(word, ["when", "match", "for", "disqualify"]).is_some();
        misspelled && line.to_lowercase().split_whitespace().any(|it| it == "then")
    };
    let lines = piece.match_indices('\n').map(|(at, _)| at + 1).filter_map(|at| {
        let line = piece.get(at..)?.lines().next()?;
        Some((at + line.len() - line.trim_start().len(), line.trim_start()))
    });
    lines.filter(|(_, line)| is_rule(line)).map(|(at, _)| at).collect()
}

/// Opening less closing braces.
fn balance(piece: &str) -> i64 {
    piece.chars().fold(0, |depth, c| match c {
        '{' => depth + 1,
        '}' => depth - 1,
        _ => depth,
    })
}

/// One failed attempt to read a piece.
pub(super) struct Failure<'a> {
    pub piece: &'a str,
    /// Where the piece begins in the file.
    pub start: usize,
    /// Where reading stopped, in the piece.
    pub at: usize,
    expected: Vec<Rule>,
    alone: Rule,
}

impl Failure<'_> {
    fn explain(&self, builder: &Builder<'_>) -> Diagnostic {
        let found = token(self.piece, self.at);
        let span = Span::new(self.start + self.at, self.start + self.at + found.len());
        self.unclosed_quote(builder)
            .or_else(|| self.comment_of_another_language(builder))
            .or_else(|| self.unknown_beginning(builder))
            .or_else(|| self.missing_colon(builder))
            .or_else(|| self.foreign_word(builder, found, span))
            .or_else(|| self.misspelled_word(builder, found, span))
            .or_else(|| self.missing_then(builder))
            .or_else(|| self.name_with_blank(builder, found))
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

    /// `industry text` in a record.
    fn missing_colon(&self, builder: &Builder<'_>) -> Option<Diagnostic> {
        if self.alone != Rule::only_field || self.piece.contains(':') {
            return None;
        }
        let name = self.piece.split_whitespace().next()?;
        let span = Span::new(self.start, self.start + name.len());
        let rest = self.piece.get(name.len()..).unwrap_or_default().trim_start();
        if (rest.is_empty() || rest.starts_with('"'))
            && let Some(near) = nearest(name, words::fitting(Rule::modifier))
        {
            let message = format!("`{name}` does not fit here.");
            return Some(
                self.error(builder, codes::UNEXPECTED, span, message)
                    .help(format!("Did you mean `{near}`?"))
                    .offer(format!("Write {near}."), builder.place(span), near),
            );
        }
        let message = format!("After the field's name {name} a `:` is missing.");
        Some(
            self.error(builder, codes::UNEXPECTED, span, message)
                .help(format!("Write {name}: and its type."))
                .fix("Put a colon behind the name.", builder.place(span.after()), ":"),
        )
    }

    /// The piece begins with no word that an item, rule, row or field could begin with.
    fn unknown_beginning(&self, builder: &Builder<'_>) -> Option<Diagnostic> {
        if self.at > 0 || !matches!(self.alone, Rule::only_item | Rule::only_rule) {
            return None;
        }
        let word = token(self.piece, 0);
        let span = Span::new(self.start, self.start + word.len());
        let message = format!("`{word}` begins nothing that leadscore knows here.");
        let finding = self.error(builder, codes::UNKNOWN_ITEM, span, message);
        if word == ";" {
            let message = "No `;` is needed: a rule ends where the next begins.".to_owned();
            return Some(self.error(builder, codes::UNEXPECTED, span, message).fix(
                "Remove it.",
                builder.place(span),
                "",
            ));
        }
        if let Some(finding) = self.foreign_word(builder, word, span) {
            return Some(finding);
        }
        let near = nearest(word, ITEM_WORDS.iter().chain(CLAUSE_WORDS).copied());
        Some(match near {
            Some("then") if word.eq_ignore_ascii_case("then") => finding.help(
                "Points follow a condition: when … then +5. After `disqualify when …` come no points.",
            ),
            Some(near) if !near.eq_ignore_ascii_case(word) => finding
                .help(format!("Did you mean `{near}`?"))
                .offer(format!("Write {near}."), builder.place(span), near),
            Some(_) => {
                finding.help(format!("`{word}` cannot stand here: check what comes before."))
            }
            None => finding.help(
                "Rules begin with `when`, `for each` or `match`; other items with group, bands, \
                 stars, grid, disqualify, let, list, record, model, use or test.",
            ),
        })
    }

    /// A rule without `then`.
    fn missing_then(&self, builder: &Builder<'_>) -> Option<Diagnostic> {
        let wanted = self.expected.contains(&Rule::then) || self.expected.contains(&Rule::w_then);
        if !wanted || self.piece.to_lowercase().split_whitespace().any(|word| word == "then") {
            return None;
        }
        // The points were read as part of the condition: `when unsubscribed -20`.
        let points = self.piece.rfind(['+', '-', '–', '−']).filter(|&at| {
            let rest = self.piece.get(at..).unwrap_or_default();
            rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
        });
        let at = points.unwrap_or(self.at);
        let end = points.map_or(at, |at| at + token_of_points(self.piece, at));
        let span = Span::new(self.start + at, self.start + end);
        let finding = self.error(
            builder,
            codes::MISSING_THEN,
            span,
            "The word `then` is missing before the points.".to_owned(),
        );
        Some(match points {
            Some(_) => finding.help("Write: when CONDITION then +20").fix(
                "Put `then` before the points.",
                builder.place(span.before()),
                "then ",
            ),
            None => finding.help("A rule reads: when CONDITION then +20"),
        })
    }

    /// A word that nearly is one that fits.
    fn misspelled_word(
        &self,
        builder: &Builder<'_>,
        found: &str,
        span: Span,
    ) -> Option<Diagnostic> {
        let fitting = self.expected.iter().flat_map(|&rule| words::fitting(rule));
        let near = nearest(found, fitting)?;
        let message = format!("`{found}` does not fit here.");
        // Letters that look alike are told apart by their names.
        let odd = found.chars().find(|c| !c.is_ascii()).filter(|_| near.is_ascii());
        let odd = odd.map(|c| {
            format!(" {c} is a {} letter (U+{:04X}).", c.script().full_name(), u32::from(c))
        });
        Some(
            self.error(builder, codes::UNEXPECTED, span, message)
                .help(format!("Did you mean `{near}`?{}", odd.unwrap_or_default()))
                .offer(format!("Write {near}."), builder.place(span), near),
        )
    }

    /// `Annual Revenue > 1000`: two names in a row.
    fn name_with_blank(&self, builder: &Builder<'_>, found: &str) -> Option<Diagnostic> {
        if !found.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        let before = self.piece.get(..self.at)?.trim_end();
        let first = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
        let known = ITEM_WORDS.iter().chain(CLAUSE_WORDS).chain(&["and", "or", "not"]);
        if first.is_empty()
            || first.starts_with(|c: char| c.is_ascii_digit())
            || known.clone().any(|word| word.split(' ').any(|it| it.eq_ignore_ascii_case(first)))
            || !self.expected.iter().any(|rule| {
                matches!(rule, Rule::test | Rule::compare | Rule::w_in | Rule::compare_sign)
            })
        {
            return None;
        }
        let start = before.len() - first.len();
        let span = Span::new(self.start + start, self.start + self.at + found.len());
        let name = builder.slice(span);
        let message = format!("`{name}` is two words; I expect a comparison after `{first}`.");
        Some(
            self.error(builder, codes::UNEXPECTED, span, message)
                .help(format!("If it is one name with a blank, put it in back-ticks: `{name}`"))
                .offer("Put the name in back-ticks.", builder.place(span), format!("`{name}`")),
        )
    }

    /// The last word of the piece, to point at when something is missing behind it.
    fn last_word(&self) -> Span {
        let text = self.piece.get(..self.at).unwrap_or_default().trim_end();
        let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        Span::new(self.start + start.min(text.len()), self.start + text.len())
    }

    fn plain(&self, builder: &Builder<'_>, found: &str, span: Span) -> Diagnostic {
        let mut things: Vec<String> = Vec::new();
        for &rule in &self.expected {
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
        let before = self.piece.get(..self.at).unwrap_or_default();
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
fn token(piece: &str, at: usize) -> &str {
    let rest = piece.get(at..).unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
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

/// The length of `+20` or `-5.5%`.
fn token_of_points(piece: &str, at: usize) -> usize {
    let rest = piece.get(at..).unwrap_or_default();
    let sign = rest.chars().next().map_or(0, char::len_utf8);
    let digits = rest.get(sign..).unwrap_or_default();
    let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '%'));
    sign + end.unwrap_or(digits.len())
}
