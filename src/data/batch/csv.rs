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
    let (ordinary, text) = whole.text(ordinary);
    let cut = seen.cut || ordinary < seen.line_ends;
    if ordinary == 0 {
        let stopped = cut || bytes.len() < window.bytes().len();
        batch.pace.learn(0, cut);
        return if stopped { Run::Unusual } else { Run::Dry };
    }
    batch.pace.learn(text.len(), cut);
    let base = batch.text.len();
    batch.text.push_str(text);
    for (cells, column) in batch.cells.iter_mut().zip(columns) {
        let spans = whole.spans(*column, ordinary);
        match seen.quotes {
            false => cells.extend(spans.map(|(start, end)| Span::text(base + start, base + end))),
            true => cells.extend(
                spans.map(|span| unquoted(text, span, base, seen.doubled, &mut batch.text)),
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

    /// The text of the first rows, fewer if one of them is not UTF-8.
    fn text(self, rows: usize) -> (usize, &'t str) {
        match std::str::from_utf8(self.bytes.get(..self.end(rows)).unwrap_or_default()) {
            Ok(text) => (rows, text),
            Err(error) => {
                let is_valid = |row: &&[u32]| self.row_end(row) <= error.valid_up_to();
                let rows = self.rows().take_while(is_valid).count();
                let valid = self.bytes.get(..self.end(rows)).unwrap_or_default();
                (rows, std::str::from_utf8(valid).unwrap_or_default())
            }
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

/// A field that may stand in quotes; with `doubled` ones in it, it is written anew.
#[inline]
fn unquoted(
    text: &str,
    (start, end): (usize, usize),
    base: usize,
    doubled: bool,
    out: &mut String,
) -> Span {
    if text.as_bytes().get(start) != Some(&b'"') || end < start + 2 {
        return Span::text(base + start, base + end);
    }
    let (start, end) = (start + 1, end - 1);
    let rest = if doubled { text.get(start..end).unwrap_or_default() } else { "" };
    match memchr::memchr(b'"', rest.as_bytes()) {
        Some(first) => {
            let from = out.len();
            without_second_quotes(rest, first, out);
            Span::text(from, out.len())
        }
        None => Span::text(base + start, base + end),
    }
}

/// Writes a text that has a quote at `at`, and of two quotes only the first.
fn without_second_quotes(mut rest: &str, mut at: usize, out: &mut String) {
    loop {
        out.push_str(rest.get(..=at).unwrap_or_default());
        rest = rest.get(at + 2..).unwrap_or_default();
        match memchr::memchr(b'"', rest.as_bytes()) {
            Some(next) => at = next,
            None => return out.push_str(rest),
        }
    }
}
