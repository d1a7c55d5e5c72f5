use std::path::PathBuf;
use std::str::FromStr;

use crate::ir::{Field, Record, name_key};

/// A file of related records, as the command line names it.
///
/// ```
/// use leadscore::data::With;
/// let with: With = "visits=visits.csv".parse()?;
/// assert_eq!(with.name, "visits");
/// assert!("visits.csv".parse::<With>().is_err());
/// # Ok::<(), leadscore::data::NoWith>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct With {
    /// A field of any record, a field of one record (`Lead.visits`), or a record (`Visit`).
    pub name: String,
    /// The file; several of one name are one table.
    pub file: PathBuf,
}

/// What names no file of related records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the name of a related field or record, and its file: visits=visits.csv")]
pub struct NoWith;

impl FromStr for With {
    type Err = NoWith;

    fn from_str(text: &str) -> Result<Self, NoWith> {
        match text.split_once('=') {
            Some((name, file)) if !name.trim().is_empty() && !file.is_empty() => {
                Ok(Self { name: name.trim().to_owned(), file: PathBuf::from(file) })
            }
            _ => Err(NoWith),
        }
    }
}

impl With {
    /// Whether it is about the records related to `owner` by a field.
    pub(super) fn names(&self, owner: &Record, field: &Field, related: &Record) -> bool {
        let name = name_key(&self.name);
        name == name_key(&field.name)
            || name == name_key(&related.name)
            || name == name_key(&format!("{}.{}", owner.name, field.name))
    }
}
