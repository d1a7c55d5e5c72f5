//! What dialects say in different ways: one file for each.

mod bigquery;
mod digits;
mod duckdb;
mod moments;
mod postgres;
mod snowflake;
mod spark;

use rust_decimal::Decimal;

use super::letters;
use super::lines::{Line, indented};
use super::options::Dialect;
use super::reasons::Listing;
use super::reserved;
use super::texts::quoted;
use crate::ast::{TextOp, Unit};

/// How a dialect says what others say in another way. What is not said here is the same in all of them.
///
/// Every argument is an expression that may stand between commas; every result is one that may stand beside an operator.
pub(super) trait Speech {
    /// A name that is no plain word, or one that means something else.
    fn name(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// Whether a plain word means something else unless it is quoted.
    fn is_reserved(&self, word: &str) -> bool {
        reserved::in_any(word)
    }

    /// A text.
    fn text(&self, text: &str) -> String {
        quoted(text)
    }

    /// The parameter of as-of, as a moment.
    fn as_of(&self) -> String;

    /// A moment that is known, in UTC.
    fn moment(&self, utc: &str) -> String {
        format!("TIMESTAMP WITH TIME ZONE '{utc}+00:00'")
    }

    /// The day of a moment in a zone.
    fn day_of(&self, moment: &str, zone: &str) -> String {
        format!("CAST({moment} AT TIME ZONE {zone} AS DATE)")
    }

    /// A day or moment so much later; `count` may be negative.
    fn later(&self, day: &str, count: i64, unit: Unit) -> String;

    /// The days from one day to another.
    fn days_between(&self, earlier: &str, later: &str) -> String {
        format!("({later} - {earlier})")
    }

    /// The seconds from one moment to another, with six decimals.
    fn seconds_between(&self, earlier: &str, later: &str) -> String;

    /// The year, month or weekday (from 1 for Monday) of a day.
    fn part(&self, part: &str, day: &str) -> String {
        match part {
            "weekday" => format!("extract(ISODOW FROM {day})"),
            other => format!("extract({} FROM {day})", other.to_uppercase()),
        }
    }

    /// The type of texts.
    fn text_type(&self) -> &'static str {
        "VARCHAR"
    }

