//! The rows of a batch: one text, and where in it each cell stands.

use serde_json::Value as Json;

use super::marks::Marks;
use super::pace::Pace;
use crate::data::Event;

/// A batch ends after so many rows.
pub(super) const MOST_ROWS: usize = 4096;

/// A batch ends when it holds so many bytes, rejected ones too.
const MOST_BYTES: usize = 1024 * 1024;

/// Rows of a file, with the cells of some [`Slots`](super::Slots). It is filled again and again in the same memory.
///
/// See [`Reader::fill`](crate::data::Reader::fill) for an example.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The text that cells are parts of.
    pub(super) text: String,
    /// For each slot, where its cell of each row stands.
    pub(super) cells: Vec<Vec<Span>>,
    pub(super) numbers: Vec<u64>,
    pub(super) lines: Vec<u64>,
    rejected: Vec<(usize, Event)>,
    /// Bytes of the rejected rows.
    rejected_bytes: usize,
    pub(super) marks: Marks,
    pub(super) pace: Pace,
}

/// One cell, as it stands in the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawCell<'b> {
    /// There is no such column or key, or the value is JSON's `null`.
    Absent,
    /// A text, without quotes and escapes.
    Text(&'b str),
    /// A value of JSON that is no text: a number, true, false, a list or an object, as JSON.
    Json(&'b str),
}

/// Where a cell stands in the text of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

/// Set in the end of a value that is JSON.
const JSON: u32 = 1 << 31;

/// The most text that a batch can hold.
pub(super) const MOST_TEXT: usize = JSON as usize - 1;

impl Span {
    /// No text begins behind its end.
    pub(super) const ABSENT: Self = Self { start: u32::MAX, end: 0 };

    /// JSON's `null`.
    pub(super) const NULL: Self = Self { start: u32::MAX, end: 1 };

    /// The caller sees to it that no batch holds more than [`MOST_TEXT`].
    #[inline]
    pub(super) fn text(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    pub(super) fn json(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 | JSON }
    }

    #[inline]
    fn of(self, text: &str) -> RawCell<'_> {
        let is_json = self.end & JSON != 0;
        match text.get(self.start as usize..(self.end & !JSON) as usize) {
            Some(json) if is_json => RawCell::Json(json),
            Some(text) => RawCell::Text(text),
            None => RawCell::Absent,
        }
    }
}

impl Batch {
    /// How many rows it holds.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// The cell of a slot in a row of the batch.
    #[must_use]
    pub fn cell(&self, slot: usize, row: usize) -> RawCell<'_> {
        let span = self.cells.get(slot).and_then(|cells| cells.get(row));
        span.map_or(RawCell::Absent, |span| span.of(&self.text))
    }

    /// All cells of a slot, one for each row.
    #[inline]
    pub fn column(&self, slot: usize) -> impl ExactSizeIterator<Item = RawCell<'_>> + Clone {
        let cells = self.cells.get(slot).map_or(&[][..], Vec::as_slice);
        cells.iter().map(|span| span.of(&self.text))
    }

    /// Which record of the input a row is, from 1; rejected records are counted. 0 if there is no such row.
    #[must_use]
    pub fn number(&self, row: usize) -> u64 {
        self.numbers.get(row).copied().unwrap_or_default()
    }

    /// The number of each row.
    pub fn numbers(&self) -> impl Iterator<Item = u64> {
        self.numbers.iter().copied()
    }

    /// The line of the file on which a row begins, from 1. 0 if there is no such row.
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or_default()
    }

    /// The rejections among the rows, in order, each with the row of the batch before which it stands.
    #[must_use]
    pub fn rejected(&self) -> &[(usize, Event)] {
        &self.rejected
    }

    /// Whether it holds neither a row nor a rejection.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.rejected.is_empty()
    }

    /// Makes room for new rows with so many slots.
    pub(super) fn clear(&mut self, slots: usize) {
        self.text.clear();
        self.cells.resize_with(slots, Vec::new);
        self.cells.iter_mut().for_each(Vec::clear);
        self.numbers.clear();
        self.lines.clear();
        self.rejected.clear();
        self.rejected_bytes = 0;
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows() >= MOST_ROWS || self.text.len() + self.rejected_bytes >= MOST_BYTES
    }

    /// Puts down a record that could not be read, or a piece of it.
    pub(super) fn reject(&mut self, event: Event) {
        self.rejected_bytes += match &event {
            Event::Rejected(rejection) => rejection.raw.len(),
            Event::RejectedMore(piece) => piece.len(),
            Event::Row(_) => 0,
        };
        self.rejected.push((self.rows(), event));
    }

    /// Adds text that belongs to no cell yet.
    pub(super) fn add(&mut self, text: &str) -> (usize, usize) {
        let start = self.text.len();
        self.text.push_str(text);
        (start, self.text.len())
    }

    /// Adds a text for a cell.
    pub(super) fn add_text(&mut self, text: &str) -> Span {
        let (start, end) = self.add(text);
        Span::text(start, end)
    }

    /// Adds a value of JSON for a cell.
    pub(super) fn add_json(&mut self, value: &Json) -> Span {
        match value {
            Json::Null => Span::NULL,
            Json::String(text) => self.add_text(text),
            other => {
                let (start, end) = self.add(&other.to_string());
                Span::json(start, end)
            }
        }
    }

    /// Begins a row without any cell.
    pub(super) fn begin_row(&mut self) {
        self.cells.iter_mut().for_each(|cells| cells.push(Span::ABSENT));
    }

    /// Sets a cell of the last row; gives what was there.
    pub(super) fn set(&mut self, slot: usize, span: Span) -> Option<Span> {
        let last = self.cells.get_mut(slot)?.last_mut()?;
        Some(std::mem::replace(last, span))
    }

    /// Takes back the row that was begun, and the text from `start`.
    pub(super) fn take_back(&mut self, start: usize) {
        self.text.truncate(start);
        self.cells.iter_mut().for_each(|cells| cells.truncate(cells.len().saturating_sub(1)));
    }
}
