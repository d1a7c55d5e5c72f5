//! Where scores go: a table for a person, CSV, NDJSON, Parquet or Arrow for everything else.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use comfy_table::{CellAlignment, ContentLineStyle, LineStyle, Table, TableStyle};

use super::End;
use super::args::{OutFormat, Score};
use super::columns::Columns;
use super::results::{Cell, CsvLines, Line};
use super::terminal::Terminal;
use crate::data::{AtomicFile, Column, Columnar, DataError};
use crate::diagnostic::printable;

/// How many rows a table shows before its header stands again.
const PAGE: usize = 500;

/// A line under the header and nothing else: a table to read, not a grid.
const fn style(line: char) -> TableStyle {
    TableStyle::new()
        .header_lines(ContentLineStyle::none().junction(' '))
        .header_separator(LineStyle::none().fill(line).junction(line))
        .content_lines(ContentLineStyle::none().junction(' '))
}

/// `--to`, else the ending of the output file, else a table for a person and CSV for a pipe.
pub(super) fn format(args: &Score, terminal: &Terminal) -> Result<OutFormat, End> {
    let format = match (args.to, args.output.as_deref()) {
        (_, Some(path)) if path.is_dir() => {
            let folder = path.display();
            terminal.fail(
                &format!("{folder} is a folder, and the scores go into one file."),
                &format!("Name a file in it: -o {}", path.join("scores.csv").display()),
            );
            Err(End::CouldNotRun)
        }
        (Some(format), _) => Ok(format),
        (None, Some(path)) if path != Path::new("-") => format_of(path).ok_or_else(|| {
            terminal.fail(
                &format!("The ending of {} does not tell its format.", path.display()),
                "End it in .csv, .ndjson, .parquet or .arrow, or say --to with csv, ndjson, parquet, arrow or table.",
            );
            End::CouldNotRun
        }),
        (None, _) if terminal.output_is_terminal() => Ok(OutFormat::Table),
        (None, _) => Ok(OutFormat::Csv),
    }?;
    for_programs(args, format, terminal)?;
    Ok(format)
}

/// Columns are no text: nobody wants to see them at a terminal, and they are packed in a way of their own.
fn for_programs(args: &Score, format: OutFormat, terminal: &Terminal) -> Result<(), End> {
    let name = match format {
        OutFormat::Parquet => "Parquet",
        OutFormat::Arrow => "Arrow",
        OutFormat::Csv | OutFormat::Ndjson | OutFormat::Table => return Ok(()),
    };
    let example = format!("scores.{}", name.to_lowercase());
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        None if terminal.output_is_terminal() => {
            let message = format!("{name} is for programs, and cannot be shown at a terminal.");
            terminal.fail(&message, &format!("Name a file: -o {example}"));
            Err(End::CouldNotRun)
        }
        Some(path) if path.extension().is_some_and(|it| it == "gz" || it == "zst") => {
            let message = format!("{name} cannot be packed once more in {}.", path.display());
            terminal.fail(&message, &format!("Leave the last ending out: -o {example}"));
            Err(End::CouldNotRun)
        }
        _ => Ok(()),
    }
}

/// The format of an output file, by its ending.
pub(super) fn format_of(path: &Path) -> Option<OutFormat> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let inner = name.strip_suffix(".gz").or(name.strip_suffix(".zst"));
    match inner.unwrap_or(&name).rsplit_once('.')?.1 {
        // Columns are packed inside; nobody reads such a file that is packed once more.
        "parquet" if inner.is_none() => Some(OutFormat::Parquet),
        "arrow" | "feather" if inner.is_none() => Some(OutFormat::Arrow),
        "csv" => Some(OutFormat::Csv),
        "ndjson" | "jsonl" => Some(OutFormat::Ndjson),
        "txt" => Some(OutFormat::Table),
        _ => None,
    }
}

/// An open output.
pub(super) struct Output {
    kind: Kind,
    /// Told apart so that a file appears only when it is whole.
    name: String,
}

enum Kind {
    Csv(BufWriter<Target>, CsvLines),
    Ndjson(BufWriter<Target>),
    Columns(Box<Columns<Target>>),
    Table { target: Target, header: Vec<String>, rows: Vec<Vec<Cell>>, style: TableStyle },
}

/// A file, or standard output.
enum Target {
    File(Box<AtomicFile>),
    Stdout(io::Stdout),
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stdout(out) => out.flush(),
        }
    }
}

