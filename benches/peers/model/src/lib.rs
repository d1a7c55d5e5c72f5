//! Leads as a CRM exports them, and rules about them: made from a seed, so always the same.
//!
//! A rule is kept in one form ([`rules`]), and [`print`] writes it in the language of each contestant.
//! So all of them are asked the same.

pub mod dice;
pub mod draw;
pub mod leads;
pub mod print;
pub mod rules;
#[rustfmt::skip] // One word a line would be hundreds of lines.
pub mod words;

use jiff::civil::{Date, date};

/// The day of the scores.
pub const AS_OF: Date = date(2025, 3, 1);

/// From which all leads and rules come.
pub const SEED: u64 = 0x1ead_5c0e;
