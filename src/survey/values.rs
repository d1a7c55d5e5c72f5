//! Values that the rules name and no record has.

use std::collections::HashMap;

use super::Survey;
use super::tally::Tally;
use crate::ast::TextOp;
use crate::check::{Literal, same_country};
use crate::data::thousands;
use crate::diagnostic::{Diagnostic, codes, nearest, unlike};
use crate::ir::{Atom, ColumnId, Cond, Def, FieldId, Test, Text, Value};

/// How many frequent values a message shows.
const SHOWN: usize = 3;

/// What of a column no record has.
#[derive(PartialEq, Eq, Hash)]
enum Lack {
    /// Everything: it is blank everywhere.
    All,
    /// Some values of a closed list: they may come some day, so they are told together.
    OfClosedList,
    /// One value, in words.
    One(String),
}

impl Survey<'_> {
    /// One warning for each value that several rules may name, and one for all values of a closed list.
    pub(super) fn values_findings(&self, absent: &[FieldId]) -> Vec<Diagnostic> {
        let mut places: HashMap<(ColumnId, Lack), usize> = HashMap::new();
        let mut lacks: Vec<Vec<&Literal>> = Vec::new();
        let is_absent = |it: &Literal| self.field(it.column).is_some_and(|it| absent.contains(&it));
        let unmet = self.literals.iter().filter(|(it, passed)| *passed == 0 && !is_absent(it));
        for (literal, _) in unmet {
            let key = (literal.column, self.lack(literal));
            let place = *places.entry(key).or_insert(lacks.len());
            match lacks.get_mut(place) {
                Some(same) => same.push(literal),
                None => lacks.push(vec![literal]),
            }
        }
        lacks.iter().filter_map(|literals| self.finding(literals)).collect()
    }

    fn lack(&self, literal: &Literal) -> Lack {
        let known = self.tallies.get(&literal.column).map_or(0, |tally| tally.known);
        match (known, text_of(&literal.cond)) {
            (0, _) => Lack::All,
            (_, Some(_)) if self.is_closed(literal.column) => Lack::OfClosedList,
            (_, Some(text)) => Lack::One(text.to_lowercase()),
            (_, None) => Lack::One(format!("{:?}", literal.cond)),
        }
    }

    /// The field that a column is.
    fn field(&self, column: ColumnId) -> Option<FieldId> {
        match self.scorer.program().column(column)?.def {
            Def::Field(field) => Some(field),
            _ => None,
        }
    }

    fn is_closed(&self, column: ColumnId) -> bool {
        let record = &self.scorer.program().record;
        let field = self.field(column).and_then(|field| record.get(field));
        field.is_some_and(|field| field.values.is_some())
    }

    /// What is said of literals that lack in the same way.
    fn finding(&self, literals: &[&Literal]) -> Option<Diagnostic> {
        let first = literals.first()?;
        let tally = self.tallies.get(&first.column)?;
        let label = &self.scorer.program().column(first.column)?.label;
        let finding = match (tally.known, text_of(&first.cond)) {
            (0, _) => {
                // Of a calculation the fields that it needs are told.
                self.field(first.column)?;
                warn(first, format!("No lead has a *{label}* at all."))
            }
            (_, Some(_)) if self.is_closed(first.column) => {
                let mut texts: Vec<String> = Vec::new();
                for text in literals.iter().filter_map(|it| text_of(&it.cond)) {
                    let quoted = format!("\"{text}\"");
                    if !texts.contains(&quoted) {
                        texts.push(quoted);
                    }
                }
                let message = format!("No lead has {} in *{label}*.", texts.join(" or "));
                with_frequent(warn(first, message), tally)
            }
            (_, Some(text)) => unknown_text(first, tally, label, text),
            (_, None) => other_test(first, tally, label)?,
        };
        // The same value in other rules.
        let others = literals.iter().skip(1).filter(|it| it.place != first.place);
        Some(others.fold(finding, |finding, it| finding.also(it.place, "")))
    }
}