impl Output {
    /// Opens a file, or standard output. A table may be told to be of ASCII.
    pub fn open(path: Option<&Path>, format: OutFormat, ascii: bool) -> Result<Self, DataError> {
        let (target, name) = match path {
            Some(path) => {
                (Target::File(Box::new(AtomicFile::create(path)?)), path.display().to_string())
            }
            None => (Target::Stdout(io::stdout()), "standard output".to_owned()),
        };
        let kind = match format {
            OutFormat::Csv => Kind::Csv(BufWriter::new(target), CsvLines::default()),
            OutFormat::Ndjson => Kind::Ndjson(BufWriter::new(target)),
            OutFormat::Parquet => Kind::Columns(Box::new(Columns::new(target, Columnar::Parquet))),
            OutFormat::Arrow => {
                // The index of a file stands at its end, where a pipe cannot go back from.
                let is_file = matches!(target, Target::File(_));
                let format = if is_file { Columnar::ArrowFile } else { Columnar::ArrowStream };
                Kind::Columns(Box::new(Columns::new(target, format)))
            }
            OutFormat::Table => {
                let style = style(if ascii { '-' } else { '─' });
                Kind::Table { target, header: Vec::new(), rows: Vec::new(), style }
            }
        };
        Ok(Self { kind, name })
    }

    /// How results are written.
    pub fn form(&self) -> Form {
        match self.kind {
            Kind::Csv(..) => Form::Csv,
            Kind::Ndjson(_) => Form::Objects,
            Kind::Columns(_) | Kind::Table { .. } => Form::Cells,
        }
    }

    /// The columns, once, before the first row.
    pub fn header(&mut self, columns: Vec<Column>) -> io::Result<()> {
        let names = columns.iter().map(Column::name);
        match &mut self.kind {
            Kind::Csv(out, lines) => {
                names.for_each(|it| lines.text(it));
                lines.end();
                out.write_all(&lines.take())
            }
            Kind::Ndjson(_) => Ok(()),
            Kind::Table { header, .. } => {
                *header = names.map(str::to_owned).collect();
                Ok(())
            }
            Kind::Columns(out) => out.begin(columns),
        }
    }

    /// One row of cells.
    pub fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        match &mut self.kind {
            Kind::Csv(..) | Kind::Ndjson(_) => Ok(()),
            Kind::Columns(out) => out.row(&cells),
            Kind::Table { target, header, rows, style } => {
                rows.push(cells);
                if rows.len() >= PAGE { page(target, header, rows, style) } else { Ok(()) }
            }
        }
    }

    /// Lines of text, of CSV or of objects.
    pub fn lines(&mut self, lines: &[u8]) -> io::Result<()> {
        match &mut self.kind {
            Kind::Csv(out, _) | Kind::Ndjson(out) => out.write_all(lines),
            Kind::Columns(_) | Kind::Table { .. } => Ok(()),
        }
    }

    /// Ends the output; a file takes its place now.
    pub fn finish(self) -> Result<(), Problem> {
        let target = match self.kind {
            Kind::Csv(writer, _) | Kind::Ndjson(writer) => {
                writer.into_inner().map_err(|error| Problem::Io(error.into_error()))?
            }
            Kind::Columns(out) => out.finish().map_err(Problem::Io)?,
            Kind::Table { mut target, header, mut rows, style } => {
                page(&mut target, &header, &mut rows, &style).map_err(Problem::Io)?;
                target
            }
        };
        match target {
            Target::File(file) => file.commit().map_err(Problem::Data),
            Target::Stdout(mut out) => out.flush().map_err(Problem::Io),
        }
    }

    /// Where it goes, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As lines of CSV.
    Csv,
    /// As objects, one on each line.
    Objects,
    /// As cells.
    Cells,
}

/// What went wrong at the end of an output.
pub(super) enum Problem {
    Io(io::Error),
    Data(DataError),
}

/// Writes the rows so far as a table, numbers to the right.
fn page(
    target: &mut impl Write,
    header: &[String],
    rows: &mut Vec<Vec<Cell>>,
    style: &TableStyle,
) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(*style).set_header(header.iter().map(|it| printable(it)));
    for row in rows.iter() {
        table.add_row(row.iter().map(|cell| {
            let align = if matches!(cell, Cell::Number(_)) {
                CellAlignment::Right
            } else {
                CellAlignment::Left
            };
            comfy_table::Cell::new(printable(&cell.shown())).set_alignment(align)
        }));
    }
    rows.clear();
    writeln!(target, "{table}")
}
