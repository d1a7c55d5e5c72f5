//! Files on disk or of a git revision → checked models: finds rule files, follows `use`, reads lists, calls parser and checker.

mod circle;
mod decode;
mod files;
mod lists;
mod load;
mod models;
mod named;
mod records;
mod revision;
mod tree;
mod unused;

pub use decode::{NotText, decode_as};
pub use files::{find_rule_files, plain_reason, read_rules};
pub use load::Project;
pub use models::Model;
pub use revision::{Revision, RevisionError};
pub use tree::Tree;
