//! Types guessed from data.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::column_stats::ColumnStats;
use super::guesses;
use super::infer_text::{closed_list, split_of};
use super::markers::may_be_marker;
use super::shapes::Shape;
use super::table_stats::TableStats;
use crate::data::values::decode::Decoder;
use crate::ir::{DateFormat, Field, NumberFormat, Record, Text, Type, Value, name_key};

/// What a column most probably is.
#[derive(Clone, Debug)]
pub struct ColumnGuess {
    /// The field: its name and column are the header, its type and format what the data say.
    pub field: Field,
    /// The few values of the column, the most frequent first, if that is all there are.
    pub values: Vec<String>,
    /// Words for "not known" in this column, as they are written.
    pub markers: Vec<String>,
    /// What a person should know before relying on the guess.
    pub notes: Vec<String>,
    /// The quartiles of numbers, in order.
    pub quartiles: Vec<Decimal>,
    /// Whether every row has a value of its own.
    pub unique: bool,
    /// Whether all rows have the same value, or none.
    pub constant: bool,
    /// Whether it holds objects, which rules cannot use.
    pub nested: bool,
}

/// Guesses every column of a table; `hints` are types that are already known, by the key of the name.
///
/// At most one column is a key. Every row has a value there, each its own: in the first column or one named like
/// *e-mail*. A column named like *id* may have a few rows twice, as tables do.
#[must_use]
pub fn guess_columns(table: &TableStats, hints: &HashMap<String, Type>) -> Vec<ColumnGuess> {
    let mut guesses: Vec<ColumnGuess> = table
        .columns()
        .map(|(name, stats)| guess(name, stats, hints.get(&name_key(name)).copied()))
        .collect();
    let rank = |place: usize, name: &str, stats: &ColumnStats| {
        if is_id(name) && stats.is_nearly_unique() {
            return Some(0);
        }
        let is_email = words(name).iter().any(|word| EMAIL_WORDS.contains(&word.as_str()));
        match stats.is_unique() {
            true if place == 0 => Some(1),
            true if is_email || words(name).join("").contains("email") => Some(2),
            _ => None,
        }
    };
    let ranked = table.columns().enumerate();
    let ranked = ranked.filter_map(|(at, (name, stats))| Some((rank(at, name, stats)?, at)));
    let key = ranked.min().and_then(|(_, place)| guesses.get_mut(place));
    if let Some(key) = key {
        key.field.key = true;
        key.field.missing.clear();
        // A key names a lead; nobody calculates with it.
        if !hints.contains_key(&name_key(&key.field.name)) {
            let name = key.field.name.clone();
            key.field = Field { key: true, ..Field::new(&name, Type::Text) };
            key.quartiles.clear();
            key.notes.clear();
        }
    }
    guesses
}

/// The record that the data show, for rules without one. Its fields are named like the columns.
///
/// The rules' own literals win over the data. No field has a closed list, because a value that these data
/// happen not to have is no mistake.
///
/// ```
/// use std::collections::HashMap;
/// use leadscore::data::{Cells, Row, TableStats, infer_record};
/// use leadscore::ir::Type;
///
/// let header = ["Lead ID", "Employees"].map(str::to_owned);
/// let mut table = TableStats::of_header(&header);
/// for (number, cells) in [(1, ["a", "12"]), (2, ["b", "N/A"])] {
///     let cells = Cells::Fields(cells.map(str::to_owned).to_vec());
///     table.add(&Row { number, line: number + 1, cells });
/// }
/// let record = infer_record(&table, &HashMap::new());
/// assert!(record.fields[0].key);
/// assert_eq!(record.fields[1].ty, Type::Integer);
/// assert_eq!(record.fields[1].missing, ["n/a".into()]);
/// ```
#[must_use]
pub fn infer_record(table: &TableStats, hints: &HashMap<String, Type>) -> Record {
    let fields = guess_columns(table, hints).into_iter().map(|guess| guess.field).collect();
    Record::new("Lead", fields)
}

