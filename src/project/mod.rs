//! Files on disk → checked models: finds rule files, follows `use`, reads lists, calls parser and checker.

mod decode;
mod load;

pub use load::{Model, Project, find_rule_files, read_rules};
