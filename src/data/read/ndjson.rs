//! NDJSON: one JSON object on each line.

use std::io;

use super::window::Window;
use super::{Cells, Event, Reason, Rejection, Row, json_value};

/// Reads records from lines of JSON. Lines of nothing but white space are skipped.
pub(in crate::data) struct NdjsonRows {
    window: Window,
    limit: usize,
    number: u64,
    /// Bytes at the front of the window that the last event was made of.
    taken: usize,
    in_long_line: bool,
}

impl NdjsonRows {
    pub(in crate::data) fn new(window: Window, limit: usize) -> Self {
        Self { window, limit, number: 0, taken: 0, in_long_line: false }
    }

    /// The text of the last event.
    pub(in crate::data) fn raw(&self) -> &[u8] {
        self.window.between(0, self.taken)
    }

    /// The text at the front of which an ordinary row may begin, and how many rows came before. None if the next
    /// event is something else.
    pub(in crate::data) fn ordinary(&mut self) -> Option<(&mut Window, &mut u64)> {
        self.window.pass(std::mem::take(&mut self.taken));
        if self.in_long_line {
            return None;
        }
        self.window.skip_at_hand(|byte| byte.is_ascii_whitespace());
        Some((&mut self.window, &mut self.number))
    }

    /// The most bytes that a row may have.
    pub(in crate::data) fn limit(&self) -> usize {
        self.limit
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
        if !self.window.skip(|byte| byte.is_ascii_whitespace())? {
            return Ok(None);
        }
        self.number += 1;
        self.taken = self.window.line_length(self.limit + 1)?;
        let (number, line) = (self.number, self.window.line());
        let parsed = if self.taken > self.limit {
            self.in_long_line = true;
            Err(Reason::TooLong { limit: self.limit })
        } else {
            self.taken = self.raw().trim_ascii_end().len();
            json_value::object(self.raw(), line)
        };
        Ok(Some(match parsed {
            Ok(object) => Event::Row(Row { number, line, cells: Cells::Object(object) }),
            Err(reason) => {
                Event::Rejected(Rejection { number, line, reason, raw: self.raw().to_vec() })
            }
        }))
    }
}
