//! Trees → typed program: names, types, schema.
//!
//! A mistake gives one message: what it touches becomes *poison*, and nothing more is said about it.

mod actions;
mod calls;
mod comparison;
mod constants;
mod context;
mod expr;
mod foreign;
mod hints;
mod lists;
mod logic;
mod mistakes;
mod model;
mod names;
mod outcomes;
mod placeholders;
mod rules;
mod same_names;
mod schema;
mod scope;
mod sets;
mod test_items;
mod texts;
mod times;
mod uses;
mod values;

pub use hints::hints;
pub use model::{Checked, ListFile, Unit, check};
pub use uses::{BlankTest, Literal, Uses};
pub use values::same_country;
