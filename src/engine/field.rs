//! The cells of one field, as they stand in the data → cells of its axis.

use std::borrow::Cow;
use std::ops::Range;

use hashbrown::HashMap;
use jiff::tz::TimeZone;

#[cfg(feature = "formats")]
use super::arrays::Words;
use super::keys::Keys;
use super::met::{Found, Key, Met, after_at};
use super::plain::{plain_day, plain_number};
use super::plan::PlannedAxis;
use super::quick::Quick;
use super::scorer::State;
use super::table::CellId;
use crate::data::{Decoder, NotUnderstood, Noted, RawCell, looks_spoilt};
use crate::ir::{Field, Part, Value};

/// So many different texts of a field are remembered.
const MOST_KNOWN: usize = 1 << 15;

/// Reads the values of one field.
#[derive(Debug)]
pub(super) struct FieldReader {
    decoder: Decoder,
    pub quick: Quick,
    /// Whether rows without a value are noted.
    notes_blanks: bool,
    met: Met,
    texts: HashMap<Box<str>, Known>,
    json: HashMap<Box<str>, Known>,
    /// Those of the dictionary that was read last.
    #[cfg(feature = "formats")]
    pub words: Option<Words>,
    /// Of which state of its axis the cells of known texts are.
    state: u64,
    pub noted: Noted,
}

/// What is known of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub cell: CellId,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Understood,
    Blank,
    NotUnderstood,
    Spoilt,
}

impl FieldReader {
    /// A reader for a field, whose values lie on `axis` if anything asks for them.
    pub fn new(field: &Field, zone: &TimeZone, axis: Option<&PlannedAxis<'_>>) -> Self {
        let decoder = Decoder::new(field, zone);
        Self::with(decoder, Quick::of(field, axis), field.required || field.key)
    }

    /// A reader for the same field that has met nothing yet.
    pub fn another(&self) -> Self {
        Self::with(self.decoder.clone(), self.quick, self.notes_blanks)
    }

    fn with(decoder: Decoder, quick: Quick, notes_blanks: bool) -> Self {
        Self {
            decoder,
            quick,
            notes_blanks,
            met: Met::new(),
            texts: HashMap::new(),
            json: HashMap::new(),
            #[cfg(feature = "formats")]
            words: None,
            state: 0,
            noted: Noted::default(),
        }
    }

    /// Reads cells that are parts of some bytes, each given by its place if it is a text; any cell can also be looked
    /// at as it is.
    pub fn read<'b>(
        &mut self,
        bytes: &[u8],
        places: impl Iterator<Item = Option<Range<usize>>>,
        cell: impl Fn(usize) -> RawCell<'b>,
        number: impl Fn(usize) -> u64,
        axis: Option<(&PlannedAxis<'_>, &mut State)>,
    ) {
        let Some((axis, state)) = axis else {
            places.enumerate().for_each(|(row, _)| self.look(cell(row), number(row)));
            return;
        };
        self.renew(state);
        match self.quick {
            Quick::Number | Quick::Integer => {
                let whole = matches!(self.quick, Quick::Integer);
                self.read_keys(bytes, places, cell, number, axis, state, |keys, text| {
                    let (mantissa, scale) = plain_number(text)?;
                    if whole && scale > 0 { None } else { keys.of_number(mantissa, scale) }
                });
            }
            Quick::Day => {
                self.read_keys(bytes, places, cell, number, axis, state, |keys, text| {
                    keys.of_day(plain_day(text)?)
                });
            }
            _ => self.read_met(bytes, places, cell, number, axis, state),
        }
    }

