//! The rules as leadscore reads them.

use crate::rules::{Cond, Field, Group, Kind, Model};

/// The whole rule file.
pub fn print(model: &Model) -> String {
    let mut out = String::from("record Lead {\n");
    for field in Field::COLUMNS {
        let kind = match field.kind() {
            Kind::Text if field == Field::Id => "text, key",
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Decimal => "number",
            Kind::Date => "date",
            Kind::YesNo => "yes/no",
        };
        out += &format!("  {}: {kind}\n", field.name());
    }
    out += &format!("}}\n\nmodel leads scores Lead\n  limit 0..{}\n", model.most);
    for group in &model.groups {
        print_group(group, &mut out);
    }
    out += &format!(
        "\nbands {{ Hot from {}, Warm from {}, Cold otherwise }}\n",
        model.hot, model.warm
    );
    out
}

fn print_group(group: &Group, out: &mut String) {
    let (mut indent, mut end) = ("", "");
    *out += "\n";
    if let Some(name) = group.name {
        let bound = |it: Option<i64>| it.map(|it| it.to_string()).unwrap_or_default();
        let (least, most) = (bound(group.least), bound(group.most));
        let limit = match (group.least, group.most) {
            (None, None) => String::new(),
            _ => format!(" limit {least}..{most}"),
        };
        *out += &format!("group {}{limit} {{\n", text(name));
        (indent, end) = ("  ", "}\n");
    }
    for rule in &group.rules {
        *out += &format!("{indent}when {} then {:+}\n", condition(&rule.when), rule.points);
    }
    *out += end;
}

/// A condition.
pub fn condition(cond: &Cond) -> String {
    match cond {
        Cond::Equal { field, text: it } => format!("{} == {}", name(*field), text(it)),
        Cond::OneOf { field, texts } => format!("{} in {}", name(*field), list(texts)),
        Cond::Contains { field, texts } => match texts.as_slice() {
            [one] => format!("{} contains {}", name(*field), text(one)),
            _ => format!("{} contains any of {}", name(*field), list(texts)),
        },
        Cond::Between { field, from, to } => format!("{} in {from}..{to}", name(*field)),
        Cond::AtLeast { field, value } => format!("{} >= {value}", name(*field)),
        Cond::Below { field, value } => format!("{} < {value}", name(*field)),
        Cond::WithinLast { field, days } => format!("{} within last {days} days", name(*field)),
        Cond::OlderThan { field, days } => format!("{} more than {days} days ago", name(*field)),
        Cond::Before { field, day } => format!("{} before {day}", name(*field)),
        Cond::After { field, day } => format!("{} after {day}", name(*field)),
        Cond::Missing { field } => format!("{} is missing", name(*field)),
        Cond::Yes { field } => name(*field).to_owned(),
        Cond::Not { cond } => negated(cond),
        Cond::All { conds } => joined(conds, " and "),
        Cond::Any { conds } => joined(conds, " or "),
    }
}

/// As people write it, where the language has a word for it.
fn negated(cond: &Cond) -> String {
    match cond {
        Cond::Equal { field, text: it } => format!("{} != {}", name(*field), text(it)),
        Cond::OneOf { field, texts } => format!("{} not in {}", name(*field), list(texts)),
        Cond::Missing { field } => format!("{} is known", name(*field)),
        Cond::Not { cond } => condition(cond),
        Cond::All { .. } | Cond::Any { .. } => format!("not ({})", condition(cond)),
        _ => format!("not {}", condition(cond)),
    }
}

fn joined(conds: &[Cond], word: &str) -> String {
    let parts: Vec<String> = conds
        .iter()
        .map(|it| match it {
            Cond::All { .. } | Cond::Any { .. } => format!("({})", condition(it)),
            _ => condition(it),
        })
        .collect();
    parts.join(word)
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Domain => "domain(email)",
        _ => field.name(),
    }
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|it| text(it)).collect();
    format!("[{}]", texts.join(", "))
}

fn text(it: &str) -> String {
    format!("\"{it}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(text: &str) -> Cond {
        Cond::Equal { field: Field::Country, text: text.to_owned() }
    }

    #[test]
    fn conditions_are_written_as_people_do() {
        let views = Cond::Between { field: Field::PageViews, from: 5, to: 20 };
        let domain =
            Cond::OneOf { field: Field::Domain, texts: vec!["a.com".into(), "b.de".into()] };
        let either = Cond::Any { conds: vec![country("Germany"), views.clone()] };
        let not = |it: &Cond| Cond::Not { cond: Box::new(it.clone()) };
        for (cond, expected) in [
            (country("Germany"), "country == \"Germany\""),
            (not(&country("Germany")), "country != \"Germany\""),
            (not(&views), "not page_views in 5..20"),
            (not(&domain), "domain(email) not in [\"a.com\", \"b.de\"]"),
            (not(&either), "not (country == \"Germany\" or page_views in 5..20)"),
            (not(&Cond::Missing { field: Field::City }), "city is known"),
            (
                Cond::All { conds: vec![Cond::Yes { field: Field::Subscribed }, either] },
                "subscribed and (country == \"Germany\" or page_views in 5..20)",
            ),
        ] {
            assert_eq!(condition(&cond), expected);
        }
    }
}
