//! What must hold of every text, sound or not. The fuzzers look for a text that breaks a law;
//! `tests/it/findings.rs` plays those that once did.

pub mod leads;

use std::path::Path;

use leadscore::ast::File;
use leadscore::check::{Checked, Unit, check};
use leadscore::diagnostic::{Diagnostic, Format, Style, Suggestion, render, report, tell};
use leadscore::fix;
use leadscore::format::{FormatError, format};
use leadscore::source::{FileId, SourceFile, Sources};
use leadscore::syntax::{Parsed, read_into};

/// A record for texts that declare none, so that their conditions are checked to the end.
const RECORD: &str = "record Lead { id: text, key  n: integer  x: number  p: percent  t: text  \
    u: one of [\"red\", \"blue\"]  d: date  s: datetime  b: yes/no  l: list of text  \
    m: list of number  `a b`: text }\n";

/// Drawing is slow, and the first findings are as good as the last.
const DRAWN: usize = 16;

/// A text, read.
struct Read {
    sources: Sources,
    id: FileId,
    parsed: Parsed,
}

impl Read {
    fn of(text: &str) -> Self {
        let mut sources = Sources::new();
        let (id, parsed) = read_into(&mut sources, "fuzz.score", text);
        Self { parsed, sources, id }
    }

    fn checked(&self) -> Checked {
        let unit = Unit {
            name: "fuzz".to_owned(),
            root: (self.id, &self.parsed.file),
            libraries: Vec::new(),
            models: Vec::new(),
            model_files: Vec::new(),
            tests: Vec::new(),
            list_files: &[],
            inferred: None,
        };
        check(&unit, &self.sources)
    }

    /// Findings fit the text and can be drawn in every way.
    fn keep(&self, findings: &[Diagnostic]) {
        let text = self.sources.get(self.id).map_or("", SourceFile::text);
        for finding in findings {
            finding.labels.iter().for_each(|it| fits(text, it.place.span.range()));
            finding.suggestions.iter().for_each(|it| can_be_applied(text, it));
        }
        let first = findings.get(..DRAWN).unwrap_or(findings);
        let narrow = Style { color: true, unicode: false, links: true, width: 40, line_width: 40 };
        for finding in first {
            for style in [Style::PLAIN, narrow] {
                let drawn = render(finding, &self.sources, style);
                assert!(drawn.contains(finding.code.id), "a message without its code");
            }
            assert!(tell(finding, &self.sources).contains(finding.code.id), "as told");
        }
        for format in Format::ALL {
            let written = report(format, first, &self.sources, Path::new(""));
            assert!(first.iter().all(|it| written.contains(it.code.id)), "{format:?}");
        }
    }
}

/// Reads a text: what is found fits the text, in its order.
pub fn reads(text: &str) {
    let read = Read::of(text);
    read.keep(&read.parsed.diagnostics);
    let starts = read.parsed.diagnostics.iter().map(|it| it.place().map(|it| it.span.start));
    assert!(starts.is_sorted(), "findings out of order");
}

/// Reads and checks a text; a program is made if there are no errors, and only then.
pub fn checks(text: &str) {
    let text = if text.contains("record") { text } else { &format!("{RECORD}{text}") };
    let read = Read::of(text);
    let checked = read.checked();
    read.keep(&checked.diagnostics);
    let broken = checked.diagnostics.iter().any(Diagnostic::is_error);
    assert_eq!(checked.program.is_none(), broken, "either a program or errors");
}

/// Formats a text: the result means the same, holds the same comments and is settled.
pub fn formats(text: &str) {
    let read = Read::of(text);
    match format(read.id, text) {
        Ok(output) => {
            let again = Read::of(&output);
            assert_eq!(read.parsed.file.items, again.parsed.file.items, "means another:\n{output}");
            assert_eq!(comments(&read.parsed.file), comments(&again.parsed.file), "{output}");
            assert_eq!(format(again.id, &output), Ok(output), "not settled");
        }
        Err(FormatError::Mistakes(found)) => assert!(found.iter().any(Diagnostic::is_error)),
        Err(error @ FormatError::Unproven { .. }) => panic!("{error}: {error:?}"),
    }
}

/// Mends a text: done again, nothing changes.
pub fn mends(text: &str) {
    let look = |texts: &[String]| {
        let Some(text) = texts.first() else { return (Vec::new(), Vec::new()) };
        let read = Read::of(text);
        let found = read.checked().diagnostics;
        (vec![Some(read.id)], read.parsed.diagnostics.into_iter().chain(found).collect())
    };
    let once = fix::fixed(vec![text.to_owned()], look).texts;
    let again = fix::fixed(once.clone(), look).texts;
    assert_eq!(once, again, "mended again, it changes again");
}

#[track_caller]
fn fits(text: &str, range: std::ops::Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} is no piece of the text");
}

/// The edits of a suggestion stand in the text and apart from each other.
fn can_be_applied(text: &str, suggestion: &Suggestion) {
    let mut ranges: Vec<_> = suggestion.edits.iter().map(|it| it.place.span.range()).collect();
    ranges.iter().for_each(|it| fits(text, it.clone()));
    ranges.sort_by_key(|it| (it.start, it.end));
    let apart = ranges.windows(2).all(|pair| pair[0].end <= pair[1].start);
    assert!(apart, "edits overlap: {suggestion:?}");
}

/// The comments in an order that does not depend on where they stand.
fn comments(file: &File) -> Vec<&str> {
    let mut comments: Vec<&str> = file.comments.iter().map(|it| it.node.as_str()).collect();
    comments.sort_unstable();
    comments
}