/// Columns with these names number the leads.
const ID_WORDS: &[&str] =
    &["id", "key", "uuid", "guid", "no", "nr", "number", "nummer", "номер", "ид"];
/// Columns with these names are shares of a whole.
const RATE_WORDS: &[&str] =
    &["rate", "share", "ratio", "percent", "percentage", "quote", "процент", "дял", "доля"];
/// Columns with these names name a person.
const EMAIL_WORDS: &[&str] = &["email", "mail", "имейл", "почта", "邮箱"];
/// Digits in columns with these names are names, not amounts.
const CODE_WORDS: &[&str] = &[
    "phone",
    "tel",
    "telephone",
    "mobile",
    "fax",
    "zip",
    "postal",
    "postcode",
    "plz",
    "телефон",
    "电话",
    "手机",
];

/// Whether the numbers of a column are names: `Lead ID`, but not `Number of Employees` or `Phone Number`.
pub(in crate::data) fn is_id(name: &str) -> bool {
    let words = words(name);
    let has = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    (has(ID_WORDS) && !has(&["of"]) && !has(CODE_WORDS)) || name.contains("编号")
}

/// How many of a hundred values must have a form for it to be the column's.
const MOST_OF_100: u64 = 95;

fn guess(name: &str, stats: &ColumnStats, hint: Option<Type>) -> ColumnGuess {
    let markers = markers(stats);
    let missing = markers.iter().map(|marker| Text::new(marker).folded).collect();
    let mut guess = ColumnGuess {
        field: Field { missing, ..Field::new(name, Type::Text) },
        values: Vec::new(),
        markers,
        notes: Vec::new(),
        quartiles: Vec::new(),
        unique: stats.is_unique(),
        constant: stats.known() == 0,
        nested: stats.has_objects(),
    };
    match hint {
        Some(ty) => guess.declare(ty, stats),
        None => {
            let ty = type_of(name, stats);
            guess.declare(ty, stats);
            if ty == Type::Text {
                guess.values = closed_list(name, stats, &mut guess.notes);
            }
        }
    }
    if guess.constant {
        guess.notes.push("Always blank".to_owned());
    } else if let Some([only]) = stats.values().as_deref()
        && stats.rows() > 1
        && only.count == stats.rows()
    {
        guess.constant = true;
        guess.notes.push(format!("Always \"{}\": tells nothing", only.text));
    }
    let numbers = sorted_numbers(&guess.field, stats);
    guess.quartiles = quartiles(&numbers);
    guess.note_sentinel(stats);
    guess.note_fraction(&numbers);
    guess
}

/// The type that the data show.
fn type_of(name: &str, stats: &ColumnStats) -> Type {
    let known = stats.known();
    let most = |count: u64| count > 0 && count * 100 >= known * MOST_OF_100;
    if let Some(numbers) = stats.arrays() {
        return if numbers { Type::Numbers } else { Type::Texts };
    }
    if stats.has_objects() || known == 0 {
        return Type::Text;
    }
    let format = best_number_format(stats, Shape::Number);
    let (numbers, whole) = (stats.fits(&Shape::Number(format)), stats.fits(&Shape::Whole(format)));
    if most(stats.fits(&Shape::YesNo)) && is_yes_no(stats, whole) {
        return Type::YesNo;
    }
    if stats.percent_signs() * 2 >= known
        && most(stats.fits(&Shape::Percent(best_number_format(stats, Shape::Percent))))
    {
        return Type::Percent;
    }
    let (date_format, dates, _) = best_date_format(stats);
    if most(dates) && (dates > numbers || dates == known) {
        return date_type(stats, date_format.as_ref());
    }
    let is_code = words(name).iter().any(|word| CODE_WORDS.contains(&word.as_str()));
    if most(numbers) && !is_code && !has_codes(stats) {
        return if whole == numbers { Type::Integer } else { Type::Number };
    }
    if split_of(stats).is_some() { Type::Texts } else { Type::Text }
}

