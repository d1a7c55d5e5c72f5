//! What stops a run: each error is one sentence in the user's words, and [`DataError::help`] says what to do.

use std::borrow::Cow;
use std::fmt;
use std::io;

use crate::data::read::format::Format;
use crate::data::read::input::Compression;
use crate::data::read::rows::size;
use crate::diagnostic::{Code, codes};
use crate::encoding::{Encoding, Guess};

/// A file that cannot be read or written at all. (A single bad row is a [`Rejection`](super::Rejection).)
///
/// ```
/// use leadscore::data::{DataError, ReadOptions, Reader, Source};
///
/// let source = Source::from("no-such-folder/leads.csv");
/// let error = Reader::open(&source, &ReadOptions::default()).err().ok_or("it opened")?;
/// assert_eq!(error.to_string(), "no-such-folder/leads.csv: there is no such file");
/// assert_eq!(error.kind(), "data-not-found");
/// # Ok::<(), &str>(())
/// ```
///
/// What the system says is part of the sentence, so there is no other [source](std::error::Error::source).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// There is no file of this name.
    #[error("{name}: there is no such file")]
    NotFound {
        /// The file.
        name: String,
    },
    /// The system does not let us read or write it.
    #[error("{name}: no permission to {action} it")]
    NoPermission {
        /// The file.
        name: String,
        /// `read` or `write`.
        action: &'static str,
    },
    /// It is a folder.
    #[error("{name}: this is a folder, not a file")]
    Folder {
        /// The folder.
        name: String,
    },
    /// It is a link to itself, or to one that leads back to it.
    #[error("{name}: this is a link that leads round in a circle")]
    Circle {
        /// The link.
        name: String,
    },
    /// There is nothing in it.
    #[error("{name}: the file is empty")]
    Empty {
        /// The file.
        name: String,
    },
    /// Its content or name shows that it is no table in text form.
    #[error("{name}: this looks like {looks_like}, which cannot be read")]
    NotATable {
        /// The file.
        name: String,
        /// What it seems to be, for example `an Excel workbook`.
        looks_like: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// Its content is in another format than was asked for, or than its name promises.
    #[error("{name}: this looks like {}, not like {}", in_format(*.found), in_format(*.format))]
    WrongFormat {
        /// The file.
        name: String,
        /// The format that was expected.
        format: Format,
        /// The format that it seems to be in.
        found: Format,
        /// Whether the format was asked for; otherwise the name promises it.
        asked: bool,
    },
    /// The header is not UTF-8, so nothing in the file can be trusted to be.
    #[error("{name}: this file is not UTF-8{}", looks_like(.guess.as_ref(), *.byte, *.line))]
    NotUtf8 {
        /// The file.
        name: String,
        /// The line of the header.
        line: u64,
        /// The first byte that does not fit.
        byte: u8,
        /// The encoding that it seems to be in.
        guess: Option<Guess>,
    },
    /// The header does not fit the encoding that was asked for.
    #[error("{name}: this file is not {encoding} (the header, line {line}, does not fit)")]
    NotEncoded {
        /// The file.
        name: String,
        /// The line of the header.
        line: u64,
        /// The encoding.
        encoding: Encoding,
    },
    /// Two columns have the same name.
    #[error("{name}: the header uses the same name for several columns: {}", list(.duplicates))]
    DuplicateColumns {
        /// The file.
        name: String,
        /// Each name that is used more than once.
        duplicates: Vec<Duplicate>,
    },
    /// The header has a quote that is not closed, or text after a closing quote.
    #[error("{name}: the header (line {line}) has a quote that is not closed properly")]
    HeaderQuote {
        /// The file.
        name: String,
        /// The line of the header.
        line: u64,
    },
    /// The header is longer than a row may be.
    #[error("{name}: the first line is longer than {}, so it cannot be a header", size(*.limit))]
    HeaderTooLong {
        /// The file.
        name: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// This delimiter cannot separate fields.
    #[error("{name}: {} cannot separate columns", in_words(*.delimiter))]
    Delimiter {
        /// The file.
        name: String,
        /// The byte that was asked for.
        delimiter: u8,
    },
    /// A compressed file is cut off or damaged.
    #[error("{name}: the {compression} data are damaged or cut off ({})", plain(.error))]
    Damaged {
        /// The file.
        name: String,
        /// How it is compressed.
        compression: Compression,
        /// What the decompressor says.
        error: io::Error,
    },
    /// A table that is joined has more rows than can be counted.
    #[error("{name}: there are more than 4,294,967,295 rows, which is more than can be joined")]
    TooManyRows {
        /// The file.
        name: String,
    },
    /// Reading failed.
    #[error("{name}: reading failed: {}", plain(.error))]
    Read {
        /// The file.
        name: String,
        /// What the system says.
        error: io::Error,
    },
    /// The folder that a file should be written to does not exist.
    #[error("{name}: cannot write it, because its folder does not exist")]
    NoFolder {
        /// The file.
        name: String,
    },
    /// Writing failed.
    #[error("{name}: writing failed: {}", plain(.error))]
    Write {
        /// The file.
        name: String,
        /// What the system says.
        error: io::Error,
    },
}

impl DataError {
    /// A stable name of the kind of error, for other programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "data-not-found",
            Self::NoPermission { .. } => "data-no-permission",
            Self::Folder { .. } => "data-folder",
            Self::Circle { .. } => "data-circle",
            Self::Empty { .. } => "data-empty",
            Self::NotATable { .. } => "data-not-a-table",
            Self::WrongFormat { .. } => "data-wrong-format",
            Self::NotUtf8 { .. } | Self::NotEncoded { .. } => "data-not-utf8",
            Self::DuplicateColumns { .. } => "data-duplicate-columns",
            Self::HeaderQuote { .. } => "data-header-quote",
            Self::HeaderTooLong { .. } => "data-header-too-long",
            Self::Delimiter { .. } => "data-delimiter",
            Self::Damaged { .. } => "data-damaged",
            Self::TooManyRows { .. } => "data-too-many-rows",
            Self::Read { .. } => "data-read-failed",
            Self::NoFolder { .. } => "data-no-folder",
            Self::Write { .. } => "data-write-failed",
        }
    }

    /// What to do next, as one sentence.
    #[must_use]
    pub fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::NotFound { .. } => "Check the spelling, and the folder you are in.",
            Self::NoPermission { .. } => {
                "Ask for access, close the program that holds the file, or choose another file."
            }
            Self::Folder { .. } => "Name one file in the folder.",
            Self::Circle { .. } => "Name the file that the link is meant for.",
            Self::Empty { .. } => "Export the data again; the first line must name the columns.",
            Self::NotATable { advice, .. } => advice,
            Self::WrongFormat { found, asked, .. } => {
                let option = match found {
                    Format::Csv => "csv",
                    Format::Ndjson => "ndjson",
                    Format::Json => "json",
                    Format::Parquet => "parquet",
                    Format::Arrow => "arrow",
                };
                return Cow::Owned(match asked {
                    true => format!("Leave --format out, or write --format {option}."),
                    false => format!("Run again with --format {option}."),
                });
            }
            Self::NotUtf8 { guess: Some(guess), .. } => {
                return Cow::Owned(read_as(guess.encoding));
            }
            Self::NotUtf8 { guess: None, .. } => {
                "Save the file again as UTF-8; in Excel choose \"CSV UTF-8 (comma delimited)\"."
            }
            Self::NotEncoded { .. } => {
                "Leave out --encoding: if the file is not UTF-8, the message says what it looks like."
            }
            Self::DuplicateColumns { .. } => {
                "Give each column a name of its own; upper and lower case count as the same."
            }
            Self::HeaderQuote { .. } => {
                "Close the quote, or write a quote inside a name twice: \"\"."
            }
            Self::HeaderTooLong { .. } => {
                "Check that this is a table with one record on each line."
            }
            Self::Delimiter { .. } => {
                "Use a plain character such as , ; | or a tab; a quote, a line end or a letter beyond ASCII cannot."
            }
            Self::Damaged { .. } => "Download or compress the file again.",
            Self::TooManyRows { .. } => "Leave out what is too old to count.",
            Self::Read { .. } => "Check the disk or connection, then try again.",
            Self::NoFolder { .. } => "Make the folder first, or choose another one.",
            Self::Write { .. } => {
                "Check that there is room on the disk and that the place can be written to."
            }
        })
    }

    /// The code of the kind of error.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::NotUtf8 { .. } | Self::NotEncoded { .. } => codes::WRONG_ENCODING,
            Self::WrongFormat { .. } => codes::WRONG_FORMAT,
            _ => codes::CANNOT_READ_DATA,
        }
    }

    /// Whether the reader of our output went away, as `head` does: a reason to end quietly.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Write { error, .. } if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Says of a file that it could not be opened or read.
    pub(super) fn reading(name: &str, error: io::Error) -> Self {
        let name = name.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound { name },
            io::ErrorKind::PermissionDenied => Self::NoPermission { name, action: "read" },
            io::ErrorKind::IsADirectory => Self::Folder { name },
            _ if error.to_string().contains("symbolic links") => Self::Circle { name },
            _ => Self::Read { name, error },
        }
    }

    /// Says of a file that it could not be written.
    #[cfg(feature = "formats")]
    pub(super) fn writing(name: &str, error: io::Error) -> Self {
        let name = name.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::NoFolder { name },
            io::ErrorKind::PermissionDenied => Self::NoPermission { name, action: "write" },
            io::ErrorKind::IsADirectory => Self::Folder { name },
            _ => Self::Write { name, error },
        }
    }
}

