//! A table of cells, whether it comes as text or as a workbook.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use rust_decimal::Decimal;

use super::workbook;
use crate::data::{
    Cells, DataError, Event, Format, ReadOptions, Reader, Reason, Rejections, Source, number,
};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::encoding::Encoding;
use crate::ir::NumberFormat;

/// A table of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The name of its file, for messages.
    pub file: String,
    /// Its name in the workbook.
    pub name: Option<String>,
    /// The rows with something in them.
    pub rows: Vec<Row>,
    /// Rows that could not be read, and why.
    pub unreadable: Vec<(Place, String)>,
    /// The names of the other sheets of the workbook.
    pub others: Vec<String>,
}

/// A row with something in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Its cells, from the first column on.
    pub cells: Vec<Cell>,
}

/// Where a row stands, as the program shows it in which people keep the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line of a text file, from 1.
    Line(u64),
    /// A row of a workbook, from 1.
    Row(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}"),
            Self::Row(number) => write!(f, "row {number}"),
        }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text; nothing is the empty text.
    Text(String),
    /// A number of a workbook, and whether it is shown as a percentage: then 0.3 means 30%.
    Number(Decimal, Shown),
    /// What no score can be, as it is shown, and what it is: `#N/A`, `an error`.
    Other(String, &'static str),
}

/// How a workbook shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Plain,
    /// As a percentage.
    Percent,
}

impl Cell {
    /// A number as Excel knows it: to 15 digits, so that 0.1 + 0.2 is 0.3.
    pub(super) fn of_float(value: f64, shown: Shown) -> Self {
        match number(&format!("{value:.14e}"), NumberFormat::default()) {
            Some(number) => Self::Number(number, shown),
            None => Self::Other(value.to_string(), "too large"),
        }
    }

    /// What stands in the cell, without blanks around it.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Other(text, _) => Cow::Borrowed(text.trim()),
            Self::Number(number, Shown::Plain) => Cow::Owned(number.to_string()),
            Self::Number(number, Shown::Percent) => {
                let hundredfold = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(*number);
                Cow::Owned(format!("{}%", hundredfold.normalize()))
            }
        }
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

impl Row {
    /// The cell of a column; beyond the end of the row there is nothing.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        static NOTHING: Cell = Cell::Text(String::new());
        self.cells.get(column).unwrap_or(&NOTHING)
    }
}

/// How a sheet is to be read.
#[derive(Clone, Debug, Default)]
pub struct SheetOptions {
    /// Which sheet of a workbook; the first if left out.
    pub sheet: Option<String>,
    /// What separates the cells of a text, if it should not be told from the text.
    pub delimiter: Option<u8>,
    /// The encoding of a text, if it is not UTF-8.
    pub encoding: Option<Encoding>,
}

impl Sheet {
    /// Reads a sheet: a workbook by its first bytes, else a table in text form.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or has no such sheet.
    pub fn read(source: &Source, options: &SheetOptions) -> Result<Self, Diagnostic> {
        let file = match source {
            Source::Stdin => source.to_string(),
            Source::File(path) => name_of(path),
        };
        let bytes = bytes_of(source).map_err(|error| refused(&error))?;
        match workbook::is_workbook(&bytes) {
            true => workbook::read(file, bytes, options.sheet.as_deref()),
            false => text(source, file, bytes, options),
        }
    }
}

/// The most bytes of a sheet that are read: tables of points are small, and a workbook is unpacked in memory.
const LONGEST: u64 = 64 * 1024 * 1024;

fn bytes_of(source: &Source) -> Result<Vec<u8>, DataError> {
    let name = source.to_string();
    let failed = |error: io::Error| DataError::Read { name: name.clone(), error };
    let mut bytes = Vec::new();
    match source {
        Source::Stdin => io::stdin().take(LONGEST + 1).read_to_end(&mut bytes).map_err(failed)?,
        Source::File(path) if path.is_dir() => return Err(DataError::Folder { name }),
        Source::File(path) => {
            let file = File::open(path).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => DataError::NotFound { name: name.clone() },
                io::ErrorKind::PermissionDenied => {
                    DataError::NoPermission { name: name.clone(), action: "read" }
                }
                _ => failed(error),
            })?;
            file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(failed)?
        }
    };
    match bytes.len() as u64 > LONGEST {
        true => Err(failed(io::Error::other("a sheet of points has at most 64 MiB"))),
        false => Ok(bytes),
    }
}

/// A table in text form. Its header may stand below a title, so every row is taken as it is.
fn text(
    source: &Source,
    file: String,
    bytes: Vec<u8>,
    options: &SheetOptions,
) -> Result<Sheet, Diagnostic> {
    if let Some(sheet) = &options.sheet {
        let message = format!("{file} is one table, so it has no sheet \"{sheet}\".");
        return Err(Diagnostic::general(Severity::Error, codes::NO_SUCH_SHEET, message)
            .help("Leave --sheet out; it is for workbooks such as points.xlsx."));
    }
    // A text is read as one whatever its name promises; of other names the ending tells the format.
    let promised = file.rsplit_once('.').is_some_and(|(_, ending)| workbook::is_ending(ending));
    let options = ReadOptions {
        format: promised.then_some(Format::Csv),
        delimiter: options.delimiter,
        encoding: options.encoding,
        headless: true,
        ..ReadOptions::default()
    };
    let mut reader = Reader::from_read(source.to_string(), Cursor::new(bytes), &options)
        .map_err(|error| refused(&error))?;
    if reader.format() != Format::Csv {
        let message = format!("{file} is no sheet, but {}.", reader.format());
        return Err(Diagnostic::general(Severity::Error, codes::WRONG_FORMAT, message)
            .help("Keep assets, stages and scores in three columns, and save them as CSV or as a workbook."));
    }
    let mut sheet =
        Sheet { file, name: None, rows: Vec::new(), unreadable: Vec::new(), others: Vec::new() };
    let mut foreign = Rejections::default();
    while let Some(event) = reader.next().map_err(|error| refused(&error))? {
        match event {
            Event::Row(row) => sheet.rows.extend(row_of(row)),
            Event::Rejected(rejection) => {
                if matches!(rejection.reason, Reason::NotUtf8 { .. }) {
                    foreign.add(&rejection);
                }
                let place = Place::Line(rejection.line);
                sheet.unreadable.push((place, rejection.reason.to_string()));
            }
            Event::RejectedMore(_) => {}
        }
    }
    match foreign.foreign_finding() {
        Some(finding) => Err(Diagnostic { severity: Severity::Error, ..finding }),
        None => Ok(sheet),
    }
}

fn row_of(row: crate::data::Row) -> Option<Row> {
    let Cells::Fields(fields) = row.cells else { return None };
    let cells: Vec<Cell> = fields.into_iter().map(Cell::Text).collect();
    let blank = cells.iter().all(Cell::is_blank);
    (!blank).then_some(Row { place: Place::Line(row.line), cells })
}

/// What keeps a file from being read, as a finding.
pub(super) fn refused(error: &DataError) -> Diagnostic {
    Diagnostic::general(Severity::Error, error.code(), format!("{error}.")).help(error.help())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default()
}
