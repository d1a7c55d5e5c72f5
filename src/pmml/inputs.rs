//! What a PMML model asks for: fields as they stand in the data, and values that have to be calculated beforehand.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use crate::ast::{TextOp, Window};
use crate::eval::Answers;
use crate::ir::{Award, Body, Clock, ColumnId, Each, Points, Program, RuleId, Test, Value};

/// One input of a PMML model.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Where its value comes from.
    pub source: Source,
    /// What it is, in words.
    pub about: String,
    /// The type of its values.
    pub kind: Kind,
    /// Whether it has to be calculated before the model is asked.
    pub precomputed: bool,
    /// Whether it is a field of the data, or of a related record.
    pub is_field: bool,
    /// The values of a closed list.
    pub values: Vec<String>,
    /// The texts that count as missing.
    pub missing: Vec<String>,
}

/// Where the value of an input comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A field or a calculation, as it is.
    Column(ColumnId),
    /// The day of a date or moment, counted from 1970-01-01.
    Day(ColumnId),
    /// A moment in seconds from 1970-01-01T00:00Z.
    Second(ColumnId),
    /// The days from a date or moment to as-of.
    DaysSince(ColumnId),
    /// The answer to a test that PMML cannot ask.
    Test(ColumnId, Test),
    /// How many events a rule counts.
    Counted(RuleId),
    /// The day of as-of, counted from 1970-01-01.
    Today,
}

/// The type of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// Yes or no.
    YesNo,
}

impl Input {
    /// The value for a record, as PMML writes it; `None` if it is missing.
    #[must_use]
    pub fn value(&self, program: &Program, answers: &Answers<'_>, clock: &Clock) -> Option<String> {
        let day = |id: &ColumnId| day_of(answers.value(*id), clock.zone());
        match &self.source {
            Source::Column(id) => shown(answers.value(*id)),
            Source::Day(id) => day(id).map(|it| since_1970(it).to_string()),
            Source::Second(id) => match answers.value(*id) {
                Value::Moment(moment) => Some(seconds(*moment)),
                _ => None,
            },
            Source::DaysSince(id) => {
                day(id).map(|it| (since_1970(clock.today) - since_1970(it)).to_string())
            }
            Source::Test(id, test) => Some(test.passes(answers.value(*id), clock).to_string()),
            Source::Counted(id) => Some(counted(program, answers, *id).to_string()),
            Source::Today => Some(since_1970(clock.today).to_string()),
        }
    }
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.exact.to_string()),
        Value::Number(number) => Some(number.normalize().to_string()),
        Value::YesNo(yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// Points of events divided by those of one.
fn counted(program: &Program, answers: &Answers<'_>, id: RuleId) -> i64 {
    let each = fixed_points(program, id).unwrap_or_default();
    let fired = answers.rule(id, &mut std::collections::BTreeSet::new());
    let points = fired.map(|it| it.points).unwrap_or_default();
    points.hundredths().checked_div(each.hundredths()).unwrap_or_default()
}

/// The points that a rule gives for every event that counts, if they are always the same.
pub(super) fn fixed_points(program: &Program, id: RuleId) -> Option<Points> {
    match &program.rule(id)?.body {
        Body::ForEach(each) if each.decay.is_none() => match &each.each {
            Each::Award(Award::Constant(points)) => Some(*points),
            _ => None,
        },
        _ => None,
    }
}

fn day_of(value: &Value, zone: &TimeZone) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Moment(moment) => Some(zone.to_datetime(*moment).date()),
        _ => None,
    }
}

/// The day, counted from 1970-01-01.
pub(super) fn since_1970(date: Date) -> i64 {
    let first = jiff::civil::date(1970, 1, 1);
    i64::from(first.until(date).map_or(0, |span| span.get_days()))
}

/// A moment in seconds from 1970-01-01T00:00Z.
pub(super) fn seconds(moment: jiff::Timestamp) -> String {
    seconds_of(moment).normalize().to_string()
}

pub(super) fn seconds_of(moment: jiff::Timestamp) -> Decimal {
    Decimal::from(moment.as_second()) + Decimal::new(i64::from(moment.subsec_nanosecond()), 9)
}

/// A name of letters, digits and `_` for something that rules say with more.
pub(super) fn plain_name(label: &str) -> String {
    let mut name = String::new();
    for c in label.chars().take(100) {
        if c.is_alphanumeric() {
            name.extend(c.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() { "value".to_owned() } else { name.to_owned() }
}

/// What a test asks, after the name of what it asks about.
pub(super) fn words(test: &Test) -> String {
    match test {
        Test::Missing => "is missing".to_owned(),
        Test::YesNo(yes) => format!("is {}", if *yes { "yes" } else { "no" }),
        Test::Texts(texts) => {
            let texts: Vec<&str> = texts.iter().map(|it| &*it.exact).collect();
            format!("is {}", texts.join(" or "))
        }
        Test::Exactly(text) => format!("is exactly {text}"),
        Test::Pattern(pattern) => {
            let how = match pattern.op {
                TextOp::Contains => "contains",
                TextOp::ContainsWord => "contains word",
                TextOp::StartsWith => "starts with",
                TextOp::EndsWith => "ends with",
            };
            format!("{how} {}", pattern.written)
        }
        Test::Matches(regex) => format!("matches {}", regex.as_str()),
        Test::HasText(text) => format!("contains {}", text.exact),
        Test::HasNumber(number) => format!("contains {number}"),
        Test::Age(window, duration) => {
            let s = if duration.count == 1 { "" } else { "s" };
            let long = format!("{} {}{s}", duration.count, duration.unit.word());
            match window {
                Window::WithinLast => format!("within last {long}"),
                Window::WithinNext => format!("within next {long}"),
                Window::LessThanAgo => format!("less than {long} ago"),
                Window::MoreThanAgo => format!("more than {long} ago"),
                Window::LessThanFromNow => format!("less than {long} from now"),
                Window::MoreThanFromNow => format!("more than {long} from now"),
            }
        }
        Test::Numbers(_) | Test::Dates(_) | Test::Moments(_) => "in range".to_owned(),
    }
}
