//! CSV: rows of fields under a header.

use std::io;

use csv_core::ReadRecordResult;

use super::input::{self, Origin};
use super::reader::ReadOptions;
use super::recovery::Recovery;
use super::window::{Window, line_end};
use super::{Cells, Event, Reason, Rejection, Row, header, json_value, quotes, sniff};
use crate::data::DataError;
use crate::encoding;

/// How much text the delimiter is judged by, in bytes.
pub(in crate::data) const HEAD: usize = 64 * 1024;

/// Reads the rows of a CSV text. Lines with nothing on them are skipped.
pub(in crate::data) struct CsvRows {
    window: Window,
    limit: usize,
    delimiter: u8,
    core: csv_core::Reader,
    header: Vec<String>,
    header_text: Vec<u8>,
    /// The fields of the last row end to end, without quotes, and where each of them ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    fields: usize,
    number: u64,
    /// Bytes at the front of the window that the last event was made of.
    taken: usize,
    in_long_line: bool,
    recovery: Recovery,
    /// There is no header, so rows may have any number of fields.
    headless: bool,
    /// Fields of a row that the caller is done with.
    spare: Vec<String>,
}

/// How the text of a row was found to end.
enum Extent {
    /// It is whole, this many bytes with its line end.
    Whole(usize),
    /// The text or the limit was reached after this many bytes, and the row still goes on.
    Open(usize),
}

impl CsvRows {
    /// Reads the header. Without a delimiter it is found out.
    pub(in crate::data) fn new(
        mut window: Window,
        limit: usize,
        options: &ReadOptions,
        origin: &Origin,
    ) -> Result<Self, DataError> {
        let failed = |error| origin.error(error);
        window.skip(is_line_end).map_err(failed)?;
        window.fill_to(HEAD).map_err(failed)?;
        let declared = sniff::declared(window.bytes());
        if declared.is_some() {
            window.pass(line_end(window.bytes()).unwrap_or_default());
            window.skip(is_line_end).map_err(failed)?;
        }
        let head = window.bytes();
        let first_line = head.get(..line_end(head).unwrap_or(head.len())).unwrap_or_default();
        let tabs = input::is_tsv(&origin.name) && first_line.contains(&b'\t');
        let delimiter = match options.delimiter.or(declared) {
            Some(delimiter) => delimiter,
            None if tabs => b'\t',
            None if options.headless => {
                sniff::delimiter_of_rows(window.between(0, HEAD), window.ended())
            }
            None => sniff::delimiter(window.between(0, HEAD), window.ended()),
        };
        if !delimiter.is_ascii() || b"\"\r\n\0".contains(&delimiter) {
            return Err(DataError::Delimiter { name: origin.name.clone(), delimiter });
        }
        let mut rows = Self {
            window,
            limit,
            delimiter,
            core: sniff::reader(delimiter),
            header: Vec::new(),
            header_text: Vec::new(),
            text: vec![0; 1024],
            ends: vec![0; 64],
            fields: 0,
            number: 0,
            taken: 0,
            in_long_line: false,
            recovery: Recovery::default(),
            headless: options.headless,
            spare: Vec::new(),
        };
        if !options.headless {
            rows.read_header(origin)?;
        }
        Ok(rows)
    }

    fn read_header(&mut self, origin: &Origin) -> Result<(), DataError> {
        let (name, line) = (origin.name.clone(), self.window.line());
        if self.window.bytes().is_empty() {
            return Err(DataError::Empty { name });
        }
        match self.extent().map_err(|error| origin.error(error))? {
            Extent::Whole(length) => self.take_row(length),
            Extent::Open(length) => {
                return Err(if self.take_first_line(length) > self.limit {
                    DataError::HeaderTooLong { name, limit: self.limit }
                } else {
                    DataError::HeaderQuote { name, line }
                });
            }
        }
        if quotes::misplaced_text(self.raw(), self.delimiter).is_some() {
            return Err(DataError::HeaderQuote { name, line });
        }
        let mut texts = Vec::new();
        if let Err(Reason::NotUtf8 { byte, .. }) = self.read_fields(&mut texts) {
            return Err(match origin.encoding {
                Some(encoding) => DataError::NotEncoded { name, line, encoding },
                None => {
                    // Nothing is passed yet: the window begins with the header.
                    let guess = encoding::guess(self.window.bytes());
                    DataError::NotUtf8 { name, line, byte, guess }
                }
            });
        }
        self.header = header::name_columns(texts.iter().map(String::as_str));
        let duplicates = header::duplicates(&self.header);
        if !duplicates.is_empty() {
            return Err(DataError::DuplicateColumns { name, duplicates });
        }
        self.header_text = self.raw().to_vec();
        Ok(())
    }

