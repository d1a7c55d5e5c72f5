//! A header in which nothing is found: the wrong delimiter, or no header at all.

use super::binding::Binding;
use super::problems::quoted_list;
use crate::data::Reader;
use crate::data::guess::shapes::{SHAPES, Shape, Shapes, shapes_of};
use crate::data::read::sniff;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::ir::{FieldId, Record, name_key};

/// The delimiters that can be asked for.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is wrong with the header as a whole, when columns are missing from it; none if only these columns are.
///
/// `given` is the delimiter that was asked for.
#[must_use]
pub fn doubt_header(
    reader: &Reader,
    record: &Record,
    binding: &Binding,
    given: Option<u8>,
) -> Option<Diagnostic> {
    let (header, delimiter) = (reader.header()?, reader.delimiter()?);
    let columns: Vec<&str> =
        binding.wanted().iter().filter_map(|id| Some(record.get(*id)?.column.as_str())).collect();
    other_delimiter(reader, &columns, header, delimiter, given)
        .or_else(|| no_header(reader, record, binding.wanted(), &columns, header, delimiter))
}

/// How many of the columns a header has.
fn found(columns: &[&str], header: &[String]) -> usize {
    let names: Vec<String> = header.iter().map(|name| name_key(name)).collect();
    columns.iter().filter(|column| names.contains(&name_key(column))).count()
}

fn other_delimiter(
    reader: &Reader,
    columns: &[&str],
    header: &[String],
    delimiter: u8,
    given: Option<u8>,
) -> Option<Diagnostic> {
    let text = reader.header_text()?;
    let split = |other: u8| (other, sniff::names(text, other));
    let others = DELIMITERS.into_iter().filter(|it| *it != delimiter).map(split);
    let now = found(columns, header);
    let (other, names) = others
        .filter(|(_, names)| names.len() > 1)
        .filter(|(_, names)| found(columns, names) > now || header.len() == 1)
        .max_by_key(|(_, names)| (found(columns, names), names.len()))?;
    let message = format!(
        "{}: the columns seem to be separated by {}, not by {}: {}",
        reader.name(),
        in_words(other),
        in_words(delimiter),
        first(&names),
    );
    let option =
        if other == b'\t' { "tab".to_owned() } else { format!("\"{}\"", char::from(other)) };
    let help = match given {
        Some(_) => format!("Leave --delimiter out, or write --delimiter {option}."),
        None => format!("Run again with --delimiter {option}."),
    };
    Some(Diagnostic::general(Severity::Error, codes::WRONG_DELIMITER, message).help(help))
}

/// A first line of values: none of its cells is a column that is looked for, and some cannot be names.
fn no_header(
    reader: &Reader,
    record: &Record,
    wanted: &[FieldId],
    columns: &[&str],
    header: &[String],
    delimiter: u8,
) -> Option<Diagnostic> {
    if found(columns, header) > 0 || !header.iter().any(|cell| is_value(cell)) {
        return None;
    }
    let message = format!(
        "{}: the first line looks like a record, not like the names of the columns: {}",
        reader.name(),
        first(header),
    );
    let all: Vec<&str> = record.fields.iter().map(|field| field.column.as_str()).collect();
    let names = if all.len() == header.len() { all } else { columns.to_vec() };
    let names = names.join(&char::from(delimiter).to_string());
    let end = if wanted.len() < header.len() && header.len() != record.fields.len() {
        " and the others"
    } else {
        ""
    };
    let help =
        format!("Put a line with the names above it, in the order of the columns: {names}{end}");
    Some(Diagnostic::general(Severity::Error, codes::NO_HEADER, message).help(help))
}

/// Whether a cell is a number, a date or an e-mail address, which no column is called.
fn is_value(cell: &str) -> bool {
    let shapes = shapes_of(cell, Shapes::MAX);
    let places = SHAPES.iter().enumerate().take(Shapes::BITS as usize);
    let is_shape = places.into_iter().any(|(place, shape)| {
        shapes >> place & 1 == 1 && matches!(shape, Shape::Number(_) | Shape::Iso | Shape::Date(_))
    });
    let email =
        cell.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'));
    is_shape || email
}

/// The first names of several, as the end of a sentence.
fn first(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(4).cloned().collect();
    let more = if names.len() > shown.len() { ", …" } else { "." };
    quoted_list(&shown, ", ") + more
}

fn in_words(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tabs".to_owned(),
        other => format!("\"{}\"", char::from(other)),
    }
}
