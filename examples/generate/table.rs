//! A table with a header, and how it becomes CSV.

use crate::rng::Rng;

/// Rows under a header. The first column is the key.
pub struct Table {
    delimiter: char,
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(delimiter: char, header: &[&'static str]) -> Self {
        Self { delimiter, header: header.to_vec(), rows: Vec::new() }
    }

    pub fn push(&mut self, row: Vec<String>) {
        debug_assert_eq!(row.len(), self.header.len(), "a row has a cell for every column");
        self.rows.push(row);
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Some rows stand in the table twice, as after an import that ran again.
    pub fn repeat_some(&mut self, rng: &mut Rng, times: u32) {
        for _ in 0..times {
            let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX).saturating_sub(1);
            let from = usize::try_from(rng.between(0, last)).unwrap_or(0);
            let to = usize::try_from(rng.between(0, last)).unwrap_or(0);
            if let Some(row) = self.rows.get(from).cloned() {
                self.rows.insert(to, row);
            }
        }
    }

    /// The first rows stand at the end once more, as when two exports overlap.
    pub fn repeat_first(&mut self, rows: usize) {
        let again: Vec<_> = self.rows.iter().take(rows).cloned().collect();
        self.rows.extend(again);
    }

    /// An object on each line, in which blank cells are left out.
    pub fn to_ndjson(&self) -> String {
        let object = |row: &Vec<String>| {
            let cells = self.header.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            let pairs: Vec<String> =
                cells.map(|(name, cell)| format!("\"{name}\": {}", quoted(cell))).collect();
            format!("{{{}}}\n", pairs.join(", "))
        };
        self.rows.iter().map(object).collect()
    }

    /// CSV with line feeds. A cell is quoted when it holds the delimiter, a quote or a line end.
    pub fn to_csv(&self) -> String {
        let mut text = String::new();
        self.line(&mut text, self.header.iter().copied());
        for row in &self.rows {
            self.line(&mut text, row.iter().map(String::as_str));
        }
        text
    }

    fn line<'a>(&self, text: &mut String, cells: impl Iterator<Item = &'a str>) {
        for (place, cell) in cells.enumerate() {
            if place > 0 {
                text.push(self.delimiter);
            }
            if cell.contains([self.delimiter, '"', '\n', '\r']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push('\n');
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