    pub(in crate::data) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(in crate::data) fn header(&self) -> &[String] {
        &self.header
    }

    /// The header as written, without its line end.
    pub(in crate::data) fn header_text(&self) -> &[u8] {
        &self.header_text
    }

    /// The text of the last event.
    pub(in crate::data) fn raw(&self) -> &[u8] {
        self.window.between(0, self.taken)
    }

    /// Takes back the fields of a row, to use their memory again.
    pub(in crate::data) fn recycle(&mut self, fields: Vec<String>) {
        self.spare = fields;
    }

    pub(in crate::data) fn next(&mut self) -> io::Result<Option<Event>> {
        self.window.pass(std::mem::take(&mut self.taken));
        if self.in_long_line {
            self.taken = self.window.piece_of_line()?;
            if self.taken > 0 {
                return Ok(Some(Event::RejectedMore(self.raw().to_vec())));
            }
            self.in_long_line = false;
        }
        if !self.window.skip(is_line_end)? {
            return Ok(None);
        }
        self.number += 1;
        let (number, line) = (self.number, self.window.line());
        let result = match self.extent()? {
            Extent::Whole(length) => {
                self.take_row(length);
                self.read_row()
            }
            Extent::Open(length) => Err(self.give_up(length)),
        };
        Ok(Some(match result {
            Ok(fields) => Event::Row(Row { number, line, cells: Cells::Fields(fields) }),
            Err(reason) => {
                Event::Rejected(Rejection { number, line, reason, raw: self.raw().to_vec() })
            }
        }))
    }

    /// The text at the front of which an ordinary row may begin, and how many rows came before. None if the next
    /// event is something else.
    pub(in crate::data) fn ordinary(&mut self) -> Option<(&mut Window, &mut u64)> {
        self.window.pass(std::mem::take(&mut self.taken));
        if self.in_long_line || self.headless {
            return None;
        }
        self.window.skip_at_hand(is_line_end);
        let swallowed = self.recovery.own_line_only(self.window.offset());
        (!swallowed).then_some((&mut self.window, &mut self.number))
    }

    /// The most bytes that a row may have.
    pub(in crate::data) fn limit(&self) -> usize {
        self.limit
    }

    /// Parses the row at the front of the window, to see how far it reaches.
    fn extent(&mut self) -> io::Result<Extent> {
        // One byte beyond the limit, so that the result is the same however the bytes happen to arrive.
        let mut stop = self.limit + 1;
        if self.recovery.own_line_only(self.window.offset()) {
            stop = self.window.line_length(stop)?;
        }
        let (mut scanned, mut written) = (0, 0);
        self.fields = 0;
        loop {
            if scanned == self.window.bytes().len() && scanned < stop {
                self.window.fill()?;
            }
            let input = self.window.between(scanned, stop);
            let over = input.is_empty();
            if over && scanned > self.limit {
                break;
            }
            // Where a row may end, a line end ends it; inside quotes it does not.
            let input = if over { b"\n" } else { input };
            let (result, read, wrote, ended) = self.core.read_record(
                input,
                self.text.get_mut(written..).unwrap_or_default(),
                self.ends.get_mut(self.fields..).unwrap_or_default(),
            );
            scanned += if over { 0 } else { read };
            written += wrote;
            self.fields += ended;
            match result {
                ReadRecordResult::InputEmpty if over => break,
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => double(&mut self.text),
                ReadRecordResult::OutputEndsFull => double(&mut self.ends),
                ReadRecordResult::Record | ReadRecordResult::End => {
                    return Ok(Extent::Whole(scanned));
                }
            }
        }
        sniff::restart(&mut self.core);
        Ok(Extent::Open(scanned))
    }

