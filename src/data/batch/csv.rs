//! A run of ordinary rows of CSV.

use super::cells::{Batch, MOST_ROWS, Span};
use super::fill::Run;
use super::marks::Seen;
use crate::data::read::csv::CsvRows;

/// Takes ordinary rows from the front of the text into a batch, `columns` of them.
pub(super) fn run(rows: &mut CsvRows, columns: &[usize], batch: &mut Batch) -> Run {
    let (expected, limit, delimiter) = (rows.header().len(), rows.limit(), rows.delimiter());
    let Some((window, number)) = rows.ordinary() else { return Run::Unusual };
    let bytes = window.between(0, batch.pace.reach());
    let seen = batch.marks.of_csv(bytes, delimiter);
    let most = MOST_ROWS.saturating_sub(batch.rows());
    let whole = Table { bytes, marks: &batch.marks.at, columns: expected };
    let ordinary = whole.ordinary(seen, limit).min(most);
    let end = whole.end(ordinary);
    let (ordinary, text) = match std::str::from_utf8(bytes.get(..end).unwrap_or_default()) {
        Ok(text) => (ordinary, text),
        Err(error) => {
            let valid = whole.rows().take_while(|row| whole.row_end(row) <= error.valid_up_to());
            let ordinary = valid.count();
            let valid = bytes.get(..whole.end(ordinary)).unwrap_or_default();
            (ordinary, std::str::from_utf8(valid).unwrap_or_default())
        }
    };
    let cut = seen.cut || ordinary < whole.complete(seen);
    if ordinary == 0 {
        let at_hand = bytes.len();
        batch.pace.learn(0, cut);
        return if cut || at_hand < window.bytes().len() { Run::Unusual } else { Run::Dry };
    }
    batch.pace.learn(text.len(), cut);
    let base = batch.text.len();
    batch.text.push_str(text);
    for (cells, column) in batch.cells.iter_mut().zip(columns) {
        let spans = whole.spans(*column, ordinary);
        match seen.quotes {
            false => cells.extend(spans.map(|(start, end)| Span::text(base + start, base + end))),
            true => cells.extend(
                spans.map(|(start, end)| unquoted(text, start, end, base, &mut batch.text)),
            ),
        }
    }
    let taken = text.len();
    if seen.quoted_line_ends {
        let mut start = 0;
        for row in batch.marks.at.chunks_exact(expected).take(ordinary) {
            let end = row.last().map_or(start, |last| *last as usize + 1);
            batch.lines.push(window.line());
            window.pass(end - start);
            start = end;
        }
    } else {
        batch.lines.extend((window.line()..).take(ordinary));
        window.pass_lines(taken, ordinary);
    }
    batch.numbers.extend((*number + 1..).take(ordinary));
    *number += ordinary as u64;
    Run::Rows
}

/// Bytes with the places of the marks in them, of which each row has as many as it has columns.
#[derive(Clone, Copy)]
struct Table<'t> {
    bytes: &'t [u8],
    marks: &'t [u32],
    columns: usize,
}

impl<'t> Table<'t> {
    fn rows(self) -> impl Iterator<Item = &'t [u32]> {
        self.marks.chunks_exact(self.columns.max(1))
    }

    fn byte(self, at: u32) -> Option<u8> {
        self.bytes.get(at as usize).copied()
    }

    /// How many rows there would be, were all of them ordinary.
    fn complete(self, seen: Seen) -> usize {
        seen.line_ends
    }

    fn row_end(self, row: &[u32]) -> usize {
        row.last().map_or(0, |last| *last as usize + 1)
    }

    /// Where the first rows end.
    fn end(self, rows: usize) -> usize {
        match rows.checked_sub(1) {
            Some(last) => self.rows().nth(last).map_or(0, |row| self.row_end(row)),
            None => 0,
        }
    }

    /// How many of the first rows have as many fields as they should, and are no longer than they may be.
    fn ordinary(self, seen: Seen, limit: usize) -> usize {
        let ends_line = |row: &&[u32]| row.last().and_then(|at| self.byte(*at)) == Some(b'\n');
        let ending = self.rows().take_while(ends_line).count();
        // Each row ends with a line end and there are no others, so none is inside of a row.
        if ending == seen.line_ends && self.columns > 1 && limit > self.bytes.len() {
            return ending;
        }
        let mut start = 0;
        self.rows()
            .take_while(|row| {
                let count = row.iter().filter(|at| self.byte(**at) == Some(b'\n')).count();
                let length = self.row_end(row) - start;
                let first = self.bytes.get(start);
                start += length;
                // A blank line is no row.
                let blank = self.columns == 1 && matches!(first, Some(b'\r' | b'\n'));
                count == 1 && ends_line(row) && length <= limit && !blank
            })
            .count()
    }

    /// Where the fields of a column begin and end in the first rows.
    fn spans(self, column: usize, rows: usize) -> impl Iterator<Item = (usize, usize)> {
        let is_last = column + 1 == self.columns;
        let mut row_start = 0;
        self.rows().take(rows).map(move |row| {
            let end = row.get(column).map_or(0, |at| *at as usize);
            let start = match column.checked_sub(1) {
                Some(before) => row.get(before).map_or(0, |at| *at as usize + 1),
                None => row_start,
            };
            row_start = self.row_end(row);
            let cr = is_last && end > start && self.bytes.get(end - 1) == Some(&b'\r');
            (start, end - usize::from(cr))
        })
    }
}

/// A field that may stand in quotes; without the doubled ones in it, it is written anew.
fn unquoted(text: &str, start: usize, end: usize, base: usize, out: &mut String) -> Span {
    if end < start + 2 || text.as_bytes().get(start) != Some(&b'"') {
        return Span::text(base + start, base + end);
    }
    let (start, end) = (start + 1, end - 1);
    let inner = text.get(start..end).unwrap_or_default();
    if memchr::memchr(b'"', inner.as_bytes()).is_none() {
        return Span::text(base + start, base + end);
    }
    let from = out.len();
    for (count, piece) in inner.split("\"\"").enumerate() {
        if count > 0 {
            out.push('"');
        }
        out.push_str(piece);
    }
    Span::text(from, out.len())
}
