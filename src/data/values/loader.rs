//! Rows of untyped cells in, typed values out, problems counted on the way.

use jiff::tz::TimeZone;
use serde_json::{Map, Value as Json};

use super::binding::Binding;
use super::decode::{Decoder, NotUnderstood};
use super::noted::Noted;
use super::problems::Problems;
use super::spot::Spot;
use crate::data::read::rows::{Cells, Row};
use crate::data::relate::{Nested, Shape};
use crate::diagnostic::Diagnostic;
use crate::ir::{FieldId, Record, Value};

/// Stands between the parts of a key of several fields, where keys are compared: no cell holds it.
pub const BETWEEN_KEYS: char = '\u{1f}';

/// Reads the rows of one file for one record type.
///
/// ```
/// use leadscore::data::{Binding, Cells, Loader, Row};
/// use leadscore::ir::{Field, FieldId, Record, Type, Value};
///
/// let record = Record::new("Lead", vec![Field::new("age", Type::Integer)]);
/// let header = ["name".to_owned(), "Age".to_owned()];
/// let (binding, _) = Binding::of_header(&record, &[FieldId(0)], &header, false);
/// let mut loader = Loader::new(&record, binding, &jiff::tz::TimeZone::UTC);
/// let cells = Cells::Fields(vec!["Ana".to_owned(), "34".to_owned()]);
/// assert_eq!(loader.values(&Row { number: 1, line: 2, cells }), [Value::Number(34.into())]);
/// ```
#[derive(Clone, Debug)]
pub struct Loader {
    record: Record,
    pub(in crate::data) binding: Binding,
    /// One for each field that the binding looks for.
    decoders: Vec<Decoder>,
    /// Of those with related records, how they are read.
    nested: Vec<Option<Nested>>,
    problems: Problems,
    spot: Spot,
    /// Whether keys are remembered, to find repeated ones.
    keeps_keys: bool,
}

