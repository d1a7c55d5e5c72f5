//! What reading gives: rows, and rejections that say why a record could not be read.

use std::fmt;

use serde_json::{Map, Value};

use crate::encoding::Encoding;

/// One record, its cells still untyped.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which record it is, from 1; the header is not counted, rejected records are.
    pub number: u64,
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Its values.
    pub cells: Cells,
}

/// The values of a [`Row`], as the format gives them.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// One text for each column of the header, in its order (CSV).
    Fields(Vec<String>),
    /// Keys and values in the order written (JSON). Numbers keep all their digits. Of a key that is written
    /// twice the last value counts, as in every common JSON reader.
    Object(Map<String, Value>),
}

/// A record that could not be read. Displayed as `row 2 (line 3): has 1 field, the header has 37`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Which record it is, from 1, counted together with the good ones.
    pub number: u64,
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Why it could not be read.
    pub reason: Reason,
    /// Its exact text, without the line end after it. Of a file in UTF-16 or in an encoding that was asked for, its
    /// text in UTF-8; bytes that do not fit the encoding are the byte FF.
    pub raw: Vec<u8>,
}

/// One step of reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A record that could be read.
    Row(Row),
    /// A record that could not; reading goes on after it.
    Rejected(Rejection),
    /// More text of the record just rejected, which was too long to hold ([`Reason::TooLong`]).
    /// It does not count as a record. Pieces come in order, until the next row or rejection.
    RejectedMore(Vec<u8>),
}

/// Why a record could not be read, displayed in the user's words as what is said of "row 2: …".
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The row has more or fewer fields than the header.
    FieldCount {
        /// Fields in the row.
        found: usize,
        /// Fields in the header.
        expected: usize,
    },
    /// The row is one quoted field that itself holds a whole row.
    EncodedTwice,
    /// A quote opens a value, and nothing closes it where a value may end.
    UnclosedQuote {
        /// The column in which it opens.
        column: String,
    },
    /// A closing quote is followed by more text in the same value.
    TextAfterQuote {
        /// The column in which it happens.
        column: String,
    },
    /// Some bytes are not UTF-8.
    NotUtf8 {
        /// The column in which they are; none in JSON.
        column: Option<String>,
        /// The first byte that does not fit.
        byte: u8,
        /// The place of that byte in the value (CSV) or record (JSON), from 1, in bytes.
        position: usize,
    },
    /// Some bytes do not fit the encoding of the file, which is not UTF-8.
    NotEncoded {
        /// The column in which they are; none in JSON.
        column: Option<String>,
        /// The encoding.
        encoding: Encoding,
    },
    /// The record is longer than [`ReadOptions::longest_row`](super::ReadOptions::longest_row).
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The record is not valid JSON.
    BrokenJson {
        /// What is wrong, in plain words.
        problem: String,
        /// The line of the file on which it was noticed, from 1.
        line: u64,
        /// The column in that line, from 1, in characters.
        column: usize,
    },
    /// The record is valid JSON, but not an object.
    NotAnObject {
        /// What it is instead, for example `a list`.
        found: &'static str,
    },
    /// The file ends in the middle of this record.
    CutOff,
    /// The file ends before the `]` of its list: the records after this point, if any, are not there.
    /// Such a rejection has no text of its own.
    ListNotClosed,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FieldCount { found, expected } => {
                let s = if *found == 1 { "" } else { "s" };
                write!(f, "has {found} field{s}, the header has {expected}")
            }
            Self::EncodedTwice => f.write_str(
                "the whole row is one quoted field: it seems to have been saved as CSV twice",
            ),
            Self::UnclosedQuote { column } => {
                write!(f, "a quote in \"{column}\" is never closed")
            }
            Self::TextAfterQuote { column } => {
                write!(
                    f,
                    "text follows the closing quote in \"{column}\"; a quote inside a value is written twice"
                )
            }
            Self::NotUtf8 { column: Some(column), byte, position } => {
                write!(
                    f,
                    "the value of \"{column}\" is not UTF-8 (byte {byte:02X} at position {position})"
                )
            }
            Self::NotUtf8 { column: None, byte, position } => {
                write!(f, "the text is not UTF-8 (byte {byte:02X} at position {position})")
            }
            Self::NotEncoded { column, encoding } => match column {
                Some(column) => write!(f, "the value of \"{column}\" is not {encoding}"),
                None => write!(f, "the text is not {encoding}"),
            },
            Self::TooLong { limit } => write!(f, "is longer than {}", size(*limit)),
            Self::BrokenJson { problem, line, column } => {
                write!(f, "is not valid JSON: {problem} (line {line}, column {column})")
            }
            Self::NotAnObject { found } => write!(f, "is {found}, not an object {{…}}"),
            Self::CutOff => {
                f.write_str("the file ends in the middle of this record: it may have been cut off")
            }
            Self::ListNotClosed => {
                f.write_str("the file ends before the ] of its list: records may be missing")
            }
        }
    }
}

impl std::error::Error for Reason {}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {} (line {}): {}", self.number, self.line, self.reason)
    }
}

/// A number of bytes for people: `16 MiB`, `1000 bytes`.
pub(in crate::data) fn size(bytes: usize) -> String {
    const MIB: usize = 1024 * 1024;
    if bytes >= MIB && bytes.is_multiple_of(MIB) {
        format!("{} MiB", bytes / MIB)
    } else {
        format!("{bytes} bytes")
    }
}
