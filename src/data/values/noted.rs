//! What was noted about the values of a field, where they are read many at a time.

use super::problems::Problems;
use crate::encoding;
use crate::ir::FieldId;

/// What was noted about some values of one field, in the order of their rows.
///
/// ```
/// use leadscore::data::{Noted, Problems};
/// use leadscore::ir::{Field, FieldId, Record, Type};
///
/// let fields = vec![Field::new("employees", Type::Integer)];
/// let mut problems = Problems::new(&Record::new("Lead", fields));
/// let mut noted = Noted::default();
/// noted.understood += 99;
/// noted.not_understood(7, "12 people");
/// problems.add(FieldId(0), &mut noted);
/// assert_eq!(problems.values_not_understood(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// How many were understood.
    pub understood: u64,
    /// The rows without a value.
    pub blanks: Vec<u64>,
    told: Vec<(u64, What, String)>,
}

#[derive(Clone, Copy, Debug)]
enum What {
    NotUnderstood,
    Spoilt,
}

impl Noted {
    /// Takes everything out.
    pub fn clear(&mut self) {
        self.understood = 0;
        self.blanks.clear();
        self.told.clear();
    }

    /// A value that was not understood, as it was written in a row.
    pub fn not_understood(&mut self, row: u64, raw: &str) {
        self.told.push((row, What::NotUnderstood, raw.to_owned()));
    }

    /// A text of a value that was understood, but [looks spoilt](looks_spoilt).
    pub fn spoilt(&mut self, row: u64, text: &str) {
        self.told.push((row, What::Spoilt, text.to_owned()));
    }
}

/// Whether letters of a text were lost, or decoded wrongly: `ProducciÃ³n`.
///
/// ```
/// assert!(leadscore::data::looks_spoilt("ProducciÃ³n"));
/// assert!(!leadscore::data::looks_spoilt("Producción"));
/// ```
#[must_use]
pub fn looks_spoilt(text: &str) -> bool {
    !text.is_ascii()
        && (text.contains(char::REPLACEMENT_CHARACTER) || encoding::unspoilt(text).is_some())
}

impl Problems {
    /// Adds what was noted about a field, and takes it out of `noted`.
    pub fn add(&mut self, field: FieldId, noted: &mut Noted) {
        self.understood_many(field, std::mem::take(&mut noted.understood));
        noted.blanks.drain(..).for_each(|row| self.blank(field, row));
        for (row, what, text) in noted.told.drain(..) {
            match what {
                What::NotUnderstood => self.not_understood(field, row, &text),
                What::Spoilt => self.text(field, row, &text),
            }
        }
    }
}
