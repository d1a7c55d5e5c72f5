//! Which column or key of the data belongs to which field.

use std::collections::HashMap;

use super::spot::Spot;
use crate::data::relate::Shape;
use crate::diagnostic::{Diagnostic, Severity, codes, nearest, unlike};
use crate::format::print_text;
use crate::ir::{Field, FieldId, Record, name_key};

/// How many different keys of JSON are remembered; beyond that they are looked up anew each time.
pub(in crate::data) const MOST_KEYS: usize = 4096;

/// Where the values of fields stand in the data.
///
/// A field's [`column`](crate::ir::Field::column) and a header or key are the same if they differ only in case
/// or in the way an accent is written.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The fields that are looked for: those that the rules use, keys, and required ones.
    wanted: Vec<FieldId>,
    places: Places,
}

#[derive(Clone, Debug)]
enum Places {
    /// For each wanted field its column in the header, from 0.
    Columns(Vec<Option<usize>>),
    Keys(Keys),
}

/// The keys of JSON objects, learnt as they come.
#[derive(Clone, Debug, Default)]
struct Keys {
    /// The places among the wanted fields of each column's name.
    by_name: HashMap<String, Vec<usize>>,
    /// What each key, as it is written, belongs to.
    known: HashMap<String, Vec<usize>>,
    /// The keys that belong to no field, in the order in which they were met.
    others: Vec<String>,
    /// Whether each wanted field was ever there.
    met: Vec<bool>,
}

impl Binding {
    /// Binds fields to the columns of a header, once for a whole file.
    ///
    /// Besides the `used` fields, keys and required fields are bound. Each one without a column gives a finding, an
    /// error unless `allow_missing`; the field is then missing in every row. Other fields may be absent.
    ///
    /// ```
    /// use leadscore::data::Binding;
    /// use leadscore::ir::{Field, FieldId, Record, Type};
    ///
    /// let fields = vec![Field::new("city", Type::Text), Field::new("industry", Type::Text)];
    /// let record = Record::new("Lead", fields);
    /// let header = ["City".to_owned(), "Industy".to_owned()];
    /// let (binding, findings) = Binding::of_header(&record, &[FieldId(0), FieldId(1)], &header, false);
    /// assert_eq!(binding.column(FieldId(0)), Some(0));
    /// assert!(findings[0].message.contains("no column \"industry\""));
    /// ```
    #[must_use]
    pub fn of_header(
        record: &Record,
        used: &[FieldId],
        header: &[String],
        allow_missing: bool,
    ) -> (Self, Vec<Diagnostic>) {
        let own = record.fields.len();
        Self::of_columns(record, own, used, header, allow_missing, &Spot::default())
    }

    /// Binds the fields of a shape to a header, or to the keys of JSON objects if there is none.
    #[must_use]
    pub fn of_shape(
        shape: &Shape,
        header: Option<&[String]>,
        allow_missing: bool,
    ) -> (Self, Vec<Diagnostic>) {
        Self::of_shape_at(shape, &shape.used, header, allow_missing, &Spot::default())
    }

    /// Binds fields of a shape in a file that may not be that of the leads.
    pub(in crate::data) fn of_shape_at(
        shape: &Shape,
        used: &[FieldId],
        header: Option<&[String]>,
        allow_missing: bool,
        spot: &Spot,
    ) -> (Self, Vec<Diagnostic>) {
        match header {
            Some(header) => {
                Self::of_columns(&shape.record, shape.own, used, header, allow_missing, spot)
            }
            None => (Self::of_keys(&shape.record, used), Vec::new()),
        }
    }

    /// The fields behind the first `own` ones only link the record to others.
    fn of_columns(
        record: &Record,
        own: usize,
        used: &[FieldId],
        header: &[String],
        allow_missing: bool,
        spot: &Spot,
    ) -> (Self, Vec<Diagnostic>) {
        let wanted = wanted(record, used);
        let mut by_name = HashMap::new();
        for (column, name) in header.iter().enumerate() {
            by_name.entry(name_key(name)).or_insert(column);
        }
        let columns: Vec<Option<usize>> = wanted
            .iter()
            .map(|id| by_name.get(&name_key(&record.get(*id)?.column)).copied())
            .collect();
        let absent = wanted.iter().zip(&columns).filter(|(_, column)| column.is_none());
        let severity = if allow_missing { Severity::Warning } else { Severity::Error };
        let findings = absent
            .filter_map(|(id, _)| {
                let is_link = id.0 as usize >= own;
                Some(absent_column(record.get(*id)?, is_link, header, severity, spot))
            })
            .collect();
        (Self { wanted, places: Places::Columns(columns) }, findings)
    }

