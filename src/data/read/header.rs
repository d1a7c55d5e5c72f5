//! The names of columns.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::data::error::Duplicate;

/// Names as they are shown: without white space around them, and `column 5` for the fifth if it has none.
///
/// Spreadsheets often write nameless columns at the end; they can still be read, and named.
pub(in crate::data) fn name_columns<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    texts
        .enumerate()
        .map(|(at, text)| match text.trim() {
            "" => format!("column {}", at + 1),
            name => name.to_owned(),
        })
        .collect()
}

/// The names used more than once, in the order of their first columns. Upper and lower case count as the same,
/// and so do the several ways of writing an accent.
pub(in crate::data) fn duplicates(names: &[String]) -> Vec<Duplicate> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<Duplicate> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let place = *places.entry(key(name)).or_insert(found.len());
        match found.get_mut(place) {
            Some(same) => same.columns.push(at + 1),
            None => found.push(Duplicate { name: name.clone(), columns: vec![at + 1] }),
        }
    }
    found.retain(|name| name.columns.len() > 1);
    found
}

fn key(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).nfc().collect()
}
