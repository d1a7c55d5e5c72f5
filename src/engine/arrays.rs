//! Arrow arrays → cells of an axis. A value means what its text means; what is quick here gives the same.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, UInt8Type, UInt16Type, UInt32Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, GenericStringArray, OffsetSizeTrait};
use arrow_schema::DataType;

use super::field::{FieldReader, Known, What};
use super::keys::Keys;
use super::plan::PlannedAxis;
use super::quick::Quick;
use super::scorer::State;
use crate::data::{RawCell, cell};

/// What is known of the words of a dictionary, which many batches share.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Kept, so that no other dictionary can take its place in memory.
    dictionary: Option<ArrayRef>,
    known: Vec<Option<Known>>,
}

impl Words {
    fn of(dictionary: &ArrayRef) -> Self {
        Self { dictionary: Some(Arc::clone(dictionary)), known: vec![None; dictionary.len()] }
    }

    fn are_of(&self, dictionary: &ArrayRef) -> bool {
        self.dictionary.as_ref().is_some_and(|it| Arc::ptr_eq(it, dictionary))
    }
}

type OnAxis<'a, 'p> = Option<(&'a PlannedAxis<'p>, &'a mut State)>;

impl FieldReader {
    /// Reads some values of an array; the first of them stands in the row with this number.
    pub fn read_array(
        &mut self,
        array: &dyn Array,
        rows: Range<usize>,
        first: u64,
        axis: OnAxis<'_, '_>,
    ) {
        match array.data_type() {
            DataType::Utf8 => match array.as_string_opt::<i32>() {
                Some(texts) => self.read_strings(texts, rows, first, axis),
                None => self.read_texts(array, rows, first, axis),
            },
            DataType::LargeUtf8 => match array.as_string_opt::<i64>() {
                Some(texts) => self.read_strings(texts, rows, first, axis),
                None => self.read_texts(array, rows, first, axis),
            },
            DataType::Dictionary(keys, values)
                if **keys == DataType::Int32 && **values == DataType::Utf8 =>
            {
                self.read_dictionary(array, rows, first, axis);
            }
            DataType::Utf8View => self.read_texts(array, rows, first, axis),
            _ => match axis {
                Some((axis, state)) => self.read_quickly(array, rows, first, axis, state),
                None => self.look_at(array, rows, first),
            },
        }
    }

    /// Reads texts that stand one behind the other.
    fn read_strings<O: OffsetSizeTrait>(
        &mut self,
        texts: &GenericStringArray<O>,
        rows: Range<usize>,
        first: u64,
        axis: OnAxis<'_, '_>,
    ) {
        let starts = texts.value_offsets().get(rows.start..).unwrap_or_default();
        let ends = rows.clone().zip(starts.iter().zip(starts.iter().skip(1)));
        let places = ends.map(|(row, (start, end))| {
            (!texts.is_null(row)).then(|| start.as_usize()..end.as_usize())
        });
        let cell = |index: usize| match rows.start + index {
            row if texts.is_null(row) => RawCell::Absent,
            row => RawCell::Text(texts.value(row)),
        };
        self.read(texts.value_data(), places, cell, |row| first + row as u64, axis);
    }

    /// Reads values by their texts.
    fn read_texts(
        &mut self,
        array: &dyn Array,
        rows: Range<usize>,
        first: u64,
        axis: OnAxis<'_, '_>,
    ) {
        let text = |row: usize| (!array.is_null(row)).then(|| cell(array, row));
        let texts: Vec<Option<String>> = rows.map(text).collect();
        let cell = |row: usize| raw(texts.get(row).and_then(Option::as_deref));
        let places = texts.iter().map(|_| None);
        self.read(&[], places, cell, |row| first + row as u64, axis);
    }

    /// Looks at each different text once.
    fn read_dictionary(
        &mut self,
        array: &dyn Array,
        rows: Range<usize>,
        first: u64,
        axis: OnAxis<'_, '_>,
    ) {
        let dictionary = array.as_dictionary_opt::<Int32Type>();
        let texts = dictionary.and_then(|it| it.values().as_string_opt::<i32>());
        let (Some(dictionary), Some(texts)) = (dictionary, texts) else {
            return self.read_texts(array, rows, first, axis);
        };
        let text = |key: usize| match texts.is_null(key) {
            true => RawCell::Absent,
            false => RawCell::Text(texts.value(key)),
        };
        let keys = rows.map(|row| match dictionary.is_null(row) {
            true => None,
            false => dictionary.key(row).filter(|it| *it < texts.len()),
        });
        let Some((axis, state)) = axis else {
            return keys
                .zip(first..)
                .for_each(|(key, row)| self.look(key.map_or(RawCell::Absent, text), row));
        };
        self.renew(state);
        let mut words = self.words.take().filter(|it| it.are_of(dictionary.values()));
        let words = words.get_or_insert_with(|| Words::of(dictionary.values()));
        let mut values = 0;
        for (key, row) in keys.zip(first..) {
            let cell = key.map_or(RawCell::Absent, text);
            let slot = key.and_then(|key| words.known.get_mut(key));
            let found = match slot {
                Some(slot) => *slot.get_or_insert_with(|| self.known(cell, axis, state)),
                None => self.known(cell, axis, state),
            };
            match found.what {
                What::Understood => values += 1,
                what => self.note(what, cell, row),
            }
            state.cells.push(found.cell);
        }
        self.noted.understood += values;
        self.words = Some(std::mem::take(words));
    }

    /// Finds numbers and days by their keys.
    fn read_quickly(
        &mut self,
        array: &dyn Array,
        rows: Range<usize>,
        first: u64,
        axis: &PlannedAxis<'_>,
        state: &mut State,
    ) {
        self.renew(state);
        let mut values = 0;
        for (row, number) in rows.zip(first..) {
            if array.is_null(row) {
                let cell = self.remembered(RawCell::Absent, number, axis, state);
                state.cells.push(cell);
                continue;
            }
            let interval =
                state.located.keys().and_then(|keys| interval(self.quick, keys, array, row));
            let met = interval.and_then(|it| state.located.met(it));
            let located = match (met, interval) {
                (Some(cell), _) => {
                    values += 1;
                    cell
                }
                (None, Some(interval)) => {
                    values += 1;
                    self.in_interval(interval, RawCell::Text(&cell(array, row)), axis, state)
                }
                (None, None) => {
                    self.remembered(RawCell::Text(&cell(array, row)), number, axis, state)
                }
            };
            state.cells.push(located);
        }
        self.noted.understood += values;
    }

    /// Looks at values that nothing asks for.
    fn look_at(&mut self, array: &dyn Array, rows: Range<usize>, first: u64) {
        let is_sure = match self.quick {
            Quick::Number => array.data_type().is_integer(),
            Quick::Integer => array.data_type().is_integer(),
            Quick::Day => *array.data_type() == DataType::Date32,
            Quick::Known | Quick::Part(_) | Quick::Anything => false,
        };
        for (row, number) in rows.zip(first..) {
            match (array.is_null(row), is_sure) {
                (true, _) => self.look(RawCell::Absent, number),
                (false, true) => self.note(What::Understood, RawCell::Absent, number),
                (false, false) => self.look(RawCell::Text(&cell(array, row)), number),
            }
        }
    }
}

fn raw(text: Option<&str>) -> RawCell<'_> {
    text.map_or(RawCell::Absent, RawCell::Text)
}

