//! Functions and words of other languages that read well here and mean nothing: what to write instead.

use super::context::{Context, Typed};
use crate::ast::{Arg, Expr, ExprKind, Name};
use crate::diagnostic::{Diagnostic, codes, numeral};
use crate::source::Span;

/// What is written instead of a function: `{0}`, `{1}` are its arguments.
struct Instead {
    names: &'static [&'static str],
    /// How many arguments it takes, from and to.
    arguments: (usize, usize),
    text: &'static str,
    why: &'static str,
    /// Whether it means the same in every case.
    sure: bool,
}

const fn same(
    names: &'static [&'static str],
    arguments: (usize, usize),
    text: &'static str,
    why: &'static str,
) -> Instead {
    Instead { names, arguments, text, why, sure: true }
}

const fn like(
    names: &'static [&'static str],
    arguments: (usize, usize),
    text: &'static str,
    why: &'static str,
) -> Instead {
    Instead { names, arguments, text, why, sure: false }
}

const WITHOUT_CASE: &str = "Texts are compared without case and outer blanks.";

/// Functions of SQL, of spreadsheets and of programming languages.
const FUNCTIONS: &[Instead] = &[
    same(
        &[
            "lower", "upper", "lcase", "ucase", "trim", "ltrim", "rtrim", "proper", "casefold",
            "tolower", "toupper",
        ],
        (1, 1),
        "{0}",
        WITHOUT_CASE,
    ),
    same(
        &["len", "char_length", "strlen", "size"],
        (1, 1),
        "length({0})",
        "The length of a text is called length.",
    ),
    same(
        &["coalesce", "ifnull", "nvl", "isnull", "iferror"],
        (2, 2),
        "({0} otherwise {1})",
        "A stand-in for blanks follows the word otherwise.",
    ),
    same(
        &["isblank", "isempty", "is_null", "isnull", "isna", "is_empty", "empty"],
        (1, 1),
        "{0} is missing",
        "Blanks are asked for in words.",
    ),
    same(
        &["notempty", "exists", "isnotempty", "isnotblank", "has", "defined", "isset"],
        (1, 1),
        "{0} is known",
        "Blanks are asked for in words.",
    ),
    same(&["avg", "mean"], (1, 9), "average({*})", "The mean is called average."),
    same(
        &["contains", "includes", "str_contains", "containstext"],
        (2, 2),
        "{0} contains {1}",
        "What is asked of a text stands behind it.",
    ),
    like(
        &["search", "find", "position", "countif", "instr", "strpos", "charindex"],
        (2, 3),
        "",
        "What is asked of a text or list stands behind it: title contains \"VP\".",
    ),
    same(
        &["startswith", "starts_with", "beginswith"],
        (2, 2),
        "{0} starts with {1}",
        "What is asked of a text stands behind it.",
    ),
    same(
        &["endswith", "ends_with"],
        (2, 2),
        "{0} ends with {1}",
        "What is asked of a text stands behind it.",
    ),
    like(
        &["regexmatch", "regexp_like", "regexp_match", "regexp_matches", "rlike", "regex"],
        (2, 2),
        "{0} matches {1}",
        "What is asked of a text stands behind it.",
    ),
    like(
        &["left"],
        (2, 2),
        "",
        "Pieces of texts are asked for with starts with: title starts with \"VP\".",
    ),
    like(
        &["right"],
        (2, 2),
        "",
        "Pieces of texts are asked for with ends with: email ends with \".de\".",
    ),
    like(
        &["mid", "substr", "substring"],
        (2, 3),
        "",
        "Pieces of texts are asked for with contains, starts with or ends with.",
    ),
    like(
        &["datediff", "datedif", "date_diff", "daysbetween"],
        (2, 2),
        "days_between({0}, {1})",
        "The days from one date to another are counted by days_between, the earlier one first.",
    ),
    like(
        &["datediff", "datedif", "date_diff", "age", "days", "daysbetween"],
        (1, 3),
        "days_since({d})",
        "The age of a date in days is days_since(date).",
    ),
    like(
        &["now", "today", "current_date", "getdate", "sysdate", "curdate"],
        (0, 0),
        "",
        "The day of the run has no name: write created within last 30 days, or days_since(created) > 30.",
    ),
    like(
        &["date", "to_date", "datevalue", "todate", "parse_date"],
        (1, 3),
        "",
        "Dates are written as they are: 2025-01-31.",
    ),
    like(
        &["if", "iif", "case", "switch", "choose", "ifs"],
        (2, 9),
        "",
        "A rule chooses by itself: when CONDITION then +20, and match for several values.",
    ),
    like(&["xor"], (2, 2), "({0} and not ({1})) or ({1} and not ({0}))", "There is no xor."),
    like(
        &["concat", "concatenate", "join"],
        (1, 9),
        "",
        "Texts are not put together; ask each field by itself.",
    ),
    like(
        &["cast", "integer", "number", "value", "to_number", "convert"],
        (1, 2),
        "",
        "Fields have their type from the record: declare the field as it is meant.",
    ),
    like(
        &["floor", "ceil", "ceiling", "int", "trunc", "truncate", "roundup", "rounddown"],
        (1, 2),
        "",
        "Numbers are rounded to the nearest: round(revenue).",
    ),
    same(
        &["distinct", "unique", "count_distinct", "countdistinct", "countunique", "nunique"],
        (1, 1),
        "count(distinct {0})",
        "How many different ones there are is counted.",
    ),
    same(
        &["last", "newest", "most_recent"],
        (1, 1),
        "latest({0})",
        "The last date is called latest.",
    ),
    same(&["first", "oldest"], (1, 1), "earliest({0})", "The first date is called earliest."),
    same(
        &["score", "score_of"],
        (1, 1),
        "score of {0}",
        "The score of another model is asked for in words.",
    ),
    same(&["least", "minimum"], (2, 9), "min({*})", "The least is called min."),
    same(&["greatest", "maximum"], (2, 9), "max({*})", "The greatest is called max."),
    same(&["total"], (1, 1), "sum({0})", "A total is called sum."),
    like(
        &["percentile", "rank", "stdev", "median"],
        (1, 9),
        "",
        "A rule sees one lead at a time, so it cannot rank it among the others.",
    ),
    like(
        &["any", "all", "some", "every"],
        (1, 1),
        "count({0}) > 0",
        "How many members a list has is asked with count.",
    ),
    like(
        &["split", "replace", "format", "text", "vlookup", "lookup", "index"],
        (1, 9),
        "",
        "Clean the data before scoring, or name the values in a list.",
    ),
];

