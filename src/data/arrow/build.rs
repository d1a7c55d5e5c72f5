//! Rows of values → columns.

use std::io;
use std::str::FromStr;
use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int32Builder, Int64Builder,
    StringBuilder, TimestampMicrosecondBuilder, TimestampNanosecondBuilder,
};
use arrow_array::{ArrayRef, DictionaryArray, RecordBatch, StringArray};
use arrow_schema::{DataType, SchemaRef, TimeUnit};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::column::Column;

/// One value of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Datum<'v> {
    /// Nothing.
    Missing,
    /// A text; in a column of another type, what a cell of CSV would have for its value.
    Text(&'v str),
    /// A number.
    Number(Decimal),
}

/// Puts rows together into batches.
///
/// See [`ArrowFile`](super::ArrowFile) for an example.
pub struct RowBuilder {
    columns: Vec<Column>,
    schema: SchemaRef,
    builders: Vec<Builder>,
    rows: usize,
}

/// The values of one column so far.
enum Builder {
    Text(StringBuilder),
    Words(Int32Builder, Arc<StringArray>),
    Whole(Int64Builder),
    Decimal(Decimal128Builder, u8, i8),
    Float(Float64Builder),
    YesNo(BooleanBuilder),
    Day(Date32Builder),
    Micros(TimestampMicrosecondBuilder, DataType),
    Nanos(TimestampNanosecondBuilder, DataType),
}