/// The text that a test asks for, if it is only one.
fn text_of(cond: &Cond) -> Option<&str> {
    let Cond::Atom(Atom { test, .. }) = cond else { return None };
    match test {
        Test::Texts(texts) => match texts.as_slice() {
            [text] => Some(&text.exact),
            _ => None,
        },
        Test::HasText(text) => Some(&text.exact),
        Test::Exactly(text) => Some(text),
        _ => None,
    }
}

fn warn(literal: &Literal, message: String) -> Diagnostic {
    Diagnostic::warning(codes::VALUE_NOT_IN_DATA, literal.place, message)
}

/// A text that no lead has, with the one that was probably meant.
fn unknown_text(literal: &Literal, tally: &Tally, label: &str, text: &str) -> Diagnostic {
    let values = tally.frequent();
    let names = || values.iter().map(|(value, _)| *value);
    let message = format!("No lead has \"{text}\" in *{label}*");
    let told = |value: &str| {
        let count = values.iter().find(|(it, _)| *it == value).map_or(0, |(_, count)| *count);
        let leads =
            if count == 1 { "1 lead has" } else { &format!("{} leads have", thousands(count)) };
        warn(literal, format!("{message}; {leads} \"{value}\"."))
    };
    let offered = |finding: Diagnostic, value: &str| {
        finding.offer(format!("Write \"{value}\"."), literal.place, format!("\"{value}\""))
    };
    if let Some((value, difference)) = names().find_map(|it| Some((it, unlike(it, text)?))) {
        let help = format!("They look the same, but of \"{value}\" in the data {difference}.");
        // The side that is plain ASCII is most likely right.
        return match value.is_ascii() {
            true => offered(told(value).help(help), value),
            false => told(value).help(format!("{help} Correct the data.")),
        };
    }
    let texts: Vec<Text> = names().map(Text::new).collect();
    match same_country(text, &texts).or_else(|| nearest(text, names())) {
        Some(value) => offered(told(value).help(format!("Did you mean \"{value}\"?")), value),
        None => with_frequent(warn(literal, format!("{message}.")), tally),
    }
}

/// A test for something else than one text.
fn other_test(literal: &Literal, tally: &Tally, label: &str) -> Option<Diagnostic> {
    let Cond::Atom(Atom { test, .. }) = &literal.cond else {
        return Some(warn(literal, format!("No lead has any of these in *{label}*.")));
    };
    Some(match test {
        Test::Texts(_) => {
            with_frequent(warn(literal, format!("No lead has any of these in *{label}*.")), tally)
        }
        Test::Pattern(pattern) => {
            let verb = match pattern.op {
                TextOp::Contains => "contains",
                TextOp::ContainsWord => "contains the word",
                TextOp::StartsWith => "starts with",
                TextOp::EndsWith => "ends with",
            };
            warn(literal, format!("No lead's *{label}* {verb} \"{}\".", pattern.written))
        }
        Test::Matches(_) => warn(literal, format!("No lead's *{label}* matches this.")),
        Test::YesNo(yes) => {
            let word = if *yes { "yes" } else { "no" };
            warn(literal, format!("No lead has {word} in *{label}*."))
        }
        Test::Age(..) | Test::Missing => return None,
        _ => {
            let (least, greatest) = tally.range.as_ref()?;
            let message = format!("No lead has such a value of *{label}*.");
            let (least, greatest) = (readable(least), readable(greatest));
            let help = match least == greatest {
                true => format!("In these data *{label}* is always {least}."),
                false => format!("In these data *{label}* goes from {least} to {greatest}."),
            };
            Diagnostic::warning(codes::RANGE_NOT_IN_DATA, literal.place, message).help(help)
        }
    })
}

/// Adds the most frequent values of a column.
fn with_frequent(finding: Diagnostic, tally: &Tally) -> Diagnostic {
    let values = tally.frequent();
    let shown: Vec<String> = values
        .iter()
        .take(SHOWN)
        .map(|(value, count)| format!("\"{value}\" ({})", thousands(*count)))
        .collect();
    match shown.as_slice() {
        [] => finding,
        [one] => finding.help(format!("The only value is {one}.")),
        _ => finding.help(format!("The most frequent values are {}.", shown.join(", "))),
    }
}

/// A number as people read it: `48,000`.
fn readable(value: &Value) -> String {
    let text = value.to_string();
    text.parse::<u64>().map_or(text, thousands)
}
