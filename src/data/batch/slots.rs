//! Which cells are read, and where each goes.

use std::collections::HashMap;

use crate::data::values::binding::MOST_KEYS;
use crate::data::{Binding, Loader};
use crate::ir::name_key;

/// The cells of each row that are read: columns of a header or keys of JSON objects, each of which fills one slot of a
/// [`Batch`](super::Batch).
#[derive(Clone, Debug)]
pub struct Slots {
    pub(super) places: Places,
}

#[derive(Clone, Debug)]
pub(super) enum Places {
    /// The column of each slot, from 0.
    Columns(Vec<usize>),
    Keys(Keys),
}

/// The keys of JSON objects, learnt as they come.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    /// The slot of each name, as names are compared.
    by_name: HashMap<String, usize>,
    /// The slot of each key, as it is written.
    known: HashMap<String, Option<usize>>,
    /// The keys that are known, in the order in which they were met.
    met: Vec<String>,
    /// Whether a key was met for each slot.
    there: Vec<bool>,
    /// What stood before the value at each place of the object before, from the quote of the key on, and the slot of
    /// the key: the next one is most likely the same.
    usual: Vec<(String, Option<usize>)>,
}

impl Slots {
    /// The cells that any of several bindings to the same file look for. For each binding it also gives the slot of
    /// each of its [wanted](Binding::wanted) fields; there is none where the header has no such column.
    ///
    /// ```
    /// use leadscore::data::{Binding, Slots};
    /// use leadscore::ir::{Field, FieldId, Record, Type};
    ///
    /// let record = |names: [&str; 2]| {
    ///     Record::new("Lead", names.map(|name| Field::new(name, Type::Text)).to_vec())
    /// };
    /// let header = ["id", "Size", "City"].map(str::to_owned);
    /// let used = [FieldId(0), FieldId(1)];
    /// let (one, _) = Binding::of_header(&record(["city", "size"]), &used, &header, true);
    /// let (two, _) = Binding::of_header(&record(["land", "city"]), &used, &header, true);
    /// let (slots, places) = Slots::of(&[&one, &two]);
    /// assert_eq!(slots.len(), 2);
    /// assert_eq!(places, [[Some(0), Some(1)], [None, Some(0)]]);
    /// ```
    #[must_use]
    pub fn of(bindings: &[&Binding]) -> (Self, Vec<Vec<Option<usize>>>) {
        let of_keys = bindings.iter().any(|binding| binding.key_names().is_some());
        if of_keys { Self::of_keys(bindings) } else { Self::of_columns(bindings) }
    }

    fn of_columns(bindings: &[&Binding]) -> (Self, Vec<Vec<Option<usize>>>) {
        let mut columns = Vec::new();
        let mut slot = |column: usize| {
            columns.iter().position(|it| *it == column).unwrap_or_else(|| {
                columns.push(column);
                columns.len() - 1
            })
        };
        let of_binding = |binding: &&Binding| {
            binding.columns().iter().map(|column| column.map(&mut slot)).collect()
        };
        let slots = bindings.iter().map(of_binding).collect();
        (Self { places: Places::Columns(columns) }, slots)
    }

    fn of_keys(bindings: &[&Binding]) -> (Self, Vec<Vec<Option<usize>>>) {
        let mut by_name = HashMap::new();
        let mut slot = |name: &str| {
            let next = by_name.len();
            *by_name.entry(name.to_owned()).or_insert(next)
        };
        let of_binding = |binding: &&Binding| {
            let names = binding.key_names().unwrap_or_default();
            names.into_iter().map(|name| name.map(&mut slot)).collect()
        };
        let slots = bindings.iter().map(of_binding).collect();
        let there = vec![false; by_name.len()];
        (Self { places: Places::Keys(Keys { by_name, there, ..Keys::default() }) }, slots)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.places {
            Places::Columns(columns) => columns.len(),
            Places::Keys(keys) => keys.there.len(),
        }
    }

    /// Whether no cell is read at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Tells a binding, and so the findings about it, which keys were met in JSON so far.
    pub fn tell(&self, binding: &mut Binding) {
        if let Places::Keys(keys) = &self.places {
            for key in &keys.met {
                binding.places_of_key(key);
            }
        }
    }
}

impl Loader {
    /// Learns which keys of JSON were met by reading batches; see [`Slots::tell`].
    pub fn learn(&mut self, slots: &Slots) {
        slots.tell(&mut self.binding);
    }
}

impl Keys {
    /// The slot of a key in an object that could be read.
    pub(super) fn learn(&mut self, key: &str) -> Option<usize> {
        if let Some(slot) = self.known.get(key) {
            return *slot;
        }
        let slot = self.by_name.get(&name_key(key)).copied();
        let there = slot.and_then(|slot| self.there.get_mut(slot));
        let is_first = there.is_some_and(|there| !std::mem::replace(there, true));
        let is_remembered = self.known.len() < MOST_KEYS;
        if is_remembered {
            self.known.insert(key.to_owned(), slot);
        }
        if is_remembered || is_first {
            self.met.push(key.to_owned());
        }
        slot
    }

    /// If the key that usually stands at this place of an object, from 0, is the one that `text` begins with: how
    /// long it is, with its quotes and all up to the value, and its slot.
    #[inline]
    pub(super) fn usual(&self, place: usize, text: &[u8]) -> Option<(usize, Option<usize>)> {
        let (usual, slot) = self.usual.get(place)?;
        text.starts_with(usual.as_bytes()).then_some((usual.len(), *slot))
    }

    /// The slot of a key, if it was met before. It is expected at its place from now on, as it is `written` there.
    pub(super) fn known(
        &mut self,
        place: usize,
        key: &str,
        written: &str,
    ) -> Option<Option<usize>> {
        let slot = *self.known.get(key)?;
        if let Some((usual, its_slot)) = self.usual.get_mut(place) {
            written.clone_into(usual);
            *its_slot = slot;
        } else if place < MOST_KEYS {
            self.usual.push((written.to_owned(), slot));
        }
        Some(slot)
    }
}
