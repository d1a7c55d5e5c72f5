//! What was wrong with the values of a run: counted, with the first examples and the likely cause.

use super::causes::Evidence;
use super::keys::Keys;
use super::spoilt::Spoilt;
use super::spot::Spot;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::format::print_text;
use crate::ir::{Field, FieldId, Record};

/// How many examples a message shows.
const SHOWN: usize = 3;
/// How much of a long value a message shows, in characters.
const LONGEST: usize = 60;

/// Collects the problems of the values of one run.
///
/// Memory is bounded, whatever the number of problems and of rows.
///
/// ```
/// use leadscore::data::Problems;
/// use leadscore::ir::{Field, FieldId, Record, Type};
///
/// let fields = vec![Field::new("employees", Type::Integer)];
/// let mut problems = Problems::new(&Record::new("Lead", fields));
/// problems.understood(FieldId(0));
/// problems.not_understood(FieldId(0), 7, "12 people");
/// assert_eq!(
///     problems.diagnostics()[0].message,
///     "1 value of \"employees\" cannot be read as a whole number and counts as missing: \"12 people\" (row 7)."
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Problems {
    spot: Spot,
    fields: Vec<FieldProblems>,
    keys: Keys,
    repeated: u64,
    /// The first repeated keys, with the first two rows of each.
    repeats: Vec<(String, u64, u64)>,
}

#[derive(Clone, Debug)]
struct FieldProblems {
    field: Field,
    understood: u64,
    not_understood: u64,
    /// The first different values, with their rows.
    examples: Vec<(String, u64)>,
    evidence: Option<Evidence>,
    spoilt: Spoilt,
    blank: u64,
    blank_rows: Vec<u64>,
}

impl Problems {
    /// No problems yet.
    #[must_use]
    pub fn new(record: &Record) -> Self {
        Self::at(record, Spot::default())
    }

    /// No problems yet of records that stand elsewhere than among the leads.
    pub(in crate::data) fn at(record: &Record, spot: Spot) -> Self {
        let fields = record.fields.iter().map(|field| FieldProblems {
            field: field.clone(),
            understood: 0,
            not_understood: 0,
            examples: Vec::new(),
            evidence: None,
            spoilt: Spoilt::default(),
            blank: 0,
            blank_rows: Vec::new(),
        });
        let fields = fields.collect();
        Self { spot, fields, keys: Keys::default(), repeated: 0, repeats: Vec::new() }
    }

    /// A value that was understood: it tells whether the others are exceptions.
    pub fn understood(&mut self, field: FieldId) {
        if let Some(problems) = self.fields.get_mut(field.0 as usize) {
            problems.understood += 1;
        }
    }

    /// So many values that were understood.
    pub(in crate::data) fn understood_many(&mut self, field: FieldId, count: u64) {
        if let Some(problems) = self.fields.get_mut(field.0 as usize) {
            problems.understood += count;
        }
    }

    /// The text of a value that was understood, to see whether its letters are sound.
    pub fn text(&mut self, field: FieldId, row: u64, text: &str) {
        if !text.is_ascii()
            && let Some(problems) = self.fields.get_mut(field.0 as usize)
        {
            problems.spoilt.add(text, row);
        }
    }

    /// A value that was not understood, as it was written in a row.
    pub fn not_understood(&mut self, field: FieldId, row: u64, raw: &str) {
        let Some(problems) = self.fields.get_mut(field.0 as usize) else { return };
        problems.not_understood += 1;
        problems.evidence.get_or_insert_with(|| Evidence::new(&problems.field)).add(raw);
        let is_new = || problems.examples.iter().all(|(example, _)| example != raw);
        if problems.examples.len() < SHOWN && is_new() {
            problems.examples.push((raw.to_owned(), row));
        }
    }

    /// A blank: a problem if the field is required or a key.
    pub fn blank(&mut self, field: FieldId, row: u64) {
        let Some(problems) = self.fields.get_mut(field.0 as usize) else { return };
        if problems.field.required || problems.field.key {
            problems.blank += 1;
            if problems.blank_rows.len() < SHOWN {
                problems.blank_rows.push(row);
            }
        }
    }

    /// The key of a row, of several fields the keys together. Keys are compared exactly.
    pub fn key(&mut self, key: &str, row: u64) {
        let Some(first) = self.keys.add(key, row) else { return };
        self.repeated += 1;
        if self.repeats.len() < SHOWN && self.repeats.iter().all(|(other, ..)| other != key) {
            self.repeats.push((key.to_owned(), first, row));
        }
    }

    /// How many values were not understood, for the [`summary`].
    #[must_use]
    pub fn values_not_understood(&self) -> u64 {
        self.fields.iter().map(|field| field.not_understood).sum()
    }

    /// Whether there is any problem.
    #[must_use]
    pub fn any(&self) -> bool {
        self.repeated > 0 || self.fields.iter().any(|it| it.not_understood + it.blank > 0)
    }

