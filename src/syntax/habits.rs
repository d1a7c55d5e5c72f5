//! Habits from elsewhere: quotes left open, comments and words of other languages.

use super::builder::Builder;
use super::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Failure<'_> {
    /// A quote or back-tick that is opened and not closed on its line.
    pub fn unclosed_quote(&self, builder: &Builder<'_>) -> Option<Diagnostic> {
        let mut line_start = 0;
        for line in self.piece.split_inclusive('\n') {
            let mut open: Option<(usize, char)> = None;
            let mut escaped = false;
            for (at, c) in line.char_indices() {
                match (open, c) {
                    (None, '#') => break,
                    (None, '"' | '`') => open = Some((at, c)),
                    (Some((_, quote)), c) if c == quote && !escaped => open = None,
                    _ => {}
                }
                escaped = c == '\\' && !escaped;
            }
            if let Some((at, quote)) = open {
                let start = self.start + line_start + at;
                let span = Span::new(start, start + line.trim_end().len() - at);
                let what = if quote == '`' { "name in back-ticks" } else { "text" };
                let message = format!("This {what} starts here but never ends.");
                let close = builder.place(span.after());
                return Some(
                    self.error(builder, codes::UNCLOSED_TEXT, span, message)
                        .help(format!("Close it with {quote} where it ends."))
                        .offer("Close it at the end of the line.", close, quote),
                );
            }
            line_start += line.len();
        }
        None
    }

    /// A word that other languages use.
    pub fn foreign_word(
        &self,
        builder: &Builder<'_>,
        found: &str,
        span: Span,
    ) -> Option<Diagnostic> {
        let instead = match found.to_lowercase().as_str() {
            "exists" | "exist" => "is known",
            "between" => "in 1..5",
            "like" | "includes" | "include" | "has" => "contains \"…\"",
            "greater" | "bigger" | "larger" | "above" | "over" => "> 5",
            "smaller" | "below" | "under" => "< 5",
            "equal" | "equals" => "== 5",
            "else" => {
                return Some(
                    self.error(builder, codes::UNEXPECTED, span, "There is no `else`.".to_owned())
                        .help(
                            "Use a `match` with `otherwise`, or a second rule with `when not …`.",
                        ),
                );
            }
            _ => return None,
        };
        let message = format!("`{found}` does not fit here.");
        Some(
            self.error(builder, codes::UNEXPECTED, span, message)
                .help(format!("It is written: {instead}")),
        )
    }

    pub fn comment_of_another_language(&self, builder: &Builder<'_>) -> Option<Diagnostic> {
        let rest = self.piece.get(self.at..)?;
        let mark = ["//", "--", "/*"].into_iter().find(|mark| rest.starts_with(mark))?;
        let start = self.start + self.at;
        let span = Span::new(start, start + mark.len());
        let message = format!("`{mark}` does not begin a comment here.");
        Some(
            self.error(builder, codes::UNEXPECTED, span, message)
                .help("Comments begin with # and run to the end of the line.")
                .offer("Write #.", builder.place(span), "#"),
        )
    }
}
