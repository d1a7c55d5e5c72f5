#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod cases;
mod properties;

use std::io::{self, Cursor, Read};

use serde_json::Value as Json;

use super::{Batch, RawCell, Slots};
use crate::data::{Binding, Cells, Event, Format, ReadOptions, Reader};
use crate::ir::{Field, FieldId, Record, Type};

/// A cell that can be compared, however it came about.
#[derive(Clone, Debug, PartialEq)]
enum Seen {
    Absent,
    Text(String),
    Json(Json),
}

/// One step of reading, with only the cells of some fields.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Row { number: u64, line: u64, cells: Vec<Seen> },
    Other(Event),
}

/// A stream that arrives a few bytes at a time.
struct Trickle(Cursor<Vec<u8>>, usize);

impl Read for Trickle {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = out.len().min(self.1);
        self.0.read(&mut out[..count])
    }
}

fn options(format: Format, longest_row: usize) -> ReadOptions {
    let delimiter = (format == Format::Csv).then_some(b',');
    ReadOptions { format: Some(format), delimiter, longest_row, ..ReadOptions::default() }
}

fn open(bytes: &[u8], options: &ReadOptions, step: usize) -> Option<Reader> {
    Reader::from_read("x", Trickle(Cursor::new(bytes.to_vec()), step), options).ok()
}

fn binding(reader: &Reader, fields: &[&str]) -> (Record, Binding) {
    let record =
        Record::new("Lead", fields.iter().map(|name| Field::new(name, Type::Text)).collect());
    let used: Vec<FieldId> = (0..fields.len()).map(|at| FieldId(at as u32)).collect();
    let binding = match reader.header() {
        Some(header) => Binding::of_header(&record, &used, header, true).0,
        None => Binding::of_keys(&record, &used),
    };
    (record, binding)
}

/// What reading row by row gives.
fn by_rows(
    bytes: &[u8],
    options: &ReadOptions,
    fields: &[&str],
) -> Option<(Vec<Step>, Vec<String>)> {
    let mut reader = open(bytes, options, usize::MAX)?;
    let (record, mut binding) = binding(&reader, fields);
    let mut steps = Vec::new();
    while let Some(event) = reader.next().unwrap() {
        steps.push(match event {
            Event::Row(row) => {
                let mut cells = vec![Seen::Absent; fields.len()];
                match row.cells {
                    Cells::Fields(texts) => {
                        for (cell, column) in cells.iter_mut().zip(binding.columns()) {
                            if let Some(column) = column {
                                *cell = Seen::Text(texts[*column].clone());
                            }
                        }
                    }
                    Cells::Object(object) => {
                        for (key, value) in object {
                            for place in binding.places_of_key(&key) {
                                cells[*place] = match &value {
                                    Json::Null => Seen::Absent,
                                    Json::String(text) => Seen::Text(text.clone()),
                                    other => Seen::Json(other.clone()),
                                };
                            }
                        }
                    }
                }
                Step::Row { number: row.number, line: row.line, cells }
            }
            other => Step::Other(other),
        });
    }
    Some((joined(steps), findings(&record, &binding)))
}

/// What reading in batches gives.
fn by_batches(
    bytes: &[u8],
    options: &ReadOptions,
    fields: &[&str],
    step: usize,
) -> Option<(Vec<Step>, Vec<String>)> {
    let mut reader = open(bytes, options, step)?;
    let (record, mut binding) = binding(&reader, fields);
    let (mut slots, places) = Slots::of(&[&binding]);
    let mut batch = Batch::default();
    let mut steps = Vec::new();
    while reader.fill(&mut slots, &mut batch).unwrap() {
        assert!(!batch.is_empty());
        let mut rejected = batch.rejected().iter().peekable();
        for row in 0..=batch.rows() {
            while let Some((_, event)) = rejected.next_if(|(before, _)| *before == row) {
                steps.push(Step::Other(event.clone()));
            }
            if row < batch.rows() {
                let cells = places[0].iter().map(|slot| {
                    slot.map_or(RawCell::Absent, |slot| {
                        let cell = batch.cell(slot, row);
                        assert_eq!(batch.column(slot).nth(row), Some(cell));
                        cell
                    })
                });
                let cells = cells.map(|cell| match cell {
                    RawCell::Absent => Seen::Absent,
                    RawCell::Text(text) => Seen::Text(text.to_owned()),
                    RawCell::Json(json) => Seen::Json(serde_json::from_str(json).unwrap()),
                });
                let cells = cells.collect();
                steps.push(Step::Row { number: batch.number(row), line: batch.line(row), cells });
            }
        }
        assert!(rejected.next().is_none());
    }
    assert!(batch.is_empty() && !reader.fill(&mut slots, &mut batch).unwrap());
    slots.tell(&mut binding);
    Some((joined(steps), findings(&record, &binding)))
}

fn findings(record: &Record, binding: &Binding) -> Vec<String> {
    let findings = binding.absent_keys(record, &Default::default());
    let absent = binding.absent();
    findings.iter().map(|it| format!("{} {:?} {absent:?}", it.message, it.help)).collect()
}

/// Steps with the pieces of a long row put together: where it is cut depends on how the bytes arrive.
fn joined(steps: Vec<Step>) -> Vec<Step> {
    let mut joined: Vec<Step> = Vec::new();
    for step in steps {
        match (joined.last_mut(), step) {
            (
                Some(Step::Other(Event::RejectedMore(before))),
                Step::Other(Event::RejectedMore(piece)),
            ) => before.extend(piece),
            (_, step) => joined.push(step),
        }
    }
    joined
}

/// Checks that batches give what rows give, however the bytes arrive; gives it.
fn same(bytes: &[u8], options: &ReadOptions, fields: &[&str], steps: &[usize]) -> Vec<Step> {
    let Some(expected) = by_rows(bytes, options, fields) else { return Vec::new() };
    for step in steps {
        let found = by_batches(bytes, options, fields, *step);
        assert_eq!(found.as_ref(), Some(&expected), "{step} bytes at a time");
    }
    expected.0
}
