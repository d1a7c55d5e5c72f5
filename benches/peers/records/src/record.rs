//! Leads as single records.

use std::error::Error;

use jiff::civil::Date;
use model::leads::Market;
use model::print::rust::day_number;
use model::rules::{Field, Kind};
use serde_json::{Value, json};

/// A cell of a lead.
#[derive(Clone)]
pub enum Cell {
    Missing,
    Text(String),
    Number(String),
    Day(Date),
    YesNo(bool),
}

/// The cells of a lead, in the order of [`Field::COLUMNS`].
pub struct Record(pub Vec<Cell>);

/// The first leads of every file of leads.
pub fn read(count: usize) -> Result<Vec<Record>, Box<dyn Error>> {
    let mut text = Vec::new();
    Market::new().write(count, &mut text)?;
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let mut records = Vec::new();
    for row in reader.records() {
        let row = row?;
        let cells = Field::COLUMNS.iter().zip(&row).map(|(field, text)| cell(*field, text));
        records.push(Record(cells.collect::<Result<_, Box<dyn Error>>>()?));
    }
    Ok(records)
}

fn cell(field: Field, text: &str) -> Result<Cell, Box<dyn Error>> {
    Ok(match field.kind() {
        _ if text.is_empty() => Cell::Missing,
        Kind::Text => Cell::Text(text.to_owned()),
        Kind::Integer | Kind::Decimal => Cell::Number(text.to_owned()),
        Kind::Date => Cell::Day(text.parse()?),
        Kind::YesNo => Cell::YesNo(text == "true"),
    })
}

impl Record {
    /// As another system would send it: the values as they are, without those that are missing.
    pub fn json(&self) -> String {
        let value = |field: Field, cell: &Cell| match cell {
            Cell::Missing => None,
            Cell::Text(text) => Some(json!(text)),
            Cell::Number(text) if field.kind() == Kind::Integer => {
                Some(json!(text.parse::<i64>().ok()))
            }
            Cell::Number(text) => Some(json!(text.parse::<f64>().ok())),
            Cell::Day(day) => Some(json!(day.to_string())),
            Cell::YesNo(yes) => Some(json!(yes)),
        };
        let cells = Field::COLUMNS.iter().zip(&self.0);
        let members =
            cells.filter_map(|(field, it)| Some((field.name().to_owned(), value(*field, it)?)));
        Value::Object(members.collect()).to_string()
    }

    /// As engines without missing texts, letter case and dates need it: texts in lower case, an
    /// empty one for a missing one, days as numbers, and the domain made ready.
    pub fn plain(&self) -> serde_json::Map<String, Value> {
        let mut plain = serde_json::Map::new();
        for (field, cell) in Field::COLUMNS.iter().zip(&self.0) {
            let value = match cell {
                Cell::Missing if field.kind() == Kind::Text => json!(""),
                Cell::Missing => Value::Null,
                Cell::Text(text) => json!(text.to_lowercase()),
                Cell::Number(text) if field.kind() == Kind::Integer => {
                    json!(text.parse::<i64>().ok())
                }
                Cell::Number(text) => json!(text.parse::<f64>().ok()),
                Cell::Day(day) => json!(day_number(*day)),
                Cell::YesNo(yes) => json!(yes),
            };
            plain.insert(field.name().to_owned(), value);
        }
        let email = plain["email"].as_str().unwrap_or_default();
        let domain = json!(email.split_once('@').map_or("", |(_, domain)| domain));
        plain.insert(Field::Domain.name().to_owned(), domain);
        plain
    }
}