/// The interval of a known value; `None` if it has to be found by its text.
fn interval(quick: Quick, keys: &Keys, array: &dyn Array, row: usize) -> Option<usize> {
    match quick {
        Quick::Number | Quick::Integer => {
            let (mantissa, decimals) = number(array, row)?;
            let whole_only = matches!(quick, Quick::Integer);
            if whole_only && decimals > 0 { None } else { keys.of_number(mantissa, decimals) }
        }
        Quick::Day => keys.of_day(value::<Date32Type>(array, row)?),
        Quick::Known | Quick::Part(_) | Quick::Anything => None,
    }
}

/// A number as a whole one and its decimals.
fn number(array: &dyn Array, row: usize) -> Option<(i64, u32)> {
    let whole = |it: i64| (it, 0);
    match array.data_type() {
        DataType::Int64 => value::<Int64Type>(array, row).map(whole),
        DataType::Int32 => value::<Int32Type>(array, row).map(i64::from).map(whole),
        DataType::Int16 => value::<Int16Type>(array, row).map(i64::from).map(whole),
        DataType::Int8 => value::<Int8Type>(array, row).map(i64::from).map(whole),
        DataType::UInt32 => value::<UInt32Type>(array, row).map(i64::from).map(whole),
        DataType::UInt16 => value::<UInt16Type>(array, row).map(i64::from).map(whole),
        DataType::UInt8 => value::<UInt8Type>(array, row).map(i64::from).map(whole),
        DataType::Float64 => float(value::<Float64Type>(array, row)?),
        DataType::Float32 => {
            // Its shortest text is not that of the same number in 64 bits.
            let it = value::<Float32Type>(array, row)?;
            (it.fract() == 0.0).then(|| float(f64::from(it))).flatten()
        }
        DataType::Decimal128(_, scale) => {
            let mantissa = i64::try_from(value::<Decimal128Type>(array, row)?).ok()?;
            Some((mantissa, u32::try_from(*scale).ok()?))
        }
        _ => None,
    }
}

fn value<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> Option<T::Native> {
    array.as_primitive_opt::<T>().map(|it| it.value(row))
}

/// A number with up to four decimals and fifteen digits: its shortest text is the only one so short.
fn float(number: f64) -> Option<(i64, u32)> {
    const GREATEST: f64 = 1e15;
    [(1.0, 0), (100.0, 2), (10_000.0, 4)].into_iter().find_map(|(unit, decimals)| {
        let units = number * unit;
        let is_exact = units.fract() == 0.0 && units.abs() < GREATEST && units / unit == number;
        is_exact.then_some((units as i64, decimals))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::ir::NumberFormat;

    proptest! {
        #[test]
        fn a_float_is_what_its_text_is(mantissa in -10_000_000_i64..10_000_000, scale in 0_u32..7, any in any::<f64>()) {
            for it in [mantissa as f64 / 10_f64.powi(scale as i32), any] {
                if let Some((units, decimals)) = float(it) {
                    let known = crate::data::number(&it.to_string(), NumberFormat::default());
                    prop_assert_eq!(known, Some(Decimal::new(units, decimals)));
                }
            }
        }
    }
}
