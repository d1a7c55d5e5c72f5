//! Tables of constants in which texts are looked up: one look instead of many comparisons.

use super::columns::Work;
use super::needs::Form;
use crate::ir::{ColumnId, Text};

/// What is known of each text of a column.
#[derive(Debug)]
pub(super) struct Table {
    /// The column whose texts are looked up.
    pub column: ColumnId,
    /// Its name in SQL.
    pub name: String,
    /// The table's column of texts.
    pub key: String,
    /// The column of the statement that is compared with it.
    pub text: String,
    /// The texts.
    pub texts: Vec<Text>,
    /// What is known of them.
    pub columns: Vec<Looked>,
}

/// A column of a table: what it is called, and what it holds for each text.
#[derive(Debug)]
pub(super) struct Looked {
    pub name: String,
    pub values: Vec<String>,
}

impl Table {
    /// The names of its columns.
    pub fn names(&self) -> Vec<String> {
        std::iter::once(self.key.clone())
            .chain(self.columns.iter().map(|it| it.name.clone()))
            .collect()
    }

    /// Its rows.
    pub fn rows(&self, work: &Work<'_>) -> Vec<Vec<String>> {
        let row = |(index, text): (usize, &Text)| {
            let values = self.columns.iter().filter_map(|it| it.values.get(index).cloned());
            std::iter::once(work.folded_text(&text.folded)).chain(values).collect()
        };
        self.texts.iter().enumerate().map(row).collect()
    }
}

impl Work<'_> {
    /// Adds a table for the texts of a column.
    pub fn add_table(&mut self, column: ColumnId, texts: Vec<Text>) {
        let label = self.program.column(column).map(|it| it.label.clone()).unwrap_or_default();
        let name = self.new_name(&format!("{label}_texts"));
        let key = self.new_name(&format!("{label}_key"));
        let text = self.name(column, Form::Folded);
        self.tables.push(Table { column, name, key, text, texts, columns: Vec::new() });
    }

    /// The texts of a column's table.
    pub fn texts_of(&self, column: ColumnId) -> Option<&[Text]> {
        self.tables.iter().find(|it| it.column == column).map(|it| it.texts.as_slice())
    }

    /// Adds a column to a table; gives its name.
    pub fn look_up(&mut self, column: ColumnId, wish: &str, values: Vec<String>) -> String {
        let name = self.new_name(wish);
        if let Some(table) = self.tables.iter_mut().find(|it| it.column == column) {
            table.columns.push(Looked { name: name.clone(), values });
        }
        name
    }
}
