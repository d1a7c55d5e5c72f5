//! The parser that pest makes from the grammar, and the grammar's rules in the users' words.
#![allow(missing_docs)] // pest derives undocumented items

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/leadscore.pest"]
pub struct Grammar;
