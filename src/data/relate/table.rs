use super::column::Column;
use super::index::{Index, key_text};
use super::members::Members;
use super::places::Places;
use super::plan::TablePlan;
use super::repeats::Repeats;
use crate::data::values::loader::{Cell, Loader};
use crate::ir::{FieldId, Value};

/// The records of one or several files, packed.
#[derive(Debug)]
pub(super) struct Table {
    /// For each field of the record its values, if anyone reads them.
    columns: Vec<Option<Column>>,
    pub indexes: Vec<Index>,
    size: usize,
}

impl Table {
    /// How many rows there are.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The values of a field, if anyone reads them.
    pub fn column(&self, field: usize) -> Option<&Column> {
        self.columns.get(field)?.as_ref()
    }

    /// The value of a field in a row.
    pub fn value(&self, field: usize, row: u32) -> Value {
        self.column(field).map_or(Value::Missing, |it| it.value(row as usize))
    }
}

/// A table that is being read.
pub(super) struct Builder {
    columns: Vec<Option<Column>>,
    indexes: Vec<Index>,
    /// The fields that name a record.
    keys: Vec<FieldId>,
    /// The key of the row that is being read; `None` if a part of it is missing.
    key: Option<String>,
    repeats: Repeats,
    places: Places,
}

impl Builder {
    pub fn new(plan: &TablePlan) -> Self {
        let record = &plan.shape.record;
        let columns = (0..)
            .map(FieldId)
            .zip(&record.fields)
            .map(|(id, field)| plan.shape.used.contains(&id).then(|| Column::of(field.ty)));
        let indexes = plan.indexes.iter().map(|it| {
            let column = record.get(it.field).map_or("", |field| &field.column);
            Index::new(it, column, Members::new(&it.label, record, &plan.shape.clock))
        });
        Self {
            columns: columns.collect(),
            indexes: indexes.collect(),
            keys: record.keys().collect(),
            key: None,
            repeats: Repeats::default(),
            places: Places::default(),
        }
    }

    /// A new file begins.
    pub fn file(&mut self, name: &str) {
        self.places.file(name);
    }

    /// Adds a row; false when the table is full.
    pub fn push(&mut self, loader: &mut Loader, cells: &[Cell<'_>], number: u64) -> bool {
        let Some(row) = self.places.add(number) else { return false };
        self.key = (!self.keys.is_empty()).then(String::new);
        for (place, cell) in cells.iter().enumerate() {
            let Some(id) = loader.wanted().get(place).copied() else { continue };
            let plain = loader.plain(place, *cell);
            if let Some(text) = plain.filter(|text| self.takes(id, text)) {
                loader.understood(place);
                self.link(id, Some(text), row);
                continue;
            }
            let value = loader.value(place, *cell, number);
            // Most values are no keys, and to write them as text takes time.
            if self.keys.contains(&id) || self.indexes.iter().any(|it| it.field == id) {
                self.link(id, key_text(&value).as_deref(), row);
            }
            if let Some(column) = self.columns.get_mut(id.0 as usize).and_then(Option::as_mut) {
                column.push(value);
            }
        }
        if let Some(key) = self.key.take() {
            self.repeats.push(&key, row);
        }
        true
    }

    /// Whether the column of a field knew a text already, which it then has once more, or does not exist.
    fn takes(&mut self, id: FieldId, text: &str) -> bool {
        match self.columns.get_mut(id.0 as usize) {
            Some(Some(column)) => column.push_known(text),
            _ => true,
        }
    }

    /// The value of a field that may be a key, of the row itself or of the record that it belongs to.
    fn link(&mut self, id: FieldId, value: Option<&str>, row: u32) {
        for index in self.indexes.iter_mut().filter(|it| it.field == id) {
            if !index.push(value) {
                index.members.unlinked.add(|| self.places.of(row));
            }
        }
        if self.keys.contains(&id) {
            // A separator that no cell holds, so that different keys stay different.
            self.key = self.key.take().zip(value).map(|(key, part)| key + part + "\u{1f}");
        }
    }

    /// The table, with the rows that count grouped by their keys.
    pub fn finish(mut self) -> Table {
        let repeats = self.repeats.rows();
        for index in &mut self.indexes {
            for (first, row) in &repeats {
                index.repeated(*row, || self.places.of_two(*first, *row));
            }
        }
        let size = self.places.rows();
        let mut table = Table { columns: self.columns, indexes: Vec::new(), size };
        for mut index in self.indexes {
            let time = index.members.time().filter(|_| index.many);
            if let Some(time) = time {
                index.retain(|members, row| {
                    let time = table.value(time.0 as usize, row);
                    members.exists(&time, || self.places.of(row))
                });
            }
            index.group();
            table.indexes.push(index);
        }
        table
    }
}