    /// The type of points.
    fn points_type(&self) -> &'static str {
        "DECIMAL(18, 2)"
    }

    /// Any value as a text.
    fn as_text(&self, value: &str) -> String {
        format!("CAST({value} AS {})", self.text_type())
    }

    /// A text without the white space around it, in NFC; a blank is missing.
    fn trimmed(&self, text: &str) -> String;

    /// A trimmed text folded for comparison; `cased` and `folded` are columns with letters that `lower` alone would not
    /// fold.
    fn folded(&self, text: &str) -> String {
        format!("lower(translate({text}, cased, folded))")
    }

    /// A text trimmed and folded at once.
    fn compared(&self, text: &str) -> String {
        self.folded(&self.trimmed(text))
    }

    /// A text that has the form of a number, or NULL, in the dialect's type of numbers.
    fn as_number(&self, text: &str) -> String;

    /// A text with digits and signs as they are typed in Europe.
    fn narrow(&self, text: &str) -> String {
        let (wide, narrow) = (self.text(digits::WIDE), self.text(digits::NARROW));
        format!("translate({text}, {wide}, {narrow})")
    }

    /// The number that a text holds, or NULL.
    fn number(&self, text: &str) -> String {
        let digits = self.taken(&self.narrow(text), &digits::number(self.blanks()));
        self.as_number(&digits)
    }

    /// The number that a text holds with or without a sign of percent, or NULL.
    fn percent(&self, text: &str) -> String {
        let digits = self.taken(&self.narrow(text), &digits::percent(self.blanks()));
        self.as_number(&digits)
    }

    /// The number that a column holds, or NULL; without a text in between where its type allows that.
    fn number_in(&self, column: &str) -> String {
        self.number(&self.as_text(column))
    }

    /// The whole number that a column holds, or NULL; `None` if that takes a step more than to read the number.
    fn whole_in(&self, _: &str) -> Option<String> {
        None
    }

    /// A whole number, or NULL if it has too many digits.
    fn whole(&self, number: &str) -> String;

    /// A text that has the form of a day, or NULL, as a day.
    fn as_date(&self, text: &str) -> String;

    /// The form of days in texts.
    fn form_of_days(&self) -> &'static str {
        moments::DAY
    }

    /// The day that a text holds, with or without a time of day; or NULL.
    fn date(&self, text: &str) -> String {
        self.as_date(&self.taken(text, &moments::day(self.form_of_days(), self.blanks())))
    }

    /// The day that a column holds, or NULL.
    fn date_in(&self, column: &str) -> String {
        self.date(&self.as_text(column))
    }

    /// The word or digit that a text holds, in small letters; or NULL.
    fn word(&self, text: &str) -> String {
        let blanks = self.blanks();
        format!("lower({})", self.taken(text, &format!("^[{blanks}]*([01A-Za-z]+)[{blanks}]*$")))
    }

    /// The answer that a column holds; `said` is how it is read from a text.
    fn answer_in(&self, column: &str, said: &str) -> String {
        let text = self.as_text(column);
        format!(
            "CASE\n  WHEN {text} = 'true' THEN TRUE\n  WHEN {text} = 'false' THEN FALSE\n  {said}\nEND"
        )
    }

    /// The moment that a column holds; one without an offset is in the zone.
    fn moment_in(&self, column: &str, zone: &str) -> String;

    /// A number with so many decimals, where numbers of different ones would lose some side by side.
    fn with_decimals(&self, number: &str, _: u32) -> String {
        number.to_owned()
    }

    /// A calculation that gives NULL instead of an error.
    fn safe(&self, calculation: &str) -> String {
        calculation.to_owned()
    }

    /// A quotient rounded to 12 decimals, half away from zero; of the greatest number of decimals among both.
    fn quotient(&self, left: &str, right: &str, decimals: u32) -> String;

    /// How often one whole number goes into another; neither is less than 0.
    fn whole_quotient(&self, left: &str, right: &str) -> String {
        format!("(({left}) / ({right}))")
    }

    /// A number as it stands, in the dialect's type of numbers.
    fn decimal(&self, number: Decimal) -> String {
        number.normalize().to_string()
    }

    /// Whether a text is found in another.
    fn found(&self, op: TextOp, text: &str, piece: &str) -> String;

    /// Whether a text matches a regular expression as a whole; `None` if the dialect cannot say it.
    fn matches(&self, text: &str, pattern: &str) -> String;

    /// Whether a regular expression is found in a text.
    fn finds(&self, text: &str, pattern: &str) -> String;

    /// Letters, digits and marks of every script, as the members of a set.
    fn in_words(&self) -> &str {
        letters::in_words()
    }

    /// A text with what a regular expression finds first left out.
    fn cut(&self, text: &str, pattern: &str) -> String {
        format!("regexp_replace({text}, {}, '')", self.text(pattern))
    }

    /// What the first group of a regular expression finds, or NULL.
    fn taken(&self, text: &str, pattern: &str) -> String;

    /// The host of an address, with blanks around it.
    fn host(&self, text: &str) -> String {
        let behind_scheme = self.cut(text, "(?s)^.*?://");
        let before_path = self.cut(&behind_scheme, "(?s)[/?#].*$");
        let behind_user = self.cut(&before_path, "(?s)^.*@");
        self.cut(&behind_user, "(?s):.*$")
    }

    /// The domain of an address: what `domain` gives.
    fn domain(&self, text: &str) -> String {
        self.any_domain(text)
    }

    /// The domain of an address of any kind.
    fn any_domain(&self, text: &str) -> String {
        let blanks = self.blanks();
        let label = format!("[^.{blanks}]+");
        let whole = format!("^[{blanks}]*({label}(?:[.]{label})+)[.]*[{blanks}]*$");
        let host = self.taken(&self.host(text), &whole);
        // Without a dot behind `www.` nothing is left.
        format!("nullif({}, '')", self.cut(&format!("lower({host})"), "^www[.]([^.]*$)?"))
    }

    /// White space, as the members of a set.
    fn blanks(&self) -> &str {
        r"\s\v\x{85}\p{Z}"
    }

    /// The number of characters.
    fn length(&self, text: &str) -> String {
        format!("length({text})")
    }

    /// The members of a list, each as `member(x)` says; NULL members are left out, and an empty list is NULL.
    fn members(&self, list: &str, member: &dyn Fn(&str) -> String) -> String;

    /// A text as a list.
    fn split(&self, text: &str, mark: &str) -> String;

    /// Whether a list has a member.
    fn has(&self, list: &str, member: &str) -> String;

    /// `sum`, `min`, `max` of a list of numbers.
    fn of_list(&self, function: &str, list: &str) -> String;

    /// How many members a list has.
    fn count(&self, list: &str) -> String;

    /// The greatest or least of several that are not NULL.
    fn extreme(&self, greatest: bool, several: &[String]) -> String {
        let (before, after) = self.extreme_of(greatest);
        format!("{before}{}{after}", several.join(", "))
    }

    /// What stands before and behind several values of which the greatest or least that is known is taken.
    fn extreme_of(&self, greatest: bool) -> (String, &'static str) {
        let name = if greatest { "greatest" } else { "least" };
        (format!("{name}("), ")")
    }

    /// Points that are not negative as people write them: `20`, `0.5`.
    fn shown(&self, points: &str) -> String {
        let text = self.as_text(&format!("CAST({points} AS {})", self.points_type()));
        format!("rtrim(rtrim({text}, '0'), '.')")
    }

    /// What stands around the texts of reasons.
    fn listing(&self, most: usize) -> Listing;

    /// A number as points: rounded to two decimals, half away from zero.
    fn points(&self, number: &str) -> String;

    /// Points in percent of others, to two decimals.
    fn share(&self, points: &str, whole: &str) -> String {
        self.points(&self.quotient(&format!("(100 * {points})"), whole, 2))
    }

    /// How a step begins: the name that stands before it, and the word that keeps the engine from doing its work again
    /// wherever a column of it is used.
    fn step(&self, name: &str) -> String {
        format!("{name} AS (")
    }

    /// A step that is a table of constants.
    fn table(&self, name: &str, columns: &[String], rows: &[Vec<String>]) -> Vec<Line> {
        let rows = rows.iter().map(|it| vec![Line::code(format!("({})", it.join(", ")))]).collect();
        let mut lines = vec![Line::code(format!("{name} ({}) AS (", columns.join(", ")))];
        lines.push(Line::code("  VALUES"));
        lines.extend(indented(Line::listed(rows)));
        lines
    }

    /// Not so, or not known.
    fn not(&self, condition: &str) -> String {
        format!("{condition} IS NOT TRUE")
    }
}

/// What most addresses have behind their `@`, in any dialect; a first `w` may begin a `www.`
const HOST: &str = "[0-9A-VX-Za-vx-z][0-9A-Za-z-]*([.][0-9A-Za-z-]+)+";

/// How a dialect speaks.
pub(super) fn speech(dialect: Dialect) -> &'static dyn Speech {
    match dialect {
        Dialect::DuckDb => &duckdb::DuckDb,
        Dialect::Postgres => &postgres::Postgres,
        Dialect::Spark => &spark::Spark,
        Dialect::BigQuery => &bigquery::BigQuery,
        Dialect::Snowflake => &snowflake::Snowflake,
    }
}

/// A unit of time as SQL counts it: the word, and how many of it one is.
fn unit(unit: Unit) -> (&'static str, i64) {
    match unit {
        Unit::Minute => ("MINUTE", 1),
        Unit::Hour => ("HOUR", 1),
        Unit::Day => ("DAY", 1),
        Unit::Week => ("DAY", 7),
        Unit::Month => ("MONTH", 1),
        Unit::Quarter => ("MONTH", 3),
        Unit::Year => ("YEAR", 1),
    }
}
