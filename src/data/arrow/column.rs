//! The columns of a table that is written, and their types.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};

/// A column of a table that is written: its name and type. Any value may be missing.
///
/// Types are few, those that all readers take as they are: whole numbers of 64 bits, exact decimals, texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    name: String,
    ty: DataType,
    words: Vec<String>,
}

impl Column {
    /// A column of this type, which is one of those that [`RowBuilder`](super::RowBuilder) knows.
    fn new(name: impl Into<String>, ty: DataType) -> Self {
        Self { name: name.into(), ty, words: Vec::new() }
    }

    /// Texts.
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self::new(name, DataType::Utf8)
    }

    /// Texts that are all among these: a dictionary.
    #[must_use]
    pub fn words(name: impl Into<String>, words: Vec<String>) -> Self {
        let (index, text) = (Box::new(DataType::Int32), Box::new(DataType::Utf8));
        Self { words, ..Self::new(name, DataType::Dictionary(index, text)) }
    }

    /// Whole numbers.
    #[must_use]
    pub fn whole(name: impl Into<String>) -> Self {
        Self::new(name, DataType::Int64)
    }

    /// Exact numbers with two decimals, as points are. Their type is the same whatever the rules give, so that scores
    /// of today can be added to a table with those of yesterday.
    #[must_use]
    pub fn points(name: impl Into<String>) -> Self {
        Self::new(name, DataType::Decimal128(18, 2))
    }

    /// What is read from a column of this type, by its [`cell`](super::cell)s. What has no type here, such as a list,
    /// stays the text of its cell.
    #[must_use]
    pub fn kept(name: impl Into<String>, ty: &DataType) -> Self {
        let ty = match ty {
            DataType::Dictionary(_, values) => values.as_ref(),
            ty => ty,
        };
        let kept = match ty {
            ty if ty.is_unsigned_integer() && *ty == DataType::UInt64 => {
                DataType::Decimal128(20, 0)
            }
            ty if ty.is_integer() => DataType::Int64,
            ty if ty.is_floating() => DataType::Float64,
            DataType::Decimal32(precision, scale)
            | DataType::Decimal64(precision, scale)
            | DataType::Decimal128(precision, scale)
                if *scale >= 0 =>
            {
                DataType::Decimal128(*precision, *scale)
            }
            DataType::Boolean => DataType::Boolean,
            DataType::Date32 | DataType::Date64 => DataType::Date32,
            DataType::Timestamp(unit, zone) => {
                let unit = match unit {
                    TimeUnit::Nanosecond => TimeUnit::Nanosecond,
                    _ => TimeUnit::Microsecond,
                };
                DataType::Timestamp(unit, zone.as_ref().map(|_| "UTC".into()))
            }
            _ => DataType::Utf8,
        };
        Self::new(name, kept)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same under another name.
    #[must_use]
    pub fn renamed(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// The type in batches.
    #[must_use]
    pub fn data_type(&self) -> &DataType {
        &self.ty
    }

    pub(super) fn known_words(&self) -> &[String] {
        &self.words
    }

    /// The schema of a table of these columns.
    #[must_use]
    pub fn schema(columns: &[Self]) -> SchemaRef {
        let field = |column: &Self| Field::new(&column.name, column.ty.clone(), true);
        Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
    }
}
