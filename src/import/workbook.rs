//! Workbooks of spreadsheet programs, with calamine.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Ods, OdsError, Reader, SheetType, Xlsx, XlsxError};

use super::sheet::{Cell, Place, Row, Sheet, Shown};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::ir::name_key;

/// Columns beyond this one hold no table of points; a stray cell far to the right must not cost memory.
const MOST_COLUMNS: u32 = 256;

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

type Bytes = Cursor<Vec<u8>>;
type Rows = BTreeMap<u32, Vec<Cell>>;

/// Whether the first bytes are those of a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// Whether the ending of a file's name is that of a workbook.
pub(super) fn is_ending(ending: &str) -> bool {
    ["xlsx", "xlsm", "ods"].iter().any(|it| it.eq_ignore_ascii_case(ending))
}

/// Why a workbook cannot be read.
enum Trouble {
    /// Workbooks before XLSX, and those with a password, are in a form of their own.
    OldOrLocked,
    Damaged,
    NoSuchSheet(Vec<String>),
}

/// Reads a sheet, the first one if none is named.
pub(super) fn read(
    file: String,
    bytes: Vec<u8>,
    wanted: Option<&str>,
) -> Result<Sheet, Diagnostic> {
    match sheet(bytes, wanted) {
        Ok((Chosen { name, others }, rows)) => {
            let row = |(at, cells): (u32, Vec<Cell>)| {
                let blank = cells.iter().all(Cell::is_blank);
                (!blank).then_some(Row { place: Place::Row(u64::from(at) + 1), cells })
            };
            let rows = rows.into_iter().filter_map(row).collect();
            Ok(Sheet { file, name: Some(name), rows, unreadable: Vec::new(), others })
        }
        Err(trouble) => Err(trouble.told(&file, wanted)),
    }
}

fn sheet(bytes: Vec<u8>, wanted: Option<&str>) -> Result<(Chosen, Rows), Trouble> {
    let is_open_document =
        bytes.get(..200).unwrap_or(&bytes).windows(OPEN.len()).any(|it| it == OPEN);
    let is_compound = bytes.starts_with(COMPOUND);
    let bytes = Cursor::new(bytes);
    if is_compound {
        return Err(Trouble::OldOrLocked);
    }
    if is_open_document {
        let mut book: Ods<Bytes> = Ods::new(bytes)?;
        let chosen = choose(&book, wanted)?;
        let range = book.worksheet_range(&chosen.name)?;
        return Ok((chosen, dense(&range)));
    }
    of_xlsx(Xlsx::new(bytes)?, wanted)
}

/// With this an OpenDocument spreadsheet begins, after the name of its first part.
const OPEN: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// The sheet that is read, and the names of the others.
struct Chosen {
    name: String,
    others: Vec<String>,
}

/// The sheet of a name, in any case, or the first.
fn choose(book: &impl Reader<Bytes>, wanted: Option<&str>) -> Result<Chosen, Trouble> {
    let sheets = book.sheets_metadata().iter().filter(|it| it.typ == SheetType::WorkSheet);
    let mut names: Vec<String> = sheets.map(|it| it.name.clone()).collect();
    let at = match wanted {
        Some(wanted) => names.iter().position(|it| name_key(it) == name_key(wanted)),
        None => Some(0).filter(|_| !names.is_empty()),
    };
    match at {
        Some(at) => Ok(Chosen { name: names.remove(at), others: names }),
        None => Err(Trouble::NoSuchSheet(names)),
    }
}

/// Cell by cell, because a sheet with a cell far away would be huge as a whole; with formats, to know percentages.
fn of_xlsx(mut book: Xlsx<Bytes>, wanted: Option<&str>) -> Result<(Chosen, Rows), Trouble> {
    let chosen = choose(&book, wanted)?;
    let mut cells = book.worksheet_cells_reader(&chosen.name)?;
    let percents: Vec<bool> = cells
        .styles()
        .iter()
        .map(|it| it.number_format.as_ref().is_some_and(|it| shows_percent(&it.format_code)))
        .collect();
    let mut rows = Rows::new();
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        let shown = match percents.get(style) {
            Some(true) => Shown::Percent,
            _ => Shown::Plain,
        };
        let (row, column) = cell.get_position();
        put(&mut rows, row, column, cell_of(cell.get_value().clone().into(), shown));
    }
    Ok((chosen, rows))
}

fn dense(range: &calamine::Range<Data>) -> Rows {
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = Rows::new();
    for (row, column, value) in range.used_cells() {
        let at = |start: u32, offset: usize| {
            start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
        };
        put(&mut rows, at(top, row), at(left, column), cell_of(value.clone(), Shown::Plain));
    }
    rows
}

fn put(rows: &mut Rows, row: u32, column: u32, cell: Cell) {
    if column >= MOST_COLUMNS || cell.is_blank() {
        return;
    }
    let cells = rows.entry(row).or_default();
    let column = column as usize;
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Text(String::new()));
    }
    if let Some(place) = cells.get_mut(column) {
        *place = cell;
    }
}

fn cell_of(value: Data, shown: Shown) -> Cell {
    match value {
        Data::Empty => Cell::Text(String::new()),
        Data::String(text) => Cell::Text(text),
        Data::Float(number) => Cell::of_float(number, shown),
        Data::Int(number) => Cell::Number(number.into(), shown),
        Data::Bool(yes) => Cell::Text(if yes { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(at) => Cell::Other(day(at), "a date"),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Other(text, "a date"),
        Data::Error(error) => Cell::Other(error.to_string(), "an error"),
    }
}

fn day(at: ExcelDateTime) -> String {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Whether a format such as `0.00%` shows percentages; what stands in quotes is only text.
fn shows_percent(format: &str) -> bool {
    format.split('"').step_by(2).any(|outside| outside.contains('%'))
}

impl Trouble {
    fn told(self, file: &str, wanted: Option<&str>) -> Diagnostic {
        let (code, message, help) = match (self, wanted) {
            (Self::OldOrLocked, _) => (
                codes::CANNOT_READ_DATA,
                format!("{file} is a workbook of an old form, or one with a password."),
                "Save a copy as XLSX or CSV, without a password.".to_owned(),
            ),
            (Self::Damaged, _) => (
                codes::CANNOT_READ_DATA,
                format!("{file} is no workbook that can be read, or it is damaged."),
                "Open it in your spreadsheet program and save it as XLSX or CSV.".to_owned(),
            ),
            (Self::NoSuchSheet(_), None) => (
                codes::NO_SUCH_SHEET,
                format!("{file} has no sheet with cells."),
                "Put the points into a sheet of their own, with names above the columns."
                    .to_owned(),
            ),
            (Self::NoSuchSheet(names), Some(wanted)) => {
                let names: Vec<String> = names.iter().map(|it| format!("\"{it}\"")).collect();
                (
                    codes::NO_SUCH_SHEET,
                    format!("{file} has no sheet \"{wanted}\"."),
                    format!("Its sheets are: {}.", names.join(", ")),
                )
            }
        };
        Diagnostic::general(Severity::Error, code, message).help(help)
    }
}

impl From<XlsxError> for Trouble {
    fn from(_: XlsxError) -> Self {
        Self::Damaged
    }
}

impl From<OdsError> for Trouble {
    fn from(error: OdsError) -> Self {
        match error {
            OdsError::Password => Self::OldOrLocked,
            _ => Self::Damaged,
        }
    }
}
