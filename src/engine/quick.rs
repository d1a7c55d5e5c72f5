//! Which way a field is read.

use super::plan::PlannedAxis;
use crate::ir::{Field, NumberFormat, Part, Type};

/// How a value can be read without making it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Quick {
    /// It is remembered by its text.
    Known,
    /// Remembered is the part of it that decides.
    Part(Part),
    Number,
    Integer,
    Day,
    /// Nothing asks for it, and any ASCII is a value.
    Anything,
}

impl Quick {
    pub fn of(field: &Field, axis: Option<&PlannedAxis<'_>>) -> Self {
        // Any value may be one that means missing.
        if !field.missing.is_empty() {
            return Self::Known;
        }
        let usual_numbers = field.number_format == NumberFormat::default();
        match field.ty {
            Type::Text if field.values.is_some() => Self::Known,
            Type::Text => match axis {
                None => Self::Anything,
                Some(axis) => axis.tested.part().map_or(Self::Known, Self::Part),
            },
            Type::Number if usual_numbers => Self::Number,
            Type::Percent if usual_numbers && !field.as_fraction => Self::Number,
            Type::Integer if usual_numbers => Self::Integer,
            Type::Date if field.date_format.is_none() => Self::Day,
            _ => Self::Known,
        }
    }
}
