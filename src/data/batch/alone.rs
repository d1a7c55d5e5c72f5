//! One JSON object as a batch, for services that get one record at a time.

use serde_json::{Map, Value as Json};

use super::cells::Batch;
use super::ndjson;
use super::slots::{Places, Slots};
use crate::data::Reason;
use crate::data::read::json_value;

impl Batch {
    /// Reads the text of one JSON object, of which only the cells of the slots are kept, as the only row.
    ///
    /// ```
    /// use leadscore::data::{Batch, Binding, RawCell, Slots};
    /// use leadscore::ir::{Field, FieldId, Record, Type};
    ///
    /// let record = Record::new("Lead", vec![Field::new("city", Type::Text)]);
    /// let (mut slots, _) = Slots::of(&[&Binding::of_keys(&record, &[FieldId(0)])]);
    /// let mut batch = Batch::default();
    /// batch.read_object(&mut slots, r#"{"id": 7, "City": "Varna"}"#)?;
    /// assert_eq!(batch.cell(0, 0), RawCell::Text("Varna"));
    /// let wrong = batch.read_object(&mut slots, "[1, 2]").unwrap_err();
    /// assert_eq!(wrong.to_string(), "is a list, not an object {…}");
    /// # Ok::<(), leadscore::data::Reason>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When it is not valid JSON, or not an object; the batch is then empty.
    pub fn read_object(&mut self, slots: &mut Slots, json: &str) -> Result<(), Reason> {
        self.clear(slots.len());
        if let Places::Keys(keys) = &mut slots.places
            && ndjson::take_alone(json, keys, self)
        {
            self.numbers.push(1);
            self.lines.push(1);
            return Ok(());
        }
        let object = json_value::object(json.as_bytes(), 1)?;
        self.put_object(slots, &object);
        Ok(())
    }

    /// Takes the cells of the slots out of one JSON object, as the only row.
    pub fn put_object(&mut self, slots: &mut Slots, object: &Map<String, Json>) {
        self.clear(slots.len());
        self.begin_row();
        self.numbers.push(1);
        self.lines.push(1);
        let Places::Keys(keys) = &mut slots.places else { return };
        // Of several keys that mean one field, the last counts.
        for (key, value) in object {
            if let Some(slot) = keys.learn(key) {
                let span = self.add_json(value);
                self.set(slot, span);
            }
        }
    }
}
