//! Mistakes of logic: conditions that are always or never true, tests that add nothing, rows that are never
//! reached, ranges that do not meet.
//!
//! Every claim rests on sets: which values of one column, `missing` among them, can pass a condition, and
//! which surely do. A set is exact along a line of numbers, days or texts; what a line cannot show is left
//! open, and then nothing is said.

mod age;
mod alone;
mod asked;
mod clash;
mod edits;
mod first_match;
mod group;
mod line;
mod meet;
mod operands;
mod patterns;
mod reach;
mod rows;
mod taken;
mod turns;
mod twice;
mod values;
mod view;

pub(super) use edits::removal;
pub(super) use twice::Members;
