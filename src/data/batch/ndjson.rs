//! A run of ordinary lines of NDJSON.

use super::cells::{Batch, MOST_ROWS, Span};
use super::fill::Run;
use super::object::{Found, Line};
use super::slots::Keys;
use crate::data::read::ndjson::NdjsonRows;

/// Takes ordinary lines from the front of the text into a batch.
pub(super) fn run(rows: &mut NdjsonRows, keys: &mut Keys, batch: &mut Batch) -> Run {
    let limit = rows.limit();
    let Some((window, number)) = rows.ordinary() else { return Run::Unusual };
    let bytes = window.between(0, batch.pace.reach());
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(valid).unwrap_or_default()
        }
    };
    let mut marks = std::mem::take(&mut batch.marks);
    marks.of_json(text.as_bytes());
    let (mut taken, mut count, mut mark, mut cut) = (0, 0, 0, false);
    while let Some(line) = first_line(text, taken) {
        let marks = marks.at.get(mark..).unwrap_or_default();
        let is_fit = batch.rows() + count < MOST_ROWS && line.len() <= limit;
        match is_fit.then(|| take(line, taken, marks, keys, batch)).flatten() {
            Some(used) => mark += used,
            None => {
                cut = true;
                break;
            }
        }
        taken += line.len() + 1;
        count += 1;
    }
    batch.marks = marks;
    batch.pace.learn(taken, cut);
    if count == 0 {
        let stopped = cut || text.len() < window.bytes().len();
        return if stopped { Run::Unusual } else { Run::Dry };
    }
    batch.lines.extend((window.line()..).take(count));
    batch.numbers.extend((*number + 1..).take(count));
    *number += count as u64;
    window.pass_lines(taken, count);
    Run::Rows
}

/// Takes the cells of a line, whose marks are `start` too far to the right. Gives how many marks it has, with that of
/// its end; of a line that is not ordinary nothing is taken.
fn take(
    line: &str,
    start: usize,
    marks: &[u32],
    keys: &mut Keys,
    batch: &mut Batch,
) -> Option<usize> {
    let mut object = Line::new(line.strip_suffix('\r').unwrap_or(line), start, marks)?;
    let (before, _) = batch.add(line);
    batch.begin_row();
    let read = object.read(keys, |slot, found| {
        let span = match found {
            Found::Null => Span::NULL,
            Found::Text(start, end) => Span::text(before + start, before + end),
            Found::Json(start, end) => Span::json(before + start, before + end),
            Found::Rewritten(start, end) => {
                batch.add_json(&serde_json::from_str(line.get(start..end)?).ok()?)
            }
        };
        // Of several keys that mean one field it is for others to find the one that counts.
        (batch.set(slot, span)? == Span::ABSENT).then_some(())
    });
    if read.is_none() {
        batch.take_back(before);
    }
    read
}

/// The line that begins at a place, if its end is at hand, without it.
fn first_line(text: &str, start: usize) -> Option<&str> {
    let rest = text.get(start..)?;
    rest.get(..memchr::memchr(b'\n', rest.as_bytes())?)
}
