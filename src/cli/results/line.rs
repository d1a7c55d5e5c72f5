//! One row of results, cell by cell: as cells of a table, or as a line of CSV.

use std::io::Write;

use rust_decimal::Decimal;

use crate::data::Datum;
use crate::ir::Points;

/// Takes the cells of one row, in order.
pub(in crate::cli) trait Line {
    /// A cell without a value.
    fn empty(&mut self);
    /// A text.
    fn text(&mut self, text: &str);
    /// A number.
    fn number(&mut self, number: Decimal);
    /// Points.
    fn points(&mut self, points: Points);

    /// A text, or no value.
    fn text_or_empty(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.empty(),
        }
    }
}

/// One cell of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Cell {
    Empty,
    Text(String),
    Number(Decimal),
}

impl Cell {
    /// As tables show it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// As a column of its type takes it.
    pub fn datum(&self) -> Datum<'_> {
        match self {
            Self::Empty => Datum::Missing,
            Self::Text(text) => Datum::Text(text),
            Self::Number(number) => Datum::Number(*number),
        }
    }
}

impl Line for Vec<Cell> {
    fn empty(&mut self) {
        self.push(Cell::Empty);
    }

    fn text(&mut self, text: &str) {
        self.push(Cell::Text(text.to_owned()));
    }

    fn number(&mut self, number: Decimal) {
        self.push(Cell::Number(number));
    }

    fn points(&mut self, points: Points) {
        self.push(Cell::Number(points.to_decimal()));
    }
}

/// Lines of CSV, as RFC 4180 has it, with line ends of one byte.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct CsvLines {
    text: Vec<u8>,
    in_line: bool,
}

impl CsvLines {
    /// Ends a line.
    pub fn end(&mut self) {
        self.text.push(b'\n');
        self.in_line = false;
    }

    /// The lines so far, which are taken out.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.text)
    }

    fn separate(&mut self) {
        if std::mem::replace(&mut self.in_line, true) {
            self.text.push(b',');
        }
    }
}

impl Line for CsvLines {
    fn empty(&mut self) {
        self.separate();
    }

    fn text(&mut self, text: &str) {
        self.separate();
        let bytes = text.as_bytes();
        // All of them are looked at, which is faster than to stop at the first.
        let special =
            bytes.iter().fold(false, |found, it| found | matches!(it, b',' | b'"' | b'\r' | b'\n'));
        if !special {
            self.text.extend_from_slice(bytes);
            return;
        }
        self.text.push(b'"');
        for byte in bytes {
            if *byte == b'"' {
                self.text.push(b'"');
            }
            self.text.push(*byte);
        }
        self.text.push(b'"');
    }

    fn number(&mut self, number: Decimal) {
        self.separate();
        // Writing into memory cannot fail.
        let _ = write!(self.text, "{number}");
    }

    fn points(&mut self, points: Points) {
        self.separate();
        let hundredths = points.hundredths();
        if hundredths < 0 {
            self.text.push(b'-');
        }
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        self.text.extend_from_slice(itoa::Buffer::new().format(whole).as_bytes());
        if rest > 0 {
            let digit = |digit: u64| b'0' + u8::try_from(digit).unwrap_or_default();
            self.text.extend_from_slice(&[b'.', digit(rest / 10)]);
            if !rest.is_multiple_of(10) {
                self.text.push(digit(rest % 10));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(fill: impl FnOnce(&mut CsvLines)) -> String {
        let mut lines = CsvLines::default();
        fill(&mut lines);
        lines.end();
        String::from_utf8(lines.take()).unwrap()
    }

    proptest! {
        #[test]
        fn points_are_written_as_everywhere(hundredths in any::<i64>()) {
            let points = Points::from_hundredths(hundredths);
            prop_assert_eq!(line(|it| it.points(points)), format!("{points}\n"));
        }

        #[test]
        fn what_is_written_is_read_again(cells in prop::collection::vec("[a,\"\r\n é]{0,4}", 2..5)) {
            let text = line(|it| cells.iter().for_each(|cell| it.text(cell)));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let read: Vec<String> = reader.deserialize().next().unwrap().unwrap();
            prop_assert_eq!(read, cells);
        }
    }
}
