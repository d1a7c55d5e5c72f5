//! The typed program: what the checker makes of a rule file and every evaluator runs.
//!
//! Conditions are boolean combinations of *atoms*; an atom tests one *column* against constants; a
//! column is a field of the record or a value derived from other columns.

mod action;
mod arithmetic;
mod clock;
mod column;
mod condition;
mod derive;
mod events;
mod format;
mod function;
mod holds;
mod points;
mod program;
mod readers;
mod reads;
mod results;
mod schema;
mod text;
mod timely;
mod value;

pub use action::{Action, Argument, Piece, Source, Standing, Trigger};
pub(crate) use arithmetic::TOO_GREAT;
pub use arithmetic::calculate;
pub use clock::{AsOf, Clock, NoMoment};
pub use column::{Aggregate, Column, ColumnId, Def, Measure, Operand};
pub use condition::{Atom, Cond, Interval, Test, TextPattern, Written};
pub use derive::NoResult;
pub use events::{Decay, Each, Events, EventsId, ForEach, ModelId};
pub use format::NoFormat;
pub use function::{Call, Example, Function, Part, Signature};
pub use points::{Limits, Points};
pub use program::{
    Award, Band, Body, DateRange, Disqualifier, Expectation, Expected, Grid, GridAxis, Group,
    GroupId, GroupKind, Identity, Places, Program, Row, Rule, RuleId, Subject, TestCase,
};
pub use readers::{Reader, ReaderKind};
pub use reads::Reads;
pub use schema::{DateFormat, Field, FieldId, NumberFormat, Record, RecordId, Type};
pub use text::{Text, fold, name_key};
pub use value::{Value, Values};