    /// Binds fields to the keys of JSON objects, which may differ from record to record.
    #[must_use]
    pub fn of_keys(record: &Record, used: &[FieldId]) -> Self {
        Self::of_wanted_keys(record, wanted(record, used))
    }

    /// Binds fields to the keys of objects that need no name, as there is only one in its place.
    pub(in crate::data) fn of_nameless(record: &Record, used: &[FieldId]) -> Self {
        let mut wanted = wanted(record, used);
        let is_needed =
            |id: &FieldId| used.contains(id) || record.get(*id).is_some_and(|field| field.required);
        wanted.retain(is_needed);
        Self::of_wanted_keys(record, wanted)
    }

    fn of_wanted_keys(record: &Record, wanted: Vec<FieldId>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, field) in wanted.iter().filter_map(|id| record.get(*id)).enumerate() {
            by_name.entry(name_key(&field.column)).or_default().push(place);
        }
        let met = vec![false; wanted.len()];
        let keys = Keys { by_name, met, ..Keys::default() };
        Self { wanted, places: Places::Keys(keys) }
    }

    /// The fields that are looked for, in the order of the record.
    #[must_use]
    pub fn wanted(&self) -> &[FieldId] {
        &self.wanted
    }

    /// The column of a field in the header, from 0.
    #[must_use]
    pub fn column(&self, field: FieldId) -> Option<usize> {
        let Places::Columns(columns) = &self.places else { return None };
        let place = self.wanted.iter().position(|id| *id == field)?;
        columns.get(place).copied().flatten()
    }

    /// The column of each wanted field, of a header.
    pub fn columns(&self) -> &[Option<usize>] {
        if let Places::Columns(columns) = &self.places { columns } else { &[] }
    }

    /// The name that the key of each wanted field has, folded; none of a header.
    pub(in crate::data) fn key_names(&self) -> Option<Vec<Option<&str>>> {
        let Places::Keys(keys) = &self.places else { return None };
        let mut names = vec![None; self.wanted.len()];
        for (name, places) in &keys.by_name {
            for place in places {
                if let Some(slot) = names.get_mut(*place) {
                    *slot = Some(name.as_str());
                }
            }
        }
        Some(names)
    }

    /// The wanted fields without a column, or, of JSON, without a key so far.
    pub(in crate::data) fn absent(&self) -> Vec<FieldId> {
        let there: Vec<bool> = match &self.places {
            Places::Columns(columns) => columns.iter().map(Option::is_some).collect(),
            Places::Keys(keys) => keys.met.clone(),
        };
        self.wanted.iter().zip(there).filter(|(_, there)| !there).map(|(id, _)| *id).collect()
    }

    /// Which of the wanted fields a key of JSON belongs to.
    pub(in crate::data) fn places_of_key(&mut self, key: &str) -> &[usize] {
        let Places::Keys(keys) = &mut self.places else { return &[] };
        if !keys.known.contains_key(key) {
            let places = keys.by_name.get(&name_key(key)).map_or(&[][..], Vec::as_slice);
            for place in places {
                if let Some(met) = keys.met.get_mut(*place) {
                    *met = true;
                }
            }
            if keys.known.len() >= MOST_KEYS {
                return places;
            }
            if places.is_empty() {
                keys.others.push(key.to_owned());
            }
            keys.known.insert(key.to_owned(), places.to_vec());
        }
        keys.known.get(key).map_or(&[], Vec::as_slice)
    }

    /// At the end of JSON input: a warning for each field that no record had, with the nearest key.
    pub(in crate::data) fn absent_keys(&self, record: &Record, spot: &Spot) -> Vec<Diagnostic> {
        let Places::Keys(keys) = &self.places else { return Vec::new() };
        if keys.known.is_empty() {
            // No record could be read at all.
            return Vec::new();
        }
        let absent = self.wanted.iter().zip(&keys.met).filter(|(_, met)| !**met);
        absent
            .filter_map(|(id, _)| {
                let field = record.get(*id)?;
                let (column, named) = (&field.column, spot.column(&field.column));
                let is_related = field.ty.related().is_some();
                let so = if is_related { "there are none" } else { "it counts as missing everywhere" };
                let message = format!("No record has {named}, so {so}.");
                let help = match similar(column, &keys.others) {
                    None if is_related => with_file(&field.name),
                    Some(near) => format!(
                        "There is {near}. If that is the one, add column {near} to the field in the schema.",
                        near = print_text(near)
                    ),
                    None => listed("The keys that no field reads are", &keys.others),
                };
                let finding = Diagnostic::general(Severity::Warning, codes::ABSENT_KEY, message);
                Some(if help.is_empty() { finding } else { finding.help(help) })
            })
            .collect()
    }
}