/// A column name that a header uses more than once, displayed as `"Email" (columns 3 and 7)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The name as first written.
    pub name: String,
    /// The columns that have it, from 1; at least two.
    pub columns: Vec<usize>,
}

impl fmt::Display for Duplicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" (columns ", self.name)?;
        for (at, column) in self.columns.iter().enumerate() {
            let joint = match self.columns.len() - at {
                _ if at == 0 => "",
                1 => " and ",
                _ => ", ",
            };
            write!(f, "{joint}{column}")?;
        }
        f.write_str(")")
    }
}

/// Only for what cannot be a delimiter.
fn in_words(delimiter: u8) -> &'static str {
    match delimiter {
        b'"' => "a quote",
        b'\r' | b'\n' => "a line end",
        0 => "a zero byte",
        _ => "a character beyond ASCII",
    }
}

/// A format as people call it.
fn in_format(format: Format) -> &'static str {
    match format {
        Format::Csv => "a CSV table",
        Format::Ndjson => "NDJSON, one object a line",
        Format::Json => "a JSON list",
        Format::Parquet => "a Parquet file",
        Format::Arrow => "an Arrow file",
    }
}

/// The encoding that a file seems to be in, or else what speaks against UTF-8.
fn looks_like(guess: Option<&Guess>, byte: u8, line: u64) -> String {
    match guess {
        Some(guess) => format!("; it looks like {guess}"),
        None => format!(" (byte {byte:02X} in the header, line {line})"),
    }
}

/// What to do about a file in another encoding.
pub(in crate::data) fn read_as(encoding: Encoding) -> String {
    format!("Run again with --encoding {}, or save the file as UTF-8.", encoding.name())
}

fn list(duplicates: &[Duplicate]) -> String {
    duplicates.iter().map(Duplicate::to_string).collect::<Vec<_>>().join("; ")
}

/// The system's message without its number, which says nothing to people.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((message, _)) => message.to_owned(),
        None => text,
    }
}