/// Whether `0123` is among the numbers: then they are names.
fn has_codes(stats: &ColumnStats) -> bool {
    let digits = |text: &&String| text.bytes().all(|byte| byte.is_ascii_digit());
    stats.examples().iter().filter(digits).any(|text| super::shapes::is_code(text))
}

/// Yes and no in words; 1 and 0 only if there are both and no other number.
fn is_yes_no(stats: &ColumnStats, whole: u64) -> bool {
    let values = stats.values().unwrap_or_default();
    let has = |word: &str| values.iter().any(|value| value.text == word);
    let in_words = stats.fits(&Shape::YesNo) > 0 && whole == 0;
    in_words || (has("0") && has("1") && whole <= stats.fits(&Shape::YesNo))
}

fn date_type(stats: &ColumnStats, format: Option<&DateFormat>) -> Type {
    let has_time = match format {
        Some(format) => format.pattern.contains("%H") || format.pattern.contains("%I"),
        None => stats.fits(&Shape::IsoTime) > 0,
    };
    if has_time { Type::DateTime } else { Type::Date }
}

/// The format that most numbers of this shape have; the first of several.
fn best_number_format(stats: &ColumnStats, shape: fn(NumberFormat) -> Shape) -> NumberFormat {
    let formats = std::iter::once(NumberFormat::default()).chain(guesses::numbers());
    let mut best = (NumberFormat::default(), 0);
    for format in formats {
        let fits = stats.fits(&shape(format));
        if fits > best.1 {
            best = (format, fits);
        }
    }
    best.0
}

/// The format that most dates have, `None` for ISO, how many have it, and another that as many have.
fn best_date_format(stats: &ColumnStats) -> (Option<DateFormat>, u64, Option<DateFormat>) {
    let formats: Vec<(&DateFormat, u64)> = stats
        .all_fits()
        .filter_map(
            |(shape, fits)| if let Shape::Date(it) = shape { Some((it, fits)) } else { None },
        )
        .collect();
    let most = formats.iter().map(|(_, fits)| *fits).max().unwrap_or(0);
    let iso = stats.fits(&Shape::Iso);
    if iso >= most {
        return (None, iso, None);
    }
    let mut best: Vec<&DateFormat> =
        formats.into_iter().filter(|(_, fits)| *fits == most).map(|(format, _)| format).collect();
    // Where the clock has twelve hours, the month comes first.
    best.sort_by_key(|format| format.written.contains('a') && format.written.starts_with("DD"));
    let Some((first, others)) = best.split_first() else { return (None, 0, None) };
    let day_length = |format: &DateFormat| format.written.split(' ').count();
    let rival = others.iter().find(|other| day_length(other) == day_length(first));
    (Some((*first).clone()), most, rival.map(|other| (*other).clone()))
}

impl ColumnGuess {
    /// Gives the field a type, and the format with which the data fit it best.
    fn declare(&mut self, ty: Type, stats: &ColumnStats) {
        self.field.ty = ty;
        match ty {
            Type::Number | Type::Integer => {
                self.field.number_format = best_number_format(stats, Shape::Number);
                self.note_dots(stats);
            }
            Type::Percent => {
                self.field.number_format = best_number_format(stats, Shape::Percent);
            }
            Type::Date | Type::DateTime => {
                let (format, fits, rival) = best_date_format(stats);
                if fits == 0 {
                    return;
                }
                // A date in a rule can be compared with a time in the data, but not the other way.
                if date_type(stats, format.as_ref()) == Type::DateTime {
                    self.field.ty = Type::DateTime;
                }
                if let (Some(format), Some(rival)) = (&format, rival) {
                    self.notes.push(format!(
                        "{} or {}? The data fit both",
                        format.written, rival.written
                    ));
                }
                self.field.date_format = format;
            }
            Type::Texts => self.field.split = split_of(stats),
            Type::Text | Type::YesNo | Type::Numbers | Type::Record(_) | Type::Records(_) => {}
        }
    }

