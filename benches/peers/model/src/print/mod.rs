//! The rules in the language of each contestant.

pub mod expression;
pub mod json_logic;
pub mod leadscore;
pub mod rust;
