use crate::ast::ArithmeticOp;

use super::{Cond, EventsId, FieldId, Function, ModelId, Type, Value};

/// Names a column of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(pub u32);

/// A field or a derived value; what it is derived from stands before it in the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Where its value comes from.
    pub def: Def,
    /// What type its values have.
    pub ty: Type,
    /// How explanations name it: the field's name, or the text of the expression.
    pub label: String,
}

/// Where the value of a column comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Def {
    /// A field of the record.
    Field(FieldId),
    /// Less than nothing of a number.
    Negate(ColumnId),
    /// Two numbers.
    Arithmetic(ArithmeticOp, Operand, Operand),
    /// The value, or a constant where it is missing.
    Default(ColumnId, Value),
    /// How two values of one type compare: the number -1, 0 or 1; of unordered types 0 or 1.
    Compare(ColumnId, ColumnId),
    /// The day of an instant in the model's zone.
    DayOf(ColumnId),
    /// A built-in function.
    Call(&'static Function, Vec<Operand>),
    /// A column of the record around an event, seen from the event.
    Outer(ColumnId),
    /// A field of a related record; missing if there is none.
    Related(ColumnId, FieldId),
    /// What several events give together.
    Aggregate(Box<Aggregate>),
    /// The score that another model gives: to this record, or to a related one.
    Score(ModelId, Option<ColumnId>),
}

/// What several events give together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Aggregate {
    /// The events.
    pub events: EventsId,
    /// What is taken of them.
    pub measure: Measure,
    /// Which of them count: a condition over the columns of the events.
    pub filter: Cond,
}

/// What is taken of several events. Missing values are left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// How many there are; of none, 0.
    Count,
    /// How many different values; of none, 0.
    CountDistinct(Operand),
    /// All numbers together; of none, 0.
    Sum(Operand),
    /// The least number; of none, missing.
    Min(Operand),
    /// The greatest number; of none, missing.
    Max(Operand),
    /// The mean; of none, missing.
    Average(Operand),
    /// The last date or moment; of none, missing.
    Latest(Operand),
    /// The first date or moment; of none, missing.
    Earliest(Operand),
}

impl Measure {
    /// Whether it is a whole number from 0 in every case.
    #[must_use]
    pub fn counts(&self) -> bool {
        matches!(self, Self::Count | Self::CountDistinct(_))
    }

    /// What is looked at of each event; a count looks at nothing.
    #[must_use]
    pub fn operand(&self) -> Option<&Operand> {
        match self {
            Self::Count => None,
            Self::CountDistinct(it)
            | Self::Sum(it)
            | Self::Min(it)
            | Self::Max(it)
            | Self::Average(it)
            | Self::Latest(it)
            | Self::Earliest(it) => Some(it),
        }
    }
}

/// What a derived column is made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A column.
    Column(ColumnId),
    /// A constant.
    Constant(Value),
}

impl Operand {
    /// The column; a constant has none.
    #[must_use]
    pub fn column(&self) -> Option<ColumnId> {
        match self {
            Self::Column(id) => Some(*id),
            Self::Constant(_) => None,
        }
    }
}
