//! All declared names, ready to be searched for the one that a misspelled name meant.

use std::collections::HashMap;

use unicode_script::UnicodeScript;
use unicode_security::skeleton;

use crate::diagnostic::ordinal;
use crate::format::print_text;
use crate::ir::name_key;

/// Declared names in their order, and by what they look like.
#[derive(Debug, Default)]
pub(super) struct Names {
    sorted: Vec<String>,
    /// For each shape the name that has it; `None` if there are several.
    by_shape: HashMap<String, Option<String>>,
    /// The same without capitals, blanks and signs.
    by_letters: HashMap<String, Option<String>>,
    /// For each column of the data, without those, the field that has it, and the column.
    by_column: HashMap<String, Option<(String, String)>>,
}

impl Names {
    /// `columns` are pairs of a column and its field.
    pub fn of<'n>(
        names: impl Iterator<Item = &'n str>,
        columns: impl Iterator<Item = (&'n str, &'n str)>,
    ) -> Self {
        let mut sorted: Vec<String> = names.map(str::to_owned).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut by_shape = HashMap::new();
        for name in &sorted {
            by_shape
                .entry(shape(name))
                .and_modify(|only| *only = None)
                .or_insert_with(|| Some(name.clone()));
        }
        let mut by_letters = HashMap::new();
        for name in &sorted {
            by_letters
                .entry(letters(name))
                .and_modify(|only| *only = None)
                .or_insert_with(|| Some(name.clone()));
        }
        let mut by_column = HashMap::new();
        for (column, field) in columns.filter(|(column, field)| name_key(column) != name_key(field))
        {
            by_column
                .entry(letters(column))
                .and_modify(|only| *only = None)
                .or_insert_with(|| Some((field.to_owned(), column.to_owned())));
        }
        Self { sorted, by_shape, by_letters, by_column }
    }

    /// The name that is meant by its column in the data, or but for capitals, blanks and hyphens; and why.
    pub fn otherwise_spelled(&self, name: &str) -> Option<(&str, String)> {
        let wanted = Some(letters(name)).filter(|it| !it.is_empty())?;
        if let Some(Some((field, column))) = self.by_column.get(&wanted) {
            return Some((
                field,
                format!("The column {} is the field *{field}*.", print_text(column)),
            ));
        }
        let only = self.by_letters.get(&wanted)?.as_deref()?;
        Some((only, "It is spelled otherwise.".to_owned()))
    }

    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.sorted.iter().map(String::as_str)
    }

    /// The name that looks the same but is spelled in another script, and which letter is odd.
    pub fn look_alike(&self, name: &str) -> Option<(&str, String)> {
        let only = self.by_shape.get(&shape(name))?.as_deref()?;
        let (index, odd, usual) = name
            .chars()
            .zip(only.chars())
            .enumerate()
            .map(|(index, (a, b))| (index, a, b))
            .find(|(_, a, b)| name_key(&a.to_string()) != name_key(&b.to_string()))?;
        let words = format!(
            "Its {} letter is {} {odd} (U+{:04X}); *{only}* has {} {usual}.",
            ordinal(index + 1),
            odd.script().full_name(),
            u32::from(odd),
            usual.script().full_name(),
        );
        Some((only, words))
    }
}

/// What a name looks like: look-alike letters of other scripts have one shape.
fn shape(name: &str) -> String {
    skeleton(&name_key(name)).collect()
}

/// A name without capitals, blanks and signs.
fn letters(name: &str) -> String {
    name_key(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