impl RowBuilder {
    /// For rows of these columns.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        let builders = columns.iter().map(Builder::new).collect();
        Self { schema: Column::schema(&columns), columns, builders, rows: 0 }
    }

    /// The schema of its batches.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// How many rows are in it.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Adds a row. What it lacks at its end is missing.
    ///
    /// # Errors
    ///
    /// When a value does not fit into the type of its column, which must not be lost in silence. Nothing can be added
    /// after that.
    pub fn push(&mut self, row: &[Datum<'_>]) -> io::Result<()> {
        for (at, (builder, column)) in self.builders.iter_mut().zip(&self.columns).enumerate() {
            let datum = row.get(at).copied().unwrap_or(Datum::Missing);
            if builder.push(datum).is_none() {
                return Err(io::Error::other(misfit(column, datum)));
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// The rows so far as a batch; it begins anew.
    ///
    /// # Errors
    ///
    /// Never in fact: the columns are all of the same length and of their types.
    pub fn take(&mut self) -> io::Result<RecordBatch> {
        self.rows = 0;
        let columns: io::Result<Vec<ArrayRef>> =
            self.builders.iter_mut().map(Builder::finish).collect();
        RecordBatch::try_new(self.schema(), columns?).map_err(io::Error::other)
    }
}

fn misfit(column: &Column, datum: Datum<'_>) -> String {
    let (value, name) = (shown(datum), column.name());
    format!("\"{value}\" does not fit into the column \"{name}\" of this format")
}

impl Builder {
    fn new(column: &Column) -> Self {
        match column.data_type() {
            DataType::Dictionary(..) => {
                let words = StringArray::from_iter_values(column.known_words());
                Self::Words(Int32Builder::new(), Arc::new(words))
            }
            DataType::Int64 => Self::Whole(Int64Builder::new()),
            DataType::Decimal128(precision, scale) => {
                Self::Decimal(Decimal128Builder::new(), *precision, *scale)
            }
            DataType::Float64 => Self::Float(Float64Builder::new()),
            DataType::Boolean => Self::YesNo(BooleanBuilder::new()),
            DataType::Date32 => Self::Day(Date32Builder::new()),
            ty @ DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                let builder = TimestampNanosecondBuilder::new();
                Self::Nanos(builder.with_data_type(ty.clone()), ty.clone())
            }
            ty @ DataType::Timestamp(..) => {
                let builder = TimestampMicrosecondBuilder::new();
                Self::Micros(builder.with_data_type(ty.clone()), ty.clone())
            }
            _ => Self::Text(StringBuilder::new()),
        }
    }

    /// Adds a value; nothing if it does not fit. A blank text is missing.
    fn push(&mut self, datum: Datum<'_>) -> Option<()> {
        if matches!(datum, Datum::Missing | Datum::Text("")) {
            self.push_missing();
            return Some(());
        }
        match self {
            Self::Text(builder) => match datum {
                Datum::Text(text) => builder.append_value(text),
                other => builder.append_value(shown(other)),
            },
            Self::Words(builder, words) => {
                let Datum::Text(text) = datum else { return None };
                let place = words.iter().position(|word| word == Some(text))?;
                builder.append_value(i32::try_from(place).ok()?);
            }
            Self::Whole(builder) => {
                let number = number(datum)?;
                builder.append_value(number.is_integer().then(|| number.to_i64()).flatten()?);
            }
            Self::Decimal(builder, precision, scale) => {
                builder.append_value(scaled(datum, *precision, *scale)?);
            }
            Self::Float(builder) => builder.append_value(match datum {
                Datum::Text(text) => text.parse().ok()?,
                other => number(other)?.to_f64()?,
            }),
            Self::YesNo(builder) => builder.append_value(parsed(datum)?),
            Self::Day(builder) => {
                let day: civil::Date = parsed(datum)?;
                let since = day.since(civil::date(1970, 1, 1)).ok()?;
                builder.append_value(since.get_days());
            }
            Self::Micros(builder, ty) => builder.append_value(moment(datum, ty)?.as_microsecond()),
            Self::Nanos(builder, ty) => {
                builder.append_value(i64::try_from(moment(datum, ty)?.as_nanosecond()).ok()?);
            }
        }
        Some(())
    }

    fn push_missing(&mut self) {
        match self {
            Self::Text(builder) => builder.append_null(),
            Self::Words(builder, _) => builder.append_null(),
            Self::Whole(builder) => builder.append_null(),
            Self::Decimal(builder, ..) => builder.append_null(),
            Self::Float(builder) => builder.append_null(),
            Self::YesNo(builder) => builder.append_null(),
            Self::Day(builder) => builder.append_null(),
            Self::Micros(builder, _) => builder.append_null(),
            Self::Nanos(builder, _) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> io::Result<ArrayRef> {
        Ok(match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Words(builder, words) => {
                let words = Arc::clone(words) as ArrayRef;
                let array = DictionaryArray::try_new(builder.finish(), words);
                Arc::new(array.map_err(io::Error::other)?)
            }
            Self::Whole(builder) => Arc::new(builder.finish()),
            Self::Decimal(builder, precision, scale) => {
                let array = builder.finish().with_precision_and_scale(*precision, *scale);
                Arc::new(array.map_err(io::Error::other)?)
            }
            Self::Float(builder) => Arc::new(builder.finish()),
            Self::YesNo(builder) => Arc::new(builder.finish()),
            Self::Day(builder) => Arc::new(builder.finish()),
            Self::Micros(builder, _) => Arc::new(builder.finish()),
            Self::Nanos(builder, _) => Arc::new(builder.finish()),
        })
    }
}

fn shown(datum: Datum<'_>) -> String {
    match datum {
        Datum::Missing => String::new(),
        Datum::Text(text) => text.to_owned(),
        Datum::Number(number) => number.normalize().to_string(),
    }
}

fn parsed<T: FromStr>(datum: Datum<'_>) -> Option<T> {
    if let Datum::Text(text) = datum { text.parse().ok() } else { None }
}

fn number(datum: Datum<'_>) -> Option<Decimal> {
    if let Datum::Number(number) = datum { Some(number) } else { parsed(datum) }
}

/// A number as a count of its last decimal; nothing if that would round it or is too long.
fn scaled(datum: Datum<'_>, precision: u8, scale: i8) -> Option<i128> {
    let (mantissa, decimals) = match datum {
        // A text may have more digits than numbers of rules.
        Datum::Text(text) => {
            let (whole, part) = text.split_once('.').unwrap_or((text, ""));
            (format!("{whole}{part}").parse().ok()?, u32::try_from(part.len()).ok()?)
        }
        other => {
            let number = number(other)?.normalize();
            (number.mantissa(), number.scale())
        }
    };
    let wanted = u32::try_from(scale).ok()?;
    let count: i128 = match wanted.checked_sub(decimals) {
        Some(more) => mantissa.checked_mul(10_i128.checked_pow(more)?)?,
        None => {
            let unit = 10_i128.checked_pow(decimals - wanted)?;
            (mantissa % unit == 0).then_some(mantissa / unit)?
        }
    };
    (count.unsigned_abs() < 10_u128.checked_pow(precision.into())?).then_some(count)
}

/// A moment; of a column without a zone, the time of day as if it were at UTC.
fn moment(datum: Datum<'_>, ty: &DataType) -> Option<Timestamp> {
    if !matches!(ty, DataType::Timestamp(_, None)) {
        return parsed(datum);
    }
    let local: civil::DateTime = parsed(datum)?;
    local.to_zoned(TimeZone::UTC).ok().map(|it| it.timestamp())
}