    /// One warning for each kind of problem of each field, in the order of the record.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let fields = self.fields.iter();
        let of_fields = fields.flat_map(|field| {
            let column = self.spot.column(&field.field.column);
            let spoilt = field.spoilt.findings(&column);
            let blanks = field.blanks_finding(&column, &self.spot);
            field.values_finding(&column).into_iter().chain(spoilt).chain(blanks)
        });
        of_fields.chain(self.keys_finding()).chain(self.keys_not_compared()).collect()
    }

    fn keys_finding(&self) -> Option<Diagnostic> {
        let told: Vec<String> = self
            .repeats
            .iter()
            .map(|(key, first, again)| format!("\"{}\" (rows {first} and {again})", shortened(key)))
            .collect();
        let what = match self.repeated {
            0 => return None,
            1 => "1 record has the key of an earlier one".to_owned(),
            many => format!("{} records have the key of an earlier one", thousands(many)),
        };
        let more = if self.repeated > told.len() as u64 { ", …" } else { "." };
        let message = format!("{what}: {}{more}", told.join(", "));
        Some(Diagnostic::general(Severity::Warning, codes::DUPLICATE_KEYS, message).help(
            "Each of them is scored. If they are the same lead, keep one of them in the data.",
        ))
    }
}

impl Problems {
    fn keys_not_compared(&self) -> Option<Diagnostic> {
        let most = thousands(u64::try_from(self.keys.compared()?).ok()?);
        let message = format!("Not all keys were compared with each other: only {most} of them.");
        let help = "Sort the data by their key, and a repeated one is found at any size.";
        Some(Diagnostic::general(Severity::Note, codes::DUPLICATE_KEYS, message).help(help))
    }
}

impl FieldProblems {
    /// `column` is its name with where it stands.
    fn values_finding(&self, column: &str) -> Option<Diagnostic> {
        let evidence = self.evidence.as_ref()?;
        let examples: Vec<String> =
            self.examples.iter().map(|(raw, row)| quoted_row(raw, *row)).collect();
        let (values, verb) = match self.not_understood {
            1 => ("1 value".to_owned(), "counts"),
            many => (format!("{} values", thousands(many)), "count"),
        };
        let fault = match (&self.field.values, self.not_understood) {
            (Some(_), 1) => "is not in its closed list".to_owned(),
            (Some(_), _) => "are not in its closed list".to_owned(),
            (None, _) => format!("cannot be read as {}", self.field.ty.words()),
        };
        let more = if self.not_understood > examples.len() as u64 { ", …" } else { "." };
        let message = format!(
            "{values} of {column} {fault} and {verb} as missing: {}{more}",
            examples.join(", ")
        );
        Some(
            Diagnostic::general(Severity::Warning, codes::NOT_UNDERSTOOD, message)
                .help(evidence.cause(self.not_understood > self.understood)),
        )
    }

    fn blanks_finding(&self, column: &str, spot: &Spot) -> Option<Diagnostic> {
        let rows: Vec<String> = self.blank_rows.iter().map(|row| thousands(*row)).collect();
        let (records, row) = match self.blank {
            0 => return None,
            1 => ("1 record has".to_owned(), "row"),
            many => (format!("{} records have", thousands(many)), "rows"),
        };
        let why = match self.field.required {
            true => "which the schema requires",
            false => "which is their key",
        };
        let more = if self.blank > rows.len() as u64 { ", …" } else { "." };
        let verb = if spot.is_leads() { "are scored" } else { "count" };
        let message = format!("{records} no {column}, {why}: {row} {}{more}", rows.join(", "));
        Some(
            Diagnostic::general(Severity::Warning, codes::NOT_UNDERSTOOD, message)
                .help(format!("They {verb} with what is known. Fill the blanks in the data.")),
        )
    }
}

/// The last line of a run: every row that was read is scored or rejected.
///
/// ```
/// use leadscore::data::summary;
/// assert_eq!(
///     summary(9240, 9239, 1, 31),
///     "9,240 read, 9,239 scored, 1 rejected, 31 values not understood"
/// );
/// ```
#[must_use]
pub fn summary(read: u64, scored: u64, rejected: u64, not_understood: u64) -> String {
    let values = if not_understood == 1 { "value" } else { "values" };
    // Where only some records are chosen, the line adds up all the same.
    let left_out = match read.saturating_sub(scored + rejected) {
        0 => String::new(),
        some => format!("{} left out, ", thousands(some)),
    };
    let [read, scored, rejected, not_understood] =
        [read, scored, rejected, not_understood].map(thousands);
    format!(
        "{read} read, {scored} scored, {left_out}{rejected} rejected, {not_understood} {values} not understood"
    )
}

/// A count with its thousands apart: `9,240`.
///
/// ```
/// assert_eq!(leadscore::data::thousands(1_234_567), "1,234,567");
/// ```
#[must_use]
pub fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Texts in quotes, with something between them.
pub(in crate::data) fn quoted_list(texts: &[String], between: &str) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| print_text(text)).collect();
    quoted.join(between)
}

/// `"12 people" (row 7)`
pub(in crate::data) fn quoted_row(raw: &str, row: u64) -> String {
    format!("\"{}\" (row {})", shortened(raw), thousands(row))
}

/// A value on one line, its middle left out if it is long.
fn shortened(raw: &str) -> String {
    let line: String = raw.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let length = line.chars().count();
    if length <= LONGEST {
        return line;
    }
    let start: String = line.chars().take(LONGEST - 20).collect();
    let end: String = line.chars().skip(length - 15).collect();
    format!("{start} … {end}")
}

#[cfg(test)]
mod tests;
