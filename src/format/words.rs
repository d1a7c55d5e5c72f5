//! The smallest pieces: names, texts, dates, lengths of time, operators.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use regex::Regex;

use crate::ast::{
    ArithmeticOp, CompareOp, Duration, Label, LabelKind, Name, Quantifier, State, TextOp, TypeKind,
    Unit, Window,
};

const RESERVED: [&str; 8] = ["and", "or", "not", "in", "is", "then", "where", "when"];
const CONSTANTS: [&str; 5] = ["yes", "no", "true", "false", "missing"];

/// Words with which what comes next may begin.
const HEADS: [&str; 16] = [
    "use",
    "model",
    "record",
    "list",
    "let",
    "group",
    "disqualify",
    "bands",
    "stars",
    "grid",
    "on",
    "test",
    "if",
    "match",
    "because",
    "points",
];

/// Words that mean a type of their own, some of them in other languages.
const TYPES: [&str; 18] = [
    "text",
    "number",
    "integer",
    "percent",
    "date",
    "datetime",
    "string",
    "varchar",
    "str",
    "int",
    "bigint",
    "float",
    "double",
    "decimal",
    "numeric",
    "bool",
    "boolean",
    "timestamp",
];

/// A name, in back-ticks if it needs them.
pub(super) fn name(name: &str) -> String {
    static PLAIN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[\p{XID_Start}_]\p{XID_Continue}*$").ok());
    let plain = PLAIN.as_ref().is_some_and(|it| it.is_match(name));
    if plain && !is_one_of(name, &RESERVED) { name.to_owned() } else { ticked(name) }
}

/// `visits.page`; a single name that reads like a constant needs back-ticks.
pub(super) fn path(path: &[Name]) -> String {
    match path {
        [only] if is_one_of(&only.node, &CONSTANTS) => ticked(&only.node),
        _ => path.iter().map(|it| name(&it.node)).collect::<Vec<_>>().join("."),
    }
}

/// The name behind `id`; `no id on` would ask whether there is none before the next action.
pub(super) fn id(id: &str) -> String {
    if is_one_of(id, &HEADS) { ticked(id) } else { name(id) }
}

/// The record behind `score of … for`, where `each` would begin a rule.
pub(super) fn path_after_for(names: &[Name]) -> String {
    path_unlike(&["each"], names)
}

/// `visits`, after `any` or `no`: `no otherwise …` would be a value with a stand-in, and `no list …` the value
/// before the next item.
pub(super) fn path_of_list(names: &[Name]) -> String {
    path_unlike(&[&["otherwise", "for"], HEADS.as_slice()].concat(), names)
}

/// A path whose first name has back-ticks if it is one of certain words.
fn path_unlike(words: &[&str], names: &[Name]) -> String {
    match names.first() {
        Some(first) if is_one_of(&first.node, words) => {
            let rest = path(names).split_off(first.node.len());
            format!("{}{rest}", ticked(&first.node))
        }
        _ => path(names),
    }
}

fn ticked(name: &str) -> String {
    format!("`{name}`")
}

fn is_one_of(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// A text in straight quotes.
pub(super) fn text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A regular expression: backslashes stand for themselves, so a bare `"` needs other quotes.
pub(super) fn pattern(pattern: &str) -> String {
    let mut escaped = false;
    let mut bare = false;
    for c in pattern.chars() {
        bare |= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    if !bare && !escaped {
        return format!("\"{pattern}\"");
    }
    let quotes = [('«', '»'), ('「', '」'), ('\'', '\'')];
    let (open, close) =
        quotes.into_iter().find(|&(_, close)| !pattern.contains(close)).unwrap_or(('«', '»'));
    format!("{open}{pattern}{close}")
}

/// The name of a band.
pub(super) fn label(label: &Label) -> String {
    match &label.node {
        LabelKind::Name(it) => name(it),
        LabelKind::Text(it) => text(it),
        LabelKind::Number(it) => it.clone(),
    }
}

/// `2025-02-20`
pub(super) fn date(date: Date) -> String {
    date.to_string()
}

/// `2025-02-20T10:00`, with seconds only if there are any.
pub(super) fn datetime(at: DateTime, offset: Option<Offset>) -> String {
    let mut out = format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute());
    if at.second() != 0 || at.subsec_nanosecond() != 0 {
        out.push_str(&format!(":{:02}", at.second()));
    }
    if at.subsec_nanosecond() != 0 {
        let fraction = format!("{:09}", at.subsec_nanosecond());
        out.push('.');
        out.push_str(fraction.trim_end_matches('0'));
    }
    match offset.map(Offset::seconds) {
        None => {}
        Some(0) => out.push('Z'),
        Some(seconds) => {
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.abs() / 60;
            out.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
        }
    }
    out
}

/// `30 days`, `1 day`
pub(super) fn duration(duration: Duration) -> String {
    let plural = if duration.count == 1 { "" } else { "s" };
    format!("{} {}{plural}", duration.count, unit(duration.unit))
}

/// `day`
pub(super) fn unit(unit: Unit) -> &'static str {
    unit.word()
}