    /// Takes a row of `length` bytes, without its line end.
    fn take_row(&mut self, length: usize) {
        let row = self.window.between(0, length);
        self.taken = row.iter().rposition(|byte| !is_line_end(*byte)).map_or(0, |last| last + 1);
    }

    /// Turns the row just parsed into fields, if there is nothing wrong with it.
    fn read_row(&mut self) -> Result<Vec<String>, Reason> {
        if let Some(misplaced) = quotes::misplaced_text(self.raw(), self.delimiter) {
            // On a later line it is most likely a quote that was meant to open a value.
            let reason = self.unclosed_quote(self.taken);
            return Err(if misplaced.at < self.taken {
                Reason::TextAfterQuote { column: self.column(misplaced.field) }
            } else {
                reason
            });
        }
        if self.fields != self.header.len() && !self.headless {
            return Err(self.wrong_count());
        }
        let mut fields = std::mem::take(&mut self.spare);
        self.read_fields(&mut fields)?;
        Ok(fields)
    }

    /// Says what is wrong with a row that never ends, and takes no more of it than needed: its first line.
    fn give_up(&mut self, length: usize) -> Reason {
        let reason = self.unclosed_quote(length);
        if self.taken > self.limit {
            self.in_long_line = true;
            return Reason::TooLong { limit: self.limit };
        }
        reason
    }

    /// Takes only the first line of a row; the quote is in the last of its fields.
    fn unclosed_quote(&mut self, length: usize) -> Reason {
        self.take_first_line(length);
        let first_line = self.window.between(0, self.taken);
        let open_field = sniff::fields_in(first_line, &mut self.core).saturating_sub(1);
        Reason::UnclosedQuote { column: self.column(open_field) }
    }

    /// Takes only the first line of the `length` bytes that a row pretended to have; returns its length.
    fn take_first_line(&mut self, length: usize) -> usize {
        let row = self.window.between(0, length);
        self.taken = line_end(row).unwrap_or(row.len());
        let start = self.window.offset();
        self.recovery.swallowed(start, start + length as u64);
        self.taken
    }

    fn wrong_count(&mut self) -> Reason {
        let (found, expected) = (self.fields, self.header.len());
        let row = self.window.between(0, self.taken);
        if found == 1 && row.starts_with(b"\"") {
            let inner = self.text.get(..self.ends.first().copied().unwrap_or_default());
            if sniff::fields_in(inner.unwrap_or_default(), &mut self.core) == expected {
                return Reason::EncodedTwice;
            }
        }
        let mut lines = row.split(|byte| is_line_end(*byte)).filter(|line| !line.is_empty());
        // If the line below is a proper row by itself, this one has swallowed it.
        let below = lines.nth(1).unwrap_or_default();
        if expected > 1 && sniff::fields_in(below, &mut self.core) == expected {
            return self.unclosed_quote(self.taken);
        }
        Reason::FieldCount { found, expected }
    }

    /// The fields of the row just parsed, as text.
    fn read_fields(&self, fields: &mut Vec<String>) -> Result<(), Reason> {
        fields.resize_with(self.fields, String::new);
        let ends = self.ends.get(..self.fields).unwrap_or_default();
        let bytes = self.text.get(..ends.last().copied().unwrap_or_default()).unwrap_or_default();
        // Checking all at once is faster. A field that begins or ends inside a character is caught by `get`.
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let mut start = 0;
        for (at, (field, end)) in fields.iter_mut().zip(ends).enumerate() {
            field.clear();
            match text.get(start..*end) {
                Some(cell) => field.push_str(cell),
                None => {
                    let cell = bytes.get(start..*end).unwrap_or_default();
                    match std::str::from_utf8(cell) {
                        Ok(cell) => field.push_str(cell),
                        Err(error) => {
                            let column = Some(self.column(at));
                            return Err(json_value::not_utf8(cell, error.valid_up_to(), column));
                        }
                    }
                }
            }
            start = *end;
        }
        Ok(())
    }

    fn column(&self, at: usize) -> String {
        self.header.get(at).cloned().unwrap_or_else(|| format!("column {}", at + 1))
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

fn double<T: Default + Clone>(buffer: &mut Vec<T>) {
    buffer.resize(buffer.len() * 2, T::default());
}
