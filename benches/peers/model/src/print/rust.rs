//! The rules as somebody writes them by hand in Rust: plain ifs over typed fields.

use jiff::civil::{Date, date};

use crate::rules::{Cond, Field, Group, Kind, Model};

/// How many rules one function has: the compiler takes its time over long ones.
const PIECE: usize = 100;

/// A module with `score` and `band`, about a `Lead` that is in scope.
pub fn print(model: &Model) -> String {
    let mut out = String::from("use super::Lead;\n\n");
    let mut total = Vec::new();
    for (number, group) in model.groups.iter().enumerate() {
        total.push(print_group(number, group, model.as_of, &mut out));
    }
    out += &format!(
        "pub fn score(lead: &Lead) -> i64 {{\n    ({}).clamp(0, {})\n}}\n\n",
        total.join(" + "),
        model.most
    );
    out += &format!(
        "pub fn band(score: i64) -> &'static str {{\n    if score >= {} {{\n        \"Hot\"\n    }} \
         else if score >= {} {{\n        \"Warm\"\n    }} else {{\n        \"Cold\"\n    }}\n}}\n",
        model.hot, model.warm
    );
    out
}

/// Writes the functions of a group, and says how its points are called for.
fn print_group(number: usize, group: &Group, as_of: Date, out: &mut String) -> String {
    let mut calls = Vec::new();
    for (piece, rules) in group.rules.chunks(PIECE).enumerate() {
        let name = format!("group_{number}_{piece}");
        *out += &format!("fn {name}(lead: &Lead) -> i64 {{\n    let mut points = 0;\n");
        for rule in rules {
            let test = whole(&rule.when, as_of);
            *out += &format!("    if {test} {{\n        points += {};\n    }}\n", rule.points);
        }
        *out += "    points\n}\n\n";
        calls.push(format!("{name}(lead)"));
    }
    let sum = if calls.is_empty() { "0".to_owned() } else { calls.join(" + ") };
    match (group.least, group.most) {
        (None, None) => sum,
        (Some(least), None) => format!("({sum}).max({least})"),
        (None, Some(most)) => format!("({sum}).min({most})"),
        (Some(least), Some(most)) => format!("({sum}).clamp({least}, {most})"),
    }
}

/// A condition that nothing stands beside.
fn whole(cond: &Cond, as_of: Date) -> String {
    match cond {
        Cond::All { conds } => each(conds, as_of).join(" && "),
        Cond::Any { conds } => each(conds, as_of).join(" || "),
        Cond::Contains { field, texts } => holds_any(*field, texts).join(" || "),
        _ => condition(cond, as_of),
    }
}

fn condition(cond: &Cond, as_of: Date) -> String {
    let day = |day: Date| day_number(day).to_string();
    match cond {
        Cond::Equal { field, text } => format!("lead.{} == {}", field.name(), literal(text)),
        Cond::OneOf { field, texts } => {
            let texts: Vec<String> = texts.iter().map(|it| literal(it)).collect();
            format!("matches!(lead.{}, {})", field.name(), texts.join(" | "))
        }
        Cond::Contains { field, texts } => grouped(&holds_any(*field, texts), " || "),
        Cond::Between { field, from, to } => some(
            *field,
            &format!("({}..={}).contains(&it)", number(*field, *from), number(*field, *to)),
        ),
        Cond::AtLeast { field, value } => {
            some(*field, &format!("it >= {}", number(*field, *value)))
        }
        Cond::Below { field, value } => some(*field, &format!("it < {}", number(*field, *value))),
        Cond::WithinLast { field, days } => {
            let today = day_number(as_of);
            some(*field, &format!("({}..={today}).contains(&it)", i64::from(today) - days))
        }
        Cond::OlderThan { field, days } => {
            some(*field, &format!("it < {}", i64::from(day_number(as_of)) - days))
        }
        Cond::Before { field, day: it } => some(*field, &format!("it < {}", day(*it))),
        Cond::After { field, day: it } => some(*field, &format!("it > {}", day(*it))),
        Cond::Missing { field } if field.kind() == Kind::Text => {
            format!("lead.{}.is_empty()", field.name())
        }
        Cond::Missing { field } => format!("lead.{}.is_none()", field.name()),
        Cond::Yes { field } => format!("lead.{} == Some(true)", field.name()),
        Cond::Not { cond } => format!("!({})", whole(cond, as_of)),
        Cond::All { conds } => grouped(&each(conds, as_of), " && "),
        Cond::Any { conds } => grouped(&each(conds, as_of), " || "),
    }
}

fn each(conds: &[Cond], as_of: Date) -> Vec<String> {
    conds.iter().map(|it| condition(it, as_of)).collect()
}

fn holds_any(field: Field, texts: &[String]) -> Vec<String> {
    let one = |it: &String| format!("lead.{}.contains({})", field.name(), literal(it));
    texts.iter().map(one).collect()
}

fn grouped(tests: &[String], word: &str) -> String {
    match tests {
        [one] => one.clone(),
        _ => format!("({})", tests.join(word)),
    }
}

fn some(field: Field, test: &str) -> String {
    format!("lead.{}.is_some_and(|it| {test})", field.name())
}

fn number(field: Field, value: i64) -> String {
    if field.kind() == Kind::Decimal { format!("{value}f64") } else { value.to_string() }
}

/// Texts are lower-cased once when a lead is read, so the constants are too.
fn literal(text: &str) -> String {
    format!("{:?}", text.to_lowercase())
}

/// Days since 1970.
pub fn day_number(day: Date) -> i32 {
    let since = day.since(date(1970, 1, 1)).map(|it| it.get_days());
    since.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negated_test_is_true_of_a_missing_number() {
        let below = Cond::Below { field: Field::Revenue, value: 500 };
        let not = Cond::Not { cond: Box::new(below) };
        let expected = "!(lead.revenue.is_some_and(|it| it < 500f64))";
        assert_eq!(condition(&not, crate::AS_OF), expected);
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(date(1970, 1, 2)), 1);
        assert_eq!(day_number(crate::AS_OF), 20_148);
    }
}
