//! Texts, numbers, ranges and names: the smallest pieces.

use pest::iterators::Pair;
use unicode_normalization::UnicodeNormalization;

use super::builder::{Builder, Parts};
use super::grammar::Rule;
use crate::ast::{
    Duration, Expr, ExprKind, Label, LabelKind, Name, Node, Range, RangeKind, Text, Unit,
};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::Span;

impl Builder<'_> {
    /// A name in NFC; back-ticks are taken off.
    pub fn name(&mut self, pair: &Pair<'_, Rule>) -> Name {
        Node::new(bare_name(pair.as_str()), self.span(pair))
    }

    /// A text between any quotes, with `\"` and `\\` undone.
    pub fn text(&mut self, pair: Pair<'_, Rule>) -> Text {
        self.quoted(pair, true)
    }

    /// A regular expression: backslashes stand for themselves.
    pub fn pattern_text(&mut self, pair: Pair<'_, Rule>) -> Text {
        self.quoted(pair, false)
    }

    fn quoted(&mut self, pair: Pair<'_, Rule>, escapes: bool) -> Text {
        let at = self.span(&pair);
        let inner = pair.into_inner().next();
        let written = self.slice(at);
        let mut chars = written.chars();
        let open = chars.next();
        match inner.map(|it| it.as_rule()) {
            Some(Rule::unclosed_text) => {
                let meant = chars.as_str().trim_end().to_owned();
                self.unclosed(at, &meant);
                Node::new(meant, at)
            }
            _ => {
                chars.next_back();
                let body = chars.as_str();
                let body = if escapes && open == Some('"') {
                    self.unescape(body, at)
                } else {
                    body.to_owned()
                };
                Node::new(body, at)
            }
        }
    }

    fn unclosed(&mut self, at: Span, meant: &str) {
        let place = self.place(at);
        let shown: String = meant.chars().take(40).collect();
        let end = Span::new(at.start as usize, at.start as usize + self.slice(at).trim_end().len());
        self.report(
            Diagnostic::error(
                codes::UNCLOSED_TEXT,
                place,
                "This text starts with a quote but never ends.",
            )
            .help(format!("Did you mean \"{shown}\"?"))
            .offer("Close the text here.", self.place(end.after()), "\""),
        );
    }

    fn unescape(&mut self, body: &str, at: Span) -> String {
        let mut text = String::with_capacity(body.len());
        let mut chars = body.char_indices();
        while let Some((offset, c)) = chars.next() {
            if c != '\\' {
                text.push(c);
                continue;
            }
            match chars.next() {
                Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                other => {
                    let start = at.start as usize + 1 + offset;
                    let place = self.place(Span::new(start, start + 1));
                    self.report(
                        Diagnostic::error(
                            codes::BAD_ESCAPE,
                            place,
                            "A backslash stands only before \" or another backslash.",
                        )
                        .fix(
                            "Write two backslashes for one.",
                            place,
                            "\\\\",
                        ),
                    );
                    text.push('\\');
                    text.extend(other.map(|(_, c)| c));
                }
            }
        }
        text
    }

    /// A number for settings, with an optional sign and percent sign.
    pub fn amount(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let mut negative = false;
        let mut number = None;
        let mut percent = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::sign => negative = !matches!(part.as_str(), "+" | "＋"),
                Rule::number => number = Some(self.number(&part)),
                Rule::percent_sign => percent = true,
                _ => {}
            }
        }
        let Some(mut number) = number else { return self.mistake(at) };
        if negative {
            number.value = -number.value;
            number.spelling.insert(0, '-');
        }
        Node::new(if percent { ExprKind::Percent(number) } else { ExprKind::Number(number) }, at)
    }

    /// A literal inside a condition.
    pub fn literal(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else { return self.mistake(at) };
        match inner.as_rule() {
            Rule::date => self.date_or_datetime(at),
            Rule::odd_date => self.odd_date(at),
            Rule::spaced_number => self.separated(at),
            Rule::money => self.money(inner),
            Rule::percent => self.amount(inner),
            Rule::number => Node::new(ExprKind::Number(self.number(&inner)), at),
            Rule::text => {
                let text = self.text(inner);
                Node::new(ExprKind::Text(text.node), at)
            }
            _ => self.mistake(at),
        }
    }

    /// `100..500`; blanks and other dots are read and reported.
    pub fn range(&mut self, pair: Pair<'_, Rule>) -> Range {
        let at = self.span(&pair);
        let mut range = RangeKind { from: None, to: None, excluded: false };
        let mut past_dots = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::dots => {
                    past_dots = true;
                    range.excluded = part.as_str() == "..<";
                    self.dots(&part, at);
                }
                Rule::bound => {
                    let bound = self.bound(part);
                    *(if past_dots { &mut range.to } else { &mut range.from }) = Some(bound);
                }
                _ => {}
            }
        }
        Node::new(range, at)
    }

    fn dots(&mut self, dots: &Pair<'_, Rule>, range: Span) {
        let at = self.span(dots);
        let place = self.place(at);
        match dots.as_str() {
            ".." | "..<" => {
                let written = self.slice(range);
                if written.contains([' ', '\t', '\u{A0}']) {
                    let tight: String = written.split_whitespace().collect();
                    self.respell(range, &tight);
                }
            }
            "..." => {
                let message = "Three dots mean different things in different languages.";
                self.report(
                    Diagnostic::error(codes::UNEXPECTED, place, message)
                        .offer(".. if the upper end belongs to the range", place, "..")
                        .offer("..< if it does not", place, "..<"),
                );
            }
            _ => {
                let written = self.slice(range);
                let tight: String =
                    written.replacen(dots.as_str(), "..", 1).split_whitespace().collect();
                self.respell(range, &tight);
            }
        }
    }

    fn bound(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let date = pair.clone().into_inner().find(|part| part.as_rule() == Rule::date);
        match date {
            Some(date) => self.date_or_datetime(self.span(&date)),
            None => self.amount(pair),
        }
    }

    /// `Hot`, `"Very hot"`, `1`.
    pub fn label(&mut self, pair: Pair<'_, Rule>) -> Label {
        let at = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else {
            return Node::new(LabelKind::Text(String::new()), at);
        };
        let kind = match inner.as_rule() {
            Rule::text => LabelKind::Text(self.text(inner).node),
            Rule::number => LabelKind::Number(inner.as_str().to_owned()),
            _ => LabelKind::Name(self.name(&inner).node),
        };
        Node::new(kind, at)
    }

    /// `30 days`.
    pub fn duration(&mut self, pair: Pair<'_, Rule>) -> Option<Node<Duration>> {
        let at = self.span(&pair);
        let mut parts = Parts::of(pair);
        let help = "For half a month count in days; for an hour or less in minutes.";
        let count = self.whole(&parts.find(Rule::number)?, help)?;
        let unit = self.unit(&parts.find(Rule::unit)?)?;
        Some(Node::new(Duration { count: count.node, unit: unit.node }, at))
    }

    /// A whole number from 1.
    pub fn whole(&mut self, pair: &Pair<'_, Rule>, help: &str) -> Option<Node<u32>> {
        let number = self.number(pair);
        let whole = number.value.is_integer().then(|| u32::try_from(number.value).ok()).flatten();
        match whole {
            Some(count) if (1..=1_000_000).contains(&count) => {
                Some(Node::new(count, self.span(pair)))
            }
            _ => {
                let place = self.place(self.span(pair));
                let message = "A whole number from 1 to 1,000,000 belongs here.";
                self.report(Diagnostic::error(codes::BAD_NUMBER, place, message).help(help));
                None
            }
        }
    }

    /// `days`, `month`.
    pub fn unit(&mut self, pair: &Pair<'_, Rule>) -> Option<Node<Unit>> {
        let at = self.span(pair);
        let written = pair.as_str().to_lowercase();
        let unit = match written.as_str() {
            "minute" | "minutes" | "min" | "mins" => Unit::Minute,
            "hour" | "hours" | "h" => Unit::Hour,
            "day" | "days" | "d" => Unit::Day,
            "week" | "weeks" | "w" => Unit::Week,
            "month" | "months" => Unit::Month,
            "quarter" | "quarters" => Unit::Quarter,
            "year" | "years" | "y" => Unit::Year,
            _ => {
                let place = self.place(at);
                let message = format!("{} is not a unit of time.", pair.as_str());
                let units = [
                    "minutes", "hours", "days", "weeks", "months", "quarters", "years", "month",
                    "day", "week", "year", "hour",
                ];
                let mut finding = Diagnostic::error(codes::UNKNOWN_UNIT, place, message)
                    .help("Units are minutes, hours, days, weeks, months, quarters and years.");
                if let Some(near) = nearest(&written, units) {
                    finding = finding.help(format!("Did you mean {near}?")).offer(
                        format!("Write {near}."),
                        place,
                        near,
                    );
                }
                self.report(finding);
                return None;
            }
        };
        Some(Node::new(unit, at))
    }
}

/// A name as the language sees it: NFC, without back-ticks.
pub(super) fn bare_name(written: &str) -> String {
    written.trim_matches('`').nfc().collect()
}
