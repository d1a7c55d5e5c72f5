//! JSON that is not one object a line: an array of objects, one object, or several one after the other.

use std::io;

use super::json_scan::{Scan, Scanner};
use super::recovery::Recovery;
use super::window::Window;
use super::{Cells, Event, Reason, Rejection, Row, json_value};

/// Reads the elements of a JSON array one by one; the array is never in memory as a whole.
///
/// Each element is delimited first, by its texts and brackets, and read then, so that a broken one does not hide
/// the next. Commas between elements are not insisted upon.
pub(in crate::data) struct JsonRows {
    window: Window,
    limit: usize,
    number: u64,
    in_list: bool,
    /// Bytes at the front of the window that the last event was made of.
    taken: usize,
    /// Follows an element that is too long to hold.
    in_long_element: Option<Scanner>,
    recovery: Recovery,
}

impl JsonRows {
    pub(in crate::data) fn new(window: Window, limit: usize) -> Self {
        Self {
            window,
            limit,
            number: 0,
            in_list: false,
            taken: 0,
            in_long_element: None,
            recovery: Recovery::default(),
        }
    }

    /// The text of the last event.
    pub(in crate::data) fn raw(&self) -> &[u8] {
        self.window.between(0, self.taken)
    }

    pub(in crate::data) fn next(&mut self) -> io::Result<Option<Event>> {
        self.window.pass(std::mem::take(&mut self.taken));
        if let Some(scanner) = self.in_long_element.take() {
            self.taken = self.piece_of_element(scanner)?;
            if self.taken > 0 {
                return Ok(Some(Event::RejectedMore(self.raw().to_vec())));
            }
        }
        if !self.skip_to_element()? {
            // The end without a closing bracket is said once.
            return Ok(std::mem::take(&mut self.in_list).then(|| {
                self.number += 1;
                self.reject(Reason::ListNotClosed)
            }));
        }
        self.number += 1;
        let line = self.window.line();
        Ok(Some(match self.delimit()? {
            Some(reason) => self.reject(reason),
            None => match json_value::object(self.raw(), line) {
                Ok(object) => {
                    Event::Row(Row { number: self.number, line, cells: Cells::Object(object) })
                }
                Err(reason) => self.reject(reason),
            },
        }))
    }

    /// Goes to the first byte of the next element; false at the end.
    fn skip_to_element(&mut self) -> io::Result<bool> {
        loop {
            if !self.window.skip(|byte| byte.is_ascii_whitespace() || byte == b',')? {
                return Ok(false);
            }
            match (self.window.bytes().first(), self.in_list) {
                (Some(b'['), false) => self.in_list = true,
                (Some(b']'), true) => self.in_list = false,
                _ => return Ok(true),
            }
            self.window.pass(1);
        }
    }

    /// Takes one element, and says so if it cannot be read as a whole.
    fn delimit(&mut self) -> io::Result<Option<Reason>> {
        let start = self.window.offset();
        let own_line_only = self.recovery.own_line_only(start);
        let mut scanner = Scanner::new(self.window.margin(), own_line_only);
        let mut scanned = 0;
        loop {
            let fresh = self.window.between(scanned, self.limit + 1);
            let length = fresh.len();
            let (end, reason) = match scanner.scan(fresh) {
                Scan::Ends(end) if scanned + end <= self.limit => {
                    self.taken = scanned + end;
                    self.trim();
                    return Ok(None);
                }
                Scan::Cut(end) => (scanned + end, None),
                Scan::More if scanned + length <= self.limit => {
                    scanned += length;
                    if self.window.fill()? {
                        continue;
                    }
                    (scanned, Some(Reason::CutOff))
                }
                Scan::Ends(_) | Scan::More => {
                    (self.limit + 1, Some(Reason::TooLong { limit: self.limit }))
                }
            };
            self.recovery.swallowed(start, start + end as u64);
            if let Some(restart) = scanner.restart() {
                self.taken = restart;
                self.trim();
                return Ok(None);
            }
            self.taken = end;
            if matches!(reason, Some(Reason::TooLong { .. })) {
                self.in_long_element = Some(scanner);
            } else {
                self.trim();
            }
            // Of a file that ends inside an element, the missing bracket of the list is no news.
            self.in_list &= reason != Some(Reason::CutOff);
            return Ok(reason);
        }
    }

    /// How much of the window belongs to an element that is too long to hold; 0 when it is over.
    fn piece_of_element(&mut self, mut scanner: Scanner) -> io::Result<usize> {
        if self.window.bytes().is_empty() && !self.window.fill()? {
            self.in_list = false;
            return Ok(0);
        }
        let bytes = self.window.bytes();
        match scanner.scan(bytes) {
            Scan::Ends(end) | Scan::Cut(end) => Ok(end),
            Scan::More => {
                let length = bytes.len();
                self.in_long_element = Some(scanner);
                Ok(length)
            }
        }
    }

    /// White space after an element is not part of it.
    fn trim(&mut self) {
        self.taken = self.raw().trim_ascii_end().len();
    }

    fn reject(&self, reason: Reason) -> Event {
        let raw = self.raw().to_vec();
        Event::Rejected(Rejection { number: self.number, line: self.window.line(), reason, raw })
    }
}
