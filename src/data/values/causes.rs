//! Why values of a field were not understood: what can be said of all of them together.

use std::cmp::Reverse;

use jiff::tz::TimeZone;

use super::artefacts::{self, behind_apostrophe, day_of_serial, in_brackets, month_word};
use super::decode::Decoder;
use super::problems::{quoted_list, thousands};
use crate::data::guess::guesses::{self, Guess};
use crate::data::guess::markers::is_marker;
use crate::diagnostic::{nearest, unlike};
use crate::ir::{DateFormat, Field, Text, Type};

/// How many different values are kept to name the cause.
const MOST_KEPT: usize = 20;

/// The values of one field that were not understood, as far as they tell the cause. Its size is bounded.
#[derive(Clone, Debug)]
pub(in crate::data) struct Evidence {
    field: Field,
    /// The first different values, trimmed.
    kept: Vec<String>,
    /// How often each of them came.
    counts: Vec<u64>,
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
        Self { field: field.clone(), kept: Vec::new(), counts: Vec::new(), more: false, fitting }
    }

    pub(in crate::data) fn add(&mut self, raw: &str) {
        let raw = raw.trim();
        if let Some(at) = self.kept.iter().position(|kept| kept == raw) {
            if let Some(count) = self.counts.get_mut(at) {
                *count += 1;
            }
            return;
        }
        self.fitting.retain(|(_, decoder)| decoder.text(raw).is_ok());
        if self.kept.len() < MOST_KEPT {
            self.kept.push(raw.to_owned());
            self.counts.push(1);
        } else {
            self.more = true;
        }
    }

    /// The likely cause and what to do; `mostly` tells whether most values of the field were not understood.
    pub(in crate::data) fn cause(&self, mostly: bool) -> String {
        self.failed_formulas()
            .or_else(|| self.markers())
            .or_else(|| self.nearest_values())
            .or_else(|| self.apostrophe())
            .or_else(|| self.brackets())
            .or_else(|| self.other_declaration(mostly))
            .or_else(|| self.serial_days())
            .or_else(|| self.decorated())
            .or_else(|| self.no_such_day())
            .or_else(|| self.month_names())
            .or_else(|| self.answers())
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

    /// `#REF!`: what a spreadsheet shows in place of a result.
    fn failed_formulas(&self) -> Option<String> {
        let failed = |raw: &String| raw.starts_with('#') && is_marker(&Text::new(raw).folded);
        let list = quoted_list(&self.kept, ", ");
        (self.kept.iter().all(failed) && !self.more).then(|| {
            format!(
                "A spreadsheet writes that where a formula gives nothing. Mend the formula, or add missing {list} to the field in the schema."
            )
        })
    }

    /// The values of the closed list that were probably meant, for the most frequent mistakes.
    fn nearest_values(&self) -> Option<String> {
        let values = self.field.values.as_ref()?;
        let names = || values.iter().map(|value| &*value.exact);
        let likeness = |(raw, count): (&String, &u64)| {
            let times =
                if *count > 1 { format!(" ({})", thousands(*count)) } else { String::new() };
            let alike = names().find_map(|name| Some((name, unlike(raw, name)?)));
            Some(match alike {
                Some((name, difference)) => {
                    format!("\"{raw}\"{times} looks like \"{name}\", but {difference}")
                }
                None => format!("\"{raw}\"{times} is most like \"{}\"", nearest(raw, names())?),
            })
        };
        let mut kept: Vec<(&String, &u64)> = self.kept.iter().zip(&self.counts).collect();
        kept.sort_by_key(|(_, count)| Reverse(**count));
        let near: Vec<String> = kept.into_iter().filter_map(likeness).take(3).collect();
        let end = "Correct them in the data, or add what is right to the list in the schema.";
        Some(if near.is_empty() { end.to_owned() } else { format!("{}. {end}", near.join("; ")) })
    }

    fn other_declaration(&self, mostly: bool) -> Option<String> {
        let ((first, decoder), others) = self.fitting.split_first()?;
        let differs = |(_, other): &&(Guess, Decoder)| {
            self.kept.iter().any(|raw| other.text(raw) != decoder.text(raw))
        };
        let rival = others.iter().find(differs);
        Some(match (mostly, rival) {
            (true, None) => {
                let why = self.only_so(first).unwrap_or_default();
                format!("All of them fit {}: declare the field so.{why}", first.words)
            }
            (true, Some((rival, other))) => format!(
                "They fit both {} and {}, which mean different things{}. Declare the field with the one that is meant.",
                first.words,
                rival.words,
                self.both_ways(decoder, other).unwrap_or_default(),
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

    /// A value that shows which of day and month stands first.
    fn only_so(&self, guess: &Guess) -> Option<String> {
        let written = &guess.field.date_format.as_ref()?.written;
        let swapped = written.replace("DD", "--").replace("MM", "DD").replace("--", "MM");
        let format = DateFormat::parse(&swapped).ok().filter(|_| swapped != *written)?;
        let field = Field { date_format: Some(format), ..self.field.clone() };
        let decoder = Decoder::new(&field, &TimeZone::UTC);
        let raw = self.kept.iter().find(|raw| decoder.text(raw).is_err())?;
        let first = if written.find("DD") < written.find("MM") { "day" } else { "month" };
        Some(format!(" In \"{raw}\" only the {first} can stand first."))
    }

    /// What a value is in one reading and in the other.
    fn both_ways(&self, one: &Decoder, other: &Decoder) -> Option<String> {
        self.kept.iter().find_map(|raw| {
            let (one, other) = (one.text(raw).ok()?, other.text(raw).ok()?);
            (one != other).then(|| format!(": \"{raw}\" is {one} or {other}"))
        })
    }

    /// `'120`: a spreadsheet's mark of a text.
    fn apostrophe(&self) -> Option<String> {
        let decoder = Decoder::new(&self.field, &TimeZone::UTC);
        let read = |raw: &String| decoder.text(behind_apostrophe(raw)?).ok();
        let raw = self.kept.iter().find(|raw| read(raw).is_some())?;
        let rest = behind_apostrophe(raw)?;
        Some(format!(
            "The ' before {rest} is a spreadsheet's mark of a text. Write {rest} without it: format the column as a number or date, and export again."
        ))
    }

    /// `(1,200)`: a negative number of accountants.
    fn brackets(&self) -> Option<String> {
        if !self.is_numeric() {
            return None;
        }
        let raw = self.kept.iter().find(|raw| in_brackets(raw).is_some())?;
        Some(format!(
            "In accounts, brackets around a number mean that it is negative. If \"{raw}\" is meant so, write a minus sign before the number in place of the brackets."
        ))
    }

    /// `45321`: a day as spreadsheets count them.
    fn serial_days(&self) -> Option<String> {
        let all = self.kept.iter().all(|raw| day_of_serial(raw).is_some());
        let raw = self.kept.first().filter(|_| self.is_date() && all)?;
        let day = day_of_serial(raw)?;
        Some(format!(
            "They look like days as a spreadsheet counts them: {raw} is {day}. Format the column as a date in the spreadsheet, and export again."
        ))
    }

    /// `5 février 2025`
    fn month_names(&self) -> Option<String> {
        let raw = self.kept.first().filter(|_| self.is_date())?;
        let word = month_word(raw)?;
        Some(format!(
            "\"{word}\" is no month that is read: months are numbers, or English names with a format such as \"DD MMM YYYY\". Write 2025-02-20."
        ))
    }

    /// `ja` and `nein` in a field of yes and no.
    fn answers(&self) -> Option<String> {
        if self.field.ty != Type::YesNo {
            return None;
        }
        let told: Vec<String> = self
            .kept
            .iter()
            .filter_map(|raw| Some(format!("{} for \"{raw}\"", artefacts::answer(raw)?)))
            .take(3)
            .collect();
        let values: Vec<String> = self.kept.iter().take(4).cloned().collect();
        (!told.is_empty()).then(|| {
            format!(
                "Write {} in the data, or declare the field as one of [{}] and compare it with these words.",
                told.join(" and "),
                quoted_list(&values, ", ")
            )
        })
    }

    fn is_numeric(&self) -> bool {
        matches!(self.field.ty, Type::Number | Type::Integer | Type::Percent)
    }

    fn is_date(&self) -> bool {
        matches!(self.field.ty, Type::Date | Type::DateTime)
    }

    /// `12 people`, `€ 12`: a number with something before or behind it.
    fn decorated(&self) -> Option<String> {
        if !self.is_numeric() {
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
        if !self.is_date() {
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
            (Type::Record(_), _) => "A related record is an object: {\"name\": \"Acme\"}.".to_owned(),
            (Type::Records(_), _) => "Related records are a list of objects: [{…}, {…}].".to_owned(),
            (Type::Text | Type::Texts, _) => "One value belongs here, not an object or a list.".to_owned(),
        }
    }
}
