//! Diagnostics for people, drawn by miette.

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};

use textwrap::{WordSeparator, WordSplitter};

use super::{Applicability, Diagnostic, Severity};
use crate::source::{FileId, SourceFile, Sources, Span};

/// How to draw for the terminal or file at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Use colours.
    pub color: bool,
    /// Use box-drawing characters rather than ASCII.
    pub unicode: bool,
    /// Width in columns.
    pub width: usize,
}

impl Style {
    /// No colours, box drawing, 100 columns: for tests and files.
    pub const PLAIN: Self = Self { color: false, unicode: true, width: 100 };
}

/// Draws one diagnostic with the lines that it is about.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let theme = match (style.color, style.unicode) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::ascii(),
        (false, true) => GraphicalTheme::unicode_nocolor(),
        (false, false) => GraphicalTheme::none(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(style.width)
        .with_break_words(false)
        .with_word_separator(WordSeparator::AsciiSpace)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_context_lines(0)
        .tab_width(4);
    let mut text = String::new();
    for report in Report::of(diagnostic, sources) {
        // Writing into a String cannot fail.
        let _ = handler.render_report(&mut text, &report);
    }
    text
}

/// A diagnostic in miette's terms: miette draws one file at a time.
#[derive(Debug)]
struct Report<'a> {
    code: Option<String>,
    severity: Severity,
    message: String,
    help: Option<String>,
    source: Option<Lines<'a>>,
    labels: Vec<LabeledSpan>,
}

impl<'a> Report<'a> {
    fn of(diagnostic: &Diagnostic, sources: &'a Sources) -> Vec<Self> {
        let mut files: Vec<FileId> = Vec::new();
        for label in &diagnostic.labels {
            if !files.contains(&label.place.file) {
                files.push(label.place.file);
            }
        }
        let main = files.first().copied();
        let mut reports = vec![Self {
            code: Some(diagnostic.code.id.to_owned()),
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            help: help_text(diagnostic),
            source: main.and_then(|id| named_source(sources, id)),
            labels: main.map(|id| labels_in(diagnostic, id, sources)).unwrap_or_default(),
        }];
        for &other in files.iter().skip(1) {
            reports.push(Self {
                code: None,
                severity: Severity::Note,
                message: "It goes together with this:".to_owned(),
                help: None,
                source: named_source(sources, other),
                labels: labels_in(diagnostic, other, sources),
            });
        }
        reports
    }
}

fn named_source(sources: &Sources, id: FileId) -> Option<Lines<'_>> {
    sources.get(id).map(Lines)
}

/// How many characters of a line are shown before and behind a span, and of the span itself.
const SHOWN: usize = 160;

/// A file of which miette shows whole lines: those that a span touches and no others.
#[derive(Debug)]
struct Lines<'a>(&'a SourceFile);

impl SourceCode for Lines<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let Self(file) = self;
        let text = file.text();
        let at = file.line_column(span.offset());
        let (head, tail) = (span.offset(), span.offset() + span.len());
        let lead = text.get(head + 1 - at.byte..head).unwrap_or_default();
        let rest = text.get(tail..).unwrap_or_default();
        // Of a very long line only the surroundings are shown.
        let start = head - last_chars(lead, SHOWN);
        let end = tail + chars_of_line(rest, SHOWN);
        let shown = text.get(start..end).ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(
            file.name().to_owned(),
            shown.as_bytes(),
            (start, end - start).into(),
            at.line - 1,
            // The head line names the column of the span, not of the line.
            at.column - 1,
            shown.lines().count(),
        )))
    }
}

/// The bytes of the last characters of a text.
fn last_chars(text: &str, count: usize) -> usize {
    text.chars().rev().take(count).map(char::len_utf8).sum()
}

/// The bytes of the first characters of a text, up to the end of its line.
fn chars_of_line(text: &str, count: usize) -> usize {
    let line = text.chars().take_while(|c| !matches!(c, '\r' | '\n'));
    line.take(count).map(char::len_utf8).sum()
}

fn labels_in(diagnostic: &Diagnostic, file: FileId, sources: &Sources) -> Vec<LabeledSpan> {
    diagnostic
        .labels
        .iter()
        .filter(|label| label.place.file == file)
        .map(|label| {
            let Span { start, .. } = label.place.span;
            let length = chars_of_line(sources.slice(label.place), SHOWN);
            let text = (!label.text.is_empty()).then(|| label.text.clone());
            LabeledSpan::new(text, start as usize, length)
        })
        .collect()
}

/// The help, followed by the choices that a person has.
fn help_text(diagnostic: &Diagnostic) -> Option<String> {
    let mut text = diagnostic.help.clone().unwrap_or_default();
    let offered: Vec<_> = diagnostic
        .suggestions
        .iter()
        .filter(|suggestion| suggestion.applicability == Applicability::Offered)
        .collect();
    if offered.len() > 1 {
        for (number, suggestion) in offered.iter().enumerate() {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&format!("({}) {}", number + 1, suggestion.message));
        }
    } else if text.is_empty() {
        text = diagnostic.suggestions.first().map(|it| it.message.clone()).unwrap_or_default();
    }
    (!text.is_empty()).then_some(text)
}

impl std::fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as _)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Note => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as _)
    }
}
