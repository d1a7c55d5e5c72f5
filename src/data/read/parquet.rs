//! Parquet: rows of typed values, given as the texts that CSV would have.
//!
//! Dates, moments and numbers are written in their usual forms, so the schema needs no `format` for them. Lists and
//! nested records are written as JSON, which fields of such types read from a cell.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, civil};
use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row as Record};
use serde_json::Value as Json;

use super::guard::guarded;
use super::{Cells, Event, Row};

/// The bytes with which every Parquet file begins.
const MARK: &[u8; 4] = b"PAR1";

/// Reads the rows of all row groups, one after the other.
pub(in crate::data) struct ParquetRows {
    rows: RowIter<'static>,
    header: Vec<String>,
    times: Vec<Times>,
    /// How many rows the file says it has.
    all: u64,
    number: u64,
}

/// How the moments of a column are meant.
#[derive(Clone, Copy, Default)]
struct Times {
    /// Whether they are times of day somewhere, and no moments.
    local: bool,
    /// Whether whole numbers are moments in nanoseconds, which the rows do not tell.
    nanoseconds: bool,
}

/// Whether a file is one, by its first bytes; one that cannot be opened is none.
pub(in crate::data) fn is_parquet(path: &Path) -> bool {
    let mut mark = [0; MARK.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut mark));
    read.is_ok() && mark == *MARK
}

impl ParquetRows {
    pub(in crate::data) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX);
        let reader = guarded(|| SerializedFileReader::new(file).ok()).ok_or_else(damaged)?;
        if !is_sound(reader.metadata(), length) {
            return Err(damaged());
        }
        let about = reader.metadata().file_metadata();
        let all = u64::try_from(about.num_rows()).unwrap_or(0);
        let columns = about.schema().get_fields();
        let header = columns.iter().map(|it| it.name().trim().to_owned()).collect();
        let times = columns.iter().map(|it| Times::of(it.get_basic_info().logical_type_ref()));
        let times = times.collect();
        let rows = guarded(|| Some(RowIter::from_file_into(Box::new(reader))));
        Ok(Self { rows: rows.ok_or_else(damaged)?, header, times, all, number: 0 })
    }

    pub(in crate::data) fn header(&self) -> &[String] {
        &self.header
    }

    /// Which part of the rows has been read, from 0 to 1.
    pub(in crate::data) fn progress(&self) -> f64 {
        if self.all == 0 { 1.0 } else { self.number as f64 / self.all as f64 }
    }

    pub(in crate::data) fn next(&mut self) -> io::Result<Option<Event>> {
        // Nothing is read after a failure, so a half-changed iterator does no harm.
        let next = guarded(|| self.rows.next().map_or(Some(None), |row| row.ok().map(Some)));
        let Some(row) = next.ok_or_else(damaged)? else { return Ok(None) };
        self.number += 1;
        let values = row.get_column_iter().zip(&self.times);
        let fields = values.map(|((_, field), times)| cell(field, *times)).collect();
        let cells = Cells::Fields(fields);
        Ok(Some(Event::Row(Row { number: self.number, line: self.number, cells })))
    }
}

/// Whether all columns stand inside of the file, which the crate takes for granted.
fn is_sound(about: &ParquetMetaData, length: i64) -> bool {
    let columns = about.file_metadata().schema_descr().num_columns();
    about.row_groups().iter().all(|group| {
        let inside = |column: &parquet::file::metadata::ColumnChunkMetaData| {
            let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
            let size = column.compressed_size();
            let end = start.checked_add(size);
            let counts = [start, size, column.data_page_offset(), column.num_values()];
            counts.iter().all(|it| *it >= 0) && end.is_some_and(|end| end <= length)
        };
        group.num_columns() == columns && group.columns().iter().all(inside)
    })
}

fn damaged() -> io::Error {
    io::Error::other("the Parquet data are damaged, cut off, or of a kind that is not read")
}

impl Times {
    fn of(ty: Option<&LogicalType>) -> Self {
        match ty {
            Some(LogicalType::Timestamp(it)) => Self {
                local: !it.is_adjusted_to_u_t_c,
                nanoseconds: matches!(it.unit, TimeUnit::NANOS),
            },
            _ => Self::default(),
        }
    }

    /// A moment as ISO 8601 has it; beyond the calendar there is none.
    fn moment(self, count: i64, in_a_second: i64) -> String {
        let nanos = count.rem_euclid(in_a_second) * (1_000_000_000 / in_a_second);
        let nanos = i32::try_from(nanos).unwrap_or(0);
        let since = SignedDuration::new(count.div_euclid(in_a_second), nanos);
        match Timestamp::from_duration(since) {
            Ok(moment) if self.local => TimeZone::UTC.to_datetime(moment).to_string(),
            Ok(moment) => moment.to_string(),
            Err(_) => String::new(),
        }
    }
}

/// A value as a cell of CSV has it; nothing if there is none.
fn cell(field: &Field, times: Times) -> String {
    match field {
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => json(field).to_string(),
        _ => single(field, times),
    }
}

fn single(field: &Field, times: Times) -> String {
    match field {
        Field::Long(nanos) if times.nanoseconds => times.moment(*nanos, 1_000_000_000),
        Field::TimestampMillis(count) => times.moment(*count, 1_000),
        Field::TimestampMicros(count) => times.moment(*count, 1_000_000),
        Field::Date(days) => {
            let days = Span::new().try_days(*days);
            let date = days.and_then(|days| civil::date(1970, 1, 1).checked_add(days));
            date.map_or(String::new(), |date| date.to_string())
        }
        Field::Str(text) => text.clone(),
        // Text that the file does not call text.
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Float(number) if !number.is_finite() => String::new(),
        Field::Double(number) if !number.is_finite() => String::new(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Null => String::new(),
        other => guarded(|| Some(other.to_string())).unwrap_or_default(),
    }
}

/// A value inside of a list or a nested record.
fn json(field: &Field) -> Json {
    match field {
        Field::Null => Json::Null,
        Field::Bool(yes) => Json::Bool(*yes),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => Json::Array(list.elements().iter().map(json).collect()),
        Field::MapInternal(map) => {
            let entry =
                |(key, value): &(Field, Field)| (single(key, Times::default()), json(value));
            Json::Object(map.entries().iter().map(entry).collect())
        }
        number @ (Field::Byte(_)
        | Field::Short(_)
        | Field::Int(_)
        | Field::Long(_)
        | Field::UByte(_)
        | Field::UShort(_)
        | Field::UInt(_)
        | Field::ULong(_)
        | Field::Float(_)
        | Field::Double(_)
        | Field::Decimal(_)) => single(number, Times::default())
            .parse::<serde_json::Number>()
            .map_or(Json::Null, Json::Number),
        other => Json::String(single(other, Times::default())),
    }
}

fn object(row: &Record) -> Json {
    Json::Object(row.get_column_iter().map(|(name, value)| (name.clone(), json(value))).collect())
}
