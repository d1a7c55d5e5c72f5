//! What a value of Arrow means: the text that a cell of CSV would have.
//!
//! Dates, moments and numbers are written in their usual forms, so the schema needs no `format` for them. Lists and
//! nested records are written as JSON, which fields of such types read from a cell.

use std::fmt::{Display, Write};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type,
    Decimal256Type, DecimalType, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, Float16Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, Time32MillisecondType, Time32SecondType,
    Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_schema::{DataType, TimeUnit};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, civil};
use serde_json::{Map, Number, Value as Json};

/// A value as a cell of CSV has it; nothing if there is none.
///
/// ```
/// use arrow_array::{Date32Array, Float64Array};
/// use leadscore::data::cell;
///
/// assert_eq!(cell(&Float64Array::from(vec![Some(0.5), None]), 0), "0.5");
/// assert_eq!(cell(&Float64Array::from(vec![Some(0.5), None]), 1), "");
/// assert_eq!(cell(&Date32Array::from(vec![20_139]), 0), "2025-02-20");
/// ```
#[must_use]
pub fn cell(array: &dyn Array, row: usize) -> String {
    let mut text = String::new();
    add_cell(array, row, &mut text);
    text
}

/// Adds what [`cell`] gives to a text, which takes no memory of its own.
pub fn add_cell(array: &dyn Array, row: usize, text: &mut String) {
    // Writing into a string never fails, and of what has no value nothing is written.
    let _ = match is_blank(array, row) {
        true => Some(()),
        false if is_nested(array.data_type()) => add(text, json(array, row)),
        false => single(array, row, text),
    };
}

fn is_blank(array: &dyn Array, row: usize) -> bool {
    row >= array.len() || array.is_null(row)
}

fn is_nested(ty: &DataType) -> bool {
    match ty {
        DataType::Dictionary(_, values) => is_nested(values),
        ty => ty.is_nested(),
    }
}

fn add(text: &mut String, value: impl Display) -> Option<()> {
    write!(text, "{value}").ok()
}

/// Writes a value that holds no others. Of kinds that no table of leads has, such as intervals, there is none.
fn single(array: &dyn Array, row: usize, text: &mut String) -> Option<()> {
    match array.data_type() {
        DataType::Utf8 => text.push_str(array.as_string_opt::<i32>()?.value(row)),
        DataType::LargeUtf8 => text.push_str(array.as_string_opt::<i64>()?.value(row)),
        DataType::Utf8View => text.push_str(array.as_string_view_opt()?.value(row)),
        // Text that the file does not call text.
        DataType::Binary => lossy(array.as_binary_opt::<i32>()?.value(row), text),
        DataType::LargeBinary => lossy(array.as_binary_opt::<i64>()?.value(row), text),
        DataType::BinaryView => lossy(array.as_binary_view_opt()?.value(row), text),
        DataType::FixedSizeBinary(_) => lossy(array.as_fixed_size_binary_opt()?.value(row), text),
        DataType::Boolean => add(text, array.as_boolean_opt()?.value(row))?,
        DataType::Dictionary(..) => {
            let (values, key) = word(array, row)?;
            add_cell(values.as_ref(), key, text);
        }
        DataType::Date32 => add(text, date(value::<Date32Type>(array, row)?.into())?)?,
        DataType::Date64 => {
            add(text, date(value::<Date64Type>(array, row)?.div_euclid(86_400_000))?)?;
        }
        DataType::Timestamp(unit, zone) => {
            let moment = moment(count(array, row)?, *unit)?;
            match zone {
                Some(_) => add(text, moment)?,
                None => add(text, TimeZone::UTC.to_datetime(moment))?,
            }
        }
        DataType::Time32(unit) | DataType::Time64(unit) => {
            text.push_str(&clock(count(array, row)?, *unit));
        }
        DataType::Duration(_) => add(text, count(array, row)?)?,
        _ => number(array, row, text)?,
    }
    Some(())
}

fn number(array: &dyn Array, row: usize, text: &mut String) -> Option<()> {
    match array.data_type() {
        DataType::Int8 => add(text, value::<Int8Type>(array, row)?),
        DataType::Int16 => add(text, value::<Int16Type>(array, row)?),
        DataType::Int32 => add(text, value::<Int32Type>(array, row)?),
        DataType::Int64 => add(text, value::<Int64Type>(array, row)?),
        DataType::UInt8 => add(text, value::<UInt8Type>(array, row)?),
        DataType::UInt16 => add(text, value::<UInt16Type>(array, row)?),
        DataType::UInt32 => add(text, value::<UInt32Type>(array, row)?),
        DataType::UInt64 => add(text, value::<UInt64Type>(array, row)?),
        DataType::Float16 => float(value::<Float16Type>(array, row)?.to_f32(), text),
        DataType::Float32 => float(value::<Float32Type>(array, row)?, text),
        DataType::Float64 => float(value::<Float64Type>(array, row)?, text),
        DataType::Decimal32(..) => decimal::<Decimal32Type>(array, row, text),
        DataType::Decimal64(..) => decimal::<Decimal64Type>(array, row, text),
        DataType::Decimal128(..) => decimal::<Decimal128Type>(array, row, text),
        DataType::Decimal256(..) => decimal::<Decimal256Type>(array, row, text),
        _ => None,
    }
}