    /// Reads cells whose place is found by a key.
    #[inline]
    #[expect(clippy::too_many_arguments, reason = "one loop for numbers and days")]
    fn read_keys<'b>(
        &mut self,
        bytes: &[u8],
        places: impl Iterator<Item = Option<Range<usize>>>,
        cell: impl Fn(usize) -> RawCell<'b>,
        number: impl Fn(usize) -> u64,
        axis: &PlannedAxis<'_>,
        state: &mut State,
        interval: impl Fn(&Keys, &[u8]) -> Option<usize>,
    ) {
        let mut values = 0;
        for (row, place) in places.enumerate() {
            if place.as_ref().is_some_and(Range::is_empty) && !self.notes_blanks {
                state.cells.push(state.located.missing(axis, &mut state.table));
                continue;
            }
            let text = place.and_then(|place| bytes.get(place)).unwrap_or_default();
            let interval = state.located.keys().and_then(|keys| interval(keys, text));
            let located = match interval.and_then(|it| state.located.met(it)) {
                Some(cell) => {
                    values += 1;
                    cell
                }
                None => self.remembered(cell(row), number(row), axis, state),
            };
            state.cells.push(located);
        }
        self.noted.understood += values;
    }

    /// Reads cells of which many come again.
    fn read_met<'b>(
        &mut self,
        bytes: &[u8],
        places: impl Iterator<Item = Option<Range<usize>>>,
        cell: impl Fn(usize) -> RawCell<'b>,
        number: impl Fn(usize) -> u64,
        axis: &PlannedAxis<'_>,
        state: &mut State,
    ) {
        let pays = self.met.pays(places.size_hint().0);
        let (mut values, mut found) = (0, 0);
        let before = state.cells.len();
        for (row, place) in places.enumerate() {
            let key = place.filter(|_| pays).and_then(|place| self.key(bytes, place));
            if let Some(known) = key.as_ref().and_then(|key| self.met.find(key)) {
                values += u64::from(known.is_value);
                found += 1;
                state.cells.push(known.cell);
                continue;
            }
            let known = self.known(cell(row), axis, state);
            self.note(known.what, cell(row), number(row));
            state.cells.push(known.cell);
            if let (Some(key), Some(found)) = (key, self.silent(known)) {
                self.met.insert(key, found);
            }
        }
        self.noted.understood += values;
        self.met.learn(if pays { state.cells.len() - before } else { 0 }, found);
    }

    /// The key by which a text can be met again.
    #[inline]
    fn key(&self, bytes: &[u8], place: Range<usize>) -> Option<Key> {
        match self.quick {
            Quick::Part(Part::AfterAt) => {
                Key::of(bytes, after_at(bytes, place.start, place.end)?, place.end)
            }
            _ => Key::of(bytes, place.start, place.end),
        }
    }

    /// What is known of a text, if nothing is noted about it.
    fn silent(&self, known: Known) -> Option<Found> {
        let cell = known.cell;
        match known.what {
            What::Understood => Some(Found { cell, is_value: true }),
            What::Blank if !self.notes_blanks => Some(Found { cell, is_value: false }),
            _ => None,
        }
    }

    /// Forgets cells that are no more.
    pub fn renew(&mut self, state: &State) {
        if self.state != state.number {
            self.state = state.number;
            self.met.clear();
            self.texts.clear();
            self.json.clear();
            #[cfg(feature = "formats")]
            {
                self.words = None;
            }
        }
    }

    /// The value of a cell, for whoever needs it besides its place on an axis.
    pub fn value(&self, cell: RawCell<'_>) -> Value {
        self.decoded(cell).unwrap_or(Value::Missing)
    }

    /// A text that is its own value; `None` if it has to be read first.
    pub fn plain<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.decoder.plain(text)
    }

    /// The place of a number or day in its plainest form.
    fn quickly(
        &self,
        cell: RawCell<'_>,
        axis: &PlannedAxis<'_>,
        state: &mut State,
    ) -> Option<CellId> {
        let text = match cell {
            RawCell::Text(text) | RawCell::Json(text) => text,
            RawCell::Absent => return None,
        };
        let keys = state.located.keys()?;
        let interval = match self.quick {
            Quick::Number | Quick::Integer => {
                let (mantissa, scale) = plain_number(text.as_bytes())?;
                if scale > 0 && matches!(self.quick, Quick::Integer) {
                    return None;
                }
                keys.of_number(mantissa, scale)?
            }
            Quick::Day => keys.of_day(plain_day(text.as_bytes())?)?,
            Quick::Known | Quick::Part(_) | Quick::Anything => return None,
        };
        Some(self.in_interval(interval, cell, axis, state))
    }

    /// The place of a cell that lies in an interval.
    pub fn in_interval(
        &self,
        interval: usize,
        cell: RawCell<'_>,
        axis: &PlannedAxis<'_>,
        state: &mut State,
    ) -> CellId {
        match state.located.met(interval) {
            Some(cell) => cell,
            None => state.located.cell_of(axis, &mut state.table, &self.value(cell)),
        }
    }

    /// The place of a cell, and what is wrong with it is noted.
    pub fn remembered(
        &mut self,
        cell: RawCell<'_>,
        row: u64,
        axis: &PlannedAxis<'_>,
        state: &mut State,
    ) -> CellId {
        let known = self.known(cell, axis, state);
        self.note(known.what, cell, row);
        known.cell
    }

    /// What is known of a cell, or found out about it now.
    pub fn known(&mut self, cell: RawCell<'_>, axis: &PlannedAxis<'_>, state: &mut State) -> Known {
        if let Some(cell) = self.quickly(cell, axis, state) {
            return Known { cell, what: What::Understood };
        }
        let (known, text) = match cell {
            RawCell::Absent => {
                let cell = state.located.missing(axis, &mut state.table);
                return Known { cell, what: What::Blank };
            }
            RawCell::Text(text) => (&mut self.texts, text),
            RawCell::Json(text) => (&mut self.json, text),
        };
        let part = match (self.quick, cell) {
            (Quick::Part(part), RawCell::Text(text)) => part.of(text).and_then(|it| text.get(it)),
            _ => None,
        };
        let key = part.unwrap_or(text);
        if let Some(found) = known.get(key) {
            return *found;
        }
        let (value, what) = match (self.decoded(cell), part) {
            (Err(NotUnderstood), _) => (Value::Missing, What::NotUnderstood),
            (Ok(_), Some(part)) => (Value::text(part), What::Understood),
            (Ok(value), None) => {
                let what = what_of(&value);
                (value, what)
            }
        };
        let located = match value {
            // It is remembered here.
            Value::Text(_) => state.table.cell_of(axis, &value),
            _ => state.located.cell_of(axis, &mut state.table, &value),
        };
        let found = Known { cell: located, what };
        let known = if matches!(cell, RawCell::Json(_)) { &mut self.json } else { &mut self.texts };
        if known.len() < MOST_KNOWN {
            known.insert(key.into(), found);
        }
        found
    }

    /// Looks at a value that nothing asks for, to see what is wrong with it.
    pub fn look(&mut self, cell: RawCell<'_>, row: u64) {
        let what = match (self.quick, cell) {
            (Quick::Anything, RawCell::Text(text)) if self.decoder.plain(text).is_some() => {
                What::Understood
            }
            _ => match self.decoded(cell) {
                Ok(value) => what_of(&value),
                Err(NotUnderstood) => What::NotUnderstood,
            },
        };
        self.note(what, cell, row);
    }

    fn decoded(&self, cell: RawCell<'_>) -> Result<Value, NotUnderstood> {
        match cell {
            RawCell::Absent => Ok(Value::Missing),
            RawCell::Text(text) => self.decoder.text(text),
            RawCell::Json(text) => match serde_json::from_str(text) {
                Ok(json) => self.decoder.json(&json),
                Err(_) => Err(NotUnderstood),
            },
        }
    }

    /// Notes what is wrong with a cell, if anything is.
    pub fn note(&mut self, what: What, cell: RawCell<'_>, row: u64) {
        match what {
            What::Understood => self.noted.understood += 1,
            What::Blank if self.notes_blanks => self.noted.blanks.push(row),
            What::Blank => {}
            What::NotUnderstood => self.noted.not_understood(row, &written(cell)),
            What::Spoilt => {
                self.noted.understood += 1;
                let texts = match self.decoded(cell) {
                    Ok(Value::Text(text)) => vec![text],
                    Ok(Value::Texts(texts)) => texts,
                    _ => Vec::new(),
                };
                let spoilt = texts.iter().filter(|it| looks_spoilt(&it.exact));
                spoilt.for_each(|it| self.noted.spoilt(row, &it.exact));
            }
        }
    }
}

/// What is noted of a value that could be read.
fn what_of(value: &Value) -> What {
    let spoilt = match value {
        Value::Missing => return What::Blank,
        Value::Text(text) => looks_spoilt(&text.exact),
        Value::Texts(texts) => texts.iter().any(|it| looks_spoilt(&it.exact)),
        _ => false,
    };
    if spoilt { What::Spoilt } else { What::Understood }
}

/// A cell as it is written.
fn written(cell: RawCell<'_>) -> Cow<'_, str> {
    match cell {
        RawCell::Text(text) | RawCell::Json(text) => text.into(),
        RawCell::Absent => "".into(),
    }
}
