//! Statistics of all columns of a file.

use std::collections::HashMap;

use super::column_stats::ColumnStats;
use crate::data::read::rows::{Cells, Row};
use crate::ir::name_key;

/// How many columns are looked at; JSON could have as many keys as it likes.
const MOST_COLUMNS: usize = 2000;

/// Statistics of a file, fed row by row.
///
/// ```
/// use leadscore::data::{Cells, Row, TableStats};
/// let mut table = TableStats::of_header(&["id".to_owned(), "city".to_owned()]);
/// let cells = Cells::Fields(vec!["1".to_owned(), "Sofia".to_owned()]);
/// table.add(&Row { number: 1, line: 2, cells });
/// assert_eq!(table.columns().count(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct TableStats {
    rows: u64,
    columns: Vec<(String, ColumnStats)>,
    /// The place of the column of each key.
    places: HashMap<String, usize>,
}

impl TableStats {
    /// No rows yet of a file with these columns.
    #[must_use]
    pub fn of_header(header: &[String]) -> Self {
        let columns = header.iter().map(|name| (name.clone(), ColumnStats::default())).collect();
        Self { columns, ..Self::default() }
    }

    /// No rows yet of JSON objects, whose keys become columns in the order in which they are met.
    #[must_use]
    pub fn of_keys() -> Self {
        Self::default()
    }

    /// Takes the next row.
    pub fn add(&mut self, row: &Row) {
        match &row.cells {
            Cells::Fields(fields) => {
                for ((_, stats), cell) in self.columns.iter_mut().zip(fields) {
                    stats.add(cell);
                }
            }
            Cells::Object(object) => {
                for (key, value) in object {
                    let place = self.place(key);
                    if let Some((_, stats)) = self.columns.get_mut(place) {
                        // Of two keys that mean the same, the first counts here.
                        if stats.rows() == self.rows {
                            stats.add_json(value);
                        }
                    }
                }
                for (_, stats) in &mut self.columns {
                    stats.add_absent(self.rows + 1 - stats.rows());
                }
            }
        }
        self.rows += 1;
    }

    /// The place of a key's column, which is made if there is room.
    fn place(&mut self, key: &str) -> usize {
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        let folded = name_key(key);
        let same = self.columns.iter().position(|(name, _)| name_key(name) == folded);
        let place = same.unwrap_or(self.columns.len());
        if self.places.len() < MOST_COLUMNS {
            if same.is_none() {
                let mut stats = ColumnStats::default();
                stats.add_absent(self.rows);
                self.columns.push((key.to_owned(), stats));
            }
            self.places.insert(key.to_owned(), place);
        }
        place
    }

    /// Rows seen.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The columns with their names, in order.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &ColumnStats)> {
        self.columns.iter().map(|(name, stats)| (name.as_str(), stats))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_columns() {
        let mut table = TableStats::of_keys();
        for (number, json) in [(1, r#"{"id": 1}"#), (2, r#"{"ID": 2, "city": "Sofia"}"#), (3, "{}")]
        {
            let cells = Cells::Object(serde_json::from_str(json).unwrap());
            table.add(&Row { number, line: number, cells });
        }
        let told: Vec<_> =
            table.columns().map(|(name, stats)| (name, stats.rows(), stats.known())).collect();
        assert_eq!(told, [("id", 3, 2), ("city", 3, 1)]);
    }
}
