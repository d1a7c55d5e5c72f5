//! Files on disk → checked models: finds rule files, follows `use`, reads lists, calls parser and checker.

mod circle;
mod decode;
mod files;
mod load;
mod models;
mod records;

pub use decode::{NotText, decode_as};
pub use files::{find_rule_files, plain_reason, read_rules};
pub use load::Project;
pub use models::Model;
