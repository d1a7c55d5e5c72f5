//! Trees → typed program: names, types, schema.
//!
//! A mistake gives one message: what it touches becomes *poison*, and nothing more is said about it.

mod actions;
mod aggregates;
mod bare_values;
mod calls;
mod comparison;
mod constants;
mod context;
mod each;
mod expectations;
mod expr;
mod foreign;
mod frame;
mod hints;
mod lets;
mod library;
mod lists;
mod logic;
mod mistakes;
mod model;
mod names;
mod outcomes;
mod paths;
mod placeholders;
mod relations;
mod rules;
mod same_names;
mod schema;
mod scope;
mod scores;
mod sets;
mod several;
mod table;
mod test_items;
mod texts;
mod thousands;
mod times;
mod turned;
mod uses;
mod values;
mod wild_cards;

pub use hints::hints;
pub use library::is_model;
pub use model::{Checked, ListFile, Unit, check};
pub use scores::UsedModel;
pub use uses::{BlankTest, Literal, Uses};
pub use values::same_country;
