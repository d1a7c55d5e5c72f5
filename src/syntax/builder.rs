//! What all tree builders share: places, reports and a walk over pest's pairs.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule;
use super::words;
use crate::ast::{Comment, Expr, ExprKind, Node};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{FileId, Place, Span};

/// Turns pest's pairs into the tree and collects what is wrong.
pub(super) struct Builder<'a> {
    pub file: FileId,
    /// The whole file.
    pub text: &'a str,
    /// Where the piece begins whose pairs are being built: pest counts bytes from there.
    pub base: usize,
    /// The comments of the file, in order.
    comments: &'a [Comment],
    pub diagnostics: Vec<Diagnostic>,
    /// Braces opened and not closed in pieces that could not be read.
    pub open_in_junk: i64,
    /// Edits after which the whole of a piece can be read, and only in this way.
    pub mended: Vec<(Span, String)>,
    /// What is said about them.
    pub mistakes: Vec<Diagnostic>,
    /// Names that unreadable pieces declare.
    pub unread: Vec<String>,
}

impl<'a> Builder<'a> {
    pub fn new(file: FileId, text: &'a str, comments: &'a [Comment]) -> Self {
        Self {
            file,
            text,
            base: 0,
            comments,
            diagnostics: Vec::new(),
            open_in_junk: 0,
            mended: Vec::new(),
            mistakes: Vec::new(),
            unread: Vec::new(),
        }
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The place of a pair, without the blanks and comments that pest reads behind it.
    pub fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let start = self.base + pair.as_span().start();
        let mut end = self.base + pair.as_span().end();
        loop {
            let text = self.text.get(start..end).unwrap_or_default().trim_end();
            let trimmed = start + text.len();
            let before = self.comments.partition_point(|it| (it.span.start as usize) < trimmed);
            let comment = before.checked_sub(1).and_then(|it| self.comments.get(it));
            end = match comment {
                Some(it) if it.span.end as usize == trimmed && it.span.start as usize > start => {
                    it.span.start as usize
                }
                _ => return Span::new(start, trimmed),
            };
        }
    }

    pub fn place(&self, span: Span) -> Place {
        self.file.at(span)
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Something was read as meant but is written otherwise.
    pub fn respell(&mut self, span: Span, instead: &str) {
        let written = self.slice(span);
        let place = self.place(span);
        let shown = instead.trim_end();
        let message = format!("`{written}` is written `{shown}` here. I read it so.");
        self.report(Diagnostic::warning(codes::SPELLING, place, message).fix(
            format!("Write `{shown}`."),
            place,
            instead,
        ));
    }

    /// A piece that the grammar let through and the tree cannot hold.
    pub fn mistake(&mut self, span: Span) -> Expr {
        if !self.diagnostics.iter().any(Diagnostic::is_error) {
            let place = self.place(span);
            self.report(Diagnostic::error(codes::UNEXPECTED, place, "This cannot be read here."));
        }
        Node::new(ExprKind::Mistake, span)
    }
}

/// The parts of a pair, one after the other.
#[derive(Clone)]
pub(super) struct Parts<'i> {
    pairs: Pairs<'i, Rule>,
}

impl<'i> Parts<'i> {
    pub fn of(pair: Pair<'i, Rule>) -> Self {
        Self { pairs: pair.into_inner() }
    }

    /// The next part if it is of this kind.
    pub fn take(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        self.pairs.peek().filter(|pair| pair.as_rule() == rule)?;
        self.pairs.next()
    }

    /// Whether the next part is this keyword; if so it is passed.
    pub fn word(&mut self, rule: Rule) -> bool {
        self.take(rule).is_some()
    }

    /// The next part that is no keyword.
    pub fn next(&mut self) -> Option<Pair<'i, Rule>> {
        self.pairs.by_ref().find(|pair| words::keyword(pair.as_rule()).is_none())
    }

    /// The next part if it is no keyword and of this kind, keywords before it passed.
    pub fn find(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        let mut ahead = self.clone();
        let pair = ahead.next().filter(|pair| pair.as_rule() == rule)?;
        *self = ahead;
        Some(pair)
    }

    /// All following parts of this kind.
    pub fn all(&mut self, rule: Rule) -> Vec<Pair<'i, Rule>> {
        std::iter::from_fn(|| self.find(rule)).collect()
    }
}
