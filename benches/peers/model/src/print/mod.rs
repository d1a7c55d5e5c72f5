//! The rules in the language of each contestant.

pub mod leadscore;
pub mod rust;
