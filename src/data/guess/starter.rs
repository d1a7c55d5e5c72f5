//! The two files that `leadscore init` writes: a schema and a first model.

use std::collections::HashMap;

use super::infer::{ColumnGuess, guess_columns};
use super::markers::is_marker;
use super::starter_names::readable_name;
use super::starter_rules::rules;
use super::table_stats::TableStats;
use crate::data::values::problems::thousands;
use crate::ir::{NumberFormat, Text, name_key};
use crate::source::{SourceFile, Sources};

/// The texts of the two files, and how they are to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starter {
    /// `leads.schema.score`
    pub schema_file: String,
    /// The record with all columns of the data.
    pub schema: String,
    /// `leads.score`
    pub rules_file: String,
    /// A model that uses the schema and can be run at once.
    pub rules: String,
}

/// A field of the schema that is being written.
pub(in crate::data) struct Declared {
    pub name: String,
    pub guess: ColumnGuess,
}

/// The record of the schema.
pub(in crate::data) const RECORD: &str = "Lead";
/// Writes a schema and a first model for data; `stem` is the name of their file without its ending.
///
/// ```
/// use leadscore::data::{Cells, Row, TableStats, starter};
///
/// let mut table = TableStats::of_header(&["Lead ID".to_owned(), "Page Views".to_owned()]);
/// for (number, cells) in [(1, ["a", "3"]), (2, ["b", "8"])] {
///     let cells = Cells::Fields(cells.map(str::to_owned).to_vec());
///     table.add(&Row { number, line: number + 1, cells });
/// }
/// let starter = starter("leads", &table);
/// assert_eq!(starter.schema_file, "leads.schema.score");
/// assert!(starter.schema.contains("  lead_id:    text, key, column \"Lead ID\"\n"));
/// assert!(starter.rules.contains("match page_views {"));
/// ```
#[must_use]
pub fn starter(stem: &str, table: &TableStats) -> Starter {
    let mut names: Vec<String> = Vec::new();
    let guesses = guess_columns(table, &HashMap::new());
    let fields: Vec<Declared> = guesses
        .into_iter()
        .enumerate()
        .map(|(place, guess)| {
            let name = readable_name(&guess.field.column, place, &names);
            names.push(name.clone());
            Declared { name, guess }
        })
        .collect();
    let schema_file = format!("{stem}.schema.score");
    Starter {
        rules: canonical(rules(stem, &schema_file, &fields)),
        schema: canonical(schema(table.rows(), &fields)),
        schema_file,
        rules_file: format!("{stem}.score"),
    }
}

/// The text as `leadscore fmt` writes it.
fn canonical(text: String) -> String {
    let file = Sources::new().add(SourceFile::new("starter", ""));
    crate::format::format(file, &text).unwrap_or(text)
}

fn schema(rows: u64, fields: &[Declared]) -> String {
    let mut out = format!(
        "# What a lead looks like, guessed from {} of data. Read it once and correct what is wrong.\n\
         # Remove the columns that somebody fills in only when it is known whether the lead has bought:\n\
         # on the day a new lead arrives they are blank.\n\n\
         record {RECORD} {{\n",
        if rows == 1 { "1 row".to_owned() } else { format!("{} rows", thousands(rows)) }
    );
    for field in fields {
        for note in &field.guess.notes {
            out.push_str(&format!("  # {}\n", on_one_line(note)));
        }
        if field.is_usable() {
            let mut parts = vec![field.type_words()];
            parts.extend(field.modifiers());
            out.push_str(&format!("  {}: {}\n", field.name, parts.join(", ")));
        } else {
            let column = on_one_line(&field.guess.field.column);
            out.push_str(&format!("  # {column} cannot be read by rules\n"));
        }
    }
    out.push_str("}\n");
    let missing = missing_values(fields);
    if !missing.is_empty() {
        out.push_str(
            "\n# Where nothing is known, the data say so in these words. They count as blank.\n",
        );
        let words: Vec<String> = missing.iter().map(|word| quoted(word)).collect();
        out.push_str(&format!("missing values {}\n", words.join(", ")));
    }
    out
}

impl Declared {
    /// Whether rules can use it: not an object, and a header that can stand on one line.
    pub(in crate::data) fn is_usable(&self) -> bool {
        !self.guess.nested && !self.guess.field.column.contains(char::is_control)
    }

    fn type_words(&self) -> String {
        let values: Vec<String> = self.guess.values.iter().map(|value| quoted(value)).collect();
        match values.is_empty() {
            true => self.guess.field.ty.keyword().to_owned(),
            false => format!("one of [{}]", values.join(", ")),
        }
    }

    fn modifiers(&self) -> Vec<String> {
        let field = &self.guess.field;
        let mut words = Vec::new();
        if field.key {
            words.push("key".to_owned());
        }
        if name_key(&self.name) != name_key(&field.column) {
            words.push(format!("column {}", quoted(&field.column)));
        }
        if let Some(format) = &field.date_format {
            words.push(format!("format {}", quoted(&format.written)));
        }
        if field.number_format != NumberFormat::default() {
            words.push(format!("format {}", quoted(&field.number_format.to_string())));
        }
        if let Some(split) = &field.split {
            words.push(format!("split by {}", quoted(split)));
        }
        let own = self.guess.markers.iter().filter(|it| !field.key && !is_everywhere(it));
        let own: Vec<String> = own.map(|marker| quoted(marker)).collect();
        if !own.is_empty() {
            words.push(format!("missing {}", own.join(", ")));
        }
        words
    }
}

/// Whether a word means "not known" in whatever column it stands.
fn is_everywhere(marker: &str) -> bool {
    is_marker(&Text::new(marker).folded)
}

/// The words that mean "not known" for all fields, in the order in which columns have them.
fn missing_values(fields: &[Declared]) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for marker in fields.iter().filter(|it| it.is_usable()).flat_map(|field| &field.guess.markers) {
        let same = |other: &&str| Text::new(other).folded == Text::new(marker).folded;
        if is_everywhere(marker) && !words.iter().any(same) {
            words.push(marker);
        }
    }
    words
}

/// A comment ends with its line.
fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text as rule files write it.
pub(in crate::data) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests;
