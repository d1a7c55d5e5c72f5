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
    reading: Option<Reading>,
}

impl SourceFile {
    /// A file with the name that messages show.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text, line_starts, reading: None }
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
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or_default();
        LineColumn {
            line,
            column: before.chars().count() + 1,
            utf16: before.encode_utf16().count() + 1,
            byte: before.len() + 1,
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

    /// The file that was added first.
    #[must_use]
    pub fn first(&self) -> Option<FileId> {
        (!self.files.is_empty()).then_some(FileId(0))
    }

    /// The file with this id; `None` for an id of another `Sources`.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
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

    /// The text at a place; empty for a place of another `Sources`.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        self.get(place.file).map_or("", |file| file.slice(place.span))
    }
}
