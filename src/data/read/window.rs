//! The part of the text that is in memory: it grows while a record is read and moves on when it is done.

use std::io::{self, Read};

/// How much room there is at least for each read, in bytes.
const CHUNK: usize = 256 * 1024;

/// A window on streamed text: the bytes at hand begin with the record being read.
pub(in crate::data) struct Window {
    source: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    offset: u64,
    line: u64,
    line_start: u64,
    after_cr: bool,
}

impl Window {
    pub(in crate::data) fn new(source: Box<dyn Read + Send>) -> Self {
        Self {
            source,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            ended: false,
            offset: 0,
            line: 1,
            line_start: 0,
            after_cr: false,
        }
    }

    /// The bytes at hand; more may follow, see [`Window::fill`].
    pub(in crate::data) fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// The bytes at hand up to `stop`, from `from`.
    pub(in crate::data) fn between(&self, from: usize, stop: usize) -> &[u8] {
        let bytes = self.bytes();
        bytes.get(from..stop.min(bytes.len())).unwrap_or_default()
    }

    /// How many bytes of text came before those at hand.
    pub(in crate::data) fn offset(&self) -> u64 {
        self.offset
    }

    /// The line of the first byte at hand, from 1. `\n`, `\r\n` and `\r` each end a line.
    pub(in crate::data) fn line(&self) -> u64 {
        self.line
    }

    /// How many bytes of its line come before the first byte at hand.
    pub(in crate::data) fn margin(&self) -> u64 {
        self.offset - self.line_start
    }

    /// Reads more; false at the end of the text.
    pub(in crate::data) fn fill(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.buffer.len() - self.end < CHUNK && self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < CHUNK {
            // Growing by a half keeps the copying linear and the room to spare small.
            let room = (self.buffer.len() + self.buffer.len() / 2).max(self.end + CHUNK);
            self.buffer.resize(room, 0);
        }
        let spare = self.buffer.get_mut(self.end..).unwrap_or_default();
        let read = loop {
            match self.source.read(spare) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.end += read;
        self.ended = read == 0;
        Ok(!self.ended)
    }

    /// Reads until at least `count` bytes are at hand or the text ends.
    pub(in crate::data) fn fill_to(&mut self, count: usize) -> io::Result<()> {
        while self.bytes().len() < count && self.fill()? {}
        Ok(())
    }

    /// Whether the bytes at hand are the last.
    pub(in crate::data) fn ended(&self) -> bool {
        self.ended
    }

    /// Leaves the first `count` bytes behind.
    pub(in crate::data) fn pass(&mut self, count: usize) {
        let stop = self.end.min(self.start + count);
        let passed = self.buffer.get(self.start..stop).unwrap_or_default();
        for at in memchr::memchr2_iter(b'\r', b'\n', passed) {
            let cr_before = match at.checked_sub(1) {
                Some(before) => passed.get(before) == Some(&b'\r'),
                None => self.after_cr,
            };
            let second_half = cr_before && passed.get(at) == Some(&b'\n');
            self.line += u64::from(!second_half);
            self.line_start = self.offset + at as u64 + 1;
        }
        if let Some(last) = passed.last() {
            self.after_cr = *last == b'\r';
        }
        self.offset += passed.len() as u64;
        self.start += passed.len();
    }

    /// Leaves the first `count` bytes behind, which are so many lines, each of which ends with a line feed.
    pub(in crate::data) fn pass_lines(&mut self, count: usize, lines: usize) {
        self.line += lines as u64;
        self.offset += count as u64;
        self.line_start = self.offset;
        self.after_cr = false;
        self.start += count;
    }

    /// Leaves the bytes at hand behind up to the first that is not `blank`.
    pub(in crate::data) fn skip_at_hand(&mut self, blank: impl Fn(u8) -> bool) {
        let bytes = self.bytes();
        self.pass(bytes.iter().position(|byte| !blank(*byte)).unwrap_or(bytes.len()));
    }

    /// Leaves behind all bytes up to the first that is not `blank`; false if the text ends before it.
    pub(in crate::data) fn skip(&mut self, blank: impl Fn(u8) -> bool) -> io::Result<bool> {
        loop {
            match self.bytes().iter().position(|byte| !blank(*byte)) {
                Some(count) => {
                    self.pass(count);
                    return Ok(true);
                }
                None => {
                    self.pass(self.bytes().len());
                    if !self.fill()? {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// The length of the first line at hand without its end, looking no further than `stop` bytes.
    pub(in crate::data) fn line_length(&mut self, stop: usize) -> io::Result<usize> {
        let mut searched = 0;
        loop {
            let fresh = self.between(searched, stop);
            if let Some(at) = line_end(fresh) {
                return Ok(searched + at);
            }
            searched += fresh.len();
            if searched >= stop || !self.fill()? {
                return Ok(searched);
            }
        }
    }

    /// The length of the next piece of a line that is too long to hold; 0 at its end.
    pub(in crate::data) fn piece_of_line(&mut self) -> io::Result<usize> {
        if self.bytes().is_empty() && !self.fill()? {
            return Ok(0);
        }
        let piece = self.bytes();
        Ok(line_end(piece).unwrap_or(piece.len()))
    }
}

/// Where the first line ends in `bytes`, if it does.
pub(in crate::data) fn line_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2(b'\r', b'\n', bytes)
}
