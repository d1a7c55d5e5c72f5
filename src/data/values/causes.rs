//! Why values of a field were not understood: what can be said of all of them together.

use jiff::tz::TimeZone;

use super::decode::Decoder;
use super::problems::quoted_list;
use crate::data::guess::guesses::{self, Guess};
use crate::data::guess::markers::is_marker;
use crate::diagnostic::nearest;
use crate::ir::{Field, Text, Type};

/// How many different values are kept to name the cause.
const MOST_KEPT: usize = 20;

/// The values of one field that were not understood, as far as they tell the cause. Its size is bounded.
#[derive(Clone, Debug)]
pub(in crate::data) struct Evidence {
    field: Field,
    /// The first different values, trimmed.
    kept: Vec<String>,
    /// Whether there were more.
    more: bool,
    /// The declarations that would have understood every one of them.
    fitting: Vec<(Guess, Decoder)>,
}

impl Evidence {
    pub(in crate::data) fn new(field: &Field) -> Self {
        let fitting = guesses::other_declarations(field)
            .into_iter()
            .map(|guess| {
                let decoder = Decoder::new(&guess.field, &TimeZone::UTC);
                (guess, decoder)
            })
            .collect();
        Self { field: field.clone(), kept: Vec::new(), more: false, fitting }
    }

    pub(in crate::data) fn add(&mut self, raw: &str) {
        let raw = raw.trim();
        if self.kept.iter().any(|kept| kept == raw) {
            return;
        }
        self.fitting.retain(|(_, decoder)| decoder.text(raw).is_ok());
        if self.kept.len() < MOST_KEPT {
            self.kept.push(raw.to_owned());
        } else {
            self.more = true;
        }
    }

    /// The likely cause and what to do; `mostly` tells whether most values of the field were not understood.
    pub(in crate::data) fn cause(&self, mostly: bool) -> String {
        self.markers()
            .or_else(|| self.nearest_values())
            .or_else(|| self.other_declaration(mostly))
            .or_else(|| self.decorated())
            .or_else(|| self.no_such_day())
            .unwrap_or_else(|| self.usual_form())
    }

    fn markers(&self) -> Option<String> {
        let all = self.kept.iter().all(|raw| is_marker(&Text::new(raw).folded));
        let list = quoted_list(&self.kept, ", ");
        (all && !self.more).then(|| {
            format!(
                "If they mean that nothing is known, add missing {list} to the field in the schema."
            )
        })
    }

    fn nearest_values(&self) -> Option<String> {
        let values = self.field.values.as_ref()?;
        let names = || values.iter().map(|value| value.exact.as_str());
        let near: Vec<String> = self
            .kept
            .iter()
            .take(3)
            .filter_map(|raw| {
                Some(format!("\"{raw}\" is most like \"{}\"", nearest(raw, names())?))
            })
            .collect();
        let end = "Correct them in the data, or add what is right to the list in the schema.";
        Some(if near.is_empty() { end.to_owned() } else { format!("{}. {end}", near.join(", ")) })
    }

    fn other_declaration(&self, mostly: bool) -> Option<String> {
        let ((first, decoder), others) = self.fitting.split_first()?;
        let differs = |(_, other): &&(Guess, Decoder)| {
            self.kept.iter().any(|raw| other.text(raw) != decoder.text(raw))
        };
        let rival = others.iter().find(differs);
        Some(match (mostly, rival) {
            (true, None) => format!("All of them fit {}: declare the field so.", first.words),
            (true, Some((rival, _))) => format!(
                "They fit both {} and {}, which mean different things. Declare the field with the one that is meant.",
                first.words, rival.words
            ),
            (false, None) => format!(
                "They fit {}, unlike the other values of the column. Write them like the others in the data.",
                first.words
            ),
            (false, Some(_)) => {
                "They are written unlike the other values of the column. Write them like the others in the data."
                    .to_owned()
            }
        })
    }

    /// `12 people`, `€ 12`: a number with something before or behind it.
    fn decorated(&self) -> Option<String> {
        if !matches!(self.field.ty, Type::Number | Type::Integer | Type::Percent) {
            return None;
        }
        let around = self.kept.iter().take(3).find_map(|raw| {
            let is_part = |c: char| c.is_ascii_digit() || c == '-' || c == '+';
            let start = raw.find(is_part)?;
            let end = raw.rfind(is_part)? + 1;
            let number = raw.get(start..end)?;
            let sides = [raw.get(..start)?.trim(), raw.get(end..)?.trim()];
            let around =
                sides.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" … ");
            let numeric = number.chars().all(|c| is_part(c) || ".,' ".contains(c));
            (numeric && !around.is_empty()).then_some((around, raw))
        });
        let (around, raw) = around?;
        Some(format!(
            "In \"{raw}\", \"{around}\" is not part of the number. Write only the number, or declare the field as text."
        ))
    }

    /// With its day, whichever two digits that are, made the first of the month, is it a date?
    fn no_such_day(&self) -> Option<String> {
        let raw = self.kept.first()?;
        if !matches!(self.field.ty, Type::Date | Type::DateTime) {
            return None;
        }
        let decoder = Decoder::new(&self.field, &TimeZone::UTC);
        let is_date_with_first = |at: usize| {
            let digits = raw.get(at..at + 2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()));
            let first =
                digits.and_then(|_| Some(format!("{}01{}", raw.get(..at)?, raw.get(at + 2..)?)));
            first.is_some_and(|first| decoder.text(&first).is_ok())
        };
        let is_date = (0..raw.len()).any(is_date_with_first);
        is_date.then(|| format!("The calendar has no such day as \"{raw}\"."))
    }

    /// What would have been understood.
    fn usual_form(&self) -> String {
        match (self.field.ty, &self.field.date_format) {
            (Type::YesNo, _) => "Read are yes and no, true and false, y and n, 1 and 0. For other words declare the field as one of [\"…\", \"…\"].".to_owned(),
            (Type::Date | Type::DateTime, Some(format)) => {
                format!("The schema says format \"{}\", and only that is read.", format.written)
            }
            (Type::Date, None) => "Write dates as 2025-02-20, or say in the schema how they are written: format \"DD/MM/YYYY\".".to_owned(),
            (Type::DateTime, None) => "Write them as 2025-02-20 10:30, or say in the schema how they are written: format \"DD/MM/YYYY HH:mm\".".to_owned(),
            (Type::Percent, _) => "Write percentages as 20 or 20%.".to_owned(),
            (Type::Integer, _) => "Write whole numbers with digits only, as in 1234.".to_owned(),
            (Type::Number, _) => format!("Write numbers as in {}, with at most 28 digits.", self.field.number_format),
            (Type::Numbers, _) => "Every member must be a number.".to_owned(),
            (Type::Text | Type::Texts, _) => "One value belongs here, not an object or a list.".to_owned(),
        }
    }
}