/// A cell of either format.
#[derive(Clone, Copy)]
pub(in crate::data) enum Cell<'r> {
    Absent,
    Text(&'r str),
    Json(&'r Json),
}

impl Loader {
    /// A loader for rows with this binding; times without an offset are in `zone`.
    #[must_use]
    pub fn new(record: &Record, binding: Binding, zone: &TimeZone) -> Self {
        let fields = binding.wanted().iter().filter_map(|id| record.get(*id));
        let decoders: Vec<Decoder> = fields.map(|field| Decoder::new(field, zone)).collect();
        Self {
            record: record.clone(),
            binding,
            nested: vec![None; decoders.len()],
            decoders,
            problems: Problems::new(record),
            spot: Spot::default(),
            keeps_keys: true,
        }
    }

    /// The same, but repeated keys are not looked for: that takes memory for each of them.
    #[must_use]
    pub fn forgetful(self) -> Self {
        Self { keeps_keys: false, ..self }
    }

    /// The record that it reads, with the fields behind its own that link it to others.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// A loader for leads with the records nested in them.
    #[must_use]
    pub fn of_leads(shape: &Shape, binding: Binding) -> Self {
        Self::of(shape, binding, Spot::default())
    }

    /// A loader for records that stand at `spot`.
    pub(in crate::data) fn of(shape: &Shape, binding: Binding, spot: Spot) -> Self {
        let mut loader = Self::new(&shape.record, binding, shape.clock.zone());
        for (id, nested) in loader.binding.wanted().iter().zip(&mut loader.nested) {
            let inner = shape.nested.iter().find(|(field, _)| field == id);
            if let (Some((_, inner)), Some(field)) = (inner, shape.record.get(*id)) {
                *nested = Some(Nested::new(field, inner, &spot));
            }
        }
        loader.problems = Problems::at(&shape.record, spot.clone());
        loader.spot = spot;
        loader
    }

    /// The values of a row, one for each field of the record in its order. Fields that the binding does not look for
    /// are missing, and so is what cannot be understood, which is counted.
    pub fn values(&mut self, row: &Row) -> Vec<Value> {
        let cells = self.cells(&row.cells);
        let values = self.read(&cells, row.number);
        if let Some(key) = self.keeps_keys.then(|| self.unique_key(&values)).flatten() {
            self.problems.key(&key, row.number);
        }
        values
    }

    /// The values of a record inside a row; whether its key is there twice is for the caller to see.
    pub(in crate::data) fn object(&mut self, object: &Map<String, Json>, row: u64) -> Vec<Value> {
        let cells = self.object_cells(object);
        self.read(&cells, row)
    }

    /// The fields that are looked for.
    #[must_use]
    pub fn wanted(&self) -> &[FieldId] {
        self.binding.wanted()
    }

    /// The cell of each field that is looked for.
    pub(in crate::data) fn cells<'r>(&mut self, cells: &'r Cells) -> Vec<Cell<'r>> {
        let fields = match cells {
            Cells::Fields(fields) => fields,
            Cells::Object(object) => return self.object_cells(object),
        };
        let columns = self.binding.columns().iter();
        let cell = |column: &Option<usize>| match column.and_then(|column| fields.get(column)) {
            Some(text) => Cell::Text(text),
            None => Cell::Absent,
        };
        columns.map(cell).collect()
    }

    fn object_cells<'r>(&mut self, object: &'r Map<String, Json>) -> Vec<Cell<'r>> {
        let mut cells = vec![Cell::Absent; self.decoders.len()];
        // Of several keys that mean one field, the last counts.
        for (key, value) in object {
            for place in self.binding.places_of_key(key) {
                if let Some(cell) = cells.get_mut(*place) {
                    *cell = Cell::Json(value);
                }
            }
        }
        cells
    }

    fn read(&mut self, cells: &[Cell<'_>], row: u64) -> Vec<Value> {
        let mut values = vec![Value::Missing; self.record.fields.len()];
        for (place, cell) in cells.iter().enumerate() {
            let Some(id) = self.binding.wanted().get(place).copied() else { continue };
            if let Some(slot) = values.get_mut(id.0 as usize) {
                *slot = self.value(place, *cell, row);
            }
        }
        values
    }

    /// The value in the cell of one of the fields that are looked for.
    pub(in crate::data) fn value(&mut self, place: usize, cell: Cell<'_>, row: u64) -> Value {
        let wanted = self.binding.wanted().get(place).copied();
        let (Some(id), Some(decoder)) = (wanted, self.decoders.get(place)) else {
            return Value::Missing;
        };
        let Some(nested) = self.nested.get_mut(place).and_then(Option::as_mut) else {
            return read(decoder, cell, id, row, &mut self.problems);
        };
        let none = nested.none();
        match nested.value(cell, row) {
            Ok(value) => {
                if value == none {
                    self.problems.blank(id, row);
                } else {
                    self.problems.understood(id);
                }
                value
            }
            Err(NotUnderstood) => {
                self.problems.not_understood(id, row, &written(cell));
                none
            }
        }
    }

    /// The text of a cell, if it is one that says what its value is: see [`Decoder::plain`].
    pub(in crate::data) fn plain<'c>(&self, place: usize, cell: Cell<'c>) -> Option<&'c str> {
        let text = match cell {
            Cell::Text(text) => text,
            Cell::Json(Json::String(text)) => text,
            Cell::Json(_) | Cell::Absent => return None,
        };
        self.decoders.get(place)?.plain(text)
    }

    /// Whether a field of a row is a key, for whoever is not interested in others.
    pub(in crate::data) fn has_key(&self, cells: &[Cell<'_>], field: FieldId, key: &str) -> bool {
        let place = self.binding.wanted().iter().position(|id| *id == field);
        let read = |place: usize| {
            let (cell, decoder) = (cells.get(place)?, self.decoders.get(place)?);
            match self.plain(place, *cell) {
                Some(text) => Some(text == key),
                None => Some(decode(decoder, *cell).ok()?.to_string() == key),
            }
        };
        place.and_then(read).unwrap_or(false)
    }

    /// Counts a value that was understood without decoding it.
    pub(in crate::data) fn understood(&mut self, place: usize) {
        if let Some(id) = self.binding.wanted().get(place) {
            self.problems.understood(*id);
        }
    }

    /// The key as it is compared: of several fields with a mark between them that no cell holds, so that
    /// different keys stay different.
    pub(in crate::data) fn unique_key(&self, values: &[Value]) -> Option<String> {
        self.joined_key(values, BETWEEN_KEYS.encode_utf8(&mut [0; 4]))
    }

    /// The key of a record, of several fields put together; `None` without one, or if any part is missing.
    #[must_use]
    pub fn key(&self, values: &[Value]) -> Option<String> {
        self.joined_key(values, " / ")
    }

    fn joined_key(&self, values: &[Value], between: &str) -> Option<String> {
        let mut parts = Vec::new();
        for id in self.record.keys() {
            match values.get(id.0 as usize) {
                None | Some(Value::Missing) => return None,
                Some(value) => parts.push(value.to_string()),
            }
        }
        (!parts.is_empty()).then(|| parts.join(between))
    }

    /// Adds what was noted about values of a field that were read elsewhere.
    pub fn note(&mut self, field: FieldId, noted: &mut Noted) {
        self.problems.add(field, noted);
    }

    /// Adds the [key](BETWEEN_KEYS) of a row that was read elsewhere.
    pub fn note_key(&mut self, key: &str, row: u64) {
        if self.keeps_keys {
            self.problems.key(key, row);
        }
    }

    /// Where the fields stand in the data.
    #[must_use]
    pub fn binding(&self) -> &Binding {
        &self.binding
    }

    /// What was wrong so far.
    #[must_use]
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// The fields that are looked for and were nowhere in the data.
    #[must_use]
    pub fn absent(&self) -> Vec<FieldId> {
        self.binding.absent()
    }

    /// How many values were not understood, of nested records too.
    #[must_use]
    pub fn values_not_understood(&self) -> u64 {
        let nested = self.nested.iter().flatten().map(Nested::values_not_understood);
        self.problems.values_not_understood() + nested.sum::<u64>()
    }

    /// Whether there is any problem, in nested records too.
    #[must_use]
    pub fn has_problem(&self) -> bool {
        self.problems.any() || self.nested.iter().flatten().any(Nested::has_problem)
    }

    /// All findings, at the end of the input.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut findings = self.binding.absent_keys(&self.record, &self.spot);
        findings.extend(self.problems.diagnostics());
        findings.extend(self.nested.iter().flatten().flat_map(Nested::diagnostics));
        findings
    }
}

fn decode(decoder: &Decoder, cell: Cell<'_>) -> Result<Value, NotUnderstood> {
    match cell {
        Cell::Absent => Ok(Value::Missing),
        Cell::Text(text) => decoder.text(text),
        Cell::Json(json) => decoder.json(json),
    }
}

/// A cell as it is written.
fn written(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => text.to_owned(),
        Cell::Json(json) => json.as_str().map_or_else(|| json.to_string(), str::to_owned),
        Cell::Absent => String::new(),
    }
}

fn read(
    decoder: &Decoder,
    cell: Cell<'_>,
    id: FieldId,
    row: u64,
    problems: &mut Problems,
) -> Value {
    match (decode(decoder, cell), cell) {
        (Ok(Value::Missing), _) => problems.blank(id, row),
        (Ok(value), _) => {
            problems.understood(id);
            match &value {
                Value::Text(text) => problems.text(id, row, &text.exact),
                Value::Texts(texts) => {
                    texts.iter().for_each(|it| problems.text(id, row, &it.exact))
                }
                _ => {}
            }
            return value;
        }
        (Err(NotUnderstood), cell) => problems.not_understood(id, row, &written(cell)),
    }
    Value::Missing
}

#[cfg(test)]
mod tests;
