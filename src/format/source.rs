//! The comments and blank lines of the file that is formatted.

use super::doc::{Doc, Notes};
use crate::ast::Comment;
use crate::source::Span;

/// Hands out each comment once, in the order in which they stand in the file.
pub(super) struct Source<'a> {
    text: &'a str,
    comments: &'a [Comment],
    /// The next comment to hand out.
    next: usize,
}

impl<'a> Source<'a> {
    pub fn new(text: &'a str, comments: &'a [Comment]) -> Self {
        Self { text, comments, next: 0 }
    }

    /// The comments that stand before a byte.
    pub fn before(&mut self, at: u32) -> Notes {
        let mut notes = Notes::default();
        while let Some(comment) = self.comments.get(self.next).filter(|it| it.span.start < at) {
            self.next += 1;
            let (start, text) = (comment.span.start, comment.node.clone());
            if self.begins_line(start) {
                notes.above.push((self.blank_before(start), text));
                notes.blank = self.blank_after(comment.span.end);
            } else {
                notes.beside.push(text);
            }
        }
        notes
    }

    /// The comments before the bracket that closes a piece; `empty` when nothing else is inside.
    pub fn tail(&mut self, span: Span, empty: bool) -> Doc {
        let mut notes = self.before(span.end);
        if notes.is_empty() {
            return Doc::NOTHING;
        }
        if empty {
            *notes.first_blank() = false;
        }
        let beside = Notes { beside: notes.beside, ..Notes::default() };
        let lines = notes.above.into_iter().map(|(blank, text)| Doc::Note { blank, text });
        Doc::many(std::iter::once(Doc::Notes(beside)).chain(lines))
    }

    /// Whether a comment that was not handed out yet stands before the end of this.
    pub fn has_notes(&self, span: Span) -> bool {
        self.comments.get(self.next).is_some_and(|it| it.span.start < span.end)
    }

    /// Whether a blank line stands right before a byte.
    pub fn blank_before(&self, at: u32) -> bool {
        let before = self.text.get(..at as usize).unwrap_or_default();
        let words = before.trim_end_matches(is_blank).len();
        line_ends(before.get(words..).unwrap_or_default()) > 1
    }

    fn blank_after(&self, at: u32) -> bool {
        let after = self.text.get(at as usize..).unwrap_or_default();
        let words = after.trim_start_matches(is_blank).len();
        line_ends(after.get(..after.len() - words).unwrap_or_default()) > 1
    }

    fn begins_line(&self, at: u32) -> bool {
        let before = self.text.get(..at as usize).unwrap_or_default();
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        line.chars().all(is_blank)
    }

    /// The point where the next word or bracket begins, past commas and comments.
    pub fn next_word(&self, after: Span) -> Span {
        let mut at = after.end as usize;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start_matches(|c| is_blank(c) || c == ',').len();
            let here = Span::new(at, at);
            match self.comments.binary_search_by_key(&here.start, |it| it.span.start) {
                Ok(index) => at = self.comments.get(index).map_or(at, |it| it.span.end as usize),
                Err(_) => return here,
            }
        }
    }
}

/// White space as the grammar sees it.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

fn line_ends(blanks: &str) -> usize {
    let pairs = blanks.matches("\r\n").count();
    blanks.matches(['\n', '\r']).count() - pairs
}
