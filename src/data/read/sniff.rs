//! Which delimiter a CSV file uses.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::window::line_end;

/// The delimiters that are recognized, the likelier first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows are compared with the header.
const ROWS: usize = 100;

/// The delimiter that splits the header into several columns and the most rows into as many.
///
/// A comma if the header has none of them: then it is a single column. `whole` says that `head` is the whole
/// file; otherwise its last row may be incomplete and does not count.
pub(in crate::data) fn delimiter(head: &[u8], whole: bool) -> u8 {
    // If even the header is cut off, its beginning must do.
    let whole = whole || line_end(head).is_none();
    let mut best = (0, 1, b',');
    for candidate in CANDIDATES {
        let mut core = reader(candidate);
        let mut counts = field_counts(head, &mut core, whole);
        let columns = counts.next().unwrap_or_default();
        let agreeing = counts.take(ROWS).filter(|count| *count == columns).count();
        if columns > 1 && (agreeing, columns) > (best.0, best.1) {
            best = (agreeing, columns, candidate);
        }
    }
    best.2
}

/// The delimiter that splits the most rows into the same number of columns, wherever the header stands.
pub(in crate::data) fn delimiter_of_rows(head: &[u8], whole: bool) -> u8 {
    let whole = whole || line_end(head).is_none();
    // The most rows with one number of columns, the rows with several columns, that number.
    let mut best = (0, 0, 1);
    let mut found = b',';
    for candidate in CANDIDATES {
        let mut core = reader(candidate);
        let counts = field_counts(head, &mut core, whole).take(ROWS).filter(|it| *it > 1);
        let counts: Vec<usize> = counts.collect();
        for &columns in &counts {
            let agreeing = counts.iter().filter(|it| **it == columns).count();
            if (agreeing, counts.len(), columns) > best {
                best = (agreeing, counts.len(), columns);
                found = candidate;
            }
        }
    }
    found
}

/// The delimiter that the first line declares, as Excel understands it: `sep=;`.
pub(in crate::data) fn declared(head: &[u8]) -> Option<u8> {
    let (word, rest) = head.split_at_checked(4)?;
    match rest {
        [delimiter, b'\r' | b'\n', ..] if word.eq_ignore_ascii_case(b"sep=") => Some(*delimiter),
        _ => None,
    }
}

/// How many fields a piece of text has if it is read as one CSV row. The parser is left at the start of a row.
pub(in crate::data) fn fields_in(text: &[u8], core: &mut Reader) -> usize {
    restart(core);
    let count = field_counts(text, core, true).next().unwrap_or_default();
    restart(core);
    count
}

/// The names of a header, if it were separated by this delimiter.
pub(in crate::data) fn names(header: &[u8], delimiter: u8) -> Vec<String> {
    let mut rows =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(header);
    let first = rows.byte_records().next().and_then(Result::ok).unwrap_or_default();
    first.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect()
}

/// How many fields each row has.
fn field_counts(text: &[u8], core: &mut Reader, whole: bool) -> impl Iterator<Item = usize> {
    // The text of the fields is not wanted, so these are simply filled again and again.
    let (mut scratch, mut ends) = ([0; 1024], [0; 64]);
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut count = 0;
        loop {
            if rest.is_empty() && !whole {
                return None;
            }
            let (result, read, _, ended) = core.read_record(rest, &mut scratch, &mut ends);
            rest = rest.get(read..).unwrap_or_default();
            count += ended;
            match result {
                ReadRecordResult::Record => return Some(count),
                ReadRecordResult::End => return None,
                ReadRecordResult::InputEmpty
                | ReadRecordResult::OutputFull
                | ReadRecordResult::OutputEndsFull => {}
            }
        }
    })
}

/// A parser at the start of a row. (A new one would strip a byte order mark, even in the middle of a file.)
pub(in crate::data) fn reader(delimiter: u8) -> Reader {
    let mut core = ReaderBuilder::new().delimiter(delimiter).build();
    restart(&mut core);
    core
}

/// Puts a parser back at the start of a row.
pub(in crate::data) fn restart(core: &mut Reader) {
    core.reset();
    core.read_record(b"\n", &mut [0], &mut [0]);
}