impl Context<'_> {
    /// A function that another language has.
    pub fn foreign_function(&mut self, name: &Name, args: &[Arg], span: Span) -> Option<Typed> {
        let key = name.node.to_lowercase();
        let fits = |it: &&Instead| {
            it.names.contains(&key.as_str())
                && (it.arguments.0..=it.arguments.1).contains(&args.len())
        };
        let instead = FUNCTIONS
            .iter()
            .find(fits)
            .or_else(|| FUNCTIONS.iter().find(|it| it.names.contains(&key.as_str())))?;
        let written: Vec<String> = args.iter().map(|arg| self.one_line(arg.value.span)).collect();
        let fits = (instead.arguments.0..=instead.arguments.1).contains(&args.len());
        let pattern = match instead.text {
            "length({0})" if self.is_list(args) => "count({0})",
            other => other,
        };
        let text = if fits { filled(pattern, &written, self.a_date(args)) } else { String::new() };
        let place = self.place(name.span);
        let message = format!("There is no function *{}*.", name.node);
        let finding = Diagnostic::error(codes::UNKNOWN_FUNCTION, place, message);
        if text.is_empty() {
            return Some(self.wrong(finding.help(instead.why)));
        }
        let help = format!("{} Write {text}", instead.why);
        let (title, whole) = (format!("Write {text}"), self.place(span));
        Some(self.wrong(match instead.sure {
            true => finding.help(help).fix(title, whole, text),
            false => finding.help(help).offer(title, whole, text),
        }))
    }

    /// Whether the first argument is a list field.
    fn is_list(&self, args: &[Arg]) -> bool {
        let name = args.first().and_then(|arg| bare_name(&arg.value));
        let field = name.and_then(|it| self.frame.record.field(&it.node));
        let ty = field.and_then(|it| self.frame.record.get(it)).map(|it| it.ty);
        matches!(ty, Some(crate::ir::Type::Texts | crate::ir::Type::Numbers))
    }

    /// The argument that is a date field.
    fn a_date(&self, args: &[Arg]) -> Option<String> {
        args.iter().find_map(|arg| {
            let ExprKind::Name(path) = &arg.value.node else { return None };
            let field = self.frame.record.field(&path.last()?.node)?;
            let field = self.frame.record.get(field)?;
            let is_date = matches!(field.ty, crate::ir::Type::Date | crate::ir::Type::DateTime);
            is_date.then(|| self.one_line(arg.value.span))
        })
    }

    /// A name that other languages have a meaning for: `today`, `five`, `null`.
    pub fn foreign_name(&self, name: &str, finding: Diagnostic, span: Span) -> Diagnostic {
        let place = self.place(span);
        let lower = name.to_lowercase();
        if let Some(digits) = numeral(name) {
            return finding.help(format!("Numbers are written in digits: {digits}")).fix(
                format!("Write {digits}."),
                place,
                digits,
            );
        }
        if matches!(lower.as_str(), "today" | "yesterday" | "tomorrow" | "now") {
            return finding.help(
                "The day of the run has no name. Write a window: created within last 7 days, or within next 7 days.",
            );
        }
        let digits: String = name
            .chars()
            .map(|c| match c {
                'l' | 'I' => '1',
                'O' | 'o' => '0',
                other => other,
            })
            .collect();
        if name.chars().any(|c| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit()) {
            return finding
                .help(format!("It holds letters that look like digits. Did you mean {digits}?"))
                .offer(format!("Write {digits}."), place, digits);
        }
        finding
    }

    /// `title.length`, `interests.size`
    pub fn foreign_property(&mut self, path: &[Name], span: Span) -> Option<Typed> {
        let [field, property] = path else { return None };
        self.frame.record.field(&field.node)?;
        let ours = match property.node.to_lowercase().as_str() {
            "length" | "len" => "length",
            "size" | "count" => "count",
            "year" => "year",
            "month" => "month",
            "weekday" | "day" => "weekday",
            "domain" => "domain",
            _ => return None,
        };
        let list = self
            .frame
            .record
            .field(&field.node)
            .and_then(|id| self.frame.record.get(id))
            .map(|it| it.ty);
        let is_list = matches!(list, Some(crate::ir::Type::Texts | crate::ir::Type::Numbers));
        let ours = if is_list { "count" } else { ours };
        let text = format!("{ours}({})", crate::format::print_name(&field.node));
        let place = self.place(span);
        let message = format!("*{}* is a field and has no parts.", field.node);
        Some(
            self.wrong(
                Diagnostic::error(codes::UNKNOWN_NAME, place, message)
                    .help(format!("Write {text}"))
                    .fix(format!("Write {text}"), place, text),
            ),
        )
    }
}

