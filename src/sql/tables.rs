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

    /// Numbers the texts of a table so that tests have one answer for each number; gives the tests in these words.
    pub fn look_up_tests(&mut self, column: ColumnId, tests: &[&[Text]]) -> Vec<String> {
        let texts = self.texts_of(column).unwrap_or_default();
        let mut cells: Vec<Vec<bool>> = Vec::new();
        let mut numbers: Vec<String> = Vec::new();
        for text in texts {
            let is_in = |test: &&[Text]| test.iter().any(|it| it.folded == text.folded);
            let passed: Vec<bool> = tests.iter().map(is_in).collect();
            let at = cells.iter().position(|it| *it == passed);
            numbers.push(at.unwrap_or(cells.len()).to_string());
            if at.is_none() {
                cells.push(passed);
            }
        }
        let label = self.program.column(column).map(|it| it.label.clone()).unwrap_or_default();
        let cell = self.look_up(column, &format!("{label} cell"), numbers);
        let said = |test: usize| {
            let passing = (0..).zip(&cells).filter(|(_, it)| it.get(test) == Some(&true));
            let passing: Vec<String> =
                passing.map(|(number, _): (usize, _)| number.to_string()).collect();
            match passing.as_slice() {
                [one] => format!("{cell} = {one}"),
                _ => format!("{cell} IN ({})", passing.join(", ")),
            }
        };
        (0..tests.len()).map(said).collect()
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