    /// `1.200` and nothing like `1.25`: the dot may separate thousands.
    fn note_dots(&mut self, stats: &ColumnStats) {
        let in_threes = |text: &str| {
            let mut groups = text.trim_start_matches('-').split('.');
            let first = groups.next().is_some_and(|it| (1..=3).contains(&it.len()));
            first && groups.all(|it| it.len() == 3 && it.bytes().all(|b| b.is_ascii_digit()))
        };
        let mut dotted = stats.examples().iter().filter(|text| text.contains('.')).peekable();
        let Some(first) = dotted.peek().map(|text| (*text).clone()) else { return };
        if self.field.number_format == NumberFormat::default() && dotted.all(|text| in_threes(text))
        {
            let as_read = first.parse::<Decimal>().unwrap_or_default().normalize();
            self.notes.push(format!(
                "{first} is read as {as_read}. If the dot separates thousands, write integer, format \"1.234,56\""
            ));
        }
    }

    /// A rate between 0 and 1 is mostly a percentage.
    fn note_fraction(&mut self, numbers: &[Decimal]) {
        let rate = words(&self.field.name).iter().any(|word| RATE_WORDS.contains(&word.as_str()));
        let (Some(least), Some(most)) = (numbers.first(), numbers.last()) else { return };
        let fractions =
            self.field.ty == Type::Number && *least >= Decimal::ZERO && *most <= Decimal::ONE;
        if rate && fractions {
            self.notes.push("Does 0.25 mean 25% here? Then write percent, as fraction".to_owned());
        }
    }

    /// -1 as the only number below zero mostly means "never" or "not known".
    fn note_sentinel(&mut self, stats: &ColumnStats) {
        let numeric = self.field.ty.is_numeric();
        let below = |text: &&String| text.starts_with('-');
        let mut negative = stats.examples().iter().filter(below).peekable();
        let Some(first) = negative.peek().map(|text| (*text).clone()).filter(|_| numeric) else {
            return;
        };
        let often = negative.clone().count() * 10 >= stats.examples().len();
        if often && negative.all(|text| *text == first) {
            self.notes.push(format!(
                "Does {first} mean that nothing is known? Then add missing \"{first}\""
            ));
        }
    }
}

/// The words for "not known", without those that are answers here.
fn markers(stats: &ColumnStats) -> Vec<String> {
    let values = stats.values();
    let two_letters = |text: &String| text.chars().count() == 2;
    let codes = stats.examples().iter().filter(|text| two_letters(text)).count() * 2;
    let codes = codes > stats.examples().len();
    let several = values.is_none_or(|values| values.len() > 2);
    stats
        .markers()
        .into_iter()
        .filter(|marker| {
            let folded = Text::new(marker).folded;
            !may_be_marker(&folded) || (several && !(codes && *folded == *"na"))
        })
        .collect()
}

/// The numbers among the examples.
fn sorted_numbers(field: &Field, stats: &ColumnStats) -> Vec<Decimal> {
    if !field.ty.is_numeric() {
        return Vec::new();
    }
    let decoder = Decoder::new(field, &jiff::tz::TimeZone::UTC);
    let values = stats.examples().iter().filter_map(|text| decoder.text(text).ok());
    let mut numbers: Vec<Decimal> = values.filter_map(|value: Value| value.as_number()).collect();
    numbers.sort_unstable();
    numbers
}

fn quartiles(numbers: &[Decimal]) -> Vec<Decimal> {
    let quartile = |quarter: usize| numbers.get(numbers.len() * quarter / 4).copied();
    (1..=3).filter_map(quartile).collect()
}

/// The words of a header, folded: `totalVisits` and `Total visits` alike.
pub(in crate::data) fn words(name: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut after_small = false;
    for c in name.chars() {
        if after_small && c.is_uppercase() {
            spaced.push(' ');
        }
        after_small = c.is_lowercase();
        spaced.push(c);
    }
    let key = name_key(&spaced);
    let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
