use std::sync::Arc;

use super::column::Column;
use super::index::key_text;
use super::join::is_joined;
use super::shape::{Joined, Shape};
use super::table::Table;
use crate::ir::{FieldId, Type, Value};

/// A list of records that stands in a table of its own, for whoever goes through it column by column.
///
/// Its rows are numbers. Those of all records together are `0..size()`; those of one are found by its key.
#[derive(Clone, Debug)]
pub struct JoinedList {
    field: FieldId,
    key: FieldId,
    table: Arc<Table>,
    index: usize,
    /// The fields that are read of its records.
    used: Vec<FieldId>,
}

impl JoinedList {
    /// Those lists of a record to whose members nothing else is joined.
    pub(super) fn all(shape: &Shape, tables: &[Arc<Table>]) -> Vec<Self> {
        let plain = shape.joined.iter().filter(|it| it.many && !is_joined(&it.shape));
        plain.filter_map(|it| Self::new(it, tables)).collect()
    }

    fn new(joined: &Joined, tables: &[Arc<Table>]) -> Option<Self> {
        Some(Self {
            field: joined.field,
            key: joined.key,
            table: Arc::clone(tables.get(joined.table)?),
            index: joined.index,
            used: joined.shape.used.clone(),
        })
    }

    /// The field in which the list stands.
    #[must_use]
    pub fn field(&self) -> FieldId {
        self.field
    }

    /// The field with the key by which the records are found.
    #[must_use]
    pub fn key(&self) -> FieldId {
        self.key
    }

    /// How many rows there are, of all records together.
    #[must_use]
    pub fn size(&self) -> usize {
        self.table.size()
    }

    /// The rows of the record with this key, which counts as asked for.
    #[must_use]
    pub fn rows(&self, key: &Value) -> &[u32] {
        let key = key_text(key);
        key.map_or(&[], |key| self.rows_of(&key))
    }

    /// The same, if the key is a text that is its own value.
    #[must_use]
    pub fn rows_of(&self, key: &str) -> &[u32] {
        let index = self.table.indexes.get(self.index);
        index.and_then(|it| it.rows(key)).unwrap_or_default()
    }

    /// The value of a field in a row.
    #[must_use]
    pub fn value(&self, field: FieldId, row: u32) -> Value {
        match self.used.contains(&field) {
            true => self.table.value(field.0 as usize, row),
            false => Value::Missing,
        }
    }

    /// If a field holds nothing but texts: which of them stands in each row.
    #[must_use]
    pub fn texts(&self, field: FieldId) -> Option<Texts<'_>> {
        let column = self.table.column(field.0 as usize)?;
        column.texts().filter(|_| self.used.contains(&field))
    }
}

/// Texts by their numbers, of which 0 is no text: few texts stand in many rows.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'t> {
    /// The number in each row.
    pub codes: &'t [u32],
    /// The texts, from number 1.
    pub values: &'t [Value],
}

/// Values of one type, packed as those of a table are.
///
/// ```
/// use leadscore::data::Packed;
/// use leadscore::ir::{Type, Value};
/// let mut pages = Packed::of(Type::Text);
/// ["/pricing", "/blog", "/pricing"].iter().for_each(|it| pages.push(Value::text(it)));
/// assert_eq!(pages.value(2), Value::text("/pricing"));
/// let texts = pages.texts().expect("they are texts");
/// assert_eq!((texts.codes, texts.values.len()), ([1, 2, 1].as_slice(), 2));
/// ```
#[derive(Debug)]
pub struct Packed(Column);

impl Packed {
    /// No values yet.
    #[must_use]
    pub fn of(ty: Type) -> Self {
        Self(Column::of(ty))
    }

    /// Adds a value.
    pub fn push(&mut self, value: Value) {
        self.0.push(value);
    }

    /// The value in a row.
    #[must_use]
    pub fn value(&self, row: u32) -> Value {
        self.0.value(row as usize)
    }

    /// If they are nothing but texts: which of them stands in each row.
    #[must_use]
    pub fn texts(&self) -> Option<Texts<'_>> {
        self.0.texts()
    }
}