/// `within last 30 days`
pub(super) fn window(window: Window, length: Duration) -> String {
    let (before, after) = match window {
        Window::WithinLast => ("within last", ""),
        Window::WithinNext => ("within next", ""),
        Window::LessThanAgo => ("less than", " ago"),
        Window::MoreThanAgo => ("more than", " ago"),
        Window::LessThanFromNow => ("less than", " from now"),
        Window::MoreThanFromNow => ("more than", " from now"),
    };
    format!("{before} {}{after}", duration(length))
}

/// `==`
pub(super) fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => "==",
        CompareOp::NotEqual => "!=",
        CompareOp::Less => "<",
        CompareOp::LessOrEqual => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterOrEqual => ">=",
    }
}

/// `+`
pub(super) fn arithmetic(op: ArithmeticOp) -> &'static str {
    match op {
        ArithmeticOp::Add => "+",
        ArithmeticOp::Subtract => "-",
        ArithmeticOp::Multiply => "*",
        ArithmeticOp::Divide => "/",
    }
}

/// `does not start with any of`
pub(super) fn text_op(negated: bool, op: TextOp, quantifier: Quantifier) -> String {
    let op = match (negated, op) {
        (false, TextOp::Contains) => "contains",
        (false, TextOp::ContainsWord) => "contains word",
        (false, TextOp::StartsWith) => "starts with",
        (false, TextOp::EndsWith) => "ends with",
        (true, TextOp::Contains) => "does not contain",
        (true, TextOp::ContainsWord) => "does not contain word",
        (true, TextOp::StartsWith) => "does not start with",
        (true, TextOp::EndsWith) => "does not end with",
    };
    let quantifier = match quantifier {
        Quantifier::One => "",
        Quantifier::AnyOf => " any of",
        Quantifier::AllOf => " all of",
        Quantifier::NoneOf => " none of",
    };
    format!("{op}{quantifier}")
}

/// `is not missing`
pub(super) fn state(negated: bool, state: State) -> &'static str {
    match (negated, state) {
        (false, State::Missing) => "is missing",
        (false, State::Known) => "is known",
        (true, State::Missing) => "is not missing",
        (true, State::Known) => "is not known",
    }
}

/// A type without values of its own; the values of `one of` are not shown.
pub(super) fn type_name(ty: &TypeKind) -> String {
    match ty {
        TypeKind::Text => "text".to_owned(),
        TypeKind::OneOf(_) => "one of".to_owned(),
        TypeKind::Number => "number".to_owned(),
        TypeKind::Integer => "integer".to_owned(),
        TypeKind::Percent => "percent".to_owned(),
        TypeKind::Date => "date".to_owned(),
        TypeKind::DateTime => "datetime".to_owned(),
        TypeKind::YesNo => "yes/no".to_owned(),
        TypeKind::ListOf(member) => match &member.node {
            // The grammar has only names here.
            TypeKind::YesNo => "list of boolean".to_owned(),
            member => format!("list of {}", type_name(member)),
        },
        TypeKind::Record(record) if is_one_of(record, &TYPES) => ticked(record),
        TypeKind::Record(record) => name(record),
    }
}
