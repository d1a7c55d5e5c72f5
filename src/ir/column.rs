use crate::ast::ArithmeticOp;

use super::{FieldId, Function, Type, Value};

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
