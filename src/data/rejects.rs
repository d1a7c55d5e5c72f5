//! Keeps the rows that could not be read, as they are.

use std::io::{self, Write};
use std::path::Path;

use super::{AtomicFile, DataError, Rejection};

/// A file of rejected rows: repaired in an editor, it can be read again.
///
/// It begins with the header, if there is one; each row is exactly as it was in the data and ends with one line
/// end. Without rejections there is only the header, so that no older rejections are mistaken for new ones.
///
/// ```
/// use leadscore::data::{Event, ReadOptions, Reader, RejectsFile};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("rejects.csv");
/// let text = "id,city\n1,Sofia\n2;Varna\n";
/// let mut reader = Reader::from_read("leads.csv", text.as_bytes(), &ReadOptions::default())?;
/// let mut rejects = RejectsFile::create(&path, reader.header_text())?;
/// while let Some(event) = reader.next()? {
///     match event {
///         Event::Row(_) => {}
///         Event::Rejected(rejection) => rejects.add(&rejection)?,
///         Event::RejectedMore(piece) => rejects.add_more(&piece)?,
///     }
/// }
/// assert_eq!(rejects.commit()?, 1);
/// assert_eq!(std::fs::read_to_string(&path)?, "id,city\n2;Varna\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RejectsFile {
    file: AtomicFile,
    rows: u64,
    /// Whether the last row still needs its line end, as more of it may come.
    line_open: bool,
}

impl RejectsFile {
    /// Begins the file; `header` is that of [`Reader::header_text`](super::Reader::header_text).
    ///
    /// # Errors
    ///
    /// As [`AtomicFile::create`].
    pub fn create(path: impl AsRef<Path>, header: Option<&[u8]>) -> Result<Self, DataError> {
        let mut rejects = Self { file: AtomicFile::create(path)?, rows: 0, line_open: false };
        if let Some(header) = header {
            rejects.add_more(header)?;
        }
        Ok(rejects)
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn add(&mut self, rejection: &Rejection) -> Result<(), DataError> {
        self.end_line().map_err(|error| self.file.error(error))?;
        self.rows += 1;
        self.add_more(&rejection.raw)
    }

    /// Adds more text to the last row, as [`Event::RejectedMore`](super::Event::RejectedMore) gives it.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn add_more(&mut self, piece: &[u8]) -> Result<(), DataError> {
        self.line_open |= !piece.is_empty();
        self.file.write_all(piece).map_err(|error| self.file.error(error))
    }

    /// Puts the file in its place and returns the number of rejections.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn commit(mut self) -> Result<u64, DataError> {
        self.end_line().map_err(|error| self.file.error(error))?;
        self.file.commit()?;
        Ok(self.rows)
    }

    fn end_line(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.line_open) { self.file.write_all(b"\n") } else { Ok(()) }
    }
}
