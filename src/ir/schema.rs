use std::collections::HashMap;

use super::{Text, name_key};

/// The type of a field or column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Text; a field with a closed list has its values in [`Field::values`].
    Text,
    /// An exact decimal number.
    Number,
    /// A whole number.
    Integer,
    /// A percentage; 20 means 20%.
    Percent,
    /// A calendar day.
    Date,
    /// An instant.
    DateTime,
    /// Yes or no.
    YesNo,
    /// Several texts.
    Texts,
    /// Several numbers.
    Numbers,
    /// One related record.
    Record(RecordId),
    /// Several related records: an event table.
    Records(RecordId),
}

/// Names a record of a program, as an index into [`Program::records`](super::Program::records).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(pub u32);

impl Type {
    /// The type in a sentence: "a number".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Integer => "a whole number",
            Self::Percent => "a percentage",
            Self::Date => "a date",
            Self::DateTime => "a date with a time",
            Self::YesNo => "yes or no",
            Self::Texts => "a list of texts",
            Self::Numbers => "a list of numbers",
            Self::Record(_) => "a related record",
            Self::Records(_) => "a list of related records",
        }
    }

    /// The type as a record declares it.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::YesNo => "yes/no",
            Self::Texts => "list of text",
            Self::Numbers => "list of number",
            Self::Record(_) => "related record",
            Self::Records(_) => "list of related records",
        }
    }

    /// Whether it is a number to calculate with.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Integer)
    }

    /// Whether its values have an order.
    #[must_use]
    pub fn is_ordered(self) -> bool {
        self.is_numeric() || matches!(self, Self::Percent | Self::Date | Self::DateTime)
    }

    /// Whether it is a date, with or without a time.
    #[must_use]
    pub fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::DateTime)
    }

    /// The record that a related record or a list of them is made of.
    #[must_use]
    pub fn related(self) -> Option<RecordId> {
        match self {
            Self::Record(id) | Self::Records(id) => Some(id),
            _ => None,
        }
    }

    /// Whether two values of these types can be compared with each other.
    #[must_use]
    pub fn fits(self, other: Self) -> bool {
        self == other || (self.is_numeric() && other.is_numeric())
    }
}

/// Names a field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(pub u32);

/// The shape of the leads.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// Its name.
    pub name: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Its table in a database, as the rule file calls it: `crm.leads`.
    pub table: Option<String>,
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// Its name in rules.
    pub name: String,
    /// Its header or key in data; compared like names.
    pub column: String,
    /// Its type.
    pub ty: Type,
    /// Its closed list of values, if it has one.
    pub values: Option<Vec<Text>>,
    /// Whether it names the record.
    pub key: bool,
    /// Whether it is the moment of an event.
    pub time: bool,
    /// For a related record the field of this record with the other's key; for a list of them the field
    /// of the others with this record's key. It need not be declared: it is a text then.
    pub by: Option<Box<Field>>,
    /// Whether a blank counts as a problem.
    pub required: bool,
    /// Whether 0.2 in data means 20%.
    pub as_fraction: bool,
    /// How numbers are written in data.
    pub number_format: NumberFormat,
    /// How dates are written in data, if not as ISO 8601.
    pub date_format: Option<DateFormat>,
    /// What separates the members of a list in data.
    pub split: Option<String>,
    /// Folded texts that mean missing.
    pub missing: Vec<std::sync::Arc<str>>,
    /// What it is about.
    pub about: Option<String>,
}

impl Field {
    /// A field with nothing but a name and a type.
    #[must_use]
    pub fn new(name: &str, ty: Type) -> Self {
        Self {
            name: name.to_owned(),
            column: name.to_owned(),
            ty,
            values: None,
            key: false,
            time: false,
            by: None,
            required: false,
            as_fraction: false,
            number_format: NumberFormat::default(),
            date_format: None,
            split: None,
            missing: Vec::new(),
            about: None,
        }
    }
}

impl Record {
    /// A record with nothing but a name and fields.
    #[must_use]
    pub fn new(name: impl Into<String>, fields: Vec<Field>) -> Self {
        Self { name: name.into(), fields, table: None }
    }

    /// The field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<FieldId> {
        let key = name_key(name);
        let index = self.fields.iter().position(|field| name_key(&field.name) == key)?;
        u32::try_from(index).ok().map(FieldId)
    }

    /// The fields by the keys of their names: for whoever looks up many.
    #[must_use]
    pub fn by_key(&self) -> HashMap<String, FieldId> {
        let ids = (0..).map(FieldId);
        let mut fields = HashMap::new();
        for (id, field) in ids.zip(&self.fields) {
            fields.entry(name_key(&field.name)).or_insert(id);
        }
        fields
    }

    /// A field by its id.
    #[must_use]
    pub fn get(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.0 as usize)
    }

    /// The field with the moment of an event.
    #[must_use]
    pub fn time(&self) -> Option<FieldId> {
        let index = self.fields.iter().position(|field| field.time)?;
        u32::try_from(index).ok().map(FieldId)
    }

    /// The fields that name a record, in order.
    pub fn keys(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.key)
            .filter_map(|(index, _)| u32::try_from(index).ok().map(FieldId))
    }
}

/// How numbers are written in data: `1.234,56` has the group `.` and the decimal mark `,`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NumberFormat {
    /// Between whole part and fraction.
    pub decimal: char,
    /// Between groups of three digits, if any. A blank stands for every kind of blank.
    pub group: Option<char>,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self { decimal: '.', group: None }
    }
}

/// How dates are written in data.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateFormat {
    /// As the rule file says it: `DD/MM/YYYY`.
    pub written: String,
    /// As `strptime` understands it: `%d/%m/%Y`.
    pub pattern: String,
}
