//! Names of columns and steps: quoted only where a plain word would not do, and each used once.

use std::collections::HashSet;

/// Words that a dialect may take for its own.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asof",
    "at",
    "authorization",
    "between",
    "both",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "cube",
    "current",
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "date",
    "default",
    "define",
    "delete",
    "desc",
    "describe",
    "distinct",
    "do",
    "else",
    "end",
    "enum",
    "escape",
    "except",
    "exclude",
    "exists",
    "extract",
    "false",
    "fetch",
    "filter",
    "first",
    "following",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "glob",
    "grant",
    "group",
    "grouping",
    "groups",
    "hash",
    "having",
    "if",
    "ignore",
    "ilike",
    "in",
    "initially",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "key",
    "lambda",
    "last",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "lookup",
    "map",
    "merge",
    "minus",
    "natural",
    "new",
    "no",
    "not",
    "notnull",
    "null",
    "nulls",
    "of",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "over",
    "overlaps",
    "partition",
    "pivot",
    "placing",
    "positional",
    "preceding",
    "primary",
    "proto",
    "qualify",
    "range",
    "recursive",
    "references",
    "regexp",
    "respect",
    "returning",
    "right",
    "rlike",
    "rollup",
    "row",
    "rows",
    "sample",
    "select",
    "semi",
    "session_user",
    "set",
    "show",
    "similar",
    "some",
    "start",
    "struct",
    "summarize",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trigger",
    "true",
    "try_cast",
    "unbounded",
    "union",
    "unique",
    "unnest",
    "unpivot",
    "update",
    "user",
    "using",
    "values",
    "variadic",
    "verbose",
    "view",
    "when",
    "whenever",
    "where",
    "window",
    "with",
    "within",
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
];

/// Names that statements use themselves.
const OWN: &[&str] = &["blanks", "cased", "folded", "leads", "n", "x"];

/// A name as SQL writes it: a plain word as it is, anything else in the dialect's quotes.
pub(super) fn written(name: &str, quote: char) -> String {
    let is_word = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && !RESERVED.contains(&name);
    if is_word {
        return name.to_owned();
    }
    let inside = name.replace(quote, &format!("{quote}{quote}"));
    format!("{quote}{inside}{quote}")
}

/// The names that are in use.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// A name like this one that nothing else has: small letters, digits and `_`.
    pub fn new_like(&mut self, wish: &str) -> String {
        let mut word: String = wish
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '_' })
            .collect();
        while word.contains("__") {
            word = word.replace("__", "_");
        }
        let word = word.trim_matches('_');
        let word: String = word.chars().take(40).collect();
        let word = match word.chars().next() {
            None => "it".to_owned(),
            Some(first) if first.is_ascii_digit() => format!("of_{word}"),
            Some(_) => word,
        };
        let numbered = (2..).map(|number| format!("{word}_{number}"));
        let mut candidates = std::iter::once(word.clone()).chain(numbered);
        let is_used = |it: &str| RESERVED.contains(&it) || OWN.contains(&it);
        let is_free = |it: &String| !self.taken.contains(it) && !is_used(it);
        let free = candidates.find(is_free).unwrap_or(word);
        self.taken.insert(free.clone());
        free
    }
}