/// A whole number that counts units of time.
fn count(array: &dyn Array, row: usize) -> Option<i64> {
    use TimeUnit::{Microsecond, Millisecond, Nanosecond, Second};
    match array.data_type() {
        DataType::Time32(Second) => value::<Time32SecondType>(array, row).map(i64::from),
        DataType::Time32(_) => value::<Time32MillisecondType>(array, row).map(i64::from),
        DataType::Time64(Microsecond) => value::<Time64MicrosecondType>(array, row),
        DataType::Time64(_) => value::<Time64NanosecondType>(array, row),
        DataType::Timestamp(Second, _) => value::<TimestampSecondType>(array, row),
        DataType::Timestamp(Millisecond, _) => value::<TimestampMillisecondType>(array, row),
        DataType::Timestamp(Microsecond, _) => value::<TimestampMicrosecondType>(array, row),
        DataType::Timestamp(Nanosecond, _) => value::<TimestampNanosecondType>(array, row),
        DataType::Duration(Second) => value::<DurationSecondType>(array, row),
        DataType::Duration(Millisecond) => value::<DurationMillisecondType>(array, row),
        DataType::Duration(Microsecond) => value::<DurationMicrosecondType>(array, row),
        DataType::Duration(Nanosecond) => value::<DurationNanosecondType>(array, row),
        _ => None,
    }
}

fn value<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> Option<T::Native> {
    array.as_primitive_opt::<T>().map(|it| it.value(row))
}

fn decimal<T: DecimalType>(array: &dyn Array, row: usize, text: &mut String) -> Option<()> {
    add(text, array.as_primitive_opt::<T>()?.value_as_string(row))
}

/// The words of a dictionary, and which of them stands in a row.
fn word(array: &dyn Array, row: usize) -> Option<(&ArrayRef, usize)> {
    let words = array.as_any_dictionary_opt()?;
    let keys = words.keys();
    let key = match keys.data_type() {
        DataType::Int32 => usize::try_from(value::<Int32Type>(keys, row)?).ok()?,
        _ => cell(keys, row).parse().ok()?,
    };
    Some((words.values(), key))
}

/// What is no number is no value.
fn float<T: Into<f64> + Copy + Display>(number: T, text: &mut String) -> Option<()> {
    let double: f64 = number.into();
    if double.is_finite() { add(text, number) } else { None }
}

fn lossy(bytes: &[u8], text: &mut String) {
    text.push_str(&String::from_utf8_lossy(bytes));
}

/// A day, counted from 1970; beyond the calendar there is none.
fn date(days: i64) -> Option<civil::Date> {
    let days = Span::new().try_days(days).ok()?;
    civil::date(1970, 1, 1).checked_add(days).ok()
}

/// How many of a unit make a second, and how many digits they need.
fn in_a_second(unit: TimeUnit) -> (i64, usize) {
    match unit {
        TimeUnit::Second => (1, 0),
        TimeUnit::Millisecond => (1_000, 3),
        TimeUnit::Microsecond => (1_000_000, 6),
        TimeUnit::Nanosecond => (1_000_000_000, 9),
    }
}

/// A moment; beyond the calendar there is none.
fn moment(count: i64, unit: TimeUnit) -> Option<Timestamp> {
    let (units, _) = in_a_second(unit);
    let nanos = count.rem_euclid(units) * (1_000_000_000 / units);
    let since = SignedDuration::new(count.div_euclid(units), i32::try_from(nanos).ok()?);
    Timestamp::from_duration(since).ok()
}

/// A time of day.
fn clock(count: i64, unit: TimeUnit) -> String {
    let (units, digits) = in_a_second(unit);
    let (seconds, part) = (count.div_euclid(units), count.rem_euclid(units));
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let whole = format!("{hours:02}:{minutes:02}:{seconds:02}");
    if digits == 0 { whole } else { format!("{whole}.{part:0digits$}") }
}

/// A value inside of a list or a nested record.
fn json(array: &dyn Array, row: usize) -> Json {
    if is_blank(array, row) {
        return Json::Null;
    }
    match array.data_type() {
        DataType::Struct(_) => array.as_struct_opt().map_or(Json::Null, |it| object(it, row)),
        DataType::List(_) => list(array.as_list_opt::<i32>().map(|it| it.value(row))),
        DataType::LargeList(_) => list(array.as_list_opt::<i64>().map(|it| it.value(row))),
        DataType::ListView(_) => list(array.as_list_view_opt::<i32>().map(|it| it.value(row))),
        DataType::LargeListView(_) => list(array.as_list_view_opt::<i64>().map(|it| it.value(row))),
        DataType::FixedSizeList(..) => list(array.as_fixed_size_list_opt().map(|it| it.value(row))),
        DataType::Map(..) => array.as_map_opt().map_or(Json::Null, |it| map(&it.value(row))),
        DataType::Dictionary(..) => match word(array, row) {
            Some((values, key)) => json(values.as_ref(), key),
            None => Json::Null,
        },
        DataType::Boolean => array.as_boolean_opt().map(|it| it.value(row)).into(),
        ty if ty.is_numeric() => {
            let number = cell(array, row).parse::<Number>();
            number.map_or(Json::Null, Json::Number)
        }
        _ => Json::String(cell(array, row)),
    }
}

fn list(members: Option<ArrayRef>) -> Json {
    members.map_or(Json::Null, |it| (0..it.len()).map(|row| json(it.as_ref(), row)).collect())
}

fn object(array: &StructArray, row: usize) -> Json {
    let members = array.column_names().into_iter().zip(array.columns());
    let members = members.map(|(name, column)| (name.to_owned(), json(column.as_ref(), row)));
    Json::Object(members.collect())
}

fn map(entries: &StructArray) -> Json {
    let [keys, values] = entries.columns() else { return Json::Null };
    let entry = |row| (cell(keys.as_ref(), row), json(values.as_ref(), row));
    Json::Object((0..entries.len()).map(entry).collect::<Map<String, Json>>())
}