fn filled(pattern: &str, args: &[String], date: Option<String>) -> String {
    let mut text = pattern.replace("{*}", &args.join(", "));
    if pattern.contains("{d}") {
        let Some(date) = date else { return String::new() };
        text = text.replace("{d}", &date);
    }
    for (index, arg) in args.iter().enumerate() {
        text = text.replace(&format!("{{{index}}}"), arg);
    }
    text
}

/// Words for a blank, or for its opposite, that are compared: `email is null`, `email is present`.
pub(super) fn state_word(word: &str) -> Option<crate::ast::State> {
    use crate::ast::State;
    match word.to_lowercase().as_str() {
        "null" | "none" | "nil" | "undefined" | "empty" | "blank" | "unknown" | "absent" | "na"
        | "nan" | "unset" | "void" | "mising" | "misssing" | "missin" => Some(State::Missing),
        "present" | "filled" | "given" | "available" | "defined" | "set" | "populated"
        | "provided" | "knwon" | "konwn" | "kown" | "know" | "notnull" => Some(State::Known),
        _ => None,
    }
}

/// Whether an expression is a bare name.
pub(super) fn bare_name(expr: &Expr) -> Option<&Name> {
    match &expr.node {
        ExprKind::Name(path) => match path.as_slice() {
            [name] => Some(name),
            _ => None,
        },
        _ => None,
    }
}
