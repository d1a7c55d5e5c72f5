//! Habits from elsewhere for which there is nothing to write instead: they are explained.

use super::builder::Builder;
use super::failure::Unread;
use crate::diagnostic::{Diagnostic, codes};

/// Beginnings of statements that leadscore has no use for, with what there is instead.
const STATEMENTS: &[(&str, &str)] = &[
    ("else", "Use a `match` with `otherwise`, or a second rule with `when not …`."),
    (
        "select",
        "leadscore reads the leads from a file: only the condition belongs here, after `when`.",
    ),
    ("return", "A rule gives its points with `then +20`; they are added up by themselves."),
    ("print", "Nothing is printed by rules; a reason is given with because \"…\"."),
    ("while", "A rule looks at every lead once; for several events write `for each`."),
    ("function", "A calculation with a name is written: let size = revenue / employees"),
    ("end", "Rules need no `end`: each ends where the next begins."),
    ("begin", "Rules need no `begin`: each begins with `when`."),
];

impl Unread<'_> {
    /// A quote or back-tick that is opened and not closed on its line.
    pub fn unclosed_quote(&self, builder: &Builder<'_>) -> Option<Diagnostic> {
        let mut line_start = 0;
        for line in self.text.split_inclusive('\n') {
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
                let start = line_start + at;
                let span = self.span(start..start + line.trim_end().len() - at);
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
}

/// A statement of another language that has no counterpart: its word, and what there is instead.
pub(super) fn statement(line: &str) -> Option<(&str, &'static str)> {
    let word = super::failure::token(line, 0);
    let (_, instead) = STATEMENTS.iter().find(|(it, _)| it.eq_ignore_ascii_case(word))?;
    Some((word, instead))
}
