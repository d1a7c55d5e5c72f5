//! Findings as diagnostics of miette, for our own drawing and for programs that report with miette.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::{Diagnostic, Label, Severity};
use crate::source::{FileId, SourceFile, Sources};

/// A finding together with the texts that it is about: any report handler of miette can show it.
///
/// miette shows one file at a time, so labels in other files are related findings.
///
/// ```
/// use leadscore::diagnostic::{Told, codes};
/// use leadscore::source::{SourceFile, Sources, Span};
///
/// let mut sources = Sources::new();
/// let file = sources.add(SourceFile::new("a.score", "when town == 5 then +1"));
/// let place = file.at(Span::new(5, 9));
/// let finding = leadscore::diagnostic::Diagnostic::error(codes::UNKNOWN_NAME, place, "There is no field *town*.");
/// let mut shown = String::new();
/// miette::NarratableReportHandler::new()
///     .render_report(&mut shown, &Told::new(&finding, &sources))
///     .expect("writing into a text cannot fail");
/// assert!(shown.contains("snippet line 1: when town == 5 then +1"));
/// assert!(shown.contains("label at line 1, columns 6 to 9"));
/// ```
#[derive(Debug)]
pub struct Told<'a> {
    finding: &'a Diagnostic,
    message: &'a str,
    severity: Severity,
    /// Whether it is the finding itself, not what it is related to.
    main: bool,
    source: Option<Named<'a>>,
    /// The labels in this file, each with its number among all.
    labels: Vec<(usize, &'a Label)>,
    others: Vec<Told<'a>>,
}

impl<'a> Told<'a> {
    /// A finding with the texts of its files.
    #[must_use]
    pub fn new(finding: &'a Diagnostic, sources: &'a Sources) -> Self {
        let mut files = labels_by_file(&finding.labels).into_iter();
        let main = files.next();
        let others = files.map(|(file, labels)| Told {
            finding,
            message: "It goes together with this:",
            severity: Severity::Note,
            main: false,
            source: sources.get(file).map(Named),
            labels,
            others: Vec::new(),
        });
        Self {
            finding,
            message: &finding.message,
            severity: finding.severity,
            main: true,
            source: main.as_ref().and_then(|(file, _)| sources.get(*file)).map(Named),
            labels: main.map(|(_, labels)| labels).unwrap_or_default(),
            others: others.collect(),
        }
    }

    /// The file and the labels in it, for the drawing.
    pub(super) fn snippet(&self) -> Option<(&'a SourceFile, &[(usize, &'a Label)])> {
        self.source.as_ref().map(|Named(file)| (*file, self.labels.as_slice()))
    }

    /// The same for the other files.
    pub(super) fn others(&self) -> &[Self] {
        &self.others
    }

    /// Whether it is an error, a warning or a note.
    pub(super) fn grade(&self) -> Severity {
        self.severity
    }
}

/// The labels with their numbers, file by file; the file of the guilty text comes first.
fn labels_by_file(labels: &[Label]) -> Vec<(FileId, Vec<(usize, &Label)>)> {
    let mut files: Vec<(FileId, Vec<(usize, &Label)>)> = Vec::new();
    for (number, label) in labels.iter().enumerate() {
        let file = label.place.file;
        match files.iter_mut().find(|(id, _)| *id == file) {
            Some((_, labels)) => labels.push((number, label)),
            None => files.push((file, vec![(number, label)])),
        }
    }
    files
}

impl std::fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for Told<'_> {}

impl miette::Diagnostic for Told<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.main.then(|| Box::new(self.finding.code) as _)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.main.then(|| Box::new(self.finding.code.url()) as _)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Note => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let advice = self.finding.advice();
        (self.main && !advice.is_empty()).then(|| Box::new(advice.join("\n")) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.labels.iter().map(|(_, label)| {
            let text = (!label.text.is_empty()).then(|| label.text.clone());
            let span = label.place.span;
            LabeledSpan::new(text, span.start as usize, span.len())
        });
        (!self.labels.is_empty()).then(|| Box::new(labels) as _)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        let others = self.others.iter().map(|it| it as &dyn miette::Diagnostic);
        (!self.others.is_empty()).then(|| Box::new(others) as _)
    }
}

/// A file with its name.
#[derive(Clone, Copy, Debug)]
struct Named<'a>(&'a SourceFile);

impl SourceCode for Named<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        behind: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let Self(file) = self;
        let read = file.text().read_span(span, before, behind)?;
        let at = *read.span();
        let bytes = file.text().as_bytes().get(at.offset()..at.offset() + at.len());
        let name = file.name().to_owned();
        let (line, column, lines) = (read.line(), read.column(), read.line_count());
        let bytes = bytes.ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(name, bytes, at, line, column, lines)))
    }
}
