//! Tree and comments → canonical text.
//!
//! The text is worked out in two steps: the tree becomes a `Doc`, which says where lines may
//! end, and `render` decides where they do. Comments are handed out in the order of the file: when
//! the printer comes to a word, the comments before that word go with it, above its line or at the
//! end of the line before.
//!
//! Nothing is returned that has not been proved: the text is read again and must hold the same tree
//! and the same comments, and formatting it once more must change nothing.

mod doc;
mod expr;
mod item;
mod pattern;
mod record;
mod render;
mod rule;
mod source;
mod test_item;
#[cfg(test)]
mod tests;
mod words;

use crate::ast::{Duration, Each, Expr, File, Name, Unit, Window};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::syntax;

/// A comment in the middle of a condition may need a second round before it has found its place.
const ROUNDS: usize = 4;

/// Why a file is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// What is wrong with the file must be mended first.
    #[error("the file has mistakes")]
    Mistakes(Vec<Diagnostic>),
    /// The formatted text failed its own check: a fault of the formatter, not of the file.
    #[error("the formatted text {doubt}, so the file was left as it is")]
    Unproven {
        /// What is wrong with the text.
        doubt: Doubt,
        /// The text.
        output: String,
    },
}

/// What is wrong with a formatted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// It means something else, or cannot be read.
    #[error("would not mean the same")]
    Meaning,
    /// A comment is missing, or there twice.
    #[error("would not hold the same comments")]
    Comments,
    /// Formatting it again would change it again.
    #[error("would change each time")]
    Unsettled,
}

/// Writes a file in the canonical style.
///
/// # Errors
///
/// The file has mistakes, or the result could not be proved to mean the same.
///
/// ```
/// use leadscore::source::{SourceFile, Sources};
/// let text = "When industry IS 'Retail'   # shops\nTHEN +5";
/// let mut sources = Sources::new();
/// let id = sources.add(SourceFile::new("first.score", text));
/// let formatted = leadscore::format::format(id, text).unwrap();
/// assert_eq!(formatted, "when industry == \"Retail\"  # shops\n  then +5\n");
/// ```
pub fn format(file: FileId, text: &str) -> Result<String, FormatError> {
    let parsed = syntax::parse(file, text);
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(FormatError::Mistakes(parsed.diagnostics));
    }
    let mut output = write(&parsed.file, text);
    for _ in 0..ROUNDS {
        let again = syntax::parse(file, &output);
        let readable = !again.diagnostics.iter().any(Diagnostic::is_error);
        if !readable || again.file.items != parsed.file.items {
            return Err(FormatError::Unproven { doubt: Doubt::Meaning, output });
        }
        if comments(&again.file) != comments(&parsed.file) {
            return Err(FormatError::Unproven { doubt: Doubt::Comments, output });
        }
        let next = write(&again.file, &output);
        if next == output {
            return Ok(output);
        }
        output = next;
    }
    Err(FormatError::Unproven { doubt: Doubt::Unsettled, output })
}

/// A tree as text, without its comments.
#[must_use]
pub fn print(file: &File) -> String {
    let bare = source::Source::new("", &[]);
    render::render(&expr::Printer { source: bare }.file(file))
}

/// A condition or a value on one line.
///
/// ```
/// use leadscore::ast::{Expr, ExprKind, Node};
/// use leadscore::source::Span;
/// let here = Span::default();
/// let name = Node::new(ExprKind::Name(vec![Node::new("Annual Revenue".to_owned(), here)]), here);
/// assert_eq!(leadscore::format::print_expr(&name), "`Annual Revenue`");
/// ```
#[must_use]
pub fn print_expr(expr: &Expr) -> String {
    let bare = source::Source::new("", &[]);
    expr::Printer { source: bare }.expr(expr, expr::Level::Condition).flat()
}

/// A name as rules write it: in back-ticks if it needs them.
///
/// ```
/// assert_eq!(leadscore::format::print_name("country"), "country");
/// assert_eq!(leadscore::format::print_name("Annual Revenue"), "`Annual Revenue`");
/// ```
#[must_use]
pub fn print_name(name: &str) -> String {
    words::name(name)
}

/// A length of time: `30 days`.
#[must_use]
pub fn print_duration(duration: Duration) -> String {
    words::duration(duration)
}

/// A window of time: `within last 30 days`.
#[must_use]
pub fn print_window(window: Window, length: Duration) -> String {
    words::window(window, length)
}

/// A unit of time: `day`.
#[must_use]
pub fn print_unit(unit: Unit) -> &'static str {
    words::unit(unit)
}

/// A text in quotes, as rules write it.
///
/// ```
/// assert_eq!(leadscore::format::print_text("24\" screen"), r#""24\" screen""#);
/// ```
#[must_use]
pub fn print_text(text: &str) -> String {
    words::text(text)
}

/// A date with its time of day, as rules write it: `2025-02-20T10:00`.
#[must_use]
pub fn print_datetime(at: jiff::civil::DateTime, offset: Option<jiff::tz::Offset>) -> String {
    words::datetime(at, offset)
}

/// The head of a rule for each event on one line: `for each visits where page == "/pricing"`.
#[must_use]
pub fn print_each(events: &[Name], filter: Option<&Expr>, each: &Each) -> String {
    let mut text = format!("for each {}", words::path(events));
    if let Some(filter) = filter {
        text.push_str(&format!(" where {}", print_expr(filter)));
    }
    if let Each::Match(subject, _) = each {
        text.push_str(&format!(" match {}", print_expr(subject)));
    }
    text
}

/// The left side of a row of a `match` on one line: `"DE"`, `100..500`, `missing`.
#[must_use]
pub fn print_pattern(pattern: &Expr) -> String {
    let bare = source::Source::new("", &[]);
    expr::Printer { source: bare }.pattern(pattern).flat()
}

fn write(file: &File, text: &str) -> String {
    let source = source::Source::new(text, &file.comments);
    render::render(&expr::Printer { source }.file(file))
}

/// The comments in an order that does not depend on where they stand.
fn comments(file: &File) -> Vec<&str> {
    let mut comments: Vec<&str> = file.comments.iter().map(|it| it.node.as_str()).collect();
    comments.sort_unstable();
    comments
}