/// The fields to look for: besides those that the rules use, the keys, which name the results, and those
/// whose blanks are to be counted.
fn wanted(record: &Record, used: &[FieldId]) -> Vec<FieldId> {
    let ids = (0..record.fields.len()).filter_map(|index| u32::try_from(index).ok()).map(FieldId);
    ids.filter(|id| {
        used.contains(id) || record.get(*id).is_some_and(|field| field.key || field.required)
    })
    .collect()
}

fn absent_column(
    field: &Field,
    is_link: bool,
    header: &[String],
    severity: Severity,
    spot: &Spot,
) -> Diagnostic {
    if field.ty.related().is_some() {
        return absent_records(field, severity, spot);
    }
    let (name, column) = (&field.name, &field.column);
    let of_field = match name_key(name) == name_key(column) {
        true => String::new(),
        false => format!(" for the field {name}"),
    };
    let allowed = severity == Severity::Warning;
    let end = if allowed { "; it counts as missing everywhere" } else { "" };
    let has = spot.has();
    let quoted = print_text(column);
    let message = format!("{has} no column {quoted}{of_field}{end}.");
    let mut help = match similar(column, header) {
        Some(near) => match (unlike(near, column), print_text(near)) {
            (Some(difference), near) => format!(
                "There is {near}, which looks the same, but {difference}. Rename the column in the data."
            ),
            (None, quoted) if is_link => format!(
                "There is {quoted}. If that is the one, write by `{near}` in the schema, or rename the column in the data."
            ),
            (None, near) => format!(
                "There is {near}. If that is the one, write column {near} after the type of {name} in the schema, or rename the column in the data."
            ),
        },
        None if is_link => {
            format!(
                "Write behind `by` which column it is. {}",
                listed(&format!("{has} the columns"), header)
            )
        }
        None => format!(
            "Write column \"…\" after the type of {name} in the schema. {}",
            listed(&format!("{has} the columns"), header)
        ),
    };
    if !allowed {
        help.push_str(" To score without it, use --allow-missing-columns.");
    }
    Diagnostic::general(severity, codes::MISSING_COLUMN, message).help(help)
}

/// Related records that neither stand in the rows nor in a file of their own.
fn absent_records(field: &Field, severity: Severity, spot: &Spot) -> Diagnostic {
    let (name, has) = (&field.name, spot.has());
    let help = with_file(name);
    let (end, help) = match severity {
        Severity::Warning => ("; there are none", help),
        _ => ("", format!("{help} To score without them, use --allow-missing-columns.")),
    };
    let message = format!("{has} no *{name}*, and no other file is named for them{end}.");
    Diagnostic::general(severity, codes::NO_TABLE, message).help(help)
}

fn with_file(name: &str) -> String {
    format!("If they stand in a file of their own, name it: --with {name}=FILE.")
}

/// The name most like a wanted one: the same but for blanks and marks, misspelled, or holding all its words.
fn similar<'a>(wanted: &str, names: &'a [String]) -> Option<&'a str> {
    let names = || names.iter().map(String::as_str);
    let letters =
        |name: &str| name_key(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let bare = letters(wanted);
    let words = words(wanted);
    let alike = names().find(|name| unlike(name, wanted).is_some());
    let same = || names().find(|name| !bare.is_empty() && letters(name) == bare);
    let plural =
        || names().find(|name| !bare.is_empty() && singular(&letters(name)) == singular(&bare));
    alike.or_else(same).or_else(plural).or_else(|| nearest(wanted, names())).or_else(|| {
        let holds_all = |name: &&str| {
            let held = self::words(name);
            !words.is_empty() && words.iter().all(|word| held.contains(word))
        };
        names().filter(holds_all).min_by_key(|name| name.len())
    })
}

/// `companies` and `company` alike.
fn singular(name: &str) -> String {
    match (name.strip_suffix("ies"), name.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => name.to_owned(),
    }
}

fn words(name: &str) -> Vec<String> {
    let key = name_key(name);
    let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The first names of many, in a sentence; of none, nothing.
fn listed(start: &str, names: &[String]) -> String {
    const SHOWN: usize = 10;
    if names.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| print_text(name)).collect();
    let more = match names.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{start} {}{more}.", shown.join(", "))
}

#[cfg(test)]
mod tests;
