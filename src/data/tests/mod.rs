#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod arrow;
mod csv;
mod csv_recovery;
mod input;
mod json;
mod parquet;
mod properties;
mod table_writer;
mod write;

use std::io::{self, Read};

use super::{Cells, DataError, Event, Format, ReadOptions, Reader};

/// Options with a small limit, so that tests of long rows are short.
fn limit(longest_row: usize) -> ReadOptions {
    ReadOptions { longest_row, ..ReadOptions::default() }
}

fn forced(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

fn open(name: &str, bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Result<Reader, DataError> {
    Reader::from_read(name, io::Cursor::new(bytes.into()), options)
}

fn open_error(name: &str, bytes: impl Into<Vec<u8>>) -> DataError {
    open(name, bytes, &ReadOptions::default()).err().expect("an error")
}

/// What reading gave, one line for each event, easy to compare.
fn story(name: &str, bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Vec<String> {
    let mut reader = open(name, bytes, options).unwrap();
    let mut lines = Vec::new();
    while let Some(event) = reader.next().unwrap() {
        lines.push(match event {
            Event::Row(row) => match row.cells {
                Cells::Fields(fields) => {
                    format!("{}@{} {}", row.number, row.line, fields.join("|"))
                }
                Cells::Object(object) => {
                    let object = serde_json::to_string(&object).unwrap();
                    format!("{}@{} {object}", row.number, row.line)
                }
            },
            Event::Rejected(rejection) => {
                assert_eq!(rejection.raw, reader.raw());
                format!("{rejection} <<{}>>", String::from_utf8_lossy(&rejection.raw))
            }
            Event::RejectedMore(piece) => format!("more <<{}>>", String::from_utf8_lossy(&piece)),
        });
    }
    lines
}

fn csv(text: impl Into<Vec<u8>>) -> Vec<String> {
    story("leads.csv", text, &ReadOptions::default())
}

/// A stream that arrives a few bytes at a time.
struct Trickle<R>(R, usize);

impl<R: Read> Read for Trickle<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = out.len().min(self.1);
        self.0.read(&mut out[..count])
    }
}
