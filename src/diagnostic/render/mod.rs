//! Findings for people: drawn with the lines that they are about, or told in sentences.

mod pen;
mod sentences;
mod snippet;
mod strip;
mod visible;

use miette::Diagnostic as _;
use textwrap::{Options, WordSeparator, WordSplitter};

use super::{Diagnostic, Severity, Told};
use crate::source::Sources;
use pen::{Marks, paint};
pub use sentences::tell;
pub(super) use visible::message;
pub use visible::{ascii, printable};

/// How to draw for the terminal or file at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Use colours.
    pub color: bool,
    /// Use box-drawing characters rather than ASCII.
    pub unicode: bool,
    /// Make codes lead to their pages.
    pub links: bool,
    /// Width of messages in columns.
    pub width: usize,
    /// Columns for a line of a rule file; what is longer is cut.
    pub line_width: usize,
}

impl Style {
    /// No colours, box drawing, 100 columns: for tests and files.
    pub const PLAIN: Self =
        Self { color: false, unicode: true, links: false, width: 100, line_width: 160 };

    fn marks(self) -> &'static Marks {
        if self.unicode { &pen::UNICODE } else { &pen::ASCII }
    }
}

/// Draws one finding with the lines that it is about.
///
/// ```
/// use leadscore::diagnostic::{Diagnostic, Style, codes, render};
/// use leadscore::source::{SourceFile, Sources, Span};
///
/// let mut sources = Sources::new();
/// let file = sources.add(SourceFile::new("a.score", "when 国家 == 5 then +1"));
/// let finding = Diagnostic::error(codes::UNKNOWN_NAME, file.at(Span::new(5, 11)), "There is no field 国家.");
/// assert_eq!(render(&finding, &sources, Style::PLAIN), "\
/// E0201
///
///   × There is no field 国家.
///    ╭─[a.score:1:6]
///  1 │ when 国家 == 5 then +1
///    ·      ────
///    ╰────
/// ");
/// ```
#[must_use]
pub fn render(finding: &Diagnostic, sources: &Sources, style: Style) -> String {
    let told = Told::new(finding, sources);
    let mut text = code(&told, style);
    text.push_str("\n\n");
    text.push_str(&picture(&told, style));
    if let Some(help) = told.help() {
        let first = paint(pen::HELP, "  help: ", style.color);
        text.push_str(&wrapped(&help.to_string(), &first, "        ", style));
    }
    text.extend(told.others().iter().map(|other| picture(other, style)));
    text
}

/// The message with the lines that it is about.
fn picture(told: &Told<'_>, style: Style) -> String {
    let mut text = headline(told.grade(), &told.to_string(), style);
    if let Some((file, labels)) = told.snippet() {
        text.push_str(&snippet::draw(file, labels, style));
    }
    text
}

/// The code, as a link to its page where that can be followed.
fn code(told: &Told<'_>, style: Style) -> String {
    let code = told.code().map(|it| it.to_string()).unwrap_or_default();
    let code = paint(pen::of_severity(told.grade()), &code, style.color);
    match told.url().filter(|_| style.links) {
        Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{code}\u{1b}]8;;\u{1b}\\"),
        None => code,
    }
}

fn headline(severity: Severity, text: &str, style: Style) -> String {
    let (marks, ink) = (style.marks(), pen::of_severity(severity));
    let first = format!("  {} ", paint(ink, marks.icon(severity), style.color));
    let rest = format!("  {} ", paint(ink, marks.bar, style.color));
    wrapped(text, &first, &rest, style)
}

/// A text broken at blanks only, so that what is quoted stays whole.
fn wrapped(text: &str, first: &str, rest: &str, style: Style) -> String {
    let options = Options::new(style.width.saturating_sub(2))
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(&message(text, style.unicode), options) + "\n"
}
