//! Scores many records fast, and one record at once: each value is looked up among the [cells](crate::cells) of its
//! column, and what rules give is added up by cell rather than by rule.
//!
//! 1. A [plan](Scorer::new) sorts the rules: those over one column become sums that stand beside its cells; those over
//!    several become bits, 64 to a word, that the cells of a record must all allow; the few that need more, such as
//!    points per unit, are asked of the [interpreter](crate::eval), rule by rule.
//! 2. Each value of a record is turned into its cell: by comparing a number with the ends of ranges, by finding a text
//!    among those met before. What a new cell decides is worked out once.
//! 3. The sums of the cells are added, the words of the cells and-ed, limits and bands applied.
//!
//! Events that are joined from tables are a [world of their own](TableEvents): what is asked of them is answered for
//! whole tables first, and then counted lead by lead.
//!
//! The cost of a record grows with its columns, hardly with the rules.

mod alone;
#[cfg(feature = "formats")]
mod arrays;
#[cfg(feature = "formats")]
mod arrow;
mod asked;
mod blocks;
mod bulk;
mod choice;
mod counted;
mod events;
mod field;
mod json;
mod keys;
mod locate;
mod met;
mod plain;
mod plan;
mod profile;
mod quick;
mod related;
mod scored;
mod scorer;
mod table;

#[cfg(feature = "formats")]
pub use arrow::ArrowScorer;
pub use bulk::BulkScorer;
pub use events::TableEvents;
pub use json::JsonScorer;
pub use profile::{ColumnProfile, Profile, RuleProfile};
pub use scored::Scored;
pub use scorer::Scorer;
