use std::sync::OnceLock;

use super::{Place, Reading, Span};

/// Names one file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(crate) u32);

/// A position as people and editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode code points), from 1.
    pub column: usize,
    /// Column in UTF-16 units, from 1, as editors' protocols count.
    pub utf16: usize,
    /// Column in bytes, from 1.
    pub byte: usize,
}

/// The name and text of one rule file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    /// The text as it was read, where it had to be mended for that.
    reading: Option<Reading>,
    /// What is counted up to every so many bytes; needed for very long lines only.
    marks: OnceLock<Vec<Mark>>,
}

/// The most bytes that are counted anew for one column.
const STEP: usize = 1024;

/// The characters and UTF-16 units before a byte.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    byte: usize,
    chars: usize,
    utf16: usize,
}

impl Mark {
    /// The mark behind some more text.
    fn after(self, text: &str) -> Self {
        Self {
            byte: self.byte + text.len(),
            chars: self.chars + text.chars().count(),
            utf16: self.utf16 + text.encode_utf16().count(),
        }
    }
}

impl SourceFile {
    /// A file with the name that messages show.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        // Editors do not show a byte-order mark: the first line begins behind it.
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let line_starts =
            std::iter::once(first).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text, line_starts, reading: None, marks: OnceLock::new() }
    }

    /// The name that messages show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under a span; empty if the span does not fit the file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The text of a line, from 1, with its end; empty if there is no such line.
    ///
    /// ```
    /// use leadscore::source::SourceFile;
    /// assert_eq!(SourceFile::new("a.score", "one\ntwo").line(2), "two");
    /// ```
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        let start = |line: usize| self.line_starts.get(line).copied().unwrap_or(self.text.len());
        match line.checked_sub(1) {
            Some(index) => self.text.get(start(index)..start(line)).unwrap_or_default(),
            None => "",
        }
    }

    /// Line and column of a byte offset.
    ///
    /// ```
    /// use leadscore::source::SourceFile;
    /// let file = SourceFile::new("a.score", "край\nwhen 𝔘 then");
    /// let at = file.line_column("край\nwhen 𝔘".len());
    /// assert_eq!((at.line, at.column, at.utf16, at.byte), (2, 7, 8, 10));
    /// ```
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = offset.min(self.text.len());
        let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or_default();
        let here = match before.len() {
            0..=STEP => Mark::default().after(before),
            _ => self.counted_from(start, offset),
        };
        LineColumn { line, column: here.chars + 1, utf16: here.utf16 + 1, byte: here.byte + 1 }
    }

    /// What stands between two bytes, without looking at all of it.
    fn counted_from(&self, start: usize, end: usize) -> Mark {
        let marks = self.marks.get_or_init(|| {
            let mut marks = vec![Mark::default()];
            let mut last = Mark::default();
            for (at, _) in self.text.char_indices() {
                if at - last.byte >= STEP {
                    last = last.after(self.text.get(last.byte..at).unwrap_or_default());
                    marks.push(last);
                }
            }
            marks
        });
        let counted = |at: usize| {
            let before = marks.partition_point(|it| it.byte <= at).saturating_sub(1);
            let mark = marks.get(before).copied().unwrap_or_default();
            mark.after(self.text.get(mark.byte..at).unwrap_or_default())
        };
        let (start, end) = (counted(start), counted(end));
        Mark {
            byte: end.byte - start.byte,
            chars: end.chars - start.chars,
            utf16: end.utf16 - start.utf16,
        }
    }
}

/// All files that one run reads, in the order in which they were first met.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and names it.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// The file with this id; `None` for an id of another `Sources`.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// All files with their ids.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Says how a file was read, where its text had to be mended for that.
    pub fn read_as(&mut self, id: FileId, reading: Reading) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            file.reading = Some(reading);
        }
    }

    /// The text at a place of a file as it was read.
    #[must_use]
    pub fn reading_slice(&self, place: Place) -> &str {
        let reading = self.get(place.file).and_then(|file| file.reading.as_ref());
        match reading {
            Some(reading) => reading.text().get(place.span.range()).unwrap_or_default(),
            None => self.slice(place),
        }
    }

    /// A place of a file as it was read, as a place of its text.
    #[must_use]
    pub fn original(&self, place: Place) -> Place {
        let reading = self.get(place.file).and_then(|file| file.reading.as_ref());
        reading.map_or(place, |it| Place { span: it.original(place.span), ..place })
    }

    /// Whether a place of a file as it was read begins or ends inside of what was put in there.
    #[must_use]
    pub fn cuts(&self, place: Place) -> bool {
        let reading = self.get(place.file).and_then(|file| file.reading.as_ref());
        reading.is_some_and(|it| it.cuts(place.span))
    }

    /// The text at a place; empty for a place of another `Sources`.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        self.get(place.file).map_or("", |file| file.slice(place.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_very_long_lines_are_counted_right() {
        let line = "ab ж 制 𝔘 é ".repeat(2_000);
        let file = SourceFile::new("long.score", format!("first\n{line}\n{line}"));
        let mut plain = LineColumn { line: 2, column: 1, utf16: 1, byte: 1 };
        for (at, c) in line.char_indices() {
            if at % 7 == 0 {
                assert_eq!(file.line_column("first\n".len() + at), plain);
            }
            plain.column += 1;
            plain.utf16 += c.len_utf16();
            plain.byte += c.len_utf8();
        }
        assert_eq!(file.line_column(usize::MAX), LineColumn { line: 3, ..plain });
    }
}
